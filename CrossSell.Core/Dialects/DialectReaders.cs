using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Reads a table of any dialect into facts: pure, so that a dry run says what the import does.</summary>
[Engine]
public static class DialectReaders
{
    /// <summary>Whether there is a reader that turns files of the dialect into facts. Orders of UCI are streamed by one of their own.</summary>
    public static bool Reads(Dialect dialect) => dialect != Dialect.Uci;

    public static FileFacts Read(Dialect dialect, SourceTable table) => Of(dialect, table).Read();

    /// <summary>
    /// The reader of a table whose rows may follow later: it says by its columns which of their cells anybody reads
    /// (<see cref="ColumnBook.IsUsed"/>), and reads the rows when it is told.
    /// </summary>
    internal static DialectReader Of(Dialect dialect, SourceTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return (dialect, table.Content) switch
        {
            (Dialect.ShopifyCurrent or Dialect.ShopifyLegacy, _) => new ShopifyProductReader(table),
            (Dialect.ShopifyOrders, _) => new ShopifyOrderReader(table),
            (Dialect.WooCommerce, DialectContent.Orders) => new WooOrderReader(table),
            (Dialect.WooCommerce, _) => new WooCommerceReader(table),
            (Dialect.Magento, DialectContent.Links) when table.Names.Any(name => ColumnBook.Plain(name) == "linked_sku") => new LinkListReader(table),
            (Dialect.Magento, _) => new MagentoReader(table),
            (Dialect.Akeneo, DialectContent.Other) => new LinkTypeReader(table),
            (Dialect.Akeneo, _) => new AkeneoReader(table),
            (Dialect.Shopware, DialectContent.Orders) => new ShopwareOrderReader(table),
            (Dialect.Shopware, _) => new ShopwareReader(table),
            (Dialect.PrestaShop, _) => new PrestaShopReader(table),
            (Dialect.Bagisto, _) => new BagistoReader(table),
            (Dialect.UnoPim, DialectContent.Links) => new LinkListReader(table),
            (Dialect.UnoPim, _) => new UnoPimReader(table),
            (Dialect.Sylius, _) => new SyliusReader(table),
            (Dialect.Google or Dialect.Meta, _) => new FeedReader(table),
            (Dialect.Native, _) => new NativeReader(table),
            _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Orders of UCI are read by OrderFile."),
        };
    }
}
