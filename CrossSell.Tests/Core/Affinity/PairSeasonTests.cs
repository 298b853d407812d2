using CrossSell.Core.Affinity;

namespace CrossSell.Tests.Core.Affinity;

public sealed class PairSeasonTests
{
    [Fact]
    public void Season_OfAPairThatIsBoughtBeforeChristmas_IsItsQuarter()
    {
        var season = PairSeason.Of(Months(24, month => month is 11 or 12 ? 20 : 2));

        Assert.NotNull(season);
        Assert.Contains(season.FromMonth, new[] { 10, 11 });
        Assert.InRange(season.Share, 0.6, 0.75);
    }

    [Fact]
    public void Season_AcrossTheTurnOfTheYear_IsOne() =>
        Assert.Equal(12, PairSeason.Of(Months(12, month => month is 12 or 1 or 2 ? 20 : 1))?.FromMonth);

    [Theory]
    [InlineData(24, 5, 5)] // as often in every month
    [InlineData(11, 0, 30)] // not a year yet
    [InlineData(12, 0, 4)] // too few
    public void Season_WithoutOneOrWithoutEnoughData_IsNull(int months, int usual, int july) =>
        Assert.Null(PairSeason.Of(Months(months, month => month == 7 ? july : usual)));

    /// <summary>A month seen twice as often as the others is no season.</summary>
    [Fact]
    public void Season_MonthsSeenMoreOften_AreAveraged() => Assert.Null(PairSeason.Of(Months(15, _ => 10)));

    private static List<PairMonth> Months(int count, Func<int, int> baskets) =>
        [.. Enumerable.Range(0, count).Select(at => new DateOnly(2025, 1, 1).AddMonths(at)).Select(month => new PairMonth(month, baskets(month.Month)))];
}
