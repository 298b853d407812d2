using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Experiments.ExperimentsTexts;

namespace CrossSell.Core.Experiments;

/// <summary>Something that keeps an experiment from its start.</summary>
/// <param name="OtherId">The experiment that is in its way; null for another thing.</param>
public sealed record ExperimentProblem(Refusal Refusal, int? OtherId = null);

/// <summary>What an experiment would start with.</summary>
/// <param name="Present">Code of the arm whose content is there now.</param>
/// <param name="SubjectIsOff">Whether it is about a rule that is off.</param>
internal sealed record ExperimentFooting(string Present, bool SubjectIsOff, int FirstBucket);

/// <summary>Whether an experiment can start as the shop is now.</summary>
internal static class ExperimentChecks
{
    // More would be no experiments any more, but an unreadable shop.
    private const int MostOpen = 20;

    public static async Task<(ExperimentFooting? Footing, IReadOnlyList<ExperimentProblem> Problems)> OfAsync(
        StudioDb db, Experiment experiment, Channel channel, PanelLayers layers, DateTimeOffset now, CancellationToken cancellation)
    {
        var problems = new List<ExperimentProblem>();
        var open = await db.Experiments.AsNoTracking()
            .Where(other => other.ChannelId == channel.Id && other.State == ExperimentState.Started && other.Id != experiment.Id).ToListAsync(cancellation);
        var window = experiment.Window(channel, now);
        if (window.Until <= window.From)
        {
            problems.Add(new(new Refusal("experiment.dates", L["Its end has passed. Choose another."], "endsAt")));
        }

        if (window.Until is null && experiment is { Mode: ExperimentMode.FixedHorizon, IsHoldOut: false })
        {
            problems.Add(new(new Refusal("experiment.end", L["An experiment that is read once needs its end."], "endsAt")));
        }

        if (open.Count >= MostOpen)
        {
            problems.Add(new(new Refusal("experiment.many", L["This shop has {0} open experiments. Decide on some of them first.", MostOpen])));
        }

        if (experiment.IsHoldOut && open.Find(other => other.IsCurrentHoldOut(now)) is { } holdOut)
        {
            problems.Add(new(new Refusal("experiment.hold-out", L["This shop has a hold-out already."]), holdOut.Id));
        }

        if (experiment.SubjectId is { } subject
            && open.Find(other => other.Question == experiment.Question && other.SubjectId == subject) is { } same)
        {
            problems.Add(new(new Refusal("experiment.same", L["{0} is about the same and is not decided on yet.", same.Name], "subject"), same.Id));
        }

        var (footing, wrong) = await SubjectAsync(db, experiment, channel, layers, now, cancellation);
        if (wrong is not null)
        {
            problems.Add(new(wrong));
        }

        var beside = open.FindAll(other => other.PhaseAt(now) != ExperimentPhase.Ended && ExperimentBuckets.Meet(experiment, window, other));
        List<(int First, int Count)> taken = [.. beside.Select(other => (other.FirstBucket ?? 0, other.ShareBasisPoints))];
        var first = experiment.IsHoldOut ? 0 : ExperimentBuckets.Free(experiment.ShareBasisPoints, taken);
        if (first is null)
        {
            problems.Add(new(
                new Refusal("experiment.share", L[
                    "Other experiments on the same panels leave {0} % of the visitors: {1}. Choose a smaller share, other placements or a later start.",
                    (ExperimentBuckets.MostFree(taken) / 100m).ToString("0.##", CultureInfo.CurrentCulture),
                    string.Join(", ", beside.Select(other => other.Name))], "share"),
                beside[0].Id));
        }

        return (problems.Count == 0 ? footing! with { FirstBucket = first!.Value } : null, problems);
    }

    private static async Task<(ExperimentFooting? Footing, Refusal? Wrong)> SubjectAsync(
        StudioDb db, Experiment experiment, Channel channel, PanelLayers layers, DateTimeOffset now, CancellationToken cancellation)
    {
        if (experiment.Segment is { } segment && await Segments.RefuseAsync(db, segment, [channel.Id], cancellation) is { } noSegment)
        {
            return (null, noSegment);
        }

        switch (experiment.Question)
        {
            case ExperimentQuestion.Rule:
                return await RuleAsync(db, experiment, channel, now, cancellation);
            case ExperimentQuestion.Bundle:
                return await BundleAsync(db, experiment, channel, now, cancellation) is { } noBundle
                    ? (null, noBundle)
                    : (new ExperimentFooting(experiment.OnlyInExperiment ? "a" : "b", false, 0), null);
            case ExperimentQuestion.Layer:
                return await LayerAsync(db, experiment, channel, layers, cancellation);
            case ExperimentQuestion.AnyPanel or ExperimentQuestion.HoldOut:
                return (new ExperimentFooting("b", false, 0), null);
            default:
                return (new ExperimentFooting("a", false, 0), null);
        }
    }

