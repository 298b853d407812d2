using CrossSell.Core.Affinity;
using CsCheck;

namespace CrossSell.Tests.Core.Affinity;

public sealed class RepeatPurchasesTests
{
    private const int Days = 5;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(int Customer, int Day, int[] Products)> Orders =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 40], Gen.Int[0, 4].Array[1, 3], (customer, day, products) => (customer, day, products));

    /// <summary>Against counting customer by customer, as the definition says.</summary>
    [Fact]
    public void Count_OnAnyOrders_IsWhatTheDefinitionSays() => Orders.Array[0, 40].Sample(orders =>
    {
        var builder = new RepeatPurchases.Builder();
        foreach (var (customer, day, products) in orders)
        {
            builder.Add($"c{customer}", Start.AddDays(day), products);
        }

        var found = builder.Build().Count(Days, minCount: 1, best: 100).ToDictionary(pair => (pair.AnchorId, pair.CompanionId));

        var last = orders.Length == 0 ? 0 : orders.Max(order => order.Day);
        var first = orders.SelectMany(order => order.Products.Select(product => (order.Customer, Product: product, order.Day)))
            .GroupBy(item => (item.Customer, item.Product)).ToDictionary(group => group.Key, group => group.Min(item => item.Day));
        (int Came, int Of) Trial(int anchor, int companion)
        {
            var trials = first.Where(pair => pair.Key.Product == anchor && pair.Value <= last - Days)
                .Where(pair => !(first.TryGetValue((pair.Key.Customer, companion), out var had) && had <= pair.Value)).ToList();
            return (trials.Count(pair => first.TryGetValue((pair.Key.Customer, companion), out var day) && day <= pair.Value + Days), trials.Count);
        }

        foreach (var companion in Enumerable.Range(0, 5))
        {
            var trials = Enumerable.Range(0, 5).Where(anchor => anchor != companion).ToDictionary(anchor => anchor, anchor => Trial(anchor, companion));
            foreach (var (anchor, (came, of)) in trials)
            {
                var expected = new ObservedPair(anchor, companion, came, of, trials.Values.Sum(trial => trial.Came), trials.Values.Sum(trial => trial.Of));
                Assert.Equal(expected.IsClear(1), found.ContainsKey((anchor, companion)));
                if (expected.IsClear(1))
                {
                    Assert.Equal(expected, found[(anchor, companion)]);
                }
            }
        }
    });

    [Fact]
    public void Count_GrinderWeeksAfterTheBeans_IsFound()
    {
        var builder = new RepeatPurchases.Builder();
        for (var customer = 0; customer < 60; customer++)
        {
            builder.Add($"c{customer}", Start.AddDays(customer), [customer % 2 == 0 ? 1 : 2]);
            if (customer % 2 == 0 && customer % 6 != 0)
            {
                builder.Add($"c{customer}", Start.AddDays(customer + 14), [3]);
            }
        }

        builder.Add(null, Start.AddDays(365), [1]);

        var pair = Assert.Single(builder.Build().Count(30));

        Assert.Equal(new ObservedPair(1, 3, 20, 30, 20, 60), pair);
    }

    [Fact]
    public void ReturnedTogether_TwoThatComeBackTogether_AreClearAndOthersAreNot()
    {
        var sent = new ReturnedTogether();
        for (var order = 0; order < 100; order++)
        {
            sent.Add([1, 2, 3], order < 8 ? new HashSet<int> { 1, 2 } : order < 12 ? new HashSet<int> { 1 } : []);
        }

        Assert.Equal([new ObservedPair(1, 2, 8, 12, 8, 100), new ObservedPair(2, 1, 8, 8, 12, 100)], sent.Clear());
    }
}
