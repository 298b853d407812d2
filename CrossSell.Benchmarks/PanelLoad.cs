using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Benchmarks;

/// <summary>
/// How many panels a second a server answers on one core, driven from another, beside an empty endpoint of the same server: <c>panels --server DLL [--data
/// FOLDER] [--products 100000] [--rounds 7] [--seconds 2] [--only KIND, or edits]</c>, or without a server what resolving, reading and editing take in this
/// process. All kinds of questions take turns, round by round, so that a busy machine is as busy for one as for another; the medians are printed, as a part of
/// the empty endpoint's. Then panels while events come in, and while products are edited.
/// </summary>
internal static class PanelLoad
{
    private const int Connections = 32;
    private const int Hot = 2_000;
    private const string Empty = "/health/live";
    private const string Edits = "edits";

    private static readonly Actor Person = new(ActorKind.Person, "bench", "Bench", [new Grant(Role.Administrator, null)]);

    public static async Task<int> RunAsync(string[] args)
    {
        string? Option(string name) => args.SkipWhile(item => item != name).Skip(1).FirstOrDefault();
        int Number(string name, int usual) => int.Parse(Option(name) ?? usual.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var (products, rounds, seconds) = (Number("--products", 100_000), Number("--rounds", 7), TimeSpan.FromSeconds(Number("--seconds", 2)));
        var only = Option("--only");
        var made = Option("--data") is null;
        var folder = Option("--data") ?? Directory.CreateTempSubdirectory("crosssell-load-").FullName;
        try
        {
            if (!File.Exists(new DataDirectory(folder).Database))
            {
                Directory.CreateDirectory(folder);
                var clock = Stopwatch.StartNew();
                await PanelLoadShop.MakeAsync(folder, products);
                Say($"{products:N0} products made in {clock.Elapsed.TotalSeconds:0} s");
            }

            var store = PanelLoadShop.Open(folder);
            await InProcessAsync(store, products);
            if (Option("--server") is not { } assembly)
            {
                return 0;
            }

            var (shop, secret) = (await PanelLoadShop.KeyAsync(store, ApiKeyKind.Publishable), await PanelLoadShop.KeyAsync(store, ApiKeyKind.Secret));
            var address = new Uri($"http://127.0.0.1:{FreePort()}");
            Pin(Environment.ProcessId, 1);
            using var server = await StartAsync(assembly, folder, address, shop);
            try
            {
                await LoadAsync(store, address, server.Id, (shop, secret), (products, rounds, seconds), only);
            }
            finally
            {
                server.Kill();
            }

            return 0;
        }
        finally
        {
            if (made)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task LoadAsync(
        StudioStore store, Uri address, int server, (string Shop, string Secret) keys, (int Products, int Rounds, TimeSpan Seconds) how,
        string? only)
    {
        byte[] Panel(int number, string query, string key) => LoadDriver.Get(address, $"/api/v1/products/SKU-{number:0000000}/panel{query}", key);
        int At(int number) => (int)(((long)number * 7_919 % how.Products) + 1);
        var hot = Enumerable.Range(0, Hot).ToArray();
        Func<byte[]> Turns(byte[][] requests)
        {
            var turn = 0;
            return () => requests[turn++ % requests.Length];
        }

        var never = Hot;
        var kinds = new (string Name, Func<byte[]> Next)[]
        {
            ("empty endpoint", Turns([LoadDriver.Get(address, Empty, null)])),
            ("kept", Turns([.. hot.Select(number => Panel(At(number), "", keys.Shop))])),
            // A language that the shop does not speak: nobody keeps that, but the facts are those of its own.
            ("cold: facts kept", Turns([.. hot.Select(number => Panel(At(number), "?locale=xx", keys.Shop))])),
            ("cold: never asked before", () => Panel(At(never++), "", keys.Shop)),
            ("cart of three", Turns([.. hot.Select(number =>
                Panel(At(number), $"?placement=cart&cart=SKU-{At((number + 1) % Hot):0000000}&cart=SKU-{At((number + 2) % Hot):0000000}", keys.Shop))])),
        };
        var kept = kinds[1];
        kinds = [.. kinds.Where(kind => only is null || kind.Name == kinds[0].Name || kind.Name.Contains(only, StringComparison.Ordinal)
            || (only == Edits && kind.Name == kept.Name))];
        using var driver = new LoadDriver(address, Connections, server);
        // The first minutes of a process compile what it does.
        foreach (var kind in kinds.Concat(kinds))
        {
            driver.Run(how.Seconds, kind.Next);
        }

        var results = kinds.ToDictionary(kind => kind.Name, _ => new List<LoadRound>());
        for (var round = 0; round < how.Rounds; round++)
        {
            foreach (var kind in kinds)
            {
                results[kind.Name].Add(driver.Run(how.Seconds, kind.Next));
            }
        }

        Say($"{Connections} connections, {how.Rounds} rounds of {how.Seconds.TotalSeconds:0} s each; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
        Say($"{"",-28}{"a second",10}{"of empty",10}{"processor",12}{"of empty",10}{"p50",9}{"p99",9}");
        var (rate, cost) = (Median(results["empty endpoint"], round => round.PerSecond), Median(results["empty endpoint"], round => round.ProcessorEach));
        foreach (var (name, own) in results)
        {
            var (perSecond, each) = (Median(own, round => round.PerSecond), Median(own, round => round.ProcessorEach));
            var (half, most) = (Median(own, round => round.Within(0.5)), Median(own, round => round.Within(0.99)));
            Say($"{name,-28}{perSecond,10:N0}{perSecond / rate,10:0 %}{each,9:0.0} us{cost / each,10:0 %}{half,6:0.00} ms{most,6:0.00} ms");
        }

        if (only is null)
        {
            await EventsAsync(address, driver, kept.Next, keys.Shop, how.Rounds, how.Seconds);
        }
        else if (only != Edits)
        {
            return;
        }

        await EditsAsync(store, address, driver, kept.Next, number => Panel(At(number), "", keys.Shop), how.Products);
        var body = LoadDriver.Ask(address, Panel(At(0), "", keys.Shop)).Split("\r\n\r\n")[1].Length;
        var status = File.ReadAllLines($"/proc/{server}/status").First(line => line.StartsWith("RssAnon", StringComparison.Ordinal));
        Say($"a finished panel of {body:N0} bytes; the server's own memory {status.Split(':')[1].Trim()}");
    }

    /// <summary>
    /// Panels alone, panels while shoppers' events come in, and as many events as are taken while panels are asked for: turn by turn, the medians as a part of
    /// panels alone and of the aim.
    /// </summary>
    private static async Task EventsAsync(Uri address, LoadDriver driver, Func<byte[]> next, string key, int rounds, TimeSpan seconds)
    {
        var paced = new EventSending(PerSecond: EventLoad.AimedPerMinute * 1.2 / 60, Anchor: "SKU-0000001", Sku: "SKU-0000002");
        EventSending?[] kinds = [null, paced, paced with { PerSecond = null }];
        var panels = kinds.Select(_ => new List<LoadRound>()).ToArray();
        var events = kinds.Select(_ => new List<EventRound>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var kind = 0; kind < kinds.Length; kind++)
            {
                var sending = kinds[kind] is { } how ? EventLoad.SendAsync(address, key, how, seconds) : null;
                panels[kind].Add(driver.Run(seconds, next));
                if (sending is not null)
                {
                    events[kind].Add(await sending);
                }
            }
        }

        var alone = Median(panels[0], round => round.PerSecond);
        foreach (var (name, kind) in new[] { ("at a pace", 1), ("as many as are taken", 2) })
        {
            var own = Median(panels[kind], round => round.PerSecond);
            var perMinute = events[kind].Select(round => round.PerMinute).Order().ElementAt(rounds / 2);
            var (half, most) = (Median(panels[kind], round => round.Within(0.5)), Median(panels[kind], round => round.Within(0.99)));
            Say($"events beside, {name}: {perMinute:N0} a minute stored ({perMinute / EventLoad.AimedPerMinute:0.0} times {EventLoad.AimedPerMinute:N0}),");
            var (usual, worst) = (events[kind].Average(round => round.Within(0.5)), events[kind].Max(round => round.Within(0.99)));
            Say($"  a batch of {paced.Batch} p50 {usual:0.0} ms, p99 {worst:0.0} ms, {events[kind].Sum(round => round.Turned)} turned away;");
            Say($"  panels {own:N0} a second ({own / alone:0 %} of {alone:N0} alone), p50 {half:0.00} ms, p99 {most:0.00} ms");
        }
    }

    /// <summary>Twenty prices a second are changed while panels are asked for, and one of them is looked at until it shows.</summary>
    private static async Task EditsAsync(StudioStore store, Uri address, LoadDriver driver, Func<byte[]> next, Func<int, byte[]> panel, int count)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(MachineClock.Time).AddSingleton(store).AddCrossSellCore()
            .BuildServiceProvider();
        var products = services.GetRequiredService<ProductService>();
        using var stop = new CancellationTokenSource();
        var seen = new List<double>();
        var edits = 0;
        var editing = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!stop.IsCancellationRequested)
            {
                await timer.WaitForNextTickAsync(CancellationToken.None);
                await EditAsync(products, store, 100 + (edits++ % (Hot - 100)), count);
            }
        });
        var looking = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var price = await EditAsync(products, store, 5, count);
                var clock = Stopwatch.StartNew();
                var said = $"\"amount\":\"{(price / 100m).ToString("0.00", CultureInfo.InvariantCulture)}\"";
                while (!LoadDriver.Ask(address, panel(5)).Contains(said, StringComparison.Ordinal))
                {
                    await Task.Delay(5);
                }

