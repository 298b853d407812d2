using CrossSell.Core.Audit;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>The product's links and, for a variant, those of its family, no matter who made them.</summary>
public sealed class LinkLayer : PanelLayer<LinkFacts>
{
    public static readonly PanelOrigin Manual = new("Manual");

    public static readonly PanelOrigin Suggestion = new("Suggestion");

    public static readonly PanelOrigin Import = new("Import");

    public static readonly PanelOrigin Inverse = new("Inverse");

    // The family's own after the variant's, what fills panels first, then as they stand in the list.
    private static readonly Comparer<LinkFact> InTurn = Comparer<LinkFact>.Create((one, other) =>
        one.IsInherited != other.IsInherited ? one.IsInherited.CompareTo(other.IsInherited)
        : one.FillsPanel != other.FillsPanel ? other.FillsPanel.CompareTo(one.FillsPanel)
        : one.Position != other.Position ? one.Position.CompareTo(other.Position)
        : one.TypeId != other.TypeId ? one.TypeId.CompareTo(other.TypeId)
        : one.TargetId.CompareTo(other.TargetId));

    public override string Name => "Link";

    public override string Label => L["link"];

    public override string Title => L["Links"];

    public override string By => L["by a link"];

    public override bool IsManual => true;

    protected override LinkFacts Read(PanelReading reading)
    {
        var locale = reading.Locale ?? reading.Channel.Locales.FirstOrDefault();
        var (links, substitutes) = (new List<LinkFact>(), new List<int>());
        foreach (var link in reading.Rows.Links(reading.ProductId, reading.FamilyId))
        {
            // A type that was made since the index was read: the next second knows it.
            if (reading.Index.Catalog.LinkTypes.GetValueOrDefault(link.TypeId) is not { } type)
            {
                continue;
            }

            if (type.Kind == LinkKind.Substitute && link.State == LinkState.Active)
            {
                substitutes.Add(link.TargetId);
            }

            links.Add(new LinkFact
            {
                TargetId = link.TargetId,
                Position = link.Position,
                TypeId = type.Id,
                TypeName = type.LabelIn(locale),
                FillsPanel = type.FillsPanel,
                State = link.State,
                Origin = link.Origin,
                IsInherited = link.SourceId != reading.ProductId,
                Validity = new ValidityFact(link.From, link.Until),
                ChannelIds = link.ChannelIds,
                Segment = link.Segment,
            });
        }

        return links.Count == 0 ? None : new() { Links = links, Replacing = substitutes };
    }

    protected internal override IReadOnlyCollection<string> Entities { get; } = [nameof(ProductLink)];

    protected internal override Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        ChangedRow.NamedAsync(
            changes, nameof(ProductLink.SourceId),
            ids => db.Links.Where(link => ids.Contains(link.Id)).Select(link => link.SourceId).ToListAsync(cancellation));

    protected internal override Task<IReadOnlyCollection<int>> AnchorsAsync(
        StudioDb db, int channelId, IReadOnlyCollection<int> productIds, CancellationToken cancellation) =>
        PanelSlots.InPortionsAsync(
            productIds, ids => db.Links.Where(link => ids.Contains(link.TargetId)).Select(link => link.SourceId).ToListAsync(cancellation));

