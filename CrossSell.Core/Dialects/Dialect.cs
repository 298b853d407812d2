namespace CrossSell.Core.Dialects;

/// <summary>Whose files these are: the systems whose exports are read.</summary>
public enum Dialect
{
    /// <summary>Our own long form.</summary>
    Native,

    /// <summary>Shopify's products as it exports them since 2025: <c>URL handle</c>, <c>Option1 value</c>.</summary>
    ShopifyCurrent,

    /// <summary>Shopify's products as it exported them before: <c>Handle</c>, <c>Variant SKU</c>.</summary>
    ShopifyLegacy,

    ShopifyOrders,
    WooCommerce,

    /// <summary>Magento Open Source and Adobe Commerce.</summary>
    Magento,
    Akeneo,
    Shopware,
    PrestaShop,
    Bagisto,
    UnoPim,
    Sylius,

    /// <summary>A feed for Google Merchant Center.</summary>
    Google,

    /// <summary>A catalogue feed for Meta.</summary>
    Meta,

    /// <summary>Orders of the UCI data sets Online Retail.</summary>
    Uci,
}

/// <summary>What a file of a dialect holds.</summary>
public enum DialectContent
{
    /// <summary>Products, with what else the export says of them: prices, links, bundles, texts.</summary>
    Products,

    /// <summary>Links and nothing else.</summary>
    Links,

    /// <summary>Prices and stock of products that another file names.</summary>
    Listings,

    Orders,

    /// <summary>A list of link types, or of something else that becomes nothing here.</summary>
    Other,
}

/// <summary>The dialects by the names that the command line and reports call them by.</summary>
public static class DialectNames
{
    private static readonly Dictionary<Dialect, string> Names = new()
    {
        [Dialect.Native] = "native", [Dialect.ShopifyCurrent] = "shopify-current", [Dialect.ShopifyLegacy] = "shopify-legacy",
        [Dialect.ShopifyOrders] = "shopify-orders", [Dialect.WooCommerce] = "woocommerce", [Dialect.Magento] = "magento", [Dialect.Akeneo] = "akeneo",
        [Dialect.Shopware] = "shopware", [Dialect.PrestaShop] = "prestashop", [Dialect.Bagisto] = "bagisto", [Dialect.UnoPim] = "unopim",
        [Dialect.Sylius] = "sylius", [Dialect.Google] = "google", [Dialect.Meta] = "meta", [Dialect.Uci] = "uci",
    };

    /// <summary>All of them, in the order in which they are listed to people.</summary>
    public static IReadOnlyCollection<string> All => Names.Values;

    public static string Of(Dialect dialect) => Names[dialect];

    /// <summary>The dialect of this name, without regard to case; null when there is none.</summary>
    public static Dialect? ByName(string name)
    {
        foreach (var (dialect, known) in Names)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return dialect;
            }
        }

        return null;
    }
}
