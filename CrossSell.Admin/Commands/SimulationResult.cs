using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.Experiments;

namespace CrossSell.Admin.Commands;

/// <summary>What a simulation prints. Scripts read it as JSON: names and order stay.</summary>
/// <param name="TrueEffect">On revenue per visitor, relative.</param>
internal sealed record SimulationResult(
    SimulatedExperimentJson Experiment, string Channel, long Seed, int Days, int Visitors, int Visits, int Events, int Orders, string Revenue,
    double TrueEffect)
{
    public required IReadOnlyList<SimulatedArmJson> Arms { get; init; }

    /// <summary>What the experiment says of it; null while it tells nothing.</summary>
    public required SimulatedReadingJson? Reading { get; init; }

    public static SimulationResult Of(SimulationTerms terms, Channel shop, Experiment experiment, Played played, ExperimentReading reading)
    {
        var found = reading.Metrics.FirstOrDefault(metric => metric.Metric == ExperimentMetric.RevenuePerVisitor);
        return new SimulationResult(
            new SimulatedExperimentJson(
                experiment.Id, experiment.Name, Camel(experiment.Question), Camel(experiment.Mode), Said(experiment.From), Said(experiment.Until)),
            shop.Code, terms.Seed, terms.Days, played.Visitors, played.Visits, played.Events, played.Orders, Amount(played.Revenue, shop), terms.Effect)
        {
            Arms = [.. reading.Arms.Select(arm => new SimulatedArmJson(
                experiment.Arms[arm.Arm].Code, experiment.Arms[arm.Arm].Name, arm.Visitors, arm.Orders, Amount((long)arm.Revenue, shop)))],
            Reading = found?.Relative is not { } effect
                ? null
                : new SimulatedReadingJson(
                    Camel(reading.Verdict), effect.Value, effect.Low, effect.High, found.P, found.IsConclusive,
                    effect.Low <= terms.Effect && terms.Effect <= effect.High),
        };
    }

    public string ToText()
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"Experiment {Experiment.Id}, {Experiment.Name} ({Channel})"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Visitors:N0} visitors made {Visits:N0} visits and {Orders:N0} orders worth {Revenue} in {Days} days (seed {Seed})"),
        };
        lines.AddRange(Arms.Select(arm => string.Create(
            CultureInfo.InvariantCulture, $"  {arm.Arm}  {arm.Name,-24}{arm.Visitors,10:N0} visitors{arm.Orders,9:N0} orders  {arm.Revenue}")));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"True effect on revenue per visitor: {TrueEffect:+0.0%;-0.0%;0%}"));
        lines.Add(Reading is not { } found
            ? "The experiment tells nothing yet."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The experiment says {found.Effect:+0.0%;-0.0%;0%}, between {found.Low:+0.0%;-0.0%;0%} and {found.High:+0.0%;-0.0%;0%}: ")
            + $"{(found.IsConclusive ? "conclusive" : "not yet conclusive")}, and the truth is {(found.HoldsTruth ? "within" : "outside of")} the interval.");
        return string.Join(Environment.NewLine, lines);
    }

    private static string Amount(long minor, Channel shop) => $"{new Money(minor, shop.Currency).ToInvariant()} {shop.CurrencyCode}";

    private static string? Said(DateTimeOffset? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Camel<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

internal sealed record SimulatedExperimentJson(int Id, string Name, string Question, string Mode, string? From, string? Until);

internal sealed record SimulatedArmJson(string Arm, string Name, long Visitors, long Orders, string Revenue);

/// <param name="Effect">Relative, with its interval.</param>
/// <param name="HoldsTruth">Whether the interval holds the true effect.</param>
internal sealed record SimulatedReadingJson(string Verdict, double Effect, double Low, double High, double P, bool IsConclusive, bool HoldsTruth);
