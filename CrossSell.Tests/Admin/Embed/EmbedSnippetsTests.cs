using CrossSell.Admin.Features.Embed;

namespace CrossSell.Tests.Admin.Embed;

/// <summary>The code to copy has the person's own key, script and colours in it.</summary>
public sealed class EmbedSnippetsTests
{
    private static readonly EmbedChoice Chosen = new(
        "https://studio.example", "cs_pub_abc", "cart", "CAM-D7", Accent: "#c73a12", DarkAccent: "#ffb090", Radius: 4);

    public static TheoryData<string> Panels => [.. EmbedTarget.All.Select(target => target.Code).Except(["ga4", "segment"])];

    [Theory]
    [MemberData(nameof(Panels))]
    public void EverySystem_GetsTheKeyTheStudioAndThePlacement(string code)
    {
        var text = Text(code);

        Assert.Contains("cs_pub_abc", text, StringComparison.Ordinal);
        Assert.Contains("https://studio.example/", text, StringComparison.Ordinal);
        Assert.Contains(code == "server" ? "placement=cart" : "placement=\"cart\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Style_KeepsThePlace_AndItsButtonsCanBeRead()
    {
        Assert.Equal(
            "crosssell-panel { display: block; min-height: 420px; --crosssell-accent: #c73a12; --crosssell-accent-text: #ffffff; "
            + "--crosssell-radius: 4px; --crosssell-button-radius: 4px; }\n"
            + "@media (prefers-color-scheme: dark) { crosssell-panel { --crosssell-accent: #ffb090; --crosssell-accent-text: #111111; } }",
            Chosen.Style);
        Assert.Equal("crosssell-panel { display: block; min-height: 420px; }", new EmbedChoice("", "", "cart", "X").Style);
    }

    [Fact]
    public void Shopify_KeepsItsOwnPlacesToFillIn()
    {
        var text = Text("shopify");

        Assert.Contains("sku=\"{{ product.selected_or_first_available_variant.sku | escape }}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{{{", text, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutAKey_AWordStandsInItsPlace() =>
        Assert.Contains("api-key=\"YOUR_PUBLISHABLE_KEY\"", EmbedSnippets.Html(Chosen with { Key = "" }), StringComparison.Ordinal);

    private static string Text(string code) => EmbedTarget.All.Single(target => target.Code == code).Write(Chosen);
}
