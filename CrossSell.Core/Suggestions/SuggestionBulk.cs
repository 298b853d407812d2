using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Suggestions.SuggestionsTexts;

namespace CrossSell.Core.Suggestions;

/// <summary>A pair, the way round that is decided on.</summary>
public sealed record SuggestionPick(int AnchorId, int CompanionId);

/// <summary>Which suggestions a person has picked.</summary>
/// <param name="All">Everything that matches the query but the picks; else the picks alone.</param>
/// <param name="Picks">As the inbox shows them.</param>
/// <param name="Turned">Pairs that the person reversed, as the inbox shows them.</param>
public sealed record SuggestionSelection(SuggestionQuery Query, bool All, IReadOnlyCollection<SuggestionPick> Picks, IReadOnlyCollection<SuggestionPick> Turned)
{
    internal SuggestionPick WayRound(SuggestionPick pick) => Turned.Contains(pick) ? new SuggestionPick(pick.CompanionId, pick.AnchorId) : pick;
}

/// <summary>What is decided about all of them.</summary>
public sealed record SuggestionChoice(SuggestionDecision Decision)
{
    /// <summary>For accepting: as which type.</summary>
    public string? TypeCode { get; init; }

    /// <summary>For accepting: also back, for types that know no reverse link of their own.</summary>
    public bool BothWays { get; init; }

    /// <summary>For rejecting.</summary>
    public string? Reason { get; init; }

    /// <summary>For rejecting: the companion could still be an anchor for the other.</summary>
    public bool ThisWayOnly { get; init; }

    /// <summary>For putting off: when they come back.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>What one job decides: exactly the pairs that were previewed. Those that no longer wait by then are left out.</summary>
public sealed record SuggestionBulkInput(int ChannelId, SuggestionChoice Choice, IReadOnlyList<SuggestionPick> Pairs);

/// <summary>What deciding on many would do.</summary>
/// <param name="Deciding">Of those that were picked.</param>
/// <param name="Links">Links that would be made, without reverse links that the type makes itself.</param>
/// <param name="LeftOut">Pairs that cannot be decided so, by reason.</param>
/// <param name="Sample">The first that would be decided.</param>
/// <param name="PanelsChanging">Of <paramref name="PanelsLooked"/> product pages, those on which shoppers would see something else.</param>
/// <param name="Panels">Product pages that could change; all of them were looked at unless there are too many.</param>
/// <param name="Sentence">What it is, as words on the button.</param>
/// <param name="Input">For <see cref="SuggestionBulk.StartAsync"/>.</param>
public sealed record SuggestionBulkPreview(
    int Deciding, int Links, IReadOnlyList<JobProblem> LeftOut, IReadOnlyList<Suggestion> Sample, int PanelsChanging, int PanelsLooked, int Panels,
    string Sentence, SuggestionBulkInput Input);

/// <summary>One verdict on many suggestions: previewed in full, then written as one job that can be undone.</summary>
public sealed class SuggestionBulk(StudioStore store, SuggestionInbox inbox, PanelService panels, JobQueue queue, TimeProvider time)
{
    /// <summary>Name of the kind of job.</summary>
    public const string Kind = "decide-suggestions";

    /// <summary>Pairs that are decided at once at most.</summary>
    public const int Most = 20_000;

    /// <summary>Product pages that a preview looks at: more would keep a person waiting.</summary>
    public const int MostPanels = 300;

    private const int SampleSize = 5;

    /// <summary>Judges every pair as the job would, and changes nothing.</summary>
    public async Task<Outcome<SuggestionBulkPreview>> PreviewAsync(
        SuggestionSelection selection, SuggestionChoice choice, Actor actor, CancellationToken cancellation = default)
    {
        if (await WrongAsync(selection.Query.ChannelId, choice, actor, cancellation) is { } wrong)
        {
            return wrong;
        }

        var pairs = selection.All
            ? [.. (await inbox.AllAsync(selection.Query, cancellation: cancellation)).Select(item => new SuggestionPick(item.Anchor.Id, item.Companion.Id))
                .Except(selection.Picks)]
            : selection.Picks;
        var input = new SuggestionBulkInput(selection.Query.ChannelId, choice, [.. pairs.Select(selection.WayRound)]);
        if (TooMany(input) is { } many)
        {
            return many;
        }

        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation);
        var judge = await SuggestionJudge.LoadAsync(
            db, inbox, await inbox.PairsAsync(input.ChannelId, fresh: false, cancellation), input.Pairs, choice, actor, cancellation);
        var problems = new JobProblems();
        var deciding = new List<Suggestion>();
        foreach (var pick in input.Pairs)
        {
            if (judge.Take(pick).IsRefused(out var refusal, out var item))
            {
                problems.Add(refusal.Message, judge.Name(pick));
            }
            else
            {
                deciding.Add(item);
            }
        }

