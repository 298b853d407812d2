namespace CrossSell.Admin.Features.Products;

/// <summary>
/// Where the active row is and which part of the list is drawn. Plain arithmetic: rows are numbered from 0, several stand on a line when they are cards.
/// </summary>
public sealed class TablePlace
{
    /// <summary>Browsers draw nothing beyond some tens of millions of pixels; a longer list is scrolled on a smaller scale.</summary>
    public const int MostPixels = 12_000_000;

    // Lines drawn beyond each edge, so that a short scroll shows rows at once.
    private const int Beyond = 12;

    public int Total { get; private set; }

    /// <summary>Rows side by side: 1 in the table.</summary>
    public int PerLine { get; private set; } = 1;

    /// <summary>Whole lines that fit the screen.</summary>
    public int Lines { get; private set; } = 16;

    /// <summary>The first line on the screen.</summary>
    public int Top { get; private set; }

    /// <summary>The row that keys work on; 0 also in an empty list.</summary>
    public int Active { get; private set; }

    /// <summary>Where a range began.</summary>
    public int Anchor { get; private set; }

    public int First => Math.Max(0, Math.Min(Top, LastLine) - Beyond) * PerLine;

    public int Count => Math.Max(0, Math.Min(Total, (Top + Lines + Beyond + 1) * PerLine) - First);

    private int LastLine => Total == 0 ? 0 : (Total - 1) / PerLine;

    /// <summary>Pixels of the scroll space, scaled down when the list is longer than a browser can draw.</summary>
    public int Height(int line) => (int)Math.Min(MostPixels, (long)(LastLine + (Total > 0 ? 1 : 0)) * line);

    /// <summary>The list has so many rows now; the active one stays within it.</summary>
    public void Resize(int total)
    {
        Total = total;
        Active = Math.Clamp(Active, 0, Math.Max(0, total - 1));
        Anchor = Math.Clamp(Anchor, 0, Math.Max(0, total - 1));
        Top = Math.Clamp(Top, 0, LastLine);
    }

    /// <summary>Another list: from the top.</summary>
    public void Restart() => (Top, Active, Anchor) = (0, 0, 0);

    /// <summary>What the screen shows now, as the browser measured it.</summary>
    public void Show(int top, int lines, int perLine)
    {
        (PerLine, Lines) = (Math.Clamp(perLine, 1, 12), Math.Clamp(lines, 1, 200));
        Top = Math.Clamp(top, 0, LastLine);
    }

    public void Activate(int index, bool extend = false)
    {
        Active = Math.Clamp(index, 0, Math.Max(0, Total - 1));
        if (!extend)
        {
            Anchor = Active;
        }

        // Drawn at once, so that the focus has somewhere to go; the browser scrolls there.
        var line = Active / PerLine;
        Top = line < Top ? line : line >= Top + Lines ? Math.Max(0, line - Lines + 1) : Top;
    }

    /// <summary>Where a key leads from the active row; null when it does not move.</summary>
    public int? Target(string key)
    {
        int? target = key switch
        {
            "ArrowDown" => Active + PerLine,
            "ArrowUp" => Active - PerLine,
            "ArrowRight" when PerLine > 1 => Active + 1,
            "ArrowLeft" when PerLine > 1 => Active - 1,
            "PageDown" => Active + (Math.Max(1, Lines - 1) * PerLine),
            "PageUp" => Active - (Math.Max(1, Lines - 1) * PerLine),
            "Home" => 0,
            "End" => Total - 1,
            _ => null,
        };
        return target is { } row ? Math.Clamp(row, 0, Math.Max(0, Total - 1)) : null;
    }
}
