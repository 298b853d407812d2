using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bundles.BundlesTexts;

namespace CrossSell.Core.Bundles;

/// <summary>Sets how a channel prices bundles and says so.</summary>
public sealed class BundleSettingsService(StudioStore store)
{
    /// <summary>The channel's settings; the defaults, of version 0, where nobody set any.</summary>
    public async Task<BundleSettings> FindAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.BundleSettings.SingleOrDefaultAsync(settings => settings.ChannelId == channelId, cancellation)
            ?? new BundleSettings { ChannelId = channelId };
    }

    /// <summary>Writes all of it; its version is that of the row that was looked at, 0 for none.</summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(BundleSettings settings, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if ((actor.Deny(Permission.Administer, null) ?? Wrong(settings)) is { } refused)
        {
            return refused;
        }

        return await ChannelSettings.SaveAsync(
            store, actor, settings.ChannelId, settings, channel => $"Changed the bundle settings of {channel}", cancellation);
    }

    private static Refusal? Wrong(BundleSettings settings)
    {
        if (settings.Codes.Count > BundleSettings.MaxCodes)
        {
            return new Refusal(
                "codes.many", L["A shop has at most {0} discount codes here. Keep those that come off bundles.", BundleSettings.MaxCodes], "codes");
        }

        if (settings.Codes.DistinctBy(code => code.Code.Trim(), StringComparer.OrdinalIgnoreCase).Count() < settings.Codes.Count)
        {
            return new Refusal("codes.twice", L["A discount code is there twice. Remove one."], "codes");
        }

        return settings.Codes.Select(Wrong).FirstOrDefault(refusal => refusal is not null);
    }

    private static Refusal? Wrong(DiscountCode code) => code switch
    {
        _ when code.Code.Trim().Length is 0 or > DiscountCode.CodeLength =>
            new Refusal("codes.code", L["A discount code has 1 to {0} characters.", DiscountCode.CodeLength], "codes"),
        { PercentBasisPoints: < 0 or > 10_000 } or { Amount: < 0 } or { PercentBasisPoints: 0, Amount: 0 } or { PercentBasisPoints: > 0, Amount: > 0 } =>
            new Refusal("codes.off", L["{0} takes off a percentage up to 100 %, or an amount. Enter one of the two.", code.Code], "codes"),
        { From: { } from, Until: { } until } when until <= from => new Refusal("codes.dates", L["{0} ends before it starts.", code.Code], "codes"),
        _ => null,
    };
}
