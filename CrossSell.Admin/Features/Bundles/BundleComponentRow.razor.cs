using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>One product of the bundle, with what is said of it.</summary>
public sealed partial class BundleComponentRow
{
    private bool isOpen;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    /// <summary>Of the shop that is looked at.</summary>
    [Parameter, EditorRequired]
    public BundleQuote Quote { get; set; } = default!;

    [Parameter, EditorRequired]
    public ComponentContent Part { get; set; } = default!;

    /// <summary>Among those of its group, from 0.</summary>
    [Parameter]
    public int Position { get; set; }

    /// <summary>How many the group has.</summary>
    [Parameter]
    public int Count { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when the content changed.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    [Parameter]
    public EventCallback OnDragged { get; set; }

    [Parameter]
    public EventCallback OnDropped { get; set; }

    private ProductSummary? Product => State.Product(Quote.Channel, Part.ProductId);

    private QuoteLine? Line => Quote.Lines.FirstOrDefault(line => line.Option?.Component?.Key == Part.Key);

    private string Name => Product?.Name ?? L["another product"].Value;

    private string? Problem => Product is { } product ? BundleWords.ProblemOf(product) ?? Line?.Problem : null;

    /// <summary>What was chosen of its options, in short.</summary>
    private string Said => string.Join(" · ", new[]
    {
        Part is { SlotKey: null, IsRequired: false } ? L["may be left out"].Value : "",
        Part.HasRange ? L["{0} to {1} pieces", Formats.Count(Part.Fewest), Formats.Count(Part.Most)].Value : "",
        Part.PriceDelta == 0 ? "" : Delta(Part.PriceDelta),
        Part.Variants.Count > 0 ? L.Count(Part.Variants.Count, "{0} variant to choose", "{0} variants to choose") : "",
        Part.Replacements.Count > 0 ? L["replaced by {0}", Texts.Or(Part.Replacements.Select(id =>
            State.Product(Quote.Channel, id)?.Name ?? L["another product"].Value))].Value : "",
    }.Where(words => words.Length > 0));

    private string Field(string name) => BundlePageState.Field(name, Part.Key);

    private string? Invalid(string name) => State.Problem(Field(name)) is null ? null : "true";

    private string Delta(long minor) => (minor > 0 ? "+" : "") + Formats.Amount(new Money(minor, Quote.Channel.Currency));

    private Task KeyAsync(KeyboardEventArgs key) => CanEdit && key is { AltKey: true, Key: "ArrowUp" or "ArrowDown" }
        ? OnEdited.InvokeAsync(State.Move(Part.Key, key.Key == "ArrowUp" ? -1 : 1))
        : Task.CompletedTask;

    private static string StockWords(ProductSummary product) =>
        product.Stock is { } stock ? L["{0} in stock", Formats.Count(stock)] : L["stock not tracked"];
}
