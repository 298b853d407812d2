using System.Net;
using CrossSell.Admin.Api;
using CrossSell.Admin.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CrossSell.Admin.Commands;

/// <summary>
/// The addresses that storefronts ask, served inside this process to itself alone, at an instant that the simulation sets: so that weeks are played in seconds
/// by the rules that hold for everybody. A studio that serves shops has no such clock: nothing that is sent to it can say another time.
/// </summary>
internal sealed class SimulationHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private SimulationHost(WebApplication app) => this.app = app;

    public IServiceProvider Services => app.Services;

    public Uri Address { get; private set; } = null!;

    /// <exception cref="InvalidOperationException">The configuration cannot be used; the message says how to fix it.</exception>
    public static async Task<SimulationHost> StartAsync(IConfiguration configuration, SimulationClock clock, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(configuration).AddInMemoryCollection(new Dictionary<string, string?>
        {
            // One sender plays all shoppers.
            ["CrossSell:RequestsPerMinute"] = "1000000000",
            ["CrossSell:RequestsPerMinuteOfKey"] = "1000000000",
        });
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0);
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter("Microsoft", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore", LogLevel.Error).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.None);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddStudio(builder.Configuration);
        builder.Services.AddRequestLimits(builder.Configuration);
        builder.Services.AddSingleton(VisitorSweeps.RetentionOf(builder.Configuration));
        builder.Services.AddSingleton(FrontDoor.From(builder.Configuration));
        builder.Services.AddProblemDetails();
        builder.Services.AddCors(options => options.AddPolicy(ApiEndpoints.CorsPolicy, policy => policy.AllowAnyOrigin()));
        var app = builder.Build();
        FinishedPanels.Use(app);
        app.UseRouting();
        app.UseCors();
        app.UseRateLimiter();
        var api = app.MapDelivery();
        api.MapPanels();
        api.MapEvents();
        api.MapOrders();
        await app.StartAsync(cancellation);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new SimulationHost(app) { Address = new Uri(addresses.Single()) };
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

/// <summary>Stands at the instant that was set last.</summary>
internal sealed class SimulationClock(DateTimeOffset start) : TimeProvider
{
    private long now = start.UtcTicks;

    /// <summary>Only ever forward.</summary>
    public void Set(DateTimeOffset instant) => Interlocked.Exchange(ref now, Math.Max(instant.UtcTicks, Interlocked.Read(ref now)));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref now), TimeSpan.Zero);
}
