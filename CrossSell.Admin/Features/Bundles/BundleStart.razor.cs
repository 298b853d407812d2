using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>What a new bundle begins with.</summary>
public enum BundleSource
{
    /// <summary>Its main product, or a name alone.</summary>
    Product,

    /// <summary>A set that the orders know.</summary>
    Orders,

    /// <summary>What a product's panel shows.</summary>
    Panel,

    /// <summary>What a product is linked to.</summary>
    Links,

    /// <summary>Another bundle.</summary>
    Copy,
}

/// <summary>Where a new bundle comes from. Each way makes a draft and opens the builder.</summary>
public sealed partial class BundleStart
{
    private const int MostParts = 8;

    private static readonly (BundleSource Way, string Name)[] Ways =
    [
        (BundleSource.Product, Texts.Key("a product")), (BundleSource.Orders, Texts.Key("bought together")), (BundleSource.Panel, Texts.Key("a panel")),
        (BundleSource.Links, Texts.Key("links")), (BundleSource.Copy, Texts.Key("a copy")),
    ];

    private BundleSource source;
    private string name = "";
    private bool isDone;

    /// <summary>Where it is to be sold.</summary>
    [Parameter, EditorRequired]
    public Channel Shop { get; set; } = default!;

    /// <summary>That can be copied.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ListedBundle> Bundles { get; set; } = [];

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private BundleService Service { get; set; } = default!;

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private LinkedParts Linked { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private Task CloseAsync()
    {
        name = "";
        return OnClose.InvokeAsync();
    }

    /// <summary>The products become its parts, the first one leads. A percentage off is asked next: a set that saves nothing is none.</summary>
    private Task CreateAsync(IReadOnlyList<ProductSummary> products) => MakeAsync(new BundleContent(
        NameOf(products[0]), [.. products.Select(product => new ComponentContent(product.Id))], [Shop.Id], PricingKind.PercentOff));

    private Task CreateNamedAsync() => string.IsNullOrWhiteSpace(name)
        ? Task.CompletedTask : MakeAsync(new BundleContent(name.Trim(), [], [Shop.Id], PricingKind.PercentOff));

    private Task CopyAsync(string? code) => Bundles.FirstOrDefault(bundle => bundle.Row.Code == code)?.Row.Quote is { } quote
        ? MakeAsync(BundleWords.CopyOf(quote.Content)) : Task.CompletedTask;

    private Task MakeAsync(BundleContent content) => BusyAsync(async () =>
    {
        var outcome = await Service.CreateAsync(content, await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            isDone = true;
            Navigation.NavigateTo(Addresses.Bundle(outcome.Required));
        }
    });

    private async Task<IReadOnlyList<ProductSummary>> OfPanelAsync(ProductSummary main)
    {
        var outcome = await Panels.ResolveFreshAsync(Session.Reads, new PanelQuery(main.Sku, Shop.Code));
        return outcome.Value is not { } answer ? [] :
        [
            .. answer.Panel.Companions.Take(MostParts).Select(companion => companion.Product).Select(product => new ProductSummary(
                product.Id, product.Sku, product.Name, null, ProductKind.Simple, null, ProductStatus.Active,
                product.Picture ?? ProductSummaries.NeutralPicture, null, null, product.Price, null, null, true)),
        ];
    }

    private Task<IReadOnlyList<ProductSummary>> OfLinksAsync(ProductSummary main) => Linked.LoadAsync(Session.Reads, main.Id, Shop.Id, MostParts);

    // As long as a name may be.
    private static string NameOf(ProductSummary main)
    {
        string made = L["{0} set", main.Name];
        return made.Length <= BundleContent.NameLength ? made : main.Name[..Math.Min(main.Name.Length, BundleContent.NameLength)];
    }
}
