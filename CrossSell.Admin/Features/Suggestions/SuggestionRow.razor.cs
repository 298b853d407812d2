using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>One pair of the inbox: what it is, what speaks for it, and what can be decided about it.</summary>
public sealed partial class SuggestionRow
{
    private const string Estimate =
        "An estimate: monthly purchases of the first product, times the additional share that buys the second, times its net price; a panel is assumed to win 10 % of that";

    private static readonly (string Words, int Days)[] Delays = [("a week", 7), ("a month", 30), ("three months", 90)];

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

    private string AcceptLabel => $"Accept as {AcceptAs.Type?.WordFor(Session.Channel)}";

    private string Key(string key) => KeysOn ? $" ({key})" : "";

    private static string Line(ProductSummary product) => $"{product.Sku} · {Formats.Amount(product.Price)}";

    private Task DoAsync(SuggestionGesture gesture) => OnGesture.InvokeAsync(gesture);

    private Task AskAsync(SuggestionAsking what) => DoAsync(new SuggestionGesture.Ask(what));

    private Task AskKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? AskAsync(SuggestionAsking.Nothing) : Task.CompletedTask;

    /// <summary>The old verdict: who, when, why, and the evidence then and now.</summary>
    private string Before(SuggestionVerdict before)
    {
        var day = Formats.Day(before.DecidedAt);
        var reason = before.Reason is null ? "" : $": {before.Reason}";
        return before.Decision == SuggestionDecision.Snoozed
            ? $"Snoozed by {before.DecidedBy} on {day}."
            : $"{before.Decision} by {before.DecidedBy} on {day}{reason}. Then {Seen(before.PairBaskets, before.Lift)}; now {Seen(Item.Seen, Item.Times)}.";
    }

    private string Seen(int count, double times)
    {
        var (who, than) = Item.Basis == SuggestionBasis.BoughtLater ? ("customer", "more than other customers") : ("basket", "more than expected");
        return count == 0 ? "no orders" : $"{Formats.Count(count, who)} and {Formats.Factor(times)} {than}";
    }
}
