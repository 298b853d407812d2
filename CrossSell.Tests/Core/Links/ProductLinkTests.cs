using CrossSell.Core.Links;

namespace CrossSell.Tests.Core.Links;

public sealed class ProductLinkTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly LinkType Type = new()
    {
        Id = 3, Code = "goes-with", Name = "Goes with", AllowsQuantity = true, Fields = [new LinkField("ratio", "Ratio", LinkFieldKind.Number)],
    };

    [Fact]
    public void Terms_AreTakenWhole_AndTidied()
    {
        var link = Link(3);

        Assert.True(link.Edit(Type, new LinkTerms(2, [5, 4, 5], "  ", Now, Now.AddDays(1), " Ask first ", LinkState.Paused, Ratio("2"))).IsDone);

        Assert.Equal([4, 5], link.ChannelIds);
        Assert.Equal((2, null, "Ask first", LinkState.Paused, Now.AddDays(1)), (link.Quantity, link.Segment, link.Note, link.State, link.ValidTo));
        Assert.Equal("2", link.Fields["ratio"]);
    }

    [Theory]
    [InlineData(0, 1, "2")]
    [InlineData(1, -1, "2")]
    [InlineData(1, 1, "two")]
    public void Terms_ThatTheTypeRefuses_ChangeNothing(int quantity, int days, string ratio)
    {
        var link = Link(3);

        Assert.False(link.Edit(Type, new LinkTerms(quantity, [4], "vip", Now, Now.AddDays(days), "Note", LinkState.Paused, Ratio(ratio))).IsDone);

        Assert.Equal((1, null, null, LinkState.Active), (link.Quantity, link.Segment, link.Note, link.State));
        Assert.Empty(link.ChannelIds);
        Assert.Empty(link.Fields);
    }

    [Fact]
    public void Terms_OfAnotherType_AreAFaultOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => Link(4).Edit(Type, new LinkTerms(1, [], null, null, null, null, LinkState.Active, Ratio("2"))));

    [Fact]
    public void Place_IsNeverBelowTheFirst() => Assert.Throws<ArgumentOutOfRangeException>(() => Link(3).PlaceAt(-1));

    private static Dictionary<string, string> Ratio(string value) => new() { ["ratio"] = value };

    private static ProductLink Link(int typeId) => new() { Id = 1, SourceId = 1, TargetId = 2, TypeId = typeId, CreatedBy = "Eva" };
}
