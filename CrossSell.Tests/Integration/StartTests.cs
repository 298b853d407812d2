using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Integration;

/// <summary>The process itself: how it begins, ends and begins again, and the exit codes that scripts see.</summary>
[Trait("Kind", "Slow")]
public sealed class StartTests : IDisposable
{
    private readonly CommandLine cli = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Database => new DataDirectory(cli.DataFolder).Database;

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Demo_ThatWasStoppedHalfWay_IsCompletedByTheNextStart_AndNotLoadedTwice()
    {
        var data = new DataDirectory(cli.DataFolder);
        var store = StudioStore.OnFile(data.Database, new FakeTimeProvider(TestClock.Now), CrossSellCore.FollowUps);
        Assert.Null((await store.MigrateAsync(cancellation: Stop)).Refusal);
        Assert.Null((await new DemoLoader(store, data).LoadAsync(DemoLoader.DayAt(TestClock.Now), cancellation: Stop)).Refusal);

        var completed = await cli.RunAsync("demo");

        Assert.True(completed.Code == 0, completed.Error);
        await using (var db = store.Read())
        {
            Assert.Equal(await db.Channels.CountAsync(Stop), await db.MiningRuns.Select(run => run.ChannelId).Distinct().CountAsync(Stop));
            Assert.Contains(await db.Users.Include(user => user.Grants).ToListAsync(Stop), user => user.Grants.Any(grant => grant.Role == Role.Administrator));
            Assert.Equal(4, await db.Users.CountAsync(Stop));
            Assert.Equal(4, await db.Channels.CountAsync(Stop));
        }

        Assert.Equal(1, (await cli.RunAsync("demo")).Code);
        StudioStore.CloseConnections(data.Database);
    }

    [Fact]
    public async Task Start_AtAnAddressThatIsTaken_SaysSoAndEnds()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var taken = await cli.RunAsync("serve", "--urls", $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");

        Assert.Equal(1, taken.Code);
        Assert.Contains("address already in use", taken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_OnADatabaseThatCannotBeUsed_ExitsWith1AndAReason()
    {
        await File.WriteAllTextAsync(Database, "", Stop);
        var empty = await cli.RunAsync("users", "list");
        Assert.Equal(1, empty.Code);
        Assert.Contains("is empty (0 bytes)", empty.Error, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(Database).Length);

        await File.WriteAllTextAsync(Database, new string('x', 10_000), Stop);
        var damaged = await cli.RunAsync("serve", "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, damaged.Code);
        Assert.Contains("The database is damaged", damaged.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_ToldToStopWhileItPrepares_EndsByItself_AndTheNextVerbWorks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root };
        foreach (var argument in new[] {
            Path.Combine(AppContext.BaseDirectory, "CrossSell.Admin.dll"), "serve", "--urls", "http://127.0.0.1:0", "--environment", "Development" })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["CrossSell__DataDirectory"] = cli.DataFolder;
        start.Environment["CrossSell__Now"] = cli.Now;
        using var serve = Process.Start(start)!;
        while (await serve.StandardOutput.ReadLineAsync(Stop) is { } line && !line.Contains("Making the four demo shops", StringComparison.Ordinal))
        {
            // Not that far yet.
        }

        using var kill = Process.Start("kill", ["-TERM", serve.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        var rest = serve.StandardOutput.ReadToEndAsync(Stop);
        var said = await serve.StandardError.ReadToEndAsync(Stop);
        await serve.WaitForExitAsync(Stop);

        Assert.Equal(0, serve.ExitCode);
        Assert.Contains("Stopped before the studio was ready", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", await rest, StringComparison.Ordinal);
        var users = await cli.RunAsync("users", "list");
        Assert.Equal((0, ""), (users.Code, users.Output));
    }

    [Fact]
    public async Task Users_AreManagedByVerbs()
    {
        cli.Input = "a long enough sentence";
        Assert.Equal(0, (await cli.RunAsync("users", "add", "olaf@x.org", "--name", "Olaf", "--role", "administrator")).Code);
        Assert.Equal(0, (await cli.RunAsync("users", "add", "eva@x.org", "--name", "Eva")).Code);
        Assert.Equal(0, (await cli.RunAsync("users", "role", "eva@x.org", "manager")).Code);
        Assert.Equal(0, (await cli.RunAsync("users", "disable", "eva@x.org")).Code);
        Assert.Contains("eva@x.org\tEva\tmanager\tdisabled", (await cli.RunAsync("users", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await cli.RunAsync("users", "enable", "eva@x.org")).Code);
        Assert.Equal(0, (await cli.RunAsync("users", "remove", "eva@x.org")).Code);

        var last = await cli.RunAsync("users", "disable", "olaf@x.org");
        Assert.Equal(1, last.Code);
        Assert.Contains("Olaf is the last administrator", last.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("users", "role", "olaf@x.org", "king")).Code);
        Assert.Equal("olaf@x.org\tOlaf\tadministrator\tin use", (await cli.RunAsync("users", "list")).Output.Trim());
    }
}
