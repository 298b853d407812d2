using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>
/// Links inside somebody's write, by the rules of <see cref="LinkRules"/>; the two rows of a two-way or inverse link come and go together; positions of
/// every list run from 0 without gaps.
/// </summary>
public static class LinkWriter
{
    private static Refusal NoProduct => Refusal.NotFound("One of the two products does not exist any more.");

    private static Refusal NoType(NewLink wanted) => new("link.type", $"There is no link type \"{wanted.TypeCode}\".", "type");

    /// <summary>Adds the link, and its way back when the type has one, at the end of its source's list.</summary>
    public static async Task<Outcome<(ProductLink Link, string? Warning)>> AddAsync(
        WriteSession session, NewLink wanted, CancellationToken cancellation = default)
    {
        var db = session.Db;
        var types = await db.LinkTypes.ToListAsync(cancellation);
        if (types.Find(candidate => candidate.Code == wanted.TypeCode) is not { } type)
        {
            return NoType(wanted);
        }

        var ends = await db.Products.Where(product => product.Id == wanted.SourceId || product.Id == wanted.TargetId)
            .ToDictionaryAsync(product => product.Id, cancellation);
        if (!ends.TryGetValue(wanted.SourceId, out var source) || !ends.TryGetValue(wanted.TargetId, out var target))
        {
            return NoProduct;
        }

        var links = await db.Links
            .Where(link => (link.SourceId == source.Id && link.TargetId == target.Id) || (link.SourceId == target.Id && link.TargetId == source.Id))
            .ToListAsync(cancellation);
        if (await RefuseAsync(db, source, target, type, links, wanted, cancellation) is { } refusal)
        {
            return refusal;
        }

        if (BackTypeOf(type, types) is not null && await LinkRights.DenyReverseAsync(session, target.Id, wanted.ChannelIds, cancellation) is { } foreign)
        {
            return foreign;
        }

        var forward = New(session, wanted, type.Id, source.Id, target.Id, wanted.Origin);
        forward.Position = await EndAsync(db, source.Id, type, types, cancellation);
        db.Links.Add(forward);
        if (BackTypeOf(type, types) is { } backType)
        {
            await AddBackAsync(session, forward, wanted, backType, links, types, cancellation);
        }

        return (forward, Warning(type, links, types, source, target));
    }

    /// <summary>Why the link would not be added; null when it would.</summary>
    public static async Task<Refusal?> RefuseAsync(StudioDb db, NewLink wanted, CancellationToken cancellation = default)
    {
        var type = await db.LinkTypes.SingleOrDefaultAsync(candidate => candidate.Code == wanted.TypeCode, cancellation);
        var ends = await db.Products.Where(product => product.Id == wanted.SourceId || product.Id == wanted.TargetId)
            .ToDictionaryAsync(product => product.Id, cancellation);
        if (type is null || !ends.TryGetValue(wanted.SourceId, out var source) || !ends.TryGetValue(wanted.TargetId, out var target))
        {
            return type is null ? NoType(wanted) : NoProduct;
        }

        var links = await db.Links.Where(link => link.SourceId == source.Id && link.TargetId == target.Id).ToListAsync(cancellation);
        return await RefuseAsync(db, source, target, type, links, wanted, cancellation);
    }

    /// <summary>Removes the link and its way back, and closes the gaps.</summary>
    public static async Task<Outcome> RemoveAsync(WriteSession session, ProductLink link, CancellationToken cancellation = default)
    {
        var sources = new List<int> { link.SourceId };
        if (await PartnerAsync(session.Db, link, cancellation) is { } partner)
        {
            if (await LinkRights.DenyReverseAsync(session, partner.SourceId, partner.ChannelIds, cancellation) is { } foreign)
            {
                return foreign;
            }

            sources.Add(partner.SourceId);
            session.Db.Links.Remove(partner);
        }

        session.Db.Links.Remove(link);
        return (await session.SaveAsync(cancellation)).IsRefused(out var stale) ? stale : await RenumberAsync(session, sources, cancellation);
    }

    /// <summary>Makes every list of these sources run from 0 without gaps, in the order that it has.</summary>
    public static async Task<Outcome> RenumberAsync(WriteSession session, IReadOnlyCollection<int> sourceIds, CancellationToken cancellation = default)
    {
        var types = await session.Db.LinkTypes.ToListAsync(cancellation);
        Renumber(await session.Db.Links.Where(link => sourceIds.Contains(link.SourceId)).ToListAsync(cancellation), types);
        return await session.SaveAsync(cancellation);
    }

    /// <summary>The same for rows in memory: all links of each source that is among them.</summary>
    internal static void Renumber(IEnumerable<ProductLink> links, IReadOnlyCollection<LinkType> types)
    {
        foreach (var list in links.GroupBy(link => (link.SourceId, List: ListOf(link.TypeId, types))))
        {
            var position = 0;
            foreach (var link in list.OrderBy(link => link.Position).ThenBy(link => link.Id))
            {
                link.Position = position++;
            }
        }
    }

