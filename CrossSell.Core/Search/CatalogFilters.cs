using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <param name="ChannelId">Whose prices, stock and completeness count.</param>
/// <param name="Now">What "changed today" is measured from.</param>
internal readonly record struct FilterContext(int ChannelId, DateTimeOffset Now);

/// <summary>What each value of each facet means, as a question to one product; and the products for which the answer is yes, kept as bits.</summary>
[Engine]
internal sealed class CatalogFilters(CatalogColumns columns)
{
    /// <summary>Up to so many pieces are low stock.</summary>
    public const int LowStock = 5;

    /// <summary>One to so many links are few.</summary>
    public const int FewLinks = 2;

    /// <summary>The value for products that have none.</summary>
    public const string None = "-";

    // A million products are 125 kB a filter.
    private const int Kept = 96;

    private readonly Lock keeping = new();
    private readonly Dictionary<(string Key, string Value, int Channel, long Day), BitSet> kept = [];

    /// <summary>What the list would show without text and filters.</summary>
    public BitSet Scope(int channelId, bool allShops, bool everySku)
    {
        var channel = columns.Channel(channelId);
        return Keep(("scope", $"{allShops}/{everySku}", channelId, 0), product =>
            !columns.Gone[product] && (everySku || columns.Kind[product] != ProductKind.Variant) && (allShops || channel.Lists(product)));
    }

    /// <summary>Products with the value; nothing for a value that nobody knows.</summary>
    public BitSet With(string key, string value, FilterContext asked) =>
        Keep((key, value, asked.ChannelId, key == FacetKeys.Changed ? Midnight(asked) : 0), () => Question(key, value, asked) ?? (_ => false));

    /// <summary>What the filter leaves; null when it asks nothing, or after a facet that there is not.</summary>
    public BitSet? Of(string key, FacetFilter filter, FilterContext asked)
    {
        if (filter.From is not null || filter.To is not null)
        {
            var number = Number(key, asked);
            var range = string.Create(CultureInfo.InvariantCulture, $"{filter.From}..{filter.To}");
            return number is null
                ? null
                : Keep((key, range, asked.ChannelId, 0), product => number(product, filter.From ?? decimal.MinValue, filter.To ?? decimal.MaxValue));
        }

        if (filter.Values.Count == 0 || !IsKnown(key))
        {
            return null;
        }

        var left = With(key, filter.Values[0], asked);
        if (filter.Values.Count > 1)
        {
            left = left.Copy();
            foreach (var value in filter.Values.Skip(1))
            {
                left = key == FacetKeys.With ? left.And(With(key, value, asked)) : left.Or(With(key, value, asked));
            }
        }

        return left;
    }

    /// <summary>Something was written: the answers may have changed. Nobody may be reading.</summary>
    public void Forget() => kept.Clear();

    /// <summary>Since when counts as changed, in UTC milliseconds; null for a value that nobody knows.</summary>
    public long? Since(string value, FilterContext asked) => value switch
    {
        "today" => Midnight(asked),
        "7d" => Midnight(asked) - (7 * TimeSpan.MillisecondsPerDay),
        "30d" => Midnight(asked) - (30 * TimeSpan.MillisecondsPerDay),
        _ => null,
    };

    public AttributeDefinition? AttributeOf(string key) =>
        key.StartsWith(FacetKeys.AttributePrefix, StringComparison.Ordinal)
            ? columns.Lookups.Attributes.FirstOrDefault(attribute => attribute.Code == key[FacetKeys.AttributePrefix.Length..])
            : null;

    /// <summary>A band or range <c>20-99</c>, both ends included and each of them optional.</summary>
    public static (long From, long To)? Band(string value)
    {
        var dash = value.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
        {
            return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var only) ? (only, only) : null;
        }

