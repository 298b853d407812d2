using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>What became, or would become, of one of many links that were asked for.</summary>
/// <param name="Refusal">Why it is left out; null when it is made.</param>
/// <param name="Warning">What the person should look at again.</param>
public sealed record LinkVerdict(NewLink Wanted, Refusal? Refusal, string? Warning = null);

/// <summary>
/// Many links at once, by the same rules (<see cref="LinkRules"/>) as <see cref="LinkWriter"/>, but looked up set-wise: what stands is read once, each wish is
/// judged in memory against it and against those before, and only then rows are written. Without a write it is the preview of itself.
/// </summary>
public sealed class LinkBatch
{
    private readonly Dictionary<int, End> ends;
    private readonly List<LinkType> types;
    private readonly Dictionary<string, LinkType> byCode;
    private readonly ILookup<int, int> channels;
    private readonly Actor actor;
    private readonly Dictionary<(int Source, int Target, int Type), Row> rows = [];
    private readonly Dictionary<(int Source, int Type), int> perType = [];
    private readonly HashSet<(int One, int Other)> accessories = [];
    private readonly HashSet<(int One, int Other)> substitutes = [];
    private readonly List<(LinkType Type, NewLink Wanted)> accepted = [];

    private LinkBatch(Dictionary<int, End> ends, List<LinkType> types, ILookup<int, int> channels, Actor actor)
    {
        (this.ends, this.types, this.channels, this.actor) = (ends, types, channels, actor);
        byCode = types.ToDictionary(type => type.Code, StringComparer.Ordinal);
    }

    /// <summary>How many were accepted so far.</summary>
    public int Count => accepted.Count;

    public IReadOnlyList<LinkType> Types => types;

    /// <summary>Reads all that judging links between these products needs.</summary>
    /// <param name="without">Links that are about to go, with their partners, and so stand in nobody's way.</param>
    public static async Task<LinkBatch> LoadAsync(
        StudioDb db, IReadOnlyCollection<int> productIds, Actor actor, IReadOnlyCollection<int>? without = null, CancellationToken cancellation = default)
    {
        var ids = productIds.Distinct().ToArray();
        var types = await db.LinkTypes.AsNoTracking().OrderBy(type => type.Position).ToListAsync(cancellation);
        var ends = await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new End(product.Id, product.Sku, product.Name, product.ParentId ?? product.Id)).ToDictionaryAsync(end => end.Id, cancellation);
        // A family is listed where its variants are.
        var batch = new LinkBatch(ends, types, await ProductChannels.OfManyAsync(db, ids, cancellation), actor);
        var gone = without?.ToHashSet() ?? [];
        foreach (var link in await db.Links.Where(link => ids.Contains(link.SourceId))
            .Select(link => new { link.Id, link.SourceId, link.TargetId, link.TypeId, link.PairId, link.State, link.Position }).ToListAsync(cancellation))
        {
            if (!gone.Contains(link.Id))
            {
                batch.Stand(new Row(link.Id, link.PairId is not null, link.State, link.Position), link.SourceId, link.TargetId, link.TypeId);
            }
        }

