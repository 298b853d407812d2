using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>
/// What stands beside a bundle while it is written: figures, checks with their corrections, and the main product's panel with it. All of it follows each
/// letter from memory; only other products, shops or shoppers are a question to the database, which no letter waits for.
/// </summary>
public sealed partial class BundleBeside
{
    private readonly NewestLoad loads = new();
    private BundleAround around = BundleAround.Nothing;
    private BoughtAnyway? anyway;
    private PanelTrial? trial;
    private Panel? panel;
    private Asked? asked;
    private string? locale;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    /// <summary>Of the shop that is looked at.</summary>
    [Parameter, EditorRequired]
    public BundleQuote Quote { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when a correction changed the content.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    [Inject]
    private BundleSurroundings Surroundings { get; set; } = default!;

    [Inject]
    private BundleBaskets Baskets { get; set; } = default!;

    [Inject]
    private PanelService Panels { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private Channel Place => Quote.Channel;

    /// <summary>On whose page it stands in any case; null while it has no product that is known.</summary>
    private ProductSummary? Main => State.Content.Components is [{ ProductId: var id }, ..] ? State.Product(Place, id) : null;

    private IReadOnlyList<BundleCheck> Checks { get; set; } = [];

    /// <summary>Where its panel stands, and why it shows something else; null while nothing is known.</summary>
    private string? PanelWords
    {
        get
        {
            if (panel is null || Main is not { Name: var main })
            {
                return null;
            }

            if (panel.Trace.FirstOrDefault(entry => entry.BundleId == State.Bundle.Id && entry.Verdict != TraceVerdict.Shown) is { } hidden)
            {
                return L["Not shown on the page of {0}: {1}.", main, hidden.Sentence];
            }

            var others = State.Content.Components.Select(part => part.ProductId).Distinct().Skip(1).Count(State.Content.LeadsOn);
            return others == 0
                ? L["Leads the panel of {0}.", main].Value
                : L.Count(others, "Leads the panel of {1} and of {0} other product.", "Leads the panel of {1} and of {0} other products.", main);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        locale = Place.Locales.Contains(locale ?? "") ? locale : Place.Locales.FirstOrDefault();
        Follow();
        int[] parts = [.. State.Content.Components.Select(part => part.ProductId).Distinct()];
        var wanted = new Asked(
            State.Bundle.Id, Place.Id, [.. parts], [.. parts.Take(1).Union(Quote.Lines.Select(line => line.Product.Id))],
            [.. Quote.Parts.Slots.SelectMany(slot => slot.Options).Select(option => option.Product.Id).Distinct()], [.. State.Content.ChannelIds],
            State.Content.Segment, locale);
        if (wanted == asked)
        {
            return;
        }

        asked = wanted;
        // A database on a file answers without letting go: the price is on the screen first.
        await Task.Yield();
        await loads.RunAsync(isNewest => ReadAsync(wanted, isNewest));
    }

    private async Task ReadAsync(Asked wanted, Func<bool> isNewest)
    {
        var shops = State.Channels.Where(shop => wanted.ChannelIds.Contains(shop.Id)).ToArray();
        var near = await Surroundings.LoadAsync(Session.Reads, wanted.BundleId, wanted.ProductIds, shops, Time.GetUtcNow());
        var tried = Main is { } main
            ? (await Panels.TryAsync(
                Session.Reads, new PanelQuery(main.Sku, Place.Code, Locale: wanted.Locale, Segment: wanted.Segment, PassesOverUnknownSegment: true),
                [.. wanted.ProductIds.Union(wanted.UsualIds).Union(wanted.OfferedIds)])).Value
            : null;
        if (!isNewest())
        {
            return;
        }

        (around, trial) = (near, tried);
        Follow();
        StateHasChanged();
        await Task.Yield();
        var bought = await Baskets.LoadAsync(Session.Reads, wanted.PlaceId, wanted.UsualIds);
        if (isNewest())
        {
            anyway = bought;
        }
    }

    /// <summary>What the letter that was typed last means, from what is known.</summary>
    private void Follow()
    {
        Checks = State.Advice(Time.GetUtcNow(), around);
        panel = Quote.Price is null ? null : trial?.With(State.Bundle.Id, State.Bundle.Code, Quote);
        if (panel is { } tried && tried.Offer?.BundleId != State.Bundle.Id)
        {
            // Why it is another's turn, or nobody's, is said below it.
            panel = tried with { Offer = BundlePreview.Of(Quote, State.Bundle.Code)?.Offer };
        }
    }

    private Task LookAsync(string? code)
    {
        locale = code;
        return OnParametersSetAsync();
    }

    /// <summary>What shoppers may make of it: the best, the usual and the worst choice for the shop, and the worst with the deepest code that stacks.</summary>
    private IReadOnlyList<(string Name, Money Price, Margin? Margin)> Choices
    {
        get
        {
            var choices = new List<(string Name, Money Price, Margin? Margin)>();
            if (State.Content.HasChoices && Quote is { Best: { } best, Worst: { } worst, Price: { } usual })
            {
                choices.Add((L["best"], best.Price.SetPrice, best.Price.Margin));
                choices.Add((L["usual"], usual.SetPrice, usual.Margin));
                choices.Add((L["worst"], worst.Price.SetPrice, worst.Price.Margin));
            }

            if (Quote.WithCodes(Time.GetUtcNow()) is { } code)
            {
                choices.Add((L["with {0}", code.Code.Code], code.Price, code.Margin));
            }

            return choices;
        }
    }

    private bool IsLow(Margin? margin) => margin?.Percent * 100 < Place.MarginFloorBasisPoints;

    private string AnywayWords(BoughtAnyway bought)
    {
        var main = Main?.Name ?? "";
        return bought.IsExact
            ? L["Of {0} baskets with {1}, {2} hold all parts without a bundle.", Formats.Count(bought.MainBaskets), main, Formats.Count(bought.AllBaskets)]
            : L["Of {0} baskets with {1}, at most {2} hold all parts.", Formats.Count(bought.MainBaskets), main, Formats.Count(bought.AllBaskets)];
    }

    private static string LabelOf(BundleFix fix) => fix.Amount is { } amount ? $"{fix.Label} ({Formats.Amount(amount)})" : fix.Label;

    /// <summary>What is read from the database once, and again when any of it is different.</summary>
    /// <param name="ProductIds">All that it names.</param>
    /// <param name="UsualIds">What is usually bought of it, the main product first.</param>
    /// <param name="OfferedIds">What may be chosen in its slots, those of a rule too.</param>
    private sealed record Asked(
        int BundleId, int PlaceId, EquatableList<int> ProductIds, EquatableList<int> UsualIds, EquatableList<int> OfferedIds, EquatableList<int> ChannelIds,
        string? Segment, string? Locale);
}
