namespace CrossSell.Core.Dialects;

/// <content>Bundles as Magento and Bagisto write them.</content>
internal abstract partial class DialectReader
{
    /// <summary>
    /// <c>name=Option,type=select,required=1,sku=S,default_qty=1|name=...</c>: a bar between selections, and those of one name are one choice. A choice of
    /// one selection that is required always comes along. What is missing has its usual value.
    /// </summary>
    protected void ReadBundle(SourceRow row, int column, string cell, ProductFact product, string? fixedPrice)
    {
        var selections = new List<(string Option, bool IsRequired, bool IsMany, string Sku, int Quantity)>();
        foreach (var entry in Split(cell, '|', '\n'))
        {
            var fields = Fields(entry);
            if (fields.GetValueOrDefault("sku") is not { Length: > 0 } sku)
            {
                Refuse(
                    row, column, "bundle.unreadable",
                    $"The selection \"{Short(entry)}\" names no SKU; write name=Option,type=select,required=1,sku=CODE,default_qty=1.");
                continue;
            }

            var pieces = fields.GetValueOrDefault("default_qty") ?? fields.GetValueOrDefault("qty") ?? "1";
            selections.Add((
                fields.GetValueOrDefault("name") is { Length: > 0 } name ? name : "Option",
                fields.GetValueOrDefault("required", "1") is not ("0" or "no" or "false"),
                fields.GetValueOrDefault("type") is "checkbox" or "multi" or "multiple" or "multiselect", sku, Math.Min(Whole(pieces) ?? 1, 999)));
        }

        if (selections.Count == 0)
        {
            return;
        }

        var slots = new List<BundleSlotFact>();
        var parts = new List<BundlePartFact>();
        foreach (var option in selections.GroupBy(selection => selection.Option, StringComparer.OrdinalIgnoreCase))
        {
            var isPart = option.Count() == 1 && option.First().IsRequired;
            if (!isPart)
            {
                slots.Add(new BundleSlotFact(option.Key, option.First().IsRequired, option.First().IsMany));
            }

            parts.AddRange(option.DistinctBy(one => one.Sku, StringComparer.OrdinalIgnoreCase)
                .Select(one => new BundlePartFact(row.Line, isPart ? null : option.Key, one.Sku, one.Quantity)));
        }

        Facts.Bundles.Add(new BundleFact(row.Line, product.Sku, product.Name, fixedPrice, slots, parts));
        Use(row);
    }
}
