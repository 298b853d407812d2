using System.Runtime.InteropServices;
using CrossSell.Core.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace CrossSell.Tests.Support;

/// <summary>
/// How far SQLite walked through tables from end to end (https://www.sqlite.org/c3ref/c_stmtstatus_counter.html), statement by statement, on all connections of
/// a studio's pool. It is asked of SQLite itself, so every statement counts, no matter who wrote it, with the plan that it really had.
/// </summary>
public sealed class ScanWatch : IDisposable
{
    private const uint Profile = 2;
    private const int FullScanStep = 1;
    private const int Connections = 4;

    private readonly List<sqlite3> watched = [];
    private readonly List<(int Rows, string Sql)> scans = [];

    // Kept, or the collector would take what SQLite calls.
    private readonly Traced traced;

    private ScanWatch() => traced = (_, _, statement, _) =>
    {
        lock (scans)
        {
            scans.Add((sqlite3_stmt_status(statement, FullScanStep, 1), Marshal.PtrToStringUTF8(sqlite3_sql(statement)) ?? ""));
        }

        return 0;
    };

    private delegate int Traced(uint what, IntPtr context, IntPtr statement, IntPtr nanoseconds);

    /// <summary>The longest walk of all statements since, in rows.</summary>
    public (int Rows, string Sql) Longest
    {
        get
        {
            lock (scans)
            {
                return scans.Count == 0 ? default : scans.MaxBy(scan => scan.Rows);
            }
        }
    }

    public int Statements
    {
        get
        {
            lock (scans)
            {
                return scans.Count;
            }
        }
    }

    /// <param name="store">On a file that nobody works with now.</param>
    public static async Task<ScanWatch> BeginAsync(StudioStore store)
    {
        var watch = new ScanWatch();
        var opened = new List<StudioDb>();
        for (var at = 0; at < Connections; at++)
        {
            var db = store.Read();
            opened.Add(db);
            await db.Database.OpenConnectionAsync();
            var handle = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
            watch.watched.Add(handle);
            Assert.Equal(0, sqlite3_trace_v2(handle.DangerousGetHandle(), Profile, watch.traced, IntPtr.Zero));
        }

        foreach (var db in opened)
        {
            await db.DisposeAsync();
        }

        return watch;
    }

    public void Dispose()
    {
        foreach (var handle in watched.Where(handle => !handle.IsClosed))
        {
            _ = sqlite3_trace_v2(handle.DangerousGetHandle(), 0, null, IntPtr.Zero);
        }
    }

#pragma warning disable SYSLIB1054, CA5392, CA2101, SA1300, IDE1006 // Names of the library, which is the one that the studio has loaded.
    [DllImport("e_sqlite3")]
    private static extern int sqlite3_trace_v2(IntPtr database, uint mask, Traced? callback, IntPtr context);

    [DllImport("e_sqlite3")]
    private static extern int sqlite3_stmt_status(IntPtr statement, int counter, int reset);

    [DllImport("e_sqlite3")]
    private static extern IntPtr sqlite3_sql(IntPtr statement);
#pragma warning restore SYSLIB1054, CA5392, CA2101, SA1300, IDE1006
}
