using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>The daily sums of one experiment, to be asked for: sealed and live ones together.</summary>
[Engine]
internal sealed class SumsBook
{
    private readonly ReadingTerms terms;
    private readonly Dictionary<(DateOnly Day, int Arm, ExperimentMetric Metric), MetricSums> byDay = [];
    private readonly Dictionary<(int Arm, ExperimentMetric Metric, ExperimentCut Cut, string Key), MetricSums> all = [];

    public SumsBook(ReadingTerms terms, IReadOnlyCollection<ExperimentDay> days)
    {
        this.terms = terms;
        foreach (var day in days.Where(day => day.Arm >= 0 && day.Arm < terms.Shares.Count))
        {
            var sums = MetricSums.Of(day);
            ref var total = ref CollectionsMarshal.GetValueRefOrAddDefault(all, (day.Arm, day.Metric, day.Cut, day.CutKey), out _);
            total += sums;
            if (day.Cut == ExperimentCut.None)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(byDay, (day.Day, day.Arm, day.Metric), out _);
                known += sums;
            }
        }

        Days = [.. byDay.Keys.Select(key => key.Day).Distinct().Order()];
        Groups = [.. all.Keys.Where(key => key.Cut is ExperimentCut.Device or ExperimentCut.Source).Select(key => (key.Cut, key.Key)).Distinct()
            .OrderBy(group => group.Cut).ThenBy(group => group.Key, StringComparer.Ordinal)];
        Visitors = terms.Shares.Select((_, arm) => Sum(arm, ExperimentMetric.Conversion).Visitors).Sum();
    }

    /// <summary>Days with any change, the oldest first.</summary>
    public IReadOnlyList<DateOnly> Days { get; }

    /// <summary>Groups that anybody is in.</summary>
    public IReadOnlyList<(ExperimentCut Cut, string Key)> Groups { get; }

    /// <summary>Of all arms.</summary>
    public double Visitors { get; }

    public MetricSums On(DateOnly day, int arm, ExperimentMetric metric) => byDay.GetValueOrDefault((day, arm, metric));

    public MetricSums Sum(int arm, ExperimentMetric metric) => all.GetValueOrDefault((arm, metric, ExperimentCut.None, ""));

    /// <summary>A group's sum of the first metric.</summary>
    public MetricSums Sum(int arm, ExperimentCut cut, string key) => all.GetValueOrDefault((arm, terms.FirstMetric, cut, key));

    /// <summary>New visitors a day, of all arms, over the last whole days with any.</summary>
    public double PerDay(int days)
    {
        var came = Days.Where(day => NewOn(day) > 0).ToList();
        if (came.Count == 0)
        {
            return 0;
        }

        // The newest day is not over yet, unless it is all that there is.
        var last = came.Count > 1 ? came[^1].AddDays(-1) : came[^1];
        var first = came[0] > last.AddDays(1 - days) ? came[0] : last.AddDays(1 - days);
        return came.Where(day => day >= first && day <= last).Sum(NewOn) / (last.DayNumber - first.DayNumber + 1);
    }

    private double NewOn(DateOnly day) => terms.Shares.Select((_, arm) => On(day, arm, ExperimentMetric.Conversion).Visitors).Sum();
}
