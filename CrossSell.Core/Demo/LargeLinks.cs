using CrossSell.Core.Catalog;
using CrossSell.Core.Links;

namespace CrossSell.Core.Demo;

/// <summary>
/// Links of the best-selling groups to what is bought with them and to their like, under the same invariants as when somebody draws them: both ways
/// written with one pair id, positions without a gap, nothing twice.
/// </summary>
internal sealed class LargeLinks(
    DemoCatalog catalog, LargeCatalog large, LargeOrderBook book, IReadOnlyDictionary<string, LinkType> types, IReadOnlyList<ProductLink> before)
{
    private const double NoteShare = 0.1;
    private const double PausedShare = 0.02;

    private readonly Dictionary<(int Source, int List), int> _length = [];
    private readonly HashSet<(int Source, int Target, int Type)> _drawn = [];
    private readonly List<ProductLink> _links = [];
    private readonly DateTimeOffset _now = new(catalog.Today, new TimeOnly(9, 0), TimeSpan.Zero);
    private DemoRandom _random = DemoRandom.For(catalog.Seed, "large links");

    /// <param name="atMost">Groups that get links; never more than one in twenty.</param>
    public IReadOnlyList<ProductLink> Make(int atMost)
    {
        var perShop = Math.Min(atMost, large.Groups / 20) / large.ShopEnds.Length;
        for (var shop = 0; shop < large.ShopEnds.Length; shop++)
        {
            for (var rank = 0; rank < perShop; rank++)
            {
                Link(book.AtRank(shop, rank));
            }
        }

        return _links;
    }

    private void Link(int group)
    {
        if (large.StatusOf(group) != ProductStatus.Active)
        {
            return;
        }

        for (var at = 0; at < LargeOrderBook.Companions; at++)
        {
            if (_random.Chance(0.7) && book.Companion(group, at) is >= 0 and var companion)
            {
                Draw(group, companion, types[_random.Chance(0.3) ? LinkType.Accessory : LinkType.CrossSell]);
            }
        }

        if (_random.Chance(0.25))
        {
            // Its neighbour in the same section, a little dearer or much the same.
            var like = group + 1;
            while (like < large.Groups && like < group + 500
                && (large.SectionOf(like) != large.SectionOf(group) || large.StatusOf(like) != ProductStatus.Active))
            {
                like++;
            }

            if (like < large.Groups && large.SectionOf(like) == large.SectionOf(group) && large.StatusOf(like) == ProductStatus.Active)
            {
                Draw(group, like, types[large.PriceOf(like) > large.PriceOf(group) ? LinkType.UpSell : LinkType.Substitute]);
            }
        }
    }

    private void Draw(int from, int to, LinkType type)
    {
        var back = type.Direction switch
        {
            LinkDirection.TwoWay => type,
            LinkDirection.Inverse => types.Values.Single(other => other.Id == type.InverseTypeId),
            _ => null,
        };
        var (source, target) = (large.IdOf(from), large.IdOf(to));
        if (_drawn.Contains((source, target, type.Id)) || (back is not null && _drawn.Contains((target, source, back.Id))))
        {
            return;
        }

        var pair = back is null ? (Guid?)null : Pair();
        Add(source, target, type, pair, LinkOrigin.Manual);
        if (back is not null)
        {
            Add(target, source, back, pair, LinkOrigin.Inverse);
        }
    }

    private Guid Pair()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, _random.NextBits());
        BitConverter.TryWriteBytes(bytes[8..], _random.NextBits());
        return new Guid(bytes);
    }

    private void Add(int source, int target, LinkType type, Guid? pair, LinkOrigin origin)
    {
        // One list for all that fill panels, one for each other type.
        var list = (source, type.FillsPanel ? 0 : type.Id);
        var position = _length.GetValueOrDefault(list);
        _length[list] = position + 1;
        _drawn.Add((source, target, type.Id));
        _links.Add(new ProductLink
        {
            Id = before.Count + _links.Count + 1,
            SourceId = source,
            TargetId = target,
            TypeId = type.Id,
            PairId = pair,
            Position = position,
            Note = origin == LinkOrigin.Manual && _random.Chance(NoteShare) ? "Bought together more often than not." : null,
            Origin = origin,
            State = origin == LinkOrigin.Manual && pair is null && _random.Chance(PausedShare) ? LinkState.Paused : LinkState.Active,
            CreatedBy = "Eva Visser",
            CreatedAt = _now.AddDays(-1 - (_links.Count % 300)),
        });
    }
}
