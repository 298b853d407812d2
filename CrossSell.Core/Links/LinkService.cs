using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <summary>What people do with links: one gesture is one write, and each can be undone.</summary>
public sealed partial class LinkService(StudioStore store)
{
    public async Task<Outcome<LinkWritten>> AddAsync(NewLink wanted, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Linked two products", cancellation);
        if ((await LinkWriter.AddAsync(session, wanted, cancellation)).IsRefused(out var refusal, out var added))
        {
            return refusal;
        }

        var said = await SayAsync(session, Texts.Key("Linked {0} to {1} ({2})"), added.Link, [], cancellation);
        return await CommitAsync(session, added.Link, said, added.Warning, cancellation);
    }

    public async Task<Outcome<LinkWritten>> RemoveAsync(int linkId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Removed a link", cancellation);
        if ((await FindAsync(session, linkId, actor, cancellation)).IsRefused(out var refusal, out var link))
        {
            return refusal;
        }

        var said = await SayAsync(session, Texts.Key("Removed the link from {0} to {1} ({2})"), link, [], cancellation);
        return (await LinkWriter.RemoveAsync(session, link, cancellation)).IsRefused(out refusal)
            ? refusal
            : await CommitAsync(session, link, said, null, cancellation);
    }

    /// <summary>Moves a link before another of the same list; null moves it to the end.</summary>
    public async Task<Outcome<LinkWritten>> MoveAsync(int linkId, int? beforeLinkId, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Moved a link", cancellation);
        if ((await FindAsync(session, linkId, actor, cancellation)).IsRefused(out var refusal, out var link))
        {
            return refusal;
        }

        // The order is that of the product, in every shop that lists it.
        if (await LinkRights.DenyAsync(session.Db, actor, link.SourceId, [], cancellation) is { } forbidden)
        {
            return forbidden;
        }

        var types = await session.Db.LinkTypes.ToListAsync(cancellation);
        var list = (await session.Db.Links.Where(other => other.SourceId == link.SourceId && other.Id != link.Id).ToListAsync(cancellation))
            .Where(other => LinkWriter.ListOf(other.TypeId, types) == LinkWriter.ListOf(link.TypeId, types))
            .OrderBy(other => other.Position).ToList();
        var index = beforeLinkId is { } before ? list.FindIndex(other => other.Id == before) : list.Count;
        if (index < 0)
        {
            return new Refusal("link.move", L["The order was changed by someone else. Reload and try again."], "before");
        }

        list.Insert(index, link);
        for (var position = 0; position < list.Count; position++)
        {
            list[position].PlaceAt(position);
        }

        var said = await SayAsync(session, Texts.Key("Moved {0} to {1} ({2}) to position {3}"), link, [index + 1], cancellation);
        return await CommitAsync(session, link, said, null, cancellation);
    }

    /// <summary>Changes what is not the ends, the type or the position; the reverse link follows in everything but its quantity.</summary>
    public async Task<Outcome<LinkWritten>> EditAsync(int linkId, LinkEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Edited a link", cancellation);
        if ((await FindAsync(session, linkId, actor, cancellation)).IsRefused(out var refusal, out var link))
        {
            return refusal;
        }

        // Who edits it for one shop may not open it to others.
        if (await LinkRights.DenyAsync(session.Db, actor, link.SourceId, LinkRights.Reach(link.ChannelIds, edit.ChannelIds), cancellation) is { } forbidden)
        {
            return forbidden;
        }

        if (link.Version != edit.Version)
        {
            return Refusal.Stale(L["Someone else changed this link in the meantime. Reload and try again."]);
        }

        var type = await session.Db.LinkTypes.SingleAsync(item => item.Id == link.TypeId, cancellation);
        if (LinkRules.RefuseTerms(type, edit.Quantity, edit.ValidFrom, edit.ValidTo) is { } wrong)
        {
            return wrong;
        }

        if (LinkFields.Read(type, edit.Fields ?? link.Fields).IsRefused(out refusal, out var fields))
        {
            return refusal;
        }

        if ((!Segments.IsSame(link.Segment, edit.Segment) || !link.ChannelIds.SequenceEqual(edit.ChannelIds.Distinct().Order()))
            && await Segments.RefuseAsync(session.Db, edit.Segment, [.. edit.ChannelIds], cancellation) is { } unknown)
        {
            return unknown;
        }

        var partner = await LinkWriter.PartnerAsync(session.Db, link, cancellation);
        if (partner is not null
            && await LinkRights.DenyReverseAsync(session, partner.SourceId, LinkRights.Reach(partner.ChannelIds, edit.ChannelIds), cancellation) is { } foreign)
        {
            return foreign;
        }

        var text = link.State == edit.State ? Texts.Key("Edited the link from {0} to {1} ({2})")
            : edit.State == LinkState.Paused ? Texts.Key("Paused the link from {0} to {1} ({2})")
            : Texts.Key("Resumed the link from {0} to {1} ({2})");
        var terms = new LinkTerms(edit.Quantity, [.. edit.ChannelIds], edit.Segment, edit.ValidFrom, edit.ValidTo, edit.Note, edit.State, fields);
        if (link.Edit(type, terms).IsRefused(out refusal)
            || (partner is not null && (await FollowAsync(session, partner, type, terms, cancellation)).IsRefused(out refusal)))
        {
            return refusal;
        }

        var said = await SayAsync(session, text, link, [], cancellation);
        return await CommitAsync(session, link, said, null, cancellation);
    }

