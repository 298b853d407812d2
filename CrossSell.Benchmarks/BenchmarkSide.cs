using CrossSell.Core;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Npgsql;

namespace CrossSell.Benchmarks;

/// <summary>A studio with an empty made shop, on either kind of database, until it is disposed.</summary>
internal sealed class BenchmarkSide : IAsyncDisposable
{
    private const string Database = "crosssell_side_by_side";

    private readonly string? server;
    private readonly JobExecution execution;

    private BenchmarkSide(string folder, StudioStore store, string? server)
    {
        (Data, Store, this.server) = (new DataDirectory(folder), store, server);
        Queue = new JobQueue(store, MachineClock.Time);
        Edits = new BulkEditService(store, new CatalogList(store), Queue);
        execution = new JobExecution(
            store, Queue, [new BulkEditWork(store, Edits, new BundleService(store)), new JobUndoWork(store, new UndoService(store, CrossSellCore.UndoRules))],
            MachineClock.Time);
    }

    public StudioStore Store { get; }

    public DataDirectory Data { get; }

    public JobQueue Queue { get; }

    public BulkEditService Edits { get; }

    /// <summary>The last bulk edit.</summary>
    public long Job { get; set; }

    public static async Task<BenchmarkSide> OnFileAsync(string folder, Actor person)
    {
        var side = new BenchmarkSide(folder, StudioStore.OnFile(new DataDirectory(folder).Database, MachineClock.Time, CrossSellCore.FollowUps), null);
        await MadeCatalog.PrepareAsync(side.Store, person);
        return side;
    }

    /// <param name="server">Of an account that may create databases.</param>
    public static async Task<BenchmarkSide> OnServerAsync(string folder, string server, Actor person)
    {
        await DropAsync(server);
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = Database }.ConnectionString;
        var side = new BenchmarkSide(folder, StudioStore.OnServer(connection, MachineClock.Time, CrossSellCore.FollowUps), server);
        await MadeCatalog.PrepareAsync(side.Store, person);
        return side;
    }

    /// <summary>Runs the job that waits, which is this one.</summary>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public async Task RunJobAsync(long job)
    {
        await execution.RunNextAsync();
        if (await Queue.FindAsync(job, Actor.CommandLine) is not { State: JobState.Done })
        {
            throw new InvalidOperationException($"Job {job} did not end well.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (server is null)
        {
            StudioStore.CloseConnections(Data.Database);
        }
        else
        {
            await DropAsync(server);
        }
    }

    private static async Task DropAsync(string server)
    {
        await using var open = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {Database} WITH (FORCE)", open);
        await command.ExecuteNonQueryAsync();
    }
}
