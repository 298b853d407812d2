using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>
/// A revision as shoppers would see it: in each of its shops and their languages, at the width of a phone and of a desktop. It asks the resolver of the shops,
/// so that what is drawn is what will be answered.
/// </summary>
public sealed partial class ReviewShopperView
{
    private readonly NewestLoad loads = new();
    private IReadOnlyList<ReviewPanelChange> panels = [];
    private IReadOnlyList<Segment> segments = [];
    private ReviewDetail? loaded;
    // The set alone: what stands below it is told in the list of panels.
    private Panel? offered;
    private string? notShown;
    private int shopId;
    private string? locale;
    private bool isWide;

    [Parameter, EditorRequired]
    public ReviewDetail Detail { get; set; } = default!;

    [Parameter, EditorRequired]
    public ReadScope Reads { get; set; } = default!;

    /// <summary>The panels that it leads, each as it is and with it, once they are known.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<ReviewPanelChange>> PanelsRead { get; set; }

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private SegmentService SegmentList { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private BundleQuote Shown => Detail.Quotes.FirstOrDefault(quote => quote.Channel.Id == shopId) ?? Detail.Quotes[0];

    private IReadOnlyList<Choice<int>> Shops => [.. Detail.Quotes.Select(quote => new Choice<int>(quote.Channel.Id, quote.Channel.Name))];

    private IReadOnlyList<Choice<string>> Locales => [.. Shown.Channel.Locales.Select(code => new Choice<string>(code, LocaleName(code)))];

    private string Locale => locale is { } chosen && Shown.Channel.Locales.Contains(chosen) ? chosen : Shown.Channel.Locales.FirstOrDefault() ?? "";

    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(loaded, Detail) || Detail.Quotes.Count == 0)
        {
            return;
        }

        loaded = Detail;
        await ReadAsync();
    }

    private Task ChooseShopAsync(int id)
    {
        shopId = id;
        return DrawAsync();
    }

    private Task ChooseLocaleAsync(string? code)
    {
        locale = code;
        return DrawAsync();
    }

    private Task ReadAsync() => loads.RunAsync(async isNewest =>
    {
        var detail = Detail;
        var known = await SegmentList.ListAsync(Reads);
        List<ReviewPanelChange> found = [];
        foreach (var quote in detail.Quotes)
        {
            foreach (var product in quote.Lines.Select(line => line.Product).Where(product => quote.Content.LeadsOn(product.Id))
                .DistinctBy(product => product.Id))
            {
                if (await TryAsync(quote, product, null) is { } pair)
                {
                    found.Add(new ReviewPanelChange(quote.Channel, product, pair.Now, pair.With));
                }
            }
        }

        if (!isNewest())
        {
            return;
        }

        (panels, segments) = (found, known);
        await DrawAsync();
        await PanelsRead.InvokeAsync(panels);
    });

    private async Task DrawAsync()
    {
        var quote = Shown;
        (offered, notShown) = (null, null);
        if (quote.Lines.Select(line => line.Product).FirstOrDefault(product => quote.Content.LeadsOn(product.Id)) is { } main
            && await TryAsync(quote, main, Locale) is { } pair)
        {
            if (pair.With.Offer is { } offer && offer.Code == Detail.Bundle.Code)
            {
                offered = pair.With with { Companions = [] };
            }
            else
            {
                notShown = pair.With.Trace.FirstOrDefault(entry => entry.BundleId == Detail.Bundle.Id)?.Sentence;
            }
        }
    }

    private async Task<(Panel Now, Panel With)?> TryAsync(BundleQuote quote, ProductSummary product, string? inLocale)
    {
        var now = Time.GetUtcNow();
        var (from, until) = BundleSchedule.Window(Detail.Revision, quote.Channel);
        var query = new PanelQuery(
            product.Sku, quote.Channel.Code, Locale: inLocale, Segment: quote.Content.Segment, At: from > now ? from : now, PassesOverUnknownSegment: true);
        if (quote.Price is null)
        {
            return null;
        }

        var bundle = new ApprovedBundle(Detail.Bundle.Id, Detail.Bundle.Code, Detail.Revision.Number, quote, from, until);
        return (await Panels.TryAsync(Reads, query, bundle)).Value is { } trial ? (trial.Now.Panel, trial.With(bundle)) : null;
    }

    private static string LocaleName(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    private string ShownOn(BundleQuote quote)
    {
        var products = string.Join(", ", quote.Lines.Where(line => quote.Content.LeadsOn(line.Product.Id)).Select(line => line.Product.Name).Distinct());
        return quote.Content.Segment is { } segment
            ? L["Shown on the page of {0}, only for {1}.", products, Segments.NameOf(segments, segment)]
            : L["Shown on the page of {0}.", products];
    }
}
