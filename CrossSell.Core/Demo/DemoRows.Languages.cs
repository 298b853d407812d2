using CrossSell.Core.Catalog;

namespace CrossSell.Core.Demo;

/// <summary>The texts of the demo in the second language of each shop that has one.</summary>
internal sealed partial class DemoRows
{
    private static readonly (string Channel, DemoTranslation Translation)[] Translations =
    [
        ("camera", DutchCameraWords.Translation), ("fashion", GermanFashionWords.Translation), ("coffee", GermanCoffeeWords.Translation),
    ];

    /// <summary>Of the products that a shop lists, also those that it shares with another.</summary>
    public IEnumerable<ProductText> Texts => Translations.SelectMany(pair =>
    {
        var listed = _catalog.Listings.Where(listing => listing.ChannelCode == pair.Channel).Select(listing => listing.Sku).ToHashSet(StringComparer.Ordinal);
        return _catalog.Products.Where(product => listed.Contains(product.Sku)).Select(product => pair.Translation.Of(
            product, product.ParentSku is { } parent ? _products[parent] : null, ProductIds[product.Sku], _catalog.Seed)).OfType<ProductText>();
    });
}
