using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CsCheck;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Twelve products, three of them in one family and two in the anchor's, in random states and layers.</summary>
public sealed class PanelResolverProperties
{
    private static readonly int[] FamilyTwo = [21, 22];

    private static readonly Gen<ProductFact> States =
        from price in Gen.Long[-1, 200_000]
        from stock in Gen.Int[-1, 3]
        from active in Gen.Int[0, 5]
        from published in Gen.Int[0, 5]
        from completeness in Gen.Int[70, 100]
        from category in Gen.Int[1, 3]
        from size in Gen.Int[40, 44]
        select new ProductFact
        {
            Id = 0, Sku = "", Name = "", FamilyId = 0, Price = price, Stock = stock == 3 ? null : stock,
            Status = active > 0 ? ProductStatus.Active : ProductStatus.Draft, IsPublished = published > 0,
            Completeness = completeness, CategoryId = category, Attributes = new Dictionary<string, string> { ["size"] = $"{size}" },
        };

    private static readonly Gen<int> Candidates = Gen.Int[0, 12].Select(index => index == 12 ? 99 : Ids[index]);

    /// <summary>Facts, a question and a policy by chance.</summary>
    internal static readonly Gen<(PanelFacts Facts, PanelRequest Request, PanelPolicy Policy)> Cases =
        from states in States.Array[Ids.Length]
        from pins in Gen.Select(Candidates, Gen.Enum<OverrideScope>(), Gen.Int[0, 3], (id, scope, position) => new PinFact(id, scope, position)).Array[0, 3]
        from links in LinkFacts().Array[0, 6]
        from offered in Gen.Select(Candidates, Gen.Int[1, 3], Gen.Int[0, 200_000], (id, rule, most) => (Id: id, Rule: rule, Most: most)).Array[0, 6]
        from mined in Gen.Select(
            Candidates, Gen.Int[0, 20], Gen.Double[0, 4], Gen.Int[0, 5],
            (id, baskets, lift, rejected) => new MinedFact(id, new(baskets, 40, lift, baskets * lift), rejected == 0)).Array[0, 6]
        from best in Gen.Select(Candidates, Gen.Int[0, 20], (id, baskets) => new BestsellerFact(id, baskets)).Array[0, 3]
        from wider in Gen.Select(
            Candidates, Gen.Int[0, 20], Gen.Double[0, 4],
            (id, baskets, lift) => new CategoryPairFact(id, "Category", new(baskets, 40, lift, baskets * lift))).Array[0, 5]
        from excluded in Candidates.Array[0, 2]
        from substitutes in Candidates.Array[0, 2]
        from cart in Candidates.Array[0, 2]
        from limit in Gen.Int[-1, 6]
        from minStock in Gen.Int[0, 3]
        from substitutesToo in Gen.Bool
        from order in Gen.Shuffle(PanelLayers.Standard.ToArray())
        from slots in Gen.Int[0, 5]
        from least in Gen.Int[0, 3]
        let products = Ids.Zip(states, Place).ToDictionary(product => product.Id)
        select (
            new PanelFacts
            {
                Channel = new PanelScene().Channel,
                Anchor = products[1] with { Status = ProductStatus.Active, IsPublished = true },
                Products = products,
                Parts =
                [
                    new PinFacts { Pins = pins },
                    new LinkFacts { Links = links.DistinctBy(link => (link.TargetId, link.TypeId, link.IsInherited)).ToArray() },
                    new RuleFacts
                    {
                        Offers = offered.DistinctBy(offer => (offer.Id, offer.Rule)).Select((offer, rank) => new RuleFact
                        {
                            ProductId = offer.Id, RuleId = offer.Rule, Name = "Rule", Priority = 3 - offer.Rule, Rank = rank, Limit = offer.Rule,
                            Segment = offer.Rule == 3 && offer.Most < 50_000 ? "members" : null, PriceTo = offer.Rule == 2 ? offer.Most : null,
                        }).ToArray(),
                    },
                    new MinedFacts { Pairs = mined.DistinctBy(pair => pair.ProductId).ToArray() },
                    new CategoryPairFacts { Pairs = wider.DistinctBy(pair => pair.ProductId).ToArray() },
                    new BestsellerFacts { Best = best },
                ],
                Exclusions = excluded.Select(id => new ExclusionFact(id, OverrideScope.Channel)).ToArray(),
                Substitutes = substitutes.ToHashSet(),
            },
            new PanelRequest { AnchorId = 1, ChannelId = 1, At = PanelScene.Now, Cart = cart, Limit = limit < 0 ? null : limit },
            new PanelPolicy
            {
                MaxSlots = slots, MinSlots = least, Off = new HashSet<string>(), MinStock = minStock, AllowSubstitutes = substitutesToo,
                Order = substitutesToo ? order : null,
            });

