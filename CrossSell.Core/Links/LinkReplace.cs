using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>A link that is to stand between other products.</summary>
public sealed record LinkReplacement(int LinkId, int SourceId, int TargetId);

/// <summary>What became, or would become, of it.</summary>
/// <param name="Made">A link stands between the new ends.</param>
/// <param name="Removed">The former link goes, because it moved or because it would be double, to itself or within a family there.</param>
public sealed record LinkReplaced(LinkReplacement Wanted, bool Made, bool Removed, Refusal? Refusal);

/// <summary>
/// Puts links between other products, inside somebody's write: the same type, dates, note and fields, and the same place in every list that keeps its source.
/// </summary>
internal static class LinkReplace
{
    // What makes a link pointless between the new ends: then the old one has nothing to wait for either.
    private static readonly string[] Pointless = ["link.duplicate", "link.self", "link.family"];

    /// <summary>Judges without writing.</summary>
    /// <param name="keep">The former links stay.</param>
    public static async Task<IReadOnlyList<LinkReplaced>> JudgeAsync(
        StudioDb db, IReadOnlyList<LinkReplacement> wanted, bool keep, Actor actor, CancellationToken cancellation) =>
        (await LoadAsync(db, wanted, keep, actor, cancellation)).Verdicts;

    public static async Task<Outcome<IReadOnlyList<LinkReplaced>>> WriteAsync(
        WriteSession session, IReadOnlyList<LinkReplacement> wanted, bool keep, CancellationToken cancellation)
    {
        var found = await LoadAsync(session.Db, wanted, keep, session.Actor, cancellation);
        var touched = found.Links.Values.SelectMany(link => new[] { link.SourceId, link.TargetId })
            .Concat(wanted.SelectMany(item => new[] { item.SourceId, item.TargetId })).ToHashSet();
        foreach (var gone in found.Verdicts.Where(verdict => verdict.Removed))
        {
            session.Db.Links.Remove(found.Links[gone.Wanted.LinkId]);
            if (found.Partners.GetValueOrDefault(gone.Wanted.LinkId) is { } partner)
            {
                session.Db.Links.Remove(partner);
            }
        }

        if ((await session.SaveAsync(cancellation)).IsRefused(out var refusal)
            || (await found.Batch.WriteAsync(session, cancellation)).IsRefused(out refusal, out var made))
        {
            return refusal!;
        }

        foreach (var (verdict, link) in found.Verdicts.Where(verdict => verdict.Made).Zip(made))
        {
            var former = found.Links[verdict.Wanted.LinkId];
            Place(link, former, keep);
            // Author and evidence belong to who thought of the pair; the link between the new ends is this person's.
            if (found.Partners.GetValueOrDefault(former.Id) is { } partner
                && session.Db.Links.Local.FirstOrDefault(other => other.PairId is not null && other.PairId == link.PairId && other != link) is { } back)
            {
                Place(back, partner, keep);
            }
        }

        return (await session.SaveAsync(cancellation)).IsRefused(out refusal)
            || (await LinkWriter.RenumberAsync(session, touched, cancellation)).IsRefused(out refusal)
            ? refusal
            : Outcome.Of(found.Verdicts);
    }

    private static void Place(ProductLink link, ProductLink former, bool keep)
    {
        if (!keep && link.SourceId == former.SourceId)
        {
            link.PlaceAt(former.Position);
        }
    }

    private static async Task<Found> LoadAsync(StudioDb db, IReadOnlyList<LinkReplacement> wanted, bool keep, Actor actor, CancellationToken cancellation)
    {
        var ids = wanted.Select(item => item.LinkId).ToArray();
        var links = await db.Links.Where(link => ids.Contains(link.Id)).ToDictionaryAsync(link => link.Id, cancellation);
        var pairs = links.Values.Select(link => link.PairId).OfType<Guid>().ToArray();
        var byPair = (await db.Links.Where(link => link.PairId != null && pairs.Contains(link.PairId.Value)).ToListAsync(cancellation))
            .ToLookup(link => link.PairId!.Value);
        var partners = links.Values.Where(link => link.PairId is not null)
            .Select(link => (link.Id, Partner: byPair[link.PairId!.Value].FirstOrDefault(other => other.Id != link.Id)))
            .Where(pair => pair.Partner is not null).ToDictionary(pair => pair.Id, pair => pair.Partner!);
        var products = wanted.SelectMany(item => new[] { item.SourceId, item.TargetId })
            .Concat(links.Values.SelectMany(link => new[] { link.SourceId, link.TargetId })).ToHashSet();
        var batch = await LinkBatch.LoadAsync(
            db, products, actor, keep ? null : [.. links.Keys, .. partners.Values.Select(partner => partner.Id)], cancellation: cancellation);
        var verdicts = new List<LinkReplaced>(wanted.Count);
        foreach (var item in wanted.Where(item => links.ContainsKey(item.LinkId)).OrderBy(item => links[item.LinkId].Position).ThenBy(item => item.LinkId))
        {
            var link = links[item.LinkId];
            if (batch.Deny(link) is { } denied)
            {
                verdicts.Add(new LinkReplaced(item, false, false, denied));
                continue;
            }

            var type = batch.Types.First(candidate => candidate.Id == link.TypeId);
            var refusal = batch.Add(NewLink.Like(link, item.SourceId, item.TargetId, type.Code)).Refusal;
            verdicts.Add(new LinkReplaced(item, refusal is null, !keep && (refusal is null || Pointless.Contains(refusal.Code)), refusal));
        }

        return new Found(links, partners, batch, verdicts);
    }

    private sealed record Found(
        Dictionary<int, ProductLink> Links, Dictionary<int, ProductLink> Partners, LinkBatch Batch, IReadOnlyList<LinkReplaced> Verdicts);
}
