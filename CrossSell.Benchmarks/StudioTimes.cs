using System.Diagnostics;
using System.Globalization;
using CrossSell.Core;
using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Insights;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Core.Workbench;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>
/// Times what a page or a storefront waits for, on the data folder of a real studio (the large demo): <c>panels --data FOLDER</c>, <c>pages --data FOLDER</c>,
/// <c>health --data FOLDER</c>. Reads only.
/// </summary>
internal static class StudioTimes
{
    private const int Samples = 300;
    private const int Seed = 7;

    public static async Task<int> PanelsAsync(string[] args)
    {
        if (await OpenAsync(args) is not { } studio)
        {
            return 2;
        }

        using var panels = new PanelService(studio.Store, MachineClock.Time);
        var clock = Stopwatch.StartNew();
        await panels.RefreshAsync();
        Say($"what all panels share, read in {clock.Elapsed.TotalMilliseconds:0} ms");

        // The first question pays for compiling.
        foreach (var (sku, channel) in studio.Any.Take(20))
        {
            panels.Resolve(new PanelQuery(sku, channel));
        }

        var any = studio.Any.Skip(20).ToArray();
        await PrintAsync("panel, any product, cold", any, product => Panel(panels, product));
        await PrintAsync("panel, any product, warm", any, product => Panel(panels, product));
        await PrintAsync("panel, best seller, cold", studio.Best, product => Panel(panels, product));
        await PrintAsync("panel, best seller, warm", studio.Best, product => Panel(panels, product));
        Say($"{panels.Kept:N0} anchors kept; working set {Environment.WorkingSet / 1048576} MB");
        return 0;
    }

    public static async Task<int> PagesAsync(string[] args)
    {
        if (await OpenAsync(args) is not { } studio)
        {
            return 2;
        }

        var store = studio.Store;
        var ids = studio.Channels;
        var details = new ProductDetailsQuery(store);
        foreach (var (sku, channel) in studio.Any.Take(20))
        {
            await details.LoadAsync(ReadScope.Everything, sku, ids[channel]);
        }

        await PrintAsync("open a product, any", studio.Any.Skip(20), product => details.LoadAsync(ReadScope.Everything, product.Sku, ids[product.Channel]));
        await PrintAsync("open a product, best seller", studio.Best, product => details.LoadAsync(ReadScope.Everything, product.Sku, ids[product.Channel]));

        var links = new LinkNeighbourhoods(store, MachineClock.Time);
        await PrintAsync("links of a product, any", studio.Any, product => links.FindAsync(ReadScope.Everything, product.Sku, ids[product.Channel]));
        await PrintAsync("links of a product, best seller", studio.Best, product => links.FindAsync(ReadScope.Everything, product.Sku, ids[product.Channel]));
        var start = new LinksStartQuery(store, MachineClock.Time);
        await PrintAsync("products worth linking", studio.Any.Take(10), _ => start.WorthLinkingAsync(ReadScope.Everything, 1, 12));

        var inbox = new SuggestionInbox(store, MachineClock.Time);
        var navigation = new NavigationCounts(store, inbox);
        await OnceAsync("navigation counts, the first time", () => navigation.LoadAsync(ReadScope.Everything, 1));
        await PrintAsync("navigation counts, from then on", studio.Any, _ => navigation.LoadAsync(ReadScope.Everything, 1));
        await PrintAsync("suggestions, a page", studio.Any.Take(30), _ => inbox.FindAsync(new SuggestionQuery(1)));

        using var panels = new PanelService(store, MachineClock.Time);
        using var catalog = new CatalogIndex(store);
        var insights = new InsightsQuery(store, panels, MachineClock.Time);
        await OnceAsync("Insights, the first time", () => insights.LoadAsync(ReadScope.Everything, new InsightsQuestion(1)));
        await PrintAsync("Insights, 90 days, from then on", studio.Any.Take(30), _ => insights.LoadAsync(ReadScope.Everything, new InsightsQuestion(1)));
        await PrintAsync(
            "Insights, 12 months, from then on", studio.Any.Take(30),
            _ => insights.LoadAsync(ReadScope.Everything, new InsightsQuestion(1, InsightRange.Months12)));
        var today = new TodayQuery(store, insights, new CatalogList(store, catalog), MachineClock.Time);
        await OnceAsync("Today, the first time", () => today.LoadAsync(1));
        await PrintAsync("Today, from then on", studio.Any.Take(30), _ => today.LoadAsync(1));
        Say($"working set {Environment.WorkingSet / 1048576} MB");
        return 0;
    }

