using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Experiments.ExperimentsTexts;

namespace CrossSell.Core.Experiments;

/// <summary>What a write of an experiment left behind: the version that the next one has to name.</summary>
public sealed record ExperimentSaved(int Id, int Version, long ChangeSetId);

/// <summary>
/// What people do with experiments. Who may edit bundles in the shop drafts them, who may review there starts, stops and decides. Every write names the version
/// that the person saw.
/// </summary>
public sealed class ExperimentService(StudioStore store, UndoRules undoRules, PanelLayers layers)
{
    /// <summary>A new draft.</summary>
    public async Task<Outcome<ExperimentSaved>> CreateAsync(int channelId, ExperimentTerms terms, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (actor.Deny(terms.Question == ExperimentQuestion.HoldOut ? Permission.Review : Permission.EditBundles, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, $"Drafted the experiment {terms.Name?.Trim()}", cancellation);
        if (!await session.Db.Channels.AnyAsync(channel => channel.Id == channelId, cancellation))
        {
            return Refusal.NotFound(L["There is no such shop."]);
        }

        var experiment = Experiment.Draft(channelId, NewSalt(), actor, session.Now);
        if (experiment.Edit(terms).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Db.Experiments.Add(experiment);
        return await CommitAsync(session, experiment, cancellation);
    }

    /// <summary>Replaces what a draft says.</summary>
    public Task<Outcome<ExperimentSaved>> EditAsync(int id, int version, ExperimentTerms terms, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(
            id, version, Permission.EditBundles, actor, "Edited the experiment", (_, experiment) => Task.FromResult(experiment.Edit(terms)), cancellation);

    /// <summary>Deletes a draft; what was started stays.</summary>
    public async Task<Outcome<long>> DeleteAsync(int id, int version, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Deleted an experiment", cancellation);
        if ((await FindAsync(session.Db, id, version, Permission.EditBundles, actor, cancellation)).IsRefused(out var refusal, out var experiment))
        {
            return refusal;
        }

        if (!experiment.IsEditable)
        {
            return new Refusal("experiment.frozen", L["This experiment was started and stays as what was learned."]);
        }

        session.Purpose = $"Deleted the experiment {experiment.Name}";
        session.Db.Experiments.Remove(experiment);
        return await session.CommitAsync(cancellation);
    }

    /// <summary>What keeps a draft from its start as the shop is now; empty for nothing, and for what was started.</summary>
    public async Task<IReadOnlyList<ExperimentProblem>> ProblemsAsync(ReadScope scope, int id, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        if (await db.Experiments.SingleOrDefaultAsync(experiment => experiment.Id == id, cancellation) is not { IsEditable: true } draft)
        {
            return [];
        }

        var channel = await db.Channels.SingleAsync(item => item.Id == draft.ChannelId, cancellation);
        return (await ExperimentChecks.OfAsync(db, draft, channel, layers, store.Time.GetUtcNow(), cancellation)).Problems;
    }

    /// <summary>Freezes a draft and lets it begin, now or at its time. A rule that is off is switched on for its arm alone.</summary>
    public Task<Outcome<ExperimentSaved>> StartAsync(int id, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.Review, actor, "Started the experiment", (session, experiment) => StartAsync(session, experiment, cancellation),
            cancellation, canUndo: false);

    /// <summary>Ends a running one now; what was counted stays, and everybody sees what was there before until somebody decides.</summary>
    public Task<Outcome<ExperimentSaved>> StopAsync(int id, int version, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.Review, actor, "Stopped the experiment", (session, experiment) =>
            Task.FromResult(experiment.Stop(actor, session.Now)), cancellation, canUndo: false);

    /// <summary>
    /// Makes an arm the setting, all of it in one write. An always-valid experiment that runs is stopped by a write of its own before: who takes the decision
    /// back has not begun it again.
    /// </summary>
    public async Task<Outcome<ExperimentSaved>> DecideAsync(
        int id, int version, string winner, string? reason, Actor actor, CancellationToken cancellation = default)
    {
        bool runs;
        await using (var db = store.Read())
        {
            var found = await db.Experiments.SingleOrDefaultAsync(experiment => experiment.Id == id, cancellation);
            runs = found is { Mode: ExperimentMode.AlwaysValid, IsHoldOut: false } && found.PhaseAt(store.Time.GetUtcNow()) == ExperimentPhase.Running;
        }

        if (runs)
        {
            if ((await StopAsync(id, version, actor, cancellation)).IsRefused(out var refused, out var stopped))
            {
                return refused;
            }

            version = stopped.Version;
        }

        return await WriteAsync(id, version, Permission.Review, actor, "Decided on the experiment", async (session, experiment) =>
            experiment.Decide(winner, reason, actor, session.Now).IsRefused(out var refusal)
                ? refusal
                : await ExperimentOutcome.ApplyAsync(session, experiment, layers, cancellation), cancellation);
    }

    /// <summary>Gives a scheduled, running or ended one up: everybody sees what was there before.</summary>
    public Task<Outcome<ExperimentSaved>> CancelAsync(
        int id, int version, string? reason, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.Review, actor, "Cancelled the experiment", async (session, experiment) =>
            experiment.Cancel(reason, actor, session.Now).IsRefused(out var refusal)
                ? refusal
                : await ExperimentOutcome.GiveBackAsync(session, experiment, cancellation), cancellation, canUndo: false);

    /// <summary>Takes a decision back as one: the settings are what they were before it, and another arm may be chosen.</summary>
    public async Task<Outcome<UndoResult>> RollBackAsync(int id, int version, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        long? set;
        await using (var db = store.Read())
        {
            if ((await FindAsync(db, id, version, Permission.Review, actor, cancellation)).IsRefused(out var refusal, out var experiment))
            {
                return refusal;
            }

            if (experiment.State != ExperimentState.Decided)
            {
                return new Refusal("experiment.not-decided", L["This experiment was not decided on."]);
            }

            // Nothing but a decision changes what was decided on last.
            var key = id.ToString(CultureInfo.InvariantCulture);
            set = await db.Changes.Where(change => change.Entity == nameof(Experiment) && change.EntityId == key)
                .MaxAsync(change => (long?)change.ChangeSetId, cancellation);
        }

        // Who may decide may write the settings of panels by it, and so take them back by it: administrators alone write them otherwise.
        var asDecided = actor with { Grants = [.. actor.Grants, new Grant(Role.Administrator, null)] };
        return set is { } decision
            ? await new UndoService(store, undoRules).UndoAsync(decision, asDecided, cancellation)
            : Refusal.NotFound(L["There is no such change to undo."]);
    }

    /// <summary>Keeps a share of a shop's visitors from all panels, and compares them with as many others.</summary>
    /// <param name="shareBasisPoints">Null is <see cref="Experiment.UsualHoldOutBasisPoints"/>.</param>
    public async Task<Outcome<ExperimentSaved>> HoldOutAsync(
        int channelId, int? shareBasisPoints, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.Deny(Permission.Review, channelId) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, "Turned a hold-out on", cancellation);
        session.CanUndo = false;
        if (await session.Db.Channels.SingleOrDefaultAsync(item => item.Id == channelId, cancellation) is not { } channel)
        {
            return Refusal.NotFound(L["There is no such shop."]);
        }

        var holdOut = Experiment.Draft(channelId, NewSalt(), actor, session.Now);
        var terms = new ExperimentTerms(
            L["Hold-out of {0}", channel.Name], ExperimentQuestion.HoldOut, null, null,
            ExperimentTerms.TwoArms(L["No panels"], L["With panels"]), [], null, shareBasisPoints ?? Experiment.UsualHoldOutBasisPoints, null, null)
        {
            Mode = ExperimentMode.AlwaysValid,
        };
        if (holdOut.Edit(terms).IsRefused(out var refusal))
        {
            return refusal;
        }

        session.Db.Experiments.Add(holdOut);
        session.Purpose = $"Turned the hold-out of {channel.Name} on";
        return (await StartAsync(session, holdOut, cancellation)).IsRefused(out refusal) ? refusal : await CommitAsync(session, holdOut, cancellation);
    }

    /// <summary>Lets a hold-out count nobody new; it looks back some weeks and is over then.</summary>
    public Task<Outcome<ExperimentSaved>> FreezeAsync(int id, int version, int lookBackWeeks, Actor actor, CancellationToken cancellation = default) =>
        WriteAsync(id, version, Permission.Review, actor, "Froze the hold-out", (session, experiment) =>
            Task.FromResult(experiment.Freeze(lookBackWeeks, session.Now)), cancellation, canUndo: false);

    private static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private async Task<Outcome> StartAsync(WriteSession session, Experiment experiment, CancellationToken cancellation)
    {
        var channel = await session.Db.Channels.AsNoTracking().SingleAsync(item => item.Id == experiment.ChannelId, cancellation);
        var (footing, problems) = await ExperimentChecks.OfAsync(session.Db, experiment, channel, layers, session.Now, cancellation);
        if (footing is null)
        {
            return problems[0].Refusal;
        }

        if (experiment.Start(footing.Present, footing.SubjectIsOff, footing.FirstBucket, channel, session.Actor, session.Now).IsRefused(out var refusal))
        {
            return refusal;
        }

        return footing.SubjectIsOff ? await ExperimentOutcome.SwitchRuleAsync(session, experiment, on: true, cancellation) : Outcome.Done;
    }

    private async Task<Outcome<ExperimentSaved>> WriteAsync(
        int id, int version, Permission permission, Actor actor, string verb, Func<WriteSession, Experiment, Task<Outcome>> change,
        CancellationToken cancellation, bool canUndo = true)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var session = await store.WriteAsync(actor, verb, cancellation);
        session.CanUndo = canUndo;
        if ((await FindAsync(session.Db, id, version, permission, actor, cancellation)).IsRefused(out var refusal, out var experiment)
            || (await change(session, experiment)).IsRefused(out refusal))
        {
            return refusal;
        }

        session.Purpose = $"{verb} {experiment.Name}";
        return await CommitAsync(session, experiment, cancellation);
    }

    private static async Task<Outcome<Experiment>> FindAsync(
        StudioDb db, int id, int version, Permission permission, Actor actor, CancellationToken cancellation) =>
        await db.Experiments.SingleOrDefaultAsync(experiment => experiment.Id == id, cancellation) is not { } found
            ? Refusal.NotFound(L["This experiment was deleted."])
            : actor.Deny(found.IsHoldOut ? Permission.Review : permission, found.ChannelId) is { } denied ? denied
            : found.Version != version ? Refusal.Stale(L["Someone else changed {0}. Reload it to see what changed.", found.Name])
            : found;

    private static async Task<Outcome<ExperimentSaved>> CommitAsync(WriteSession session, Experiment experiment, CancellationToken cancellation) =>
        (await session.CommitAsync(cancellation)).IsRefused(out var stale, out var set)
            ? stale
            : new ExperimentSaved(experiment.Id, experiment.Version, set);
}
