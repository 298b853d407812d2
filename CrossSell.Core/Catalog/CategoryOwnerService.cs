using CrossSell.Core.Common;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Somebody who may look after a category.</summary>
/// <param name="ChannelIds">The shops that they see; empty for every one.</param>
public sealed record PossibleOwner(string Id, string Name, bool SeesAll, IReadOnlyList<int> ChannelIds)
{
    /// <param name="channelId">Null asks for every shop.</param>
    public bool Sees(int? channelId) => SeesAll || (channelId is { } id && ChannelIds.Contains(id));
}

/// <summary>Who is named as owner, and who may be.</summary>
public sealed record CategoryOwners(IReadOnlyList<CategoryOwner> Named, IReadOnlyList<PossibleOwner> People)
{
    public string? NameOf(string userId) => People.FirstOrDefault(person => person.Id == userId)?.Name;
}

/// <summary>Says who looks after which category. Managers name owners in their shops; for all shops, who manages all.</summary>
public sealed class CategoryOwnerService(StudioStore store)
{
    /// <summary>All that are named in the reader's shops, with the people who may be.</summary>
    public async Task<CategoryOwners> LoadAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var named = await db.CategoryOwners.OrderBy(owner => owner.Id).ToListAsync(cancellation);
        var people = await Recipients.WhoMayAsync(db, Permission.Read, [], cancellation);
        return new CategoryOwners(
            named,
            [.. people.Select(person => new PossibleOwner(person.Id, person.Name, person.Reads.IsEverything, person.Reads.ChannelIds))
                .Where(person => person.SeesAll || scope.IncludesAny(person.ChannelIds))
                .OrderBy(person => person.Name, StringComparer.CurrentCultureIgnoreCase)]);
    }

    /// <summary>Names the owner of a category.</summary>
    /// <param name="channelId">Null for every shop that has none of its own.</param>
    /// <param name="userId">Null for nobody.</param>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SetAsync(int categoryId, int? channelId, string? userId, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Review, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Named the owner of a category", cancellation);
        if (await session.Db.Categories.SingleOrDefaultAsync(item => item.Id == categoryId, cancellation) is not { } category)
        {
            return Refusal.NotFound(L["This category no longer exists. Reload the tree."]);
        }

        if (channelId is { } shop && !await session.Db.Channels.AnyAsync(channel => channel.Id == shop, cancellation))
        {
            return Refusal.NotFound(L["This shop no longer exists."]);
        }

        var person = (await Recipients.WhoMayAsync(session.Db, Permission.Read, [], cancellation)).FirstOrDefault(item => item.Id == userId);
        if (userId is not null && person?.Can(Permission.Read, channelId) != true)
        {
            return new Refusal("category.owner", L["Choose somebody who may look into this shop."], "owner");
        }

        var row = await session.Db.CategoryOwners.AsTracking()
            .SingleOrDefaultAsync(owner => owner.CategoryId == categoryId && owner.ChannelId == channelId, cancellation);
        if (row?.UserId == userId)
        {
            return (long?)null;
        }

        if (userId is null)
        {
            session.Db.Remove(row!);
        }
        else if (row is not null)
        {
            row.UserId = userId;
        }
        else
        {
            session.Db.Add(new CategoryOwner { CategoryId = categoryId, ChannelId = channelId, UserId = userId });
        }

        session.Purpose = person is null ? $"Nobody owns the category {category.Name} any more" : $"Named {person.Name} owner of the category {category.Name}";
        if (userId is not null)
        {
            await session.NotifyAsync(
                NotificationKind.CategoryGiven, [userId], NotificationTarget.Category, category.Code, [actor.Name, category.Name], cancellation);
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var changeSet) ? refusal : changeSet;
    }

    /// <summary>Who owns what, for who has to be told.</summary>
    internal static async Task<CategoryOwnership> OwnershipAsync(StudioDb db, CancellationToken cancellation)
    {
        var named = await db.CategoryOwners.AsNoTracking().ToListAsync(cancellation);
        return new CategoryOwnership(
            named,
            named.Count == 0
                ? new Dictionary<int, string>()
                : await db.Categories.AsNoTracking().ToDictionaryAsync(category => category.Id, category => category.Path, cancellation));
    }
}
