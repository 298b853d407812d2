using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CrossSell.Core.Storage;

/// <summary>
/// Copies a PostgreSQL database by <c>pg_dump</c> in its custom format, which sees one moment, and looks into a copy by <c>pg_restore</c>, without a server:
/// row by row, so that a copy that was cut off or changed is noticed. Both programs come with the server's client package and must be of its version or newer.
/// </summary>
/// <param name="connection">The studio's database.</param>
public sealed class PostgresCopy(string connection) : IDatabaseCopy
{
    // Whose it was does not matter where it goes, and only the owner of an extension may comment on it.
    private static readonly string[] Plain = ["--no-owner", "--no-privileges", "--no-comments"];

    private const string History = "__EFMigrationsHistory";
    private const string EndOfRows = "\\.";

    public string Provider => "PostgreSQL";

    public string FileName => "crosssell.dump";

    public long Bytes()
    {
        using var open = new NpgsqlConnection(Alone);
        open.Open();
        using var command = open.CreateCommand();
        command.CommandText = "SELECT pg_database_size(current_database())";
        return (long)command.ExecuteScalar()!;
    }

    public async Task CopyAsync(string file, IProgress<double>? progress, CancellationToken cancellation)
    {
        await foreach (var _ in RunAsync("pg_dump", ["--format=custom", .. Plain, "--file", file], connection, cancellation))
        {
            // It writes to the file and says nothing.
        }
    }

    public async Task<Outcome> AdoptAsync(string file, CancellationToken cancellation)
    {
        await using (var open = new NpgsqlConnection(Alone))
        {
            await open.OpenAsync(cancellation);
            await using var command = open.CreateCommand();
            command.CommandText = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
            if ((long)(await command.ExecuteScalarAsync(cancellation))! > 0)
            {
                return new Refusal(
                    "backup.target",
                    $"The database {DatabaseName} is not empty. Make an empty one and name it in ConnectionStrings__CrossSell: a studio is never overwritten.");
            }
        }

        await foreach (var _ in RunAsync(
            "pg_restore", [.. Plain, "--exit-on-error", "--single-transaction", "--dbname", DatabaseName, file], connection, cancellation))
        {
            // It says nothing where all is well.
        }

        // What was restored is on the server now.
        File.Delete(file);
        return Outcome.Done;
    }

    public async Task<Outcome<DatabaseFacts>> InspectAsync(string file, bool thoroughly, CancellationToken cancellation)
    {
        var migrations = new List<string>();
        var tables = new SortedDictionary<string, long>(StringComparer.Ordinal);
        string? table = null;
        try
        {
            await foreach (var line in RunAsync("pg_restore", ["--data-only", "--file=-", file], null, cancellation))
            {
                if (table is null)
                {
                    if (line.StartsWith("COPY public.", StringComparison.Ordinal))
                    {
                        table = line["COPY public.".Length..line.IndexOf(" (", StringComparison.Ordinal)].Trim('"');
                        tables[table] = 0;
                    }
                }
                else if (line == EndOfRows)
                {
                    table = null;
                }
                else
                {
                    tables[table]++;
                    if (table == History)
                    {
                        migrations.Add(line.Split('\t')[0]);
                    }
                }
            }
        }
        catch (StorageException problem) when (problem.Refusal.Code != NoProgram("").Code)
        {
            return StorageTrouble.Damaged;
        }

        if (!tables.ContainsKey(History))
        {
            return StorageTrouble.Damaged;
        }

        await using var db = new PostgresStudioDb(PostgresStudioDb.Options(connection));
        migrations.Sort(StringComparer.Ordinal);
        return SchemaNeeds.Judge(migrations, db.Database.GetMigrations()) is { } refusal ? refusal : new DatabaseFacts(migrations, tables);
    }

    // Beside the studio's connections, which learn the types of the server once: this one may be opened before there are any.
    private string Alone => new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString;

    private string DatabaseName => new NpgsqlConnectionStringBuilder(connection).Database ?? "";

    private static Refusal NoProgram(string name) => new(
        "backup.program", $"The program {name} is not installed on this machine. Install PostgreSQL's client programs (Debian: apt-get install postgresql-client).");

    /// <summary>Lines of a program's output, as they come. Its password never stands on a command line, where others could read it.</summary>
    private static async IAsyncEnumerable<string> RunAsync(
        string program, IEnumerable<string> arguments, string? connection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (connection is not null)
        {
            Environment(start, new NpgsqlConnectionStringBuilder(connection));
        }

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception problem)
        {
            throw new StorageException(NoProgram(program), problem);
        }

        var said = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                yield return line;
            }

            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }

        if (process.ExitCode != 0)
        {
            throw new StorageException(new Refusal("backup.failed", $"{program} failed: {(await said).Trim()}"));
        }
    }

    // As libpq names them (https://www.postgresql.org/docs/current/libpq-ssl.html).
    private static string Mode(SslMode mode) => mode switch
    {
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static void Environment(ProcessStartInfo start, NpgsqlConnectionStringBuilder server)
    {
        foreach (var (name, value) in new[]
        {
            ("PGHOST", server.Host), ("PGPORT", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("PGDATABASE", server.Database),
            ("PGUSER", server.Username), ("PGSSLROOTCERT", server.RootCertificate), ("PGSSLCERT", server.SslCertificate), ("PGSSLKEY", server.SslKey),
            ("PGPASSFILE", server.Passfile), ("PGSSLMODE", Mode(server.SslMode)), ("PGPASSWORD", server.Password), ("PGAPPNAME", "CrossSell backup"),
        })
        {
            if (!string.IsNullOrEmpty(value))
            {
                start.Environment[name] = value;
            }
        }
    }
}
