using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;

namespace CrossSell.Admin.Commands;

internal static class MigrateCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var to = new Option<string?>("--to")
        {
            Description = "Move the whole studio to this database, which must be empty: \"Data Source=FILE\" (SQLite) or "
                + "\"Host=...;Database=...;Username=...\" (PostgreSQL; the password also from PGPASSWORD). Stop the studio before. Run again after an interruption, it goes on."
        };
        var json = new Option<bool>("--json") { Description = "With --to: print the result as JSON." };
        var command = new Command("migrate", "Create or upgrade the database, or move the whole studio to another one.") { to, json };
        command.SetAction((parsed, cancellation) => parsed.GetValue(to) is { } connection
            ? StudioCommand.WithServicesAsync((services, stop) => MoveAsync(services, connection, parsed.GetValue(json), stop), cancellation)
            : StudioCommand.WithStudioAsync(
                (services, _) =>
                {
                    Console.WriteLine($"The database in {services.GetRequiredService<DataDirectory>().Root} is up to date.");
                    return Task.FromResult(Outcome.Done);
                },
                cancellation));
        return command;
    }

    private static async Task<Outcome> MoveAsync(IServiceProvider services, string connection, bool asJson, CancellationToken cancellation)
    {
        if (StudioAddress.Of(connection).IsRefused(out var refusal, out var address))
        {
            return refusal;
        }

        var data = services.GetRequiredService<DataDirectory>();
        var target = address.Open(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<WriteFollowUps>());
        var (said, files, folder) = (new StudioCommand.Said(), 0, data.Root);
        if (address.File is { } file)
        {
            folder = Path.GetDirectoryName(file)!;
            StudioFiles.CreateFolder(folder);
        }

        var moved = await new StudioTransfer(services.GetRequiredService<StudioStore>(), target).RunAsync(
            Actor.CommandLine, CopyAsync, said, cancellation);
        if (address.File is not null)
        {
            // What was written stands in one file then.
            StudioStore.CloseConnections(address.File);
        }

        if (moved.IsRefused(out refusal, out var tables))
        {
            return refusal;
        }

        Say(address, data.Root, folder, files, tables, asJson);
        return Outcome.Done;

        async Task<Outcome> CopyAsync()
        {
            if (folder == data.Root)
            {
                return Outcome.Done;
            }

            var copied = await StudioFiles.CopyAsync(data, folder, said, cancellation);
            return copied.IsRefused(out var problem, out files) ? problem : Outcome.Done;
        }
    }

    private static void Say(StudioAddress address, string old, string folder, int files, IReadOnlyList<TransferredTable> tables, bool asJson)
    {
        var settings = new Dictionary<string, string> { ["Database__Provider"] = address.Provider, ["ConnectionStrings__CrossSell"] = address.Shown };
        if (folder != old)
        {
            settings["CrossSell__DataDirectory"] = folder;
        }

        var rows = tables.Sum(table => table.Rows);
        if (asJson)
        {
            // Scripts read this: names and order stay.
            Console.WriteLine(JsonSerializer.Serialize(new { address.Provider, connection = address.Shown, folder, files, rows, tables, settings }, Web));
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Moved {tables.Count} tables with {rows:N0} rows to {address.Shown}. Each was read again and is the same by number of rows and checksum."));
        Console.WriteLine(folder == old
            ? $"Pictures and the secret stay in {folder}."
            : $"Pictures and the secret ({English.Count(files, "file")}) were copied to {folder}; backups were not.");
        Console.WriteLine("Start the studio with these settings:");
        foreach (var (name, value) in settings)
        {
            // As a shell reads it, for that is how verbs take their settings: a connection string has semicolons.
            Console.WriteLine($"  {name}='{value}'");
        }

        Console.WriteLine("The old database is as it was. Keep it until you have looked at the new one.");
    }
}
