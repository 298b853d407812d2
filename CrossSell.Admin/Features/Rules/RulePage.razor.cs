using CrossSell.Admin.Features.Conditions;
using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Rules.RulesTexts;

namespace CrossSell.Admin.Features.Rules;

/// <summary>The editor of one rule. What is typed lives in <see cref="RulePageState"/>; what it would do is asked a moment after the last edit.</summary>
public sealed partial class RulePage() : LivePage("./Features/Rules/RulePage.razor.js")
{
    private static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(250);

    private RulePageState? state;
    private (int? Id, string? From)? loaded;
    private Debouncer previews = default!;
    private bool isLoading = true;
    private bool isRemoved;

    /// <summary>Null for a new one.</summary>
    [Parameter]
    public int? Id { get; set; }

    /// <summary>The template that a new rule begins with.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

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
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override bool HasUnsaved => state is { CanEdit: true, Editor.IsDirty: true };

    private RuleShops Shops => new(Session.Channels, Session.Channel);

    /// <summary>Ctrl+S, wherever the cursor is.</summary>
    [JSInvokable]
    public Task SaveByKeyAsync() => GestureAsync(async () =>
    {
        await Js.FlushPendingInputAsync();
        if (state is { CanSave: true })
        {
            await SaveAsync();
        }
    });

    protected override ValueTask DisposeAsyncCore()
    {
        previews.Dispose();
        return base.DisposeAsyncCore();
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        previews = new Debouncer(Time);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == (Id, From))
        {
            return;
        }

        loaded = (Id, From);
        if (state?.Id is { } id && id == Id)
        {
            return; // The new rule has got its address.
        }

        var asked = (Id, From);
        (state, isLoading, isRemoved) = (null, true, false);
        previews.Cancel();
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        await OpenAsync(ReadAsync);
        isLoading = isLoading && asked != (Id, From);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Before the page catches up with others, which may take a moment: the cursor goes where somebody waits for it.
        if (state is { Focus: { } id } focused)
        {
            focused.Focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", $"#{id}");
        }

