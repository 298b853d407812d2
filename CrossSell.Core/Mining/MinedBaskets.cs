using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Mining;

/// <summary>The baskets that a channel's stored orders make: per SKU as ordered, per family as offered, and of the two latest quarters for the trend.</summary>
/// <param name="FamilyList">The families' baskets one after another, for what is solved from them.</param>
/// <param name="ByAge">The baskets by age in half-lives, the newest first; none where all weigh alike.</param>
/// <param name="LeftOut">What did not count, by reason in words.</param>
/// <param name="LastOrderId">The newest order that was there; 0 for none.</param>
internal sealed record MinedBaskets(
    BasketMatrix Skus,
    BasketMatrix Families,
    BasketList FamilyList,
    BasketMatrix Recent,
    BasketMatrix Earlier,
    IReadOnlyList<BasketMatrix> ByAge,
    RepeatPurchases RepeatPurchases,
    ReturnedTogether ReturnedTogether,
    bool HasVariants,
    IReadOnlyDictionary<string, long> LeftOut,
    long LastOrderId)
{
    /// <summary>The trend compares this many days before the last order with as many before those.</summary>
    public const int TrendDays = 90;

    /// <summary>Older orders weigh as those of the last of these half-lives: a hundredth.</summary>
    public const int HalfLives = 8;

    private const int BatchLines = 4096;
    private const int BatchesAhead = 4;

    public static async Task<MinedBaskets> LoadAsync(StudioDb db, int channelId, MiningSettings settings, CancellationToken cancellation)
    {
        var familyOf = await db.Products.Where(product => product.ParentId != null)
            .Select(product => new { product.Id, ParentId = product.ParentId!.Value }) // Whole products of a large catalogue take a minute.
            .ToDictionaryAsync(product => product.Id, product => product.ParentId, cancellation);
        var placed = db.Orders.Where(order => order.ChannelId == channelId);
        var last = await placed.MaxAsync(order => (DateTimeOffset?)order.OrderedAt, cancellation) ?? default;
        var lastId = await placed.MaxAsync(order => (long?)order.Id, cancellation) ?? 0;
        var leftOut = new LeftOutTally();
        if (settings.WindowDays is { } days && last != default)
        {
            var from = last.AddDays(-days);
            leftOut.Add(
                string.Create(CultureInfo.InvariantCulture, $"orders more than {days:N0} days before the newest one"),
                await placed.CountAsync(order => order.OrderedAt <= from, cancellation));
            placed = placed.Where(order => order.OrderedAt > from);
        }

        if (settings.TestOrders is { Length: > 0 } tests)
        {
            // Not StartsWith: as LIKE it takes t- for T- on SQLite and not on PostgreSQL, and a warehouse would have to guess.
            leftOut.Add(
                $"test orders, whose number starts with {tests}",
                await placed.CountAsync(order => order.ExternalId.Substring(0, tests.Length) == tests, cancellation));
            placed = placed.Where(order => order.ExternalId.Substring(0, tests.Length) != tests);
        }

        var collector = new Collector(familyOf, last, settings, leftOut);

        // In the order of an index: sorting the lines of a million orders would take more memory than all else. Where orders have one instant, by id.
        var lines =
            from order in placed
            from line in order.Lines
            orderby order.OrderedAt, order.Id
            select new
            {
                order.Id, order.OrderedAt, Cancelled = order.Status == OrderStatus.Cancelled, line.ProductId, line.Quantity, line.ReturnedQuantity,
                line.UnitPrice, order.CustomerHash, line.BundleCode
            };
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = lines.CreateDbCommand();
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await CollectAsync(reader, collector, cancellation);
        return collector.Build(lastId);
    }

    /// <summary>One thread asks the database, another puts the baskets together, some thousand lines at a time.</summary>
    private static async Task CollectAsync(DbDataReader reader, Collector collector, CancellationToken cancellation)
    {
        var batches = System.Threading.Channels.Channel.CreateBounded<List<ReadLine>>(BatchesAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => ReadAsync(reader, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await Task.Run(
                async () =>
                {
                    var current = 0L;
                    await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
                    {
                        foreach (var line in batch)
                        {
                            if (line.Order != current)
                            {
                                current = line.Order;
                                collector.Open(DateTimeOffset.FromUnixTimeMilliseconds(line.OrderedAt), line.Customer);
                            }

                            collector.Add(line.ProductId, line.Flaw, line.Returned, line.Bundle);
                        }
                    }
                },
                cancellation);
        }
        finally
        {
            // Anyone who closes the reader must know that nobody reads it any more.
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>Row by row as the database gives them: made into objects first, four million lines take minutes.</summary>
    private static async Task ReadAsync(DbDataReader reader, ChannelWriter<List<ReadLine>> batches, CancellationToken cancellation)
    {
        try
        {
            var (id, orderedAt, cancelled) = (reader.GetOrdinal("Id"), reader.GetOrdinal("OrderedAt"), reader.GetOrdinal("Cancelled"));
            var (product, quantity, returned) = (reader.GetOrdinal("ProductId"), reader.GetOrdinal("Quantity"), reader.GetOrdinal("ReturnedQuantity"));
            var (price, customer, current) = (reader.GetOrdinal("UnitPrice"), reader.GetOrdinal("CustomerHash"), 0L);
            var bundle = reader.GetOrdinal("BundleCode");
            var (at, whose) = (0L, default(string));
            for (var isMore = true; isMore;)
            {
                var batch = new List<ReadLine>(BatchLines);
                while (batch.Count < BatchLines && (isMore = reader.Read()))
                {
                    var order = reader.GetInt64(id);
                    if (order != current)
                    {
                        (current, at, whose) = (order, reader.GetInt64(orderedAt), reader.IsDBNull(customer) ? null : reader.GetString(customer));
                    }

                    var (isProduct, returnedQuantity) = (!reader.IsDBNull(product), reader.GetInt32(returned));
                    var flaw = MiningFilter.FlawOf(
                        reader.GetBoolean(cancelled), correction: false, isProduct, reader.GetInt32(quantity), reader.GetInt64(price), returnedQuantity);
                    batch.Add(new ReadLine(
                        order, at, whose, isProduct ? reader.GetInt32(product) : 0, flaw, returnedQuantity > 0,
                        reader.IsDBNull(bundle) ? null : reader.GetString(bundle)));
                }

                await batches.WriteAsync(batch, cancellation);
            }

            batches.Complete();
        }
#pragma warning disable CA1031 // Whatever it is: who takes the batches meets it there.
        catch (Exception wrong)
#pragma warning restore CA1031
        {
            batches.Complete(wrong);
        }
    }

    private readonly record struct ReadLine(long Order, long OrderedAt, string? Customer, int ProductId, LineFlaw Flaw, bool Returned, string? Bundle);

    /// <summary>Puts the lines of the orders together, one order after the other.</summary>
    private sealed class Collector(Dictionary<int, int> familyOf, DateTimeOffset last, MiningSettings settings, LeftOutTally leftOut)
    {
        private readonly DateTimeOffset recentFrom = last == default ? default : last.AddDays(-TrendDays);
        private readonly DateTimeOffset earlierFrom = last == default ? default : last.AddDays(-2 * TrendDays);
        private readonly BasketMatrix.Builder skus = new();
        private readonly BasketList.Builder families = new();
        private readonly BasketMatrix.Builder recent = new();
        private readonly BasketMatrix.Builder earlier = new();
        private readonly BasketMatrix.Builder[] byAge = settings.HalfLifeDays is null
            ? []
            : [.. Enumerable.Range(0, HalfLives).Select(_ => new BasketMatrix.Builder())];
        private readonly RepeatPurchases.Builder repeatPurchases = new();
        private readonly ReturnedTogether returnedTogether = new();
        private readonly List<int> basket = [];

        // Of the order's sets, as few orders have any.
        private readonly List<(string Bundle, int ProductId)> parts = [];
        private readonly List<int> ordered = [];
        private readonly HashSet<int> returned = [];
        private readonly long[] flawed = new long[Enum.GetValues<LineFlaw>().Length];
        private (DateTimeOffset At, string? Customer) current;
        private bool hasVariants;
        private long oversizedBaskets;

        /// <summary>The next order; what comes now belongs to it.</summary>
        public void Open(DateTimeOffset at, string? customer)
        {
            Close();
            current = (at, customer);
        }

        /// <param name="bundle">The set that it was sold in; null for none.</param>
        public void Add(int productId, LineFlaw flaw, bool isReturned, string? bundle)
        {
            flawed[(int)flaw]++;
            if (flaw == LineFlaw.None)
            {
                basket.Add(productId);
                if (bundle is not null)
                {
                    parts.Add((bundle, productId));
                }
            }

            if (flaw is LineFlaw.None or LineFlaw.Returned)
            {
                var family = familyOf.GetValueOrDefault(productId, productId);
                ordered.Add(family);
                if (isReturned)
                {
                    returned.Add(family);
                }
            }
        }

        public MinedBaskets Build(long lastOrderId)
        {
            Close();
            foreach (var flaw in Enum.GetValues<LineFlaw>().Where(flaw => flaw != LineFlaw.None))
            {
                leftOut.Add($"lines {MiningFilter.InWords(flaw)}", flawed[(int)flaw]);
            }

            leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"baskets of more than {settings.MostProducts:N0} products"), oversizedBaskets);
            var list = families.Build();
            return new MinedBaskets(
                skus.Build(), BasketMatrix.Of(list), list, recent.Build(), earlier.Build(), [.. byAge.Select(builder => builder.Build())],
                repeatPurchases.Build(),
                returnedTogether, hasVariants, leftOut.Reasons, lastOrderId);
        }

        private void Close()
        {
            if (settings.MostProducts is { } most && basket.Count > most && basket.Distinct().Count() > most)
            {
                oversizedBaskets++;
                Forget();
                return;
            }

            var products = basket.ToArray();
            skus.Add(products, SetsOf(product => product));
            for (var at = 0; at < products.Length; at++)
            {
                if (familyOf.TryGetValue(products[at], out var family))
                {
                    products[at] = family;
                    hasVariants = true;
                }
            }

            var sets = SetsOf(product => familyOf.GetValueOrDefault(product, product));
            families.Add(products, sold: sets);
            if (current.At > recentFrom)
            {
                recent.Add(products, sets);
            }
            else if (current.At > earlierFrom)
            {
                earlier.Add(products, sets);
            }

            if (settings.HalfLifeDays is { } days)
            {
                byAge[Math.Min(HalfLives - 1, (int)((last - current.At).TotalDays / days))].Add(products, sets);
            }

            repeatPurchases.Add(current.Customer, current.At, products);
            if (ordered.Count > 0)
            {
                returnedTogether.Add(ordered, returned);
            }

            Forget();
        }

        private BasketSets? SetsOf(Func<int, int> idOf)
        {
            if (parts.Count == 0)
            {
                return null;
            }

            // What the basket holds more often than its sets do was bought by itself as well.
            var left = basket.Select(idOf).GroupBy(id => id).ToDictionary(same => same.Key, same => same.Count());
            foreach (var (_, product) in parts)
            {
                left[idOf(product)]--;
            }

            return new BasketSets(
                [.. parts.GroupBy(part => part.Bundle, StringComparer.Ordinal).Select(set => set.Select(part => idOf(part.ProductId)).Distinct().ToArray())],
                left.Where(product => product.Value > 0).Select(product => product.Key).ToHashSet());
        }

        private void Forget()
        {
            basket.Clear();
            parts.Clear();
            ordered.Clear();
            returned.Clear();
        }
    }

    private sealed class LeftOutTally
    {
        private readonly Dictionary<string, long> reasons = [];

        public IReadOnlyDictionary<string, long> Reasons => reasons;

        public void Add(string reason, long count)
        {
            if (count > 0)
            {
                reasons[reason] = count;
            }
        }
    }
}
