using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>
/// Chooses the bundle that leads the panel: of those that are to lead it and can be sold now, the one that saves most. A bundle is all or nothing; a triggered
/// offer leads the page of its trigger, and a cart that holds it.
/// </summary>
public sealed class BundleLayer : PanelLayer<BundleFacts>
{
    public override string Name => "Bundle";

    public override string Label => L["bundle"];

    public override string Title => L["Bundles"];

    public override string By => L["by a bundle"];

    public override bool IsManual => true;

    public override bool Leads => true;

    protected override BundleFacts Read(PanelReading reading)
    {
        int[] holding = reading.ProductId == reading.FamilyId ? [.. reading.Family.Select(member => member.Id)] : [reading.ProductId, reading.FamilyId];
        var shared = reading.Shared<SharedBundles>()!;
        // One that makes way for a campaign comes twice: before and after.
        var bundles = holding.SelectMany(id => shared.Of(reading.Channel.Id)[id]).DistinctBy(bundle => (bundle.Id, bundle.Revision, bundle.Validity)).ToArray();
        string[] retired = [.. holding.SelectMany(shared.RetiredOf).Distinct().Order(StringComparer.Ordinal)];
        return bundles.Length == 0 && retired.Length == 0 ? None : new() { Bundles = bundles, Retired = retired };
    }

    /// <summary>What lies beside the anchor in a cart may trigger an offer too.</summary>
    protected override BundleFacts Merge(IReadOnlyList<BundleFacts> cart) => cart.Count == 1 ? cart[0] : cart[0] with
    {
        Bundles = [.. cart[0].Bundles.Concat(cart.Skip(1).SelectMany(facts => facts.Bundles).Where(bundle => bundle.Kind == BundleKind.TriggeredOffer))
            .DistinctBy(bundle => (bundle.Id, bundle.Revision, bundle.Validity))],
    };

    protected internal override IReadOnlyCollection<string> Entities => SharedBundles.Entities;

    /// <summary>None by themselves: whose panels a bundle concerns, those tell that are kept (<see cref="SharedBundles"/>).</summary>
    protected internal override Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<int>?>([]);

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation) =>
        await SharedBundles.ReadAsync(db, channels.Select(channel => channel.Id), cancellation);

    protected override PanelLead? Lead(PanelContext context, BundleFacts facts)
    {
        if (facts.Bundles.Count == 0 && facts.Retired.Count == 0)
        {
            return null;
        }

        // A shop that keeps a set on a page of its own takes it away also while it is paused.
        var ended = facts.Bundles.Where(bundle => bundle.IsPaused || bundle.Validity.Until <= context.Request.At).Select(bundle => bundle.Code)
            .Concat(facts.Retired)
            .Except(facts.Bundles.Where(bundle => !bundle.IsPaused && context.OutsideValidity(bundle.Validity) is null).Select(bundle => bundle.Code))
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        if (facts.Bundles.Count == 0)
        {
            return ended.Length == 0 ? null : new PanelLead(null, []) { Ended = ended };
        }

        var checkedSets = facts.Bundles
            .OrderBy(bundle => bundle.Code, StringComparer.Ordinal)
            .Select(bundle => BundleOffers.Check(context, bundle))
            .ToArray();
        var best = checkedSets.Where(set => set.Offer is not null).MaxBy(set => set.Offer!.Saving);

        return new(best?.Offer, checkedSets.OrderBy(set => set == best ? 0 : set.Offer is not null ? 1 : 2).Select(set => Trace(set, best)).ToArray())
        {
            Ended = ended,
        };
    }

    internal static BundleFact Fact(ApprovedBundle bundle)
    {
        var (quote, began) = (bundle.Quote, bundle.Began ?? DateTimeOffset.UnixEpoch);
        var settings = quote.Figures!.Settings;
        return new(
            bundle.BundleId,
            bundle.Code,
            bundle.Revision,
            quote.Content.Name,
            [.. quote.Lines.Select(line => Part(quote, line))],
            quote.Price!.SetPrice.Minor,
            new ValidityFact(bundle.From, bundle.Until),
            quote.Content.Segment,
            quote.Content.Text)
        {
            Kind = quote.Content.Kind,
            Triggers = [.. quote.Content.Triggers.Select(trigger => trigger.ProductId)],
            Slots = BundleOffers.SlotsOf(quote),
            Quote = quote,
            Claim = settings is { LowestPriceRule: true, LowestPriceForOffers: true } ? quote.SavingSince(began) : null,
            Began = began,
            IsPaused = bundle.IsPaused,
        };
    }

    private static BundlePartFact Part(BundleQuote quote, QuoteLine line)
    {
        var option = line.Option!;
        return new(line.Product.Id, line.Quantity, line.Price!.SetTotal.Minor, option.Component is { } component && quote.Content.LeadsOn(component.ProductId))
        {
            Replaces = line.Replaces?.Name,
            Slot = option.SlotKey,
            Options = option.SlotKey is { } key
                ? quote.Parts.Slots.First(slot => slot.Slot.Key == key).Options
                : quote.Parts.Always.FirstOrDefault(part => part.Component.Key == option.Component?.Key)?.Options ?? [],
            Net = line.Price.Net.Minor,
            TaxBasisPoints = line.Price.TaxBasisPoints,
        };
    }

    private TraceEntry Trace(CheckedBundle set, CheckedBundle? best)
    {
        var (verdict, filter, sentence) = set switch
        {
            { Drop: { } drop } => (TraceVerdict.Dropped, drop.Filter, drop.Why),
            _ when set == best => (TraceVerdict.Shown, (PanelFilter?)null, Shown(set)),
            _ => (TraceVerdict.Waiting, PanelFilter.AnotherSetLeads, L["{0} is shown instead: it saves more", best!.Bundle.Name].Value),
        };
        return new TraceEntry(this, Origin, null, null, set.Bundle.Code, set.Bundle.Name, null, verdict, filter, sentence, null, set.Warning)
        {
            BundleId = set.Bundle.Id,
            PartSku = set.PartSku,
        };
    }

    private static string Shown(CheckedBundle set)
    {
        var replaced = set.Offer!.Parts.Where(part => part.Replaces is not null)
            .Select(part => L["{0} steps in for {1}", part.Product.Name, part.Replaces!].Value).ToArray();
        string shown = set.Bundle.Kind == BundleKind.TriggeredOffer ? L["Offered with its trigger"] : L["The bundle of this page"];
        return string.Join("; ", replaced.Prepend(shown));
    }
}
