using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Common;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How the studio is seen from outside: OTLP when OTEL_EXPORTER_OTLP_ENDPOINT names a collector, Prometheus' text at /metrics with a key or on a management
/// port, and structured logs. What nobody asked for is not set up and costs nothing.
/// </summary>
internal static class TelemetryHost
{
    /// <summary>The address of metrics.</summary>
    public const string MetricsPath = "/metrics";

    private const string KeySetting = "CrossSell:MetricsKey";
    private const string PortSetting = "CrossSell:ManagementPort";
    private const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Meters =
    [
        Telemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.RateLimiting", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Lifecycle",
        "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime",
    ];

    private static readonly string[] Sources = [Telemetry.Name, "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits"];

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var collects = !string.IsNullOrEmpty(configuration[CollectorSetting]);
        var scraped = !string.IsNullOrEmpty(configuration[KeySetting]) || Port(configuration) is not null;
        builder.Services.AddSingleton<CircuitCount>();
        builder.Services.AddSingleton<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler>(
            provider => provider.GetRequiredService<CircuitCount>());
        builder.Services.AddSingleton<StudioGauges>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<StudioGauges>());
        if (collects || scraped)
        {
            var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters);
                if (collects)
                {
                    metrics.AddOtlpExporter();
                }

                if (scraped)
                {
                    var text = new PrometheusText();
                    var reader = new BaseExportingMetricReader(text);
                    builder.Services.AddSingleton(new Scrape(reader, text));
                    metrics.AddReader(reader);
                }
            });
            if (collects)
            {
                builder.Services.AddSingleton<SqlSpans>();
                telemetry.WithTracing(tracing => tracing.AddSource(Sources).AddAspNetCoreInstrumentation().AddOtlpExporter());
            }
        }

        if (!builder.Environment.IsDevelopment())
        {
            // One line of JSON for each: a collector reads it without guessing. Scopes stay out: they hold addresses with what people searched for.
            builder.Services.Configure<ConsoleLoggerOptions>(options => options.FormatterName ??= ConsoleFormatterNames.Json);
            builder.Services.Configure<JsonConsoleFormatterOptions>(options =>
            {
                options.IncludeScopes = false;
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
        }
    }

    /// <summary>The address of the management port beside those that are served; null when none is configured.</summary>
    public static string? ManagementAddress(IConfiguration configuration) =>
        Port(configuration) is { } port ? $"http://*:{port}" : null;

    /// <summary>The addresses that are configured, by address or by port: to name one more takes the place of both.</summary>
    public static IReadOnlyList<string> ServedAddresses(IConfiguration configuration)
    {
        return configuration["urls"] is { Length: > 0 } urls ? [urls] : [.. OnPorts("http"), .. OnPorts("https")];

        IEnumerable<string> OnPorts(string scheme) => (configuration[$"{scheme}_ports"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"{scheme}://*:{port}");
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.Services.GetService<SqlSpans>();
        // Made now, so that it knows since when the studio runs.
        app.Services.GetRequiredService<SystemStatus>();
        var (key, port) = (app.Configuration[KeySetting], Port(app.Configuration));
        if (port is { } management)
        {
            // Anyone who may reach that port gets figures and health there, and nothing else.
            app.Use((context, next) =>
            {
                if (context.Connection.LocalPort != management || context.Request.Path == MetricsPath || context.Request.Path.StartsWithSegments("/health"))
                {
                    return next();
                }

                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            });
        }

        app.MapGet(MetricsPath, (HttpContext context) =>
        {
            if (app.Services.GetService<Scrape>() is not { } scrape || !(context.Connection.LocalPort == port || HasKey(context.Request, key)))
            {
                return Results.NotFound();
            }

            return Results.Text(scrape.Read(), PrometheusText.ContentType);
        }).AllowAnonymous().ExcludeFromDescription();
    }

    /// <exception cref="InvalidOperationException">The setting is no port.</exception>
    private static int? Port(IConfiguration configuration) => configuration[PortSetting] switch
    {
        null or "" => null,
        var text when int.TryParse(text, out var port) && port is > 0 and < 65536 => port,
        var text => throw new InvalidOperationException($"CrossSell__ManagementPort is \"{text}\". Write a port from 1 to 65535, or leave it out."),
    };

    private static bool HasKey(HttpRequest request, string? key) => !string.IsNullOrEmpty(key) && CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {key}"));

    /// <summary>One scrape at a time: the text is the exporter's own.</summary>
    private sealed class Scrape(BaseExportingMetricReader reader, PrometheusText text)
    {
        private readonly Lock turn = new();

        public string Read()
        {
            lock (turn)
            {
                reader.Collect();
                return text.Text;
            }
        }
    }
}
