using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Backups;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Backups;

public sealed class BackupTests : IAsyncLifetime
{
    private BackupScene scene = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => scene = await BackupScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task Backup_WhilePeopleWrite_IsOfOneMoment_AndRestoredGivesTheSameRowsPicturesAndKeys()
    {
        // Somebody adds pairs of products, each pair in one transaction, from before the copy until after it.
        var (begun, enough) = (new TaskCompletionSource(), new CancellationTokenSource());
        var writing = Task.Run(async () =>
        {
            for (var pair = 0; !enough.IsCancellationRequested; pair++)
            {
                await scene.Studio.WriteAsync(session =>
                {
                    session.RunsWriteHooks = false;
                    session.Db.AddRange(Product($"LEFT-{pair}"), Product($"RIGHT-{pair}"));
                    return Task.CompletedTask;
                });
                begun.TrySetResult();
            }
        }, Stop);
        await begun.Task;

        var file = await scene.BackUpAsync();

        await enough.CancelAsync();
        await writing;
        var folder = scene.At("restored");
        Assert.Null((await scene.Restore.RunAsync(file, folder, null, Stop)).Refusal);
        var data = new DataDirectory(folder);
        var skus = await BackupScene.SkusAsync(scene.Restored(folder));
        StudioStore.CloseConnections(data.Database);
        Assert.Equal((await BackupScene.SkusAsync(scene.Studio.Store)).Take(skus.Count), skus);
        Assert.Equal(skus.Count(sku => sku.StartsWith("LEFT", StringComparison.Ordinal)), skus.Count(sku => sku.StartsWith("RIGHT", StringComparison.Ordinal)));
        Assert.InRange(skus.Count, 22, int.MaxValue);
        Assert.Equal(scene.Studio.Data.Secret(), data.Secret());
        Assert.Equal(BackupScene.Files(scene.Studio.Data.Media), BackupScene.Files(data.Media));
        Assert.Equal(BackupScene.Files(scene.Studio.Data.Keys), BackupScene.Files(data.Keys));
        Assert.False(Directory.Exists(folder + ".restoring"));
    }

