using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Admin.Shared;

public sealed class SegmentSelectTests
{
    private static readonly Segment[] Defined = [
        new() { Id = 1, ChannelId = 1, Code = "new-subscriber", Name = "New subscribers" }, new() { Id = 2, ChannelId = 1, Code = "vip", Name = "VIP" }];

    [Fact]
    public async Task Segment_IsChosenFromThoseDefined_NeverTyped()
    {
        await using var context = new BunitContext();
        string? chosen = "nothing yet";
        var select = context.Render<SegmentSelect>(parameters => parameters.Add(item => item.Id, "s").Add(item => item.Segments, Defined)
            .Add(item => item.Value, "VIP").Add(item => item.ValueChanged, code => chosen = code));

        Assert.Empty(select.FindAll("input"));
        Assert.Equal(["Everyone", "New subscribers", "VIP"], select.FindAll("option").Select(option => option.TextContent));
        Assert.Equal("vip", select.Find("select").GetAttribute("value"));
        await select.Find("select").ChangeAsync(new() { Value = "new-subscriber" });
        Assert.Equal("new-subscriber", chosen);
        await select.Find("select").ChangeAsync(new() { Value = "" });
        Assert.Null(chosen);
    }

    [Fact]
    public async Task Segment_ThatIsNotDefinedHere_StandsAsSuch()
    {
        await using var context = new BunitContext();
        var select = context.Render<SegmentSelect>(parameters => parameters.Add(item => item.Id, "s").Add(item => item.Segments, Defined)
            .Add(item => item.Value, "gone"));

        Assert.Equal("gone (not defined)", select.FindAll("option")[^1].TextContent);
        Assert.Equal("true", select.Find("select").GetAttribute("aria-invalid"));
    }
}
