using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>One experiment: its plan while it is a draft, then what it says and what can be done with it.</summary>
public sealed partial class ExperimentPage
{
    private ExperimentRow? row;
    private ExperimentReading? reading;
    private ExperimentForm form = new();
    private ExperimentOptions options = new([], [], [], []);
    private ExperimentForecast? forecast;
    private IReadOnlyList<ExperimentProblem> refused = [];
    private ExperimentStep? asked;
    private Channel? newIn;
    private string stored = "";

    // What the form was made of: a save must not write over what somebody else saved since.
    private int basedOn;
    private string? problem;
    private (int? Id, bool IsRead) opened;
    private bool isStale;
    private bool mayDraft;
    private bool mayDecide;
    private bool isLoading = true;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public int? Id { get; set; }

    [Inject]
    private ExperimentList List { get; set; } = default!;

    [Inject]
    private ExperimentService Experiments { get; set; } = default!;

    [Inject]
    private ExperimentReader Reader { get; set; } = default!;

    [Inject]
    private ExperimentChoices Choices { get; set; } = default!;

    [Inject]
    private ExperimentPlanner Planner { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override bool HasUnsaved => IsDraft && mayDraft && FormPrint.Of(form) != stored;

    private Channel? Shop => row?.Channel ?? (Id is null ? newIn : null);

    private bool IsDraft => row is null or { Experiment.IsEditable: true };

    private ExperimentPhase Phase => row?.Experiment.PhaseAt(Time.GetUtcNow()) ?? ExperimentPhase.Draft;

    private bool IsOver => Phase is ExperimentPhase.Ended or ExperimentPhase.Decided or ExperimentPhase.Cancelled;

    private bool IsShort => reading is null || reading.Visitors < reading.PlannedVisitors;

    private bool IsBlocked => Problems.Any(item => item.IsBlocking);

    private (string Tone, string Name) StateWords => row is null ? ExperimentWords.Draft : ExperimentWords.State(row.Experiment, Time.GetUtcNow());

    private string? DaysSaid => row is null ? null : ExperimentWords.Days(row, Time.GetUtcNow());

    private IReadOnlyList<PlanProblem> Problems => PlanProblems.Of(form, Shop!, forecast, HasUnsaved ? [] : refused);

    private IReadOnlyList<StepButton> Actions => PlanProblems.Steps(row!.Experiment, Phase);

    // Who did what with it.
    private string? Story => row?.Experiment switch
    {
        { State: ExperimentState.Decided, DecidedAt: { } at, Winner: { } winner } done => L[
            "{0} decided on {1}: {2}.{3}", done.DecidedBy ?? "", Formats.Moment(at), done.Arms.Find(arm => arm.Code == winner)?.Name ?? winner,
            done.Reason is { } why ? " " + why : ""],
        { State: ExperimentState.Cancelled, DecidedAt: { } at } given => L[
            "{0} gave it up on {1}.{2}", given.DecidedBy ?? "", Formats.Moment(at), given.Reason is { } why ? " " + why : ""],
        { StoppedBy: { } by, Until: { } until, PlannedUntil: { } planned } => L[
            "{0} ended it on {1}; it was planned until {2}.", by, Formats.Moment(until), Formats.Day(planned)],
        { StoppedBy: { } by, Until: { } until } => L["{0} ended it on {1}, before its time.", by, Formats.Moment(until)],
        { StartedBy: { } by, From: { } from } => L["{0} started it on {1}.", by, Formats.Moment(from)],
        _ => (string?)null,
    };

    private KeptDraft Kept => KeptDraft.OfForm(
        row is { Experiment.Id: var id } ? FormattableString.Invariant($"experiment:{id}") : "experiment:new", () => form, () => stored);

    protected override async Task OnParametersSetAsync()
    {
        if (opened == (Id, true))
        {
            return;
        }

        opened = (Id, true);
        if (Id is { } known && row?.Experiment.Id == known)
        {
            return; // The new one has got its address.
        }

        (isLoading, row, reading, forecast, problem, asked) = (true, null, null, null, null, null);
        form = new ExperimentForm();
        stored = FormPrint.Of(form)!;
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        await OpenAsync(async () =>
        {
            newIn = Session.Channel;
            await LoadAsync();
            isLoading = false;
            return row is null ? null : PlaceOf(row.Experiment.Id);
        });
    }

    protected override async Task CatchUpAsync()
    {
        var before = row?.Experiment.Version;
        await LoadAsync();
        if (before is not null && row?.Experiment.Version != before)
        {
            Notice = row is null ? L["Someone else deleted this experiment."] : L["Someone else changed this experiment meanwhile."];
        }
    }

    // A new one is of the shop in the bar for as long as nothing is typed.
    protected override async Task ChannelChangedAsync()
    {
        if (Id is null && row is null && !HasUnsaved)
        {
            newIn = Session.Channel;
            await LoadAsync();
        }
    }

    private static string PlaceOf(int id) => FormattableString.Invariant($"experiment:{id}");

    private async Task LoadAsync()
    {
        var keep = HasUnsaved;
        var actor = await CurrentActor.GetAsync();
        var id = row?.Experiment.Id ?? Id;
        row = id is { } known ? await List.FindAsync(Session.Reads, known) : null;
        if (Shop is not { } shop)
        {
            return;
        }

        mayDraft = actor.Can(Permission.EditBundles, shop.Id);
        mayDecide = actor.Can(Permission.Review, shop.Id);
        if (!IsDraft)
        {
            reading = await Reader.ReadAsync(Session.Reads, row!.Experiment.Id);
            return;
        }

        options = await Choices.LoadAsync(Session.Reads, shop.Id);
        refused = row is null ? [] : await Experiments.ProblemsAsync(Session.Reads, row.Experiment.Id);
        if (!keep)
        {
            Put(row is null ? new ExperimentForm() : ExperimentForm.Of(row.Experiment));
        }
    }

    // The same again leaves the form as it is, with its cursor.
    private void Put(ExperimentForm fresh)
    {
        var print = FormPrint.Of(fresh)!;
        (form, stored) = (print == FormPrint.Of(form) ? form : fresh, print);
        (basedOn, problem, isStale) = (row?.Experiment.Version ?? 0, null, false);
    }

    private void Changed(ExperimentForecast? known) => forecast = known;

    private Task TakeTheirsAsync() => BusyAsync(async () =>
    {
        form = new ExperimentForm();
        stored = FormPrint.Of(form)!;
        await LoadAsync();
    });

    private Task SaveAsync() => BusyAsync(async () =>
    {
        if (await SavePlanAsync(isToStart: false))
        {
            Feedback.Say(L["Saved {0}.", row!.Experiment.Name]);
        }
    });

    private async Task<bool> SavePlanAsync(bool isToStart)
    {
        problem = null;
        if (row is not null && !HasUnsaved && !(isToStart && mayDraft))
        {
            return true;
        }

        // What is frozen with the start is what can be found as the plan and the traffic are now, whatever was known when it was last looked at.
        var (scope, shop, plan, effect) = (Session.Reads, Shop!, form.ToTerms(Shop!, null), form.AskedEffect);
        forecast = await Task.Run(() => Planner.ForecastAsync(scope, shop.Id, plan, effect));
        var (terms, actor, isNew) = (form.ToTerms(shop, forecast), await CurrentActor.GetAsync(), row is null);
        if (row is { Experiment: var stands } && !HasUnsaved
            && (stands.PlannedVisitors, stands.SmallestEffectBasisPoints) == (terms.PlannedVisitors, terms.SmallestEffectBasisPoints))
        {
            return true;
        }

        var outcome = row is { Experiment: { } draft }
            ? await Experiments.EditAsync(draft.Id, basedOn, terms, actor)
            : await Experiments.CreateAsync(Shop!.Id, terms, actor);
        if (outcome.IsRefused(out var refusal, out var saved))
        {
            (problem, isStale) = (refusal.Message, refusal.Code == Refusal.StaleCode);
            return false;
        }

        (stored, basedOn, isStale) = (FormPrint.Of(form)!, saved.Version, false);
        row = await List.FindAsync(Session.Reads, saved.Id);
        refused = await Experiments.ProblemsAsync(Session.Reads, saved.Id);
        if (isNew)
        {
            Enter(PlaceOf(saved.Id));
            opened = (saved.Id, true);
            Navigation.NavigateTo(Addresses.Experiment(saved.Id), replace: true);
        }

        return true;
    }

    // What is typed is saved first: the question says what will start.
    private Task AskToStartAsync() => BusyAsync(async () =>
    {
        if (await SavePlanAsync(isToStart: true))
        {
            asked = IsBlocked ? null : ExperimentStep.Start;
        }
    });

    private Task DeleteAsync() => BusyAsync(async () =>
    {
        var draft = row!.Experiment;
        if (Feedback.Accepted(await Experiments.DeleteAsync(draft.Id, draft.Version, await CurrentActor.GetAsync())))
        {
            Feedback.Say(L["Deleted {0}.", draft.Name]);
            GoTo(Addresses.Experiments);
        }
    });

    private Task DecideAsync((string Winner, string Reason) decision) => DoAsync(
        (experiment, actor) => Experiments.DecideAsync(experiment.Id, experiment.Version, decision.Winner, decision.Reason, actor),
        L["Decided on {0}.", row!.Experiment.Name]);

    private Task StepAsync(StepAnswer answer)
    {
        var name = row!.Experiment.Name;
        return answer.Step switch
        {
            ExperimentStep.Start => DoAsync((item, actor) => Experiments.StartAsync(item.Id, item.Version, actor), L["Started {0}.", name]),
            ExperimentStep.End => DoAsync((item, actor) => Experiments.StopAsync(item.Id, item.Version, actor), L["Ended {0}.", name]),
            ExperimentStep.Cancel => DoAsync(
                (item, actor) => Experiments.CancelAsync(item.Id, item.Version, answer.Reason, actor), L["Gave {0} up.", name]),
            ExperimentStep.Freeze => DoAsync((item, actor) => Experiments.FreezeAsync(item.Id, item.Version, answer.Weeks, actor), L["Froze {0}.", name]),
            _ => RollBackAsync(),
        };
    }

    private Task RollBackAsync() => BusyAsync(async () =>
    {
        asked = null;
        var experiment = row!.Experiment;
        Feedback.TakenBack(await Experiments.RollBackAsync(experiment.Id, experiment.Version, await CurrentActor.GetAsync()));
        await LoadAsync();
    });

    private Task DoAsync(Func<Experiment, Actor, Task<Outcome<ExperimentSaved>>> gesture, string said) => BusyAsync(async () =>
    {
        asked = null;
        if (Feedback.Accepted(await gesture(row!.Experiment, await CurrentActor.GetAsync())))
        {
            Feedback.Say(said);
        }

        await LoadAsync();
    });
}
