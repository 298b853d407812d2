using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Suggestions;
using static CrossSell.Admin.Features.Suggestions.SuggestionsTexts;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What the inbox shows, and how that stands in the address. Knows no component and no database.</summary>
public sealed record SuggestionsPageState(
    string? Channel = null, string? Text = null, string? Sku = null, string? Sort = null, int? Page = null, string? From = null, string? Group = null)
{
    public const int PageSize = 25;

    /// <summary>As it comes back from the address, where what is blank is not said.</summary>
    public SuggestionsPageState AsAddressed()
    {
        return this with
        {
            Text = Said(Text),
            Sku = Said(Sku),
            Sort = Said(Sort),
            From = Said(From),
            Group = Said(Group),
            Min = Said(Min),
            Lift = Said(Lift),
            Category = Said(Category),
            Trend = Said(Trend),
        };

        static string? Said(string? words) => string.IsNullOrWhiteSpace(words) ? null : words;
    }

    private const int HighestMinimum = 1_000_000;

    private static readonly (SuggestionSort Sort, string Word, string Label)[] Sorts =
    [
        (SuggestionSort.Worth, "worth", Texts.Key("highest revenue")),
        (SuggestionSort.Certainty, "certainty", Texts.Key("most certain")),
        (SuggestionSort.Rising, "rising", Texts.Key("rising")),
    ];

    private static readonly (SuggestionSource Source, string Word, string Label)[] Sources =
    [
        (SuggestionSource.Found, "found", Texts.Key("all sources")),
        (SuggestionSource.Baskets, "baskets", Texts.Key("bought together")),
        (SuggestionSource.BoughtLater, "bought-later", Texts.Key("bought later")),
        (SuggestionSource.Content, "guessed", Texts.Key("similar attributes")),
    ];

    private static readonly (SuggestionGroup Group, string Word, string Label)[] Groups =
    [
        (SuggestionGroup.None, "none", Texts.Key("one list")),
        (SuggestionGroup.Anchor, "anchor", Texts.Key("by main product")),
        (SuggestionGroup.Category, "category", Texts.Key("by category")),
    ];

    private static readonly (AffinityTrend? Trend, string Word, string Label)[] Trends =
    [
        (null, "any", Texts.Key("any trend")),
        (AffinityTrend.Rising, "rising", Texts.Key("rising")),
        (AffinityTrend.Steady, "steady", Texts.Key("steady")),
        (AffinityTrend.Falling, "falling", Texts.Key("falling")),
    ];

    /// <summary>As typed or as it stands in the address; nonsense is as good as none.</summary>
    public string? Min { get; init; }

    /// <inheritdoc cref="Min"/>
    public string? Lift { get; init; }

    /// <summary>Code of the anchors' category, with all below it.</summary>
    public string? Category { get; init; }

    public string? Trend { get; init; }

    /// <summary>At least so many baskets, or customers who came back.</summary>
    public int? MinBaskets =>
        int.TryParse(Min?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= HighestMinimum ? number : null;

    /// <summary>At least so many times chance; a comma does, too.</summary>
    public double? MinLift =>
        TypedNumbers.TryNumber(Lift, 2, out var number) && number is > 0 and <= HighestMinimum ? (double)number : null;

    public static IEnumerable<(string Word, string Label)> TrendWords => Trends.Select(trend => (trend.Word, L[trend.Label].Value));

    public AffinityTrend? TrendChosen => Trends.FirstOrDefault(trend => trend.Word == Trend).Trend;

    public string TrendWord => Trends.First(trend => trend.Trend == TrendChosen).Word;

    public static IEnumerable<(string Word, string Label)> SourceWords => Sources.Select(source => (source.Word, L[source.Label].Value));

    public static IEnumerable<(string Word, string Label)> GroupWords => Groups.Select(group => (group.Word, L[group.Label].Value));

    public SuggestionSource SourceChosen => Sources.FirstOrDefault(source => source.Word == From).Source;

    public string SourceWord => Sources.First(source => source.Source == SourceChosen).Word;

    public SuggestionGroup GroupChosen => Groups.FirstOrDefault(group => group.Word == Group).Group;

    public string GroupWord => Groups.First(group => group.Group == GroupChosen).Word;

    /// <summary>How each order is called in the address and on the page.</summary>
    public static IEnumerable<(string Word, string Label)> SortWords => Sorts.Select(sort => (sort.Word, L[sort.Label].Value));

    public SuggestionSort SortChosen => Sorts.FirstOrDefault(sort => sort.Word == Sort).Sort;

    public string SortWord => Sorts.First(sort => sort.Sort == SortChosen).Word;

    /// <summary>From 1, whatever the address says.</summary>
    public int PageChosen => Math.Max(1, Page ?? 1);

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Text) || !string.IsNullOrWhiteSpace(Sku) || SourceChosen != SuggestionSource.Found
        || MinBaskets is not null || MinLift is not null || !string.IsNullOrEmpty(Category) || TrendChosen is not null;

    /// <summary>How many of what stands behind "More filters" are not as they would be anyway.</summary>
    public int MoreOn => Convert.ToInt32(GroupChosen != SuggestionGroup.None) + Convert.ToInt32(!string.IsNullOrEmpty(Category))
        + Convert.ToInt32(TrendChosen is not null) + Convert.ToInt32(MinBaskets is not null) + Convert.ToInt32(MinLift is not null);

    /// <summary>The same page of everything.</summary>
    public SuggestionsPageState Unfiltered =>
        this with { Text = null, Sku = null, From = null, Min = null, Lift = null, Category = null, Trend = null, Page = null };

    /// <summary>What decides which pairs match, and not how they stand: a selection of all that match is about this.</summary>
    public SuggestionsPageState Filter => this with { Sort = null, Group = null, Page = null };

    /// <param name="categoryId">What <see cref="Category"/> is called inside; 0 for one that is not there.</param>
    public SuggestionQuery Query(int channelId, int? categoryId = null) => new(channelId, Text, Sku, SortChosen, PageChosen, PageSize)
    {
        Source = SourceChosen, Group = GroupChosen, MinBaskets = MinBaskets, MinLift = MinLift,
        Within = string.IsNullOrEmpty(Category) ? null : [categoryId ?? 0], Trend = TrendChosen,
    };

    /// <summary>Pages that the matches fill; at least 1.</summary>
    public static int Pages(int total) => Math.Max(1, (total + PageSize - 1) / PageSize);

    /// <summary>Categories that hold something that waits, themselves or below them, and the one that is chosen, in the order of their paths.</summary>
    /// <param name="counts">What waits by the category that it is in itself.</param>
    public IReadOnlyList<(string Code, string Label)> CategoryChoices(IReadOnlyList<Category> categories, IReadOnlyDictionary<int, int> counts)
    {
        var byId = categories.ToDictionary(category => category.Id);
        var withBelow = new Dictionary<int, int>();
        foreach (var (id, count) in counts)
        {
            for (var at = byId.GetValueOrDefault(id); at is not null; at = at.ParentId is { } parent ? byId.GetValueOrDefault(parent) : null)
            {
                withBelow[at.Id] = withBelow.GetValueOrDefault(at.Id) + count;
            }
        }

        return [.. categories.Where(category => withBelow.ContainsKey(category.Id) || category.Code == Category)
            .Select(category => (category.Code, Path: PathOf(category), Count: withBelow.GetValueOrDefault(category.Id)))
            .OrderBy(line => line.Path, StringComparer.CurrentCulture)
            .Select(line => (line.Code, $"{line.Path} ({Formats.Count(line.Count)})"))];

        string PathOf(Category category) =>
            category.ParentId is { } parent && byId.TryGetValue(parent, out var above) ? $"{PathOf(above)} / {category.Name}" : category.Name;
    }

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
        Add("min", MinBaskets?.ToString(CultureInfo.InvariantCulture));
        Add("lift", MinLift?.ToString(CultureInfo.InvariantCulture));
        Add("category", Category);
        Add("trend", TrendChosen is null ? null : TrendWord);
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
