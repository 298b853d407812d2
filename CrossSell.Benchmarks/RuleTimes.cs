using System.Diagnostics;
using System.Globalization;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// Times rules on a copy of a large studio: <c>rules --data FOLDER</c>. It writes: twenty rules, and then one price after the other. Each preview is set
/// against the same anchors counted by bare SQL.
/// </summary>
internal static class RuleTimes
{
    private static readonly Actor Owner = Actor.Job("benchmark");

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ["--data", var folder])
        {
            await Console.Error.WriteLineAsync("rules --data FOLDER (a copy: it is written to)");
            return 2;
        }

        var store = StudioStore.OnFile(new DataDirectory(folder).Database, MachineClock.Time, CrossSellCore.FollowUps);
        await store.MigrateAsync();
        await using (var db = store.Read())
        {
            Say(
                $"{await db.Products.CountAsync():N0} products, {await db.Listings.CountAsync():N0} listings, {await db.AttributeValues.CountAsync():N0} attribute values");
        }

        var made = await MakeAsync(store);
        await PreviewsAsync(store, made);
        await PanelsAsync(store, made);
        return 0;
    }

    /// <summary>Pairs of the largest categories of each channel, compared in different ways.</summary>
    private static async Task<List<(int ChannelId, RuleContent Content)>> MakeAsync(StudioStore store)
    {
        var made = new List<(int, RuleContent)>();
        await using var db = store.Read();
        foreach (var channel in await db.Channels.OrderBy(channel => channel.Id).ToListAsync())
        {
            var largest = await db.Products
                .Where(product => product.CategoryId != null
                    && db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channel.Id))
                .GroupBy(product => product.CategoryId!.Value).OrderByDescending(group => group.Count()).Select(group => group.Key).Take(10).ToListAsync();
            var attribute = await db.AttributeValues
                .Where(value => db.Set<Product>().Any(product => product.Id == value.ProductId && product.CategoryId == largest[0]))
                .GroupBy(value => value.AttributeId).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstAsync();
            for (var at = 0; at < 5; at++)
            {
                var (from, to) = (largest[at], largest[(at + 5) % largest.Count]);
                made.Add((channel.Id, new RuleContent
                {
                    Name = $"{channel.Code} {at}",
                    Anchors = new AllOf([new InCategory([from]), new PriceBetween(5, null)]),
                    Companions = at == 4 ? new AllOf([new PriceBetween(null, 40), new InCategory([.. largest])]) : new AllOf([new InCategory([to])]),
                    Comparisons = (at % 3) switch
                    {
                        0 => [new AttributeMatches(attribute, attribute), new PricedAtMost(120)],
                        1 => [new SameBrand()],
                        _ => [new PricedAtMost(30), new OtherCategory()],
                    },
                    Order = (RuleOrder)(at % 3),
                    ChannelIds = [channel.Id],
                    Enabled = true,
                }));
            }
        }

        return made;
    }

    private static async Task PreviewsAsync(StudioStore store, List<(int ChannelId, RuleContent Content)> made)
    {
        int root;
        await using (var db = store.Read())
        {
            root = await db.Categories.Where(category => category.ParentId == null).OrderBy(category => category.Id).Select(category => category.Id)
                .FirstAsync();
        }

        var (channel, narrow) = made[0];
        (string, RuleContent)[] rules =
        [
            ("one category, same value", narrow),
            ("a whole tree, same brand", narrow with { Anchors = new AllOf([new InCategory([root])]), Comparisons = [new SameBrand()] }),
            ("every product, cheaper than 30 %", narrow with { Anchors = new AllOf([new CompleteBetween(0, null)]), Comparisons = [new PricedAtMost(30)] }),
        ];
        foreach (var (name, content) in rules)
        {
            var previews = new RulePreviewQuery(store, MachineClock.Time);
            var first = await TimeAsync(() => previews.PreviewAsync(content, null, channel));
            var typing = await BestAsync(async () =>
            {
                var again = await previews.PreviewAsync(content with { Limit = 3 }, null, channel);
                GC.KeepAlive(again);
            });
            var cold = await BestAsync(() => new RulePreviewQuery(store, MachineClock.Time).PreviewAsync(content, null, channel));
            var count = await BestAsync(async () =>
            {
                await using var db = store.Read();
                var scope = (await ConditionScope.LoadAsync(db, channel))!;
                await scope.Anchors(db, content.Anchors).CountAsync();
            });
            var preview = await previews.PreviewAsync(content, null, channel);
            Say(
                $"preview, {name}: first {first:0} ms, new {cold:0} ms, while typing {typing:0} ms; bare count {count:0} ms, so {cold / count:0.0} times; {preview.Anchors:N0} anchors, {preview.Companions:N0} offered, {preview.Pairs.Value:N0} pairs ({preview.Pairs.Low:N0} to {preview.Pairs.High:N0})");
        }
    }

    private static async Task PanelsAsync(StudioStore store, List<(int ChannelId, RuleContent Content)> made)
    {
        List<(string Sku, string Channel)> asked = [];
        await using (var db = store.Read())
        {
            var codes = await db.Channels.ToDictionaryAsync(channel => channel.Id, channel => channel.Code);
            foreach (var (channel, content) in made)
            {
                var scope = (await ConditionScope.LoadAsync(db, channel))!;
                asked.AddRange((await scope.Anchors(db, content.Anchors).Select(product => product.Sku).Take(15).ToListAsync())
                    .Select(sku => (sku, codes[channel])));
            }
        }

        await PrintAsync(store, asked, "without rules");
        var service = new RuleService(store);
        var ids = new List<int>();
        foreach (var (_, content) in made)
        {
            ids.Add((await service.CreateAsync(content, Owner)).Required.Id);
        }

        await PrintAsync(store, asked, $"with {ids.Count} rules");
        foreach (var id in ids)
        {
            await service.RemoveAsync(id, Owner);
        }
    }

    private static async Task PrintAsync(StudioStore store, List<(string Sku, string Channel)> asked, string what)
    {
        using var panels = new PanelService(store, MachineClock.Time);
        await panels.RefreshAsync();
        var times = asked.ConvertAll(item => Time(() => panels.Resolve(new PanelQuery(item.Sku, item.Channel))));
        Say(
            $"panel, cold, {what}: {times.Take(20).Sum():0} ms for the first 20 (compiling and reading candidates), worst {times.Max():0} ms; then {Quantile(times.Skip(60), 0.5):0.0} / {Quantile(times.Skip(60), 0.95):0.0} ms (median / 95 %)");

        var refreshes = new List<double>();
        var after = new List<double>();
        for (var round = 0; round < 20; round++)
        {
            var (sku, channel) = asked[round * 7 % asked.Count];
            await using (var session = await store.WriteAsync(Owner, "Changed a price"))
            {
                var listing = await session.Db.Listings
                    .FirstAsync(item => session.Db.Set<Product>().Any(product => product.Id == item.ProductId && product.Sku == sku));
                var edit = new ListingEdit(listing.Version, listing.Price + 1, null, listing.Cost, listing.Stock, listing.Published);
                if (listing.Edit(edit).IsRefused(out var refusal))
                {
                    throw new InvalidOperationException(refusal.Message);
                }

                await session.CommitAsync();
            }

            refreshes.Add(await TimeAsync(() => panels.RefreshAsync()));
            after.Add(Time(() => panels.Resolve(new PanelQuery(sku, channel))));
        }

        Say(
            $"after one product's edit, {what}: looked at in {Quantile(refreshes, 0.5):0.0} / {refreshes.Max():0.0} ms (median / worst), its panel again in {Quantile(after, 0.5):0.0} / {after.Max():0.0} ms; {panels.Kept:N0} of {asked.Distinct().Count():N0} anchors still kept");
    }

    private static double Quantile(IEnumerable<double> times, double part)
    {
        var sorted = times.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
    }

    private static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(Func<Task> action)
    {
        var clock = Stopwatch.StartNew();
        await action();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> BestAsync(Func<Task> action)
    {
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            times.Add(await TimeAsync(action));
        }

        return times.Min();
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