    private static int[] Ids => [1, 11, 2, 21, 22, 3, 4, 5, 6, 7, 8, 9];

    [Fact]
    public void Panel_OfAnyFacts_NeverShowsWhatAHardFilterDrops() => Cases.Sample(test =>
    {
        var (facts, request, policy) = test;
        var cartFamilies = request.Cart.Where(facts.Products.ContainsKey).Select(id => facts.Products[id].FamilyId).ToHashSet();
        foreach (var companion in PanelResolver.Resolve(request, facts, policy).Companions)
        {
            var product = facts.Products[companion.Product.Id];
            Assert.True(product is { IsActive: true, IsPublished: true, Price: > 0, Completeness: >= 80 });
            Assert.True(product.Stock is null || product.Stock >= policy.MinStock);
            Assert.NotEqual(ProductKind.Parent, product.Kind);
            Assert.NotEqual(facts.Anchor.FamilyId, product.FamilyId);
            Assert.DoesNotContain(product.FamilyId, cartFamilies);
            Assert.DoesNotContain(facts.Exclusions, exclusion => exclusion.ProductId == product.Id || exclusion.ProductId == product.FamilyId);
            Assert.True(policy.AllowSubstitutes || companion.Warning is not null
                || !(facts.Substitutes.Contains(product.Id) || facts.Substitutes.Contains(product.FamilyId)));
        }
    });

    [Fact]
    public void WiderLayers_OfAnyFacts_NeverOfferTheAnchorsOwnCategory() => Cases.Sample(test =>
        Assert.All(
            PanelResolver.Resolve(test.Request, test.Facts, test.Policy).Companions.Where(companion => companion.Layer.IsWider),
            companion => Assert.NotEqual(test.Facts.Anchor.CategoryId, test.Facts.Products[companion.Product.Id].CategoryId)));

    [Fact]
    public void Panel_OfAnyFacts_ShowsOneProductOfAFamily() => Cases.Sample(test =>
    {
        var families = PanelResolver.Resolve(test.Request, test.Facts, test.Policy).Companions
            .Select(companion => test.Facts.Products[companion.Product.Id].FamilyId).ToArray();
        Assert.Equal(families.Distinct().Count(), families.Length);
    });

    [Fact]
    public void Panel_OfAnyFacts_KeepsItsLimitsAndNeverPads() => Cases.Sample(test =>
    {
        var slots = Math.Min(test.Request.Limit ?? int.MaxValue, test.Policy.MaxSlots);
        var shown = PanelResolver.Resolve(test.Request, test.Facts, test.Policy).Companions.Count;
        Assert.True(shown <= slots && (shown == 0 || shown >= Math.Min(test.Policy.MinSlots, slots)));
    });

    [Fact]
    public void Panel_WithFewerSlots_IsTheBeginningOfOneWithMore() => Cases.Sample(test =>
    {
        var policy = test.Policy with { MinSlots = 0, MaxSlots = 5 };
        var all = PanelResolver.Resolve(test.Request with { Limit = null }, test.Facts, policy).Ids();
        var few = PanelResolver.Resolve(test.Request with { Limit = 2 }, test.Facts, policy).Ids();
        Assert.Equal(all.Take(2), few);
    });

    [Fact]
    public void Panel_WithoutATrace_IsTheSame() => Cases.Sample(test =>
    {
        var traced = PanelResolver.Resolve(test.Request, test.Facts, test.Policy);
        var plain = PanelResolver.Resolve(test.Request with { IsTraced = false }, test.Facts, test.Policy);
        Assert.Equal(
            (traced.RecommendationId, traced.Totals, traced.IsShown, string.Join(", ", traced.Companions)),
            (plain.RecommendationId, plain.Totals, plain.IsShown, string.Join(", ", plain.Companions)));
        Assert.Empty(plain.Trace);
    });

    [Fact]
    public void Layers_OfAnyPanel_NeverStepBack() => Cases.Sample(test =>
    {
        var order = (test.Policy.Order ?? PanelLayers.Standard).ToList();
        var layers = PanelResolver.Resolve(test.Request, test.Facts, test.Policy).Companions.Select(companion => order.IndexOf(companion.Layer)).ToArray();
        Assert.Equal(layers.Order(), layers);
    });

