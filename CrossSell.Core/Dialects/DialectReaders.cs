using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Reads a table of any dialect into facts: pure, so that a dry run says what the import does.</summary>
[Engine]
public static class DialectReaders
{
    /// <summary>Whether there is a reader that turns files of the dialect into facts. Orders of UCI are streamed by one of their own.</summary>
    public static bool Reads(Dialect dialect) => dialect != Dialect.Uci;

    public static FileFacts Read(Dialect dialect, SourceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        DialectReader reader = dialect switch
        {
            Dialect.ShopifyCurrent or Dialect.ShopifyLegacy => new ShopifyProductReader(table),
            Dialect.ShopifyOrders => new ShopifyOrderReader(table),
            Dialect.WooCommerce => new WooCommerceReader(table),
            Dialect.Magento => table.Content == DialectContent.Links ? new LinkListReader(table) : new MagentoReader(table),
            Dialect.Akeneo => new AkeneoReader(table),
            Dialect.Shopware => new ShopwareReader(table),
            Dialect.PrestaShop => new PrestaShopReader(table),
            Dialect.Bagisto => new BagistoReader(table),
            Dialect.UnoPim => table.Content == DialectContent.Links ? new LinkListReader(table) : new UnoPimReader(table),
            Dialect.Sylius => new SyliusReader(table),
            Dialect.Google or Dialect.Meta => new FeedReader(table),
            Dialect.Native => new NativeReader(table),
            _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Orders of UCI are read by OrderFile."),
        };
        return reader.Read();
    }
}
