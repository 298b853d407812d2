using System.Globalization;
using CrossSell.Core.Browse;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What the inbox shows, and how that stands in the address. Knows no component and no database.</summary>
public sealed record SuggestionsPageState(string? Channel = null, string? Text = null, string? Sku = null, string? Sort = null, int? Page = null)
{
    public const int PageSize = 25;

    private static readonly (SuggestionSort Sort, string Word, string Label)[] Sorts =
    [
        (SuggestionSort.Worth, "worth", "worth most"),
        (SuggestionSort.Certainty, "certainty", "surest"),
        (SuggestionSort.Rising, "rising", "rising"),
    ];

    /// <summary>How each order is called in the address and on the page.</summary>
    public static IEnumerable<(string Word, string Label)> SortWords => Sorts.Select(sort => (sort.Word, sort.Label));

    public SuggestionSort SortChosen => Sorts.FirstOrDefault(sort => sort.Word == Sort).Sort;

    public string SortWord => Sorts.First(sort => sort.Sort == SortChosen).Word;

    /// <summary>From 1, whatever the address says.</summary>
    public int PageChosen => Math.Max(1, Page ?? 1);

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Sku);

    public SuggestionQuery Query(int channelId) => new(channelId, Text, Sku, SortChosen, PageChosen, PageSize);

    /// <summary>Pages that the matches fill; at least 1.</summary>
    public static int Pages(int total) => Math.Max(1, (total + PageSize - 1) / PageSize);

    /// <summary>The query string, with nothing in it that is as it would be anyway.</summary>
    public string ToQuery()
    {
        var parts = new List<string>();
        Add("channel", Channel);
        Add("q", Text?.Trim());
        Add("sku", Sku);
        Add("sort", SortChosen == SuggestionSort.Worth ? null : SortWord);
        Add("page", PageChosen == 1 ? null : PageChosen.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
