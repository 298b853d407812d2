using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Bundles;

/// <summary>One component of a quoted set.</summary>
/// <param name="Problem">What keeps it from being sold in the channel: "not sold here", "out of stock"; null for nothing.</param>
/// <param name="Price">Its share of the set; null when the set has no price.</param>
public sealed record QuoteLine(ProductSummary Product, int Quantity, int DiscountBasisPoints, ComponentPrice? Price, string? Problem)
{
    /// <summary>Where it comes from: its component, what it steps in for, its slot.</summary>
    public QuoteOption? Option { get; init; }

    /// <summary>The product that it stepped in for; null for none.</summary>
    public ProductSummary? Replaces => Option?.Replaces;
}

/// <summary>
/// A set as it stands in one channel today: lines, price, stock, and what is wrong with it. The builder, the review and the panel all show this.
/// </summary>
/// <param name="RevisionId">0 for content that is not saved.</param>
/// <param name="Lines">Of the usual choice: what must be in, and the first choice of each required slot.</param>
/// <param name="Price">Of the usual choice; null when it has no price; then <paramref name="Refusal"/> says why.</param>
public sealed record BundleQuote(
    int RevisionId, Channel Channel, BundleContent Content, IReadOnlyList<QuoteLine> Lines, BundlePrice? Price, Refusal? Refusal, BundleStock Stock)
{
    private readonly Lazy<(ChoiceQuote Best, ChoiceQuote Worst)?> extremes = new(() => null);

    /// <summary>All that may be chosen, with what steps in for what.</summary>
    public BundleParts Parts { get; init; } = new([], [], []);

    /// <summary>What it was made of, for further choices.</summary>
    public QuoteFigures? Figures { get; init; }

    /// <summary>By what its price is split.</summary>
    public SplitBasis Basis { get; init; }

    internal Lazy<(ChoiceQuote Best, ChoiceQuote Worst)?> Extremes { init => extremes = value; get => extremes; }

    /// <summary>The choice that earns most; null when no choice has a price. Worked out when it is asked for.</summary>
    public ChoiceQuote? Best => extremes.Value?.Best;

    /// <summary>The choice that earns least.</summary>
    public ChoiceQuote? Worst => extremes.Value?.Worst;

    /// <summary>Required slots for which nothing, or not enough, is left.</summary>
    public IEnumerable<QuoteSlot> EmptySlots => Parts.Slots.Where(slot => slot.Slot.IsRequired && !slot.CanBeFilled);

    /// <summary>What stands in for a product that cannot be sold now, anywhere in the set, each once.</summary>
    public IEnumerable<QuoteLine> StandIns => Lines.Where(line => line.Replaces is not null)
        .Concat(Parts.Always.SelectMany(part => part.Options.Take(1)).Concat(Parts.Slots.SelectMany(slot => slot.Options))
            .Where(option => option.Replaces is not null)
            .Select(option => new QuoteLine(option.Product, option.Quantity, option.DiscountBasisPoints, null, option.Problem) { Option = option }))
        .DistinctBy(line => (line.Product.Id, line.Replaces!.Id));

    /// <summary>Whether every component can be bought in the channel now, at a price.</summary>
    public bool IsSellable => Price is { SetPrice.Minor: > 0 } && Stock.IsAvailable && Lines.All(line => line.Problem is null) && !EmptySlots.Any();

    /// <summary>The product that runs out first; null when nothing limits, or a slot of several products does.</summary>
    public ProductSummary? LimitedBy => Lines.FirstOrDefault(line => line.Product.Id == Stock.LimitedBy)?.Product;

    /// <summary>The slot whose products run out first; null where a single product does.</summary>
    public SlotContent? LimitedBySlot => Content.Slots.FirstOrDefault(slot => slot.Key == Stock.LimitedBySlot);

    /// <summary>
    /// The worst case: the choice that earns least, with the deepest discount code that comes off it. Null when none does at that time, or none stacks.
    /// </summary>
    /// <param name="from">Codes that end before do not count.</param>
    public CodeCase? WithCodes(DateTimeOffset from, DateTimeOffset? until = null) =>
        !Content.StacksWithCodes || Figures is null || Worst is not { } worst
            ? null
            : Figures.Settings.Codes.Where(code => code.FiresBetween(from, until)).Select(code => CodeCase.Of(code, worst.Price, Channel, Content.IsComposite))
                .MinBy(worstCase => worstCase.Price.Minor);

    /// <summary>What the price may be said to save, and against what.</summary>
    /// <param name="began">When the offer began, or would.</param>
    public SavingClaim SavingSince(DateTimeOffset began) =>
        Price is { } price ? SavingClaim.Of(price, Figures?.Settings ?? new BundleSettings(), Figures?.Histories, began) : SavingClaim.None;

    /// <summary>The price of another choice; the parts of <see cref="Parts"/> it is made of stay as they are.</summary>
    public Outcome<BundlePrice> PriceOf(IReadOnlyList<BundlePick> picks) =>
        BundleQuotes.PriceOf(Content, Channel, picks, Basis, Figures?.Settings.MarginFloorBlocks == true);
}