    [Fact]
    public void Trace_OfAnyFacts_HoldsEveryCandidateExactlyOnce() => Cases.Sample(test =>
    {
        var (facts, request, policy) = test;
        var panel = PanelResolver.Resolve(request, facts, policy);

        var put = facts.Of<PinFacts>().Pins.Select(pin => ("Pin", pin.ProductId))
            .Concat(facts.Of<LinkFacts>().Links.Select(link => ("Link", link.TargetId)))
            .Concat(facts.Of<RuleFacts>().Offers.Select(rule => ("Rule", rule.ProductId)))
            .Concat(facts.Of<MinedFacts>().Pairs.Select(mined => ("Mined", mined.ProductId)))
            .Concat(facts.Of<CategoryPairFacts>().Pairs.Select(pair => ("CategoryPair", pair.ProductId)))
            .Concat(facts.Of<BestsellerFacts>().Best.Select(best => ("Fallback", best.ProductId)));
        Assert.Equal(put.Order(), panel.Trace.Select(entry => (entry.Layer.Name, entry.ProductId!.Value)).Order());
        Assert.Equal(
            panel.Ids(),
            panel.Trace.Where(entry => entry.Verdict == TraceVerdict.Shown).OrderBy(entry => entry.Position).Select(entry => entry.ChosenId!.Value));
        Assert.All(panel.Trace, entry => Assert.True(entry.Sentence.Length > 0 && entry.Verdict == TraceVerdict.Shown == entry.Filter is null));
    });

    [Fact]
    public void Panel_OfTheSameFactsInAnotherOrder_IsTheSame() =>
        Gen.Select(Cases, Gen.Int).Sample((test, seed) =>
        {
            var (facts, request, policy) = test;
            var random = new Random(seed);
            T[] Shuffled<T>(IReadOnlyCollection<T> items) => [.. items.OrderBy(_ => random.Next())];
            var other = facts with
            {
                Parts = Shuffled<LayerFacts>(
                [
                    new PinFacts { Pins = Shuffled(facts.Of<PinFacts>().Pins) },
                    new LinkFacts { Links = Shuffled(facts.Of<LinkFacts>().Links) },
                    new RuleFacts { Offers = Shuffled(facts.Of<RuleFacts>().Offers) },
                    new MinedFacts { Pairs = Shuffled(facts.Of<MinedFacts>().Pairs) },
                    new CategoryPairFacts { Pairs = Shuffled(facts.Of<CategoryPairFacts>().Pairs) },
                    new BestsellerFacts { Best = Shuffled(facts.Of<BestsellerFacts>().Best) },
                ]),
                Exclusions = Shuffled(facts.Exclusions),
            };

            var (first, second) = (
                PanelResolver.Resolve(request, facts, policy), PanelResolver.Resolve(request with { Cart = Shuffled(request.Cart) }, other, policy));
            Assert.Equal((first.Version, first.RecommendationId), (second.Version, second.RecommendationId));
            Assert.Equal(first.Trace, second.Trace);
        });

    private static Gen<LinkFact> LinkFacts() =>
        from id in Candidates
        from position in Gen.Int[0, 4]
        from type in Gen.Int[1, 3]
        from state in Gen.Int[0, 5]
        from origin in Gen.Enum<LinkOrigin>()
        from inherited in Gen.Bool
        from start in Gen.Int[-3, 1]
        select new LinkFact
        {
            TargetId = id, Position = position, TypeId = type, TypeName = "type", FillsPanel = type < 3,
            State = state == 0 ? LinkState.Paused : LinkState.Active,
            Origin = origin, IsInherited = inherited, Validity = new(PanelScene.Now.AddDays(start), null),
        };

    private static ProductFact Place(int id, ProductFact state) => (state with { Id = id, Sku = $"P-{id}", Name = $"Product {id}" }) switch
    {
        { Id: 1 } anchor => anchor with { FamilyId = 10, Kind = ProductKind.Variant, Variants = [1, 11] },
        { Id: 11 } sister => sister with { FamilyId = 10, Kind = ProductKind.Variant, Variants = [1, 11] },
        { Id: 2 } parent => parent with { FamilyId = 2, Kind = ProductKind.Parent, Variants = FamilyTwo },
        { Id: 21 or 22 } variant => variant with { FamilyId = 2, Kind = ProductKind.Variant, Variants = FamilyTwo },
        var simple => simple with { FamilyId = id },
    };
}
