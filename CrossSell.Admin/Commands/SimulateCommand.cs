using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Demo;
using CrossSell.Core.Experiments;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Commands;

/// <summary>
/// Plays shoppers with a known truth through the API (<see cref="SimulationHost"/>), up to now, and prints what an experiment makes of them: its own, or one
/// that runs already. Only in a studio that began with the demo, unless somebody insists: what is played is stored like what real shoppers do.
/// </summary>
internal static class SimulateCommand
{
    private const int MostProducts = 40;
    private const int LeastVisitors = 100;
    private const int MostVisitors = 1_000_000;
    private const int MostDays = 365;
    private const int UsualDays = 30;
    private const long UsualSeed = 1;
    private const string UsualEffect = "4%";
    private const int UsualVisitors = 6_000;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var days = new Option<int?>("--days") { Description = $"How many days up to now are played, 1 to {MostDays}; by default {UsualDays}." };
        var effect = new Option<string?>("--effect")
        {
            Description = $"How much more revenue the treatment brings; by default {UsualEffect}. -4% is less, 0% an A/A test.",
        };
        var seed = new Option<long?>("--seed") { Description = $"The same seed plays the same shoppers; by default {UsualSeed}." };
        var channel = new Option<string?>("--channel") { Description = "Code of the shop; required where there are several." };
        var visitors = new Option<int?>("--visitors") { Description = $"Different visitors over all days; by default {UsualVisitors}." };
        var experiment = new Option<int?>("--experiment")
        {
            Description = "Number of an experiment that runs or ran: its shoppers are played, from its start on. "
                + "Without it one is made that asks whether panels sell.",
        };
        var force = new Option<bool>("--force")
        {
            Description = "Also where the studio did not begin with the demo: orders that are made up then stand beside its own.",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as one JSON document." };
        var command = new Command("simulate", "Play shoppers with a known effect through the API, and print what an experiment makes of them.")
        {
            days, effect, seed, channel, visitors, experiment, force, json,
        };
        command.Validators.Add(given =>
        {
            if (given.GetValue(days) is < 1 or > MostDays)
            {
                given.AddError($"--days is 1 to {MostDays}.");
            }

            if (given.GetValue(visitors) is < LeastVisitors or > MostVisitors)
            {
                given.AddError(string.Create(CultureInfo.InvariantCulture, $"--visitors is {LeastVisitors} to {MostVisitors}."));
            }

            if (EffectOf(given.GetValue(effect) ?? UsualEffect) is null)
            {
                given.AddError("--effect is a percentage from -90% to 500%, such as 4%.");
            }
        });
        command.SetAction((parsed, cancellation) => StudioCommand.WithoutStudioAsync(
            stop => RunAsync(
                new Asked(
                    new SimulationTerms(
                        parsed.GetValue(seed) ?? UsualSeed, parsed.GetValue(days) ?? UsualDays, parsed.GetValue(visitors) ?? UsualVisitors,
                        EffectOf(parsed.GetValue(effect) ?? UsualEffect)!.Value),
                    parsed.GetValue(channel), parsed.GetValue(experiment), parsed.GetValue(force), parsed.GetValue(json)),
                stop),
            cancellation));
        return command;
    }

    private static double? EffectOf(string text) =>
        text is [.., '%'] && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            && percent is >= -90 and <= 500 ? percent / 100 : null;

