using System.Collections.Concurrent;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CrossSell.Tests.Support;

/// <summary>The whole host on a free port with a data folder of its own, as <c>dotnet run</c> starts it at <see cref="TestClock.Now"/>.</summary>
public sealed class StudioFactory : WebApplicationFactory<Program>
{
    // Laying out and mining the demo takes longer than most tests of a host: it is done once, by a first start like anybody's, and each host gets a copy.
    private static readonly Lazy<string> Demo = new(LayOutDemo);

    // On a server it takes longer still.
    private static readonly Lazy<Task<(string DataFolder, string Connection)>> DemoOnServer = new(LayOutOnServerAsync);

    private readonly string environment;
    private readonly LogLines log = new();
    private readonly string folder = Directory.CreateTempSubdirectory("crosssell-host-").FullName;

    public StudioFactory(string environment = "Development", int port = 0)
    {
        this.environment = environment;
        UseKestrel(port);
    }

    /// <summary>A studio of its own that begins with what another, stopped one left in its data folder.</summary>
    public static StudioFactory From(string dataFolder, string environment = "Development", int port = 0)
    {
        var studio = new StudioFactory(environment, port);
        studio.Copy(dataFolder);
        return studio;
    }

    /// <summary>A studio that has not started yet, with the demo in a data folder of its own, and on a server where the test is to use one.</summary>
    public static async Task<StudioFactory> WithDemoAsync()
    {
        if (!PostgresServer.IsAsked.Value)
        {
            return new StudioFactory();
        }

        var (dataFolder, connection) = await DemoOnServer.Value;
        return From(dataFolder).OnServer(await PostgresServer.CopyAsync(connection));
    }

    /// <summary>Whether it starts on an empty folder, and lays out the demo itself.</summary>
    public bool IsFirstStart { get; init; }

    /// <summary>What is configured beside what every test needs.</summary>
    public Dictionary<string, string?> Settings { get; } = [];

    public string DataFolder => folder;

    public Uri Address => ClientOptions.BaseAddress;

    public StudioStore Store => Services.GetRequiredService<StudioStore>();

    /// <summary>Everything the host has logged at warning or above.</summary>
    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>Everything that it has logged at information or above, when the settings let it.</summary>
    public IReadOnlyCollection<string> EveryLog => log.All;

    public StudioFactory Start()
    {
        if (environment == "Development" && !IsFirstStart && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Copy(Demo.Value);
        }

        StartServer();
        return this;
    }

    /// <summary>A client that follows no redirects and keeps cookies, like a browser with its eyes open.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = Address };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseSetting("CrossSell:DataDirectory", folder);
        builder.UseSetting("CrossSell:Now", TestClock.Setting);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // A minute of drawing that few tests look at.
        builder.UseSetting("Demo:Pictures", "false");
        // Work for a minute beside whatever a test does; who wants one asks for it.
        builder.UseSetting("CrossSell:DemoBacktests", "false");
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(log));
        // Unpublished output outside Development finds its assets through the build's manifest.
        builder.UseStaticWebAssets();
    }

    /// <summary>Ends the host and leaves its data folder, for <see cref="From"/>.</summary>
    public async Task StopAsync()
    {
        await base.DisposeAsync();
        // Its own connections only: other tests are at work on theirs.
        StudioStore.CloseConnections(new DataDirectory(folder).Database);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        StudioStore.CloseConnections(new DataDirectory(folder).Database);
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // A query of a circuit that the host no longer waits for wrote beside the deleting. What is left is the system's to tidy, and no fault of the test.
        }

        GC.SuppressFinalize(this);
    }

    private static string LayOutDemo()
    {
        var first = new StudioFactory { IsFirstStart = true }.Start();
        DeclineTourAsync(first.Store).GetAwaiter().GetResult();
        // The only way that xunit offers for what belongs to the whole run.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(first.DataFolder, recursive: true);
        Task.Run(first.StopAsync).GetAwaiter().GetResult();
        return first.DataFolder;
    }

    private static async Task<(string DataFolder, string Connection)> LayOutOnServerAsync()
    {
        var connection = PostgresServer.Missing();
        var first = new StudioFactory { IsFirstStart = true }.OnServer(connection).Start();
        await DeclineTourAsync(first.Store);
        await first.StopAsync();
        return (first.DataFolder, connection);
    }

    // The people of the demo know their way: only anyone who asks for the tour meets it.
    private static async Task DeclineTourAsync(StudioStore store)
    {
        await using var db = store.OpenForIdentity();
        await db.Users.ExecuteUpdateAsync(update => update.SetProperty(user => user.TourEndedAt, TestClock.Now));
    }

    private StudioFactory OnServer(string connection)
    {
        (Settings["Database:Provider"], Settings["ConnectionStrings:CrossSell"]) = ("PostgreSQL", connection);
        return this;
    }

    private void Copy(string dataFolder)
    {
        foreach (var file in Directory.EnumerateFiles(dataFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(dataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            All.Enqueue(formatter(state, exception) + exception);
            if (logLevel >= LogLevel.Warning)
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
