using CrossSell.Core.Demo;

namespace CrossSell.Admin.Features.DemoShop;

/// <summary>Which page of a sample shop.</summary>
public enum SampleView
{
    Home,
    Product,
    Checkout,
    Thanks,
    Account,
}

/// <summary>One page of a sample shop, with what is on it.</summary>
/// <param name="Key">The publishable key in the page; null when it was revoked.</param>
/// <param name="Section">Code of the section that is listed; null for all.</param>
/// <param name="Products">Of the list.</param>
/// <param name="Product">Of a product's page; null for one that the shop does not sell.</param>
public sealed record SamplePage(
    SampleView View, SampleShop Shop, string? Key, string? Section, IReadOnlyList<SampleProduct> Products, SampleProductPage? Product)
{
    /// <summary>Address of the shop's front page.</summary>
    public string Home => $"{DemoShopEndpoints.Address}/{Shop.Channel.Code}";

    /// <summary>What keeps the language from page to page; empty for the shop's first.</summary>
    public string Language => Shop.Locale == Shop.Channel.Locales[0] ? "" : $"lang={Uri.EscapeDataString(Shop.Locale)}";

    /// <summary>An address of this shop in its language.</summary>
    /// <param name="path">Below the front page, with its slash; empty for that.</param>
    /// <param name="query">Without its question mark.</param>
    public string To(string path = "", string query = "")
    {
        var all = string.Join('&', new[] { query, Language }.Where(part => part.Length > 0));
        return Home + path + (all.Length > 0 ? $"?{all}" : "");
    }

    /// <summary>Address of a product's page.</summary>
    public string ToProduct(string sku) => To($"/p/{Uri.EscapeDataString(sku)}");
}