    private static async Task<Outcome> RunAsync(Asked asked, CancellationToken cancellation)
    {
        var configuration = StudioCommand.Configuration();
        var now = StudioClock.From(configuration).GetUtcNow();
        var clock = new SimulationClock(now.AddDays(-asked.Terms.Days));
        var progress = new StudioCommand.Said();
        await using var host = await SimulationHost.StartAsync(configuration, clock, cancellation);
        var store = host.Services.GetRequiredService<StudioStore>();
        if ((await store.MigrateAsync(progress, cancellation)).IsRefused(out var refusal)
            || (await ShopAsync(host.Services, asked, cancellation)).IsRefused(out refusal, out var shop)
            || (await SimulationExperiment.FindAsync(host.Services, shop, asked, now, cancellation)).IsRefused(out refusal, out var span))
        {
            return refusal;
        }

        clock.Set(span.From);
        await host.Services.GetRequiredService<Core.Panels.PanelService>().RefreshAsync(cancellation);
        var keys = host.Services.GetRequiredService<ApiKeyService>();
        if ((await keys.CreateAsync("Simulation", ApiKeyKind.Secret, shop.Id, ApiKeyScopes.Orders, Actor.CommandLine, cancellation))
            .IsRefused(out refusal, out var key))
        {
            return refusal;
        }

        Outcome<Played> outcome;
        try
        {
            using var client = SimulationPlay.ClientOf(host.Address, key.Text);
            outcome = await PlayAsync(
                new SimulationPlay(client, clock, span.Experiment, shop.Currency), await ProductsAsync(store, shop.Id, cancellation), asked, span, progress,
                cancellation);
        }
        finally
        {
            await keys.RevokeAsync(key.Id, Actor.CommandLine, CancellationToken.None);
        }

        if (outcome.IsRefused(out refusal, out var played))
        {
            return refusal;
        }

        clock.Set(now);
        await host.Services.GetRequiredService<ExperimentSums>().RefreshAsync(cancellation);
        var reading = await host.Services.GetRequiredService<ExperimentReader>().ReadAsync(ReadScope.Everything, span.Experiment.Id, cancellation)
            ?? throw new InvalidOperationException($"The experiment {span.Experiment.Id} is gone.");
        var result = SimulationResult.Of(asked.Terms, shop, span.Experiment, played, reading);
        Console.WriteLine(asked.IsJson ? JsonSerializer.Serialize(result, Web) : result.ToText());
        return Outcome.Done;
    }

    private static async Task<Outcome<Played>> PlayAsync(
        SimulationPlay play, IReadOnlyList<string> skus, Asked asked, SimulatedSpan span, IProgress<string> progress, CancellationToken cancellation)
    {
        if ((await play.LookAsync(skus, cancellation)).IsRefused(out var refusal, out var products))
        {
            return refusal;
        }

        if (products.Count == 0)
        {
            return new Refusal("simulate.products", "No product of this shop shows recommendations. Run mine first, or link products.");
        }

        var shoppers = new SimulatedShoppers(asked.Terms with { Days = span.Days }, products);
        return await play.RunAsync(shoppers, span, progress, cancellation);
    }

    private static async Task<Outcome<Channel>> ShopAsync(IServiceProvider services, Asked asked, CancellationToken cancellation)
    {
        if (!asked.IsForced && !await services.GetRequiredService<DemoLoader>().IsLoadedAsync(cancellation))
        {
            return new Refusal(
                "simulate.real",
                "This studio did not begin with the demo: orders and events that are made up would stand beside its own. --force does it all the same.");
        }

        await using var db = services.GetRequiredService<StudioStore>().Read();
        var shops = await db.Channels.Include(channel => channel.TaxRates).OrderBy(channel => channel.Id).ToListAsync(cancellation);
        var named = asked.Channel is { } code
            ? shops.Find(channel => channel.Code.Equals(code, StringComparison.OrdinalIgnoreCase))
            : shops is [var only] ? only : null;
        var wrong = asked.Channel is { } unknown ? $"There is no channel \"{unknown}\"." : "Name a channel.";
        return named is not null ? named
            : new Refusal("simulate.channel", $"{wrong} The channels are: {string.Join(", ", shops.Select(shop => shop.Code))}.", "channel");
    }

    /// <summary>What a shop sells around its median price, so that chance is not that of a few dear things.</summary>
    private static async Task<IReadOnlyList<string>> ProductsAsync(StudioStore store, int shop, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var skus = await db.Listings
            .Where(listing => listing.ChannelId == shop && listing.Published && listing.Price > 0 && (listing.Stock == null || listing.Stock > 0))
            .Join(
                db.Products.Where(product => product.Status == ProductStatus.Active && product.Kind != ProductKind.Parent), listing => listing.ProductId,
                product => product.Id, (listing, product) => new { product.Sku, listing.Price })
            .OrderBy(row => row.Price).ThenBy(row => row.Sku).Select(row => row.Sku).ToListAsync(cancellation);
        var middle = skus[(skus.Count / 4)..(skus.Count - (skus.Count / 4))];
        var step = Math.Max(1, middle.Count / MostProducts);
        return [.. middle.Where((_, at) => at % step == 0).Take(MostProducts)];
    }

    /// <summary>What was asked for.</summary>
    internal sealed record Asked(SimulationTerms Terms, string? Channel, int? ExperimentId, bool IsForced, bool IsJson);
}
