using System.Globalization;

namespace CrossSell.Admin.Shared;

/// <summary>Every address of the studio, so that a page never spells another page's.</summary>
internal static class Addresses
{
    public const string Today = "/";
    public const string Products = "/products";
    public const string Links = "/links";
    public const string Suggestions = "/suggestions";
    public const string Bundles = "/bundles";
    public const string Reviews = "/reviews";
    public const string Preview = "/preview";
    public const string Compare = "/products/compare";
    public const string Exchange = "/exchange";
    public const string Settings = "/settings";
    public const string SettingsAttributes = "/settings/attributes";
    public const string SettingsCategories = "/settings/categories";
    public const string SettingsChannels = "/settings/channels";
    public const string SettingsCompleteness = "/settings/completeness";
    public const string SettingsJobs = "/settings/jobs";
    public const string SignIn = "/account/sign-in";
    public const string SignOut = "/account/sign-out";
    public const string SetUp = "/account/set-up";
    public const string Forbidden = "/account/forbidden";
    public const string Error = "/error";
    public const string NotFound = "/not-found";

    public static string Product(string sku) => $"{Products}/{Uri.EscapeDataString(sku)}";

    public static string LinksOf(string sku) => $"{Links}?sku={Uri.EscapeDataString(sku)}";

    public static string PreviewOf(string sku, string? channel = null) =>
        $"{Preview}?sku={Uri.EscapeDataString(sku)}" + (channel is null ? "" : $"&channel={Uri.EscapeDataString(channel)}");

    public static string Bundle(string code) => $"{Bundles}/{Uri.EscapeDataString(code)}";

    public static string Review(int revisionId) => $"{Reviews}/{revisionId.ToString(CultureInfo.InvariantCulture)}";

    public static string Picture(string pictogram) => $"/pictures/{pictogram}.svg";

    /// <summary>A width in pixels is one of those the studio makes; null is the original.</summary>
    public static string Media(string hash, int? width = null) =>
        width is { } pixels ? $"/media/{hash}/{pixels.ToString(CultureInfo.InvariantCulture)}" : $"/media/{hash}";

    public static string Job(long id) => $"{SettingsJobs}/{id.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The rows of an import that could not be read, as a file.</summary>
    public static string JobErrors(long id) => $"{Job(id)}/errors";

    public static string ComparisonOf(IEnumerable<string> skus) => $"{Compare}?sku={string.Join("&sku=", skus.Select(Uri.EscapeDataString))}";

    public static string EmbedPanel(string sku, string channel) => $"/embed/panel/{Uri.EscapeDataString(sku)}?channel={Uri.EscapeDataString(channel)}";
}
