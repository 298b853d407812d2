using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>What hangs on a product and is not as the row says.</summary>
internal sealed class ChildRows
{
    /// <summary>All further ones; null leaves them.</summary>
    public List<int>? Categories { get; set; }

    public List<AttributeValue> Values { get; } = [];

    public List<ProductText> Texts { get; } = [];

    public bool Any => Categories is not null || Values.Count > 0 || Texts.Count > 0;

    public void Stage(CatalogStage stage, int productId)
    {
        if (Categories is { } further)
        {
            stage.ReplaceCategories(productId);
            foreach (var categoryId in further)
            {
                stage.Add(new ProductCategory { ProductId = productId, CategoryId = categoryId }, productId);
            }
        }

        foreach (var value in Values)
        {
            value.ProductId = productId;
            stage.Add(value, productId);
        }

        foreach (var text in Texts)
        {
            text.ProductId = productId;
            stage.Add(text, productId);
        }
    }
}
