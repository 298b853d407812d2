using System.Globalization;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;

namespace CrossSell.Admin.Hosting;

/// <summary>Takes visitors off events that are older than they may be kept, at the start and then once a day.</summary>
internal sealed class VisitorSweeps(EventService events, ExperimentSums sums, TimeProvider time, ILogger<VisitorSweeps> logger)
    : Recurring(TimeSpan.FromDays(1), time, logger)
{
    private const string Setting = "CrossSell:VisitorDays";

    protected override bool AtOnce => true;

    // They stay a day longer.
    protected override string Failure => "The visitors of old events could not be forgotten.";

    /// <summary>For how many days visitors are kept, as it is configured.</summary>
    /// <exception cref="InvalidOperationException">The setting is no whole number from 1.</exception>
    public static VisitorRetention RetentionOf(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" => new VisitorRetention(VisitorRetention.DefaultDays),
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 3_660 =>
            new VisitorRetention(days),
        var text => throw new InvalidOperationException($"{Setting} is \"{text}\". Write a whole number from 1 to 3660."),
    };

    protected override async Task TurnAsync(CancellationToken cancellation)
    {
        // What they brought to experiments is sealed first: afterwards nobody knows whose orders are whose.
        await sums.RefreshAsync(cancellation);
        await events.SweepAsync(cancellation);
    }
}
