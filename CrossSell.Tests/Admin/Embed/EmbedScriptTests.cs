using System.IO.Compression;
using CrossSell.Admin.Features.Embed;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Embed;

/// <summary>The element's own file: small, and read by the server for the words and styles of the panels that it draws itself.</summary>
public sealed class EmbedScriptTests
{
    private readonly EmbedScript script = new(new SourceEnvironment());

    [Fact]
    public void Script_IsUnder10KB_AsGzipSendsIt()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(Path.Combine(Repository.Root, "CrossSell.Admin", "wwwroot", "embed", "panel.js")));
        }

        Assert.InRange(packed.Length, 1, 10_000);
    }

    [Theory]
    [InlineData("de-DE", "Wird oft zusammen gekauft")]
    [InlineData("nl", "Vaak samen gekocht")]
    [InlineData("en-GB", "Frequently bought together")]
    [InlineData("fr", "Frequently bought together")]
    [InlineData(null, "Frequently bought together")]
    public void Words_AreThoseOfTheLanguage_ElseEnglish(string? locale, string title) => Assert.Equal(title, script.Words(locale)["product-page"]);

    [Fact]
    public void EveryLanguage_SaysEveryWord_AndFillsInTheSame()
    {
        var english = script.Words("en");

        Assert.All(["de", "nl"], language =>
        {
            var words = script.Words(language);
            Assert.Equal(english.Keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
            Assert.All(english, word => Assert.Equal(word.Value.Count(letter => letter == '{'), words[word.Key].Count(letter => letter == '{')));
        });
    }

    [Fact]
    public void Sheet_HoldsWithinThePanelAlone_AndHasTheDarkColours()
    {
        Assert.StartsWith(".crosssell-panel {", script.Sheet, StringComparison.Ordinal);
        Assert.DoesNotContain(":host", script.Sheet, StringComparison.Ordinal);
        Assert.Contains(
            "@media (prefers-color-scheme: dark) { .crosssell-panel .panel:not([data-scheme]) { --t: #ededef;", script.Sheet, StringComparison.Ordinal);
        Assert.Equal(script.Sheet.Count(letter => letter == '{'), script.Sheet.Count(letter => letter == '}'));
    }
}
