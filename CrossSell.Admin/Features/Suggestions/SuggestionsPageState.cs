using System.Globalization;
using CrossSell.Core.Browse;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What the inbox shows, and how that stands in the address. Knows no component and no database.</summary>
public sealed record SuggestionsPageState(string? Channel = null, string? Text = null, string? Sku = null, string? Sort = null, int? Page = null, string? From = null, string? Group = null)
{
    public const int PageSize = 25;

    private static readonly (SuggestionSort Sort, string Word, string Label)[] Sorts =
    [
        (SuggestionSort.Worth, "worth", "worth most"),
        (SuggestionSort.Certainty, "certainty", "surest"),
        (SuggestionSort.Rising, "rising", "rising"),
    ];

    private static readonly (SuggestionSource Source, string Word, string Label)[] Sources =
    [
        (SuggestionSource.Found, "found", "all found"),
        (SuggestionSource.Baskets, "baskets", "bought together"),
        (SuggestionSource.CameBack, "came-back", "came back"),
        (SuggestionSource.Guessed, "guessed", "guessed from content"),
    ];

    private static readonly (SuggestionGroup Group, string Word, string Label)[] Groups =
        [(SuggestionGroup.None, "none", "one list"), (SuggestionGroup.Anchor, "anchor", "by anchor"), (SuggestionGroup.Category, "category", "by category")];

    public static IEnumerable<(string Word, string Label)> SourceWords => Sources.Select(source => (source.Word, source.Label));

    public static IEnumerable<(string Word, string Label)> GroupWords => Groups.Select(group => (group.Word, group.Label));

    public SuggestionSource SourceChosen => Sources.FirstOrDefault(source => source.Word == From).Source;

    public string SourceWord => Sources.First(source => source.Source == SourceChosen).Word;

    public SuggestionGroup GroupChosen => Groups.FirstOrDefault(group => group.Word == Group).Group;

    public string GroupWord => Groups.First(group => group.Group == GroupChosen).Word;

    /// <summary>How each order is called in the address and on the page.</summary>
    public static IEnumerable<(string Word, string Label)> SortWords => Sorts.Select(sort => (sort.Word, sort.Label));

    public SuggestionSort SortChosen => Sorts.FirstOrDefault(sort => sort.Word == Sort).Sort;

    public string SortWord => Sorts.First(sort => sort.Sort == SortChosen).Word;

    /// <summary>From 1, whatever the address says.</summary>
    public int PageChosen => Math.Max(1, Page ?? 1);

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Sku) || SourceChosen != SuggestionSource.Found;

    public SuggestionQuery Query(int channelId) => new(channelId, Text, Sku, SortChosen, PageChosen, PageSize) { Source = SourceChosen, Group = GroupChosen };

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
        Add("from", SourceChosen == SuggestionSource.Found ? null : SourceWord);
        Add("group", GroupChosen == SuggestionGroup.None ? null : GroupWord);
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
