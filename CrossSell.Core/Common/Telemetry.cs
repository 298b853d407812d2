using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CrossSell.Core.Common;

/// <summary>
/// What can be measured and traced from outside. Nothing here costs more than a question when nobody listens, and nothing here says who did something or what a
/// product is called: names of spans and values of tags are codes of shops, kinds of jobs and the like.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "CrossSell";

    /// <summary>Spans of the services: resolving a panel, opening and committing a write, running a job.</summary>
    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    /// <summary>How long an answer for a panel took, in seconds, by shop and by who asked: a <c>shop</c> or the <c>studio</c>.</summary>
    public static readonly Histogram<double> PanelDuration = Meter.CreateHistogram<double>(
        "crosssell.panel.duration", "s", "Time to answer a question for a panel.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1],
        });

    /// <summary>Answers without a single companion, by the same.</summary>
    public static readonly Counter<long> PanelEmpty = Meter.CreateCounter<long>("crosssell.panel.empty", "{panel}", "Panels without a recommendation.");

    /// <summary>How long reading everything again took until it replaced what was there, in seconds, by index: <c>catalog</c> or <c>panels</c>.</summary>
    public static readonly Histogram<double> IndexSwap = Meter.CreateHistogram<double>(
        "crosssell.index.swap", "s", "Time to read an index again and put it in place.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120] });

    /// <summary>Rows of files that were imported, by kind and whether they were <c>read</c> or <c>wrong</c>.</summary>
    public static readonly Counter<long> ImportRows = Meter.CreateCounter<long>("crosssell.import.rows", "{row}", "Rows of imported files.");

    /// <summary>A span of a service; null when nobody listens.</summary>
    public static Activity? Span(string name) => Source.StartActivity(name);
}
