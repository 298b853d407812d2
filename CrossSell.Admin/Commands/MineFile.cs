using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;

namespace CrossSell.Admin.Commands;

/// <summary>Counts the pairs of a file and prints what came of it; no database is opened.</summary>
internal static class MineFile
{
    private const int PairsShown = 10;
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static async Task<Outcome> RunAsync(string path, string format, PairCountOptions options, bool json, CancellationToken cancellation)
    {
        if (options.MinBaskets < 1 || options.Best < 1)
        {
            return new Refusal("mining.settings", "--min-count and --top are whole numbers from 1 up.");
        }

        var clock = Stopwatch.StartNew();
        if ((await BasketReader.ReadAsync(path, format, cancellation)).IsRefused(out var refusal, out var file))
        {
            return refusal;
        }

        var loaded = clock.Elapsed;
        clock.Restart();
        var result = PairCounter.Count(BasketMatrix.Of(file.Baskets), options, cancellation: cancellation);
        var counted = clock.Elapsed;
        Console.WriteLine(json ? AsJson(result.Totals, loaded, counted) : AsText(file, result, options, loaded, counted));
        return Outcome.Done;
    }

    /// <summary>Scripts read this: names and order stay.</summary>
    private static string AsJson(PairTotals totals, TimeSpan loaded, TimeSpan counted) => JsonSerializer.Serialize(
        new
        {
            totals.Baskets,
            totals.Products,
            totals.Lines,
            totals.Pairs,
            totals.CountSum,
            totals.BestLiftSum,
            LoadMs = Math.Round(loaded.TotalMilliseconds, 1),
            CountMs = Math.Round(counted.TotalMilliseconds, 1),
            PeakMb = PeakMb(),
        },
        Web);

    private static string AsText(BasketFile file, PairCountResult result, PairCountOptions options, TimeSpan loaded, TimeSpan counted)
    {
        var totals = result.Totals;
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{totals.Baskets:N0} baskets of {totals.Products:N0} products, {totals.Lines:N0} lines; read in {loaded.TotalSeconds:0.00} s"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{totals.Pairs:N0} pairs in {options.MinBaskets} baskets or more, counted in {counted.TotalSeconds:0.000} s; {PeakMb():N0} MB at most"),
        };
        lines.AddRange(file.LeftOut.Select(flaw => string.Create(CultureInfo.InvariantCulture, $"excluded: {flaw.Lines:N0} lines {flaw.Reason}")));
        lines.AddRange(
            from anchor in result.ProductIds.ToArray()
            from companion in result.CompanionsOf(anchor).Take(1)
            let pair = result.Evidence(anchor, companion)
            let ratio = AffinityScore.LogLikelihoodRatio(pair)
            orderby ratio descending, anchor
            select string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Names[anchor]} with {file.Names[companion.ProductId]}: together in {pair.Together:N0} of {pair.Anchor:N0} baskets, {AffinityScore.Lift(pair):0.0}x more than expected") into line
            select line);
        return string.Join(Environment.NewLine, lines.Take(2 + file.LeftOut.Count + PairsShown));
    }

    private static long PeakMb()
    {
        using var me = Process.GetCurrentProcess();
        return me.PeakWorkingSet64 >> 20;
    }
}
