using CrossSell.Admin.Features.Bundles;
using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;

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
        var key = state.Content.Components[1].Key;
        Assert.Equal((true, false), (state.Content.LeadsOn(main), state.Content.LeadsOn(second)));

        Assert.True(state.SetLeads(key, true));
        Assert.True(state.Content.LeadsOn(second));
        Assert.True(state.IsDirty);
        state.Move(key, -1);
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
        state.Remove(new(3));
        state.SetQuantity(new(2), "4");
        state.Move(new(2), -1);
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
        Assert.False(state.Move(new(1), -1));
        Assert.False(state.SetQuantity(new(1), "1"));
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
        state.Remove(new(2));
        state.Remove(new(3));

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

    [Fact]
    public void Choice_WithASlot_TakesProductsToChooseFrom_AndASetAgainKeepsTheFirstOfThem()
    {
        var state = State();
        Assert.True(state.AddSlot("Memory card"));
        Assert.Equal((BundleKind.Choice, "memory-card"), (state.Content.Kind, state.Content.Slots[0].Key));
        Assert.True(state.Add(8, "memory-card"));
        Assert.True(state.Add(9, "memory-card"));
        Assert.True(state.SetDelta(new(9, "memory-card"), "-5.50"));
        Assert.False(state.SetDelta(new(9, "memory-card"), "much"));
        Assert.Equal("An amount in EUR.", state.Problem("delta-9-memory-card"));
        Assert.True(state.SetChooseMax("memory-card", "2"));
        Assert.True(state.Add(4)); // What is always in stands before what is chosen.

        Assert.Equal([1, 2, 3, 4, 8, 9], state.Content.Components.Select(part => part.ProductId));
        Assert.Equal(-550, state.Content.Components[^1].PriceDelta);
        Assert.False(state.Move(new(8, "memory-card"), -1)); // Not out of its slot.
        Assert.True(state.Move(new(8, "memory-card"), 1));

        Assert.True(state.SetKind(BundleKind.FixedSet));
        Assert.Equal([1, 2, 3, 4, 9], state.Content.Components.Select(part => part.ProductId));
        Assert.Empty(state.Content.Slots);
        Assert.True(state.Undo());
        Assert.Equal(2, state.Group("memory-card").Count);
    }

    [Fact]
    public void Offer_MakesTheMainProductItsTrigger_AndOneProductMayBeBoth()
    {
        var state = State();
        Assert.True(state.SetKind(BundleKind.TriggeredOffer));
        Assert.Equal([1], state.Group(null, ComponentRole.Trigger).Select(part => part.ProductId));
        Assert.True(state.Add(1));
        Assert.True(state.Add(2, role: ComponentRole.Trigger));

        Assert.Equal([1, 2, 2, 3, 1], state.Content.Components.Select(part => part.ProductId));
        Assert.True(state.SetKind(BundleKind.FixedSet)); // Each once again.
        Assert.Equal([1, 2, 3], state.Content.Components.Select(part => part.ProductId));
    }

    [Fact]
    public void Range_OfAQuantity_NeverLeavesTheSuggestedOneOutside()
    {
        var state = State();
        Assert.True(state.SetLeast(new(2), "2"));
        Assert.True(state.SetMost(new(2), "5"));
        Assert.Equal((2, 2, 5), (Part(2).Quantity, Part(2).Fewest, Part(2).Most));
        Assert.True(state.SetQuantity(new(2), "7"));
        Assert.Equal((2, 7), (Part(2).Fewest, Part(2).Most));
        Assert.True(state.SetMost(new(2), "1"));
        Assert.Equal((1, 1, 1), (Part(2).Quantity, Part(2).Fewest, Part(2).Most));
        Assert.True(state.SetLeast(new(2), ""));
        Assert.True(state.SetMost(new(2), ""));
        Assert.False(Part(2).HasRange);

        ComponentContent Part(int id) => state.Content.Components.Single(part => part.ProductId == id);
    }

    [Fact]
    public void Replacements_AreAtMostThree_EachOnce_AndNeverTheProductItself()
    {
        var state = State();
        foreach (var id in new[] { 7, 7, 2, 8, 9, 10 })
        {
            state.AddReplacement(new(2), id);
        }

        Assert.Equal([7, 8, 9], state.Content.Components[1].Replacements);
        Assert.Equal([1, 2, 3, 7, 8, 9], state.ProductIds.Order());
        Assert.True(state.RemoveReplacement(new(2), 8));
        Assert.Equal([7, 9], state.Content.Components[1].Replacements);
    }

    [Fact]
    public void RuleOfASlot_TakesItsProductsAway_AndItsLinesAreThoseOfRules()
    {
        var state = State();
        state.AddSlot("Bag");
        state.Add(5, "bag");
        var rule = new SlotConditions(RuleLexicon.Empty, Shop, state.NextLine, (condition, compared) => state.SetSlotRule("bag", condition, compared));
        rule.Show(null, [], RuleLexicon.Empty, Shop);

        // A line that says nothing yet is this page's alone.
        var line = rule.AddRow(rule.Tree.Id, RowKind.Brand);
        Assert.Null(state.Content.Slots[0].Condition);
        Assert.Equal([line], rule.Unfinished);
        Assert.Single(state.Group("bag"));
        Assert.True(rule.Edit(tree => RuleTree.Replace(tree, (TreeRow)RuleTree.Find(tree, line)! with { Values = ["Carry"] })));
        Assert.True(rule.Compare(rows => [.. rows, new ComparisonRow(rule.Next(), ComparisonKind.AtMost, Percent: "30")]));

        Assert.Equal(new OfBrand(["Carry"]), state.Content.Slots[0].Condition);
        Assert.Equal([new PricedAtMost(30)], state.Content.Slots[0].Comparisons);
        Assert.Equal("Every product by Carry at most 30 % of its price", rule.Said);
        Assert.Empty(state.Group("bag"));

        // What an undo or somebody else wrote is shown; whole trees are taken apart as on the page of rules.
        Assert.True(state.Undo());
        Assert.True(state.Undo());
        Assert.Single(state.Group("bag"));
        var whole = new NoneOf([new InCategory([3]), new AnyOf([new OfBrand(["A"]), new InBundle()])]);
        rule.Show(whole, [], RuleLexicon.Empty, Shop);
        Assert.Equal(GroupKind.None, rule.Tree.Kind);
        Assert.True(rule.Edit(tree => RuleTree.SetKind(tree, tree.Id, GroupKind.All)));
        Assert.Equal(new AllOf(whole.Parts), state.Content.Slots[0].Condition);
    }

    [Fact]
    public void BuyNPayM_BeginsWithThreeForTwo_AndPaysForFewerThanAreBought()
    {
        var state = State();
        Assert.True(state.SetPricing(PricingKind.BuyNPayM));
        Assert.Equal((3, 2), (state.Content.BuyQuantity, state.Content.PayQuantity));
        Assert.False(state.SetPay("3"));
        Assert.True(state.SetBuy("2"));
        Assert.Equal((2, 1), (state.Content.BuyQuantity, state.Content.PayQuantity));
    }

    [Fact]
    public void Languages_ThatSayNothing_AreNotKept()
    {
        var state = State();
        Assert.True(state.SetLocaleName("de", "Startset"));
        Assert.True(state.SetLocaleText("nl", "Alles"));
        Assert.Equal(["de", "nl"], state.Content.Locales.Select(own => own.Locale));
        Assert.True(state.SetLocaleName("de", " "));
        Assert.Equal(["nl"], state.Content.Locales.Select(own => own.Locale));
        Assert.True(state.IsDirty);
    }

    [Fact]
    public void Correction_OfACheck_IsOneEdit()
    {
        var state = State();
        state.SetPricing(PricingKind.PercentOff);
        var fix = state.Checks(DateTimeOffset.UnixEpoch).SelectMany(check => check.Fixes).First(fix => fix.Label == "Take 10 % off");

        Assert.True(state.Apply(fix));
        Assert.Equal(1000, state.Content.PercentBasisPoints);
        Assert.False(state.Apply(fix));
        Assert.True(state.Undo());
        Assert.Equal(0, state.Content.PercentBasisPoints);
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
