using CrossSell.Core.Catalog;

namespace CrossSell.Core.Exchange;

/// <summary>What hangs on a product and is not as the row says.</summary>
internal sealed class ChildChanges
{
    /// <summary>All further ones; null leaves them.</summary>
    public List<int>? Categories { get; set; }

    public List<AttributeValue> Values { get; } = [];

    public List<ProductText> Texts { get; } = [];

    public bool Any => Categories is not null || Values.Count > 0 || Texts.Count > 0;

    /// <summary>Attributes and texts of the row that are not so yet; what cannot be is said on the row.</summary>
    /// <param name="productId">Null for a product that is new.</param>
    /// <param name="locales">Those that shops have.</param>
    public void Take(CatalogImportRow row, CatalogHeader header, int? productId, ExistingRows facts, IReadOnlyCollection<string> locales)
    {
        for (var at = 0; at < row.Attributes.Length; at++)
        {
            if (row.Attributes[at] is not { } cell)
            {
                continue;
            }

            var attribute = header.Attributes[at].Attribute;
            var typed = attribute.Kind is AttributeKind.Choices or AttributeKind.Products
                ? cell.Replace(CatalogImportRowReader.Several, AttributeValue.Separator)
                : cell;
            if (AttributeRules.Check(attribute, typed, facts.Skus).IsRefused(out var wrong, out var value))
            {
                row.Wrong(Completeness.AttributePrefix + attribute.Code, wrong.Message);
            }
            else if (productId is not { } id || facts.Values.GetValueOrDefault((id, attribute.Id)) != value.Text)
            {
                Values.Add(new AttributeValue { AttributeId = attribute.Id, Text = value.Text, Number = value.Number });
            }
        }

        // A locale that no shop has is a fault of the header, said there.
        foreach (var locale in locales.Where(locale => header.Texts.Any(text => text.Locale.Equals(locale, StringComparison.OrdinalIgnoreCase))))
        {
            var existing = productId is { } id ? facts.Texts.GetValueOrDefault((id, locale)) : default;
            var (name, description) = existing;
            for (var at = 0; at < row.Texts.Length; at++)
            {
                if (row.Texts[at] is { } text && header.Texts[at].Locale.Equals(locale, StringComparison.OrdinalIgnoreCase))
                {
                    (name, description) = header.Texts[at].IsName ? (text, description) : (name, RichText.Clean(text));
                }
            }

            if (name?.Length > ProductEdit.NameLength)
            {
                row.Wrong($"name@{locale}", $"name@{locale} has {name.Length:N0} characters; the maximum is {ProductEdit.NameLength}.");
            }

            if (ProductRules.WrongDescription(description) is { } tooLong)
            {
                row.Wrong($"description@{locale}", $"{char.ToLowerInvariant(tooLong.Message[0])}{tooLong.Message[1..]}");
            }

            if ((name, description) != existing)
            {
                Texts.Add(new ProductText { Locale = locale, Name = name, Description = description });
            }
        }
    }

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
