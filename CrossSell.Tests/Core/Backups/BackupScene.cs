using CrossSell.Core;
using CrossSell.Core.Backups;
using CrossSell.Core.Jobs;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Backups;

/// <summary>A small studio with pictures, keys and a secret, and the services that back it up.</summary>
public sealed class BackupScene : IAsyncDisposable
{
    private readonly string outside = Directory.CreateTempSubdirectory("crosssell-backup-").FullName;

    private readonly string empty;

    private BackupScene(TestStudio studio, string empty)
    {
        this.empty = empty;
        Studio = studio;
        Database = studio.Copy;
        Restore = new(path => studio.IsOnServer ? new PostgresCopy(empty) : new SqliteCopy(path));
        Settings = new BackupSettingsService(studio.Store, studio.Data);
        Backups = new BackupService(studio.Store, Database, studio.Data, Settings, studio.Time);
        Queue = new JobQueue(studio.Store, studio.Time);
        Jobs = new BackupJobs(studio.Store, Queue, Settings, studio.Time);
    }

    public TestStudio Studio { get; }

    public IDatabaseCopy Database { get; }

    public BackupSettingsService Settings { get; }

    public BackupService Backups { get; }

    public JobQueue Queue { get; }

    public BackupJobs Jobs { get; }

    public JobExecution Execution => new(Studio.Store, Queue, [new BackupWork(Backups, Settings), new BackupCheckWork(Backups)], Studio.Time);

    /// <summary>Of a server's database, to an empty one beside it.</summary>
    public BackupRestore Restore { get; }

    /// <summary>The studio that was restored to a folder.</summary>
    public StudioStore Restored(string folder) => Studio.IsOnServer
        ? StudioStore.OnServer(empty, Studio.Time, CrossSellCore.FollowUps)
        : StudioStore.OnFile(new DataDirectory(folder).Database, Studio.Time, CrossSellCore.FollowUps);

    /// <summary>A path beside the studio, for what is written and restored.</summary>
    public string At(string name) => Path.Combine(outside, name);

    private static async Task<BackupScene> SceneAsync()
    {
        var studio = await TestStudio.CreateAsync();
        return new BackupScene(studio, studio.IsOnServer ? await PostgresServer.EmptyAsync() : "");
    }

    public static async Task<BackupScene> CreateAsync()
    {
        var scene = await SceneAsync();
        var channel = await scene.Studio.ChannelAsync();
        for (var product = 0; product < 20; product++)
        {
            await scene.Studio.ProductAsync(channel: channel);
        }

        var data = scene.Studio.Data;
        data.Secret();
        await File.WriteAllTextAsync(Path.Combine(data.Keys, "key-1.xml"), "<key id=\"1\" />");
        var picture = Directory.CreateDirectory(Path.Combine(data.Media, "ab", "abcd")).FullName;
        // Noise from a fixed seed: nothing a zip file could make smaller.
        var bytes = new byte[200_000];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path.Combine(picture, "original"), bytes);
        await File.WriteAllBytesAsync(Path.Combine(picture, "96.webp"), bytes[..5000]);
        return scene;
    }

    /// <summary>A backup of the studio at this place.</summary>
    public async Task<string> BackUpAsync(string name = "one.zip")
    {
        Assert.Null((await Backups.CreateAsync(At(name), TestStudio.Administrator)).Refusal);
        return At(name);
    }

    public static async Task<List<string>> SkusAsync(StudioStore store)
    {
        await using var db = store.Read();
        return await db.Set<CrossSell.Core.Catalog.Product>().OrderBy(product => product.Id).Select(product => product.Sku).ToListAsync();
    }

    /// <summary>All files below a folder by name, with what is in them.</summary>
    public static Dictionary<string, byte[]> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllBytes);

    public async ValueTask DisposeAsync()
    {
        await Studio.DisposeAsync();
        Directory.Delete(outside, recursive: true);
    }
}
