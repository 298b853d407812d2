using System.Data.Common;
using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Storage.StorageTexts;

namespace CrossSell.Core.Storage;

/// <summary>What was moved of a table.</summary>
/// <param name="Checksum">The same on every database that holds these rows, in whatever order.</param>
public sealed record TransferredTable(string Name, long Rows, string Checksum);

/// <summary>
/// Moves a whole studio to another database of either kind, table by table, so that one that was killed goes on where it was; at the end every table is read
/// back and compared by rows and checksum. Until then no program starts on the target. The studio that is moved is only read, as of one moment, and nobody can
/// write to it meanwhile. Pictures and the secret lie in the data folder and are not its affair.
/// </summary>
public sealed class StudioTransfer(StudioStore from, StudioStore to)
{
    /// <summary>Stands among the migrations of a target until all of it is there, so that every program takes it for no studio of its own.</summary>
    internal const string Mark = "99999999999999_StudioIsMovedHere";

    internal static readonly Refusal Unfinished = new(
        "transfer.unfinished",
        "A studio is being moved to this database, or was when the move was interrupted. Run the same `migrate --to` again: it goes on where it was. Then start the studio.");

    internal static Refusal Moving => new(
        "transfer.moving", L["This studio is being moved to another database. When the move has ended, start the studio with the settings that it names."]);

    private const string Done = "__CrossSellTransfer";

    // Below, indexes are kept up row by row.
    private const int ManyRows = 10_000;

    private const int Stride = 250_000;

    private const int KeptKilobytes = 128_000;

    private static readonly Refusal Served = new(
        "transfer.served",
        "The studio is running, so nothing was moved: what people change meanwhile would stay behind. Stop it, on every machine, and run the move again.");

    private static readonly Refusal ServedThere = new(
        "transfer.served", "CrossSell is running on the target, so nothing was moved. Stop it, on every machine, and run the move again.");

    private static readonly Refusal Same = new("transfer.same", "The studio is already stored there, so nothing was changed.");

    private static readonly Refusal OldSource = new(
        "transfer.version", "The studio's database is not up to date, so nothing was moved. Run `migrate` without --to first.");

    private static readonly Refusal OldTarget = new(
        "transfer.version", "An earlier version of CrossSell began this move, so nothing was changed. Name an empty database, or go on with that version.");

    private static readonly Refusal NotEmpty = new(
        "transfer.target", "The target already holds a studio, so nothing was changed. Name an empty database: a studio is never overwritten.");

    private static readonly Refusal OfAnother = new(
        "transfer.source", "The target holds the half of another studio's move, so nothing was changed. Name an empty database, or run that move again.");

