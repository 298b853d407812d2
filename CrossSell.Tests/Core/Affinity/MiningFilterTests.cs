using CrossSell.Core.Mining;

namespace CrossSell.Tests.Core.Affinity;

public sealed class MiningFilterTests
{
    [Theory]
    [InlineData(false, false, true, 1, 0.01, LineFlaw.None)]
    [InlineData(true, false, true, 1, 0.01, LineFlaw.Cancelled)]
    [InlineData(false, true, true, 1, 0.01, LineFlaw.Correction)]
    [InlineData(false, false, false, 1, 0.01, LineFlaw.NotAProduct)]
    [InlineData(false, false, true, 0, 0.01, LineFlaw.Quantity)]
    [InlineData(false, false, true, -6, 0.01, LineFlaw.Quantity)]
    [InlineData(false, false, true, 1, 0, LineFlaw.Price)]
    [InlineData(false, false, true, 1, -5, LineFlaw.Price)]
    [InlineData(true, false, false, -1, 0, LineFlaw.Cancelled)]
    public void Flaw_OfALine_IsTheFirstThatSpeaksAgainstIt(bool cancelled, bool correction, bool product, int quantity, double price, LineFlaw expected) =>
        Assert.Equal(expected, MiningFilter.FlawOf(cancelled, correction, product, quantity, (decimal)price));
}
