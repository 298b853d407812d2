using CrossSell.Core.Common;
using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>Which products of a family a system's file can hold, and what of them it cannot say.</summary>
[Engine]
internal static class ExportSelection
{
    private static readonly string[] FeedAttributes = ["color", "size", "material", "pattern", "gender", "age_group", "condition"];

    public static List<StudioProduct> Of(List<StudioProduct> group, ExportSystem system, ExportSource source, LossTally losses)
    {
        var chosen = group.FindAll(product => Fits(product, group[0], system, source, losses));
        if (chosen.Count == 0 || chosen[0] != group[0])
        {
            // Without its family no variant has a row of its own.
            return [];
        }

        if (chosen[0].Fact.Kind == FactKind.Family && chosen.Count == 1 && system == ExportSystem.Shopify)
        {
            losses.Add(ExportLoss.EmptyFamily, chosen[0].Fact.Sku);
            return [];
        }

        return chosen;
    }

    private static bool Fits(StudioProduct product, StudioProduct head, ExportSystem system, ExportSource source, LossTally losses)
    {
        var fact = product.Fact;
        if (system is ExportSystem.Google or ExportSystem.Meta)
        {
            if (fact.Kind == FactKind.Family)
            {
                return true;
            }

            // One that came from a feed stays in it as long as it is sold at all.
            var isOffered = fact.Status == "active" && ((product.IsListed && product.IsPublished) || (!product.IsListed && source.Of(product) is not null));
            if (!isOffered)
            {
                losses.Add(ExportLoss.NotOnSale, fact.Sku);
            }

            return isOffered;
        }

        if (fact.Status == "archived" && system != ExportSystem.Shopify && source.Of(product) is null)
        {
            losses.Add(ExportLoss.Archived, fact.Sku);
            return false;
        }

        if (system == ExportSystem.Shopify && fact.Kind == FactKind.Variant && fact.Status != head.Fact.Status)
        {
            losses.Add(ExportLoss.VariantNotOn, fact.Sku);
            return false;
        }

        return true;
    }

    /// <summary>Counts what the rows of these products do not say.</summary>
    /// <param name="now">As they are written, in the order of the group.</param>
    public static void Lost(List<StudioProduct> group, List<ExportProduct> now, ExportSystem system, LossTally losses)
    {
        var hasTexts = system is ExportSystem.Magento or ExportSystem.Akeneo;
        var hasAttributes = system is ExportSystem.WooCommerce or ExportSystem.Magento or ExportSystem.Akeneo;
        var hasOne = system is ExportSystem.Shopify or ExportSystem.Google or ExportSystem.Meta;
        var options = system == ExportSystem.Shopify && now[0].Fact.Kind == FactKind.Family ? new ExportGroup(now).OptionCodes() : FeedAttributes;
        foreach (var product in group)
        {
            var fact = product.Fact;
            if (!hasTexts && fact.Texts.Count > 0)
            {
                losses.Add(ExportLoss.Language, fact.Sku, fact.Texts.Count);
            }

            if (hasOne && product.Categories.Count > 1)
            {
                losses.Add(ExportLoss.Category, fact.Sku, product.Categories.Count - 1);
            }

            var lost = hasAttributes ? 0 : fact.Attributes.Count(one =>
                (system == ExportSystem.Shopify && fact.Kind != FactKind.Variant) || !options.Contains(one.Code, StringComparer.OrdinalIgnoreCase));
            if (lost > 0)
            {
                losses.Add(ExportLoss.Attribute, fact.Sku, lost);
            }
        }
    }
}
