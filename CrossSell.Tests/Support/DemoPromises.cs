using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;

namespace CrossSell.Tests.Support;

/// <summary>A panel as a shopper sees it, no matter who drew it.</summary>
/// <param name="Bundle">Code of the offer that leads it; null for none.</param>
/// <param name="BundleParts">SKUs in it, where they are told.</param>
/// <param name="Companions">The loose ones with their price in minor units, in their order.</param>
internal sealed record SeenPanel(string? Bundle, IReadOnlyList<string> BundleParts, IReadOnlyList<(string Sku, long Price)> Companions)
{
    public IReadOnlyList<string> Skus { get; } = [.. Companions.Select(companion => companion.Sku)];
}

/// <summary>Asks for the panel of a product in a shop of the demo.</summary>
internal delegate Task<SeenPanel> AskPanel(string channel, string sku, string? segment = null);

/// <summary>The four promises of the demo, by SKU: what a person who opens its shops must see, in the service, the API and the embed alike.</summary>
internal static class DemoPromises
{
    public const string Segment = "new-premium-subscriber";

    private static readonly Dictionary<string, DemoProduct> Products = DemoCatalog.Create(DemoStudio.Today).Products.ToDictionary(product => product.Sku);

    private static readonly string[] SdCards = ["MEM-64-V30", "MEM-64-V60", "MEM-128-V60", "MEM-128-V90", "MEM-256-V60", "MEM-256-V90", "MEM-512-V60"];

    private static readonly string[] DslrBags = ["BAG-CA15", "BAG-CA28", "BAG-SL", "BAG-SH10", "BAG-HL3", "BAG-HARD"];

    public static IEnumerable<string> Dresses =>
        Products.Values.Where(product => product is { CategoryCode: "dresses", Status: ProductStatus.Active }).Select(product => product.Sku);

    public static IEnumerable<string> Boots =>
        Products.Values.Where(product => product is { CategoryCode: "boots", Status: ProductStatus.Active }).Select(product => product.Sku);

    public static async Task AllAsync(AskPanel ask)
    {
        await DslrsAsync(ask);
        await CoffeeAsync(ask);
        foreach (var dress in Dresses)
        {
            await DressAsync(ask, dress);
        }

        foreach (var boot in Boots)
        {
            await BootAsync(ask, boot);
        }
    }

    /// <summary>
    /// Each DSLR body: a memory card that it writes to, the battery that it takes, a bag that holds it; no wallet, no reader, no charger in their place.
    /// </summary>
    public static async Task DslrsAsync(AskPanel ask)
    {
        foreach (var (body, cards, battery) in (IEnumerable<(string, string[], string)>)
        [
            ("CAM-D5", SdCards, "BAT-NB12"), ("CAM-D5-BODY", SdCards, "BAT-NB12"), ("CAM-D5-KIT", SdCards, "BAT-NB12"), ("CAM-D5-KIT2", SdCards, "BAT-NB12"),
            ("CAM-D7-BODY", SdCards, "BAT-NB12"), ("CAM-D9-BODY", [.. SdCards, "MEM-CFX-256", "MEM-CFX-512"], "BAT-NB15"),
        ])
        {
            var shown = (await ask("camera", body)).Skus;
            var said = $"{body}: {string.Join(", ", shown)}";
            Assert.True(shown.Count <= 4, said);
            Assert.True(shown.Any(cards.Contains), $"No card. {said}");
            Assert.True(shown.Contains(battery), $"No battery. {said}");
            Assert.True(shown.Any(sku => DslrBags.Contains(FamilyOf(sku))), $"No bag. {said}");
            Assert.True(shown.All(sku => Products[sku].TypeCode is not ("card-case" or "power")), said);
        }
    }

    /// <summary>Belt, shoes and jewellery in the dress's style; what comes in sizes comes in the dress's, or not at all.</summary>
    public static async Task DressAsync(AskPanel ask, string sku)
    {
        var dress = Products[sku];
        var shown = (await ask("fashion", sku)).Skus;
        var said = $"{sku}: {string.Join(", ", shown)}";
        foreach (var category in (string[])["belts", "shoes", "jewellery"])
        {
            Assert.True(
                shown.Any(other => Products[other].CategoryCode == category && Share(dress, "style", Products[other], "style")), $"No {category}. {said}");
        }

        Assert.True(shown.All(other => Products[other].CategoryCode != "dresses"), said);
        if (dress.Attributes.ContainsKey("size"))
        {
            Assert.True(shown.All(other => SameBand(dress, Products[other])), $"Another size. {said}");
            // Sold out in L.
            Assert.True(!shown.Any(other => FamilyOf(other) == "BLT-BRAID") || dress.Attributes["size-band"] != "L", said);
        }
    }

    /// <summary>The grinder at a discount for new premium subscribers alone; everybody else sees it at its price, and nobody at two.</summary>
    public static async Task CoffeeAsync(AskPanel ask)
    {
        const long Price = 189_00;
        var member = await ask("coffee", "SUB-PREMIUM", Segment);
        Assert.Equal("coffee-start", member.Bundle);
        Assert.DoesNotContain("GRN-HOME", member.Skus);
        if (member.BundleParts.Count > 0)
        {
            Assert.Equal(["GRN-HOME"], member.BundleParts);
        }

        var other = await ask("coffee", "SUB-PREMIUM");
        Assert.Null(other.Bundle);
        Assert.Contains(("GRN-HOME", Price), other.Companions);
    }

    /// <summary>Socks of the boot's season and size; wax for leather, spray for the rest; no laces offered as proofing, no other boot.</summary>
    public static async Task BootAsync(AskPanel ask, string sku)
    {
        var boot = Products[sku];
        var proofing = boot.Attributes["material"] switch { "leather" => "CAR-WAX", "suede" => "CAR-SUEDE", _ => "CAR-SPRAY" };
        var panel = await ask("outdoor", sku);
        var said = $"{sku}: {string.Join(", ", panel.Skus)}";
        Assert.True(panel.Skus.Any(other => Products[other].CategoryCode == "socks" && Share(boot, "season", Products[other], "season")), $"No socks. {said}");
        Assert.True(panel.Skus.All(other => SameBand(boot, Products[other])), $"Another size. {said}");
        // A set with the spray in it leads one page: nothing stands there at two prices.
        Assert.Equal(panel.Bundle == "dry-feet" ? [] : [proofing], panel.Skus.Where(other => Products[other].TypeCode == "proofing"));
        Assert.True(panel.Skus.All(other => Products[other].CategoryCode != "boots"), $"A rival. {said}");
        // Sold out in L.
        Assert.True(!panel.Skus.Any(other => FamilyOf(other) == "SOC-LINER") || boot.Attributes.GetValueOrDefault("size-band") != "L", said);
    }

    private static string FamilyOf(string sku) => Products[sku].ParentSku ?? sku;

    private static bool Share(DemoProduct one, string attribute, DemoProduct other, string fits) =>
        (one.Attributes.GetValueOrDefault(attribute) ?? "").Split('/').Intersect((other.Attributes.GetValueOrDefault(fits) ?? "").Split('/'))
            .Any(value => value.Length > 0);

    private static bool SameBand(DemoProduct anchor, DemoProduct other) =>
        anchor.Attributes.GetValueOrDefault("size-band") is not { } wanted || other.Attributes.GetValueOrDefault("size-band") is not { } band || band == wanted;
}
