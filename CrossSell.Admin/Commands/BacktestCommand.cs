using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;

namespace CrossSell.Admin.Commands;

internal static class BacktestCommand
{
    private static readonly IReadOnlyList<string> All = [PanelBacktest.Now, PanelBacktest.Mined, .. CompanionScorers.Names];
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var from = new Option<string?>("--from") { Description = "Test on the baskets of this file; by default, the orders in the database." };
        var format = new Option<string>("--format")
        {
            Description = $"Of the file: {string.Join(", ", BasketReader.FormatNames)}.", DefaultValueFactory = _ => BasketReader.Auto
        };
        var channel = new Option<string?>("--channel") { Description = "Only this channel's orders; required when several have orders." };
        var score = new Option<string[]>("--score")
        {
            Description = $"Only these, of {string.Join(", ", All)}; those of panels need the orders in the database.", AllowMultipleArgumentsPerToken = true
        };
        score.AcceptOnlyFromAmong([.. All]);
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("backtest", "Test which score would have recommended best, on past orders.") { from, format, channel, score, json };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new BacktestOptions { Scores = parsed.GetValue(score) is { Length: > 0 } named ? named : null };
            return parsed.GetValue(from) is { } file
                ? StudioCommand.WithoutStudioAsync(
                    async stop => (await BasketReader.ReadAsync(file, parsed.GetValue(format)!, stop)).IsRefused(out var refusal, out var read)
                        ? refusal
                        : Print(Backtest.Run(read.Baskets, options, cancellation: stop), [], parsed.GetValue(json)),
                    cancellation)
                : StudioCommand.WithStudioAsync(
                    async (services, stop) =>
                    {
                        if ((await services.GetRequiredService<OrderBaskets>().LoadAsync(parsed.GetValue(channel), stop))
                            .IsRefused(out var refusal, out var history))
                        {
                            return refusal;
                        }

                        var (report,
                            layers) = await AskAsync(services.GetRequiredService<PanelBacktest>(), history, options with { Revenue = history.Revenue }, stop);
                        return Print(report, layers, parsed.GetValue(json));
                    },
                    cancellation);
        });
        return command;
    }

    /// <summary>The scores and, unless others were named, the panels as they are configured.</summary>
    private static async Task<(BacktestReport Report, IReadOnlyList<LayerScore> Layers)> AskAsync(
        PanelBacktest panels, OrderHistory history, BacktestOptions options, CancellationToken cancellation)
    {
        var split = BacktestSplit.Of(history.Baskets, options, cancellation);
        var report = Backtest.Run(split, options, cancellation: cancellation);
        if (report.Cases == 0 || (options.Scores is { } named && !named.Contains(PanelBacktest.Now) && !named.Contains(PanelBacktest.Mined)))
        {
            return (report, []);
        }

        var tried = await panels.TryAsync(history, split, cancellation: cancellation);
        if (tried.Comparison is { Empty: > 0 } comparison)
        {
            // Beside the report, which scripts read.
            await Console.Error
                .WriteLineAsync(string
                    .Create(
                        CultureInfo.InvariantCulture,
                        $"{comparison.Empty:N0} of {comparison.Cases:N0} product pages had an empty panel. Reasons (product pages, candidates, only reason):"));
            foreach (var reason in comparison.Reasons)
            {
                await Console.Error
                    .WriteLineAsync(string
                        .Create(
                            CultureInfo.InvariantCulture,
                            $"  {reason.Filter?.ToString() ?? "Nothing put forward",-20}{reason.Questions,8:N0}{reason.Candidates,8:N0}{reason.Alone?.ToString("N0", CultureInfo.InvariantCulture) ?? "-",8}"));
            }
        }

        return (report with
        {
            Scores = [.. report.Scores, .. tried.Scores
            .Where(score => options.Scores?.Contains(score.Name) ?? true)]
        }, tried.Comparison.Layers);
    }

    /// <param name="layers">What filled the slots of the panels as they are configured.</param>
    private static Outcome Print(BacktestReport report, IReadOnlyList<LayerScore> layers, bool json)
    {
        if (report.Cases == 0)
        {
            return new Refusal("backtest.no-cases", "Not enough data: no basket of the newest 10 % has two products that older baskets have too.");
        }

        Console.WriteLine(json ? AsJson(report, layers) : AsText(report, layers));
        return Outcome.Done;
    }

    /// <summary>Scripts read this: names and order stay.</summary>
    private static string AsJson(BacktestReport report, IReadOnlyList<LayerScore> layers) => JsonSerializer.Serialize(
        new
        {
            report.Cases,
            Enough = report.IsEnough,
            Scores = report.Scores.Select(score => new
            {
                score.Name,
                score.P4,
                score.Any4,
                score.Hr10,
                score.Mrr10,
                score.Coverage,
                score.CartHr4,
                score.CartHr10,
                score.CartMrr10,
                score.RevenueCoverage,
                AskedCases = score.Cases,
                Stderr = score.Errors,
                score.SignificantP4,
                score.P4Gain,
                score.SignificantGain,
                score.CartGain,
            }),
            Layers = layers.Select(layer => new { layer.Layer, layer.Slots, layer.Rate, Stderr = layer.Error, layer.Clear }),
        },
        Web);

    private static string AsText(BacktestReport report, IReadOnlyList<LayerScore> layers)
    {
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Cases:N0} cases from the newest {report.TestBaskets:N0} baskets; trained on {report.TrainBaskets:N0} older ones of {report.Products:N0} products"),
            $"{"",-20}{"P@4",14}{"any@4",14}{"HR@10",14}{"MRR@10",14}{"coverage",10}{"revenue",10}{"cart HR@4",14}{"cart HR@10",14}{"cart MRR@10",14}",
        };
        lines.AddRange(report.Scores.Select(score => string.Create(
            CultureInfo.InvariantCulture,
            $"{score.Name,-20}{Of(score.P4, score.Errors.P4)}{Of(score.Any4, score.Errors.Any4)}{Of(score.Hr10, score.Errors.Hr10)}{Of(score.Mrr10, score.Errors.Mrr10)}{score.Coverage,10:P0}{score.RevenueCoverage,10:P0}{Of(score.CartHr4, score.Errors.CartHr4)}{Of(score.CartHr10, score.Errors.CartHr10)}{Of(score.CartMrr10, score.Errors.CartMrr10)}")));
        lines.AddRange(Gains(report));
        if (!report.IsEnough)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Not enough data: under {BacktestReport.EnoughCases} cases a difference is mostly chance."));
        }

        if (report.Scores.FirstOrDefault(score => score.Name == PanelBacktest.Now) is { } now)
        {
            lines.Add(string
                .Create(
                    CultureInfo.InvariantCulture,
                    $"{PanelBacktest.Now} is the panel as it is configured at this moment, {PanelBacktest.Mined} the same without manual links and rules; both use older orders only and were tested on {now.Cases:N0} cases."));
        }

        lines.AddRange(
            layers.Select(layer => string
                .Create(
                    CultureInfo.InvariantCulture,
                    $"  {layer.Layer,-18}{layer.Slots,8:N0} slots{Of(layer.Rate, layer.Error)} bought with the product{(layer.Clear is { } clear ? $",{Of(clear.Value, clear.Error)} on significant pairs" : "")}")));
        return string.Join(Environment.NewLine, lines);

        static IEnumerable<string> Gains(BacktestReport report)
        {
            if (report.Scores.All(score => score.P4Gain is null && score.CartGain is null))
            {
                yield break;
            }

            yield return $"Against {CompanionScorers.PageDefault} on product pages and {CompanionScorers.CartDefault} in carts, case by case; * is more than two standard errors:";
            yield return $"{"",-20}{"P@4",17}{"clear pairs P@4",17}{"cart HR@10",17}";
            foreach (var score in report.Scores.Where(score => score.P4Gain is not null || score.CartGain is not null))
            {
                yield return $"{score.Name,-20}{Gain(score.P4Gain)}{Gain(score.SignificantGain)}{Gain(score.CartGain)}";
            }
        }

        static string Gain(BacktestValue? gain) =>
            (gain is { } known
                ? string.Create(CultureInfo.InvariantCulture, $"{known.Value:+0.0000;-0.0000;0} ±{known.Error:0.0000}{(known.IsClear ? "*" : " ")}")
                : "-").PadLeft(17);

        static string Of(double value, double error) => string.Create(CultureInfo.InvariantCulture, $"{value:0.000} ±{error:0.000}").PadLeft(14);
    }
}
