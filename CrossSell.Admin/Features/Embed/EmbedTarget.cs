using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Embed;

/// <summary>A system that the panel is put into, with how it is said.</summary>
/// <param name="Code">In addresses and ids.</param>
/// <param name="Name">A key of the texts.</param>
/// <param name="What">What the code is and where it goes, a key of the texts.</param>
/// <param name="Write">The code itself.</param>
internal sealed record EmbedTarget(string Code, string Name, string What, Func<EmbedChoice, string> Write)
{
    public static readonly IReadOnlyList<EmbedTarget> All =
    [
        new("html", Texts.Key("HTML page"), Texts.Key("A whole page. Save it as a file, open it in a browser, and the panel is there."), EmbedSnippets.Html),
        new(
            "shopify", Texts.Key("Shopify theme"), Texts.Key("A snippet of the theme: snippets/crosssell.liquid, rendered in the product section."),
            EmbedSnippets.Shopify),
        new(
            "woocommerce", Texts.Key("WooCommerce"), Texts.Key("For functions.php of the theme, or a small plug-in of your own."), EmbedSnippets.WooCommerce),
        new(
            "magento", Texts.Key("Magento"), Texts.Key("A template below the product's details, and the controller that puts SKUs into the cart."),
            EmbedSnippets.Magento),
        new("react", Texts.Key("React component"), Texts.Key("A component that takes the SKU and tells you what to add."), EmbedSnippets.React),
        new("server", Texts.Key("Without a script"), Texts.Key("Your server asks for the panel as HTML and puts it into the page."), EmbedSnippets.Server),
        new("ga4", Texts.Key("Google Analytics 4"), Texts.Key("What shoppers see, open and add, in the words of GA4, in window.dataLayer."), EmbedSnippets.Ga4),
        new("segment", Texts.Key("Segment events"), Texts.Key("The same by Segment's e-commerce spec."), EmbedSnippets.Segment),
    ];
}

/// <summary>What a person chose on the page that puts the panel into a shop.</summary>
/// <param name="Origin">Scheme and host of the studio.</param>
/// <param name="Key">The publishable key; empty while none is chosen.</param>
/// <param name="Placement">Its word on the wire.</param>
/// <param name="Sku">Of the product that examples name.</param>
/// <param name="Accent">Colour of the button in a light shop; null for the panel's own.</param>
/// <param name="DarkAccent">The same in a dark one.</param>
/// <param name="Radius">Of the corners, in CSS pixels; null for the panel's own.</param>
internal sealed record EmbedChoice(
    string Origin, string Key, string Placement, string Sku, string? Accent = null, string? DarkAccent = null, int? Radius = null)
{
    /// <summary>Stands where the person's key will.</summary>
    public const string NoKey = "YOUR_PUBLISHABLE_KEY";

    public string KeyOrWord => Key.Length > 0 ? Key : NoKey;

    public string Script => $"{Origin}{EmbedScript.Address}";

    /// <summary>The attribute for any place but the product's page, which needs none.</summary>
    public string PlacementAttribute => Placement == "product-page" ? "" : $" placement=\"{Placement}\"";

    /// <summary>Rules for the shop's own style sheet: the place is kept before the panel is there, and the shop's colours are taken.</summary>
    public string Style
    {
        get
        {
            var own = new List<string> { "display: block", "min-height: 420px" };
            own.AddRange(Colours(Accent));
            if (Radius is { } radius)
            {
                own.Add($"--crosssell-radius: {radius.ToString(System.Globalization.CultureInfo.InvariantCulture)}px");
                own.Add($"--crosssell-button-radius: {radius.ToString(System.Globalization.CultureInfo.InvariantCulture)}px");
            }

            var light = $"crosssell-panel {{ {string.Join("; ", own)}; }}";
            return DarkAccent is null
                ? light
                : $"{light}\n@media (prefers-color-scheme: dark) {{ crosssell-panel {{ {string.Join("; ", Colours(DarkAccent))}; }} }}";
        }
    }

    /// <summary>The same as a style attribute, for the preview.</summary>
    /// <param name="accent">Of the scheme that is shown.</param>
    public string Inline(string? accent) => string.Join("; ", Colours(accent).Concat(Radius is { } radius
        ? [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--crosssell-radius: {radius}px; --crosssell-button-radius: {radius}px")] : []));

    /// <summary>White on a dark button, near black on a light one: whichever is told better from it (WCAG 2.2, relative luminance).</summary>
    private static IEnumerable<string> Colours(string? accent) => accent is null
        ? []
        : [$"--crosssell-accent: {accent}", $"--crosssell-accent-text: {(Luminance(accent) > 0.18 ? "#111111" : "#ffffff")}"];

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255d;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }
}
