using CrossSell.Admin.Features.Bundles;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Tests.Admin.Bundles;

public sealed class BundlePageStateTests
{
    private static readonly Channel Shop = new()
    {
        Id = 1, Code = "camera", Name = "Camera store", CurrencyCode = "EUR", TimeZone = "Europe/Amsterdam",
        TaxRates = { new TaxRate { TaxClass = "standard", BasisPoints = 2100 } }
    };

    [Fact]
    public void Percent_AsItIsTyped_ChangesThePriceAtOnce()
    {
        var state = State();

        Assert.True(state.SetPricing(PricingKind.PercentOff));
        Assert.True(state.SetPercent("10"));
        Assert.True(state.SetRounding(PriceRounding.To95));

        Assert.Equal(133895, state.Quote(Shop).Price!.SetPrice.Minor);
        Assert.True(state.IsDirty);
    }

    [Fact]
    public void Pricing_SwitchedToAnotherKind_StartsFromWhatTheSetCostsAndSavesNow()
    {
        var state = State();
        state.SetPricing(PricingKind.PercentOff);
        state.SetPercent("10");
        var before = state.Quote(Shop).Price!;

        state.SetPricing(PricingKind.AmountOff);
        Assert.Equal(before.Saving.Minor, state.Content.Amount);
        state.SetPricing(PricingKind.FixedPrice);

        Assert.Equal(before.SetPrice, state.Quote(Shop).Price!.SetPrice);
    }

    [Fact]
    public void Percent_ThatCannotBeRead_KeepsTheLastPriceAndSaysWhy()
    {
        var state = State();
        state.SetPricing(PricingKind.PercentOff);
        state.SetPercent("10");

        Assert.False(state.SetPercent("120"));

        Assert.Equal("A discount is from 0 to 100 %.", state.Problem("percent"));
        Assert.Equal("120", state.Shown("percent", "10"));
        Assert.Equal(1000, state.Content.PercentBasisPoints);
        state.SetPercent("12");
        Assert.False(state.HasProblems);
    }

    [Fact]
    public void MainProduct_AlwaysLeads_AndOthersWhereTheyAreChosenTo()
    {
        var state = State();
        var (main, second) = (state.Content.Components[0].ProductId, state.Content.Components[1].ProductId);
        Assert.Equal((true, false), (state.Content.LeadsOn(main), state.Content.LeadsOn(second)));

        Assert.True(state.SetLeads(second, true));
        Assert.True(state.Content.LeadsOn(second));
        Assert.True(state.IsDirty);
        state.Move(second, -1);
        Assert.Equal((true, false), (state.Content.LeadsOn(second), state.Content.LeadsOn(main)));
        state.Undo();
        state.Undo();
        Assert.False(state.Content.LeadsOn(second));
    }

    [Fact]
    public void Segment_ThatAShopOfTheBundleDoesNotDefine_KeepsItFromReview()
    {
        var state = State();
        state.Segments = [new Segment { Id = 1, ChannelId = 2, Code = "members", Name = "Club members" }];
        Assert.True(state.SetSegment("members"));

        Assert.Contains(
            state.Checks(DateTimeOffset.UnixEpoch),
            check => check.Blocks && check.Sentence == "Camera store has no segment Club members, so no shopper there would see the bundle.");
        state.Segments = [new Segment { Id = 1, ChannelId = 1, Code = "members", Name = "Club members" }];
        Assert.DoesNotContain(state.Checks(DateTimeOffset.UnixEpoch), check => check.Sentence.Contains("segment", StringComparison.Ordinal));
    }

    [Fact]
    public void Undo_StepByStep_ComesBackToWhatWasSaved()
    {
        var state = State();
        state.Remove(3);
        state.SetQuantity(2, "4");
        state.Move(2, -1);
        state.SetName("Other");

        while (state.CanUndo)
        {
            Assert.True(state.Undo());
        }

        Assert.False(state.IsDirty);
        Assert.Equal([1, 2, 3], state.Content.Components.Select(component => component.ProductId));
    }

    [Fact]
    public void Edit_ThatChangesNothing_IsNoEdit()
    {
        var state = State();

        Assert.False(state.Add(1));
        Assert.False(state.Move(1, -1));
        Assert.False(state.SetQuantity(1, "1"));
        Assert.False(state.SetText("  "));
        Assert.False(state.CanUndo);
    }

    [Fact]
    public void End_BeforeTheStart_IsNotTaken()
    {
        var state = State();
        state.SetStart(new DateTime(2026, 11, 27));

        Assert.False(state.SetEnd(new DateTime(2026, 11, 26)));
        Assert.Equal("The end is before the start.", state.Problem("ends"));
        Assert.True(state.SetEnd(new DateTime(2026, 12, 1)));
        Assert.Equal(new DateTime(2026, 12, 1), state.Content.EndsAt);
    }

    [Fact]
    public void Checks_OfASingleProduct_BlockTheSubmit()
    {
        var state = State();
        state.Remove(2);
        state.Remove(3);

        Assert.Contains(state.Checks(DateTimeOffset.UnixEpoch), check => check is { Blocks: true, Sentence: "A bundle needs at least two products." });
    }

    [Fact]
    public void Accepted_Content_IsNoLongerDirty()
    {
        var state = State();
        state.SetName("Saved");
        state.Accept(state.Content, 7);

        Assert.False(state.IsDirty);
        Assert.Equal(7, state.Version);
    }

    private static BundlePageState State()
    {
        var revision = new BundleRevision { Name = "D7 kit", Number = 1 };
        revision.Components.AddRange(Enumerable.Range(1, 3).Select(id => new BundleComponent { ProductId = id, Position = id - 1 }));
        revision.Channels.Add(new BundleChannel { ChannelId = 1 });
        var bundle = new Bundle { Code = "d7-kit", OwnerId = "eva" };
        bundle.Revisions.Add(revision);
        var state = new BundlePageState(bundle, [Shop]);
        state.Know(1, new Dictionary<int, QuoteProduct> { [1] = Known(1, 129900, 78000), [2] = Known(2, 4990, 1600), [3] = Known(3, 13900, 4400) });
        return state;
    }

    private static QuoteProduct Known(int id, long price, long cost) =>
        new(new ProductSummary(
            id, $"P-{id}", $"Product {id}", null, ProductKind.Simple, null, ProductStatus.Active, "camera.indigo", null, null, Euro(price), Euro(cost), 5,
            true), 2100);

    private static Money Euro(long minor) => new(minor, Currency.Of("EUR"));
}
