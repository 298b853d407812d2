using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>Sets how the panels of a channel are filled.</summary>
public sealed class PanelSettingsService(StudioStore store)
{
    /// <summary>More units than that no shop keeps back.</summary>
    public const int MostStock = 10_000;

    /// <summary>Price and stock may be at most so many hours old: a month.</summary>
    public const int MostReportHours = 744;

    /// <summary>The channel's settings; the defaults, of version 0, where nobody set any.</summary>
    public async Task<PanelSettings> FindAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.PanelSettings.SingleOrDefaultAsync(settings => settings.ChannelId == channelId, cancellation)
            ?? new PanelSettings { ChannelId = channelId };
    }

    /// <summary>Writes all of it; its version is that of the row that was looked at, 0 for none.</summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(PanelSettings settings, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if ((actor.Deny(Permission.Administer, null) ?? Wrong(settings)) is { } refused)
        {
            return refused;
        }

        return await ChannelSettings.SaveAsync(
            store, actor, settings.ChannelId, settings, channel => $"Changed the panel settings of {channel}", cancellation);
    }

    private static Refusal? Wrong(PanelSettings settings) => settings switch
    {
        { MaxSlots: < 1 or > PanelService.MaxLimit } => new Refusal("panel.slots", L["A panel has 1 to {0} slots.", PanelService.MaxLimit], "maxSlots"),
        _ when settings.MinSlots < 1 || settings.MinSlots > settings.MaxSlots =>
            new Refusal("panel.least", L["The minimum is at least 1 product, and at most the number of slots."], "minSlots"),
        { MinBaskets: < SuggestionRules.MinBaskets } =>
            new Refusal("panel.baskets", L["At least {0} baskets are needed as evidence.", SuggestionRules.MinBaskets], "minBaskets"),
        { MinCategoryBaskets: < SuggestionRules.MinBaskets } =>
            new Refusal("panel.category-baskets", L["At least {0} baskets are needed as evidence.", SuggestionRules.MinBaskets], "minCategoryBaskets"),
        { PriceCapPercent: < 1 or > 10_000 } =>
            new Refusal("panel.cap", L["The price cap is 1 to 10,000 % of the product's price, or empty for no cap."], "priceCapPercent"),
        { MaxPerCategory: < 1 or > PanelService.MaxLimit } =>
            new Refusal("panel.category", L["1 to {0} products per category.", PanelService.MaxLimit], "maxPerCategory"),
        { MaxReportHours: < 1 or > MostReportHours } => new Refusal(
            "panel.report-hours", L["Price and stock may be 1 to {0} hours old, or empty for any age.", MostReportHours], "maxReportHours"),
        _ => WrongStock(settings.MinStock) ?? WrongHeadlines(settings.Headlines),
    };

    internal static Refusal? WrongStock(int minStock) => minStock is < 0 or > MostStock
        ? new("panel.stock", L["The minimum stock is 0 to {0} units.", MostStock], "minStock") : null;

    internal static Refusal? WrongHeadlines(string? headlines) => PanelHeadlines.Read(headlines).Values.Any(text => text.Length > PanelHeadlines.Length)
        ? new("panel.headline", L["A headline has at most {0} characters.", PanelHeadlines.Length], "headlines") : null;
}
