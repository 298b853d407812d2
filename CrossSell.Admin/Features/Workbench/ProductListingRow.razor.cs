using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>A product in one shop: its price, cost and stock there, or the way to list it.</summary>
public sealed partial class ProductListingRow
{
    private const string PriceField = "price";
    private const string CompareField = "compare";
    private const string CostField = "cost";
    private const string StockField = "stock";
    private const string PublishedField = "published";
    private const string Yes = "yes";
    private const string No = "no";

    [Inject]
    private ProductService Products { get; set; } = default!;

    [Inject]
    private ListingService Listings { get; set; } = default!;

    /// <summary>The listing; null where there is none yet.</summary>
    [Parameter]
    public ListingLine? Line { get; set; }

    /// <summary>The shop that does not list it yet.</summary>
    [Parameter]
    public Channel? NewIn { get; set; }

    private Channel Channel => Line?.Channel ?? NewIn!;

    protected override string KeptKey => FormattableString.Invariant($"{base.KeptKey}:{Channel.Id}");

    public override string? ElementOf(string field, int channelId, string? locale) =>
        Line is not null && channelId == Channel.Id && field is PriceField or CostField && channelId == Channel.Id ? Id(field) : null;

    protected override IReadOnlyDictionary<string, string?> Read()
    {
        var form = Line is null ? null : ListingForm.Of(Line);
        return new Dictionary<string, string?>
        {
            [PriceField] = form?.Price, [CompareField] = form?.CompareAt, [CostField] = form?.Cost, [StockField] = form?.Stock,
            [PublishedField] = form?.Published == true ? Yes : No,
        };
    }

    protected override async Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor)
    {
        if (Form(draft).ToEdit().IsRefused(out var refusal, out var edit))
        {
            return refusal;
        }

        return Line is null
            ? await Listings.ListAsync(Details.Product.Id, Channel.Id, edit, actor)
            : await Products.EditListingAsync(Details.Product.Id, Channel.Id, edit, actor);
    }

    protected override string Done(CardDraft draft) =>
        Line is null
            ? L["Listed {0} in {1}.", Details.Product.Name, Channel.Name]
            : L["Saved {0} in {1}.", Details.Product.Name, Channel.Name];

    protected override string Label(string field) => field switch
    {
        PriceField => L["Price"].Value,
        CompareField => L["Compare at"].Value,
        CostField => L["Cost"].Value,
        StockField => L["Stock"].Value,
        _ => L["Published"].Value,
    };

    protected override string? Show(string field, string? value) => field != PublishedField ? value : value switch
    {
        Yes => L["yes"].Value,
        No => L["no"].Value,
        _ => value,
    };

    private string Id(string field) => $"listing-{field}-{Channel.Code}";

    private ListingForm Form(CardDraft draft) => new()
    {
        Line = Line ?? new ListingLine(Channel, new Listing(), []), Version = Line?.Listing.Version ?? 0,
        Price = draft[PriceField], CompareAt = draft[CompareField], Cost = draft[CostField], Stock = draft[StockField],
        Published = draft[PublishedField] == Yes,
    };

    private string Margin(ListingEdit? figures)
    {
        if (figures?.Cost is not { } cost || figures.Price == 0)
        {
            return L["unknown"];
        }

        var rate = Channel.PricesIncludeTax ? Channel.TaxRates.FirstOrDefault(tax => tax.TaxClass == Details.Product.TaxClass)?.BasisPoints ?? 0 : 0;
        var net = figures.Price * 10_000m / (10_000 + rate);
        return Formats.Percent((int)((net - cost) * 10_000m / net));
    }

    private async Task UnlistAsync()
    {
        var (id, channel, version) = (Details.Product.Id, Channel, Line!.Listing.Version);
        string done = L["Removed {0} from {1}.", Details.Product.Name, channel.Name];
        Problem = (await Bench.WriteAsync(actor => Listings.UnlistAsync(id, channel.Id, version, actor), done))?.Message;
        if (Problem is null)
        {
            Close();
        }
    }
}
