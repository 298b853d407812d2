using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Akeneo's types of association: a studio defines its own types, so each row is left aside and nothing is wrong with any.</summary>
[Engine]
internal sealed class LinkTypeReader : DialectReader
{
    private readonly int code;

    public LinkTypeReader(SourceTable table)
        : base(table) => code = Columns.One("code");

    protected override void ReadRows()
    {
        foreach (var row in Rows.Where(row => Said(row, code) is null))
        {
            Refuse(row, code, "code.missing", "The type has no code.");
        }
    }
}
