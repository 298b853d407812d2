using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Dialects;

/// <summary>Akeneo's types of association: what each is called, whether it goes both ways and whether it has quantities.</summary>
[Engine]
internal sealed partial class LinkTypeReader : DialectReader
{
    private readonly int code, twoWay, quantified;
    private readonly List<(int Column, string Locale)> labels;

    public LinkTypeReader(SourceTable table)
        : base(table)
    {
        code = Columns.One("code");
        twoWay = Columns.One("is_two_way");
        quantified = Columns.One("is_quantified");
        labels = Columns.All(Label()).ConvertAll(label => (label.Column, Locale(Columns.Name(label.Column))));
    }

    protected override void ReadRows()
    {
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Rows)
        {
            if (Said(row, code) is not { } own)
            {
                Refuse(row, code, "code.missing", "The type has no code.");
            }
            else if (!known.TryAdd(own, row.Line))
            {
                Refuse(row, code, "code.twice", $"The code {own} stands in line {known[own]} too. Give each type a code of its own.");
            }
            else
            {
                Facts.LinkTypes.Add(new LinkTypeFact(
                    row.Line, own, Yes(Said(row, twoWay), "yes", "no") == "yes", Yes(Said(row, quantified), "yes", "no") == "yes",
                    [.. labels.Where(label => Said(row, label.Column) is not null).Select(label => (label.Locale, Cell(row, label.Column)))]));
                Use(row);
            }
        }
    }

    private static string Locale(string column) => column.Trim()["label-".Length..].Replace('_', '-');

    [GeneratedRegex("^label-[a-z]{2,3}(?:[_-][a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