        await base.OnAfterRenderAsync(firstRender);
    }

    protected override async Task CatchUpAsync() => await ReadStoredAsync();

    protected override Task ChannelChangedAsync()
    {
        state?.Look(Shops);
        PreviewSoon(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private static string PlaceOf(int ruleId) => FormattableString.Invariant($"rule:{ruleId}");

    private async Task<string?> ReadAsync()
    {
        var asked = (Id, From);
        var lexicon = new RuleLexicon(await Choices.LoadAsync(Session.Reads));
        var stored = Id is { } known ? await List.FindAsync(Session.Reads, known) : null;
        if (asked != (Id, From))
        {
            return null; // Somebody has gone on to another rule while this one was read.
        }

        if (Id is not { } id)
        {
            state = RulePageState.New(RuleTemplates.All.FirstOrDefault(template => template.Code == From), lexicon, Shops, Me!);
        }
        else if (stored is { } content)
        {
            state = RulePageState.Of(id, content, lexicon, Shops, Me!);
            await ReadAroundAsync(state);
        }

        PreviewSoon(TimeSpan.Zero);
        return state?.Id is { } shown ? PlaceOf(shown) : null;
    }

    private async Task ReadAroundAsync(RulePageState current) => current.SetAround(
        await List.LoadAsync(Session.Reads), current.Id is { } id ? (await Authors.LoadAsync()).GetValueOrDefault(id) : null);

    /// <summary>Brings the draft onto what is stored now. False when the rule is gone.</summary>
    private async Task<bool> ReadStoredAsync()
    {
        if (state is not { Id: { } id } current)
        {
            return false;
        }

        if (await List.FindAsync(Session.Reads, id) is not { } content)
        {
            // Once: who has dismissed it knows.
            Notice = isRemoved ? Notice : L["This rule was removed by someone else. What you see here is no longer saved."].Value;
            isRemoved = true;
            return false;
        }

        await ReadAroundAsync(current);
        if (current.CatchUp(content))
        {
            Notice = current.News();
            PreviewSoon(Debounce);
        }

        return true;
    }

    private void Edited()
    {
        if (state!.Edited())
        {
            PreviewSoon(Debounce);
        }
    }

    private void UndoEdit()
    {
        if (state!.Editor.Undo())
        {
            Edited();
        }
    }

    private void RedoEdit()
    {
        if (state!.Editor.Redo())
        {
            Edited();
        }
    }

    private void PreviewSoon(TimeSpan pause)
    {
        previews.Cancel();
        if (state is { } current && current.AskPreview())
        {
            _ = GestureAsync(() => previews.RunAsync(pause, async cancellation =>
            {
                var (content, ruleId, channelId) = (current.Reading.Content, current.Id, current.Shop!.Id);
                // Off the circuit: SQLite works synchronously, and nobody's letters may wait for a count.
                try
                {
                    var found = await Task.Run(
                        () => Previews.PreviewAsync(
                            content with { Name = content.Name.Length > 0 ? content.Name : L["New rule"].Value }, ruleId, channelId, cancellation),
                        cancellation);
                    cancellation.ThrowIfCancellationRequested();
                    current.Show(found);
                }
                catch (Exception) when (!cancellation.IsCancellationRequested)
                {
                    current.Show(null); // Nothing is being counted any more.
                    throw;
                }
            }));
        }
    }

    private async Task SaveAsync()
    {
        await Js.FlushPendingInputAsync();
        if (IsBusy || state is not { Editor.Conflicts.Count: 0 } current || !current.TryFinish())
        {
            return; // A second click may have come while the last letters were on their way.
        }

        await BusyAsync(async () =>
        {
            var isNew = current.Id is null;
            var outcome = await current.Editor.SaveAsync(
                async draft => current.Id is { } id
                    ? await Rules.SaveAsync(id, current.ContentOf(draft), await CurrentActor.GetAsync())
                    : await Rules.CreateAsync(current.ContentOf(draft), await CurrentActor.GetAsync()),
                saved => saved.Version,
                ReadStoredAsync);
            if (outcome.IsRefused(out var refusal, out var saved))
            {
                current.Refuse(refusal);
                return;
            }

            current.Accept(saved, Time.GetUtcNow());
            await ReadAroundAsync(current);
            var name = current.Editor.Saved.Name.Trim();
            OfferUndo(isNew ? L["Created {0}.", name] : L["Saved {0}.", name], saved.ChangeSetId, ShowStoredOrLeaveAsync);
            if (isNew)
            {
                Enter(PlaceOf(saved.Id));
                Navigation.NavigateTo(Addresses.Rule(saved.Id), replace: true);
            }

            PreviewSoon(TimeSpan.Zero);
        });
    }

    /// <summary>After an undo: of a rule that was new, nothing is left.</summary>
    private async Task ShowStoredOrLeaveAsync()
    {
        if (state?.Id is { } id && await List.FindAsync(Session.Reads, id) is null)
        {
            GoTo(Addresses.Rules);
            return;
        }

        await ReadStoredAsync();
        Notice = null;
    }

    private void KeepTheirs()
    {
        state!.Editor.KeepTheirs();
        Edited();
    }

    private Task WriteMineAsync()
    {
        state!.Editor.WriteMine();
        return SaveAsync();
    }

    private Task DuplicateAsync() => DoAsync(async (id, actor) =>
    {
        var outcome = await Rules.DuplicateAsync(id, actor);
        if (Feedback.Accepted(outcome))
        {
            Feedback.Say(L["Copied {0}. The copy is off.", state!.Editor.Saved.Name]);
            Navigation.NavigateTo(Addresses.Rule(outcome.Required.Id));
        }
    });

    private Task RemoveAsync() => DoAsync(async (id, actor) =>
    {
        var outcome = await Rules.RemoveAsync(id, actor);
        if (Feedback.Accepted(outcome))
        {
            OfferUndo(L["Removed {0}.", state!.Editor.Saved.Name], outcome.Required.ChangeSetId, () => Task.CompletedTask);
            GoTo(Addresses.Rules);
        }
    });

    private Task MoveAsync(int at) => DoAsync(async (id, actor) =>
    {
        var outcome = await Rules.MoveAsync(id, state!.BehindPlace(at), actor);
        if (Feedback.Accepted(outcome))
        {
            OfferUndo(L["{0} is now at place {1}.", state.Editor.Saved.Name, at + 1], outcome.Required.ChangeSetId, ShowStoredOrLeaveAsync);
        }

        await ReadStoredAsync();
        PreviewSoon(TimeSpan.Zero);
    });

    /// <summary>One click at a time: every click may arrive twice.</summary>
    private Task DoAsync(Func<int, Actor, Task> action) =>
        state?.Id is { } id ? BusyAsync(async () => await action(id, await CurrentActor.GetAsync())) : Task.CompletedTask;
}
