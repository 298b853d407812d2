using System.CommandLine;
using CrossSell.Admin.Hosting;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Commands;

/// <summary>The command line: the same executable, the same services. Exit code 0 done, 1 refused with a reason on stderr, 2 wrong usage.</summary>
internal static class StudioCommand
{
    private const int Refused = 1;
    private const int WrongUsage = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        // serve takes the host's own arguments (--urls, --environment), which are not ours to parse.
        if (args.Length == 0 || args[0] == "serve" || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version")))
        {
            return await StudioHost.ServeAsync(args.Length > 0 && args[0] == "serve" ? args[1..] : args);
        }

        var root = new RootCommand("CrossSell, the cross-selling studio. Without a command it starts the web server.")
        {
            new Command("serve", "Start the web server (default)."),
            MigrateCommand.Create(),
            DemoCommand.Create(),
            UsersCommand.Create(),
            ApiKeysCommand.Create(),
            TryCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            MineCommand.Create(),
            SimulateCommand.Create(),
            BacktestCommand.Create(),
            PanelCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Use --help for usage.");
            return WrongUsage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Runs a verb with the studio's services on a prepared database; a refusal is said on stderr.</summary>
    public static Task<int> WithStudioAsync(Func<IServiceProvider, CancellationToken, Task<Outcome>> verb, CancellationToken cancellation) =>
        WithServicesAsync(
            async (services, stop) =>
            {
                var prepared = await services.GetRequiredService<StudioStore>().MigrateAsync(new Said(), stop);
                return prepared.IsRefused(out var refusal) ? refusal : await verb(services, stop);
            },
            cancellation);

    /// <summary>Runs a verb with the studio's services on the database as it is.</summary>
    public static Task<int> WithServicesAsync(Func<IServiceProvider, CancellationToken, Task<Outcome>> verb, CancellationToken cancellation) =>
        WithoutStudioAsync(
            async stop =>
            {
                await using var services = Services();
                return BackupRestore.UnfinishedIn(services.GetRequiredService<DataDirectory>().Root) is { } unfinished
                    ? unfinished
                    : await verb(services, stop);
            },
            cancellation);

    /// <summary>Runs a verb that needs no database; a refusal is said on stderr.</summary>
    public static async Task<int> WithoutStudioAsync(Func<CancellationToken, Task<Outcome>> verb, CancellationToken cancellation)
    {
        try
        {
            return (await verb(cancellation)).IsRefused(out var refusal) ? await RefuseAsync(refusal) : 0;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped. Unfinished changes were not saved.");
            return Refused;
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is { } refusal)
        {
            return await RefuseAsync(refusal);
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return Refused;
        }
        catch (Exception problem)
        {
            // A fault of the program: scripts get the same code as for any other failure, and who reports it has the whole of it.
            await Console.Error.WriteLineAsync($"Unexpected error, please report it: {problem}");
            return Refused;
        }
    }

    private static async Task<int> RefuseAsync(Refusal refusal)
    {
        await Console.Error.WriteLineAsync(refusal.Message);
        return Refused;
    }

    /// <summary>Says on stderr how far it is. Progress&lt;T&gt; says things later, from another thread; a command line wants them in order.</summary>
    internal sealed class Said : IProgress<string>
    {
        public void Report(string value) => Console.Error.WriteLine(value);
    }

    /// <summary>What is configured beside the executable and in the environment.</summary>
    internal static IConfiguration Configuration() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();

    private static ServiceProvider Services()
    {
        var configuration = Configuration();
        // Results go to stdout; only warnings are logged, and to stderr.
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging(logging => logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning)
                // The command line reads no protected data; the first key it sees made is no news to anybody.
                .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error))
            .AddStudio(configuration);
        services.AddStudioIdentity();
        return services.BuildServiceProvider();
    }
}
