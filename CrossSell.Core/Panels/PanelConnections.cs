using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>
/// Connections that read panels, kept open for a while with the statements they have made: making those costs as much as running them. What nobody takes for
/// a second is closed by <see cref="Rest"/>.
/// </summary>
internal sealed class PanelConnections(StudioStore store) : IDisposable
{
    private const int MostFree = 8;

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    private readonly ConcurrentStack<PanelConnection> free = new();
    private volatile bool isOver;

    /// <summary>One with a snapshot of now.</summary>
    public PanelConnection Take()
    {
        while (free.TryPop(out var known))
        {
            try
            {
                known.Begin();
                return known;
            }
            catch (DbException)
            {
                // A server that was away in between: a new one tells whether it is there again.
                known.Dispose();
            }
        }

        var made = new PanelConnection(store);
        try
        {
            made.Begin();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Ends the snapshot.</summary>
    public void Give(PanelConnection taken)
    {
        if (!taken.TryEnd() || isOver || free.Count >= MostFree)
        {
            taken.Dispose();
            return;
        }

        free.Push(taken);
        if (isOver)
        {
            Close(_ => true);
        }
    }

    /// <summary>Closes what was not used for a while.</summary>
    public void Rest() => Close(one => Stopwatch.GetElapsedTime(one.UsedAt) > Idle);

    public void Dispose()
    {
        isOver = true;
        Close(_ => true);
    }

    private void Close(Func<PanelConnection, bool> which)
    {
        // Taken out before they are looked at: who asks meanwhile opens another.
        var all = new PanelConnection[MostFree];
        var count = free.TryPopRange(all);
        foreach (var one in all.AsSpan(0, count))
        {
            if (which(one))
            {
                one.Dispose();
            }
            else
            {
                free.Push(one);
            }
        }
    }
}

/// <summary>An open connection with its statements by text. Of one thread at a time.</summary>
internal sealed class PanelConnection : IDisposable
{
    private readonly Dictionary<string, DbCommand> commands = new(StringComparer.Ordinal);
    private readonly DbConnection connection;
    private DbTransaction? snapshot;

    public PanelConnection(StudioStore store)
    {
        Db = store.Read();
        Db.Database.OpenConnection();
        connection = Db.Database.GetDbConnection();
    }

    public StudioDb Db { get; }

    /// <summary>When its last snapshot ended, as a timestamp.</summary>
    public long UsedAt { get; private set; }

    public void Begin() => snapshot = Db.Sql.BeginSnapshot(connection);

    /// <summary>The context of the snapshot, for what is asked by LINQ.</summary>
    public StudioDb Context()
    {
        if (Db.Database.CurrentTransaction is null)
        {
            Db.Database.UseTransaction(snapshot);
        }

        return Db;
    }

    /// <summary>Nobody runs two of one text at once.</summary>
    /// <param name="sql">A constant with nothing of a request in it.</param>
    public DbCommand Command(string sql, ReadOnlySpan<(string Name, object Value)> values)
    {
        if (commands.TryGetValue(sql, out var known))
        {
            known.Transaction = snapshot;
            for (var at = 0; at < values.Length; at++)
            {
                known.Parameters[at].Value = values[at].Value;
            }

            return known;
        }

        var command = connection.CreateCommand();
        command.Transaction = snapshot;
        // Every text is a constant of PanelRows; what is asked for comes as parameters.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        Db.Sql.Keep(command);
        return commands[sql] = command;
    }

    /// <summary>Ends the snapshot.</summary>
    /// <returns>False when the connection is of no more use.</returns>
    public bool TryEnd()
    {
        try
        {
            if (Db.Database.CurrentTransaction is not null)
            {
                Db.Database.UseTransaction(null);
            }

            var ended = snapshot;
            snapshot = null;
            ended?.Dispose();
            UsedAt = Stopwatch.GetTimestamp();
            return connection.State == ConnectionState.Open;
        }
        catch (DbException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        snapshot?.Dispose();
        Db.Dispose();
    }
}
