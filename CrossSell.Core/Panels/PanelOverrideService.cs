using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>The panel of a main product in a shop, where a person pins, excludes or orders.</summary>
/// <param name="AnchorSku">Of the main product whose panel is looked at.</param>
public sealed record AnchorPanel(string AnchorSku, int ChannelId);

/// <summary>What was done.</summary>
/// <param name="Name">Of the product, or of the main product where several were ordered.</param>
/// <param name="ScopeName">Of the main product, the category or the shop for which it holds.</param>
public sealed record DoneOverride(long ChangeSetId, string Name, string ScopeName);

/// <summary>Who excluded a product.</summary>
/// <param name="ProductIds">The product; of a family all of it.</param>
/// <param name="By">Null where nobody recorded it.</param>
public sealed record PanelExclusion(IReadOnlyCollection<int> ProductIds, OverrideScope Scope, string? By, DateTimeOffset? At);

/// <summary>
/// What people put over the machine, where they see what it does: a product is pinned or excluded for one main product, for its category or for the whole shop,
/// and the products of one panel are put in order, which pins them.
/// </summary>
public sealed class PanelOverrideService(StudioStore store)
{
    /// <summary>Shows the product always, behind what is pinned there already. An exclusion of it at the same place is lifted by that.</summary>
    /// <param name="targetId">A product, or a family by its parent.</param>
    public Task<Outcome<DoneOverride>> PinAsync(
        AnchorPanel place, int targetId, OverrideScope scope, Actor actor, CancellationToken cancellation = default) =>
        PutAsync(place, targetId, scope, OverrideAction.Pin, actor, cancellation);

    /// <summary>Never shows the product. A pin of it at the same place is lifted by that.</summary>
    /// <param name="targetId">A product, or a family by its parent.</param>
    public Task<Outcome<DoneOverride>> ExcludeAsync(
        AnchorPanel place, int targetId, OverrideScope scope, Actor actor, CancellationToken cancellation = default) =>
        PutAsync(place, targetId, scope, OverrideAction.Exclude, actor, cancellation);

    /// <summary>Pins these products for the main product, in this order; what else is pinned there comes behind them.</summary>
    /// <param name="targetIds">Products, or families by their parents.</param>
    public async Task<Outcome<DoneOverride>> OrderAsync(
        AnchorPanel place, IReadOnlyList<int> targetIds, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(targetIds);
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.EditLinks, place.ChannelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Ordered a panel", cancellation);
        var db = session.Db;
        if (await db.Products.SingleOrDefaultAsync(product => product.Sku == place.AnchorSku, cancellation) is not { } anchor)
        {
            return Gone;
        }

        int[] own = [anchor.Id, anchor.FamilyId];
        var here = await db.PanelOverrides.AsTracking()
            .Where(item => item.Scope == OverrideScope.Product && own.Contains(item.ScopeId) && item.ChannelId == place.ChannelId).ToListAsync(cancellation);
        var wanted = targetIds.Distinct().ToList();
        var rest = here.Where(item => item.Action == OverrideAction.Pin && !wanted.Contains(item.TargetId)).OrderBy(item => item.Position)
            .ThenBy(item => item.TargetId).ToList();
        for (var at = 0; at < wanted.Count; at++)
        {
            var row = here.Find(item => item.TargetId == wanted[at]) ?? Added(db, place, OverrideScope.Product, anchor.FamilyId, wanted[at]);
            (row.Action, row.Position) = (OverrideAction.Pin, at);
        }

        for (var at = 0; at < rest.Count; at++)
        {
            rest[at].Position = wanted.Count + at;
        }

        session.Purpose = $"Ordered the panel of {anchor.Name}";
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : new DoneOverride(set, anchor.Name, anchor.Name);
    }

    /// <summary>Pins it no longer, wherever a pin reaches the main product from.</summary>
    public async Task<Outcome<DoneOverride>> UnpinAsync(AnchorPanel place, int targetId, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.EditLinks, place.ChannelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Unpinned a product", cancellation);
        var db = session.Db;
        if (await db.Products.SingleOrDefaultAsync(product => product.Sku == place.AnchorSku, cancellation) is not { } anchor
            || await db.Products.SingleOrDefaultAsync(product => product.Id == targetId, cancellation) is not { } target)
        {
            return Gone;
        }

        var places = await PanelExclusionService.PlacesAsync(db, anchor, cancellation);
        var pins = (await db.PanelOverrides.AsTracking()
                .Where(item => item.Action == OverrideAction.Pin && item.TargetId == targetId
                    && (item.ChannelId == null || item.ChannelId == place.ChannelId))
                .ToListAsync(cancellation))
            .Where(item => places.Contains(PanelIndexReader.PlaceOf(item))).ToList();
        if (pins.Count == 0)
        {
            return Refusal.NotFound(L["{0} is not pinned any more.", target.Name]);
        }

        if (pins.Select(item => actor.Deny(Permission.EditLinks, item.ChannelId)).FirstOrDefault(refused => refused is not null) is { } elsewhere)
        {
            return elsewhere;
        }

        session.Purpose = $"Unpinned {target.Name} from panels of {anchor.Name}";
        db.RemoveRange(pins);
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : new DoneOverride(set, target.Name, anchor.Name);
    }

