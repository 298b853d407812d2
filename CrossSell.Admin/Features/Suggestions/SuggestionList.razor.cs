using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>
/// The pairs of one page, decided one by one by button or by key. What is shown and what keys mean is the <see cref="SuggestionTriage"/>'s; this carries it
/// out.
/// </summary>
public sealed partial class SuggestionList : IAsyncDisposable
{
    private const string KeysCookie = "crosssell.keys";
    private const string ReasonCookie = "crosssell.reject";

    private readonly ComponentScript script = new("./Features/Suggestions/SuggestionList.razor.js");
    private readonly Queue<SuggestionKey> pressed = new();
    private bool keysOn = true;
    private bool listens;
    private bool drains;
    private DateTimeOffset? savedAt;

    [Parameter, EditorRequired]
    public SuggestionTriage Triage { get; set; } = default!;

    [Parameter, EditorRequired]
    public SuggestionsPageState State { get; set; } = default!;

    /// <summary>The shop whose orders suggest.</summary>
    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    [Parameter, EditorRequired]
    public AcceptAs AcceptAs { get; set; } = default!;

    [Parameter]
    public bool MayDecide { get; set; }

    /// <summary>A pair was decided on, or that was undone: the page has to be read again. Ends when it was.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDecided { get; set; }

    /// <summary>What was picked is to be decided on at once.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SuggestionDecision> OnDecideMany { get; set; }

    /// <summary>To another page, from 1.</summary>
    [Parameter, EditorRequired]
    public EventCallback<int> OnPage { get; set; }

    /// <summary>What stands beside the selection in the bar that stays in sight: what accepting makes of a pair.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private SuggestionService Service { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private string SavedWords => IsBusy ? L["saving…"].Value : savedAt is { } at ? L["saved {0}", Formats.Time(at)].Value : "";

    private int Total => Triage.Inbox?.Total ?? 0;

    private bool IsAllPicked => Triage.Picked.IsAll(Total);

    public ValueTask DisposeAsync() => script.LeaveAsync("leave");

    /// <summary>The current row takes the focus.</summary>
    public async Task FocusAsync()
    {
        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("crosssell.focus", Row(Triage.Current));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        try
        {
            if (firstRender)
            {
                keysOn = await Js.InvokeAsync<string?>("crosssell.recall", KeysCookie) != "off";
                if (await Js.InvokeAsync<string?>("crosssell.recall", ReasonCookie) is { Length: > 0 and <= SuggestionService.ReasonLength } reason)
                {
                    Triage.LastReason = reason;
                }

                await script.LoadAsync(Js);
                await script.InvokeAsync("listen", keysOn);
                listens = true;
                StateHasChanged();
            }

            if (listens && Triage.TakeNew())
            {
                await script.InvokeAsync("arrive");
            }
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone.
        }
    }

    private static string Row(int at) => string.Create(CultureInfo.InvariantCulture, $"#pair-{at}");

    /// <summary>A person's own choice, kept by the browser itself (<c>data-remember</c>): single letters can get in the way of speech input.</summary>
    private async Task SwitchKeysAsync(ChangeEventArgs change)
    {
        keysOn = change.Value is true;
        await script.InvokeAsync("listen", keysOn);
    }

    /// <summary>Keys are answered one after the other, each on the pair that is current by then: who presses five times decides on five.</summary>
    /// <remarks>The list listens and not the row: keys on their way to a row that is just taken away would be lost with it.</remarks>
    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (!keysOn || key.CtrlKey || key.MetaKey || key.AltKey || (key.Repeat && key.Key is not ("j" or "k")))
        {
            return;
        }

        pressed.Enqueue(new SuggestionKey(key.Key, key.ShiftKey));
        if (drains)
        {
            return;
        }