        var assumed = Assume(judge, choice, deciding);
        var looked = assumed.Take(MostPanels).ToList();
        var code = await db.Channels.Where(channel => channel.Id == input.ChannelId).Select(channel => channel.Code).SingleAsync(cancellation);
        var changing = looked.Count == 0 ? 0 : await panels.CountChangingAsync(code, choice.TypeCode, looked, cancellation);
        return new SuggestionBulkPreview(
            deciding.Count, judge.Links, problems.All, [.. deciding.Take(SampleSize)], changing, looked.Count, assumed.Count,
            Sentence(choice, deciding.Count, judge.Type?.Name), input);
    }

    /// <returns>The id of the job that does it.</returns>
    public async Task<Outcome<long>> StartAsync(SuggestionBulkInput input, Actor actor, CancellationToken cancellation = default)
    {
        if (await WrongAsync(input.ChannelId, input.Choice, actor, cancellation) is { } wrong)
        {
            return wrong;
        }

        if (TooMany(input) is { } many)
        {
            return many;
        }

        await using var db = store.Read();
        var type = await db.LinkTypes.Where(item => item.Code == input.Choice.TypeCode).Select(item => item.Name).SingleOrDefaultAsync(cancellation);
        return await queue.StartAsync(
            Kind, Texts.InEnglish(() => Sentence(input.Choice, input.Pairs.Count, type)), input, actor, [input.ChannelId], cancellation);
    }

    /// <param name="type">Name of the link type, for accepting.</param>
    internal static string Sentence(SuggestionChoice choice, int count, string? type) => choice switch
    {
        { Decision: SuggestionDecision.Accepted, BothWays: true } => L.Counted(
            count, "Accept {0} pair as {1}, both ways", "Accept {0} pairs as {1}, both ways", type?.ToLowerInvariant() ?? choice.TypeCode ?? ""),
        { Decision: SuggestionDecision.Accepted } => L.Counted(
            count, "Accept {0} pair as {1}", "Accept {0} pairs as {1}", type?.ToLowerInvariant() ?? choice.TypeCode ?? ""),
        { Decision: SuggestionDecision.Rejected } => L.Counted(
            count, "Reject {0} pair: {1}", "Reject {0} pairs: {1}", choice.Reason?.Trim() ?? ""),
        _ => L.Counted(
            count, "Snooze {0} pair until {1}", "Snooze {0} pairs until {1}",
            choice.Until?.ToString("d MMM yyyy", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name)) ?? ""),
    };

    internal async Task<Refusal?> WrongAsync(int channelId, SuggestionChoice choice, Actor actor, CancellationToken cancellation)
    {
        if (actor.Deny(Permission.DecideSuggestions, channelId) is { } denied)
        {
            return denied;
        }

        switch (choice.Decision)
        {
            case SuggestionDecision.Rejected:
                return choice.Reason?.Trim().Length is null or 0 or > SuggestionService.ReasonLength
                    ? new Refusal("suggestion.reason", L["Enter a reason of 1 to {0} characters.", SuggestionService.ReasonLength], "reason")
                    : null;
            case SuggestionDecision.Snoozed:
                return choice.Until is not { } until || until <= time.GetUtcNow() || until > time.GetUtcNow().AddDays(SuggestionService.LongestSnoozeDays + 1)
                    ? new Refusal("suggestion.snooze", L["Choose a future date, within a year."], "until")
                    : null;
            default:
                await using (var db = store.Read())
                {
                    return await db.LinkTypes.SingleOrDefaultAsync(type => type.Code == choice.TypeCode, cancellation) switch
                    {
                        null => new Refusal("link.type", L["There is no link type \"{0}\".", choice.TypeCode ?? ""], "type"),
                        { Retired: true } retired => new Refusal("link.retired", L["The type {0} is retired. Choose another type.", retired.Name], "type"),
                        _ => null,
                    };
                }
        }
    }

    private static Refusal? TooMany(SuggestionBulkInput input) =>
        input.Pairs.Count == 0 ? new Refusal("suggestion.none", L["Select at least one pair."], "pairs")
        : input.Pairs.Count > Most
            ? new Refusal(
                "suggestion.many",
                L["That is {0} pairs; at most {1} at once. Narrow the filters.", Said.Whole(input.Pairs.Count), Said.Whole(Most)],
                "pairs")
        : null;

    /// <summary>What every product page that may change would have to say.</summary>
    private static List<PanelAssumption> Assume(SuggestionJudge judge, SuggestionChoice choice, List<Suggestion> deciding)
    {
        // Putting off says nothing about a panel.
        if (choice.Decision == SuggestionDecision.Snoozed)
        {
            return [];
        }

        var ways = deciding.Select(item => new SuggestionPick(item.Anchor.Id, item.Companion.Id));
        var back = choice.Decision == SuggestionDecision.Accepted ? judge.GoesBack : !choice.ThisWayOnly;
        var accepts = choice.Decision == SuggestionDecision.Accepted;
        return [.. (back ? ways.Concat(deciding.Select(item => new SuggestionPick(item.Companion.Id, item.Anchor.Id))) : ways)
            .GroupBy(way => way.AnchorId, way => way.CompanionId)
            .Select(group => new PanelAssumption(group.Key, accepts ? [.. group] : [], accepts ? [] : [.. group]))];
    }
}
