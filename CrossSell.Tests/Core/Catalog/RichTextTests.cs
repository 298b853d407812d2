using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Core.Catalog;

public sealed class RichTextTests
{
    [Theory]
    [InlineData("<p>Safe</p><script>alert(1)</script>", "<p>Safe</p>")]
    [InlineData("<p onclick=\"alert(1)\" style=\"color:red\" class=\"x\">Safe</p>", "<p>Safe</p>")]
    [InlineData("<img src=x onerror=alert(1)>Safe", "<p>Safe</p>")]
    [InlineData("<svg><script>alert(1)</script></svg><p>Safe</p>", "<p>Safe</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">Safe</a>", "<p><a>Safe</a></p>")]
    [InlineData("<a href=\" JaVaScRiPt:alert(1)\">Safe</a>", "<p><a>Safe</a></p>")]
    [InlineData("<a href=\"data:text/html,x\">Safe</a>", "<p><a>Safe</a></p>")]
    [InlineData("<a href=\"//evil.example\">Safe</a>", "<p><a>Safe</a></p>")]
    [InlineData("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe><p>Safe</p>", "<p>Safe</p>")]
    [InlineData("<style>*{display:none}</style><p>Safe</p>", "<p>Safe</p>")]
    [InlineData("<div>Safe <b>words</b></div>", "<p>Safe <b>words</b></p>")]
    [InlineData("<h3>Head</h3><ul><li>One</li></ul>", "<h3>Head</h3><ul><li>One</li></ul>")]
    public void Clean_Markup_KeepsOnlyWhatIsAllowed(string html, string expected) => Assert.Equal(expected, RichText.Clean(html));

    [Fact]
    public void Clean_Link_IsMarkedForTheShopsProtection() => Assert.Equal(
        "<p><a href=\"https://shop.example/care\" rel=\"noopener noreferrer nofollow\">Care</a></p>",
        RichText.Clean("<p><a href=\"https://shop.example/care\" target=\"_blank\">Care</a></p>"));

    [Theory]
    [InlineData("Nuts & bolts < 5 mm")]
    [InlineData("A plain description of the demo.")]
    public void Clean_PlainText_StaysAsItIs(string text) => Assert.Equal(text, RichText.Clean(text));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("<p><br></p>")]
    [InlineData("<p>&nbsp;</p><script>x</script>")]
    public void Clean_NothingToRead_IsNone(string text) => Assert.Null(RichText.Clean(text));

    [Theory]
    [InlineData("Nuts & bolts < 5 mm\n\nTwo", "<p>Nuts &amp; bolts &lt; 5 mm</p><p>Two</p>")]
    [InlineData("<p>Stored by an import</p><img src=x onerror=alert(1)>", "<p>Stored by an import</p>")]
    public void ToHtml_WhateverIsStored_IsSafe(string stored, string expected) => Assert.Equal(expected, RichText.ToHtml(stored));

    [Fact]
    public void ToText_Markup_LeavesTheWords() => Assert.Equal("Head One & two", RichText.ToText("<h3>Head</h3><ul><li>One &amp; <b>two</b></li></ul>"));
}
