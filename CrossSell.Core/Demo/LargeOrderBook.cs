using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;

namespace CrossSell.Core.Demo;

/// <summary>
/// Streams the orders of a large catalogue, shop by shop in order of time, over the same 18 months as the demo's own. A basket is begun for one group,
/// drawn with a chance of about 1 / rank; its planted companions join by their chance, then popular items and a little of anything.
/// </summary>
internal sealed class LargeOrderBook(DemoCatalog catalog, LargeCatalog large, long firstId, long firstLineId, byte[] secret)
{
    /// <summary>Companions planted on every group.</summary>
    public const int Companions = 3;

    private const double CancelledShare = 0.04;
    private const double GuestShare = 0.08;
    private const double OversizedShare = 0.0005;
    private const double SaleShare = 0.08;
    private const double SeldomAny = 0.2;

    // Of several drawn from a section, the most popular is the companion: accessories sell by the thousand, and one sells more than others.
    private const int DrawnCompanions = 6;

    private static readonly double[] Chances = [0.34, 0.2, 0.12];
    private static readonly double[] PopularItemChances = [0.16, 0.07];

    private readonly int[][] _bySection = SectionsOf(large);
    private readonly Dictionary<LargeSection, int[]> _goesWith = GoesWith(catalog, large);
    private long _orderId = firstId - 1;
    private long _lineId = firstLineId - 1;
    private DemoRandom _random;

    /// <summary>Of each shop as many as its share; the lines of an order have the ids after those of the one before.</summary>
    public IEnumerable<Order> Stream(int count)
    {
        var written = 0;
        for (var shop = 0; shop < catalog.Shops.Count; shop++)
        {
            var from = shop == 0 ? 0 : large.ShopEnds[shop - 1];
            var share = (double)(large.ShopEnds[shop] - from) / large.Groups;
            var orders = shop == catalog.Shops.Count - 1 ? count - written : (int)(count * share);
            foreach (var order in Shop(shop, from, large.ShopEnds[shop], orders))
            {
                yield return order;
            }

            written += orders;
        }
    }

