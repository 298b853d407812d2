using CrossSell.Admin.Shared;

namespace CrossSell.Tests.Admin.Products;

public sealed class SkuListTests
{
    [Theory]
    [InlineData("CAM-D7\nLNS-50", "CAM-D7|LNS-50")]
    [InlineData("CAM-D7\r\n\r\nLNS-50\r\n", "CAM-D7|LNS-50")]
    [InlineData("CAM-D7, LNS-50;MEM-1", "CAM-D7|LNS-50|MEM-1")]
    [InlineData("CAM-D7\tLNS-50\tcam-d7", "CAM-D7|LNS-50")]
    [InlineData("\"CAM D7\",'LNS-50'", "CAM D7|LNS-50")]
    [InlineData(" , ;\n", "")]
    public void Read_ListsAsPeopleCopyThem_GiveEachSkuOnce(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', SkuList.Read(text)));

    [Theory]
    [InlineData("CAM-D7\nLNS-50", true)]
    [InlineData("CAM-D7,LNS-50", true)]
    [InlineData("CAM-D7, LNS-50", true)]
    [InlineData("red bag\nblue bag", true)]
    [InlineData("CAM-D7", false)]
    [InlineData("CAM-D7\n", false)]
    [InlineData("a bag, red or blue", false)]
    [InlineData("Orbis 70-200 mm f/2.8, D mount", false)]
    [InlineData("", false)]
    public void LooksLikeOne_Text_IsNoList(string text, bool expected) => Assert.Equal(expected, SkuList.LooksLikeOne(text));

    [Fact]
    public void LooksLikeOne_ParagraphsOfText_AreNoList() =>
        Assert.False(SkuList.LooksLikeOne("This sentence is longer than any number of an article could ever be in a shop.\nAnd another one."));
}
