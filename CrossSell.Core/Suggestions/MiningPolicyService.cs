using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Suggestions.SuggestionsTexts;

namespace CrossSell.Core.Suggestions;

/// <summary>Sets how a channel's orders are mined and what is accepted automatically.</summary>
public sealed class MiningPolicyService(StudioStore store)
{
    public async Task<MiningPolicy> FindAsync(int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await db.MiningPolicies.SingleOrDefaultAsync(policy => policy.ChannelId == channelId, cancellation)
            ?? new MiningPolicy { ChannelId = channelId };
    }

    /// <summary>Writes the whole policy; its version is that of the row that was looked at, 0 for none.</summary>
    /// <returns>The change set, or null when nothing differs.</returns>
    public async Task<Outcome<long?>> SaveAsync(MiningPolicy policy, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        if (await WrongAsync(policy, cancellation) is { } wrong)
        {
            return wrong;
        }

        return await ChannelSettings.SaveAsync(
            store, actor, policy.ChannelId, policy, channel => $"Changed the order data settings of {channel}", cancellation);
    }

    private async Task<Refusal?> WrongAsync(MiningPolicy policy, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return MiningSettings.Of(policy).Wrong() ?? policy switch
        {
            { AtHour: < 0 or > 23 } => new Refusal("mining.hour", L["The hour is 0 to 23."], "atHour"),
            { NewOrders: < 1 } => new Refusal("mining.new-orders", L["Recalculate after 1 new order or more; empty: by schedule only."], "newOrders"),
            { AutoMinBaskets: < 5 } =>
                new Refusal("mining.auto-baskets", L["At least 5 baskets are needed to accept automatically."], "autoMinBaskets"),
            { AutoMinLift: < AffinityEvidence.DefaultMinLift } =>
                new Refusal("mining.auto-lift", L["Pairs are accepted automatically from 1.5x more than expected."], "autoMinLift"),
            { AutoMinConfidence: < 0 or > 100 } =>
                new Refusal("mining.auto-confidence", L["The share of the product's baskets is 0 to 100 percent."], "autoMinConfidence"),
            { AutoPerProduct: < 1 or > 24 } => new Refusal("mining.auto-per-product", L["1 to 24 links per product."], "autoPerProduct"),
            { AutoPerRun: < 1 or > 10_000 } => new Refusal("mining.auto-per-run", L["1 to 10,000 links per run."], "autoPerRun"),
            _ => !await db.LinkTypes.AnyAsync(type => type.Code == policy.AutoType && !type.Retired, cancellation)
                ? new Refusal("mining.auto-type", L["There is no link type \"{0}\" in use.", policy.AutoType], "autoType")
                : null,
        };
    }
}
