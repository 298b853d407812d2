using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Backups;
using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Admin.Commands;

internal static class BackupCommand
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Command Create()
    {
        var file = new Argument<string>("file")
        {
            Description = "The file to write, which must not exist yet; in an existing folder it gets a name by the date and time."
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("backup", "Write the database, pictures, keys and settings to one file, while people go on working.") { file, json };
        command.SetAction((parsed, cancellation) => StudioCommand.WithStudioAsync(
            async (services, stop) =>
            {
                var made = await services.GetRequiredService<BackupService>().CreateAsync(parsed.GetValue(file)!, Actor.CommandLine, new BackupSaid(), stop);
                if (made.IsRefused(out var refusal, out var copy))
                {
                    return refusal;
                }

                var manifest = copy.Manifest!;
                Console.WriteLine(parsed.GetValue(json)
                    ? AsJson(copy.Path, copy.Bytes, manifest)
                    : $"Wrote {copy.Path} ({FileSize.Of(copy.Bytes)}): {Contents(manifest)}. It was read again and is whole.");
                return Outcome.Done;
            },
            cancellation));
        return command;
    }

    /// <summary>Scripts read this: names and order stay.</summary>
    internal static string AsJson(string path, long bytes, BackupManifest manifest) => JsonSerializer.Serialize(
        new { path, bytes, manifest.At, manifest.Version, manifest.Provider, files = manifest.Files.Count, manifest.Rows, manifest.Tables }, Web);

    internal static string Contents(BackupManifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"the studio as of {manifest.At.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {English.Count(manifest.Rows, "row")} and {English.Count(manifest.Files.Count, "file")}");
}

internal static class RestoreCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file that `backup` or the page Backups wrote." };
        var to = new Option<string?>("--to")
        {
            Description = "The data folder to make: empty, or not there yet. By default the configured one (CrossSell__DataDirectory)."
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("restore", "Check a backup and make a data folder of it. An existing studio is never overwritten.") { file, to, json };
        command.SetAction((parsed, cancellation) => StudioCommand.WithoutStudioAsync(
            async stop =>
            {
                var folder = Path.GetFullPath(parsed.GetValue(to) ?? Hosting.StudioServices.DataPath(StudioCommand.Configuration()));
                var restore = new BackupRestore(path => Hosting.StudioServices.CopyOf(StudioCommand.Configuration(), path));
                var restored = await restore.RunAsync(parsed.GetValue(file)!, folder, new BackupSaid(), stop);
                if (restored.IsRefused(out var refusal, out var manifest))
                {
                    return refusal;
                }

                Console.WriteLine(parsed.GetValue(json)
                    ? BackupCommand.AsJson(folder, manifest.Files.Sum(item => item.Bytes), manifest)
                    : $"Restored {BackupCommand.Contents(manifest)}, to {folder}. All of it was checked. Start the studio with CrossSell__DataDirectory={folder}");
                return Outcome.Done;
            },
            cancellation));
        return command;
    }
}

/// <summary>Says on stderr how far a backup or a restore is: each step once, and each tenth of a long one.</summary>
internal sealed class BackupSaid : IProgress<BackupProgress>
{
    private string? step;
    private long tenth;

    public void Report(BackupProgress value)
    {
        var now = value.Total > 0 ? value.Done * 10 / value.Total : 0;
        if (value.Step != step || now > tenth)
        {
            (step, tenth) = (value.Step, now);
            Console.Error.WriteLine(value.Total > 0 ? $"{value.Step}: {value.Done * 100 / value.Total} %" : value.Step);
        }
    }
}
