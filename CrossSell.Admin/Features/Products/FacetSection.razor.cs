using System.Text.Encodings.Web;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Products;

/// <summary>One filter of the product list with its values and how many products each would leave.</summary>
public sealed partial class FacetSection
{
    // Longer lists begin short.
    private const int Long = 9;
    private const int Short = 7;
    private const int Most = 200;

    private readonly Dictionary<string, bool> unfolded = [];
    private Facet? counted;
    private Facet? full;
    private string find = "";
    private bool whole;

    [Parameter, EditorRequired]
    public Facet Facet { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductsPageState State { get; set; } = default!;

    [Parameter]
    public Channel? Channel { get; set; }

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback<bool> OnOpen { get; set; }

    [Parameter]
    public EventCallback<ProductsPageState> OnChange { get; set; }

    /// <summary>The facet with all its values, for who wants more than the fullest.</summary>
    [Parameter]
    public Func<string, Task<Facet?>>? Whole { get; set; }

    private IReadOnlyList<FacetValue> All => whole && full is not null ? full.Values : Facet.Values;

    private string Id => "facet-" + Facet.Key.Replace('.', '-').Replace(' ', '-');

    private bool IsTree => Facet.Kind == FacetKind.Tree;

    // Bands of prices come with English numbers.
    private string LabelOf(FacetValue value) => FacetWords.LabelOf(Facet.Key, value.Value, value.Label, Channel);

    private bool IsLong => !IsTree && Facet.Values.Count + Facet.More > Long;

    private int Chosen => State.Filter(Facet.Key) is { } filter ? filter.Values.Count + (filter.From is null && filter.To is null ? 0 : 1) : 0;

    // New counts: those of the whole list are old.
    protected override async Task OnParametersSetAsync()
    {
        if (counted != Facet)
        {
            counted = Facet;
            if (whole)
            {
                await LoadWholeAsync();
            }
        }
    }

    // One frame instead of nine.
    private MarkupString Words(FacetValue value)
    {
        var label = HtmlEncoder.Default.Encode(LabelOf(value));
        return new($"""<span class="cs-grow cs-ellipsis" title="{label}">{label}</span><span class="facet-count">{Formats.Count(value.Count)}</span>""");
    }

    private IEnumerable<(FacetValue Value, int Depth)> Shown()
    {
        if (IsTree)
        {
            return Tree(null, 0);
        }

        var values = find.Trim() is { Length: > 0 } text
            ? All.Where(value => LabelOf(value).Contains(text, StringComparison.CurrentCultureIgnoreCase)).Take(Most)
            : IsLong && !whole ? All.Where((value, place) => place < Short || IsChosen(value)) : All.Take(Most);
        return values.Select(value => (value, 0));
    }

    private IEnumerable<(FacetValue Value, int Depth)> Tree(string? parent, int depth)
    {
        foreach (var value in Facet.Values
            .Where(value => parent is null ? value.Parent is null || Facet.Values.All(other => other.Value != value.Parent) : value.Parent == parent))
        {
            yield return (value, depth);
            if (depth < 12 && IsUnfolded(value))
            {
                foreach (var below in Tree(value.Value, depth + 1))
                {
                    yield return below;
                }
            }
        }
    }

    private Task FindAsync(string? value)
    {
        find = value ?? "";
        return find.Trim().Length > 0 && !whole ? WholeAsync(true) : Task.CompletedTask;
    }

    private Task WholeAsync(bool wanted)
    {
        whole = wanted;
        return whole ? LoadWholeAsync() : Task.CompletedTask;
    }

    private async Task LoadWholeAsync()
    {
        if (Facet.More > 0 && Whole is not null)
        {
            var mine = Facet;
            var found = await Whole(Facet.Key);
            full = mine == Facet ? found : full;
        }
        else
        {
            full = null;
        }
    }

    private bool HasBelow(FacetValue value) => IsTree && Facet.Values.Any(other => other.Parent == value.Value);

    // A small tree stands open; of a large one, the branches in which something is chosen.
    private bool IsUnfolded(FacetValue value) =>
        unfolded.TryGetValue(value.Value, out var open) ? open : Facet.Values.Count <= 24 || IsChosenBelow(value.Value, 0);

    private bool IsChosenBelow(string value, int depth) =>
        depth < 12 && Facet.Values.Any(other => other.Parent == value && (IsChosen(other) || IsChosenBelow(other.Value, depth + 1)));

    private void Unfold(FacetValue value) => unfolded[value.Value] = !IsUnfolded(value);

    private bool IsChosen(FacetValue value) => Band(value) is var (from, to)
        ? State.Filter(Facet.Key) is { } filter && filter.From == from && filter.To == to
        : State.Has(Facet.Key, value.Value);

    private ProductsPageState Chose(FacetValue value) =>
        Band(value) is var (from, to) ? IsChosen(value) ? State.Between(Facet.Key, null, null) : State.Between(Facet.Key, from, to)
        : Facet.Key == FacetKeys.Changed ? State.Choose(Facet.Key, value.Value)
        : State.Toggle(Facet.Key, value.Value);

    // Bands of prices come in minor units; here they are short cuts to a range as people write it.
    private (decimal? From, decimal? To)? Band(FacetValue value)
    {
        if (Facet.Kind != FacetKind.Range || value.Value.Split('-') is not [var from, var to])
        {
            return null;
        }

        decimal scale = Facet.Key == FacetKeys.Price ? Channel?.Currency.Scale ?? 100 : 1;
        return (FacetNumbers.Read(from) / scale, FacetNumbers.Read(to) / scale);
    }
}
