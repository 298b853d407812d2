using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Benchmarks;

/// <summary>
/// How much memory open pages take of a server, and whether it comes back: idle pages on the product list, and with <c>--soak</c> pages that are walked
/// through while a price changes every second. See docs/benchmarks.md.
/// </summary>
internal static partial class CircuitBenchmark
{
    private const string Usage =
        """
        Usage: circuits ADDRESS PROCESS [--count 300] [--page /products] [--hold SECONDS] [--soak MINUTES --data FOLDER]
        PASSWORD is eva's where it is not the demo's
        """;

    private static readonly string[] Walk =
        ["/products", "/bundles", "/rules", "/links", "/today", "/products?q=lens", "/suggestions", "/products?rows=sku"];

    // A server that is asked nothing for so long has given back what it can (IdleMemory).
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(35);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not [var address, var process, .. var rest] || !int.TryParse(process, out var id))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        string? Option(string name) => rest.SkipWhile(item => item != name).Skip(1).FirstOrDefault();
        var count = int.Parse(Option("--count") ?? "300", CultureInfo.InvariantCulture);
        // Cookies by hand: outside Development they are for https only, and this server is on the same machine.
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(address) };
        var cookies = await SignInAsync(http);
        var server = new Server(id);
        var path = Option("--page") ?? "/products";
        Func<Task<CircuitClient>> open = () => CircuitClient.OpenAsync(http, cookies, path);
        // What the first pages compile and cache stays, and is no page's.
        await CloseAsync(await OpenAsync(open, 20));
        if (Option("--soak") is { } minutes)
        {
            await SoakAsync(open, count, server, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), Option("--data")!);
            return 0;
        }

        await Task.Delay(Quiet);
        var before = await server.HeldAsync("before");
        var watch = Stopwatch.StartNew();
        var pages = await OpenAsync(open, count);
        Say($"{pages.Count} pages at {path}, opened in {watch.Elapsed.TotalSeconds:0} s, {pages.Sum(page => page.Drawn)} drawings");
        await Task.Delay(Quiet);
        var during = await server.HeldAsync("open and idle");
        Say($"each: {(during - before) / 1024.0 / count:0.00} MB");
        if (Option("--hold") is { } seconds)
        {
            // For those who want to look into the heap meanwhile (dotnet-gcdump).
            await Task.Delay(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        }

        await CloseAsync(pages);
        await Task.Delay(Quiet);
        var after = await server.HeldAsync("closed");
        Say($"given back: {100.0 * (during - after) / (during - before):0} %");
        var again = await OpenAsync(open, count);
        await server.HeldAsync("open once more");
        await CloseAsync(again);
        await Task.Delay(Quiet);
        await server.HeldAsync("closed once more");
        return 0;
    }

    private static async Task SoakAsync(Func<Task<CircuitClient>> open, int count, Server server, TimeSpan duration, string folder)
    {
        await using var store = new Pushes(folder);
        var pages = await OpenAsync(open, count);
        await server.HeldAsync("at the start");
        var watch = Stopwatch.StartNew();
        var (turn, pushes, said) = (0, 0, 0);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (watch.Elapsed < duration && await timer.WaitForNextTickAsync())
        {
            await store.PushAsync();
            pushes++;
            // Each page goes on every twenty seconds; one is closed for another each second.
            for (var at = turn % 20; at < pages.Count; at += 20)
            {
                if (pages[at].Broken is null)
                {
                    await pages[at].GoToAsync(Walk[((turn / 20) + at) % Walk.Length]);
                }
            }

            var old = turn++ % pages.Count;
            if (pages[old].Broken is { } why)
            {
                Say($"broken: {why}");
            }

            await pages[old].DisposeAsync();
            pages[old] = await open();
            if (watch.Elapsed.TotalMinutes >= said + 1)
            {
                said = (int)watch.Elapsed.TotalMinutes;
                await server.HeldAsync($"minute {said}, {pushes} pushes, {pages.Count(page => page.Broken is not null)} pages broken");
            }
        }

        await CloseAsync(pages);
        await server.HeldAsync("closed");
    }

    private static async Task<List<CircuitClient>> OpenAsync(Func<Task<CircuitClient>> open, int count)
    {
        var pages = new List<CircuitClient>();
        foreach (var some in Enumerable.Range(0, count).Chunk(10))
        {
            pages.AddRange(await Task.WhenAll(some.Select(_ => open())));
        }

        // A page that draws nothing more has its rows.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var (last, same) = (-1L, 0); same < 5 && await timer.WaitForNextTickAsync();)
        {
            var drawn = pages.Sum(page => page.Drawn);
            (last, same) = (drawn, drawn == last ? same + 1 : 0);
        }

        return pages.Find(page => page.Broken is not null) is { } broken ? throw new InvalidOperationException(broken.Broken) : pages;
    }

    private static async Task CloseAsync(List<CircuitClient> pages)
    {
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    private static async Task<string> SignInAsync(HttpClient http)
    {
        using var form = await http.GetAsync("/account/sign-in");
        var page = await form.Content.ReadAsStringAsync();
        http.DefaultRequestHeaders.Add("Cookie", CookiesOf(form));
        using var answer = await http.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
            ["_handler"] = "sign-in",
            ["Form.Email"] = "eva@demo.crosssell",
            ["Form.Password"] = Environment.GetEnvironmentVariable("PASSWORD") ?? "crosssell-demo",
        }));
        if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.SeeOther))
        {
            throw new InvalidOperationException($"The sign-in was answered with {answer.StatusCode}.");
        }

        var cookies = CookiesOf(answer);
        http.DefaultRequestHeaders.Remove("Cookie");
        http.DefaultRequestHeaders.Add("Cookie", cookies);
        return cookies;
    }

    private static string CookiesOf(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    private static void Say(string line) => Console.Out.WriteLine(line);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    /// <summary>Another process that writes: a price, every time it is asked.</summary>
    private sealed class Pushes : IAsyncDisposable
    {
        private readonly ServiceProvider services;
        private int turn;

        public Pushes(string folder)
        {
            var data = new DataDirectory(folder);
            services = new ServiceCollection()
                .AddLogging().AddSingleton(MachineClock.Time).AddSingleton(data)
                .AddSingleton(StudioStore.OnFile(data.Database, MachineClock.Time, CrossSellCore.FollowUps))
                .AddSingleton<IDatabaseCopy>(new SqliteCopy(data.Database))
                .AddCrossSellCore().BuildServiceProvider();
        }

        public async Task PushAsync()
        {
            Listing listing;
            await using (var db = services.GetRequiredService<StudioStore>().Read())
            {
                listing = await db.Listings.OrderBy(listing => listing.ProductId).ThenBy(listing => listing.ChannelId).Skip(turn++ % 200).FirstAsync();
            }

            var edit = new ListingEdit(listing.Version, listing.Price + 1, null, listing.Cost, listing.Stock, listing.Published);
            var outcome = await services.GetRequiredService<ProductService>().EditListingAsync(
                listing.ProductId, listing.ChannelId, edit, Actor.CommandLine);
            if (outcome.IsRefused(out var refusal, out _))
            {
                throw new InvalidOperationException(refusal.Message);
            }
        }

        public ValueTask DisposeAsync() => services.DisposeAsync();
    }

    /// <summary>The server's process on this machine.</summary>
    private sealed class Server(int id)
    {
        /// <summary>Its own memory in kB, once everything that nobody holds is collected.</summary>
        public async Task<long> HeldAsync(string when)
        {
            // The second finds what the first made ready to go.
            await CollectAsync();
            await CollectAsync();
            var status = await File.ReadAllTextAsync($"/proc/{id}/status");
            long Of(string name) => long.Parse(Regex.Match(status, $@"{name}:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
            Say($"{when}: {Of("RssAnon") / 1024.0:0.0} MB of its own, {Of("Threads")} threads");
            return Of("RssAnon");
        }

        // As dotnet-gcdump asks for it: a trace with the keyword that collects first.
        private async Task CollectAsync()
        {
            var path = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{id}-*-socket").OrderBy(File.GetCreationTimeUtc).Last();
            using var trace = await AskAsync(path, 3, [
                .. BitConverter.GetBytes(16u), .. BitConverter.GetBytes(1u), 0, .. BitConverter.GetBytes(1u), .. BitConverter.GetBytes(0x800000UL),
                .. BitConverter.GetBytes(4u), .. Name("Microsoft-Windows-DotNETRuntime"), .. BitConverter.GetBytes(0u)]);
            var answer = new byte[28];
            await trace.ReadExactlyAsync(answer);
            using (var stop = await AskAsync(path, 1, answer[20..28]))
            {
                await trace.CopyToAsync(Stream.Null);
            }
        }

        private static byte[] Name(string text) => [.. BitConverter.GetBytes((uint)text.Length + 1), .. Encoding.Unicode.GetBytes(text + '\0')];

        private static async Task<NetworkStream> AskAsync(string path, byte command, byte[] body)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync((byte[])[
                .. "DOTNET_IPC_V1\0"u8, .. BitConverter.GetBytes((ushort)(20 + body.Length)), 2, command, 0, 0, .. body]);
            return stream;
        }
    }
}
