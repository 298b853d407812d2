using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using CrossSell.Tests.Browser;
using CrossSell.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Integration;

/// <summary>nginx with the configuration of <c>deploy/</c> before two real processes on one PostgreSQL database and one data folder.</summary>
[Collection("browser")]
[Trait("Kind", "Slow")]
public sealed class TwoInstancesTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string Password = "a long enough sentence";
    private const string Nginx = "/usr/sbin/nginx";

    private readonly string folder = Directory.CreateTempSubdirectory("crosssell-two-").FullName;
    private readonly List<Process> processes = [];
    private string database = "";
    private string certificateHash = "";
    private int port;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Nginx))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "No nginx to test with. Debian: apt-get install nginx-light.");
            Assert.Fail("No nginx to test with.");
        }

        // Empty: both prepare it at once. And its own: what is killed may still write to it for a moment.
        database = await PostgresServer.EmptyAsync();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        port = ((IPEndPoint)free.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    [PostgresFact]
    public async Task Person_WhoseInstanceIsStoppedOrKilled_GoesOnAtTheOther_SignedIn_WithWhatWasTyped()
    {
        var instances = (await Task.WhenAll(StartAsync(), StartAsync())).ToList();
        await ServeAsync([.. instances.Select(instance => instance.Address)]);
        using var client = Client();

        // The token of one instance, on whichever answers.
        var page = await client.GetStringAsync("/account/set-up", Stop);
        var answer = await client.PostAsync("/account/set-up", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value,
            ["_handler"] = "set-up",
            ["Form.Token"] = instances[0].Token,
            ["Form.Name"] = "First",
            ["Form.Email"] = "first@example.com",
            ["Form.Password"] = Password,
        }), Stop);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        for (var request = 0; request < 4; request++)
        {
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/settings/users", Stop)).StatusCode);
        }

        // All of one browser goes to one instance.
        Assert.Single((await ServedAsync()).Distinct());
        foreach (var closed in new[] { "/health/ready", "/health/ready/", "/Health/Ready", "/metrics" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(closed, Stop)).StatusCode);
        }

        await using var context = await browser.NewContextAsync(1280, 860, new Uri($"https://localhost:{port}"));
        var tab = await context.NewPageAsync();
        await tab.GotoAsync("/account/sign-in");
        await tab.GetByLabel("E-mail address").FillAsync("first@example.com");
        await tab.GetByLabel("Password").FillAsync(Password);
        await tab.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await tab.Locator(".cs-studio[data-ready]").WaitForAsync();
        await tab.GotoAsync("/settings/channels?channel=new");
        await tab.Locator("#channel-name").FillAsync("Camera store");
        await tab.Locator("#channel-name").BlurAsync();
        await tab.WaitForFunctionAsync("() => Object.keys(sessionStorage).some((key) => key.startsWith('crosssell.draft.'))");
        // The cursor is still in it: no server has heard of this one.
        await tab.Locator("#channel-code").FillAsync("camera");

        // Told to stop, it lets the page go first: to the other one, and not back to itself while it still answers.
        await tab.EvaluateAsync("() => { window.isBefore = true; }");
        var stopped = await OfTabAsync();
        await SignalAsync(stopped, "TERM");
        await tab.WaitForFunctionAsync("() => !window.isBefore && document.querySelector('.cs-studio[data-ready]')", null, new() { Timeout = 60_000 });
        await stopped.Process.WaitForExitAsync(Stop);
        Assert.Equal(0, stopped.Process.ExitCode);
        Assert.NotEqual(stopped, await OfTabAsync());
        await Expect(tab.Locator("#channel-name")).ToHaveValueAsync("Camera store");
        await Expect(tab.Locator("#channel-code")).ToHaveValueAsync("camera");
        // The next version takes its place.
        var next = instances[instances.IndexOf(stopped)] = await StartAsync(stopped.Address);
        await tab.Locator("#channel-code").FillAsync("cameras");
        do
        {
            await tab.EvaluateAsync("() => fetch('/health/live')");
        }
        while (await OfTabAsync() != next);

        // The page itself is still where it went.
        var killed = instances.Single(instance => instance != next);
        // One page is not made again twice within ten seconds by itself: here time goes faster.
        await tab.EvaluateAsync("() => { sessionStorage.removeItem('crosssell.reloaded'); }");
        killed.Process.Kill();
        await killed.Process.WaitForExitAsync(Stop);

        await Expect(tab.Locator("#channel-name")).ToHaveValueAsync("Camera store", new() { Timeout = 60_000 });
        await Expect(tab.Locator("#channel-code")).ToHaveValueAsync("cameras", new() { Timeout = 60_000 });
        await Expect(tab.GetByTestId("restored")).ToContainTextAsync("Restored what you had not saved.");
        // Only the other one can answer now.
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/settings/users", Stop)).StatusCode);

        // The instance of the browser, which need not be the client's.
        async Task<Instance> OfTabAsync()
        {
            // What nginx asked two of ends with the one that answered.
            var answered = (await ServedAsync())[^1].Split(", ")[^1];
            return instances.Single(instance => instance.Address == answered);
        }
    }

    private static async Task SignalAsync(Instance instance, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, instance.Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Stop);
    }

    private async Task<Instance> StartAsync(string address = "127.0.0.1:0")
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = folder };
        foreach (var argument in new[] {
            Path.Combine(AppContext.BaseDirectory, "CrossSell.Admin.dll"), "serve", "--urls", $"http://{address}", "--environment", "Production" })
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["CrossSell__DataDirectory"] = Path.Combine(folder, "data"),
            ["CrossSell__Now"] = TestClock.Setting,
            ["CrossSell__PublicAddress"] = $"https://localhost:{port}",
            ["CrossSell__TrustedProxies"] = "127.0.0.1",
            ["AllowedHosts"] = "localhost",
            ["Database__Provider"] = "PostgreSQL",
            ["ConnectionStrings__CrossSell"] = database,
            ["Logging__LogLevel__Default"] = "Information",
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        processes.Add(process);
        var (token, listens) = ("", "");
        while (listens.Length == 0 && await process.StandardOutput.ReadLineAsync(Stop) is { } line)
        {
            token += Regex.Match(line, "one-time token to create the administrator: ([0-9a-f]{48})").Groups[1].Value;
            listens = Regex.Match(line, @"Now listening on: http://(127\.0\.0\.1:\d+)").Groups[1].Value;
        }

        Assert.True(listens.Length > 0, "An instance did not start.");
        // Read on, or it waits once the pipe is full.
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        return new Instance(process, listens, token);
    }

    /// <summary>
    /// Starts nginx as it is delivered, but for names, addresses and the certificate; it listens on a socket, and on a port for the browser.
    /// </summary>
    private async Task ServeAsync(string[] addresses)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        certificateHash = certificate.GetCertHashString();
        await File.WriteAllTextAsync(Path.Combine(folder, "fullchain.pem"), certificate.ExportCertificatePem(), Stop);
        await File.WriteAllTextAsync(Path.Combine(folder, "privkey.pem"), key.ExportPkcs8PrivateKeyPem(), Stop);
        var delivered = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "nginx.conf"), Stop);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "studio.conf"),
            delivered.Replace("/etc/letsencrypt/live/studio.example.com", folder, StringComparison.Ordinal)
                .Replace("studio.example.com", "localhost", StringComparison.Ordinal)
                .Replace("listen [::]:80;", "", StringComparison.Ordinal)
                .Replace("listen [::]:443 ssl;", "", StringComparison.Ordinal)
                // The port of the browser is none that a Host leaves out.
                .Replace("proxy_set_header Host $host;", "proxy_set_header Host $http_host;", StringComparison.Ordinal)
                .Replace("listen 80;", $"listen unix:{folder}/plain;", StringComparison.Ordinal)
                .Replace("listen 443 ssl;", $"listen unix:{folder}/tls ssl; listen 127.0.0.1:{port} ssl;", StringComparison.Ordinal)
                .Replace("127.0.0.1:5080", addresses[0], StringComparison.Ordinal)
                .Replace("#server 127.0.0.1:5081", $"server {addresses[1]}", StringComparison.Ordinal),
            Stop);
        string[] kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        var temporary = string.Join(' ', kinds.Select(kind => $"{kind}_temp_path {folder}/{kind};"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "nginx.conf"),
            $$"""
            daemon off; pid {{folder}}/pid; error_log {{folder}}/error.log; worker_processes 1; events { }
            http {
                log_format served '$upstream_addr'; access_log {{folder}}/served.log served; {{temporary}}
                include {{folder}}/studio.conf;
            }
            """,
            Stop);
        if (!OperatingSystem.IsWindows())
        {
            // Its worker is another user.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        }

        processes.Add(Process.Start(new ProcessStartInfo(Nginx, ["-e", $"{folder}/error.log", "-c", $"{folder}/nginx.conf"]))!);
    }

    private HttpClient Client() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = true,
        SslOptions = { RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificateHash },
        ConnectCallback = async (_, cancellation) =>
        {
            while (true)
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(folder, "tls")), cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch (SocketException) when (!processes[^1].HasExited)
                {
                    // It is not there yet.
                    socket.Dispose();
                    await Task.Yield();
                }
            }
        },
    })
    { BaseAddress = new Uri("https://localhost") };

    /// <summary>Which instance answered, request by request; those that nginx answered itself are left out.</summary>
    private async Task<List<string>> ServedAsync() =>
        [.. (await File.ReadAllLinesAsync(Path.Combine(folder, "served.log"), Stop)).Where(line => line != "-")];

    private sealed record Instance(Process Process, string Address, string Token);
}
