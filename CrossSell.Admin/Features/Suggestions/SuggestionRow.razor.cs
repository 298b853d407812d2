using System.Globalization;
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

    private static string Percent(int part, int whole) => (100.0 * part / whole).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private string Key(string key) => KeysOn ? $" ({key})" : "";

    private string Line(ProductSummary product) => $"{product.Sku} · {MoneyWords.Of(product.Price, Channel)}";

    private Task DoAsync(SuggestionGesture gesture) => OnGesture.InvokeAsync(gesture);

    private Task AskAsync(SuggestionAsking what) => DoAsync(new SuggestionGesture.Ask(what));

    private Task AskKeyAsync(KeyboardEventArgs key) => key.Key == "Escape" ? AskAsync(SuggestionAsking.Nothing) : Task.CompletedTask;

    /// <summary>The old verdict: who, when, why, and the evidence then and now.</summary>
    private string Before(SuggestionVerdict before)
    {
        var day = before.DecidedAt.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
        var reason = before.Reason is null ? "" : $": {before.Reason}";
        return before.Decision == SuggestionDecision.Snoozed
            ? $"Snoozed by {before.DecidedBy} on {day}."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{before.Decision} by {before.DecidedBy} on {day}{reason}. Then {Seen(before.PairBaskets, before.Lift)}; now {Seen(Item.Seen, Item.Times)}.");
    }

    private string Seen(int count, double times) => count == 0 ? "no orders" : string.Create(
        CultureInfo.InvariantCulture,
        $"{count:N0} {(Item.Basis == SuggestionBasis.BoughtLater ? "customers" : "baskets")} and {times:0.#}x {(Item.Basis == SuggestionBasis.BoughtLater ? "more than other customers" : "more than expected")}");
}
