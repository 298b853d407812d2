using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>One link that could be copied.</summary>
/// <param name="Problem">Why it cannot be; null when it can.</param>
public sealed record LinkCopy(ProductLink Link, LinkType Type, string? Problem, string? Warning);

/// <summary>A product whose links may suit another one.</summary>
/// <param name="Links">How many links start at it.</param>
public sealed record LinkCopySource(ProductSummary Product, int Links);

/// <summary>Copies links from a product that is like another: reviewed, chosen, and applied as one change set.</summary>
public sealed class LinkCopyService(StudioStore store)
{
    // Of a large category the oldest products: most of the links are theirs, and the rest is not counted while somebody waits.
    private const int MostCounted = 500;

    /// <summary>
    /// Products of the same category that links could be copied from, those with the most links first. Variants are left out, their family stands for them.
    /// </summary>
    /// <param name="channelId">Whose prices and stock are shown.</param>
    public async Task<IReadOnlyList<LinkCopySource>> SourcesAsync(
        ReadScope scope, Product to, int channelId, int count, CancellationToken cancellation = default)
    {
        if (to.CategoryId is not { } categoryId)
        {
            return [];
        }

        await using var db = store.Read(scope);
        var likely = await db.Products.Where(other => other.CategoryId == categoryId && other.Id != to.Id && other.ParentId == null)
            .OrderBy(other => other.Id).Take(MostCounted)
            .Select(other => new { other.Id, Links = db.Set<ProductLink>().Count(link => link.SourceId == other.Id) })
            .Where(row => row.Links > 0).OrderByDescending(row => row.Links).ThenBy(row => row.Id).Take(count).ToListAsync(cancellation);
        var found = (await ProductSummaries.LoadAsync(db, [.. likely.Select(row => row.Id)], channelId, cancellation)).ToDictionary(summary => summary.Id);
        return [.. likely.Where(row => found.ContainsKey(row.Id)).Select(row => new LinkCopySource(found[row.Id], row.Links))];
    }

    /// <summary>The links that start at a product, and whether each can start at the other too.</summary>
    public async Task<Outcome<IReadOnlyList<LinkCopy>>> PlanAsync(int fromId, int toId, Actor actor, CancellationToken cancellation = default)
    {
        if (!actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null)!;
        }

        if (fromId == toId)
        {
            return new Refusal("link.self", L["Choose another product to copy from."], "from");
        }

        await using var db = store.Read(actor.Reads);
        var links = await OfAsync(db, fromId, cancellation);
        // Judged by all that is there, as the write does: who sells a product elsewhere is hidden from the reader, not from the rules.
        await using var all = store.Read();
        var batch = await LinkBatch.LoadAsync(all, [toId, .. links.Select(link => link.TargetId)], actor, cancellation: cancellation);
        return Outcome.Of<IReadOnlyList<LinkCopy>>([.. links.Select(link =>
        {
            var type = batch.Types.First(item => item.Id == link.TypeId);
            var verdict = batch.Add(NewLink.Like(link, toId, link.TargetId, type.Code));
            return new LinkCopy(link, type, verdict.Refusal?.Message, verdict.Warning);
        })]);
    }

    /// <summary>Copies these of its links, in their order. What cannot be copied is left out.</summary>
    /// <returns>The change set, and what was done in words.</returns>
    public async Task<Outcome<LinkWritten>> ApplyAsync(
        int fromId, int toId, IReadOnlyCollection<int> linkIds, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Copied links", cancellation);
        var links = (await OfAsync(session.Db, fromId, cancellation)).Where(link => linkIds.Contains(link.Id) && actor.Reads.IncludesAny(link.ChannelIds))
            .ToList();
        var batch = await LinkBatch.LoadAsync(session.Db, [toId, .. links.Select(link => link.TargetId)], actor, cancellation: cancellation);
        var verdicts = links.ConvertAll(link => batch.Add(NewLink.Like(link, toId, link.TargetId, batch.Types.First(type => type.Id == link.TypeId).Code)));
        if (batch.Count == 0)
        {
            return verdicts.FirstOrDefault()?.Refusal ?? new Refusal("link.none", L["Choose at least one link to copy."], "links");
        }

        var names = await session.Db.Products.Where(product => product.Id == fromId || product.Id == toId)
            .ToDictionaryAsync(product => product.Id, product => product.Name, cancellation);
        var (fromName, toName) = (names.GetValueOrDefault(fromId) ?? "", names.GetValueOrDefault(toId) ?? "");
        session.Purpose = $"Copied {English.Count(batch.Count, "link")} from {fromName} to {toName}";
        var left = verdicts.Count - batch.Count;
        return (await batch.WriteAsync(session, cancellation)).IsRefused(out var refusal, out var made)
            || (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var set)
            ? refusal!
            : new LinkWritten(
                set, made[0].Id,
                L.Plural(batch.Count, Said.Whole(batch.Count), "Copied {0} link from {1} to {2}.", "Copied {0} links from {1} to {2}.", fromName, toName),
                left == 0 ? null : L["{0} could not be copied.", left].Value);
    }

    private static Task<List<ProductLink>> OfAsync(StudioDb db, int productId, CancellationToken cancellation) =>
        db.Links.AsNoTracking().Where(link => link.SourceId == productId).OrderBy(link => link.TypeId).ThenBy(link => link.Position).ToListAsync(cancellation);
}