    /// <summary>What baskets begun for the group also hold, the likeliest first; -1 for none.</summary>
    public int Companion(int group, int at)
    {
        var section = large.SectionOf(group);
        var sections = _goesWith[section];
        var random = new DemoRandom(catalog.Seed ^ ((ulong)group * 0xD1B54A32D192ED03UL) ^ ((ulong)at << 48));
        var members = _bySection[sections[random.Next(sections.Length)]];
        var best = -1;
        for (var drawn = 0; drawn < DrawnCompanions; drawn++)
        {
            var candidate = members[random.Next(members.Length)];
            if (candidate != group && large.StatusOf(candidate) == ProductStatus.Active && (best < 0 || Rank(candidate) < Rank(best)))
            {
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>The group that stands at a rank of its shop, the best seller at 0.</summary>
    public int AtRank(int shop, int rank)
    {
        var (from, count) = Range(shop);
        return from + (int)((rank * Step(count)) % count);
    }

    // The rank is the place times the inverse of the step; what is compared is only which is better, so the place on a circle of its own will do.
    private long Rank(int group)
    {
        var (from, count) = Range(large.SectionOf(group).ShopIndex);
        return (group - from) * Inverse(Step(count), count) % count;
    }

    private (int From, int Count) Range(int shop)
    {
        var from = shop == 0 ? 0 : large.ShopEnds[shop - 1];
        return (from, large.ShopEnds[shop] - from);
    }

    private static long Step(int count)
    {
        var step = 7919L % count;
        while (step < 2 || Gcd(step, count) != 1)
        {
            step++;
        }

        return step;
    }

    private static long Gcd(long one, long other) => other == 0 ? one : Gcd(other, one % other);

    private readonly Dictionary<int, long> _inverses = [];

    private long Inverse(long step, int count)
    {
        if (_inverses.TryGetValue(count, out var known))
        {
            return known;
        }

        // Extended Euclid.
        var (old, now, oldFactor, factor) = (step, (long)count, 1L, 0L);
        while (now != 0)
        {
            var times = old / now;
            (old, now) = (now, old - (times * now));
            (oldFactor, factor) = (factor, oldFactor - (times * factor));
        }

        return _inverses[count] = ((oldFactor % count) + count) % count;
    }

    private static int[][] SectionsOf(LargeCatalog large)
    {
        var lists = large.Sections.ToDictionary(section => section, _ => new List<int>());
        for (var group = 0; group < large.Groups; group++)
        {
            lists[large.SectionOf(group)].Add(group);
        }

        return [.. large.Sections.Select(section => lists[section].ToArray())];
    }

    /// <summary>Which sections go with which, as the demo's own pairs say.</summary>
    private static Dictionary<LargeSection, int[]> GoesWith(DemoCatalog catalog, LargeCatalog large)
    {
        var index = large.Sections.Select((section, at) => (section, at))
            .ToDictionary(pair => pair.section.Category.Code, pair => pair.at, StringComparer.Ordinal);
        return large.Sections.ToDictionary(section => section, section =>
        {
            var shop = catalog.Shops[section.ShopIndex];
            int[] with = [.. shop.TruePairs.Where(pair => shop.Group(pair.AnchorSku).Head.CategoryCode == section.Category.Code)
                .Select(pair => shop.Group(pair.CompanionSku).Head.CategoryCode).Where(index.ContainsKey).Select(code => index[code])];
            return with.Length > 0 ? with : [.. Enumerable.Range(0, large.Sections.Count).Where(at => large.Sections[at].ShopIndex == section.ShopIndex)];
        });
    }

    private IEnumerable<Order> Shop(int shop, int from, int end, int orders)
    {
        var channel = large.SectionOf(from).ChannelId;
        var code = catalog.Shops[shop].Channel.Code;
        _random = DemoRandom.For(catalog.Seed, code + "/large orders");
        var popularItems = PopularItems(shop, end - from);
        var weights = Enumerable.Range(0, DemoOrders.Days).Select(Weight).ToArray();
        var scale = orders / weights.Sum();
        var (due, made) = (0.0, 0);
        for (var day = 0; day < DemoOrders.Days; day++)
        {
            due += weights[day] * scale;
            var until = day == DemoOrders.Days - 1 ? orders : Math.Min(orders, (int)due);
            var today = Math.Max(0, until - made);
            var midnight = new DateTimeOffset(catalog.Today.AddDays(day - DemoOrders.Days), TimeOnly.MinValue, TimeSpan.Zero);
            for (var at = 0; at < today; at++)
            {
                // Even steps through the day, so that the stream is in order of time without being sorted.
                var second = 25_000 + (int)(55_000.0 * at / today);
                var number = string.Create(CultureInfo.InvariantCulture, $"{code[..2].ToUpperInvariant()}{10_000_001 + made}");
                made++;
                yield return Order(shop, channel, number, midnight.AddSeconds(second), day, made, popularItems);
            }
        }
    }

    private double Weight(int index)
    {
        var day = catalog.Today.AddDays(index - DemoOrders.Days);
        var week = day.DayOfWeek switch { DayOfWeek.Sunday => 1.25, DayOfWeek.Saturday => 1.15, DayOfWeek.Monday => 1.05, _ => 0.95 };
        return (1 + (0.25 * index / DemoOrders.Days)) * week * DemoSeason.Trade.At(day);
    }

    private int[] PopularItems(int shop, int count)
    {
        var popularItems = new List<int>();
        for (var rank = 5; rank < count && popularItems.Count < PopularItemChances.Length; rank++)
        {
            if (AtRank(shop, rank) is var group && large.StatusOf(group) == ProductStatus.Active && large.VariantsOf(group) == 0)
            {
                popularItems.Add(group);
            }
        }

        return [.. popularItems];
    }

    private Order Order(int shop, int channel, string number, DateTimeOffset at, int day, int made, int[] popularItems)
    {
        var basket = Basket(shop, day, popularItems);
        var customer = _random.Chance(GuestShare) ? (int?)null : _random.Next((made * 6 / 10) + 1);
        var order = new Order
        {
            Id = ++_orderId,
            ChannelId = channel,
            ExternalId = number,
            OrderedAt = at,
            CustomerHash = customer is { } id ? Hash(shop, id) : null,
            Status = _random.Chance(CancelledShare) ? OrderStatus.Cancelled : OrderStatus.Placed,
        };
        var sale = _random.Chance(SaleShare);
        foreach (var group in basket)
        {
            var variants = large.VariantsOf(group);
            var variant = variants == 0 ? -1 : _random.Next(variants);
            var pattern = large.PatternOf(group);
            var quantity = pattern.MaxQuantity > 1 && _random.Chance(0.3) ? _random.Between(2, pattern.MaxQuantity) : 1;
            order.Lines.Add(new OrderLine
            {
                Id = ++_lineId,
                OrderId = order.Id,
                Sku = large.SkuOf(group, variant),
                ProductId = large.IdOf(group) + variant + 1,
                Quantity = quantity,
                ReturnedQuantity = _random.Chance(pattern.ReturnChance) ? _random.Between(1, quantity) : 0,
                UnitPrice = sale ? large.PriceOf(group) * 9 / 10 : large.PriceOf(group),
            });
        }

        return order;
    }

    private string Hash(int shop, int customer)
    {
        Span<byte> text = stackalloc byte[24];
        Span<byte> hash = stackalloc byte[32];
        Encoding.UTF8.TryGetBytes(string.Create(CultureInfo.InvariantCulture, $"large {shop} {customer}"), text, out var length);
        HMACSHA256.HashData(secret, text[..length], hash);
        return Convert.ToHexString(hash);
    }

    private List<int> Basket(int shop, int day, int[] popularItems)
    {
        var anchor = Draw(shop, day);
        var basket = new List<int>(4) { anchor };
        for (var at = 0; at < Companions; at++)
        {
            if (_random.Chance(Chances[at] * Trend(anchor, at, day)) && Companion(anchor, at) is >= 0 and var companion)
            {
                Put(basket, companion);
            }
        }

        for (var at = 0; at < popularItems.Length; at++)
        {
            if (_random.Chance(PopularItemChances[at]))
            {
                Put(basket, popularItems[at]);
            }
        }

        while (_random.Chance(SeldomAny))
        {
            Put(basket, Draw(shop, day));
        }

        for (var more = _random.Chance(OversizedShare) ? _random.Between(25, 60) : 0; more > 0; more--)
        {
            Put(basket, Draw(shop, day));
        }

        return basket;
    }

    private static void Put(List<int> basket, int group)
    {
        if (!basket.Contains(group))
        {
            basket.Add(group);
        }
    }

    // One pair in eight rises, one falls.
    private static double Trend(int group, int at, int day) => ((group + at) % 8) switch
    {
        0 => 0.25 + (1.5 * day / DemoOrders.Days),
        1 => 1.75 - (1.5 * day / DemoOrders.Days),
        _ => 1,
    };

    private int Draw(int shop, int day)
    {
        var (_, count) = Range(shop);
        while (true)
        {
            // One in five is bought for no reason that popularity knows: the long tail.
            var rank = _random.Chance(0.2) ? _random.Next(count) : Math.Min(count, (int)Math.Pow(count + 1, _random.NextUnit())) - 1;
            var group = AtRank(shop, rank);
            var status = large.StatusOf(group);
            if (status == ProductStatus.Active || (status == ProductStatus.Archived && day < DemoOrders.Days / 2))
            {
                return group;
            }
        }
    }
}
