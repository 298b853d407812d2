using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>
/// What becomes of the shop when an experiment is decided on or given up: the settings, the rule or the bundle, written in the write of the decision, so that
/// one undo takes all of it back.
/// </summary>
internal static class ExperimentOutcome
{
    /// <summary>Makes the winning arm what everybody sees.</summary>
    public static async Task<Outcome> ApplyAsync(WriteSession session, Experiment experiment, PanelLayers layers, CancellationToken cancellation)
    {
        var winner = experiment.Winner!;
        switch (experiment.Question)
        {
            case ExperimentQuestion.Rule:
                return winner == "a"
                    ? await LeaveShopAsync(session, experiment, cancellation)
                    : await SwitchRuleAsync(session, experiment, on: true, cancellation);
            case ExperimentQuestion.Bundle:
                return winner == "a" ? await RetireAsync(session, experiment, cancellation) : Outcome.Done;
            default:
                if (winner != experiment.PresentArm)
                {
                    await SettleAsync(session, experiment, ExperimentArms.VariationOf(experiment, winner), layers, cancellation);
                }

                return Outcome.Done;
        }
    }

    /// <summary>Leaves everything as it was before the start.</summary>
    public static async Task<Outcome> GiveBackAsync(WriteSession session, Experiment experiment, CancellationToken cancellation) =>
        experiment.SubjectWasOff ? await SwitchRuleAsync(session, experiment, on: false, cancellation) : Outcome.Done;

    /// <summary>A rule that was removed meanwhile is passed over: it fills nothing either way.</summary>
    public static async Task<Outcome> SwitchRuleAsync(WriteSession session, Experiment experiment, bool on, CancellationToken cancellation) =>
        await RuleAsync(session.Db, experiment, cancellation) is { } rule && rule.Enabled != on ? rule.Switch(on) : Outcome.Done;

    /// <summary>The rule fills nothing in this shop any more; what it does in others stays.</summary>
    private static async Task<Outcome> LeaveShopAsync(WriteSession session, Experiment experiment, CancellationToken cancellation)
    {
        if (await RuleAsync(session.Db, experiment, cancellation) is not { } rule || !rule.Serves(experiment.ChannelId))
        {
            return Outcome.Done;
        }

        List<int> serves = rule.ChannelIds.Count > 0
            ? rule.ChannelIds
            : await session.Db.Channels.Select(channel => channel.Id).ToListAsync(cancellation);
        List<int> others = [.. serves.Where(id => id != experiment.ChannelId)];
        return others.Count == 0 ? rule.Switch(false) : rule.Edit(RuleContent.Of(rule) with { ChannelIds = new(others) });
    }

    private static async Task<Outcome> RetireAsync(WriteSession session, Experiment experiment, CancellationToken cancellation) =>
        await session.Db.Bundles.Include(bundle => bundle.Revisions).SingleOrDefaultAsync(bundle => bundle.Id == experiment.SubjectId, cancellation)
            is { RetiredAt: null } bundle
            ? bundle.Retire(session.Now)
            : Outcome.Done;

    private static async Task SettleAsync(
        WriteSession session, Experiment experiment, PanelVariation variation, PanelLayers layers, CancellationToken cancellation)
    {
        var (db, channelId) = (session.Db, experiment.ChannelId);
        var shop = await db.PanelSettings.SingleOrDefaultAsync(settings => settings.ChannelId == channelId, cancellation);
        var scopes = await db.PanelScopeSettings.Where(scope => scope.ChannelId == channelId).ToListAsync(cancellation);
        if (variation.Placements.Count == 0)
        {
            if (shop is null)
            {
                db.Add(shop = new PanelSettings { ChannelId = channelId, Version = 1 });
            }

            PanelVariations.Apply(variation, shop, layers);
        }

        var usual = shop ?? new PanelSettings();
        foreach (var placement in variation.Placements)
        {
            Apply(ScopeOf(placement, categoryId: null));
        }

        if (!variation.IsNothing)
        {
            return;
        }

        // What is nearer says for itself which layers fill its panels: no panel is none there, too.
        foreach (var nearer in scopes.Where(scope => scope.Layers is not null).ToList())
        {
            if (variation.Placements.Count == 0 || (nearer.Placement is { } place && variation.Placements.Contains(place)))
            {
                Apply(nearer);
            }
            else if (nearer is { Placement: null, CategoryId: { } category })
            {
                foreach (var placement in variation.Placements)
                {
                    Apply(ScopeOf(placement, category));
                }
            }
        }

        void Apply(PanelScopeSettings scope) => PanelVariations.Apply(variation, scope, PanelVariations.PlacesOf(scope, usual, layers), layers);

        PanelScopeSettings ScopeOf(PanelPlacement placement, int? categoryId)
        {
            if (scopes.Find(scope => scope.Placement == placement && scope.CategoryId == categoryId) is { } known)
            {
                return known;
            }

            var scope = new PanelScopeSettings { ChannelId = channelId, Placement = placement, CategoryId = categoryId, Version = 1 };
            db.Add(scope);
            scopes.Add(scope);
            return scope;
        }
    }

    private static Task<Rule?> RuleAsync(StudioDb db, Experiment experiment, CancellationToken cancellation) =>
        db.Rules.SingleOrDefaultAsync(rule => rule.Id == experiment.SubjectId, cancellation);
}
