using System.Globalization;

namespace CrossSell.Core.Demo;

/// <summary>
/// Writes the orders of one shop. A basket is begun for one product (its anchor, by popularity and season); the planted companions join it by their
/// chance; then popular items and a little of anything fall in without regard to the rest. Some anchors bring their buyer back for something later.
/// Each order and each day draws from a generator of its own: what the season of another today changes in one basket moves no other.
/// </summary>
internal sealed class DemoOrderBook
{
    private const double CancelledShare = 0.04;
    private const double GuestShare = 0.08;
    private const double RepeatShare = 0.35;
    private const double OversizedShare = 0.002;
    private const double SaleShare = 0.08;
    private const int RenewalDays = 28;
    private const double RenewalShare = 0.82;

    // Of what a companion owes a product, so much is added to its chance of joining the next basket with it.
    private const double Evening = 0.1;

    private readonly DemoCatalog _catalog;
    private readonly DemoShop _shop;
    private readonly int _count;
    private readonly Dictionary<string, DemoListing> _listings;
    private readonly ILookup<string, DemoTruePair> _companions;
    private readonly ILookup<string, DemoReturnVisit> _visits;
    private readonly Queue<Visit>[] _visitsByDay;
    private readonly List<string> _customers = [];
    private readonly Dictionary<int, (DemoGroup[] Groups, double[] Cumulative)> _demandByMonth = [];
    private readonly Dictionary<(string Companion, string With), double> _owed = [];
    private readonly int _utcOffsetHours;
    private DemoRandom _random;

    public DemoOrderBook(DemoCatalog catalog, DemoShop shop, int count)
    {
        _catalog = catalog;
        _shop = shop;
        _count = count;
        _listings = shop.Listings.Where(l => l.ChannelCode == shop.Channel.Code).ToDictionary(l => l.Sku, StringComparer.Ordinal);
        _companions = shop.TruePairs.ToLookup(p => p.AnchorSku, StringComparer.Ordinal);
        _visits = shop.ReturnVisits.ToLookup(v => v.AnchorSku, StringComparer.Ordinal);
        _visitsByDay = [.. Enumerable.Range(0, DemoOrders.Days).Select(_ => new Queue<Visit>())];
        // Close enough for a demo, and the same on a machine without time zone data.
        _utcOffsetHours = shop.Channel.TimeZone switch { "America/Denver" => -7, "Europe/London" => 0, _ => 1 };
    }

    private sealed record Visit(string CustomerId, DemoGroup Group);

    public IEnumerable<DemoOrder> Write()
    {
        var number = 100_000;
        var due = 0.0;
        var written = 0;
        var scale = _count / Enumerable.Range(0, DemoOrders.Days).Sum(Weight);
        for (var index = 0; index < DemoOrders.Days; index++)
        {
            due += Weight(index) * scale;
            var today = index == DemoOrders.Days - 1 ? _count : Math.Min(_count, (int)due);
            _random = DemoRandom.For(_catalog.Seed, string.Create(CultureInfo.InvariantCulture, $"{_shop.Channel.Code}/day {index}"));
            var seconds = new int[Math.Max(0, today - written)];
            for (var i = 0; i < seconds.Length; i++)
            {
                seconds[i] = SecondOfDay();
            }

            Array.Sort(seconds);
            foreach (var second in seconds)
            {
                written++;
                yield return Order($"{_shop.Channel.Code[..2].ToUpperInvariant()}{++number}", index, second);
            }

            KeepForTomorrow(index);
        }
    }

    private DateOnly Day(int index) => _catalog.Today.AddDays(index - DemoOrders.Days);

    // Trade grows by a quarter over the window; weekends are busier.
    private double Weight(int index)
    {
        var day = Day(index);
        var growth = 1 + (0.25 * index / DemoOrders.Days);
        var week = day.DayOfWeek switch { DayOfWeek.Sunday => 1.25, DayOfWeek.Saturday => 1.15, DayOfWeek.Monday => 1.05, _ => 0.95 };
        return growth * week * DemoSeason.Trade.At(day);
    }

    // Two bumps: lunch, and the evening on the sofa.
    private int SecondOfDay() => _random.Chance(0.4)
        ? (11 * 3600) + _random.Next(9000) + _random.Next(9000)
        : (18 * 3600) + _random.Next(9000) + _random.Next(9000);