    /// <summary>The links of all of them count.</summary>
    protected override LinkFacts Merge(IReadOnlyList<LinkFacts> cart)
    {
        var links = new List<LinkFact>();
        foreach (var facts in cart)
        {
            links.AddRange(facts.Links);
        }

        return cart[0] with { Links = links };
    }

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, LinkFacts facts)
    {
        // What is inherited comes last, and only then is it asked what replaces it.
        var own = new Lazy<HashSet<(int Target, int Type)>>(
            () => facts.Links.Where(link => !link.IsInherited).Select(link => (link.TargetId, link.TypeId)).ToHashSet());
        return facts.Links.Order(InTurn).Select(link => new PanelCandidate(
            link.TargetId, () => Reason(link), Refused(context, link, own), IsByHand: link.Origin == LinkOrigin.Manual)
        { Origin = OriginOf(link.Origin) });
    }

    private static PanelDrop? Refused(PanelContext context, LinkFact link, Lazy<HashSet<(int Target, int Type)>> own)
    {
        if (!link.FillsPanel)
        {
            return new(PanelFilter.LinkType, L["links of type {0} do not fill panels", link.TypeName]);
        }

        if (link.IsInherited && own.Value.Contains((link.TargetId, link.TypeId)))
        {
            return new(PanelFilter.ReplacedByOwnLink, L["replaced by the variant's own link"]);
        }

        if (link.State != LinkState.Active)
        {
            return new(PanelFilter.SwitchedOff, L["the link is paused"]);
        }

        if (link.ChannelIds.Count > 0 && !link.ChannelIds.Contains(context.Facts.Channel.Id))
        {
            return new(PanelFilter.OtherChannel, L["the link is for other shops"]);
        }

        return context.OtherSegment(link.Segment) ?? context.OutsideValidity(link.Validity);
    }

    private static PanelOrigin OriginOf(LinkOrigin origin) => origin switch
    {
        LinkOrigin.Suggestion => Suggestion,
        LinkOrigin.Import => Import,
        LinkOrigin.Inverse => Inverse,
        _ => Manual,
    };

    private static string Reason(LinkFact link)
    {
        string how = link.Origin switch
        {
            LinkOrigin.Suggestion => L["Accepted suggestion"],
            LinkOrigin.Import => L["Imported link"],
            LinkOrigin.Inverse => L["Reverse link"],
            _ => L["Manual link"],
        };
        return link.IsInherited ? L["{0} for the family, position {1}", how, link.Position + 1] : L["{0}, position {1}", how, link.Position + 1];
    }
}

/// <summary>Links of the anchor, and those of its parent marked as inherited.</summary>
public sealed record LinkFacts : LayerFacts
{
    public IReadOnlyList<LinkFact> Links { get; init; } = [];

    /// <summary>Targets of active links that say the anchor is replaced by them.</summary>
    public IReadOnlyList<int> Replacing { get; init; } = [];

    public override IEnumerable<int> Products => Links.Select(link => link.TargetId);

    public override IEnumerable<int> Substitutes => Replacing;

    public override IEnumerable<ValidityFact> Windows => Links.Select(link => link.Validity);

    /// <summary>The same with links at the end of the anchor's list that nobody made yet.</summary>
    /// <param name="locale">That the type's label is read in.</param>
    public LinkFacts WithAtEnd(LinkType type, IReadOnlyList<int> targets, string? locale)
    {
        ArgumentNullException.ThrowIfNull(type);
        var end = Links.Count(link => link.FillsPanel);
        return this with
        {
            Links =
            [
                .. Links,
                .. targets.Select((target, at) => new LinkFact
                {
                    TargetId = target,
                    Position = end + at,
                    TypeId = type.Id,
                    TypeName = type.LabelIn(locale),
                    FillsPanel = type.FillsPanel,
                    Origin = LinkOrigin.Suggestion,
                }),
            ],
        };
    }
}

/// <summary>One outgoing link.</summary>
public sealed record LinkFact
{
    public required int TargetId { get; init; }

    /// <summary>From 0, in the one list of its source.</summary>
    public required int Position { get; init; }

    public required int TypeId { get; init; }

    public required string TypeName { get; init; }

    /// <summary>False for types that are kept for other places, such as up-sell.</summary>
    public bool FillsPanel { get; init; } = true;

    public LinkState State { get; init; }

    public LinkOrigin Origin { get; init; }

    /// <summary>True for a link of the anchor's parent; the anchor's own link to the same target and type replaces it.</summary>
    public bool IsInherited { get; init; }

    public ValidityFact Validity { get; init; }

    /// <summary>Empty means every channel.</summary>
    public IReadOnlyCollection<int> ChannelIds { get; init; } = [];

    /// <summary>Null means every shopper.</summary>
    public string? Segment { get; init; }
}
