using CrossSell.Core.Panels;
using CsCheck;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelDifferenceTests
{
    private static readonly int[] Six = [2, 3, 4, 5, 6, 7];
    private static readonly Gen<int[]> Orders = Gen.Shuffle(Six);

    [Fact]
    public void Differences_NameWhatCame_Went_MovedAndCosts_WithTheReason()
    {
        var before = new PanelScene().Product(2, "Card").Product(3, "Bag").Product(4, "Strap").Linked(2).Linked(3).Linked(4).Resolve();
        var after = new PanelScene().Product(2, "Card", price: 5990).Product(3, "Bag", stock: 0).Product(4, "Strap").Product(5, "Tripod")
            .Linked(4).Linked(2).Linked(3).Linked(5).Resolve();

        Assert.Equal(
            [
                (PanelChangeKind.Gone, "Bag", 2, null, "out of stock"), (PanelChangeKind.Moved, "Strap", 3, 1, null),
                (PanelChangeKind.Price, "Card", null, null, null), (PanelChangeKind.Added, "Tripod", null, 3, null),
            ],
            PanelDifference.Of(before, after).Select(change => (change.Kind, change.Name, change.From, change.To, change.Why)));
    }

    [Fact]
    public void PanelThatVanishes_IsSaidSoFirst()
    {
        var before = new PanelScene().Product(2).Linked(2).Resolve();
        var after = new PanelScene { Policy = new PanelPolicy { MinSlots = 2 } }.Product(2).Linked(2).Resolve();

        Assert.Equal([PanelChangeKind.Vanished, PanelChangeKind.Gone], PanelDifference.Of(before, after).Select(change => change.Kind));
        Assert.Equal([PanelChangeKind.Appeared, PanelChangeKind.Added], PanelDifference.Of(after, before).Select(change => change.Kind));
    }

    /// <summary>Over random panels: nothing where nothing differs, and taking the moved ones out leaves one order.</summary>
    [Fact]
    public void Moves_AreAsFewAsExplainTheNewOrder() =>
        Gen.Select(Orders, Orders, Gen.Int[1, 6], Gen.Int[1, 6]).Sample((one, other, few, more) =>
        {
            var (before, after) = (Panel(one.Take(few)), Panel(other.Take(more)));
            var changes = PanelDifference.Of(before, after);

            Assert.Empty(PanelDifference.Of(before, before));
            var moved = changes.Where(change => change.Kind == PanelChangeKind.Moved).Select(change => change.Sku).ToHashSet();
            Assert.Equal(Rest(before, after), Rest(after, before));
            Assert.Equal(
                before.Companions.Select(item => item.Product.Sku).Except(after.Companions.Select(item => item.Product.Sku)),
                changes.Where(change => change.Kind == PanelChangeKind.Gone).Select(change => change.Sku!));

            IEnumerable<string> Rest(Panel of, Panel with) => of.Companions.Select(item => item.Product.Sku)
                .Where(sku => with.Companions.Any(item => item.Product.Sku == sku) && !moved.Contains(sku));
        });

    [Fact]
    public void Moved_PutsOneInFrontOfAnother_OrBehindAll()
    {
        Assert.Equal([3, 2, 4], PanelOrdering.Moved([2, 3, 4], 3, 2));
        Assert.Equal([3, 4, 2], PanelOrdering.Moved([2, 3, 4], 2, null));
    }

    [Fact]
    public void Sample_IsAlwaysTheSame_AndPrefersWhatWeighsMost()
    {
        (int, long)[] weights = [.. Enumerable.Range(1, 1000).Select(id => (id, id <= 100 ? 1_000_000L : 1L))];
        var sample = RevenueSample.Of(weights, 100);

        Assert.Equal(sample, RevenueSample.Of(weights.Reverse(), 100));
        Assert.Equal(100, sample.Distinct().Count());
        Assert.True(sample.Count(id => id <= 100) >= 95);
        // What weighs nothing comes only where the rest is too little.
        Assert.Equal([2, 1, 3], RevenueSample.Of([(1, 5), (2, 9), (3, 0)], 5));
    }

    private static Panel Panel(IEnumerable<int> ids)
    {
        var scene = new PanelScene { Policy = new PanelPolicy { MaxSlots = 9 } };
        foreach (var id in ids)
        {
            scene.Product(id).Linked(id);
        }

        return scene.Resolve();
    }
}
