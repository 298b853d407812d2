using CrossSell.Core.Panels;
using CsCheck;

namespace CrossSell.Tests.Core.Panels;

/// <summary>Which settings a panel follows, compared with a plain reading of the rule: over random places in a tree of categories.</summary>
public sealed class PanelPoliciesTests
{
    // 1 above 2 above 3; 4 stands beside them.
    private static readonly int[][] Paths = [[], [3, 2, 1], [2, 1], [1], [4]];

    private static readonly Gen<PanelScopeSettings> Scope =
        from placement in Gen.Int[-1, 4]
        from category in Gen.Int[0, 4]
        from slots in Gen.Int[0, 6]
        from cap in Gen.Int[-1, 2]
        from stock in Gen.Int[-1, 2]
        from preselect in Gen.Int[0, 2]
        from layers in Gen.Int[0, 2]
        from headline in Gen.Int[0, 2]
        select new PanelScopeSettings
        {
            Placement = placement < 0 ? null : (PanelPlacement)placement,
            CategoryId = category == 0 ? null : category,
            MaxSlots = slots == 0 ? null : slots,
            PriceCapPercent = cap < 0 ? null : cap * 100,
            MinStock = stock < 0 ? null : stock,
            Preselect = preselect == 2 ? null : preselect == 1,
            Layers = layers == 0 ? null : layers == 1 ? "Link,Pin,-Rule" : "-Bundle,Mined",
            Headlines = headline == 0 ? null : headline == 1 ? """{"de":"Dazu"}""" : """{"nl":"Erbij"}""",
        };

    private static readonly Gen<(PanelScopeSettings[] Scopes, PanelPlacement Placement, int[] Path)> Cases =
        from scopes in Scope.Array[0, 8]
        from placement in Gen.Enum<PanelPlacement>()
        from path in Gen.Int[0, Paths.Length - 1]
        select (scopes.DistinctBy(scope => (scope.Placement, scope.CategoryId)).Select((scope, at) =>
        {
            scope.Id = at + 1;
            return scope;
        }).ToArray(), placement, Paths[path]);

    [Fact]
    public void EachValue_IsThatOfTheNearestPlaceThatSaysIt() => Cases.Sample(test =>
    {
        var shop = new PanelSettings { MaxSlots = 9, MinStock = 7, PriceCapPercent = 250, Preselect = true, Headlines = """{"en":"With it"}""" };
        var policy = PanelPolicies.Of(shop, PanelPolicies.Chain(test.Scopes, test.Placement, test.Path), PanelLayers.Standard);

        Assert.Equal(Nearest(test, scope => scope.MaxSlots) ?? 9, policy.MaxSlots);
        Assert.Equal(Nearest(test, scope => scope.MinStock) ?? 7, policy.MinStock);
        Assert.Equal(Nearest(test, scope => scope.PriceCapPercent) is { } cap ? cap == 0 ? null : cap : 250, policy.PriceCapPercent);
        Assert.Equal(Nearest(test, scope => scope.Preselect) ?? true, policy.Preselect);
        Assert.Equal("With it", policy.Headlines["en"]);
        Assert.Equal(Walk(test).Any(scope => scope.Headlines?.Contains("Dazu", StringComparison.Ordinal) == true), policy.Headlines.ContainsKey("de"));
        switch (Walk(test).Select(scope => scope.Layers).FirstOrDefault(text => text is not null))
        {
            case "Link,Pin,-Rule":
                Assert.Equal(["Bundle", "Link", "Pin", "Campaign"], policy.Order!.Take(4).Select(layer => layer.Name));
                Assert.Contains("Rule", policy.Off);
                break;
            case "-Bundle,Mined":
                Assert.Contains("Bundle", policy.Off);
                break;
            default:
                Assert.Null(policy.Order);
                break;
        }
    });

    [Fact]
    public void AtAPlace_WhatIsNotSaidThere_ComesFromTheSameAsIfThePlaceSaidNothing() => Cases.Sample(test =>
    {
        var (category, shop) = (test.Path.Length == 0 ? (int?)null : test.Path[0], new PanelSettings());
        var others = test.Scopes.Where(scope => scope.Placement != test.Placement || scope.CategoryId != category).ToArray();

        Assert.Equal(
            PanelPolicies.Chain(others, test.Placement, test.Path),
            PanelPolicies.Above(test.Scopes, test.Placement, test.Path));
        Assert.DoesNotContain(PanelPolicies.Above(test.Scopes, null, test.Path), scope => scope.Placement is not null);
    });

    [Fact]
    public void LayerOrder_ReadAndWritten_IsTheSame_AndHoldsEveryLayerOnce()
    {
        var places = PanelLayerOrder.Read("Mined,-Link,Nonsense,Mined", PanelLayers.Standard);

        Assert.Equal(PanelLayers.Standard.OrderBy(layer => layer.Name), places.Select(place => place.Layer).OrderBy(layer => layer.Name));
        Assert.Equal("Bundle", places[0].Layer.Name);
        Assert.False(places.Single(place => place.Layer is LinkLayer).IsOn);
        Assert.False(places.Single(place => place.Layer is FallbackLayer).IsOn); // Off unless somebody wants it.
        Assert.Equal(places, PanelLayerOrder.Read(PanelLayerOrder.Write(places), PanelLayers.Standard));
    }

    [Theory]
    [InlineData("de-AT", "nl", "Dazu")] // Of the language.
    [InlineData("fr", "nl-NL", "Erbij")] // Of the shop's first locale.
    [InlineData(null, "nl", "Erbij")]
    [InlineData("fr", "fr", null)]
    public void Headline_IsTheShoppersOwn_ElseTheShops(string? asked, string first, string? text) =>
        Assert.Equal(text, PanelHeadlines.Of(PanelHeadlines.Read("""{"de":"Dazu","nl":"Erbij"}"""), asked, first));

    [Fact]
    public void Headline_ThatIsNoText_IsNone() => Assert.Empty(PanelHeadlines.Read("{"));

    private static T? Nearest<T>((PanelScopeSettings[], PanelPlacement, int[]) test, Func<PanelScopeSettings, T?> value)
        where T : struct => Walk(test).Select(value).FirstOrDefault(said => said is not null);

    // As the rule is told: upwards through the categories, at each first the placement, then any; at last the placement alone.
    private static IEnumerable<PanelScopeSettings> Walk((PanelScopeSettings[] Scopes, PanelPlacement Placement, int[] Path) test)
    {
        foreach (var category in test.Path.Select(id => (int?)id).Append(null))
        {
            foreach (var placement in new PanelPlacement?[] { test.Placement, null })
            {
                foreach (var scope in test.Scopes.Where(scope => scope.CategoryId == category && scope.Placement == placement))
                {
                    yield return scope;
                }
            }
        }
    }
}