/// <summary>A set's price with a discount code of the shop on top.</summary>
/// <param name="Margin">Null where a cost is unknown.</param>
public sealed record CodeCase(DiscountCode Code, Money Price, Margin? Margin)
{
    /// <summary>A percentage comes off the set price, fractions of a minor unit for the shopper; an amount is taken off whole.</summary>
    public static CodeCase Of(DiscountCode code, BundlePrice price, Channel channel, bool isComposite)
    {
        ArgumentNullException.ThrowIfNull(code);
        var set = price.SetPrice.Minor;
        var paid = code.PercentBasisPoints > 0 ? (long)((Int128)set * (10_000 - Math.Min(code.PercentBasisPoints, 10_000)) / 10_000)
            : Math.Max(0, set - code.Amount);
        var lines = price.Components.Select(part => new BundleLine(
            part.ProductId, "", part.Quantity, part.UnitPrice, part.Cost is { } cost ? new Money(cost.Minor / part.Quantity, cost.Currency) : null,
            part.TaxBasisPoints)).ToArray();
        var request = new BundlePriceRequest(lines, BundleTerms.FixedPrice(new Money(paid, price.SetPrice.Currency)), channel.PricesIncludeTax)
        {
            IsComposite = isComposite,
        };
        return new CodeCase(code, new Money(paid, price.SetPrice.Currency), BundlePricing.Price(request).Value?.Margin);
    }
}

/// <summary>
/// What may be said of a set's saving. Never against a price that nobody was asked: against what the parts cost now or, where the channel follows the EU's rule
/// for tied offers, the lowest price of the 30 days before the offer began, whichever is lower.
/// </summary>
/// <param name="Was">Null when nothing may be said.</param>
/// <param name="Percent">Of <paramref name="Was"/>, unrounded.</param>
/// <param name="WithoutHistory">Product ids whose prices of the 30 days are not known.</param>
public sealed record SavingClaim(Money? Was, Money? Saving, decimal? Percent, IReadOnlyList<int> WithoutHistory)
{
    public static readonly SavingClaim None = new(null, null, null, []);

    public static SavingClaim Of(
        BundlePrice price, BundleSettings settings, IReadOnlyDictionary<int, PriceHistory>? histories, DateTimeOffset began)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(settings);
        var was = price.SumOfParts.Minor;
        if (settings is { LowestPriceRule: true, LowestPriceForOffers: true })
        {
            var lowest = price.Components.Select(part => (part.ProductId, part.Quantity, Lowest: histories?.GetValueOrDefault(part.ProductId) is { } history
                ? LowestPrice.Before(history, part.UnitPrice.Minor, began) : null)).ToArray();
            if (Array.Exists(lowest, part => part.Lowest is null))
            {
                return None with { WithoutHistory = [.. lowest.Where(part => part.Lowest is null).Select(part => part.ProductId).Distinct()] };
            }

            was = Math.Min(was, lowest.Sum(part => part.Lowest!.Value * part.Quantity));
        }

        var saving = was - price.SetPrice.Minor;
        var currency = price.SetPrice.Currency;
        return saving <= 0 ? None : new SavingClaim(new Money(was, currency), new Money(saving, currency), saving * 100m / was, []);
    }
}

/// <summary>An approved revision with the instants between which it is on sale in the channel.</summary>
/// <param name="From">Null means at once.</param>
/// <param name="Until">Exclusive: its own end, or the start of the revision that follows it; null means until retired.</param>
public sealed record ApprovedBundle(int BundleId, string Code, int Revision, BundleQuote Quote, DateTimeOffset? From, DateTimeOffset? Until)
{
    /// <summary>Whether no panel shows it in this channel, because it is no longer what was approved (<see cref="BundleDrift"/>).</summary>
    public bool IsPaused { get; init; }

    /// <summary>When it was approved for the channel; null where that is not known.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>When its reduction began: as it came on sale.</summary>
    public DateTimeOffset? Began => From > ApprovedAt || ApprovedAt is null ? From : ApprovedAt;

    public BundlePhase PhaseAt(DateTimeOffset now) => Until <= now ? BundlePhase.Ended : From > now ? BundlePhase.Scheduled : BundlePhase.Live;
}
