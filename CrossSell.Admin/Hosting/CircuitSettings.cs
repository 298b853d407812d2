using System.Globalization;
using Microsoft.AspNetCore.Components.Server;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How long the server holds what a page needs. A line that comes back within three minutes finds its circuit; every other page is made again from its
/// address, with what was typed (<c>wwwroot/reconnect.js</c>), so no state of a circuit outlives it (decision 0021).
/// </summary>
internal sealed class CircuitSettings
{
    private const string Setting = "CrossSell:PauseHiddenPagesAfter";
    private const int UsualMinutes = 5;

    /// <exception cref="InvalidOperationException">The setting is no number.</exception>
    public CircuitSettings(IConfiguration configuration) => PauseAfter = TimeSpan.FromMinutes(configuration[Setting] switch
    {
        null or "" => UsualMinutes,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) => minutes,
        var text => throw new InvalidOperationException($"{Setting} is \"{text}\". Write a whole number of minutes, or 0 to never pause a page."),
    });

    /// <summary>After how long out of sight a page gives its circuit back; zero for never.</summary>
    public TimeSpan PauseAfter { get; }

    public static void Configure(CircuitOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A tunnel, a lift, a proxy that is started again. Each holds its memory for that long, so there are no more than a hundred.
        options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
        options.DisconnectedCircuitMaxRetained = 100;
        // Blazor would resume a circuit that was given up, in the page as it stands. That page is made again instead.
        options.PersistedCircuitInMemoryMaxRetained = 0;
    }
}
