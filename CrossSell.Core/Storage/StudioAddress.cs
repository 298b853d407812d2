using System.Data.Common;
using CrossSell.Core.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <summary>Where a studio is stored, as a person names it by a connection string of either kind.</summary>
public sealed class StudioAddress
{
    private static readonly Refusal Unknown = new(
        "transfer.address",
        "This is no connection string of a studio. Write \"Data Source=FILE\" for a SQLite file, or \"Host=...;Database=...;Username=...;Password=...\" for a PostgreSQL server.");

    private readonly string connection;

    private StudioAddress(string provider, string connection, string? file) => (Provider, this.connection, File) = (provider, connection, file);

    /// <summary>As the setting <c>Database:Provider</c> names it.</summary>
    public string Provider { get; }

    /// <summary>The file's whole path; null for a server.</summary>
    public string? File { get; }

    /// <summary>The connection string as settings take it, but for the password.</summary>
    public string Shown => File is null && new NpgsqlConnectionStringBuilder(connection) is { Password.Length: > 0 } secret
        ? new NpgsqlConnectionStringBuilder(secret.ConnectionString) { Password = "..." }.ConnectionString
        : connection;

    public static Outcome<StudioAddress> Of(string connection)
    {
        try
        {
            var given = new DbConnectionStringBuilder { ConnectionString = connection };
            if (given.ContainsKey("Host") || given.ContainsKey("Server"))
            {
                return new StudioAddress("PostgreSQL", new NpgsqlConnectionStringBuilder(connection).ConnectionString, null);
            }

            if (new SqliteConnectionStringBuilder(connection).DataSource is not { Length: > 0 } named)
            {
                return Unknown;
            }

            var file = Path.GetFullPath(named);
            return Directory.Exists(file) || Path.EndsInDirectorySeparator(named)
                ? new Refusal("transfer.address", $"{file} is a folder. Name the file in it that is to be made, such as {Path.Combine(file, "crosssell.db")}.")
                : new StudioAddress("Sqlite", new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString, file);
        }
        catch (Exception problem) when (problem is ArgumentException or FormatException)
        {
            return Unknown;
        }
    }

    public StudioStore Open(TimeProvider time, WriteFollowUps followUps) => File is not null
        ? StudioStore.OnFile(File, time, followUps)
        // Says which row it is that a server does not take.
        : StudioStore.OnServer(new NpgsqlConnectionStringBuilder(connection) { IncludeErrorDetail = true }.ConnectionString, time, followUps);
}