    public static async Task<int> HealthAsync(string[] args)
    {
        if (await OpenAsync(args) is not { } studio)
        {
            return 2;
        }

        (string, string)[] thrice = [("", ""), ("", ""), ("", "")];
        foreach (var problem in Enum.GetValues<LinkProblem>())
        {
            await OnceAsync(
                $"links, {problem}, the first time", () => new LinkHealth(studio.Store, MachineClock.Time).FindAsync(ReadScope.Everything, 1, problem));
            await PrintAsync(
                $"links, {problem}, a window", thrice, _ => new LinkHealth(studio.Store, MachineClock.Time).FindAsync(ReadScope.Everything, 1, problem));
        }

        await OnceAsync("all counts of links, the first time", () => new LinkHealth(studio.Store, MachineClock.Time).CountsAsync(ReadScope.Everything, 1));
        await PrintAsync("all counts of links", thrice, _ => new LinkHealth(studio.Store, MachineClock.Time).CountsAsync(ReadScope.Everything, 1));
        return 0;
    }

    private static Task Panel(PanelService panels, (string Sku, string Channel) product)
    {
        panels.Resolve(new PanelQuery(product.Sku, product.Channel));
        return Task.CompletedTask;
    }

    private static async Task<Studio?> OpenAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--data");
        var folder = at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
        if (folder is null || !File.Exists(new DataDirectory(folder).Database))
        {
            await Console.Error
                .WriteLineAsync("Usage: panels|pages|health --data FOLDER   FOLDER is a data folder with a studio in it; numbers from a Release build only.");
            return null;
        }

        var store = StudioStore.OnFile(new DataDirectory(folder).Database, MachineClock.Time, CrossSellCore.FollowUps);
        await using var db = store.Read();
        var count = await db.Products.MaxAsync(product => product.Id);
        var random = new Random(Seed);
        var ids = Enumerable.Range(0, Samples).Select(_ => random.Next(1, count)).ToArray();
        var best = await db.Affinities.Where(pair => pair.Rank == 1).OrderByDescending(pair => pair.AnchorBaskets).Select(pair => pair.AnchorId)
            .Take(Samples / 3).ToListAsync();
        Say($"{count:N0} products, {await db.Orders.MaxAsync(order => order.Id):N0} orders; {Environment.ProcessorCount} cores");
        return new Studio(
            store, await db.Channels.ToDictionaryAsync(channel => channel.Code, channel => channel.Id), await NamesAsync(db, ids),
            await NamesAsync(db, [.. best]));
    }

    private static async Task<(string Sku, string Channel)[]> NamesAsync(StudioDb db, int[] ids)
    {
        var rows = await (
            from listing in db.Listings
            where ids.Contains(listing.ProductId)
            join product in db.Products on listing.ProductId equals product.Id
            join channel in db.Channels on listing.ChannelId equals channel.Id
            select new { product.Id, product.Sku, channel.Code }).ToListAsync();
        var byId = rows.DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        return [.. ids.Distinct().Where(byId.ContainsKey).Select(id => (byId[id].Sku, byId[id].Code))];
    }

    private static async Task PrintAsync(string what, IEnumerable<(string Sku, string Channel)> products, Func<(string Sku, string Channel), Task> ask)
    {
        var times = new List<double>();
        var busy = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (var product in products)
        {
            var clock = Stopwatch.GetTimestamp();
            await ask(product);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        times.Sort();
        // On a busy machine the time on the processor says more than the clock.
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds / times.Count;
        Say(
            $"{what,-36} p50 {times[times.Count / 2],8:0.000} ms   p95 {times[(int)(times.Count * 0.95)],8:0.000} ms   processor {spent,7:0.00} ms   of {times.Count}");
    }

    private static async Task OnceAsync(string what, Func<Task> ask)
    {
        var clock = Stopwatch.GetTimestamp();
        await ask();
        Say($"{what,-36} {Stopwatch.GetElapsedTime(clock).TotalMilliseconds,12:0} ms");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed record Studio(
        StudioStore Store, IReadOnlyDictionary<string, int> Channels, (string Sku, string Channel)[] Any, (string Sku, string Channel)[] Best);
}
