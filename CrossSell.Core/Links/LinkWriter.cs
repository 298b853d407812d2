using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>
/// One link inside somebody's write, judged by <see cref="LinkRules"/>; the two rows of a two-way or inverse link come and go together; positions of
/// every list run from 0 without gaps.
/// </summary>
public static class LinkWriter
{
    /// <summary>What a change set of an import calls its row that tells how many links it wrote, beside the rows of the links.</summary>
    public const string Imported = "WrittenLinks";

    /// <summary>Adds the link, and its reverse link when the type has one, at the end of its source's list: a batch of one.</summary>
    public static async Task<Outcome<(ProductLink Link, string? Warning)>> AddAsync(
        WriteSession session, NewLink wanted, CancellationToken cancellation = default)
    {
        var batch = await LinkBatch.LoadAsync(session.Db, [wanted.SourceId, wanted.TargetId], session.Actor, cancellation: cancellation);
        var verdict = batch.Add(wanted);
        if (verdict.Refusal is { } refusal)
        {
            return refusal;
        }

        return (await batch.WriteAsync(session, cancellation)).IsRefused(out refusal, out var made) ? refusal : (made[0], verdict.Warning);
    }

    /// <summary>Removes the link and its reverse link, and closes the gaps.</summary>
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
                link.PlaceAt(position++);
            }
        }
    }

    /// <summary>The other row of a two-way or inverse link.</summary>
    public static async Task<ProductLink?> PartnerAsync(StudioDb db, ProductLink link, CancellationToken cancellation = default) =>
        link.PairId is { } pair ? await db.Links.SingleOrDefaultAsync(other => other.PairId == pair && other.Id != link.Id, cancellation) : null;

    /// <summary>All types that fill panels share one list (0); every other type has its own.</summary>
    internal static int ListOf(int typeId, IReadOnlyCollection<LinkType> types) => types.First(type => type.Id == typeId).FillsPanel ? 0 : typeId;

    internal static ProductLink New(Actor actor, DateTimeOffset now, NewLink wanted, int typeId) => new()
    {
        SourceId = wanted.SourceId,
        TargetId = wanted.TargetId,
        TypeId = typeId,
        Quantity = wanted.Quantity,
        ChannelIds = [.. wanted.ChannelIds.Distinct().Order()],
        Segment = wanted.Segment,
        ValidFrom = wanted.ValidFrom,
        ValidTo = wanted.ValidTo,
        State = wanted.State,
        Fields = new Dictionary<string, string>(wanted.Fields, StringComparer.Ordinal),
        Note = wanted.Note,
        Origin = wanted.Origin,
        Evidence = wanted.Evidence,
        CreatedBy = actor.Name,
        CreatedAt = now,
    };
}
