using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Search;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>One filter as it stands above the list.</summary>
/// <param name="IsUnknown">The shop has no such value: the chip says so instead of leaving it out.</param>
/// <param name="Without">The list without it.</param>
public sealed record FilterChip(string Words, bool IsUnknown, ProductsPageState Without)
{
    /// <summary>All filters of a state, in the order of its address.</summary>
    /// <param name="facets">Null while they are counted: then nothing is said to be unknown.</param>
    public static IReadOnlyList<FilterChip> Of(ProductsPageState state, CatalogFacets? facets, Channel? channel, bool isCounting = false)
    {
        var chips = new List<FilterChip>();
        if (state.Skus.Count > 0)
        {
            chips.Add(new FilterChip(
                state.Skus.Count == 1 ? $"SKU: {state.Skus[0]}" : L["{0} SKUs", Formats.Count(state.Skus.Count)].Value, false,
                state with { Skus = [] }));
        }

        foreach (var (key, filter) in state.Filters)
        {
            var facet = facets?[key];
            var name = facet?.Name ?? FacetWords.NameOf(key);
            foreach (var value in filter.Values)
            {
                var label = facet?.Values.FirstOrDefault(item => item.Value == value) is { } found
                    ? FacetWords.LabelOf(key, value, found.Label, channel)
                    : null;
                var isUnknown = label is null && facets is not null && !isCounting && !IsBand(key, value);
                chips.Add(new FilterChip(
                    isUnknown ? L["no such {0}: {1}", FacetWords.InSentence(name), value].Value
                        : key == FacetKeys.With ? label ?? value
                        : $"{name}: {label ?? value}",
                    isUnknown,
                    state.Toggle(key, value)));
            }

            if (filter.From is not null || filter.To is not null)
            {
                chips.Add(new FilterChip($"{name}: {Range(key, filter, facet?.Unit, channel)}", false, state.Between(key, null, null)));
            }
        }

        return chips;
    }

    // Shares that the facet may not offer are still shares.
    private static bool IsBand(string key, string value) =>
        key == FacetKeys.Complete && (value is "yes" or "no" or "100" || value.Contains('-', StringComparison.Ordinal));

    private static string Range(string key, FacetFilter filter, string? unit, Channel? channel)
    {
        string Word(decimal number) => key == FacetKeys.Price && channel is not null && Math.Abs(number) < 1_000_000_000
            ? Formats.Amount(new Money((long)decimal.Round(number * channel.Currency.Scale), channel.Currency))
            : Formats.Number(number) + (unit is null ? "" : " " + unit);
        return filter switch
        {
            { From: { } from, To: { } to } when from == to => Word(from),
            { From: { } from, To: { } to } => L["{0} to {1}", Word(from), Word(to)].Value,
            { From: { } from } => L["from {0}", Word(from)].Value,
            _ => L["up to {0}", Word(filter.To!.Value)].Value,
        };
    }
}