        var (from, to) = (value[..dash], value[(dash + 1)..]);
        var (least, most) = (0L, long.MaxValue);
        return (from.Length == 0 || long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out least))
            && (to.Length == 0 || long.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out most)) && from.Length + to.Length > 0
            ? (least, most)
            : null;
    }

    private bool IsKnown(
        string key) => key is FacetKeys.Category or FacetKeys.Channel or FacetKeys.Brand or FacetKeys.Type or FacetKeys.Status or FacetKeys.Stock
        or FacetKeys.Price or FacetKeys.Complete or FacetKeys.Missing or FacetKeys.Tag or FacetKeys.With or FacetKeys.Links or FacetKeys.Changed
        or FacetKeys.ChangedBy
        || AttributeOf(key) is not null;

    private Func<int, bool>? Question(string key, string value, FilterContext asked)
    {
        var channel = columns.Channel(asked.ChannelId);
        return key switch
        {
            FacetKeys.Category => InCategory(value),
            FacetKeys.Channel => columns.Lookups.Channels.FirstOrDefault(item => item.Code == value) is { } shop ? columns.Channel(shop.Id).Lists : null,
            FacetKeys.Brand => Equal(columns.Brand, value == None ? -1 : columns.Brands.Find(value), value),
            FacetKeys.Type =>
                columns.Lookups.Types.FirstOrDefault(type => type.Code == value) is { } found ? product => columns.Type[product] == found.Id : null,
            FacetKeys.Status => Enum.TryParse<ProductStatus>(value, ignoreCase: true, out var status) ? product => columns.Status[product] == status : null,
            FacetKeys.Stock => Stock(channel, value),
            FacetKeys.Price => Band(value) is var (from, to) ? product => channel.RowOf(product)?.Price is { } price && price >= from && price <= to : null,
            FacetKeys.Complete => Complete(channel, value, asked.ChannelId),
            FacetKeys.Missing => Missing(channel, value),
            FacetKeys.Tag => Has(entry => entry.AttributeId == CatalogColumns.TagAttribute && entry.Text == value),
            FacetKeys.With => CrossSell(channel, value),
            FacetKeys.Links => Band(value) is var (least, most) ? product => columns.Links[product] >= least && columns.Links[product] <= most : null,
            FacetKeys.Changed => Since(value, asked) is { } since ? product => columns.UpdatedAt[product] >= since : null,
            FacetKeys.ChangedBy => ChangedBy(value),
            _ => AttributeOf(key) is { } attribute ? Has(entry => entry.AttributeId == attribute.Id && entry.Number is null && entry.Text == value) : null,
        };
    }

    private Func<int, decimal, decimal, bool>? Number(string key, FilterContext asked)
    {
        var channel = columns.Channel(asked.ChannelId);
        switch (key)
        {
            case FacetKeys.Price:
                return (product, from, to) => channel.RowOf(product)?.Price is { } price && price >= from && price <= to;
            case FacetKeys.Links:
                return (product, from, to) => columns.Links[product] >= from && columns.Links[product] <= to;
            case FacetKeys.Complete:
                return (product, from, to) => channel.RowOf(product)?.Completeness is { } percent && percent >= from && percent <= to;
            default:
                if (AttributeOf(key) is not { Kind: AttributeKind.Number } attribute)
                {
                    return null;
                }

                return (product, from, to) =>
                {
                    foreach (var number in columns.Values[product])
                    {
                        if (columns.Entries[number] is { Number: { } value } entry && entry.AttributeId == attribute.Id && value >= (double)from
                            && value <= (double)to)
                        {
                            return true;
                        }
                    }

                    return false;
                };
        }
    }

    private Func<int, bool>? InCategory(string code)
    {
        if (code == None)
        {
            return product => columns.Lookups.PlaceOf(columns.Category[product]) < 0 && columns.MoreCategories[product].IsEmpty;
        }

        var lookups = columns.Lookups;
        var inside = new HashSet<int>();
        for (var place = 0; place < lookups.Categories.Count; place++)
        {
            // The tree stands depth first: what is above was met before.
            if (lookups.Categories[place].Code == code || (lookups.Above[place] >= 0 && inside.Contains(lookups.Categories[lookups.Above[place]].Id)))
            {
                inside.Add(lookups.Categories[place].Id);
            }
        }

        return product =>
        {
            if (inside.Contains(columns.Category[product]))
            {
                return true;
            }

            foreach (var more in columns.MoreCategories[product])
            {
                if (inside.Contains(more))
                {
                    return true;
                }
            }

            return false;
        };
    }

    private static Func<int, bool>? Equal(Column<int> column, int number, string value) =>
        number >= 0 || value == None ? product => column[product] == number : null;

    private static Func<int, bool>? Stock(ChannelColumns channel, string value) => value switch
    {
        "in" => product => channel.RowOf(product) is { Stock: null or > 0 },
        "low" => product => channel.RowOf(product) is { Stock: > 0 and <= LowStock },
        "out" => product => channel.RowOf(product) is { Stock: <= 0 },
        "untracked" => product => channel.RowOf(product) is { Stock: null },
        _ => null,
    };

    private Func<int, bool>? Complete(ChannelColumns channel, string value, int channelId)
    {
        var threshold = columns.Lookups.Channel(channelId)?.CompletenessThreshold ?? 0;
        return value switch
        {
            "yes" => product => channel.RowOf(product)?.Completeness >= threshold,
            "no" => product => channel.RowOf(product)?.Completeness < threshold,
            _ => Band(value) is var (from, to) ? product => channel.RowOf(product)?.Completeness is { } percent && percent >= from && percent <= to : null,
        };
    }

    private Func<int, bool> Missing(ChannelColumns channel, string value)
    {
        var sets = columns.MissingSets.Values.Select(fields => fields.Split(',').Contains(value)).ToArray();
        return product => channel.RowOf(product) is { } row && sets[row.Missing];
    }

    private Func<int, bool>? CrossSell(ChannelColumns channel, string value) => value switch
    {
        "no-links" => product => columns.Links[product] == 0,
        "few-links" => product => columns.Links[product] is > 0 and <= FewLinks,
        "dead-link" => product => channel.DeadLinks.Or(product, 0) > 0,
        "suggestion" => product => columns.WaitingOf(channel, product) > 0,
        "bundle" => product => columns.Bundles[product] > 0,
        "bundle-main" => product => columns.IsBundleMain[product],
        "in-review" => product => columns.InReview[product],
        _ => null,
    };

    private Func<int, bool>? ChangedBy(string value)
    {
        var numbers = columns.Actors.Values.Select((actor, number) => (actor, number)).Where(item => item.actor.Id == value).Select(item => item.number)
            .ToHashSet();
        return numbers.Count == 0 ? null : product => numbers.Contains(columns.ChangedBy[product]);
    }

    private Func<int, bool> Has(Func<AttributeEntry, bool> wanted)
    {
        var numbers = columns.Entries.Values.Select(wanted).ToArray();
        return product =>
        {
            foreach (var number in columns.Values[product])
            {
                if (numbers[number])
                {
                    return true;
                }
            }

            return false;
        };
    }

    private long Midnight(FilterContext asked)
    {
        var zone = columns.Lookups.Channel(asked.ChannelId) is { } channel && TimeZoneInfo.TryFindSystemTimeZoneById(channel.TimeZone, out var found)
            ? found
            : TimeZoneInfo.Utc;
        var day = TimeZoneInfo.ConvertTime(asked.Now, zone).Date;
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUnixTimeMilliseconds();
    }

    private BitSet Keep((string, string, int, long) name, Func<int, bool> question) => Keep(name, () => question);

    private BitSet Keep((string, string, int, long) name, Func<Func<int, bool>> question)
    {
        lock (keeping)
        {
            if (kept.TryGetValue(name, out var known))
            {
                return known;
            }
        }

        var ask = question();
        var bits = new BitSet(columns.Count);
        for (var product = 0; product < columns.Count; product++)
        {
            if (ask(product))
            {
                bits[product] = true;
            }
        }

        lock (keeping)
        {
            if (kept.Count >= Kept)
            {
                kept.Clear();
            }

            kept[name] = bits;
        }

        return bits;
    }
}
