using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Search;

/// <summary>What can be said only when all products are there: what variants give their family, and which links lead nowhere.</summary>
[Engine]
internal static class CatalogFamilies
{
    /// <summary>
    /// A family shows what <see cref="ProductSummaries"/> shows of it: its own price, or that of its cheapest active variant, and their stock together.
    /// It is found by its variants' attributes, too. Families must stand with their own figures before.
    /// </summary>
    /// <param name="only">Numbers of the families to settle; null for all.</param>
    public static void Settle(CatalogColumns columns, IReadOnlySet<int>? only = null)
    {
        var variants = new Dictionary<int, List<int>>();
        for (var product = 0; product < columns.Count; product++)
        {
            var parent = columns.Parent[product];
            if (parent >= 0 && !columns.Gone[product] && (only is null || only.Contains(parent)))
            {
                if (!variants.TryGetValue(parent, out var list))
                {
                    variants.Add(parent, list = []);
                }

                list.Add(product);
            }
        }

        foreach (var (family, members) in variants)
        {
            if (columns.Kind[family] == ProductKind.Parent)
            {
                Settle(columns, family, members);
            }
        }
    }

    /// <summary>Marks products that link to what is archived, or sold out in the channel. The figures of all targets must stand.</summary>
    public static void MarkDeadLinks(CatalogColumns columns, IEnumerable<(int Product, IReadOnlyList<int> TargetIds)> links)
    {
        foreach (var (product, targets) in links)
        {
            foreach (var (id, _) in columns.Channels)
            {
                columns.Channel(id).DeadLinks.Set(product, targets.Any(target => IsDead(columns, columns.Channel(id), columns.Find(target))) ? 1 : 0);
            }
        }
    }

    private static bool IsDead(CatalogColumns columns, ChannelColumns channel, int target) =>
        target >= 0 && (columns.Status[target] == ProductStatus.Archived || channel.RowOf(target) is { Stock: <= 0 });

    private static void Settle(CatalogColumns columns, int family, List<int> variants)
    {
        foreach (var channel in columns.Channels.Values)
        {
            var own = channel.RowOf(family);
            var listed = variants.Where(channel.Lists).ToList();
            if (listed.Count == 0)
            {
                continue;
            }

            var rows = listed.Where(variant => columns.Status[variant] == ProductStatus.Active)
                .OrderBy(columns.IdOf).Select(variant => channel.RowOf(variant)!.Value).ToList();
            if (rows.Count == 0)
            {
                channel.Put(family, own ?? new ListingRow(null, null, null, false, null, columns.MissingSets.Of("")));
                continue;
            }

            var cheapest = rows.MinBy(row => row.Price);
            channel.Put(family, new ListingRow(
                own?.Price ?? cheapest.Price,
                own?.Cost ?? cheapest.Cost,
                rows.Any(row => row.Stock is null) ? null : rows.Sum(row => row.Stock),
                (own?.Published ?? false) || rows.Any(row => row.Published),
                own?.Completeness,
                own?.Missing ?? columns.MissingSets.Of("")));
        }

        var values = columns.Values[family].ToArray();
        var all = values.Concat(variants.SelectMany(variant => columns.Values[variant].ToArray())).Distinct().ToArray();
        if (all.Length > values.Length)
        {
            columns.Values.Set(family, all);
        }
    }
}
