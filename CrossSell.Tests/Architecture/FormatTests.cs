using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// A page says numbers, amounts and dates by <c>Formats</c> alone, and reads them by <c>TypedNumbers</c>: what is written by hand speaks another format than
/// its reader. Left out are the command line and the API, which are invariant.
/// </summary>
public sealed partial class FormatTests
{
    private static readonly string[] Formatters = ["Formats.cs", "FormatChoice.cs", "ShopperWords.cs"];

    [Fact]
    public void Pages_SayNumbersAndDates_ByTheOneFormatter()
    {
        var root = Path.Combine(Repository.Root, "CrossSell.Admin");
        var found = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor"
                && !LeftOut().IsMatch(Path.GetRelativePath(root, file)) && !Formatters.Contains(Path.GetFileName(file)))
            .SelectMany(file => File.ReadLines(file).Select((line, at) => (At: $"{Path.GetRelativePath(root, file)}:{at + 1}", Line: line)))
            .Where(item => ByHand().IsMatch(item.Line))
            .Select(item => $"{item.At}: {item.Line.Trim()}").ToList();

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("count.ToString(\"N0\", CultureInfo.CurrentCulture)", true)]
    [InlineData("$\"{count:N0} products\"", true)]
    [InlineData("at.ToLocalTime()", true)]
    [InlineData("TimeZoneInfo.Local)", true)]
    [InlineData("at.ToString(\"d MMM yyyy\", CultureInfo.InvariantCulture)", true)]
    [InlineData("$\"{at:d MMM}\"", true)]
    [InlineData("$\"{at:HH:mm}\"", true)]
    [InlineData("share.ToString(\"0.0\", CultureInfo.CurrentCulture) + \" %\"", true)]
    [InlineData("money.Amount.ToString(\"C\", culture)", true)]
    [InlineData("English.Count(links, \"link\")", true)]
    [InlineData("FileSize.Of(bytes)", true)]
    [InlineData("price.ToInvariant()", true)]
    [InlineData("int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var pieces)", true)]
    [InlineData("$\"dialog-{Guid.NewGuid():N}\"", false)]
    [InlineData("id.ToString(CultureInfo.InvariantCulture)", false)]
    [InlineData("x.ToString(\"0.#\", CultureInfo.InvariantCulture)", false)]
    [InlineData("moment.ToString(\"yyyy-MM-dd\", CultureInfo.InvariantCulture)", false)]
    [InlineData("Formats.Count(links, \"link\")", false)]
    public void ByHand_IsWhatSaysOrReadsANumberForPeople(string line, bool isByHand) => Assert.Equal(isByHand, ByHand().IsMatch(line));

    // Styles, drawings, fields of dates and addresses are no words: they are invariant, by points and ISO dates.
    [GeneratedRegex("""
        ToString\("([NCFP]\d|C)"|:[NCFP]\d}|ToString\("[^"]*(?<!yyyy-M)MMM|:[^"{}]*MMM[^"{}]*}|:HH:mm}|ToLocalTime\(|TimeZoneInfo\.Local\b|\bEnglish\.Counts?\(|\bFileSize\.Of\(
        |\.ToInvariant\(|ToString\([^)]*CurrentCulture\)|AllowThousands|Replace\(',', '\.'\)
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex ByHand();

    // Amounts of the panel in a shop, the log, health and metrics are for machines and operators.
    [GeneratedRegex(@"(^|[\\/])(bin|obj|Commands|Api|Hosting)[\\/]")]
    private static partial Regex LeftOut();
}
