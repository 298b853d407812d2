using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What is set nearer than for the whole shop: at a placement, for a category, or for a category at a placement.</summary>
public sealed class PanelScopeService(StudioStore store)
{
    /// <summary>All of a shop.</summary>
    public async Task<IReadOnlyList<PanelScopeSettings>> ListAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.PanelScopeSettings.Where(settings => settings.ChannelId == channelId).OrderBy(settings => settings.Id).ToListAsync(cancellation);
    }

    /// <summary>From a category upwards to the top, itself first; empty for null and for one that is gone.</summary>
    public async Task<IReadOnlyList<int>> PathAsync(int? categoryId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var above = await db.Categories.ToDictionaryAsync(category => category.Id, category => category.ParentId, cancellation);
        var path = new List<int>();
        for (var at = categoryId; at is { } id && above.TryGetValue(id, out var parent) && !path.Contains(id); at = parent)
        {
            path.Add(id);
        }

        return path;
    }

    /// <summary>
    /// Writes all that is said at one place; what says nothing is taken away. Its version is that of the row that was looked at, 0 for none.
    /// </summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(PanelScopeSettings settings, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if ((actor.Deny(Permission.Administer, null) ?? Wrong(settings)) is { } refused)
        {
            return refused;
        }

        await using var session = await store.WriteAsync(actor, "Changed panel settings", cancellation);
        var db = session.Db;
        // One row a place: there is one writer at a time, and each looks first.
        var existing = await db.PanelScopeSettings.AsTracking().SingleOrDefaultAsync(
            item => item.ChannelId == settings.ChannelId && item.Placement == settings.Placement && item.CategoryId == settings.CategoryId, cancellation);
        if ((existing?.Version ?? 0) != settings.Version)
        {
            return Refusal.Stale(L["Someone else changed these settings since you opened them. Reload and try again."]);
        }

        var shop = await db.Channels.Where(channel => channel.Id == settings.ChannelId).Select(channel => channel.Name).SingleOrDefaultAsync(cancellation);
        var category = settings.CategoryId is { } id
            ? await db.Categories.Where(item => item.Id == id).Select(item => item.Name).SingleOrDefaultAsync(cancellation) : null;
        if (shop is null || (settings.CategoryId is not null && category is null))
        {
            return Refusal.NotFound(L["This shop or category no longer exists."]);
        }

        if (settings.IsEmpty)
        {
            if (existing is null)
            {
                return (long?)null;
            }

            db.Remove(existing);
        }
        else if (existing is null)
        {
            settings.Version = 1; // 0 is who saw no row: the second of two who did must not write over the first.
            db.Add(settings);
        }
        else
        {
            settings.Id = existing.Id;
            db.Entry(existing).CurrentValues.SetValues(settings);
        }

        var place = string.Join(", ", new[] { settings.Placement is { } placement ? PanelPlacements.CodeOf(placement) : null, category }.OfType<string>());
        session.Purpose = $"Changed the panel settings of {shop} for {place}";
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : (long?)set;
    }

    internal static Refusal? Wrong(PanelScopeSettings settings) => settings switch
    {
        { Placement: null, CategoryId: null } => new Refusal("panel.place", L["Choose a placement or a category."], "place"),
        { MaxSlots: < 1 or > PanelService.MaxLimit } => new Refusal("panel.slots", L["A panel has 1 to {0} slots.", PanelService.MaxLimit], "maxSlots"),
        { MinSlots: < 1 } or { MinSlots: > PanelService.MaxLimit } => Least,
        { MinSlots: { } least, MaxSlots: { } most } when least > most => Least,
        { MinBaskets: < SuggestionRules.MinBaskets } => Baskets("minBaskets"),
        { MinCategoryBaskets: < SuggestionRules.MinBaskets } => Baskets("minCategoryBaskets"),
        { PriceCapPercent: < 0 or > 10_000 } =>
            new Refusal("panel.cap", L["The price cap is 1 to 10,000 % of the product's price, or empty for no cap."], "priceCapPercent"),
        { MaxPerCategory: < 1 or > PanelService.MaxLimit } =>
            new Refusal("panel.category", L["1 to {0} products per category.", PanelService.MaxLimit], "maxPerCategory"),
        _ => PanelSettingsService.WrongStock(settings.MinStock ?? 1) ?? PanelSettingsService.WrongHeadlines(settings.Headlines),
    };

    private static Refusal Least => new("panel.least", L["The minimum is at least 1 product, and at most the number of slots."], "minSlots");

    private static Refusal Baskets(string field) =>
        new("panel.baskets", L["At least {0} baskets are needed as evidence.", SuggestionRules.MinBaskets], field);
}
