using System.Globalization;

namespace CrossSell.Tests.Support;

/// <summary>
/// The instant at which every host of a test starts: the web host, its browser and the command line. It is fixed, so that what is green today is green
/// in ten years; <c>CROSSSELL_TEST_NOW</c> (ISO 8601) names another, to prove that nothing depends on it (<c>scripts/any-day-tests</c>).
/// </summary>
public static class TestClock
{
    public const string Variable = "CROSSSELL_TEST_NOW";

    public static DateTimeOffset Now { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
            : TestStudio.Start;

    /// <summary><see cref="Now"/> as the setting <c>CrossSell:Now</c> takes it.</summary>
    public static string Setting { get; } = Now.ToString("O", CultureInfo.InvariantCulture);
}
