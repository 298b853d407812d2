using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Links;

namespace CrossSell.Core.Demo;

/// <summary>What the demo's people have done so far: links and bundles, under the same invariants as when somebody makes them by hand.</summary>
internal sealed partial class DemoRows
{
    // Not the ids of the demo's accounts, which are made afterwards: nobody who signs in finds work they may not decide on.
    private const string AuthorId = "demo:eva";
    private const string AuthorName = "Eva Visser";
    private const string ReviewerId = "demo:mark";
    private const string ReviewerName = "Mark Kuiper";

    /// <summary>How long before the day of the demo its bundles were made.</summary>
    public const int BundlesMadeDaysBefore = 21;

    private const int StartsInDays = 10;
    private const int LastsDays = 14;

    public List<ProductLink> Links { get; }

    public List<Bundle> Bundles { get; } = [];

    public List<BundleRevision> Revisions { get; } = [];

    public List<ReviewVerdict> Verdicts { get; } = [];

    private List<ProductLink> MakeLinks(IReadOnlyDictionary<string, LinkType> types)
    {
        var links = new List<ProductLink>();
        var byId = types.Values.ToDictionary(type => type.Id);
        void Add(int source, int target, LinkType type, Guid? pair, LinkOrigin origin, string note)
        {
            // One list for all that fill panels, one for each other type.
            var position = links.Count(link => link.SourceId == source && (type.FillsPanel ? byId[link.TypeId].FillsPanel : link.TypeId == type.Id));
            links.Add(new ProductLink
            {
                Id = links.Count + 1,
                SourceId = source,
                TargetId = target,
                TypeId = type.Id,
                PairId = pair,
                Position = position,
                Note = note.Length > 0 ? note : null,
                Origin = origin,
                CreatedBy = AuthorName,
                CreatedAt = _now.AddDays(-60 + (links.Count % 50)),
            });
        }

        foreach (var link in _catalog.Links)
        {
            var (source, target, type) = (ProductIds[link.SourceSku], ProductIds[link.TargetSku], types[link.TypeCode]);
            var back = type.Direction switch
            {
                LinkDirection.TwoWay => type,
                LinkDirection.Inverse => byId[type.InverseTypeId!.Value],
                _ => null,
            };
            var pair = back is null ? (Guid?)null : PairId(link);
            Add(source, target, type, pair, LinkOrigin.Manual, link.Note);
            if (back is not null)
            {
                Add(target, source, back, pair, LinkOrigin.Inverse, link.Note);
            }
        }

        return links;
    }

    private static Guid PairId(DemoLink link)
    {
        var random = new DemoRandom(DemoRandom.Hash($"{link.SourceSku}>{link.TargetSku}>{link.TypeCode}"));
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, random.NextBits());
        BitConverter.TryWriteBytes(bytes[8..], random.NextBits());
        return new Guid(bytes);
    }

    private void MakeBundles()
    {
        var components = 0;
        foreach (var bundle in _catalog.Bundles)
        {
            var id = Bundles.Count + 1;
            Bundles.Add(new Bundle
            {
                Id = id, Code = bundle.Code, Kind = bundle.Kind, OwnerId = AuthorId, CreatedAt = _now.AddDays(-BundlesMadeDaysBefore),
            });
            var revision = new BundleRevision
            {
                Id = id,
                BundleId = id,
                Number = 1,
                State = bundle.Stage switch
                {
                    DemoBundleStage.Draft => RevisionState.Draft,
                    DemoBundleStage.InReview => RevisionState.InReview,
                    _ => RevisionState.Approved
                },
                Name = bundle.Name,
                Kind = bundle.Kind,
                Text = bundle.Headline,
                Segment = bundle.Segment,
                Pricing = Terms(bundle).Kind,
                PercentBasisPoints = bundle.PercentOffBasisPoints,
                StartsAt = bundle.Stage == DemoBundleStage.Scheduled ? _now.Date.AddDays(StartsInDays) : null,
                EndsAt = bundle.Stage == DemoBundleStage.Scheduled ? _now.Date.AddDays(StartsInDays + LastsDays) : null,
                SubmittedBy = bundle.Stage == DemoBundleStage.Draft ? null : AuthorId,
                SubmittedAt =
                    bundle.Stage switch { DemoBundleStage.Draft => null, DemoBundleStage.InReview => _now.AddHours(-6 - (20 * id)), _ => _now.AddDays(-15) },
                UpdatedAt = _now.AddDays(bundle.IsApproved ? -15 : -2),
            };
            revision.Components.AddRange(bundle.Components.Select((component, position) => new BundleComponent
            {
                Id = ++components,
                RevisionId = id,
                ProductId = ProductIds[component.Sku],
                Role = component.IsTrigger ? ComponentRole.Trigger : ComponentRole.Part,
                Quantity = component.Quantity,
                DiscountBasisPoints = component.DiscountBasisPoints,
                Position = position,
                Leads = component.Leads,
            }));
            revision.Channels.Add(new BundleChannel { RevisionId = id, ChannelId = ChannelIds[bundle.ChannelCode] });
            revision.Authors.Add(new RevisionAuthor { RevisionId = id, ActorId = AuthorId, Name = AuthorName });
            Revisions.Add(revision);
            if (bundle.IsApproved)
            {
                var price = Price(bundle);
                Verdicts.Add(new ReviewVerdict
                {
                    Id = Verdicts.Count + 1,
                    RevisionId = id,
                    ChannelId = ChannelIds[bundle.ChannelCode],
                    Decision = ReviewDecision.Approved,
                    ReviewerId = ReviewerId,
                    ReviewerName = ReviewerName,
                    At = _now.AddDays(-14),
                    SetPrice = price.SetPrice.Minor,
                    Cost = price.Cost?.Minor,
                });
            }
        }
    }

    private static BundleTerms Terms(DemoBundle bundle) =>
        bundle.Components.Any(component => component.DiscountBasisPoints > 0)
            ? BundleTerms.PerComponent()
            : BundleTerms.PercentOff(bundle.PercentOffBasisPoints);

    private BundlePrice Price(DemoBundle bundle)
    {
        var channel = _catalog.Channels.Single(item => item.Code == bundle.ChannelCode);
        var currency = Currency.Of(channel.Currency);
        var lines = bundle.Components.Where(component => !component.IsTrigger).Select(component =>
        {
            var product = _products[component.Sku];
            var listing = _catalog.Listings.Single(item => item.Sku == component.Sku && item.ChannelCode == bundle.ChannelCode);
            return new BundleLine(
                ProductIds[component.Sku], product.Name, component.Quantity, new Money(listing.PriceMinor, currency),
                listing.CostMinor is { } cost ? new Money(cost, currency) : null, channel.TaxBasisPoints[product.TaxClass], component.DiscountBasisPoints);
        });
        var request = new BundlePriceRequest([.. lines], Terms(bundle), channel.PricesIncludeTax);
        return BundlePricing.Price(request).Required;
    }
}
