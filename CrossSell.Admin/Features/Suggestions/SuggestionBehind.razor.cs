using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.Suggestions;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What stands behind a suggestion, looked up when it is shown: real orders, the months, and the panel before and after.</summary>
public sealed partial class SuggestionBehind
{
    // The two, and enough of the rest to see what kind of order it was.
    private const int MostLines = 6;

    private SuggestionDetails? details;

    [Parameter, EditorRequired]
    public Suggestion Item { get; set; } = default!;

    [Parameter, EditorRequired]
    public Channel Channel { get; set; } = default!;

    /// <summary>What the link would be that the panel is shown with.</summary>
    [Parameter, EditorRequired]
    public string TypeCode { get; set; } = "";

    [Inject]
    private SuggestionDetailsQuery Details { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        // SQLite answers without ever letting go: the row shows first that it is being looked up.
        await Task.Yield();
        await GestureAsync(async () =>
            details = await Details.LoadAsync(Session.Reads, Channel.Code, Item.Anchor.Id, Item.Companion.Id, TypeCode));
    }

    private static IEnumerable<int> Shown(Panel panel) => panel.Companions.Select(companion => companion.Product.Id);

    private static string Height(PairMonth month, SuggestionDetails shown) =>
        (100.0 * month.Baskets / Math.Max(1, shown.Months.Max(other => other.Baskets))).ToString("0.#", CultureInfo.InvariantCulture);

    private static string MonthWords(SuggestionDetails shown) => L[
        "Orders with both, by month: {0}",
        string.Join(", ", shown.Months.Select(month => $"{Formats.Month(month.Month)} {Formats.Count(month.Baskets)}"))];

    private static string SeasonWords(SuggestionDetails shown) => shown.Season is { } season
        ? L[
            "Seasonal: {0} of them in {1} to {2}",
            Formats.Share(season.Share, 0), Formats.MonthName(season.FromMonth), Formats.MonthName(((season.FromMonth + 1) % 12) + 1)]
        : shown.Months.Count < PairSeason.MinMonths ? L["Less than a year of orders: not enough data for seasonality"] : L["No seasonality"];

    private static bool IsOfSeason(PairMonth month, SuggestionDetails shown) =>
        shown.Season is { } season && (month.Month.Month - season.FromMonth + 12) % 12 < 3;

    private string Same(Panel with) => with.Companions.Any(companion => companion.Product.Id == Item.Companion.Id)
        ? L["Shoppers would see no change: it is already shown from orders. As a link it stays in place."]
        : L["Shoppers would see no change: the panel is full, or it may not be shown."];
}