    /// <summary>Gives the link another type: a reverse link that the new type does not have goes, one that it needs comes.</summary>
    public async Task<Outcome<LinkWritten>> ChangeTypeAsync(int linkId, string typeCode, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Changed a link's type", cancellation);
        if ((await FindAsync(session, linkId, actor, cancellation)).IsRefused(out var refusal, out var link))
        {
            return refusal;
        }

        if ((await RetypeAsync(session, link, typeCode, cancellation)).IsRefused(out refusal, out var added))
        {
            return refusal;
        }

        var said = await SayAsync(session, Texts.Key("Changed the type of {0} to {1} ({2})"), added.Link, [], cancellation);
        return await CommitAsync(session, added.Link, said, added.Warning, cancellation);
    }

    /// <summary>What drawing from one product to another would write, for every type that is not retired.</summary>
    public async Task<IReadOnlyList<LinkPreview>> PreviewAsync(int sourceId, int targetId, Actor actor, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var batch = await LinkBatch.LoadAsync(db, [sourceId, targetId], actor, cancellation: cancellation);
        var links = await db.Links.Where(link => link.SourceId == sourceId && link.TargetId == targetId).ToListAsync(cancellation);
        return [.. batch.Types.Where(type => !type.Retired).Select(type =>
        {
            var verdict = batch.Judge(new NewLink(sourceId, targetId, type.Code));
            return new LinkPreview(
                type, LinkRules.ReverseTypeOf(type, batch.Types), verdict.Refusal, verdict.Warning, links.Find(link => link.TypeId == type.Id));
        })];
    }

    /// <summary>Removes the link and draws it again with the other type, keeping what people said about it. What is refused leaves it as it was.</summary>
    private static async Task<Outcome<(ProductLink Link, string? Warning)>> RetypeAsync(
        WriteSession session, ProductLink was, string typeCode, CancellationToken cancellation)
    {
        var partner = await LinkWriter.PartnerAsync(session.Db, was, cancellation);
        int[] going = partner is null ? [was.Id] : [was.Id, partner.Id];
        var batch = await LinkBatch.LoadAsync(session.Db, [was.SourceId, was.TargetId], session.Actor, going, cancellation: cancellation);
        var wanted = NewLink.Like(was, was.SourceId, was.TargetId, typeCode) with { Evidence = was.Evidence };
        if (batch.Types.FirstOrDefault(type => type.Code == typeCode) is { } type)
        {
            wanted = wanted with { Quantity = type.AllowsQuantity ? was.Quantity : 1, Fields = LinkFields.Of(type, was.Fields) };
        }

        // Judged whole before anything goes: in a selection the others are written all the same.
        var verdict = batch.Add(wanted);
        if (verdict.Refusal is { } early)
        {
            return early;
        }

        return (await LinkWriter.RemoveAsync(session, was, cancellation)).IsRefused(out var refusal)
            || (await batch.WriteAsync(session, cancellation)).IsRefused(out refusal, out var made)
            ? refusal
            : (made[0], verdict.Warning);
    }

    /// <summary>The reverse link says the same, but for its quantity and in those fields that its own type has too.</summary>
    private static async Task<Outcome> FollowAsync(
        WriteSession session, ProductLink partner, LinkType type, LinkTerms terms, CancellationToken cancellation)
    {
        var own = await session.Db.LinkTypes.SingleAsync(item => item.Id == partner.TypeId, cancellation);
        var shared = type.Fields.Select(field => field.Code).ToHashSet(StringComparer.Ordinal);
        return partner.Edit(own, terms with
        {
            Quantity = partner.Quantity,
            Fields = partner.Fields.Where(field => !shared.Contains(field.Key)).Concat(LinkFields.Of(own, terms.Fields)).ToDictionary(StringComparer.Ordinal),
        });
    }

    private static async Task<Outcome<LinkWritten>> CommitAsync(
        WriteSession session, ProductLink link, string said, string? warning, CancellationToken cancellation) =>
        (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var id) ? refusal : new LinkWritten(id, link.Id, said, warning);

    private static async Task<Outcome<ProductLink>> FindAsync(WriteSession session, int linkId, Actor actor, CancellationToken cancellation)
    {
        if (await session.Db.Links.SingleOrDefaultAsync(link => link.Id == linkId, cancellation) is not { } link)
        {
            return Refusal.NotFound(L["This link was removed by someone else."]);
        }

        return await LinkRights.DenyAsync(session.Db, actor, link.SourceId, link.ChannelIds, cancellation) is { } forbidden ? forbidden : link;
    }

    /// <summary>Says what is done: in English as the purpose, which is kept, and as a sentence for who does it.</summary>
    /// <param name="text">Key of the sentence: {0} is the source, {1} the target, {2} the type.</param>
    /// <param name="more">What else stands in it, from {3}.</param>
    private static async Task<string> SayAsync(WriteSession session, string text, ProductLink link, object[] more, CancellationToken cancellation)
    {
        var names = await session.Db.Products.Where(product => product.Id == link.SourceId || product.Id == link.TargetId)
            .ToDictionaryAsync(product => product.Id, product => product.Name, cancellation);
        var type = await session.Db.LinkTypes.Where(item => item.Id == link.TypeId).Select(item => item.Name).SingleAsync(cancellation);
        object[] parts = [names[link.SourceId], names[link.TargetId], type.ToLower(CultureInfo.InvariantCulture), .. more];
        session.Purpose = string.Format(CultureInfo.InvariantCulture, text, parts);
        return L[text, parts];
    }
}
