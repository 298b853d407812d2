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
        context.UseKit();
        string? chosen = "nothing yet";
        var select = context.Render<SegmentSelect>(parameters => parameters.Add(item => item.Id, "s").Add(item => item.Segments, Defined)
            .Add(item => item.Value, "VIP").Add(item => item.ValueChanged, code => chosen = code));

        Assert.All(select.FindAll("input"), input => Assert.True(input.HasAttribute("readonly")));
        Assert.Equal(["Everyone", "New subscribers", "VIP"], select.LinesOf("s"));
        Assert.Equal("VIP", select.ChosenIn("s"));
        await select.ChooseAsync("s", "New subscribers");
        Assert.Equal("new-subscriber", chosen);
        await select.ChooseAsync("s", "Everyone");
        Assert.Null(chosen);
    }

    [Fact]
    public async Task Segment_ThatIsNotDefinedHere_StandsAsSuch()
    {
        await using var context = new BunitContext();
        context.UseKit();
        var select = context.Render<SegmentSelect>(parameters => parameters.Add(item => item.Id, "s").Add(item => item.Segments, Defined)
            .Add(item => item.Value, "gone"));

        Assert.Equal("gone (not defined)", select.LinesOf("s")[^1]);
        Assert.Equal("true", select.Find("#s").GetAttribute("aria-invalid"));
    }
}