    [Fact]
    public async Task Backup_AndWhatIsRestored_AreForTheirOwnerOnly()
    {
        var file = await scene.BackUpAsync();
        Assert.Null((await scene.Restore.RunAsync(file, scene.At("restored"), null, Stop)).Refusal);

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.All(
            Directory.EnumerateFiles(scene.At("restored"), "*", SearchOption.AllDirectories).Append(file),
            path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(path).UnixFileMode));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(scene.At("restored")).UnixFileMode);
    }

    [Fact]
    public async Task Backup_OverAFileThatIsThere_IsRefused_AndLeavesIt()
    {
        await File.WriteAllTextAsync(scene.At("one.zip"), "mine", Stop);

        var outcome = await scene.Backups.CreateAsync(scene.At("one.zip"), TestStudio.Administrator, cancellation: Stop);

        Assert.Equal("backup.exists", outcome.Refusal?.Code);
        Assert.Equal("mine", await File.ReadAllTextAsync(scene.At("one.zip"), Stop));
    }

    [Fact]
    public async Task Backup_StoppedInTheMiddle_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var progress = new Relay<BackupProgress>(said =>
        {
            if (said.Step.StartsWith("Packing pictures", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scene.Backups.CreateAsync(scene.At("one.zip"), TestStudio.Administrator, progress, stop.Token));

        Assert.Empty(Directory.EnumerateFiles(scene.At("")));
    }

    [Fact]
    public async Task Backup_ByWhoIsNoAdministrator_IsRefused() =>
        Assert.Equal(
            Refusal.ForbiddenCode, (await scene.Backups.CreateAsync(scene.At("one.zip"), TestStudio.Manager, cancellation: Stop)).Refusal?.Code);

    [Fact]
    public async Task Backup_OfADamagedDatabase_SaysSo()
    {
        StudioStore.CloseConnections(scene.Studio.Data.Database);
        await using (var file = new FileStream(scene.Studio.Data.Database, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.Position = 4096 * 9;
            await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096 * 4).ToArray(), Stop);
        }

        var outcome = await scene.Backups.CreateAsync(scene.At("one.zip"), TestStudio.Administrator, cancellation: Stop);

        Assert.Equal(StorageTrouble.DamagedCode, outcome.Refusal?.Code);
        Assert.Empty(Directory.EnumerateFiles(scene.At("")));
    }

    [Theory]
    [InlineData("studio.db", "backup.target", "in use")]
    [InlineData("notes.txt", "backup.target", "not empty")]
    public async Task Restore_IntoAFolderWithSomethingInIt_IsRefused_AndLeavesIt(string there, string code, string words)
    {
        var file = await scene.BackUpAsync();
        Directory.CreateDirectory(scene.At("mine"));
        await File.WriteAllTextAsync(Path.Combine(scene.At("mine"), there), "mine", Stop);

        var refusal = (await scene.Restore.RunAsync(file, scene.At("mine"), null, Stop)).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.Contains(words, refusal!.Message, StringComparison.Ordinal);
        Assert.Equal([there], Directory.EnumerateFileSystemEntries(scene.At("mine")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_IntoAnEmptyFolder_AndIntoOneWhereItWasBrokenOff_IsWhole()
    {
        var file = await scene.BackUpAsync();
        // As a kill leaves it: some things moved already, the database not yet.
        var folder = Directory.CreateDirectory(scene.At("mine")).FullName;
        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(folder, "keys", "half.xml"), "half", Stop);
        Directory.CreateDirectory(Path.Combine(folder, ".restoring"));
        await File.WriteAllTextAsync(Path.Combine(folder, ".restoring", "crosssell.db"), "half", Stop);
        Assert.Equal("backup.unfinished", BackupRestore.UnfinishedIn(folder)?.Code);

        Assert.Null((await scene.Restore.RunAsync(file, folder, null, Stop)).Refusal);

        Assert.Null(BackupRestore.UnfinishedIn(folder));
        Assert.Equal(
            BackupScene.Files(scene.Studio.Data.Keys).Keys, BackupScene.Files(Path.Combine(folder, "keys")).Keys);
        Assert.True((await scene.Database.InspectAsync(Path.Combine(folder, "crosssell.db"), thoroughly: true, Stop)).IsDone);
        Assert.False(Directory.Exists(Path.Combine(folder, ".restoring")));
    }

    [Fact]
    public async Task Restore_StoppedInTheMiddle_LeavesNoFolder()
    {
        var file = await scene.BackUpAsync();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => scene.Restore.RunAsync(file, scene.At("mine"), new Relay<BackupProgress>(_ => stop.Cancel()), stop.Token));

        Assert.Equal(["one.zip"], Directory.EnumerateFileSystemEntries(scene.At("")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Restore_OfWhatWasCutOff_IsRefused()
    {
        var file = await scene.BackUpAsync();
        await using (var cut = new FileStream(file, FileMode.Open))
        {
            cut.SetLength(cut.Length * 2 / 3);
        }

        await AssertRefusedAsync(file, "backup.damaged");
    }

    /// <summary>Wherever a byte is wrong, it is noticed, or it stood where nothing of the studio is (a date, an attribute).</summary>
    [Fact]
    public async Task Restore_WithOneWrongByte_IsRefused_OrGivesTheVerySame()
    {
        var file = await scene.BackUpAsync();
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        Assert.Null((await scene.Restore.RunAsync(file, scene.At("right"), null, Stop)).Refusal);
        var right = BackupScene.Files(scene.At("right"));
        var (random, refused) = (new Random(11), 0);
        for (var round = 0; round < 60; round++)
        {
            var at = random.Next(bytes.Length);
            bytes[at] ^= 0x10;
            await File.WriteAllBytesAsync(file, bytes, Stop);
            bytes[at] ^= 0x10;
            var folder = scene.At("wrong");

            if ((await scene.Restore.RunAsync(file, folder, null, Stop)).Refusal is { } refusal)
            {
                refused++;
                Assert.StartsWith("backup.", refusal.Code, StringComparison.Ordinal);
                Assert.False(Directory.Exists(folder));
            }
            else
            {
                Assert.Equal(right, BackupScene.Files(folder));
                Directory.Delete(folder, recursive: true);
            }
        }

        Assert.InRange(refused, 50, 60);
    }

    [Theory]
    [InlineData("a text", "backup.damaged")]
    [InlineData("", "backup.damaged")]
    public async Task Restore_OfAnotherFile_IsRefused(string content, string code)
    {
        await File.WriteAllTextAsync(scene.At("other"), content, Stop);

        await AssertRefusedAsync(scene.At("other"), code);
    }

    [Fact]
    public async Task Restore_OfAnotherZipFile_IsRefused()
    {
        await using (var archive = await ZipFile.OpenAsync(scene.At("other.zip"), ZipArchiveMode.Create, Stop))
        {
            archive.CreateEntry("holiday.jpg");
        }

        await AssertRefusedAsync(scene.At("other.zip"), "backup.foreign");
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("media/../../outside.txt")]
    [InlineData("/outside.txt")]
    [InlineData("media\\..\\..\\outside.txt")]
    [InlineData("appsettings.json")]
    public async Task Restore_OfAnArchiveThatReachesOutOfItsFolder_IsRefused(string name)
    {
        // Made with care: hashes and manifest are right, only the place is not.
        var file = await scene.BackUpAsync();
        await RewriteAsync(file, manifest => manifest with { Files = [.. manifest.Files, FileOf(name)] }, archive => Put(archive, name, "outside"));

        await AssertRefusedAsync(file, "backup.outside");
        Assert.False(File.Exists(scene.At("outside.txt")));
    }

    [Fact]
    public async Task Restore_OfMoreThanTheManifestSays_IsRefused()
    {
        var file = await scene.BackUpAsync();
        await RewriteAsync(file, manifest => manifest, archive => Put(archive, "keys/other.xml", "more"));

        await AssertRefusedAsync(file, "backup.damaged");
    }

    [Fact]
    public async Task Restore_OfOtherRowsThanWereCounted_IsRefused()
    {
        var file = await scene.BackUpAsync();
        await RewriteAsync(
            file, manifest => manifest with { Tables = manifest.Tables.ToDictionary(pair => pair.Key, pair => pair.Value + (pair.Key == "Products" ? 1 : 0)) });

        await AssertRefusedAsync(file, "backup.damaged");
    }

    [Theory]
    [InlineData(2, "Sqlite", "backup.version")]
    [InlineData(1, "PostgreSQL", "backup.provider")]
    public async Task Restore_OfANewerLayout_OrOfAnotherProvider_IsRefused(int format, string provider, string code)
    {
        var file = await scene.BackUpAsync();
        await RewriteAsync(file, manifest => manifest with { Format = format, Provider = provider });

        await AssertRefusedAsync(file, code);
    }

    [Fact]
    public async Task Restore_OfAVersionWithOtherMigrations_IsRefused()
    {
        await using (var db = scene.Studio.Store.Read())
        {
            await db.Database.ExecuteSqlRawAsync(
                "INSERT INTO __EFMigrationsHistory (MigrationId, ProductVersion) VALUES ('20991231000000_Later_Needs_Itself', '10.0')", Stop);
        }

        var outcome = await scene.Backups.CreateAsync(scene.At("one.zip"), TestStudio.Administrator, cancellation: Stop);

        Assert.Equal("database.version", outcome.Refusal?.Code);
    }

    private async Task AssertRefusedAsync(string file, string code)
    {
        var refusal = (await scene.Restore.RunAsync(file, scene.At("mine"), null, Stop)).Refusal;

        Assert.Equal(code, refusal?.Code);
        Assert.False(Directory.Exists(scene.At("mine")));
        Assert.False(Directory.Exists(scene.At("mine.restoring")));
    }

    private static Product Product(string sku) => new()
    {
        Sku = sku, Name = sku, CreatedAt = TestStudio.Start, UpdatedAt = TestStudio.Start,
    };

    private static BackupFile FileOf(string name) =>
        new(name, 7, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("outside"))));

    private static void Put(ZipArchive archive, string name, string content)
    {
        using var entry = archive.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Changes the manifest, and its hash with it, as somebody would who knows how.</summary>
    private static async Task RewriteAsync(string file, Func<BackupManifest, BackupManifest> change, Action<ZipArchive>? further = null)
    {
        await using var archive = await ZipFile.OpenAsync(file, ZipArchiveMode.Update, Stop);
        var entry = archive.GetEntry(BackupManifest.FileName)!;
        using var memory = new MemoryStream();
        await using (var old = await entry.OpenAsync(Stop))
        {
            await old.CopyToAsync(memory, Stop);
        }

        var json = change(BackupManifest.Read(memory.ToArray())!).ToJson();
        entry.Delete();
        archive.GetEntry(BackupManifest.HashFileName)!.Delete();
        Put(archive, BackupManifest.FileName, Encoding.UTF8.GetString(json));
        Put(archive, BackupManifest.HashFileName, Convert.ToHexStringLower(SHA256.HashData(json)));
        further?.Invoke(archive);
    }
}
