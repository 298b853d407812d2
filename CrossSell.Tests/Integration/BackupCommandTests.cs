using System.Text.Json;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Integration;

/// <summary>The verbs <c>backup</c> and <c>restore</c>, as a script calls them.</summary>
[Trait("Kind", "Slow")]
public sealed class BackupCommandTests : IDisposable
{
    private readonly CommandLine cli = new();
    private readonly string outside = Directory.CreateTempSubdirectory("crosssell-backup-").FullName;

    public void Dispose()
    {
        cli.Dispose();
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task Backup_ThenRestore_SayTheSame_AndTheRestoredStudioAnswers()
    {
        await File.WriteAllTextAsync(Path.Combine(outside, "products.csv"), "sku,name\nA-1,Body\nA-2,Strap\n");
        Assert.Equal(0, (await cli.RunAsync("import", "products", Path.Combine(outside, "products.csv"))).Code);
        var file = Path.Combine(outside, "studio.zip");

        var made = await cli.RunAsync("backup", file, "--json");

        Assert.True(made.Code == 0, made.Error);
        var said = JsonDocument.Parse(made.Output).RootElement;
        Assert.Equal(
            ["path", "bytes", "at", "version", "provider", "files", "rows", "tables"], said.EnumerateObject().Select(property => property.Name));
        Assert.Equal((file, 2), (said.GetProperty("path").GetString(), said.GetProperty("tables").GetProperty("Products").GetInt32()));

        var folder = Path.Combine(outside, "restored");
        var restored = await cli.RunAsync("restore", file, "--to", folder, "--json");
        Assert.True(restored.Code == 0, restored.Error);
        var found = JsonDocument.Parse(restored.Output).RootElement;
        Assert.Equal(said.GetProperty("tables").GetRawText(), found.GetProperty("tables").GetRawText());
        Assert.Equal(folder, found.GetProperty("path").GetString());

        // The folder of the studio itself is in use: nobody restores over it by mistake.
        var refused = await cli.RunAsync("restore", file);
        Assert.Equal((1, ""), (refused.Code, refused.Output));
        Assert.Contains("is in use", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("restore")).Code);
    }

    [Fact]
    public async Task Verb_InAFolderWhereARestoreWasBrokenOff_StartsNoEmptyStudio()
    {
        Directory.CreateDirectory(Path.Combine(cli.DataFolder, ".restoring"));
        await File.WriteAllTextAsync(Path.Combine(cli.DataFolder, ".restoring", "crosssell.db"), "half");

        var refused = await cli.RunAsync("migrate");

        Assert.Equal(1, refused.Code);
        Assert.Contains("a restore that was interrupted", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(cli.DataFolder, "crosssell.db")));
    }
}
