using CrossSell.Admin.Hosting;
using CrossSell.Core.Orders;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CrossSell.Tests.Integration;

/// <summary>The clock comes from outside: the setting moves everything that asks for the time.</summary>
[Trait("Kind", "Slow")]
public sealed class StudioClockTests
{
    [Fact]
    public async Task Host_WithAnInstant_StartsThere_AndSoDoTheDemoAndTheCookies()
    {
        await using var studio = new StudioFactory().Start();
        var time = studio.Services.GetRequiredService<TimeProvider>();

        Assert.InRange(time.GetUtcNow(), TestClock.Now, TestClock.Now.AddHours(1));
        Assert.Same(
            time, studio.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).TimeProvider);
        await using var db = studio.Store.Read();
        var newest = db.Orders.Max(order => order.OrderedAt);
        Assert.InRange(newest, TestClock.Now.AddDays(-7), TestClock.Now);
        Assert.Contains(studio.Log, line => line.Contains("CrossSell__Now", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2028-02-29T12:00:00Z", "2028-02-29T12:00:00Z")]
    [InlineData("2028-02-29T12:00", "2028-02-29T12:00:00Z")]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z")]
    public void Setting_Instant_IsTakenAsUtcUnlessItNamesAnOffset(string text, string expected) =>
        Assert.InRange(
            StudioClock.From(With(text)).GetUtcNow(),
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).AddMinutes(5));

    [Fact]
    public async Task Setting_ThatIsNoInstant_IsRefusedWithWhatToWrite()
    {
        Assert.Contains(
            "2028-02-29T12:00:00Z", Assert.Throws<InvalidOperationException>(() => StudioClock.From(With("soon"))).Message, StringComparison.Ordinal);

        using var cli = new CommandLine { Now = "soon" };
        var refused = await cli.RunAsync("migrate");
        Assert.Equal(1, refused.Code);
        Assert.Contains("CrossSell__Now is \"soon\"", refused.Error, StringComparison.Ordinal);
    }

    private static IConfiguration With(string now) => new ConfigurationBuilder().AddInMemoryCollection([new("CrossSell:Now", now)]).Build();
}
