using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>One verdict on many pairs, from the preview to the job and its report. Nothing starts that was not previewed.</summary>
public sealed partial class SuggestionBulkDialog
{
    private static readonly (string Words, int Days)[] Delays =
        [(Texts.Key("in a week"), 7), (Texts.Key("in a month"), 30), (Texts.Key("in three months"), 90)];

    private AcceptAs accept = default!;
    private string reason = "";
    private bool thisWayOnly;
    private DateOnly? until;
    private SuggestionSelection? selection;
    private int count;
    private SuggestionBulkPreview? preview;
    private string? problem;
    private long? job;
    private bool over;
    private int asked;

    [Inject]
    private SuggestionBulk Bulk { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Parameter, EditorRequired]
    public SuggestionDecision Decision { get; set; }

    /// <summary>What was picked when the dialog was opened.</summary>
    [Parameter, EditorRequired]
    public SuggestionSelection Selection { get; set; } = default!;

    [Parameter, EditorRequired]
    public int Count { get; set; }

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>What the page accepts as; where the dialog begins.</summary>
    [Parameter, EditorRequired]
    public AcceptAs AcceptAs { get; set; } = default!;

    /// <summary>The reason that was given last.</summary>
    [Parameter]
    public string Reason { get; set; } = "";

    /// <summary>The job is on its way: what was picked is no longer.</summary>
    [Parameter]
    public EventCallback OnStarted { get; set; }

    /// <summary>After the job or its undo: the list should read its rows again.</summary>
    [Parameter]
    public EventCallback OnMoved { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    /// <summary>The decision as a button says it.</summary>
    internal static string Verb(SuggestionDecision decision) => decision switch
    {
        SuggestionDecision.Accepted => L["Accept"],
        SuggestionDecision.Rejected => L["Reject"],
        _ => L["Snooze"],
    };

    /// <summary>The same of so many pairs.</summary>
    private static string Verb(SuggestionDecision decision, int pairs) => decision switch
    {
        SuggestionDecision.Accepted => L.Count(pairs, "Accept {0} pair", "Accept {0} pairs"),
        SuggestionDecision.Rejected => L.Count(pairs, "Reject {0} pair", "Reject {0} pairs"),
        _ => L.Count(pairs, "Snooze {0} pair", "Snooze {0} pairs"),
    };

    protected override Task OnInitializedAsync()
    {
        // The list goes on behind the dialog; what was picked when it was opened counts.
        (selection, count, accept, reason) = (Selection, Count, AcceptAs, SuggestionReasons.Said(Reason));
        thisWayOnly = SuggestionReasons.IsThisWayOnly(Reason);
        until = Day(30);
        return PreviewAsync();
    }

    private DateOnly Day(int days) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Time.GetUtcNow(), Channel.Zone).AddDays(days).DateTime);

    private Task TypeAsync(string? code)
    {
        accept = accept with { TypeCode = code ?? accept.TypeCode };
        return PreviewAsync();
    }

    private Task BothAsync(bool both)
    {
        accept = accept with { BothWays = both };
        return PreviewAsync();
    }

    private Task OneWayAsync(bool one)
    {
        thisWayOnly = one;
        return PreviewAsync();
    }

    private SuggestionChoice Choice() => Decision switch
    {
        SuggestionDecision.Accepted => new SuggestionChoice(Decision) { TypeCode = accept.TypeCode, BothWays = accept.BothWays && accept.IsOneWay },
        SuggestionDecision.Rejected => new SuggestionChoice(Decision) { Reason = SuggestionReasons.Kept(reason), ThisWayOnly = thisWayOnly },
        // That day they are back, by the shop's clock.
        _ => new SuggestionChoice(Decision)
        {
            Until = until?.ToDateTime(TimeOnly.MinValue) is { } midnight ? new DateTimeOffset(midnight, Channel.Zone.GetUtcOffset(midnight)) : null,
        },
    };

    private async Task PreviewAsync()
    {
        var mine = ++asked;
        (preview, problem) = (null, null);
        var (choice, actor) = (Choice(), await CurrentActor.GetAsync());
        Outcome<SuggestionBulkPreview> outcome;
        try
        {
            // Off the circuit: SQLite works synchronously.
            outcome = await Task.Run(() => Bulk.PreviewAsync(selection!, choice, actor));
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } storage)
        {
            // Or the dialog would be checking for ever.
            outcome = storage;
        }

        if (mine != asked)
        {
            return;
        }

        if (outcome.IsRefused(out var refusal, out var shown))
        {
            problem = refusal.Message;
        }
        else
        {
            preview = shown;
        }
    }

    private async Task StartAsync()
    {
        if (preview is not { } shown)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            // A reason or a day typed since changes nothing about which pairs it is.
            var outcome = await Bulk.StartAsync(shown.Input with { Choice = Choice() }, await CurrentActor.GetAsync());
            if (outcome.IsRefused(out var refusal, out var started))
            {
                problem = refusal.Message;
            }
            else
            {
                (job, problem) = (started, null);
                await OnStarted.InvokeAsync();
            }
        });
    }

    private Task OverAsync(Job done)
    {
        over = true;
        return OnMoved.InvokeAsync();
    }
}