    /// <summary>The other row of a two-way or inverse link.</summary>
    public static async Task<ProductLink?> PartnerAsync(StudioDb db, ProductLink link, CancellationToken cancellation = default) =>
        link.PairId is { } pair ? await db.Links.SingleOrDefaultAsync(other => other.PairId == pair && other.Id != link.Id, cancellation) : null;

    /// <summary>The type on the way back; null for one-way types.</summary>
    public static LinkType? BackTypeOf(LinkType type, IReadOnlyCollection<LinkType> types) => type.Direction switch
    {
        LinkDirection.TwoWay => type,
        LinkDirection.Inverse => types.FirstOrDefault(other => other.Id == type.InverseTypeId),
        _ => null,
    };

    /// <summary>All types that fill panels share one list (0); every other type has its own.</summary>
    internal static int ListOf(int typeId, IReadOnlyCollection<LinkType> types) => types.First(type => type.Id == typeId).FillsPanel ? 0 : typeId;

    internal static async Task<int> EndAsync(StudioDb db, int sourceId, LinkType type, List<LinkType> types, CancellationToken cancellation)
    {
        var list = types.Where(other => type.FillsPanel ? other.FillsPanel : other.Id == type.Id).Select(other => other.Id).ToArray();
        var stored = await db.Links.CountAsync(link => link.SourceId == sourceId && list.Contains(link.TypeId), cancellation);
        return stored + db.ChangeTracker.Entries<ProductLink>().Count(entry =>
            entry.State == EntityState.Added && entry.Entity.SourceId == sourceId && list.Contains(entry.Entity.TypeId));
    }

    internal static async Task AddBackAsync(
        WriteSession session, ProductLink forward, NewLink wanted, LinkType backType, List<ProductLink> links, List<LinkType> types,
        CancellationToken cancellation)
    {
        forward.PairId = Guid.CreateVersion7(session.Now);
        var existing = links.Find(link => link.SourceId == forward.TargetId && link.TargetId == forward.SourceId && link.TypeId == backType.Id);
        if (existing is not null)
        {
            // Somebody said the way back before: the two become one pair.
            existing.PairId = forward.PairId;
            return;
        }

        var back = New(
            session, wanted with { Quantity = LinkRules.ReverseQuantity(backType, wanted.Quantity) }, backType.Id, forward.TargetId, forward.SourceId,
            LinkOrigin.Inverse);
        back.PairId = forward.PairId;
        back.Position = await EndAsync(session.Db, back.SourceId, backType, types, cancellation);
        session.Db.Links.Add(back);
    }

    internal static async Task<Refusal?> RefuseAsync(
        StudioDb db, Product source, Product target, LinkType type, List<ProductLink> links, NewLink wanted, CancellationToken cancellation)
    {
        var existing = links.Find(link => link.SourceId == source.Id && link.TargetId == target.Id && link.TypeId == type.Id);
        var ofType = type.MaxPerProduct is null ? 0 : await db.Links.CountAsync(link => link.SourceId == source.Id && link.TypeId == type.Id, cancellation);
        return LinkRules.Refuse(
            type, End(source), End(target), existing is null ? null : new ExistingLink(existing.Position, existing.State), ofType, wanted.Quantity,
            wanted.ValidFrom, wanted.ValidTo);
    }

    private static LinkEnd End(Product product) => new(product.Id, product.Name, product.FamilyId);

    internal static ProductLink New(WriteSession session, NewLink wanted, int typeId, int sourceId, int targetId, LinkOrigin origin) =>
        New(session.Actor, session.Now, wanted, typeId, sourceId, targetId, origin);

    internal static ProductLink New(Actor actor, DateTimeOffset now, NewLink wanted, int typeId, int sourceId, int targetId, LinkOrigin origin) => new()
    {
        SourceId = sourceId,
        TargetId = targetId,
        TypeId = typeId,
        Quantity = wanted.Quantity,
        ChannelIds = [.. wanted.ChannelIds.Distinct().Order()],
        Segment = wanted.Segment,
        ValidFrom = wanted.ValidFrom,
        ValidTo = wanted.ValidTo,
        State = wanted.State,
        // The way back may be of a type that has other fields.
        Fields = origin == LinkOrigin.Inverse ? [] : new Dictionary<string, string>(wanted.Fields, StringComparer.Ordinal),
        Note = wanted.Note,
        Origin = origin,
        Evidence = wanted.Evidence,
        CreatedBy = actor.Name,
        CreatedAt = now,
    };

    internal static string? Warning(LinkType type, List<ProductLink> links, List<LinkType> types, Product source, Product target)
    {
        bool Has(LinkKind kind) => links.Exists(link => types.Find(other => other.Id == link.TypeId)?.Kind == kind);
        return (type.Kind == LinkKind.Substitute && Has(LinkKind.Accessory)) || (type.Kind == LinkKind.Accessory && Has(LinkKind.Substitute))
            ? $"{target.Name} is now both an accessory and a substitute of {source.Name}. One of the two is probably wrong."
            : null;
    }
}
