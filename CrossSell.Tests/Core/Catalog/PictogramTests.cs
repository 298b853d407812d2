using System.Globalization;
using System.Xml.Linq;
using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Core.Catalog;

public sealed class PictogramTests
{
    [Theory]
    [InlineData("camera.indigo", "camera", PictogramTone.Indigo)]
    [InlineData("memory-card.green", "memory-card", PictogramTone.Green)]
    [InlineData("product", "product", PictogramTone.Slate)]
    public void Parse_TextForm_GivesNameAndTone(string text, string name, PictogramTone tone)
    {
        var pictogram = Pictogram.Parse(text);

        Assert.Equal(name, pictogram.Name);
        Assert.Equal(tone, pictogram.Tone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".indigo")]
    [InlineData("camera.")]
    [InlineData("camera.Indigo")]
    [InlineData("camera.3")]
    [InlineData("camera.indigo.svg")]
    [InlineData("../secret.indigo")]
    [InlineData("<script>.indigo")]
    [InlineData("a-name-that-goes-on-for-longer-than-forty-letters.indigo")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Pictogram.TryParse(text, out _));

    [Fact]
    public void TextForm_EveryTone_RoundTrips()
    {
        foreach (var tone in Enum.GetValues<PictogramTone>())
        {
            var pictogram = new Pictogram("camera", tone);

            Assert.Equal(pictogram, Pictogram.Parse(pictogram.ToString()));
            Assert.True(pictogram.ToString().Length <= Pictogram.MaxLength);
        }
    }

    [Fact]
    public void Colors_EveryTone_ReadsOnItsTile()
    {
        foreach (var tone in Enum.GetValues<PictogramTone>())
        {
            var pictogram = new Pictogram("camera", tone);

            Assert.True(Contrast(pictogram.TileColor, pictogram.LineColor) >= 4.5, $"{tone} is too faint.");
        }
    }

    [Fact]
    public void Sprite_DrawnSymbol_IsAWholeTintedDocument()
    {
        var sprite = PictogramSprite.Parse(
            """<svg xmlns="http://www.w3.org/2000/svg"><symbol id="dot" viewBox="0 0 48 48"><circle cx="1" cy="2" r="3"/><path d="M0 0"/></symbol></svg>""");

        var svg = sprite.Render(Pictogram.Parse("dot.rust"));

        Assert.NotNull(svg);
        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.Equal(["rect", "g", "circle", "path"], root.Descendants().Select(e => e.Name.LocalName));
        Assert.All(root.Descendants(), e => Assert.Equal("http://www.w3.org/2000/svg", e.Name.NamespaceName));
        Assert.Contains(Pictogram.Parse("dot.rust").LineColor, svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Sprite_ForADarkPage_IsTheSameDrawingTurnedLightOnDark()
    {
        var sprite = PictogramSprite.Parse(
            """<svg xmlns="http://www.w3.org/2000/svg"><symbol id="dot" viewBox="0 0 48 48"><circle cx="1" cy="2" r="3"/></symbol></svg>""");
        var dot = Pictogram.Parse("dot.rust");

        var dark = XDocument.Parse(sprite.Render(dot, inDark: true)!).Root!;

        Assert.Equal("filter: invert(0.88) hue-rotate(180deg)", dark.Attribute("style")?.Value);
        dark.Attribute("style")!.Remove();
        Assert.Equal(XDocument.Parse(sprite.Render(dot)!).Root!.ToString(), dark.ToString());
    }

    [Fact]
    public void Sprite_UnknownSymbol_IsNull() =>
        Assert.Null(PictogramSprite.Parse("<svg xmlns=\"http://www.w3.org/2000/svg\"/>").Render(Pictogram.Neutral));

    // Contrast ratio of WCAG 2.2 between two #rrggbb colours.
    private static double Contrast(string one, string other)
    {
        double[] light = [Luminance(one), Luminance(other)];
        return (light.Max() + 0.05) / (light.Min() + 0.05);
    }

    private static double Luminance(string color)
    {
        double Channel(int at)
        {
            var value = int.Parse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
