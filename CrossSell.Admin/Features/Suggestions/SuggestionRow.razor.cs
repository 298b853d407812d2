using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>One pair of the inbox: what it is, what speaks for it, and what can be decided about it.</summary>
public sealed partial class SuggestionRow
{
    private static readonly (string Words, int Days)[] Delays =
        [(Texts.Key("a week"), 7), (Texts.Key("a month"), 30), (Texts.Key("three months"), 90)];

    private string other = "";

    [Parameter, EditorRequired]
    public SuggestionRowModel Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    [Parameter, EditorRequired]
    public AcceptAs AcceptAs { get; set; } = default!;

    [Parameter]
    public bool MayDecide { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Whether single letters decide.</summary>
    [Parameter]
    public bool KeysOn { get; set; }

    /// <summary>The reason that stands first when one is asked for.</summary>
    [Parameter]
    public string LastReason { get; set; } = "";

    /// <summary>What the person wants of this pair.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SuggestionGesture> OnGesture { get; set; }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    private Suggestion Item => Row.Item;

    private string AcceptLabel => L["Accept as {0}", AcceptAs.Type?.WordFor(Session.Channel) ?? ""];

    private static string Estimate => L[
        "An estimate: monthly purchases of the first product, times the additional share that buys the second, times its net price; a panel is assumed to win 10 % of that"];

    /// <summary>What the row has no line for: further evidence, and its pills in figures, which nobody without a mouse could point at.</summary>
    private IReadOnlyList<string> Details
    {
        get
        {
            var details = new List<string>();
            if (Item.MoreIn(Formats.Numbers) is { } more)
            {
                details.Add(more);
            }

            if (Item.IsPopularRegardless)
            {
                details.Add(PopularWords);
            }

            if (Item.Observed.ReturnedTogether is { } returned)
            {
                details.Add(SuggestionEvidence.ReturnedTogether(returned, Formats.Numbers));
            }

            if (TrendWords.Length > 0)
            {
                details.Add(TrendWords);
            }

            return details;
        }
    }

    private string PopularWords => L["popular regardless: in {0} of all baskets", Formats.Share((double)Item.Pair.Companion / Item.Pair.Baskets)];

    private string TrendWords => Item.Trend switch
    {
        AffinityTrend.Rising => L["rising: {0} in 90 days, {1} in the 90 before", Formats.Count(Item.Recent), Formats.Count(Item.Earlier)],
        AffinityTrend.Falling => L["falling: {0} in 90 days, {1} in the 90 before", Formats.Count(Item.Recent), Formats.Count(Item.Earlier)],
        _ => "",
    };

    private string? Shortcuts => !KeysOn ? null
        : (MayDecide ? "A R Shift+R S Shift+S X Shift+X V " : "") + "E Enter J K ArrowDown ArrowUp";

    private string Key(string key) => KeysOn ? $" ({key})" : "";

    private static string Line(ProductSummary product) => $"{product.Sku} · {Formats.Amount(product.Price)}";

    private Task DoAsync(SuggestionGesture gesture) => OnGesture.InvokeAsync(gesture);

    private Task AskAsync(SuggestionAsking what) => DoAsync(new SuggestionGesture.Ask(what));

    private Task AskKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? AskAsync(SuggestionAsking.Nothing) : Task.CompletedTask;

    /// <summary>The old verdict: who, when, why, and the evidence then and now.</summary>
    private string Before(SuggestionVerdict before)
    {
        var day = Formats.Day(before.DecidedAt);
        var (then, now) = (Seen(before.PairBaskets, before.Lift), Seen(Item.Seen, Item.Times));
        return (before.Decision, before.Reason) switch
        {
            (SuggestionDecision.Snoozed, _) => L["Snoozed by {0} on {1}.", before.DecidedBy, day],
            (SuggestionDecision.Rejected, { } reason) =>
                L["Rejected by {0} on {1}: {2}. Then {3}; now {4}.", before.DecidedBy, day, SuggestionReasons.Said(reason), then, now],
            (SuggestionDecision.Rejected, _) => L["Rejected by {0} on {1}. Then {2}; now {3}.", before.DecidedBy, day, then, now],
            _ => L["Accepted by {0} on {1}. Then {2}; now {3}.", before.DecidedBy, day, then, now],
        };
    }

    private string Seen(int count, double times) => count == 0 ? L["no orders"].Value
        : Item.Basis == SuggestionBasis.BoughtLater ? L.Count(
            count, "{0} customer and {1} more than other customers", "{0} customers and {1} more than other customers", Formats.Factor(times))
        : L.Count(count, "{0} basket and {1} more than expected", "{0} baskets and {1} more than expected", Formats.Factor(times));
}
