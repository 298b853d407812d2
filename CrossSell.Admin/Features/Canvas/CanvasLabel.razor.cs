using System.Globalization;
using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>The label of a line: what it is, to the eye and to a screen reader. Labels are drawn after all lines, so that none is crossed out.</summary>
public sealed partial class CanvasLabel
{
    private const double CharacterWidth = 6.4;
    private const int LongestText = 11;

    [Parameter, EditorRequired]
    public SceneLine Line { get; set; } = null!;

    [Parameter]
    public bool Selected { get; set; }

    [Parameter]
    public EventCallback<SceneLine> OnClick { get; set; }

    private string ShortText => Line.Text.Length <= LongestText ? Line.Text : Line.Text[..(LongestText - 1)] + "…";

    private double PillWidth => Math.Max(26, ShortText.Length * CharacterWidth + 16);

    private double PillX => Line.Path.LabelAlign switch
    {
        CanvasLabelAlign.Start => Line.Path.Label.X,
        CanvasLabelAlign.Middle => Line.Path.Label.X - PillWidth / 2,
        _ => Line.Path.Label.X - PillWidth,
    };

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
