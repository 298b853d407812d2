using CrossSell.Admin.Features.Experiments;
using CrossSell.Core.Experiments;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Experiments;

public sealed class ExperimentsPageStateTests
{
    [Theory]
    [InlineData("/experiments", null, null)]
    [InlineData("/experiments?view=running", "running", null)]
    [InlineData("/experiments?view=to-decide&shops=all", "to-decide", "all")]
    [InlineData("/experiments", "nonsense", "none")]
    [InlineData("/experiments", "7", null)]
    public void Address_SaysWhatIsListed(string address, string? view, string? shops) =>
        Assert.Equal(address, ExperimentsPageState.Of(view, shops).Address);

    [Fact]
    public void HoldOut_IsTheShopsCard_AndIsListedOnceItIsOver()
    {
        var rows = new[] { Readings.Row(ExperimentQuestion.HoldOut), Readings.Row() };
        var (state, now) = (new ExperimentsPageState(), TestStudio.Start.AddDays(1));

        Assert.Same(rows[0], ExperimentsPageState.HoldOutOf(rows, 1, now));
        Assert.Equal([rows[1]], state.Of(rows, 1, now));
        Assert.Equal(1, state.CountOf(rows, ExperimentsView.Running, 1, now));
        var after = TestStudio.Start.AddDays(30);
        Assert.Null(ExperimentsPageState.HoldOutOf(rows, 1, after));
        Assert.Equal(1, state.CountOf(rows, ExperimentsView.ToDecide, 1, after));
        Assert.Equal([rows[0]], (state with { View = ExperimentsView.Finished }).Of(rows, 1, after));
        Assert.Empty(state.Of(rows, 2, now));
        Assert.Single((state with { AllShops = true }).Of(rows, 2, now));
    }
}
