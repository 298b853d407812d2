using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Mining;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

internal static class MineCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var channel = new Option<string?>("--channel") { Description = "Only this channel; by default all." };
        var minBaskets = new Option<int>("--min-baskets")
        {
            Description = "Minimum baskets of a pair; fewer may be chance.", DefaultValueFactory = _ => new MiningSettings().MinBaskets
        };
        minBaskets.Aliases.Add("--min-count");
        var json = new Option<bool>("--json") { Description = "Print the totals as JSON." };
        var from = new Option<string?>("--from") { Description = "Use the baskets of this file instead; the database is not changed." };
        var format = new Option<string>("--format")
        {
            Description = $"Of the file: {string.Join(", ", BasketReader.FormatNames)}.", DefaultValueFactory = _ => BasketReader.Auto
        };
        var top = new Option<int>("--top")
        {
            Description = "Number of best companions per product of the file.", DefaultValueFactory = _ => new PairCountOptions().Best
        };
        var command = new Command("mine", "Calculate what is bought together, for suggestions and panels.") { channel, minBaskets, json, from, format, top };
        command.SetAction((parsed, cancellation) => parsed.GetValue(from) is { } file
            ? StudioCommand.WithoutStudioAsync(
                stop => MineFile.RunAsync(
                    file, parsed.GetValue(format)!, new PairCountOptions { MinBaskets = parsed.GetValue(minBaskets), Best = parsed.GetValue(top) },
                    parsed.GetValue(json), stop),
                cancellation)
            : StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                var outcome = await services.GetRequiredService<MiningService>().MineAsync(
                    Actor.CommandLine,
                    parsed.GetValue(channel),
                    new MiningSettings { MinBaskets = parsed.GetValue(minBaskets) },
                    cancellation: stop);
                if (outcome.IsRefused(out var refusal, out var mined))
                {
                    return refusal;
                }

                Console.WriteLine(parsed.GetValue(json) ? AsJson(mined) : string.Join(
                    Environment.NewLine,
                    mined.SelectMany(one => one.FollowUps).Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Name}: {figure.Count:N0}"))
                        .Prepend(AsText(mined))));
                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    /// <summary>Scripts read this: names and order stay.</summary>
    internal static string AsJson(IReadOnlyList<MinedChannel> mined) => JsonSerializer.Serialize(
        new
        {
            channels = mined.Select(one => new
            {
                one.Channel,
                one.Totals.Baskets,
                one.Totals.Products,
                one.Totals.Lines,
                one.Totals.Pairs,
                one.Totals.CountSum,
                one.Totals.BestLiftSum,
            }),
        },
        Web);

    private static string AsText(IReadOnlyList<MinedChannel> mined) => mined.Count == 0
        ? "There are no channels yet. Import orders or products first."
        : string.Join(Environment.NewLine, mined.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Channel}: {one.Totals.Baskets:N0} baskets of {one.Totals.Products:N0} products; {one.Totals.Pairs:N0} pairs, the best {one.Stored:N0} stored")));
}
