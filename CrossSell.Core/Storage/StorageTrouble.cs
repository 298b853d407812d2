using CrossSell.Core.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using static CrossSell.Core.Storage.StorageTexts;

namespace CrossSell.Core.Storage;

/// <summary>
/// The database cannot do what was asked, through no fault of who asked: busy, full, read-only, damaged or gone. The message is the refusal's sentence.
/// </summary>
public sealed class StorageException(Refusal refusal, Exception? inner = null) : Exception(refusal.Message, inner)
{
    public Refusal Refusal { get; } = refusal;
}

/// <summary>
/// The one translation of what the databases report into refusals that say what to do. Whatever is not named here is a fault of the program and stays an
/// exception.
/// </summary>
public static class StorageTrouble
{
    public const string BusyCode = "database.busy";
    public const string FullCode = "database.full";
    public const string ReadOnlyCode = "database.read-only";
    public const string DamagedCode = "database.damaged";
    public const string MissingCode = "database.missing";
    public const string EmptyCode = "database.empty";
    public const string DiskCode = "database.disk";
    public const string UnreachableCode = "database.unreachable";

    // SQLite's result codes (https://www.sqlite.org/rescode.html): the primary ones, and the two extended ones that mean something else than their primary.
    private const int BusyResult = 5;
    private const int LockedResult = 6;
    private const int ReadOnlyResult = 8;
    private const int DiskResult = 10;
    private const int ConstraintResult = 19;
    private const int CorruptResult = 11;
    private const int FullResult = 13;
    private const int CannotOpenResult = 14;
    private const int NotADatabaseResult = 26;
    private const int DatabaseMovedResult = 1032;

    public static Refusal Busy => new(
        BusyCode, L["The database is busy: another import or job has been writing for a while. Nothing was changed. Try again in a moment."]);

    public static Refusal Full => new(FullCode, L["The disk of the data folder is full, so nothing was changed. Free some space and try again."]);

    public static Refusal ReadOnly => new(
        ReadOnlyCode, L["The database is read-only, so nothing was changed. Give the service account write access to the data folder and try again."]);

    public static Refusal Damaged => new(DamagedCode, L["The database is damaged. Stop the studio and restore the data folder from a backup."]);

    public static Refusal Missing => new(
        MissingCode, L["The database file is missing or cannot be opened. Restore it from a backup, or check the data folder and its permissions."]);

    /// <summary>The database has a migration without which this version cannot work on it (<see cref="SchemaNeeds"/>).</summary>
    public static Refusal OfOtherVersion(string migration) => migration == StudioTransfer.Mark ? StudioTransfer.Unfinished : new(
        "database.version",
        $"A newer version of CrossSell has changed this database so that this one cannot work on it any more (by {migration}), so nothing was changed. "
        + "Start that version, or restore a backup from before it with this one.");

    public static Refusal Empty => new(
        EmptyCode, L[
            "The database file is there but is empty (0 bytes), so it was not changed. Restore it from a backup; to start with an empty database, delete the file and start again."]);

    public static Refusal Disk => new(DiskCode, L["The disk of the data folder reported an error, so nothing was changed. Check the disk and try again."]);

    public static Refusal Unreachable => new(
        UnreachableCode, L[
            "The database server cannot be reached, so nothing was changed. Check that it is running and that ConnectionStrings__CrossSell is right, and try again."]);

    /// <summary>PostgreSQL keeps no NUL in a text; SQLite does.</summary>
    public static Refusal Text => new(
        "text.character", L["A text contains the character NUL (U+0000), which the database cannot keep, so nothing was changed. Remove it and try again."]);

    public static Refusal NotAllowed => new(
        "database.rights", L[
            "The database account lacks a right. It must own the database; to make one it needs CREATEDB, and an administrator may have to create the extension citext."]);

    /// <summary>Whether a refusal says that the database cannot: the same may well be done in a moment.</summary>
    public static bool Is(Refusal refusal) => refusal.Code.StartsWith("database.", StringComparison.Ordinal);

    /// <summary>The refusal behind a problem, or null when the database is not to blame for it.</summary>
    public static Refusal? Of(Exception? problem)
    {
        for (var inner = problem; inner is not null; inner = inner.InnerException)
        {
            if (inner is StorageException known)
            {
                return known.Refusal;
            }

            if (inner is OperationCanceledException)
            {
                // Called off by the one who asked. Npgsql hangs the server's 57014 below it, which alone is a time limit of the server.
                return null;
            }

            if (inner is SqliteException sqlite)
            {
                return Of(sqlite.SqliteErrorCode, sqlite.SqliteExtendedErrorCode);
            }

            if (inner is NpgsqlException postgres)
            {
                return Of(postgres);
            }
        }

        return null;
    }

    /// <param name="code">SQLite's primary result code.</param>
    /// <param name="extended">The extended one.</param>
    public static Refusal? Of(int code, int extended) => code switch
    {
        _ when extended == DatabaseMovedResult => Missing,
        BusyResult or LockedResult => Busy,
        ReadOnlyResult => ReadOnly,
        DiskResult => Disk,
        CorruptResult or NotADatabaseResult => Damaged,
        FullResult => Full,
        CannotOpenResult => Missing,
        _ => null,
    };

    /// <summary>Whether the database refused rows because of others: a key that is there already, a row that is not.</summary>
    internal static bool IsConflict(Exception? problem) =>
        problem is SqliteException { SqliteErrorCode: ConstraintResult } or PostgresException { SqlState: ['2', '3', ..] };

    // The classes of https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static Refusal? Of(NpgsqlException problem) => problem switch
    {
        PostgresException { SqlState: var state } => state switch
        {
            "55P03" or "57014" or "40001" or "40P01" => Busy,
            "25006" => ReadOnly,
            "53100" => Full,
            "XX001" or "XX002" => Damaged,
            "3D000" => Missing,
            "58030" => Disk,
            "42501" => NotAllowed,
            "22021" => Text,
            "57P01" or "57P02" or "57P03" or "57P05" or "25P03" or ['5', '3', ..] or ['0', '8', ..] or ['2', '8', ..] => Unreachable,
            _ => null,
        },
        // Two questions of one connection at once: a fault of the program.
        NpgsqlOperationInProgressException => null,
        // It was there, and did not answer in time: others hold what was asked for, or all connections.
        { InnerException: TimeoutException } => Busy,
        // No connection, or one that broke.
        _ => Unreachable,
    };
}
