using System.Globalization;
using CrossSell.Core.Canvas;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Links;

/// <summary>The part that a product plays on the canvas; the words stand in the markup for the style sheet.</summary>
public static class CardKind
{
    public const string Anchor = "anchor";
    public const string Companion = "companion";
    public const string Ghost = "ghost";

    /// <summary>Linked with a product around the anchor, not with the anchor itself.</summary>
    public const string Farther = "farther";
}

/// <summary>One product on the canvas. The card can be moved; a link is drawn from its port.</summary>
public sealed partial class CanvasCard
{
    [Parameter, EditorRequired]
    public CanvasProduct Product { get; set; } = null!;

    [Parameter, EditorRequired]
    public CanvasBox Box { get; set; }

    /// <summary>One of <see cref="CardKind"/>.</summary>
    [Parameter, EditorRequired]
    public string Kind { get; set; } = CardKind.Companion;

    /// <summary>What a screen reader says: the product and how it is linked.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

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

    /// <summary>The product, and whether it is to join the selection.</summary>
    [Parameter]
    public EventCallback<(int ProductId, bool Joins)> OnClick { get; set; }

    [Parameter]
    public EventCallback<int> OnPortClick { get; set; }

    [Parameter]
    public EventCallback<int> OnAccept { get; set; }

    [Parameter]
    public EventCallback<int> OnOpen { get; set; }

    private string Place =>
        string.Create(CultureInfo.InvariantCulture, $"left: {Box.X:0.#}px; top: {Box.Y:0.#}px; width: {Box.Width:0.#}px; height: {Box.Height:0.#}px");

    private string Detail => Kind == CardKind.Anchor ? $"{Product.Price} · anchor" : Product.Detail;

    /// <summary>An absent attribute rather than "false", so that style sheets can ask for its presence.</summary>
    private static string? Flag(bool value) => value ? "true" : null;
}