        drains = true;
        try
        {
            while (pressed.TryDequeue(out var next) && Triage.Current < Triage.Count)
            {
                // What it means depends on what the keys before it did.
                if (Triage.GestureOf(next.Key, next.Shift, MayDecide) is { } gesture)
                {
                    await DoAsync(Triage.Current, gesture);
                }
            }
        }
        finally
        {
            drains = false;
            pressed.Clear();
        }
    }

    private Task DoAsync(int at, SuggestionGesture gesture)
    {
        switch (gesture)
        {
            case SuggestionGesture.Accept:
                return AcceptAsync(at);
            case SuggestionGesture.Reject rejection:
                return RejectAsync(at, rejection);
            case SuggestionGesture.Snooze snooze:
                return SnoozeAsync(at, snooze.Days);
            case SuggestionGesture.Ask question:
                return AskAsync(at, question.What);
            case SuggestionGesture.Move move when Triage.TryMove(at + move.By):
                return FocusAsync();
            case SuggestionGesture.Focus when at != Triage.Current && !drains:
                Triage.TryMove(at);
                break;
            case SuggestionGesture.Turn:
                Triage.Turn(at);
                break;
            case SuggestionGesture.Pick pick:
                Triage.Pick(at, pick.Range);
                break;
            case SuggestionGesture.Open:
                Triage.Open(at);
                break;
        }

        return Task.CompletedTask;
    }

    private async Task AskAsync(int at, SuggestionAsking what)
    {
        Triage.Ask(at, what);
        StateHasChanged();
        await Task.Yield();
        await Js.InvokeVoidAsync("crosssell.focus", Triage.Asking == SuggestionAsking.Nothing ? Row(at) : Row(at) + " .ask button");
    }

    private Task AcceptAsync(int at)
    {
        var item = Triage[at];
        return DecideAsync(
            at,
            actor => Service.AcceptAsync(actor, Channel.Id, item.Anchor.Id, item.Companion.Id, AcceptAs.TypeCode, AcceptAs.BothWays),
            L["{0} is now offered with {1}.", item.Companion.Name, item.Anchor.Name]);
    }

    private async Task RejectAsync(int at, SuggestionGesture.Reject rejection)
    {
        var (item, reason) = (Triage[at], rejection.Reason);
        if (reason != Triage.LastReason)
        {
            Triage.LastReason = reason;
            await Js.InvokeVoidAsync("crosssell.remember", ReasonCookie, reason);
        }

        await DecideAsync(
            at,
            actor => Service.RejectAsync(actor, Channel.Id, item.Anchor.Id, item.Companion.Id, reason, rejection.ThisWayOnly),
            L[
                "Rejected {0} with {1}: {2}. It returns if the evidence changes.", item.Companion.Name, item.Anchor.Name, SuggestionReasons.Said(reason)]);
    }

    private Task SnoozeAsync(int at, int days)
    {
        var item = Triage[at];
        Triage.LastDays = days;
        return DecideAsync(
            at,
            actor => Service.SnoozeAsync(actor, Channel.Id, item.Anchor.Id, item.Companion.Id, days),
            L["{0} with {1} is snoozed for {2} days.", item.Companion.Name, item.Anchor.Name, days]);
    }

    private async Task DecideAsync(int at, Func<Actor, Task<Outcome<long>>> decide, string sentence)
    {
        if (IsBusy || !MayDecide)
        {
            return;
        }

        var pair = Triage.KeyOf(at);
        await BusyAsync(async () =>
        {
            var outcome = await decide(await CurrentActor.GetAsync());
            if (Feedback.Accepted(outcome))
            {
                savedAt = Time.GetUtcNow();
                OfferUndo(sentence, outcome.Required, () => OnDecided.InvokeAsync());
            }
            else
            {
                // What was pressed after it was meant for a list that is not there.
                pressed.Clear();
            }

            Triage.Decided(pair, at);
            await OnDecided.InvokeAsync();
        });
        await FocusAsync();
    }

    private readonly record struct SuggestionKey(string Key, bool Shift);
}