        return batch;
    }

    /// <summary>
    /// Why a wish would be left out where nobody looks at each: also one that would make the two accessory and substitute at once. Null when it would be made;
    /// it counts for nothing yet.
    /// </summary>
    public Refusal? Judge(NewLink wanted) => Refuse(wanted) ?? (Contradicts(wanted)
        ? new Refusal(
            "link.contradiction", $"{ends[wanted.TargetId].Name} would be both an accessory and a substitute of {ends[wanted.SourceId].Name}.", "type")
        : null);

    private bool Contradicts(NewLink wanted) => byCode[wanted.TypeCode].Kind switch
    {
        LinkKind.Accessory => substitutes.Contains(Unordered(wanted.SourceId, wanted.TargetId)),
        LinkKind.Substitute => accessories.Contains(Unordered(wanted.SourceId, wanted.TargetId)),
        _ => false,
    };

    /// <summary>Judges one wish; an accepted one counts for those after it.</summary>
    public LinkVerdict Add(NewLink wanted)
    {
        if (Refuse(wanted) is { } refusal)
        {
            return new LinkVerdict(wanted, refusal);
        }

        var type = byCode[wanted.TypeCode];
        Stand(new Row(0, LinkWriter.BackTypeOf(type, types) is not null, wanted.State, 0), wanted.SourceId, wanted.TargetId, type.Id);
        if (LinkWriter.BackTypeOf(type, types) is { } back && !rows.ContainsKey((wanted.TargetId, wanted.SourceId, back.Id)))
        {
            Stand(new Row(0, true, wanted.State, 0), wanted.TargetId, wanted.SourceId, back.Id);
        }

        accepted.Add((type, wanted));
        var pair = Unordered(wanted.SourceId, wanted.TargetId);
        return new LinkVerdict(wanted, null, type.Kind is LinkKind.Accessory or LinkKind.Substitute && accessories.Contains(pair) && substitutes.Contains(pair)
            ? $"{ends[wanted.TargetId].Name} is both an accessory and a substitute of {ends[wanted.SourceId].Name} then. One of the two is probably wrong."
            : null);
    }

    /// <summary>Writes what was accepted, each at the end of its source's list. The session must be the one that the batch was read in.</summary>
    /// <returns>The links, in the order in which they were accepted, without their ways back.</returns>
    public async Task<Outcome<IReadOnlyList<ProductLink>>> WriteAsync(WriteSession session, CancellationToken cancellation = default)
    {
        var ids = accepted.Select(item => item.Wanted.SourceId).Concat(accepted.Select(item => item.Wanted.TargetId)).Distinct().ToArray();
        var ends = (await session.Db.Links.Where(link => ids.Contains(link.SourceId)).Select(link => new { link.SourceId, link.TypeId })
            .ToListAsync(cancellation))
            .GroupBy(link => (link.SourceId, List: LinkWriter.ListOf(link.TypeId, types))).ToDictionary(group => group.Key, group => group.Count());
        var reverse = accepted.Select(item => ReverseOf(item)?.Id ?? 0).Where(id => id > 0).ToArray();
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
        var made = new Dictionary<(int Source, int Target, int Type), ProductLink>();
        var forwards = new List<ProductLink>(accepted.Count);
        foreach (var item in accepted)
        {
            var (type, wanted) = item;
            if (made.TryGetValue((wanted.SourceId, wanted.TargetId, type.Id), out var existing))
            {
                // It came into being as the way back of one before it.
                forwards.Add(existing);
                continue;
            }

            var forward = Append(LinkWriter.New(actor, now, wanted, type.Id, wanted.SourceId, wanted.TargetId, wanted.Origin));
            forwards.Add(forward);
            if (LinkWriter.BackTypeOf(type, types) is not { } back)
            {
                continue;
            }

            forward.PairId = Guid.CreateVersion7(now);
            if (ReverseOf(item) is { Id: > 0 } there)
            {
                stored(there.Id).PairId = forward.PairId;
            }
            else
            {
                var way = LinkWriter.New(
                    actor, now, wanted with { Quantity = LinkRules.ReverseQuantity(back, wanted.Quantity) }, back.Id, wanted.TargetId, wanted.SourceId,
                    LinkOrigin.Inverse);
                way.PairId = forward.PairId;
                Append(way);
            }
        }

        return (forwards, [.. made.Values]);

        ProductLink Append(ProductLink link)
        {
            var list = (link.SourceId, LinkWriter.ListOf(link.TypeId, types));
            link.Position = ends.GetValueOrDefault(list);
            ends[list] = link.Position + 1;
            made.Add((link.SourceId, link.TargetId, link.TypeId), link);
            return link;
        }
    }

    /// <summary>The row the other way of one that was accepted; with an id when it exists.</summary>
    private Row? ReverseOf((LinkType Type, NewLink Wanted) item) =>
        LinkWriter.BackTypeOf(item.Type, types) is { } back ? rows.GetValueOrDefault((item.Wanted.TargetId, item.Wanted.SourceId, back.Id)) : null;

    /// <summary>Why the actor may not edit a link; one that goes both ways is edited on both products. Both must have been loaded.</summary>
    public Refusal? Deny(ProductLink link) => Deny(link.SourceId, link.ChannelIds)
        ?? (link.PairId is null && LinkWriter.BackTypeOf(types.First(type => type.Id == link.TypeId), types) is null
            ? null
            : DenyReverse(link.TargetId, link.ChannelIds));

    /// <inheritdoc cref="LinkRights.Deny"/>
    public Refusal? Deny(int productId, IReadOnlyCollection<int> channelIds) => LinkRights.Deny(actor, channelIds, [.. channels[productId]]);

    /// <inheritdoc cref="LinkRights.DenyReverse"/>
    public Refusal? DenyReverse(int productId, IReadOnlyCollection<int> channelIds) =>
        LinkRights.DenyReverse(actor, ends[productId].Name, channelIds, [.. channels[productId]]);

    private Refusal? Refuse(NewLink wanted)
    {
        if (!byCode.TryGetValue(wanted.TypeCode, out var type))
        {
            return new Refusal("link.type", $"There is no link type \"{wanted.TypeCode}\".", "type");
        }

        if (!ends.TryGetValue(wanted.SourceId, out var source) || !ends.TryGetValue(wanted.TargetId, out var target))
        {
            return Refusal.NotFound("One of the two products does not exist any more.");
        }

        if (Deny(source.Id, wanted.ChannelIds) is { } denied)
        {
            return denied;
        }

        if (LinkWriter.BackTypeOf(type, types) is not null && DenyReverse(target.Id, wanted.ChannelIds) is { } foreign)
        {
            return foreign;
        }

        ExistingLink? existing = rows.TryGetValue((source.Id, target.Id, type.Id), out var row)
            ? new ExistingLink(row.Id == 0 ? null : row.Position, row.State)
            : null;
        return LinkRules.Refuse(
            type, Of(source), Of(target), existing, perType.GetValueOrDefault((source.Id, type.Id)), wanted.Quantity, wanted.ValidFrom, wanted.ValidTo);

        static LinkEnd Of(End end) => new(end.Id, end.Name, end.FamilyId);
    }

    private void Stand(Row row, int source, int target, int typeId)
    {
        rows[(source, target, typeId)] = row;
        perType[(source, typeId)] = perType.GetValueOrDefault((source, typeId)) + 1;
        var kind = types.Find(type => type.Id == typeId)?.Kind;
        if (kind is LinkKind.Accessory or LinkKind.Substitute)
        {
            (kind == LinkKind.Accessory ? accessories : substitutes).Add(Unordered(source, target));
        }
    }

    private static (int, int) Unordered(int one, int other) => one < other ? (one, other) : (other, one);

    private sealed record End(int Id, string Sku, string Name, int FamilyId);

    private sealed record Row(int Id, bool Paired, LinkState State, int Position);
}
