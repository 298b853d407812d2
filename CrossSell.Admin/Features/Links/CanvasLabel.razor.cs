using System.Globalization;
using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>The label of a line: what it is, to the eye and to a screen reader. Labels are drawn after all lines, so that none is struck through.</summary>
public sealed partial class CanvasLabel
{
    private const double CharacterWidth = 6.4;
    private const int LongestText = 13;

    /// <summary>What line and label have in common, for the script.</summary>
    [Parameter]
    public string? LineKey { get; set; }

    [Parameter, EditorRequired]
    public CanvasPath Path { get; set; } = null!;

    [Parameter, EditorRequired]
    public LinkLook Look { get; set; }

    /// <summary>Short: "3 accessory".</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>What a screen reader says: type, both ends, position.</summary>
    [Parameter, EditorRequired]
    public string Description { get; set; } = "";

    /// <summary>Null for candidates.</summary>
    [Parameter]
    public int? LinkId { get; set; }

    /// <summary>Place in the list of the anchor; null for a line that cannot be dragged to another place.</summary>
    [Parameter]
    public int? Order { get; set; }

    [Parameter]
    public bool Selected { get; set; }

    /// <summary>True when shoppers do not see this link now.</summary>
    [Parameter]
    public bool Warning { get; set; }

    [Parameter]
    public EventCallback OnClick { get; set; }

    private string ShortText => Text.Length <= LongestText ? Text : Text[..(LongestText - 1)] + "…";

    private double PillWidth => Math.Max(26, ShortText.Length * CharacterWidth + 16);

    private double PillX => Path.LabelAlign switch
    {
        CanvasLabelAlign.Start => Path.Label.X,
        CanvasLabelAlign.Middle => Path.Label.X - PillWidth / 2,
        _ => Path.Label.X - PillWidth,
    };

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
