using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>
/// Files that hold links and nothing else: Magento's <c>sku,linked_sku</c>, whose cell may list several in lines and whose type stands in the name of the file
/// only, and UnoPIM's <c>sku,association_type,related_sku</c>.
/// </summary>
[Engine]
internal sealed class LinkListReader : DialectReader
{
    private readonly int source, target, type, quantity;
    private readonly string byName;

    public LinkListReader(SourceTable table)
        : base(table)
    {
        source = Columns.One("sku");
        target = Columns.One("linked_sku", "related_sku");
        type = Columns.One("association_type", "link_type", "type");
        quantity = Columns.One("quantity");
        Say(("source_sku", source), ("target_sku", target), ("type", type));
        var name = table.FileName.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        byName = name.Contains("upsell", StringComparison.Ordinal) ? LinkWords.UpSell
            : name.Contains("related", StringComparison.Ordinal) ? LinkWords.Related : LinkWords.CrossSell;
    }

    protected override void ReadRows()
    {
        var places = new Dictionary<(string, string), int>();
        foreach (var row in Rows)
        {
            var targets = Split(Cell(row, target), '\n', '\r', ',', '|');
            if (Said(row, source) is not { } from)
            {
                Refuse(row, source, "sku.missing", "The SKU is empty; give the product's code.");
            }
            else if (targets.Count == 0)
            {
                Refuse(row, target, "link.missing", $"{Columns.Name(target)} is empty; give the codes of the linked products.");
            }
            else
            {
                var link = Said(row, type) is { } word ? LinkWords.Of(word) : byName;
                foreach (var to in targets)
                {
                    var place = places[(from, link)] = places.GetValueOrDefault((from, link)) + 1;
                    Link(row, target, from, to, link, place, Whole(Cell(row, quantity)));
                }
            }
        }
    }
}
