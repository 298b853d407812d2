using System.Globalization;
using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>The line of one link or candidate with its arrow heads. A convenience for the mouse: <see cref="CanvasLabel"/> says what it means.</summary>
public sealed partial class CanvasLine
{
    private string _d = "";

    [Parameter, EditorRequired]
    public SceneLine Line { get; set; } = null!;

    [Parameter]
    public bool Selected { get; set; }

    [Parameter]
    public EventCallback<SceneLine> OnClick { get; set; }

    protected override void OnParametersSet() => _d = Line.Path.ToSvg();

    /// <summary>A triangle whose tip is at the line's end.</summary>
    private static string Head(CanvasPoint tip, bool rightward)
    {
        var back = rightward ? -10 : 10;
        return string.Create(CultureInfo.InvariantCulture, $"M{tip.X:0.#} {tip.Y:0.#}l{back} -5v10z");
    }
}
