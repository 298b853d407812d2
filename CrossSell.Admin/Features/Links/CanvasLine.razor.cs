using System.Globalization;
using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>The line of one link or candidate with its arrow heads. A convenience for the mouse: <see cref="CanvasLabel"/> says what it means.</summary>
public sealed partial class CanvasLine
{
    private string _d = "";

    /// <summary>What line and label have in common, for the script.</summary>
    [Parameter]
    public string? LineKey { get; set; }

    [Parameter, EditorRequired]
    public CanvasPath Path { get; set; } = null!;

    [Parameter, EditorRequired]
    public LinkLook Look { get; set; }

    /// <summary>The products at its ends, for the script that drags them.</summary>
    [Parameter]
    public int SourceId { get; set; }

    [Parameter]
    public int TargetId { get; set; }

    /// <summary>Not a line of the anchor: drawn more quietly.</summary>
    [Parameter]
    public bool Farther { get; set; }

    [Parameter]
    public bool BothWays { get; set; }

    [Parameter]
    public bool Selected { get; set; }

    [Parameter]
    public EventCallback OnClick { get; set; }

    protected override void OnParametersSet() => _d = Path.ToSvg();

    /// <summary>A triangle whose tip is at the line's end.</summary>
    private static string Head(CanvasPoint tip, bool rightward)
    {
        var back = rightward ? -10 : 10;
        return string.Create(CultureInfo.InvariantCulture, $"M{tip.X:0.#} {tip.Y:0.#}l{back} -5v10z");
    }
}