    /// <summary>What is excluded from the panel of a main product, and by whom: each product once, what is said nearest of it.</summary>
    public async Task<IReadOnlyList<PanelExclusion>> ExclusionsAsync(ReadScope scope, AnchorPanel place, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(place);
        await using var db = store.Read(scope);
        if (await db.Products.SingleOrDefaultAsync(product => product.Sku == place.AnchorSku, cancellation) is not { } anchor)
        {
            return [];
        }

        var places = await PanelExclusionService.PlacesAsync(db, anchor, cancellation);
        var excluded = (await db.PanelOverrides
                .Where(item => item.Action == OverrideAction.Exclude && (item.ChannelId == null || item.ChannelId == place.ChannelId))
                .ToListAsync(cancellation))
            .Where(item => places.Contains(PanelIndexReader.PlaceOf(item))).OrderBy(item => item.Scope).DistinctBy(item => item.TargetId).ToList();
        if (excluded.Count == 0)
        {
            return [];
        }

        var keys = excluded.ConvertAll(item => item.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var written = await (
            from change in db.Changes
            where change.Entity == nameof(PanelOverride) && keys.Contains(change.EntityId)
            join set in db.ChangeSets on change.ChangeSetId equals set.Id
            orderby set.Id descending
            select new { change.EntityId, set.ActorName, set.At }).ToListAsync(cancellation);
        var targets = excluded.ConvertAll(item => item.TargetId);
        var variants = (await db.Products.Where(product => product.ParentId != null && targets.Contains(product.ParentId.Value))
            .Select(product => new { product.Id, ParentId = product.ParentId!.Value }).ToListAsync(cancellation)).ToLookup(row => row.ParentId, row => row.Id);
        var found = new List<PanelExclusion>();
        for (var at = 0; at < excluded.Count; at++)
        {
            var row = written.Find(item => item.EntityId == keys[at]);
            found.Add(new([targets[at], .. variants[targets[at]]], excluded[at].Scope, row?.ActorName, row?.At));
        }

        return found;
    }

    private static Refusal Gone => Refusal.NotFound(L["This product no longer exists."]);

    private static PanelOverride Added(StudioDb db, AnchorPanel place, OverrideScope scope, int scopeId, int targetId)
    {
        var row = new PanelOverride { Scope = scope, ScopeId = scopeId, TargetId = targetId, ChannelId = place.ChannelId };
        db.Add(row);
        return row;
    }

    private async Task<Outcome<DoneOverride>> PutAsync(
        AnchorPanel place, int targetId, OverrideScope scope, OverrideAction action, Actor actor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.EditLinks, place.ChannelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Changed a panel by hand", cancellation);
        var db = session.Db;
        if (await db.Products.SingleOrDefaultAsync(product => product.Sku == place.AnchorSku, cancellation) is not { } anchor
            || await db.Products.SingleOrDefaultAsync(product => product.Id == targetId, cancellation) is not { } target)
        {
            return Gone;
        }

        if (target.FamilyId == anchor.FamilyId)
        {
            return new Refusal("panel.family", L["{0} is of the main product's own family, which its panel never shows.", target.Name]);
        }

        if ((await ScopeAsync(db, anchor, scope, place.ChannelId, cancellation)).IsRefused(out var refused, out var found))
        {
            return refused;
        }

        var here = await db.PanelOverrides.AsTracking()
            .Where(item => item.Scope == scope && item.ScopeId == found.Id && item.ChannelId == place.ChannelId).ToListAsync(cancellation);
        var row = here.Find(item => item.TargetId == targetId);
        if (row?.Action == action)
        {
            return new Refusal("panel.already", action == OverrideAction.Pin
                ? L["{0} is pinned there already.", target.Name] : L["{0} is excluded there already.", target.Name]);
        }

        row ??= Added(db, place, scope, found.Id, targetId);
        (row.Action, row.ValidFrom, row.ValidTo) = (action, null, null);
        row.Position = action == OverrideAction.Pin
            ? here.Where(item => item.Action == OverrideAction.Pin && item != row).Select(item => item.Position + 1).DefaultIfEmpty(0).Max()
            : 0;
        session.Purpose = action == OverrideAction.Pin ? $"Pinned {target.Name} for {found.Name}" : $"Excluded {target.Name} for {found.Name}";
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : new DoneOverride(set, target.Name, found.Name);
    }

    /// <summary>The id that a scope has around the main product, and how it is called.</summary>
    private static async Task<Outcome<(int Id, string Name)>> ScopeAsync(
        StudioDb db, Product anchor, OverrideScope scope, int channelId, CancellationToken cancellation)
    {
        switch (scope)
        {
            case OverrideScope.Product:
                return (anchor.FamilyId, anchor.Name);
            case OverrideScope.Channel:
                return (0, await db.Channels.Where(channel => channel.Id == channelId).Select(channel => channel.Name).SingleAsync(cancellation));
            default:
                var id = anchor.CategoryId ?? await db.Products.Where(product => product.Id == anchor.FamilyId).Select(product => product.CategoryId)
                    .SingleOrDefaultAsync(cancellation);
                return id is { } category
                    ? (category, await db.Categories.Where(item => item.Id == category).Select(item => item.Name).SingleAsync(cancellation))
                    : new Refusal("panel.category", L["{0} is in no category.", anchor.Name]);
        }
    }
}