    /// <param name="files">Brings along what lies beside the database, once it is sure that this move may go on.</param>
    /// <param name="progress">Told in words how far it is.</param>
    public async Task<Outcome<IReadOnlyList<TransferredTable>>> RunAsync(
        Actor actor, Func<Task<Outcome>> files, IProgress<string>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(files);
        if ((await CheckAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        await using var alone = await from.HoldAloneAsync(cancellation);
        if (alone is null)
        {
            return Served;
        }

        // Holds the lock of the one who writes, so that no verb writes either, and is thrown away.
        await using var writer = await from.WriteAsync(actor, "Moves the studio to another database", cancellation);
        if (writer.Db.Refused is { Code: StorageTrouble.BusyCode } busy)
        {
            return busy;
        }

        if ((await to.MigrateAsync(progress, cancellation)).IsRefused(out refusal) && refusal.Code != Unfinished.Code)
        {
            return refusal;
        }

        // One that was started there before would work on half of this studio.
        await using var there = await to.HoldAloneAsync(cancellation);
        if (there is null)
        {
            return ServedThere;
        }

        await using var source = from.Read();
        await source.Database.OpenConnectionAsync(cancellation);
        await using var moment = await StudioStore.SnapshotAsync(source, cancellation);
        var tables = TransferTable.InOrder(source);
        if ((await BeginAsync(source, actor, tables, progress, cancellation)).IsRefused(out refusal, out var moved)
            || (await files()).IsRefused(out refusal))
        {
            return refusal;
        }

        foreach (var table in tables.Where(table => !moved.ContainsKey(table.Name)))
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report($"Moving {table.Name}");
            if ((await MoveAsync(source, table, actor, progress, cancellation)).IsRefused(out refusal, out var one))
            {
                return refusal;
            }

            moved.Add(one.Name, one);
        }

        return (await CompareAsync(tables, moved, actor, progress, cancellation)).IsRefused(out refusal)
            ? refusal
            : tables.Select(table => moved[table.Name]).ToList();
    }

    private async Task<Outcome> CheckAsync(CancellationToken cancellation)
    {
        if (from.Where == to.Where)
        {
            return Same;
        }

        if (await from.CheckAsync(cancellation) is { } trouble && trouble.Code != StorageTrouble.ReadOnlyCode)
        {
            return trouble;
        }

        await using var source = from.Read();
        var (known, applied) = (source.Database.GetMigrations().ToList(), (await source.Database.GetAppliedMigrationsAsync(cancellation)).ToList());
        return applied.Except(known).FirstOrDefault() is { } foreign ? StorageTrouble.OfOtherVersion(foreign)
            : applied.Count < known.Count ? OldSource
            : Outcome.Done;
    }

    /// <returns>What an earlier run moved already, and is still the same.</returns>
    private async Task<Outcome<Dictionary<string, TransferredTable>>> BeginAsync(
        StudioDb source, Actor actor, IReadOnlyList<TransferTable> tables, IProgress<string>? progress, CancellationToken cancellation)
    {
        var known = new List<TransferredTable>();
        await using (var target = await to.WriteAsync(actor, "Begins a move", cancellation))
        {
            var migrations = (await target.Db.Database.GetAppliedMigrationsAsync(cancellation)).ToHashSet();
            if (!migrations.Contains(Mark))
            {
                // Link types come with the migrations; what people or files brought always has a change set.
                if (await target.Db.ChangeSets.AnyAsync(cancellation) || await target.Db.Users.AnyAsync(cancellation))
                {
                    return NotEmpty;
                }

                await BulkSql.RunAsync(target, $"CREATE TABLE \"{Done}\" (\"Name\" TEXT PRIMARY KEY, \"Rows\" BIGINT, \"Checksum\" TEXT)", cancellation);
                // By name of the place: the first row says whose move it is.
                await BulkSql.RunAsync(target, $"INSERT INTO \"{Done}\" VALUES ('', 0, @p0)", cancellation, from.Where);
                await BulkSql.RunAsync(
                    target, "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES (@p0, '')", cancellation, Mark);
                await ClearAsync(target, tables, cancellation);
                await target.CommitBareAsync(cancellation);
                return new Dictionary<string, TransferredTable>();
            }

            if (target.Db.Database.GetMigrations().Any(migration => !migrations.Contains(migration)))
            {
                return OldTarget;
            }

            known = await BulkSql.ListAsync(
                target, $"SELECT \"Name\", \"Rows\", \"Checksum\" FROM \"{Done}\"",
                row => new TransferredTable(row.GetString(0), row.GetInt64(1), row.GetString(2)), cancellation);
        }

        if (known.Single(row => row.Name.Length == 0).Checksum != from.Where)
        {
            return OfAnother;
        }

        var moved = known.Where(row => row.Name.Length > 0).ToDictionary(row => row.Name);
        progress?.Report($"Going on with a move that was interrupted: {English.Count(moved.Count, "table")} of {tables.Count} are there");
        foreach (var table in tables.Where(table => moved.ContainsKey(table.Name)))
        {
            var now = await table.SumAsync(source, cancellation);
            if ((now.Rows, now.Text) == (moved[table.Name].Rows, moved[table.Name].Checksum))
            {
                continue;
            }

            progress?.Report("The studio was changed since, so the move begins from the start");
            moved.Clear();
            break;
        }

        if (moved.Count == 0)
        {
            await using var target = await to.WriteAsync(actor, "Begins a move again", cancellation);
            await ClearAsync(target, tables, cancellation);
            await target.CommitBareAsync(cancellation);
        }

        return moved;
    }

    private static async Task ClearAsync(WriteSession target, IReadOnlyList<TransferTable> tables, CancellationToken cancellation)
    {
        await BulkSql.RunAsync(target, $"DELETE FROM \"{Done}\" WHERE \"Name\" <> ''", cancellation);
        // Children first. What the migrations left there comes with everything else.
        foreach (var table in tables.Reverse())
        {
            await BulkSql.RunAsync(target, $"DELETE FROM \"{table.Name}\"", cancellation);
        }
    }

    private async Task<Outcome<TransferredTable>> MoveAsync(
        StudioDb source, TransferTable table, Actor actor, IProgress<string>? progress, CancellationToken cancellation)
    {
        await using var target = await to.WriteAsync(actor, "Moves a table", cancellation);
        try
        {
            var (count, sum) = (await table.CountAsync(source, cancellation), new TransferSum());
            await BulkSql.RunAsync(target, target.Sql.DeferForeignKeys, cancellation);
            await target.Sql.KeepAsync(target, KeptKilobytes, cancellation);
            var load = count < ManyRows ? null : await BulkLoad.BeginAsync(target, [table.Name], table.NeededIndexes, cancellation);
            using (var insert = target.Sql.Insert(target.Connection, table.Name, table.Columns))
            {
                await foreach (var row in table.ReadAsync(source, cancellation))
                {
                    sum.Add(row);
                    if (table.Prepare(row, target.Sql).IsRefused(out var refusal))
                    {
                        return refusal;
                    }

                    insert.Add(row);
                    if (sum.Rows % Stride == 0)
                    {
                        progress?.Report(string.Create(CultureInfo.InvariantCulture, $"Moving {table.Name}: {sum.Rows:N0} of {count:N0} rows"));
                    }
                }
            }

            await BulkSql.RunAsync(target, target.Sql.CheckForeignKeys, cancellation);
            if (load is not null)
            {
                await load.EndAsync(progress, cancellation);
            }

            if (await table.LastIdAsync(source, cancellation) is > 0 and var last)
            {
                await BulkSql.RunAsync(target, target.Sql.SetLastId(table.Name, last), cancellation);
            }

            await target.Sql.KeepAsync(target, null, cancellation);
            await BulkSql.RunAsync(target, $"INSERT INTO \"{Done}\" VALUES (@p0, @p1, @p2)", cancellation, table.Name, sum.Rows, sum.Text);
            await target.CommitBareAsync(cancellation);
            return new TransferredTable(table.Name, sum.Rows, sum.Text);
        }
        catch (DbException problem) when (StorageTrouble.Of(problem) is null)
        {
            return new Refusal(
                "transfer.refused",
                $"The target does not take the table {table.Name}: {problem.Message} The studio that was to be moved is as it was.");
        }
    }

    /// <summary>Reads all that is there now, as of one moment. What is as it should be becomes a studio; else the next run begins from the start.</summary>
    private async Task<Outcome> CompareAsync(
        IReadOnlyList<TransferTable> tables, Dictionary<string, TransferredTable> moved, Actor actor, IProgress<string>? progress,
        CancellationToken cancellation)
    {
        await using var target = await to.WriteAsync(actor, "Ends a move", cancellation);
        foreach (var table in tables)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report($"Checking {table.Name}");
            var (meant, there) = (moved[table.Name], await table.SumAsync(target.Db, cancellation));
            if ((there.Rows, there.Text) == (meant.Rows, meant.Checksum))
            {
                continue;
            }

            await BulkSql.RunAsync(target, $"DELETE FROM \"{Done}\" WHERE \"Name\" <> ''", cancellation);
            await target.CommitBareAsync(cancellation);
            return new Refusal("transfer.differs", string.Create(
                CultureInfo.InvariantCulture,
                $"The table {table.Name} is not the same after the move: {meant.Rows:N0} rows with checksum {meant.Checksum} became {there.Rows:N0} rows with checksum {there.Text}. The studio that was to be moved is as it was. Run the move again, it begins from the start; if it says the same again, please report it."));
        }

        await BulkSql.RunAsync(target, $"DROP TABLE \"{Done}\"", cancellation);
        await BulkSql.RunAsync(target, "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = @p0", cancellation, Mark);
        await target.CommitBareAsync(cancellation);
        await to.OptimizeAsync(cancellation);
        return Outcome.Done;
    }
}
