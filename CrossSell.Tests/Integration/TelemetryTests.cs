using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Admin.Account;
using CrossSell.Core.Access;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>The studio as it is seen from outside: metrics, spans, health and logs.</summary>
[Trait("Kind", "Slow")]
public sealed class TelemetryTests : IAsyncLifetime
{
    private const string MetricsKey = "a key for metrics";
    private const string Email = "ann.person@test.crosssell";
    private const string Password = "a long enough sentence";

    private readonly StudioFactory studio = new()
    {
        Settings = { ["CrossSell:MetricsKey"] = MetricsKey, ["Logging:LogLevel:Default"] = "Information" },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        studio.Start();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Fact]
    public async Task Metrics_SayPanelsImportsJobsAndAges_AndOnlyToWhoHasTheKey()
    {
        using var client = studio.NewClient();
        await AskForAPanelAsync(client);
        await ImportAsync();
        await studio.Services.GetRequiredService<CrossSell.Admin.Hosting.StudioGauges>().AskAsync(Stop);

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/metrics", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await MetricsAsync(client, "another key")).StatusCode);
        var text = await (await MetricsAsync(client, MetricsKey)).Content.ReadAsStringAsync(Stop);

        Assert.Contains("# TYPE crosssell_panel_duration_seconds histogram", text, StringComparison.Ordinal);
        Assert.Matches("crosssell_panel_duration_seconds_count\\{asked_by=\"shop\",channel=\"camera\"\\} [1-9]", text);
        Assert.Matches("crosssell_import_rows_total\\{kind=\"products\",outcome=\"read\"\\} [1-9]", text);
        Assert.Matches("crosssell_index_age_seconds\\{index=\"catalog\"\\} [0-9]", text);
        Assert.Matches("crosssell_index_swap_seconds_count\\{index=\"catalog\"\\} [1-9]", text);
        Assert.Matches("crosssell_mining_age_seconds\\{channel=\"camera\"\\} [0-9]", text);
        Assert.Matches("(?m)^crosssell_jobs_waiting [0-9]+$", text);
        Assert.Matches("(?m)^crosssell_circuits 0$", text);
        Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);
        // Nothing was backed up: there is no age.
        Assert.DoesNotContain("crosssell_backup_age_seconds ", text, StringComparison.Ordinal);
        // Each line is a comment or a sample, as the format has it.
        Assert.All(
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches(
                "^(# (HELP|TYPE) [a-z][a-z0-9_]* .+|[a-z][a-z0-9_]*(\\{[a-z0-9_]+=\"[^\"]*\"(,[a-z0-9_]+=\"[^\"]*\")*\\})? [0-9.eE+-]+)$", line));
    }

    [Fact]
    public async Task Spans_LeadFromTheRequestToTheSql_WithoutValues()
    {
        using var spans = new SpanListener();
        using var sql = new CrossSell.Admin.Hosting.SqlSpans();
        using var client = studio.NewClient();
        using (var parent = Telemetry.Source.StartActivity("test"))
        {
            spans.Trace = parent!.TraceId;
            await ImportAsync();
        }

        var all = spans.Stopped.Where(span => span.TraceId == spans.Trace).ToList();
        var commit = all.First(span => span.OperationName == "studio.write.commit");
        var statement = all.First(span => span.OperationName == "sql" && span.ParentSpanId == commit.SpanId);
        Assert.Equal("sqlite", statement.GetTagItem("db.system.name"));
        Assert.DoesNotContain(all, span => span.GetTagItem("db.query.text") is string text && text.Contains("TELEMETRY-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ready_SaysEachPart_AndAnOldBackupIsDegradedButServed()
    {
        using var client = studio.NewClient();
        var well = JsonDocument.Parse(await client.GetStringAsync("/health/ready", Stop)).RootElement.GetProperty("entries");
        Assert.Equal(["migrations", "index", "database", "disk", "backup"], well.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal("Healthy", well.GetProperty("database").GetProperty("status").GetString());
        Assert.Equal("backup.none", well.GetProperty("backup").GetProperty("code").GetString());

        await using (var session = await studio.Store.WriteAsync(Actor.Job("test"), "Arranged an old backup", Stop))
        {
            session.Db.Backups.Add(new BackupRecord { At = TestClock.Now.AddDays(-3), File = "/gone.zip", MadeBy = "Olaf" });
            Assert.True((await session.CommitAsync(Stop)).IsDone);
        }

        using var answer = await client.GetAsync("/health/ready", Stop);
        var old = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Degraded", old.GetProperty("status").GetString());
        Assert.Contains("3 days ago", old.GetProperty("entries").GetProperty("backup").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(studio.DataFolder, old.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_HoldNoAddressesPasswordsKeysOrCookies()
    {
        using var client = studio.NewClient();
        await using (var scope = studio.Services.CreateAsyncScope())
        {
            Assert.True((await AccountWrites.CreateAsync(
                scope.ServiceProvider.GetRequiredService<UserManager<User>>(), studio.Store, Email, "Ann Person", Password, Role.Merchandiser)).IsDone);
        }

        await SignInAsync(client, "a wrong password, but a long one");
        var cookie = await SignInAsync(client, Password);
        await ImportAsync();
        var key = await AskForAPanelAsync(client);
        await (await client.GetAsync("/api/v1/products/CAM-D7-BODY/panel?cart=SECRET-SKU", Stop)).Content.ReadAsStringAsync(Stop);

        string[] secrets = [Email, Password, "a wrong password", MetricsKey, key, cookie, "Ann Person"];
        Assert.NotEmpty(studio.EveryLog);
        Assert.All(studio.EveryLog, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<HttpResponseMessage> MetricsAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync(request, Stop);
    }

    /// <returns>The key that asked.</returns>
    private async Task<string> AskForAPanelAsync(HttpClient client)
    {
        var channel = 0;
        await using (var db = studio.Store.Read())
        {
            channel = (await db.Set<CrossSell.Core.Catalog.Channel>().SingleAsync(item => item.Code == "camera", Stop)).Id;
        }

        var key = (await studio.Services.GetRequiredService<ApiKeyService>()
            .CreateAsync("Test", ApiKeyKind.Publishable, channel, Actor.CommandLine, Stop)).Required.Text;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/products/CAM-D7-BODY/panel");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return key;
    }

    /// <summary>Imports a file as the job runner does, in this flow of control.</summary>
    private async Task ImportAsync()
    {
        var data = studio.Services.GetRequiredService<DataDirectory>();
        await File.WriteAllTextAsync(Path.Combine(data.Exchange, "telemetry.csv"), "sku,name\nTELEMETRY-1,Body\n", Stop);
        var work = studio.Services.GetServices<JobWork>().Single(item => item.Kind == ImportJobs.Kind);
        var input = JsonSerializer.Serialize(
            new ImportInput("telemetry.csv", "telemetry.csv", ExchangeKind.Products, DryRun: false), JsonSerializerOptions.Web);
        var outcome = await work.RunAsync(new JobRun(1_000_000, Actor.CommandLine, input, _ => { }), Stop);
        Assert.True(outcome.IsDone, outcome.Refusal?.Message);
    }

    /// <returns>The session's cookie, or nothing when it was refused.</returns>
    private static async Task<string> SignInAsync(HttpClient client, string password)
    {
        var page = await client.GetStringAsync("/account/sign-in", Stop);
        using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value,
            ["_handler"] = "sign-in", ["Form.Email"] = Email, ["Form.Password"] = password,
        }), Stop);
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            ? cookies.FirstOrDefault(cookie => cookie.StartsWith("crosssell=", StringComparison.Ordinal))?.Split(['=', ';'])[1] ?? "no cookie"
            : "no cookie";
    }

    private sealed class SpanListener : IDisposable
    {
        private readonly ActivityListener listener;

        public SpanListener()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Telemetry.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Stopped.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public ActivityTraceId Trace { get; set; }

        public ConcurrentQueue<Activity> Stopped { get; } = new();

        public void Dispose() => listener.Dispose();
    }
}
