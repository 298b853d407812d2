using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CrossSell.Core.Catalog;

/// <summary>The hue a pictogram is drawn in: a soft tile under a strong line of the same hue, at least 4.5:1 against each other.</summary>
public enum PictogramTone
{
    Indigo,
    Green,
    Amber,
    Rust,
    Slate,
    Violet,
    Teal,
    Rose,
}

/// <summary>
/// The drawn picture of a product that has no photograph: a symbol of the pictogram sprite in one of a few tones, written <c>camera.indigo</c>.
/// Says nothing about whether the sprite holds such a symbol: who draws it falls back to <see cref="Neutral"/>.
/// </summary>
public sealed record Pictogram
{
    /// <summary>Longest text form, for the column that stores it.</summary>
    public const int MaxLength = 48;

    private const int MaxNameLength = 40;

    /// <summary>What stands for a product without any picture.</summary>
    public static readonly Pictogram Neutral = new("product", PictogramTone.Slate);

    /// <summary>What stands for a bundle without a picture of its own.</summary>
    public static readonly Pictogram Bundle = new("bundle", PictogramTone.Slate);

    /// <summary>Throws <see cref="FormatException"/> unless the name is a symbol name: lower-case letters, digits and hyphens.</summary>
    public Pictogram(string name, PictogramTone tone)
    {
        Name = IsName(name) ? name : throw new FormatException($"\"{name}\" is not a pictogram name such as memory-card.");
        Tone = tone;
    }

    /// <summary>Id of the symbol in the sprite.</summary>
    public string Name { get; }

    public PictogramTone Tone { get; }

    /// <summary>Background of the tile, as <c>#rrggbb</c>.</summary>
    public string TileColor => Colors(Tone).Tile;

    /// <summary>Colour of the drawing, as <c>#rrggbb</c>.</summary>
    public string LineColor => Colors(Tone).Line;

    /// <summary>Reads <c>camera.indigo</c>; a name without a tone is slate. False for anything else, never an exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Pictogram? pictogram)
    {
        pictogram = null;
        if (text is null)
        {
            return false;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? text : text[..dot];
        var tone = PictogramTone.Slate;
        if (!IsName(name) || (dot >= 0 && !TryParseTone(text[(dot + 1)..], out tone)))
        {
            return false;
        }

        pictogram = new Pictogram(name, tone);
        return true;
    }

    /// <summary>Throws <see cref="FormatException"/> for what <see cref="TryParse"/> does not read.</summary>
    public static Pictogram Parse(string text) =>
        TryParse(text, out var pictogram) ? pictogram : throw new FormatException($"\"{text}\" is not a pictogram such as camera.indigo.");

    /// <summary>
    /// A whole SVG document: the rounded tile and the drawing on it, in 72 x 72 units with the 48 x 48 drawing in the middle.
    /// </summary>
    /// <param name="symbolMarkup">Inner markup of the sprite's symbol. Trusted: it is written as it is.</param>
    /// <param name="inDark">Light on dark, in the same hue.</param>
    public string Render(string symbolMarkup, bool inDark = false)
    {
        ArgumentNullException.ThrowIfNull(symbolMarkup);
        var look = inDark ? " style=\"filter: invert(0.88) hue-rotate(180deg)\"" : "";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 72" width="72" height="72"{look}><rect width="72" height="72" rx="11" fill="{TileColor}"/><g transform="translate(12 12)" fill="none" color="{LineColor}" stroke="{LineColor}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{symbolMarkup}</g></svg>
            """);
    }

    /// <summary>The text form: <c>camera.indigo</c>.</summary>
    public override string ToString() => $"{Name}.{ToneName(Tone)}";

    // Darkest shade of each hue that still reads as the hue; checked against the tile for contrast by a test.
    private static (string Tile, string Line) Colors(PictogramTone tone) => tone switch
    {
        PictogramTone.Indigo => ("#eceefd", "#4540b8"),
        PictogramTone.Green => ("#e3f3eb", "#14693c"),
        PictogramTone.Amber => ("#fbf1da", "#8a5a00"),
        PictogramTone.Rust => ("#f8ebe4", "#9a4319"),
        PictogramTone.Slate => ("#eceef1", "#46556a"),
        PictogramTone.Violet => ("#f1ebfb", "#6b35b5"),
        PictogramTone.Teal => ("#e0f2f1", "#0d6660"),
        PictogramTone.Rose => ("#fbeaf0", "#a8285c"),
        _ => throw new ArgumentOutOfRangeException(nameof(tone)),
    };

    private static string ToneName(PictogramTone tone) => tone switch
    {
        PictogramTone.Indigo => "indigo",
        PictogramTone.Green => "green",
        PictogramTone.Amber => "amber",
        PictogramTone.Rust => "rust",
        PictogramTone.Slate => "slate",
        PictogramTone.Violet => "violet",
        PictogramTone.Teal => "teal",
        PictogramTone.Rose => "rose",
        _ => throw new ArgumentOutOfRangeException(nameof(tone)),
    };

    private static bool TryParseTone(string text, out PictogramTone tone)
    {
        foreach (var candidate in Enum.GetValues<PictogramTone>())
        {
            if (text == ToneName(candidate))
            {
                tone = candidate;
                return true;
            }
        }

        tone = default;
        return false;
    }

    private static bool IsName([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MaxNameLength } && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
