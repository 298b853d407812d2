using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Commands;

internal static class BacktestCommand
{
    private static readonly IReadOnlyList<string> All = [PanelBacktest.Now, PanelBacktest.Mined, .. CompanionScorers.Names];
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var from = new Option<string?>("--from") { Description = "Ask the baskets of this file; without it, the orders of the studio." };
        var format = new Option<string>("--format") { Description = $"Of the file: {string.Join(", ", BasketReader.FormatNames)}.", DefaultValueFactory = _ => BasketReader.Auto };
        var channel = new Option<string?>("--channel") { Description = "Only this channel's orders; needed when several have orders." };
        var score = new Option<string[]>("--score") { Description = $"Only these, of {string.Join(", ", All)}; those of panels need the studio's orders.", AllowMultipleArgumentsPerToken = true };
        score.AcceptOnlyFromAmong([.. All]);
        var json = new Option<bool>("--json") { Description = "Print the report as JSON." };
        var command = new Command("backtest", "Ask the past which score would have served shoppers best.") { from, format, channel, score, json };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new BacktestOptions { Scores = parsed.GetValue(score) is { Length: > 0 } named ? named : null };
            return parsed.GetValue(from) is { } file
                ? StudioCommand.WithoutStudioAsync(
                    async stop => (await BasketReader.ReadAsync(file, parsed.GetValue(format)!, stop)).IsRefused(out var refusal, out var read)
                        ? refusal
                        : Print(Backtest.Run(read.Baskets, options, cancellation: stop), parsed.GetValue(json)),
                    cancellation)
                : StudioCommand.WithStudioAsync(
                    async (services, stop) => (await services.GetRequiredService<OrderBaskets>().LoadAsync(parsed.GetValue(channel), stop)).IsRefused(out var refusal, out var history)
                        ? refusal
                        : Print(await AskAsync(services.GetRequiredService<PanelBacktest>(), history, options with { Revenue = history.Revenue }, stop), parsed.GetValue(json)),
                    cancellation);
        });
        return command;
    }

    /// <summary>The scores and, unless others were named, the panels as they are configured.</summary>
    private static async Task<BacktestReport> AskAsync(PanelBacktest panels, OrderHistory history, BacktestOptions options, CancellationToken cancellation)
    {
        var split = BacktestSplit.Of(history.Baskets, options, cancellation);
        var report = Backtest.Run(split, options, cancellation: cancellation);
        if (report.Cases == 0 || (options.Scores is { } named && !named.Contains(PanelBacktest.Now) && !named.Contains(PanelBacktest.Mined)))
        {
            return report;
        }

        var tried = await panels.TryAsync(history, split, cancellation: cancellation);
        if (tried.Comparison is { Empty: > 0 } comparison)
        {
            // Beside the report, which scripts read.
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{comparison.Empty:N0} of {comparison.Cases:N0} questions met a panel that shows nothing. What keeps companions out (questions, candidates, shown without it alone):"));
            foreach (var reason in comparison.Reasons)
            {
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {reason.Filter?.ToString() ?? "Nothing put forward",-20}{reason.Questions,8:N0}{reason.Candidates,8:N0}{reason.Alone?.ToString("N0", CultureInfo.InvariantCulture) ?? "-",8}"));
            }
        }

        return report with { Scores = [.. report.Scores, .. tried.Scores.Where(score => options.Scores?.Contains(score.Name) ?? true)] };
    }

    private static Outcome Print(BacktestReport report, bool json)
    {
        if (report.Cases == 0)
        {
            return new Refusal("backtest.no-cases", "There is not enough data: no basket of the newest tenth holds two products that older baskets hold too.");
        }

        Console.WriteLine(json ? AsJson(report) : AsText(report));
        return Outcome.Done;
    }

    /// <summary>Scripts read this: names and order stay.</summary>
    private static string AsJson(BacktestReport report) => JsonSerializer.Serialize(
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
            }),
        },
        Web);

    private static string AsText(BacktestReport report)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{report.Cases:N0} cases from the newest {report.TestBaskets:N0} baskets; learnt from {report.TrainBaskets:N0} older ones of {report.Products:N0} products"),
            $"{"",-20}{"P@4",14}{"any@4",14}{"HR@10",14}{"MRR@10",14}{"coverage",10}{"revenue",10}{"cart HR@4",14}{"cart HR@10",14}{"cart MRR@10",14}",
        };
        lines.AddRange(report.Scores.Select(score => string.Create(
            CultureInfo.InvariantCulture,
            $"{score.Name,-20}{Of(score.P4, score.Errors.P4)}{Of(score.Any4, score.Errors.Any4)}{Of(score.Hr10, score.Errors.Hr10)}{Of(score.Mrr10, score.Errors.Mrr10)}{score.Coverage,10:P0}{score.RevenueCoverage,10:P0}{Of(score.CartHr4, score.Errors.CartHr4)}{Of(score.CartHr10, score.Errors.CartHr10)}{Of(score.CartMrr10, score.Errors.CartMrr10)}")));
        if (!report.IsEnough)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Not enough data: under {BacktestReport.EnoughCases} cases a difference is mostly chance."));
        }

        if (report.Scores.FirstOrDefault(score => score.Name == PanelBacktest.Now) is { } now)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{PanelBacktest.Now} is the panel as it is configured at this moment, {PanelBacktest.Mined} the same without anything done by hand; both learnt from the older orders only and were asked {now.Cases:N0} cases."));
        }

        return string.Join(Environment.NewLine, lines);

        static string Of(double value, double error) => string.Create(CultureInfo.InvariantCulture, $"{value:0.000} ±{error:0.000}").PadLeft(14);
    }
}