    private DemoOrder Order(string number, int index, int second)
    {
        _random = DemoRandom.For(_catalog.Seed, number);
        var day = Day(index);
        var visit = NextVisit(index);
        var anchor = visit?.Group ?? Anchor(index);
        var customer = visit?.CustomerId ?? Customer();
        var basket = Basket(anchor, index);
        var cancelled = _random.Chance(CancelledShare);
        if (!cancelled && customer is not null)
        {
            PlanVisits(customer, anchor, index, isRenewal: visit is not null && IsSubscription(anchor));
        }

        var placed = new DateTimeOffset(day, TimeOnly.MinValue.Add(TimeSpan.FromSeconds(second)), TimeSpan.FromHours(_utcOffsetHours));
        return new DemoOrder(number, _shop.Channel.Code, placed.ToUniversalTime(), customer, cancelled, Lines(basket, customer ?? number, index));
    }

    private Visit? NextVisit(int index)
    {
        while (_visitsByDay[index].TryDequeue(out var visit))
        {
            if (visit.Group.IsSold(DemoOrders.Days - index))
            {
                return visit;
            }
        }

        return null;
    }

    private DemoGroup Anchor(int index)
    {
        var day = Day(index);
        // What is sold changes with a launch or an end; weeks are fine enough to notice.
        var key = (day.Month * 100) + (index / 7);
        if (!_demandByMonth.TryGetValue(key, out var demand))
        {
            DemoGroup[] groups = [.. _shop.Groups.Where(g => g.Popularity > 0 && g.IsSold(DemoOrders.Days - index))];
            var cumulative = new double[groups.Length];
            var sum = 0.0;
            for (var i = 0; i < groups.Length; i++)
            {
                cumulative[i] = sum += groups[i].Popularity * groups[i].Season.At(day);
            }

            _demandByMonth[key] = demand = (groups, cumulative);
        }

        var at = Array.BinarySearch(demand.Cumulative, _random.NextUnit() * demand.Cumulative[^1]);
        return demand.Groups[Math.Min(at < 0 ? ~at : at + 1, demand.Groups.Length - 1)];
    }

    private string? Customer()
    {
        if (_random.Chance(GuestShare))
        {
            return null;
        }

        if (_customers.Count > 50 && _random.Chance(RepeatShare))
        {
            return _random.Pick(_customers);
        }

        var customer = "c" + DemoRandom.For(_catalog.Seed, _shop.Channel.Code + _customers.Count).NextBits().ToString("x16", CultureInfo.InvariantCulture);
        _customers.Add(customer);
        return customer;
    }

    private List<DemoGroup> Basket(DemoGroup anchor, int index)
    {
        var daysBack = DemoOrders.Days - index;
        List<DemoGroup> basket = [anchor];
        void Put(DemoGroup group)
        {
            if (group.IsSold(daysBack) && !basket.Contains(group))
            {
                basket.Add(group);
            }
        }

        foreach (var pair in _companions[anchor.Sku])
        {
            var companion = _shop.Group(pair.CompanionSku);
            var chance = ChanceOn(pair, companion, index);
            var joins = _random.Chance(chance + (Evening * _owed.GetValueOrDefault((pair.CompanionSku, anchor.Sku))));
            Owe(companion, anchor, chance, joins);
            if (joins)
            {
                Put(companion);
            }
        }

        // A quarter of the baskets hold one or two things that have nothing to do with the rest.
        while (_random.Chance(0.2))
        {
            Put(Anchor(index));
        }

        if (_random.Chance(OversizedShare))
        {
            for (var more = _random.Between(25, 60); more > 0; more--)
            {
                Put(Anchor(index));
            }
        }

        foreach (var popularItem in _shop.PopularItems)
        {
            PutPopularItem(basket, popularItem);
        }

        return basket;
    }

    // What a product has had too few or too many of evens out as it goes. Otherwise, among so many products, on some day an accident would look like a
    // finding, and what was planted like an accident.
    private void Owe(DemoGroup companion, DemoGroup with, double chance, bool came) =>
        _owed[(companion.Sku, with.Sku)] = _owed.GetValueOrDefault((companion.Sku, with.Sku)) + chance - (came ? 1 : 0);