                seen.Add(clock.Elapsed.TotalMilliseconds);
                await Task.Delay(100);
            }
        });
        var round = driver.Run(TimeSpan.FromSeconds(15), next);
        await stop.CancelAsync();
        await Task.WhenAll(editing, looking);
        seen.Sort();
        var (each, half, most) = (edits / round.Took.TotalSeconds, round.Within(0.5), round.Within(0.99));
        Say($"with {each:0} edits a second beside: {round.PerSecond:N0} a second, p50 {half:0.00} ms, p99 {most:0.00} ms");
        Say($"an edit is seen after {seen[seen.Count / 2]:0} ms (median of {seen.Count}), {seen[^1]:0} ms at most");
    }

    private static async Task<long> EditAsync(ProductService products, StudioStore store, int number, int count)
    {
        await using var db = store.Read();
        var sku = $"SKU-{(number * 7_919L % count) + 1:0000000}";
        var id = await db.Products.Where(product => product.Sku == sku).Select(product => product.Id).SingleAsync();
        var listing = await db.Listings.SingleAsync(item => item.ProductId == id);
        var edit = new ListingEdit(listing.Version, listing.Price + 1, null, listing.Cost, listing.Stock, listing.Published);
        _ = (await products.EditListingAsync(id, listing.ChannelId, edit, Person)).Required;
        return listing.Price + 1;
    }

    /// <summary>What resolving alone takes for shoppers, in this process.</summary>
    private static async Task InProcessAsync(StudioStore store, int products)
    {
        using var panels = new PanelService(store, MachineClock.Time);
        var clock = Stopwatch.StartNew();
        await panels.RefreshAsync();
        Say($"what all panels share, read in {clock.Elapsed.TotalMilliseconds:0} ms");
        string Sku(int number) => $"SKU-{(number * 7_919L % products) + 1:0000000}";
        var alone = Enumerable.Range(0, Hot).Select(number => new PanelQuery(Sku(number), MadeCatalog.Channel, OnSaleOnly: true)).ToArray();
        var carts = Enumerable.Range(0, Hot).Select(number => new PanelQuery(
            Sku(number), MadeCatalog.Channel, PanelPlacement.Cart, Cart: [Sku((number + 1) % Hot), Sku((number + 2) % Hot)], OnSaleOnly: true)).ToArray();
        foreach (var (name, queries) in new[] { ("panel", alone), ("cart of three", carts) })
        {
            // Nothing is kept for an origin as long as that.
            var origin = new string('x', 1_000);
            FinishedPanel Resolve(PanelQuery query) => panels.Finish(query, origin, answer => new FinishedPanel(default, answer.Panel.Version)
            {
                Channel = answer.Channel.Code,
            }).Required;
            for (var turn = 0; turn < 10; turn++)
            {
                Array.ForEach(queries, query => _ = Resolve(query));
            }

            var times = new double[queries.Length];
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            for (var at = 0; at < queries.Length; at++)
            {
                var asked = Stopwatch.GetTimestamp();
                _ = Resolve(queries[at]);
                times[at] = Stopwatch.GetElapsedTime(asked).TotalMicroseconds;
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Array.Sort(times);
            var (half, most) = (times[times.Length / 2], times[(int)(times.Length * 0.99)]);
            Say($"resolve, {name}: median {half:0.0} us, p99 {most:0.0} us, {allocated / queries.Length:N0} bytes");
        }

        await NeverAskedAsync(panels, store, Sku, products);
    }

    /// <summary>What reading the facts of a product takes that nobody asked for, and what an edit takes away and makes read again.</summary>
    private static async Task NeverAskedAsync(PanelService panels, StudioStore store, Func<int, string> sku, int products)
    {
        const int Anchors = 5_000;
        var process = Process.GetCurrentProcess();
        var (clock, spent, allocated) = (Stopwatch.StartNew(), process.TotalProcessorTime, GC.GetAllocatedBytesForCurrentThread());
        for (var number = Hot; number < Hot + Anchors; number++)
        {
            _ = panels.Resolve(new PanelQuery(sku(number), MadeCatalog.Channel, OnSaleOnly: true)).Required;
        }

        process.Refresh();
        var (took, cost) = (clock.Elapsed, process.TotalProcessorTime - spent);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var (each, processor) = (took.TotalMicroseconds / Anchors, cost.TotalMicroseconds / Anchors);
        Say($"never asked before: {each:0} us each, {processor:0} us of processor, {allocated / Anchors:N0} bytes");

        await using var services = new ServiceCollection().AddLogging().AddSingleton(MachineClock.Time).AddSingleton(store).AddCrossSellCore()
            .BuildServiceProvider();
        var edited = services.GetRequiredService<ProductService>();
        var (times, lost) = (new List<double>(), 0);
        for (var turn = 0; turn < 100; turn++)
        {
            await EditAsync(edited, store, 100 + turn, products);
            var before = panels.Kept;
            var asked = Stopwatch.GetTimestamp();
            await panels.RefreshAsync();
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
            lost += before - panels.Kept;
        }

        times.Sort();
        Say($"an edit with {panels.Kept:N0} panels known: known after {times[50]:0.0} ms (p99 {times[98]:0.0} ms), forgets {lost / 100.0:0.0} of them");
    }

    private static async Task<Process> StartAsync(string assembly, string folder, Uri address, string key)
    {
        var start = new ProcessStartInfo("taskset", ["-c", "0", "dotnet", assembly]) { RedirectStandardOutput = true };
        foreach (var (name, value) in new[]
        {
            ("CrossSell__DataDirectory", folder), ("ASPNETCORE_URLS", address.GetLeftPart(UriPartial.Authority)), ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("Logging__LogLevel__Default", "Error"), ("CrossSell__RequestsPerMinute", "1000000000"), ("CrossSell__RequestsPerMinuteOfKey", "1000000000"),
        })
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var server = Process.Start(start)!;
        server.OutputDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        while (true)
        {
            try
            {
                LoadDriver.Ask(address, LoadDriver.Get(address, "/api/v1/products/SKU-0000001/panel", key));
                Say($"the server answered its first panel {clock.Elapsed.TotalSeconds:0.0} s after it was started");
                return server;
            }
            catch (SocketException) when (!server.HasExited && clock.Elapsed < TimeSpan.FromMinutes(3))
            {
                await Task.Delay(50);
            }
        }
    }

    private static void Pin(int process, int core)
    {
        using var pin = Process.Start(new ProcessStartInfo("taskset", ["-acp", $"{core}", $"{process}"]) { RedirectStandardOutput = true });
        pin?.WaitForExit();
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static double Median(List<LoadRound> rounds, Func<LoadRound, double> figure)
    {
        var all = rounds.Select(figure).Order().ToArray();
        return all[all.Length / 2];
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
