using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Canvas;

/// <summary>One product on the canvas. The card can be moved; a link is drawn from its port.</summary>
public sealed partial class CanvasCard
{
    [Parameter, EditorRequired]
    public SceneCard Card { get; set; } = null!;

    [Parameter]
    public bool Selected { get; set; }

    /// <summary>True for a card that is selected together with others.</summary>
    [Parameter]
    public bool Picked { get; set; }

    /// <summary>True for the one card that the Tab key reaches.</summary>
    [Parameter]
    public bool Tabbable { get; set; }

    /// <summary>True while a link is being drawn from this card.</summary>
    [Parameter]
    public bool LinkSource { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback<CardGesture> OnGesture { get; set; }

    private CanvasProduct Product => Card.Product;

    private string Place => Card.Box is var box
        ? string.Create(CultureInfo.InvariantCulture, $"left: {box.X:0.#}px; top: {box.Y:0.#}px; width: {box.Width:0.#}px; height: {box.Height:0.#}px")
        : "";

    private Task TellAsync(CardAct act) => OnGesture.InvokeAsync(new CardGesture(Product.Id, act));

    /// <summary>An absent attribute rather than "false", so that style sheets can ask for its presence.</summary>
    private static string? Flag(bool value) => value ? "true" : null;
}