    // By its chance, whatever else is in the basket.
    private void PutPopularItem(List<DemoGroup> basket, DemoPopularItem popularItem)
    {
        var group = _shop.Group(popularItem.Sku);
        var others = basket.Where(other => other != group).ToList();
        var owed = others.Count == 0 ? 0 : others.Average(other => _owed.GetValueOrDefault((popularItem.Sku, other.Sku)));
        var isIn = others.Count < basket.Count || _random.Chance(popularItem.Chance + (Evening * owed));
        foreach (var other in others)
        {
            Owe(group, other, popularItem.Chance, isIn);
        }

        if (isIn && others.Count == basket.Count)
        {
            basket.Add(group);
        }
    }

    private double ChanceOn(DemoTruePair pair, DemoGroup companion, int index)
    {
        var passed = (double)index / DemoOrders.Days;
        var trend = pair.Trend switch
        {
            DemoTrend.Rising => 0.25 + (1.5 * passed),
            DemoTrend.Falling => 1.75 - (1.5 * passed),
            _ => 1.0,
        };
        // The season moves the companion half as far as it moves the product by itself.
        var season = (1 + companion.Season.At(Day(index))) / 2;
        return Math.Min(0.9, pair.Chance * trend * season);
    }

    private static bool IsSubscription(DemoGroup group) => group.Head.TypeCode == "subscription";

    private void PlanVisits(string customer, DemoGroup anchor, int index, bool isRenewal)
    {
        // Who subscribes comes back for the grinder once, and not every month.
        foreach (var visit in isRenewal ? [] : _visits[anchor.Sku])
        {
            if (_random.Chance(visit.Chance))
            {
                Plan(customer, _shop.Group(visit.CompanionSku), index + _random.Between(visit.FromDays, visit.ToDays));
            }
        }

        if (IsSubscription(anchor) && _random.Chance(RenewalShare))
        {
            Plan(customer, anchor, index + RenewalDays);
        }
    }

    private void Plan(string customer, DemoGroup group, int index)
    {
        if (index < DemoOrders.Days)
        {
            _visitsByDay[index].Enqueue(new Visit(customer, group));
        }
    }

    private void KeepForTomorrow(int index)
    {
        while (_visitsByDay[index].TryDequeue(out var visit))
        {
            Plan(visit.CustomerId, visit.Group, index + 1);
        }
    }

    private List<DemoOrderLine> Lines(List<DemoGroup> basket, string shopper, int index)
    {
        var lines = new List<DemoOrderLine>(basket.Count);
        DemoProduct? first = null;
        // A sale lowers the whole basket's prices; something returned often takes what went with it along.
        var sale = _random.Chance(SaleShare);
        var hasReturn = false;
        foreach (var group in basket)
        {
            var product = Variant(group, first, shopper);
            first ??= product;
            var price = _listings[product.Sku].PriceMinor;
            var quantity = group.MaxQuantity > 1 && _random.Chance(0.3) ? _random.Between(2, group.MaxQuantity) : 1;
            var returned = 0;
            if (_random.Chance(hasReturn ? Math.Max(group.ReturnChance, 0.35) : group.ReturnChance))
            {
                returned = _random.Between(1, quantity);
                hasReturn = true;
            }

            lines.Add(new DemoOrderLine(product.Sku, quantity, returned, sale ? price * 9 / 10 : price));
        }

        return lines;
    }

    // The variant that fits the anchor (thread, size, colour) if there is one; the shopper's own size; else any.
    private DemoProduct Variant(DemoGroup group, DemoProduct? anchor, string shopper)
    {
        if (group.Variants.Count == 1)
        {
            return group.Variants[0];
        }

        if (anchor is not null)
        {
            foreach (var code in (string[])["thread", "size", "size-band", "colour"])
            {
                if (anchor.Attributes.TryGetValue(code, out var value)
                    && group.Variants.FirstOrDefault(v => v.Attributes.GetValueOrDefault(code) == value) is { } match)
                {
                    return match;
                }
            }
        }

        if (group.Variants[0].Attributes.ContainsKey("size") || group.Variants[0].Attributes.ContainsKey("shoe-size"))
        {
            return group.Variants[(int)(DemoRandom.Hash(shopper) % (ulong)group.Variants.Count)];
        }

        return _random.Pick(group.Variants);
    }
}
