using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;

namespace CrossSell.Tests.Admin.Conditions;

public sealed class RuleWordsTests
{
    private static readonly RuleLexicon Lexicon = new(new RuleVocabulary(
        [new RuleCategory(1, "boots", "Hiking boots", "Footwear / Hiking boots"), new RuleCategory(2, "socks", "Socks", "Clothing / Socks")],
        [(7, "Battery")],
        [new RuleAttribute(3, "size-band", "Size band", AttributeKind.Choice, null, ["M", "L"]), new RuleAttribute(
            4, "weight", "Weight", AttributeKind.Number, "g", []), new RuleAttribute(5, "waterproof", "Waterproof", AttributeKind.YesNo, null, [])],
        [],
        []));

    [Fact]
    public void Sentence_OfTheBriefsRule_ReadsAsAPersonWouldSayIt()
    {
        Assert.Equal("Hiking boots by Norrland", RuleWords.Of(new AllOf([new InCategory([1]), new OfBrand(["Norrland"])]), Lexicon));
        Assert.Equal(
            "Socks with the same Size band, at most 30 % of its price",
            RuleWords.Offer(new AllOf([new InCategory([2])]), [new AttributeMatches(3, 3), new PricedAtMost(30)], Lexicon));
        Assert.Equal("most often bought together first, up to 2", RuleWords.Tail(RuleOrder.Affinity, 2));
    }

    [Fact]
    public void Groups_AreSaidWithTheirWords() => Assert.Equal(
        "Hiking boots (by Norrland or with Waterproof), not tagged sale, neither with Weight from 500 g up nor priced up to 20",
        RuleWords.Of(
            new AllOf([
                new AnyOf([new OfBrand(["Norrland"]), new AttributeIs(5, ["yes"])]), new InCategory([1]), new NoneOf([new Tagged(["sale"])]),
                new NoneOf([new AttributeBetween(4, 500, null), new PriceBetween(null, 20)])]),
            Lexicon));

    [Fact]
    public void NothingAsked_IsEveryProduct()
    {
        Assert.Equal("every product", RuleWords.Of(new AllOf([]), Lexicon));
        Assert.Equal("every product priced up to 20", RuleWords.Of(new PriceBetween(null, 20), Lexicon));
        Assert.Equal("products of the same brand", RuleWords.Offer(new AllOf([]), [new SameBrand()], Lexicon));
    }

    [Fact]
    public void WhatIsGone_IsNamedSo() =>
        Assert.Equal("a removed category with a removed attribute D", RuleWords.Of(new AllOf([new InCategory([99]), new AttributeIs(98, ["D"])]), Lexicon));
}