    private static async Task<(ExperimentFooting? Footing, Refusal? Wrong)> LayerAsync(
        StudioDb db, Experiment experiment, Channel channel, PanelLayers layers, CancellationToken cancellation)
    {
        if (layers.FirstOrDefault(item => item.Name == experiment.Layer) is not { } layer)
        {
            return (null, new Refusal("experiment.subject", L["Choose the source of recommendations."], "subject"));
        }

        var shop = await db.PanelSettings.AsNoTracking().SingleOrDefaultAsync(settings => settings.ChannelId == channel.Id, cancellation)
            ?? new PanelSettings();
        var scopes = await db.PanelScopeSettings.AsNoTracking().Where(scope => scope.ChannelId == channel.Id && scope.CategoryId == null)
            .ToListAsync(cancellation);
        // One arm is what everybody sees who does not take part: so it has to be the same everywhere.
        var isOn = (experiment.Placements is [_, ..] chosen ? chosen : PanelPlacements.All)
            .Select(placement => PanelPolicies.Of(shop, PanelPolicies.Chain(scopes, placement, []), layers).IsOn(layer)).Distinct().ToList();
        return isOn is [var only]
            ? (new ExperimentFooting(only ? "b" : "a", false, 0), null)
            : (null, new Refusal(
                "experiment.placements",
                L["{0} is on at some of these placements and off at others. Choose placements where it is the same, or set them alike first.", layer.Title],
                "placements"));
    }

    private static async Task<(ExperimentFooting? Footing, Refusal? Wrong)> RuleAsync(
        StudioDb db, Experiment experiment, Channel channel, DateTimeOffset now, CancellationToken cancellation)
    {
        var rule = await db.Set<Rules.Rule>().AsNoTracking().SingleOrDefaultAsync(item => item.Id == experiment.SubjectId, cancellation);
        return rule switch
        {
            null => (null, new Refusal("experiment.subject", L["The rule was removed. Choose another."], "subject")),
            _ when !rule.Serves(channel.Id) => (null, new Refusal("experiment.subject", L["{0} is not for this shop.", rule.Name], "subject")),
            _ when rule.ValidTo <= now => (null, new Refusal("experiment.subject", L["{0} has expired.", rule.Name], "subject")),
            // Switched on for one arm here, it would fill everybody's panels there.
            { Enabled: false } when rule.ChannelIds is not [var only] || only != channel.Id =>
                (null, new Refusal(
                    "experiment.subject", L["{0} is off and would be switched on in other shops too. Make it a rule of this shop alone.", rule.Name],
                    "subject")),
            _ => (new ExperimentFooting(!rule.Enabled || experiment.OnlyInExperiment ? "a" : "b", !rule.Enabled, 0), null),
        };
    }

    private static async Task<Refusal?> BundleAsync(
        StudioDb db, Experiment experiment, Channel channel, DateTimeOffset now, CancellationToken cancellation)
    {
        var bundle = await db.Bundles.AsNoTracking().Include(item => item.Revisions).ThenInclude(revision => revision.Channels)
            .SingleOrDefaultAsync(item => item.Id == experiment.SubjectId, cancellation);
        var live = bundle?.Revisions.Where(revision => revision.State == RevisionState.Approved).MaxBy(revision => revision.Number);
        return bundle switch
        {
            null => new Refusal("experiment.subject", L["The bundle was removed. Choose another."], "subject"),
            { RetiredAt: not null } => new Refusal("experiment.subject", L["This bundle is retired. Choose another."], "subject"),
            _ when live is null || live.Channels.All(place => place.ChannelId != channel.Id) =>
                new Refusal("experiment.subject", L["This bundle is not approved for this shop. Have it reviewed first."], "subject"),
            _ when BundleSchedule.PhaseAt(live, channel, now) == BundlePhase.Ended =>
                new Refusal("experiment.subject", L["This bundle has ended. Choose another."], "subject"),
            _ when live.Channels.Count > 1 =>
                new Refusal(
                    "experiment.subject",
                    L["This bundle is sold in other shops too. Make one of this shop alone, so that the result can be applied here."], "subject"),
            _ => null,
        };
    }
}
