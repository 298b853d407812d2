using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Rules;

/// <summary>The editor of one rule. Edits live in <see cref="RulePageState"/>; what they would do is asked a moment after the last one.</summary>
public sealed partial class RulePage : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<string, string> refused = new(StringComparer.Ordinal);
    private RulePageState? state;
    private RuleReading reading = default!;
    private RuleLexicon lexicon = RuleLexicon.Empty;
    private RulePreview? preview;
    private IReadOnlyList<RuleRow> rows = [];
    private IReadOnlyList<string> places = [];
    private IReadOnlyList<PresentPerson> others = [];
    private Actor? actor;
    private RuleAuthor? changedBy;
    private (int? Id, string? From)? loaded;
    private int? ruleId;
    private int place;
    private long studio;
    private string? notice;
    private string? problem;
    private string? focus;
    private bool canEdit;
    private bool counting;
    private bool isLoading = true;
    private bool leaving;
    private bool showUnfinished;
    private DateTimeOffset? savedAt;
    private CancellationTokenSource? asking;
    private IDisposable? stay;
    private readonly ComponentScript script = new("./Features/Rules/RulePage.razor.js");
    private DotNetObjectReference<RulePage>? self;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public int? Id { get; set; }

    /// <summary>The template that a new rule begins with.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private RuleService Rules { get; set; } = default!;

    [Inject]
    private RuleList List { get; set; } = default!;

    [Inject]
    private RuleAuthors Authors { get; set; } = default!;

    [Inject]
    private RuleChoices Choices { get; set; } = default!;

    [Inject]
    private RulePreviewQuery Previews { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private StudioPulse Pulse { get; set; } = default!;

    [Inject]
    private Presence Presence { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>The shop whose figures are shown: the one chosen in the bar when the rule serves it, else its first.</summary>
    private Channel? Place => state is null || Session.Channel is { } chosen && Serves(chosen.Id)
        ? Session.Channel
        : Session.Channels.FirstOrDefault(channel => Serves(channel.Id)) ?? Session.Channel;

    /// <summary>What the database has, whatever is typed.</summary>
    private RuleContent Stored => RuleReading.Of(state!.Saved, lexicon, Place, ZoneOf(state.Saved.ChannelIds), state.Version).Content;

    private string PresencePlace => string.Create(CultureInfo.InvariantCulture, $"rule:{ruleId}");

    private string SavedWords => (IsBusy, state!.IsDirty, ruleId, savedAt) switch
    {
        (true, _, _, _) => "saving…",
        (_, true, _, _) => "not saved",
        (_, _, null, _) => "",
        (_, _, _, { } at) => $"saved {TimeZoneInfo.ConvertTime(at, ZoneOf(state.Draft.ChannelIds)):HH:mm}",
        _ => changedBy is { } by
            ? $"changed by {by.Name}, {TimeZoneInfo.ConvertTime(by.At, ZoneOf(state.Draft.ChannelIds)).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture)}"
            : "",
    };

    private Dictionary<string, string> Fields =>
        reading.Fields.Concat(refused.Where(pair => !reading.Fields.ContainsKey(pair.Key))).ToDictionary(StringComparer.Ordinal);

    // Lines that say nothing yet are no mistakes until somebody wants to save.
    private IReadOnlyDictionary<int, string> Lines => !showUnfinished ? reading.Lines
        : reading.Lines.Concat(reading.Unfinished.Select(id => KeyValuePair.Create(id, "Finish this line or remove it."))).ToDictionary();

    private string? Missing => reading.Unfinished.Count switch
    {
        _ when IsEmpty(RuleSide.Anchors) => "Say which products it is for, and the figures appear here.",
        _ when IsEmpty(RuleSide.Companions) => "Say what it offers, and the figures appear here.",
        0 => null,
        1 => "One line is not finished and not counted.",
        var count => $"{count} lines are not finished and not counted.",
    };

    private IReadOnlyList<ConflictItem> Conflicts => [
        .. state!.Conflicts.Select(conflict => new ConflictItem(conflict.Field, Words(conflict.Field, conflict.Mine), Words(conflict.Field, conflict.Theirs)))];

    [JSInvokable]
    public Task SaveByKeyAsync() => GestureAsync(async () =>
    {
        await Js.FlushPendingInputAsync();
        if (canEdit && state is { Conflicts.Count: 0 } && (state.IsDirty || ruleId is null))
        {
            await SaveAsync();
            StateHasChanged();
        }
    });

    public async ValueTask DisposeAsync()
    {
        Session.Changed -= ChannelChanged;
        Pulse.Moved -= Moved;
        Presence.Changed -= PeopleChanged;
        stay?.Dispose();
        asking?.Cancel();
        asking?.Dispose();
        self?.Dispose();
        await script.LeaveAsync("detach");
    }

    protected override void OnInitialized()
    {
        Session.Changed += ChannelChanged;
        Pulse.Moved += Moved;
        Presence.Changed += PeopleChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Id, From))
        {
            return;
        }

        if (state is not null && ruleId is not null && ruleId == Id)
        {
            loaded = (Id, From); // The new rule has got its address.
            return;
        }

        loaded = (Id, From);
        (ruleId, state, preview, notice, problem, savedAt, leaving, isLoading, showUnfinished) = (Id, null, null, null, null, null, false, true, false);
        refused.Clear();
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        studio = await Store.StateAsync();
        lexicon = new RuleLexicon(await Choices.LoadAsync(Session.Reads));
        await LoadAsync();
        isLoading = false;
        Arrive();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.LoadAsync(Js);
            await script.InvokeAsync("attach", self);
        }

        if (focus is { } id)
        {
            focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", $"#{id}");
        }
    }

    private async Task LoadAsync()
    {
        actor = await CurrentActor.GetAsync();
        if (ruleId is not { } id)
        {
            var template = RuleTemplates.All.FirstOrDefault(item => item.Code == From);
            state = new RulePageState(next => (template?.Make(next) ?? RuleTemplates.Blank(next)) with { ChannelIds = OwnChannels() });
            canEdit = actor.CanAnywhere(Permission.EditLinks);
        }
        else if (await List.FindAsync(Session.Reads, id) is { } content)
        {
            state = new RulePageState(next => RuleReading.ToDraft(content, ZoneOf(content.ChannelIds), next), content.Version);
            canEdit = MayEdit(content.ChannelIds);
            await AroundAsync();
        }

        Read();
        if (state is not null)
        {
            PreviewSoon(TimeSpan.Zero);
        }
    }

    // Who works in one shop only makes rules for it.
    private EquatableList<int> OwnChannels() => actor!.Can(Permission.EditLinks, null) ? []
        : [.. Session.Channels.Where(channel => actor.Can(Permission.EditLinks, channel.Id)).Select(channel => channel.Id)];

    private bool MayEdit(EquatableList<int> channelIds) =>
        channelIds.Count == 0 ? actor!.Can(Permission.EditLinks, null) : channelIds.All(id => actor!.Can(Permission.EditLinks, id));

    // The rules before and behind, and who was here last.
    private async Task AroundAsync()
    {
        rows = await List.LoadAsync(Session.Reads);
        place = Math.Max(0, rows.ToList().FindIndex(row => row.Id == ruleId));
        var without = rows.Where(row => row.Id != ruleId).ToArray();
        places = [.. Enumerable.Range(0, without.Length + 1)
            .Select(at => at == 0 ? without.Length == 0 ? "It is the only one" : "First of all" : $"Place {at + 1}, after {without[at - 1].Name}")];
        changedBy = ruleId is { } id ? (await Authors.LoadAsync()).GetValueOrDefault(id) : null;
    }

    private void Arrive()
    {
        stay?.Dispose();
        (stay, others) = (null, []);
        if (ruleId is not null && state is not null && actor is not null)
        {
            stay = Presence.Enter(PresencePlace, new PresentPerson(actor.Id, actor.Name));
            others = Presence.Others(PresencePlace, actor.Id);
        }
    }

    private bool Serves(int channelId) => state!.Draft.ChannelIds.Count == 0 || state.Draft.ChannelIds.Contains(channelId);

    // Dates are meant in the time of the rule's first shop.
    private TimeZoneInfo ZoneOf(IReadOnlyCollection<int> channelIds) =>
        (Session.Channels.FirstOrDefault(channel => channelIds.Contains(channel.Id)) ?? Session.Channels.FirstOrDefault()) is { } first
            ? BundleSchedule.ZoneOf(first)
            : TimeZoneInfo.Utc;

    private bool IsEmpty(RuleSide side) => !RuleContent.Conditions(side == RuleSide.Anchors ? reading.Content.Anchors : reading.Content.Companions).Any();

    private void Read()
    {
        if (state is not null)
        {
            reading = RuleReading.Of(state.Draft, lexicon, Place, ZoneOf(state.Draft.ChannelIds), state.Version);
        }
    }

    private Task EditAsync(Func<RuleDraft, RuleDraft> change, string? key = null) => state!.Edit(change, key) ? EditedAsync() : Task.CompletedTask;

    private Task EditedAsync()
    {
        var before = reading.Content;
        problem = null;
        refused.Clear();
        Read();
        // A name or a note changes no figure.
        if (before with { Name = "", Note = null, Enabled = false } != reading.Content with { Name = "", Note = null, Enabled = false })
        {
            PreviewSoon(Pause);
        }

        StateHasChanged();
        return Task.CompletedTask;
    }

    private Task UndoEdit() => state!.Undo() ? EditedAsync() : Task.CompletedTask;

    private Task RedoEdit() => state!.Redo() ? EditedAsync() : Task.CompletedTask;

    private void PreviewSoon(TimeSpan pause)
    {
        asking?.Cancel();
        asking?.Dispose();
        asking = null;
        counting = false;
        if (Place is not { } channel || IsEmpty(RuleSide.Anchors) || IsEmpty(RuleSide.Companions))
        {
            preview = null;
            return;
        }

        asking = new CancellationTokenSource();
        counting = true;
        _ = AskAsync(reading.Content, channel.Id, pause, asking.Token);
    }

    private async Task AskAsync(RuleContent content, int channelId, TimeSpan pause, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(pause, Time, cancellation);
            // Off the circuit: SQLite works synchronously, and nobody's letters may wait for a count.
            var found = await Task.Run(
                () => Previews.PreviewAsync(content with { Name = content.Name.Length > 0 ? content.Name : "New rule" }, ruleId, channelId, cancellation),
                cancellation);
            await InvokeAsync(() =>
            {
                if (!cancellation.IsCancellationRequested)
                {
                    (preview, counting) = (found, false);
                    StateHasChanged();
                }
            });
        }
        catch (OperationCanceledException)
        {
            // A newer question has its own answer.
        }
        catch (ObjectDisposedException)
        {
            // The page was left.
        }
    }

    private async Task SaveAsync()
    {
        if (IsBusy || state is not { Conflicts.Count: 0 } current)
        {
            return;
        }

        await Js.FlushPendingInputAsync();
        if (IsBusy)
        {
            // A second click came while the last letters were on their way.
            return;
        }

        (problem, showUnfinished) = (null, true);
        refused.Clear();
        Read();
        if (reading.HasProblems || reading.Unfinished.Count > 0)
        {
            problem = "Something is not finished yet. It is marked below.";
            return;
        }

        await BusyAsync(async () =>
        {
            // A second time when somebody else changed something that this draft leaves alone.
            for (var attempt = 1; ; attempt++)
            {
                var (draft, content) = (current.Draft, reading.Content);
                var who = await CurrentActor.GetAsync();
                var outcome = ruleId is { } id ? await Rules.SaveAsync(id, content, who) : await Rules.CreateAsync(content, who);
                if (outcome.IsRefused(out var refusal, out var saved))
                {
                    if (refusal.Code == Refusal.StaleCode && await CatchUpAsync() && current.Conflicts.Count == 0 && current.IsDirty && attempt < 3)
                    {
                        continue;
                    }

                    Refuse(refusal);
                    return;
                }

                var isNew = ruleId is null;
                current.Accept(draft, saved.Version);
                (ruleId, savedAt, showUnfinished) = (saved.Id, Time.GetUtcNow(), false);
                studio = Math.Max(studio, saved.ChangeSetId);
                Read();
                await AroundAsync();
                Feedback.Done($"{(isNew ? "Made" : "Saved")} {content.Name}.", () => InvokeAsync(() => TakeBackAsync(saved.ChangeSetId)));
                if (isNew)
                {
                    Navigation.NavigateTo(Addresses.Rule(saved.Id), replace: true);
                    Arrive();
                }

                PreviewSoon(TimeSpan.Zero);
                return;
            }
        });
    }

    private void Refuse(Refusal refusal)
    {
        if (refusal.Code == Refusal.StaleCode)
        {
            return; // The choice between mine and theirs says it.
        }

        var field = refusal.Field switch { "validTo" => "ends", "validFrom" => "starts", var other => other };
        if (field is "name" or "limit" or "starts" or "ends" or "channels" or "anchors" or "companions" or "comparisons")
        {
            refused[field] = refusal.Message;
            focus = field switch { "name" => "rule-name", "limit" => "rule-limit", "ends" => "rule-ends", _ => focus };
        }
        else
        {
            problem = refusal.Message;
        }
    }

    private async Task TakeBackAsync(long changeSetId)
    {
        var undone = await Undos.UndoAsync(changeSetId, await CurrentActor.GetAsync());
        if (Feedback.Accepted(undone))
        {
            Feedback.Undone(undone.Required);
            studio = Math.Max(studio, undone.Required.ChangeSetId);
            if (ruleId is not { } id || await List.FindAsync(Session.Reads, id) is null)
            {
                leaving = true;
                Navigation.NavigateTo(Addresses.Rules);
                return;
            }
        }

        await CatchUpAsync();
        notice = null;
        StateHasChanged();
    }

    /// <summary>Brings the draft onto what is stored now. False when the rule is gone.</summary>
    private async Task<bool> CatchUpAsync()
    {
        if (ruleId is not { } id || state is not { } current)
        {
            return false;
        }

        if (await List.FindAsync(Session.Reads, id) is not { } content)
        {
            notice = "Somebody removed this rule. What stands here is not stored any more.";
            return false;
        }

        await AroundAsync();
        if (content.Version != current.Version)
        {
            current.Rebase(next => RuleReading.ToDraft(content, ZoneOf(content.ChannelIds), next), content.Version);
            canEdit = MayEdit(content.ChannelIds);
            savedAt = null;
            Read();
            PreviewSoon(Pause);
            if (changedBy is { } by)
            {
                notice = by.Id == actor?.Id ? null : $"{by.Name} changed this rule just now{(current.IsDirty ? "; what you changed is kept" : "")}.";
            }
        }

        return true;
    }

    private async Task KeepTheirsAsync()
    {
        state!.KeepTheirs();
        await EditedAsync();
    }

    private Task WriteMineAsync()
    {
        state!.WriteMine();
        return SaveAsync();
    }

    private Task DuplicateAsync() => DoAsync(async (id, who) =>
    {
        var outcome = await Rules.DuplicateAsync(id, who);
        if (Feedback.Accepted(outcome))
        {
            Feedback.Say($"Copied {state!.Saved.Name}. The copy is off.");
            Navigation.NavigateTo(Addresses.Rule(outcome.Required.Id));
        }
    });

    private Task RemoveAsync() => DoAsync(async (id, who) =>
    {
        var outcome = await Rules.RemoveAsync(id, who);
        if (Feedback.Accepted(outcome))
        {
            var (set, undo, feedback) = (outcome.Required.ChangeSetId, Undos, Feedback);
            Feedback.Done($"Removed {state!.Saved.Name}.", async () =>
            {
                var undone = await undo.UndoAsync(set, who);
                if (feedback.Accepted(undone))
                {
                    feedback.Undone(undone.Required);
                }
            });
            leaving = true;
            Navigation.NavigateTo(Addresses.Rules);
        }
    });

    private Task MoveAsync(int at) => DoAsync(async (id, who) =>
    {
        var without = rows.Where(row => row.Id != id).ToArray();
        var outcome = await Rules.MoveAsync(id, at < without.Length ? without[at].Id : null, who);
        if (Feedback.Accepted(outcome))
        {
            Feedback.Done($"{state!.Saved.Name} now stands at place {at + 1}.", () => InvokeAsync(() => TakeBackAsync(outcome.Required.ChangeSetId)));
            studio = Math.Max(studio, outcome.Required.ChangeSetId);
        }

        await CatchUpAsync();
        PreviewSoon(TimeSpan.Zero);
    });

    /// <summary>One click at a time: every click may arrive twice.</summary>
    private async Task DoAsync(Func<int, Actor, Task> action)
    {
        if (ruleId is { } id)
        {
            await BusyAsync(async () => await action(id, await CurrentActor.GetAsync()));
        }
    }

    private void Moved(long newest) => _ = InvokeAsync(async () =>
    {
        if (newest <= studio || state is null || IsBusy)
        {
            return;
        }

        studio = newest;
        await CatchUpAsync();
        StateHasChanged();
    });

    private void PeopleChanged(string where) => _ = InvokeAsync(() =>
    {
        if (where == PresencePlace && actor is not null)
        {
            others = Presence.Others(PresencePlace, actor.Id);
            StateHasChanged();
        }
    });

    private void ChannelChanged() => _ = InvokeAsync(() =>
    {
        if (state is not null)
        {
            Read();
            PreviewSoon(TimeSpan.Zero);
            StateHasChanged();
        }
    });

    private RenderFragment SideProblem(string side) => builder =>
    {
        if (refused.TryGetValue(side, out var sentence))
        {
            builder.OpenElement(0, "p");
            builder.AddAttribute(1, "class", "cs-problem");
            builder.AddAttribute(2, "role", "alert");
            builder.AddContent(3, sentence);
            builder.CloseElement();
        }
    };

    private string Words(string field, RuleDraft draft)
    {
        var read = RuleReading.Of(draft, lexicon, Place, ZoneOf(draft.ChannelIds), 0).Content;
        return field switch
        {
            "Name" => draft.Name,
            "Note" => draft.Note,
            "For these products" => RuleWords.Of(read.Anchors, lexicon),
            "Offer these" => RuleWords.Of(read.Companions, lexicon),
            "Compared with the product" => string.Join(", ", read.Comparisons.Select(comparison => RuleWords.Of(comparison, lexicon))),
            "Order" => RuleWords.Orders.First(item => item.Order == draft.Order).Name,
            "Up to" => draft.Limit,
            "Shops" => draft.ChannelIds.Count == 0
                ? "every shop"
                : string.Join(", ", Session.Channels.Where(channel => draft.ChannelIds.Contains(channel.Id)).Select(channel => channel.Name)),
            "Segment" => draft.Segment,
            "Starts" => draft.From.Replace('T', ' '),
            "Ends before" => draft.To.Replace('T', ' '),
            _ => draft.Enabled ? "on" : "off",
        };
    }
}
