using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// Code is up to 160 characters wide (<c>.editorconfig</c>). Left out are what generators write (migrations), prose (a row of a table in Markdown cannot be
/// broken), and a text that stands on its line alone: a sentence for people or a statement of SQL is found by searching for it, so it is not cut in pieces.
/// </summary>
public sealed partial class LineLengthTests
{
    private const int Most = 160;
    private static readonly string[] Kinds = [".cs", ".razor", ".css", ".js"];

    [Fact]
    public void Code_IsUpTo160CharactersWide()
    {
        var wide = Directory.EnumerateFiles(Repository.Root, "*", SearchOption.AllDirectories)
            .Where(file => Kinds.Contains(Path.GetExtension(file)) && !LeftOut().IsMatch(Path.GetRelativePath(Repository.Root, file)))
            .SelectMany(file => Wide(file).Select(line => $"{Path.GetRelativePath(Repository.Root, file)}:{line}"));

        var found = string.Join('\n', wide.Order(StringComparer.Ordinal));
        Assert.True(found.Length == 0, found);
    }

    [Theory]
    [InlineData("            \"a sentence\",", true)]
    [InlineData("            : $\"{count} sentences\";", true)]
    [InlineData("            return \"a sentence\";", true)]
    [InlineData("        var text = \"a sentence\";", false)]
    [InlineData("        Call(\"a sentence\", other);", false)]
    public void Text_StandsAlone_WhenItBeginsTheLine(string line, bool isText) => Assert.Equal(isText, Text().IsMatch(line));

    private static IEnumerable<int> Wide(string file)
    {
        var isRaw = false;
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length > Most && !isRaw && !Text().IsMatch(line))
            {
                yield return number;
            }

            // Between the quotes of a raw text: SQL.
            isRaw ^= Raw().Count(line) % 2 == 1 && Path.GetExtension(file) == ".cs";
        }
    }

    [GeneratedRegex(@"(^|[/\\])(bin|obj|\.git|artifacts|data|Migrations)[/\\]")]
    private static partial Regex LeftOut();

    [GeneratedRegex(@"^\s*((return|yield return|throw|\?|:|\+|\?\?|or|Message =) )?[$@]*""")]
    private static partial Regex Text();

    [GeneratedRegex("\"\"\"")]
    private static partial Regex Raw();
}
