using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Search.SearchTexts;

namespace CrossSell.Core.Search;

/// <summary>
/// Counts what each value of each facet would leave. Exact at any size: bits met with bits, and one walk along a column for facets of many values.
/// </summary>
/// <param name="left">What all filters but this facet's leave; all of them for null.</param>
/// <param name="all">Every value, not just the fullest.</param>
[Engine]
internal sealed class CatalogFacetCounter(
    CatalogColumns columns, CatalogFilters filters, CatalogQuery query, FilterContext asked, Func<string?, BitSet> left, bool all)
{
    /// <summary>Values of one facet that are given unless all are asked for.</summary>
    public const int Shown = 12;

    private static readonly string[] CrossSell = ["no-links", "few-links", "dead-link", "suggestion", "bundle", "in-review", "bundle-main"];

    private readonly Dictionary<BitSet, int[]> entryCounts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The facets in the order in which they are offered; just one when <paramref name="only"/> names it.</summary>
    public IReadOnlyList<Facet> Count(string? only = null)
    {
        var makers = new List<(string Key, Func<string, Facet?> Make)>
        {
            (FacetKeys.Category, Categories),
            (FacetKeys.With, key => Fixed(key, L["Cross-selling"], CrossSell, [
                L["No links"], L["One or two links"], L["Links to unavailable products"], L["Suggestions to decide"], L["In a bundle"],
                L["Bundle in review"], L["Main product of a bundle"]])),
            (FacetKeys.Status, key => Fixed(key, L["Status"], ["active", "draft", "archived"], [L["Active"], L["Draft"], L["Archived"]])),
            (FacetKeys.Stock, key => Fixed(
                key, L["Stock"], ["in", "low", "out", "untracked"], [L["In stock"], L["Low"], L["Out of stock"], L["Not tracked"]])),
            (FacetKeys.Price, Price),
            (FacetKeys.Brand, Brands),
            (FacetKeys.Type, Types),
            (FacetKeys.Complete, key => Fixed(
                key, L["Completeness"], ["yes", "no", "0-49", "50-74", "75-99", "100"],
                [L["Ready for panels"], L["Not ready"], L["Under 50 %"], L["50 to 74 %"], L["75 to 99 %"], L["100 %"]])),
            (FacetKeys.Missing, Missing),
            (FacetKeys.Channel, Shops),
            (FacetKeys.Tag, Tags),
            (FacetKeys.Links, Links),
            (FacetKeys.Changed, key => Fixed(key, L["Changed"], ["today", "7d", "30d"], [L["Today"], L["In 7 days"], L["In 30 days"]])),
            (FacetKeys.ChangedBy, ChangedBy),
        };
        makers.AddRange(columns.Lookups.Attributes.Where(attribute => attribute.IsFacet)
            .Select(attribute => (FacetKeys.AttributePrefix + attribute.Code, (Func<string, Facet?>)(key => Attribute(key, attribute)))));
        return [.. makers.Where(maker => only is null || maker.Key == only).Select(maker => maker.Make(maker.Key)).OfType<Facet>()];
    }

    private EquatableList<string> Selected(string key) => query.Filters.TryGetValue(key, out var filter) ? filter.Values : [];

    // Few values in an order of their own; all of them are offered, empty ones too.
    private Facet Fixed(string key, string name, string[] values, string[] labels)
    {
        var rows = left(key == FacetKeys.With ? null : key);
        var selected = Selected(key);
        return new Facet(key, name, FacetKind.Values, [.. values.Select((value, at) =>
            new FacetValue(value, labels[at], rows.CountAnd(filters.With(key, value, asked)), selected.Contains(value)))]);
    }

    private Facet Shops(string key)
    {
        var channels = columns.Lookups.Channels;
        return Fixed(key, L["Shop"], [.. channels.Select(channel => channel.Code)], [.. channels.Select(channel => channel.Name)]);
    }

    private Facet? Categories(string key)
    {
        var lookups = columns.Lookups;
        var counts = new int[lookups.Categories.Count];
        var met = new int[counts.Length];
        var none = 0;
        var rows = left(key);
        foreach (var product in rows)
        {
            var place = lookups.PlaceOf(columns.Category[product]);
            var more = columns.MoreCategories[product];
            if (more.IsEmpty)
            {
                if (place < 0)
                {
                    none++;
                }
                else
                {
                    counts[place]++;
                }
            }
        }

        // What lies below counts above, too; below stands after above.
        for (var place = counts.Length - 1; place >= 0; place--)
        {
            if (lookups.Above[place] >= 0)
            {
                counts[lookups.Above[place]] += counts[place];
            }
        }

        // A product in several places counts once for each node above them.
        foreach (var product in rows)
        {
            var more = columns.MoreCategories[product];
            if (!more.IsEmpty)
            {
                Climb(lookups.PlaceOf(columns.Category[product]), product);
                foreach (var category in more)
                {
                    Climb(lookups.PlaceOf(category), product);
                }
            }
        }

        var selected = Selected(key);
        var values = lookups.Categories
            .Select((category, place) => new FacetValue(
                category.Code, category.Name, counts[place], selected.Contains(category.Code),
                lookups.Above[place] >= 0 ? lookups.Categories[lookups.Above[place]].Code : null))
            .Where(value => value.Count > 0 || value.Selected).ToList();
        if (none > 0 || selected.Contains(CatalogFilters.None))
        {
            values.Add(new FacetValue(CatalogFilters.None, L["In no category"], none, selected.Contains(CatalogFilters.None)));
        }

        return new Facet(key, L["Category"], FacetKind.Tree, values);

        void Climb(int place, int product)
        {
            for (; place >= 0 && met[place] != product + 1; place = lookups.Above[place])
            {
                met[place] = product + 1;
                counts[place]++;
            }
        }
    }

    private Facet? Brands(string key)
    {
        var (counts, none) = ByNumber(left(key), columns.Brand, columns.Brands.Count);
        return Fullest(
            key, L["Brand"],
            columns.Brands.Values.Select((brand, number) => (brand, brand, counts[number])).Append((CatalogFilters.None, L["No brand"].Value, none)));
    }

    private Facet? Types(string key)
    {
        var counts = new Dictionary<int, int>();
        foreach (var product in left(key))
        {
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, columns.Type[product], out _)++;
        }

        return Fullest(key, L["Type"], columns.Lookups.Types.Select(type => (type.Code, type.Name, counts.GetValueOrDefault(type.Id))));
    }

    private Facet? ChangedBy(string key)
    {
        var (counts, _) = ByNumber(left(key), columns.ChangedBy, columns.Actors.Count);
        // Somebody who changed the name is still one person.
        return Fullest(key, L["Changed by"], columns.Actors.Values.Select((actor, number) => (actor.Id, actor.Name, Count: counts[number]))
            .GroupBy(row => row.Id).Select(rows => (rows.Key, rows.Last().Name, rows.Sum(row => row.Count))));
    }

    private Facet? Missing(string key)
    {
        var counts = new int[columns.MissingSets.Count];
        var channel = columns.Channel(asked.ChannelId);
        foreach (var product in left(key))
        {
            if (channel.RowOf(product) is { } row)
            {
                counts[row.Missing]++;
            }
        }

        var fields = columns.MissingSets.Values
            .SelectMany((set, number) => set.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()
                .Select(field => (Field: field, Count: counts[number])))
            .GroupBy(row => row.Field).Select(rows => (rows.Key, FieldName(rows.Key), rows.Sum(row => row.Count)));
        return Fullest(key, L["Missing"], fields);
    }

    private Facet? Tags(string key) => Entries(key, L["Tag"], CatalogColumns.TagAttribute, null);

    private Facet? Attribute(string key, AttributeDefinition attribute)
    {
        if (attribute.Kind is not AttributeKind.Number)
        {
            return attribute.Kind is AttributeKind.Choice or AttributeKind.Choices or AttributeKind.Color or AttributeKind.YesNo
                ? Entries(key, attribute.Name, attribute.Id, attribute)
                : null;
        }

        var counts = EntryCounts(left(key));
        var (least, most) = (double.MaxValue, double.MinValue);
        for (var number = 0; number < counts.Length; number++)
        {
            if (counts[number] > 0 && columns.Entries[number] is { Number: { } value } entry && entry.AttributeId == attribute.Id)
            {
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        var asksForIt = query.Filters.ContainsKey(key);
        return least <= most ? new Facet(key, attribute.Name, FacetKind.Range, [], attribute.Unit, ToDecimal(least), ToDecimal(most))
            : asksForIt ? new Facet(key, attribute.Name, FacetKind.Range, [], attribute.Unit) : null;
    }

    private Facet? Entries(string key, string name, int attributeId, AttributeDefinition? attribute)
    {
        var counts = EntryCounts(left(key));
        Func<string, string> label = attribute?.Kind == AttributeKind.YesNo ? YesNo : text => text;
        var rows = columns.Entries.Values
            .Select((entry, number) => (entry, number)).Where(row => row.entry.AttributeId == attributeId && row.entry.Number is null)
            .Select(row => (row.entry.Text, label(row.entry.Text), counts[row.number]));
        var facet = Fullest(key, name, rows, attribute?.Kind == AttributeKind.Color, label);
        if (facet is not null && attribute is { Kind: AttributeKind.Choice or AttributeKind.Choices, Options: { Count: > 0 } options })
        {
            // Sizes want to stand as the shop ordered them, not by how many there are.
            return facet with { Values = [.. facet.Values.OrderBy(value => options.IndexOf(value.Value) is >= 0 and var at ? at : int.MaxValue)] };
        }

        return facet;
    }

    private Facet? Price(string key)
    {
        var channel = columns.Channel(asked.ChannelId);
        var rows = left(key);
        var (least, most, count) = (long.MaxValue, long.MinValue, 0);
        foreach (var product in rows)
        {
            if (channel.RowOf(product)?.Price is { } price)
            {
                (least, most, count) = (Math.Min(least, price), Math.Max(most, price), count + 1);
            }
        }

        var currency = columns.Lookups.Channel(asked.ChannelId)?.Currency;
        var scale = currency?.Scale ?? 100;
        var sample = new List<long>();
        var (step, at) = (Math.Max(1, count / 4096), 0);
        foreach (var product in rows)
        {
            if (channel.RowOf(product)?.Price is { } price && at++ % step == 0)
            {
                sample.Add(price);
            }
        }

        sample.Sort();
        var bands = PriceBands.Of(sample, scale);
        var counts = new int[bands.Count];
        if (bands.Count > 0)
        {
            var starts = bands.Select(band => band.From).ToArray();
            foreach (var product in rows)
            {
                if (channel.RowOf(product)?.Price is { } price)
                {
                    var place = Array.BinarySearch(starts, price);
                    counts[place < 0 ? ~place - 1 : place]++;
                }
            }
        }

        var selected = Selected(key);
        var values = bands.Select((band, place) => new FacetValue(band.Value, band.Label, counts[place], selected.Contains(band.Value)))
            .Where(value => value.Count > 0 || value.Selected).ToList();
        values.AddRange(selected.Where(value => values.All(known => known.Value != value) && CatalogFilters.Band(value) is not null)
            .Select(value => new FacetValue(value, PriceBands.Label(value, scale), rows.CountAnd(filters.With(key, value, asked)), true)));
        return count == 0 && !query.Filters.ContainsKey(key) ? null
            : new Facet(key, L["Price"], FacetKind.Range, values, currency?.Code, count == 0 ? null : least, count == 0 ? null : most);
    }

    private Facet Links(string key)
    {
        var (least, most) = (int.MaxValue, int.MinValue);
        foreach (var product in left(key))
        {
            var links = columns.Links[product];
            (least, most) = (Math.Min(least, links), Math.Max(most, links));
        }

        return new Facet(key, L["Links"], FacetKind.Range, [], null, least <= most ? least : null, least <= most ? most : null);
    }

    // The fullest values, and those that are selected however few they are; null when there is nothing to choose.
    private Facet? Fullest(
        string key, string name, IEnumerable<(string Value, string Label, int Count)> rows, bool colors = false, Func<string, string>? label = null)
    {
        var selected = Selected(key);
        var known = rows.Where(row => row.Count > 0 || selected.Contains(row.Value)).ToList();
        // What was chosen and no product has any more can still be unchosen.
        known.AddRange(selected.Except(known.Select(row => row.Value)).Select(value => (value, label?.Invoke(value) ?? value, 0)));
        var values = known
            .OrderByDescending(row => row.Count).ThenBy(row => row.Label, StringComparer.OrdinalIgnoreCase).ThenBy(row => row.Value, StringComparer.Ordinal)
            .Select(row => new FacetValue(row.Value, row.Label, row.Count, selected.Contains(row.Value), null, colors ? row.Value : null)).ToList();
        var shown = all ? values : values.Where((value, at) => at < Shown || value.Selected).ToList();
        return values.Count == 0 ? null : new Facet(key, name, FacetKind.Values, shown, More: values.Count - shown.Count);
    }

    private static (int[] Counts, int None) ByNumber(BitSet rows, Column<int> column, int codes)
    {
        var counts = new int[codes];
        var none = 0;
        foreach (var product in rows)
        {
            if (column[product] is >= 0 and var number)
            {
                counts[number]++;
            }
            else
            {
                none++;
            }
        }

        return (counts, none);
    }

    // All attributes and tags in one walk; facets without a filter of their own share it.
    private int[] EntryCounts(BitSet rows)
    {
        if (!entryCounts.TryGetValue(rows, out var counts))
        {
            counts = new int[columns.Entries.Count];
            foreach (var product in rows)
            {
                foreach (var number in columns.Values[product])
                {
                    counts[number]++;
                }
            }

            entryCounts.Add(rows, counts);
        }

        return counts;
    }

    private string FieldName(string field)
    {
        var code = field.StartsWith(Completeness.AttributePrefix, StringComparison.Ordinal) ? field[Completeness.AttributePrefix.Length..] : null;
        return field switch
        {
            _ when code is not null => columns.Lookups.Attributes.FirstOrDefault(attribute => attribute.Code == code)?.Name ?? code,
            "name" => L["Name"].Value,
            "brand" => L["Brand"].Value,
            "description" => L["Description"].Value,
            "picture" => L["Picture"].Value,
            "category" => L["Category"].Value,
            "gtin" => L["Gtin"].Value,
            "price" => L["Price"].Value,
            "cost" => L["Cost"].Value,
            "tags" => L["Tags"].Value,
            "type" => L["Type"].Value,
            _ => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(field),
        };
    }

    private static string YesNo(string text) => text is "yes" or "true" ? L["Yes"].Value : text is "no" or "false" ? L["No"].Value : text;

    private static decimal ToDecimal(double number) => number is > -1e28 and < 1e28 ? (decimal)number : 0;
}
