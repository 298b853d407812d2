using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>
/// Links inside somebody's write, one or many, judged by <see cref="LinkRules"/>: what is there is read once, each wish is judged in memory against it and
/// against those before, and only then rows are written. Without a write it is the preview of itself.
/// </summary>
public sealed class LinkBatch
{
    private readonly ExistingLinks known;
    private readonly List<(LinkType Type, NewLink Wanted)> accepted = [];

    private LinkBatch(ExistingLinks known) => this.known = known;

    /// <summary>How many were accepted so far.</summary>
    public int Count => accepted.Count;

    /// <summary>In their order.</summary>
    public IEnumerable<NewLink> Accepted => accepted.Select(item => item.Wanted);

    public IReadOnlyList<LinkType> Types => known.Types;

    /// <summary>Reads all that judging links between these products needs.</summary>
    /// <param name="without">Links that are about to go, with their partners, and so stand in nobody's way.</param>
    /// <param name="lists">
    /// Of these products links are made, reverse ones too; of the others only their links to these are read. Null where that may be all of them.
    /// </param>
    public static async Task<LinkBatch> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> productIds, Actor actor, IReadOnlyCollection<int>? without = null, IReadOnlyCollection<int>? lists = null,
        CancellationToken cancellation = default)
    {
        var ids = productIds.Distinct().ToArray();
        var types = await db.LinkTypes.AsNoTracking().OrderBy(type => type.Position).ThenBy(type => type.Id).ToListAsync(cancellation);
        // A family is listed where its variants are.
        var channels = await ProductChannels.OfManyAsync(db, ids, cancellation);
        var products = await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, product.Name, FamilyId = product.ParentId ?? product.Id })
            .ToDictionaryAsync(
                product => product.Id, product => new LinkEnd(product.Id, product.Name, product.FamilyId, [.. channels[product.Id]]), cancellation);
        var known = new ExistingLinks(actor, types, products);
        var gone = without?.ToHashSet() ?? [];
        int[] own = [.. lists ?? ids];
        int[] others = [.. ids.Except(own)];
        foreach (var link in await db.Links
            .Where(link => own.Contains(link.SourceId) || (others.Contains(link.SourceId) && own.Contains(link.TargetId)))
            .Select(link => new { link.Id, link.SourceId, link.TargetId, link.TypeId, link.State, link.Position }).ToListAsync(cancellation))
        {
            if (!gone.Contains(link.Id))
            {
                known.Add(link.SourceId, link.TargetId, link.TypeId, new ExistingLink(link.Id, link.State, link.Position));
            }
        }

        return new LinkBatch(known);
    }

    /// <summary>What would become of a wish; it counts for nothing yet.</summary>
    /// <inheritdoc cref="LinkRules.Judge" path="/param"/>
    public LinkVerdict Judge(NewLink wanted, bool isSeen = true) => LinkRules.Judge(known, wanted, isSeen);

    /// <summary>Judges one wish; an accepted one counts for those after it.</summary>
    /// <inheritdoc cref="LinkRules.Judge" path="/param"/>
    public LinkVerdict Add(NewLink wanted, bool isSeen = true)
    {
        var verdict = Judge(wanted, isSeen);
        if (verdict.Refusal is not null)
        {
            return verdict;
        }

        accepted.Add((Note(wanted), wanted));
        return verdict;
    }

    /// <summary>Counts what a batch before this one accepted and will have written by then: so the parts of a large preview are judged as one.</summary>
    public void Follow(IEnumerable<NewLink> before)
    {
        foreach (var wanted in before.Where(link => known.ProductOf(link.SourceId) is not null || known.ProductOf(link.TargetId) is not null))
        {
            Note(wanted);
        }
    }

    private LinkType Note(NewLink wanted)
    {
        var type = known.TypeOf(wanted.TypeCode)!;
        known.Add(wanted.SourceId, wanted.TargetId, type.Id, new ExistingLink(0, wanted.State, 0));
        if (LinkRules.ReverseTypeOf(type, Types) is { } reverse && known.Find(wanted.TargetId, wanted.SourceId, reverse.Id) is null)
        {
            known.Add(wanted.TargetId, wanted.SourceId, reverse.Id, new ExistingLink(0, wanted.State, 0));
        }

        return type;
    }

    /// <summary>Why a link that is there cannot get the reverse link that its type has; when it can, that counts for those after it.</summary>
    public Refusal? AddReverse(ProductLink link)
    {
        var type = Types.First(candidate => candidate.Id == link.TypeId);
        if (LinkRules.RefuseReverse(known, type, link.SourceId, link.TargetId, link.ChannelIds) is { } refusal)
        {
            return refusal;
        }

        if (LinkRules.ReverseTypeOf(type, Types) is { } reverse && known.Find(link.TargetId, link.SourceId, reverse.Id) is null)
        {
            known.Add(link.TargetId, link.SourceId, reverse.Id, new ExistingLink(0, link.State, 0));
        }

        return null;
    }

    /// <summary>Writes what was accepted, each at the end of its source's list. The session must be the one that the batch was read in.</summary>
    /// <returns>The links, in the order in which they were accepted, without their reverse links.</returns>
    public async Task<Outcome<IReadOnlyList<ProductLink>>> WriteAsync(WriteSession session, CancellationToken cancellation = default)
    {
        var ids = accepted.Select(item => item.Wanted.SourceId).Concat(accepted.Select(item => item.Wanted.TargetId)).Distinct().ToArray();
        var ends = (await session.Db.Links.Where(link => ids.Contains(link.SourceId)).Select(link => new { link.SourceId, link.TypeId })
            .ToListAsync(cancellation))
            .GroupBy(link => (link.SourceId, List: LinkWriter.ListOf(link.TypeId, Types))).ToDictionary(group => group.Key, group => group.Count());
        var reverse = accepted.Select(item => ReverseOf(item).Existing?.Id ?? 0).Where(id => id > 0).ToArray();
        var stored = await session.Db.Links.Where(link => reverse.Contains(link.Id)).ToDictionaryAsync(link => link.Id, cancellation);
        var made = Make(session.Now, ends, id => stored[id]);
        session.Db.Links.AddRange(made.New);
        return (await session.SaveAsync(cancellation)).IsRefused(out var refusal) ? refusal : Outcome.Of(made.Accepted);
    }

    /// <summary>Makes the rows of what was accepted without writing them. A reverse link that exists becomes the other half of its pair.</summary>
    /// <param name="ends">How many links each list has; counted up.</param>
    /// <param name="stored">A link that exists, by its id.</param>
    /// <returns>The links in the order in which they were accepted, and all rows that are new.</returns>
    internal (IReadOnlyList<ProductLink> Accepted, IReadOnlyList<ProductLink> New) Make(
        DateTimeOffset now, Dictionary<(int SourceId, int List), int> ends, Func<int, ProductLink> stored)
    {
        var made = new List<ProductLink>(accepted.Count);
        var forwards = new List<ProductLink>(accepted.Count);
        foreach (var item in accepted)
        {
            var forward = Append(LinkWriter.New(known.Actor, now, item.Wanted, item.Type.Id));
            forwards.Add(forward);
            var (type, existing) = ReverseOf(item);
            if (type is null)
            {
                continue;
            }

            var pair = Guid.CreateVersion7(now);
            forward.PairWith(pair);
            // Somebody asked for the reverse link before: the two become one pair.
            var reverse = existing is { } there ? stored(there.Id) : Append(LinkWriter.New(known.Actor, now, LinkRules.ReverseOf(item.Wanted, type), type.Id));
            reverse.PairWith(pair);
        }

        return (forwards, made);

        ProductLink Append(ProductLink link)
        {
            var list = (link.SourceId, LinkWriter.ListOf(link.TypeId, Types));
            link.PlaceAt(ends.GetValueOrDefault(list));
            ends[list] = link.Position + 1;
            made.Add(link);
            return link;
        }
    }

    /// <summary>Why the actor may not edit a link; one of a pair is edited on both products. Both must have been loaded.</summary>
    public Refusal? Deny(ProductLink link) =>
        Deny(link.SourceId, link.ChannelIds) ?? (link.PairId is null ? null : DenyReverse(link.TargetId, link.ChannelIds));

    /// <inheritdoc cref="LinkRights.Deny"/>
    public Refusal? Deny(int productId, IReadOnlyCollection<int> channelIds) =>
        LinkRights.Deny(known.Actor, channelIds, known.ProductOf(productId)?.Shops ?? []);

    /// <inheritdoc cref="LinkRights.DenyReverse"/>
    public Refusal? DenyReverse(int productId, IReadOnlyCollection<int> channelIds) =>
        LinkRights.DenyReverse(known.Actor, known.ProductOf(productId)!.Name, channelIds, known.ProductOf(productId)!.Shops);

    /// <summary>
    /// The shops that a suggested link is for: every one, or where other shops in which the actor may not link sell the products, this one only.
    /// </summary>
    public IReadOnlyList<int> ShopsOfSuggested(int anchorId, int companionId, int channelId) =>
        Deny(anchorId, []) is null && Deny(companionId, []) is null ? [] : [channelId];

    /// <summary>The type of the reverse link of one that was accepted, and the link itself where it was there before.</summary>
    private (LinkType? Type, ExistingLink? Existing) ReverseOf((LinkType Type, NewLink Wanted) item) =>
        LinkRules.ReverseTypeOf(item.Type, Types) is { } type
            ? (type, known.Find(item.Wanted.TargetId, item.Wanted.SourceId, type.Id) is { Id: > 0 } there ? there : null)
            : (null, null);
}
