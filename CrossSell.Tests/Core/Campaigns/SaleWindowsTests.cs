using System.Globalization;
using CrossSell.Core.Bundles;

namespace CrossSell.Tests.Core.Campaigns;

public sealed class SaleWindowsTests
{
    /// <summary>Windows as days of a month: "3-9" is from the third to the ninth, "*" is open.</summary>
    [Theory]
    [InlineData("*-*", "", "*-*")]
    [InlineData("*-*", "5-*", "*-5")]
    [InlineData("*-*", "5-8", "*-5 8-*")]
    [InlineData("*-*", "5-8 12-*", "*-5 8-12")]
    [InlineData("3-9", "*-*", "")]
    [InlineData("3-9", "1-4 6-7", "4-6 7-9")]
    [InlineData("3-9", "9-12", "3-9")]
    [InlineData("3-9", "1-3", "3-9")]
    [InlineData("3-9", "3-9", "")]
    [InlineData("9-3", "", "")]
    public void Without_LeavesWhatNobodyTakes(string window, string taken, string expected) => Assert.Equal(
        expected, string.Join(' ', SaleWindows.Without(Of(window), taken.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Of)).Select(Said)));

    private static SaleWindow Of(string text) => text.Split('-') is [var from, var until] ? new SaleWindow(At(from), At(until)) : default;

    private static DateTimeOffset? At(string day) =>
        day == "*" ? null : new DateTimeOffset(2026, 11, int.Parse(day, CultureInfo.InvariantCulture), 0, 0, 0, TimeSpan.Zero);

    private static string Said(SaleWindow window) => $"{Day(window.From)}-{Day(window.Until)}";

    private static string Day(DateTimeOffset? at) => at?.Day.ToString(CultureInfo.InvariantCulture) ?? "*";
}
