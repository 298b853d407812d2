using CrossSell.Core;
using CrossSell.Core.Backups;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using CrossSell.Tests.Core.Backups;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Storage;

/// <summary>A studio that moves to another database: whole, once, and the same there. Between files where it is not about a server.</summary>
public sealed class StudioTransferTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("crosssell-move-").FullName;
    private TestStudio studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => Path.Combine(folder, "crosssell.db");

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var shop = await studio.ChannelAsync();
        var (body, strap) = (await studio.ProductAsync("D7", shop, name: "Body \"Ä\"\t\\x"), await studio.ProductAsync("D7-strap", shop, cost: null));
        // Points forward, to rows that come later in the order of ids.
        await studio.WriteAsync(async session =>
        {
            var later = await session.Db.Products.SingleAsync(product => product.Id == strap.Id, Stop);
            (await session.Db.Products.SingleAsync(product => product.Id == body.Id, Stop))
                .Set(product => product.SuccessorId, later.Id)
                .Set(product => product.Tags, ["new", "8 mm", "a\"b\\c", "é"])
                .Set(product => product.Description, "");
        });
        var (kit, user) = (new Bundle { Code = "kit", OwnerId = "eva" }, TestStudio.UserOf(TestStudio.Administrator, CrossSell.Core.People.Role.Administrator));
        kit.Revisions.Add(new BundleRevision { Name = "Kit", Number = 1, StartsAt = new DateTime(2026, 11, 27, 8, 30, 15).AddMilliseconds(250) });
        var pair = Guid.NewGuid();
        await studio.AddAsync(
            kit, user,
            new ProductLink { SourceId = body.Id, TargetId = strap.Id, TypeId = 1, CreatedBy = "eva", PairId = pair, ChannelIds = [shop.Id] },
            new IdentityUserPasskey<string>
            {
                UserId = user.Id, CredentialId = [0, 1, 255],
                Data = new IdentityPasskeyData
                {
                    PublicKey = [1, 2, 3], AttestationObject = [], ClientDataJson = [], CreatedAt = TestStudio.Start, Name = "Phone", IsUserVerified = true,
                },
            });
        await studio.OrderAsync(shop, body, strap);
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        StudioStore.CloseConnections(File);
        Directory.Delete(folder, recursive: true);
    }

    [PostgresFact]
    public async Task Move_FromAServerToAFileAndToAnotherServer_IsTheSameInEveryTable_AndIdsGoOn()
    {
        // The highest id is of a row that is gone: nothing new may be taken for it.
        var gone = await studio.ProductAsync("GONE");
        await studio.WriteAsync(async session => session.Db.Remove(await session.Db.Products.SingleAsync(product => product.Id == gone.Id, Stop)));

        var there = (await MoveAsync(studio.Store, ToFile())).Value!;
        var server = StudioStore.OnServer(await PostgresServer.EmptyAsync(), studio.Time, CrossSellCore.FollowUps);
        var back = (await MoveAsync(ToFile(), server)).Value!;

        Assert.Equal(there, back);
        Assert.Equal((2, 1), (there.Single(table => table.Name == "Products").Rows, there.Single(table => table.Name == "AspNetUserPasskeys").Rows));
        foreach (var store in new[] { ToFile(), server })
        {
            await using (var db = store.Read())
            {
                var body = await db.Products.SingleAsync(product => product.Sku == "d7", Stop);
                Assert.Equal(("Body \"Ä\"\t\\x", ""), (body.Name, body.Description));
                Assert.Equal(["new", "8 mm", "a\"b\\c", "é"], body.Tags);
                Assert.Equal(new DateTime(2026, 11, 27, 8, 30, 15).AddMilliseconds(250), (await db.Set<BundleRevision>().SingleAsync(Stop)).StartsAt);
                var passkey = await db.Set<IdentityUserPasskey<string>>().SingleAsync(Stop);
                Assert.Equal([0, 1, 255], passkey.CredentialId);
                Assert.Equal([1, 2, 3], passkey.Data.PublicKey);
                Assert.Equal("Phone", passkey.Data.Name);
                Assert.Equal(await studio.Store.StateAsync(Stop), await store.StateAsync(Stop));
            }

            var next = new Product { Sku = "NEXT", Name = "Next" };
            await using var session = await store.WriteAsync(TestStudio.Administrator, "Added a product", Stop);
            session.Db.Add(next);
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
            Assert.Equal(gone.Id + 1, next.Id);
        }
    }

    [PostgresFact]
    public async Task Move_OfManyRowsThatPointToLaterOnes_IsTheSameBothWays_WithAllIndexes()
    {
        const int many = 10_001;
        await studio.WriteAsync(session =>
        {
            session.RunsWriteHooks = false;
            session.Db.AddRange(Enumerable.Range(0, many).Select(number => new Product
            {
                Id = 1_000 + number, Sku = $"M-{number}", Name = "Many", SuccessorId = number == many - 1 ? null : 1_001 + number,
            }));
            return Task.CompletedTask;
        });

        var there = (await MoveAsync(studio.Store, ToFile())).Value!;
        var server = StudioStore.OnServer(await PostgresServer.EmptyAsync(), studio.Time, CrossSellCore.FollowUps);
        var back = (await MoveAsync(ToFile(), server)).Value!;

        Assert.Equal(there, back);
        const string indexes = "SELECT count(*) AS \"Value\" FROM pg_indexes WHERE tablename = 'Products'";
        await using var before = studio.Store.Read();
        await using var after = server.Read();
        Assert.Equal(
            await before.Database.SqlQueryRaw<long>(indexes).SingleAsync(Stop), await after.Database.SqlQueryRaw<long>(indexes).SingleAsync(Stop));
    }

    [Fact]
    public async Task Move_ThatWasStopped_StartsNoStudio_AndGoesOnWhereItWas()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MoveAsync(studio.Store, ToFile(), stopAt: "Moving Products"));

        Assert.Equal("transfer.unfinished", (await ToFile().MigrateAsync(cancellation: Stop)).Refusal?.Code);
        var said = new Said();
        Assert.Null((await MoveAsync(studio.Store, ToFile(), said)).Refusal);
        Assert.DoesNotContain("Moving Channels", said.Lines);
        Assert.Contains("Moving Products", said.Lines);
        Assert.True((await ToFile().MigrateAsync(cancellation: Stop)).IsDone);
        Assert.Equal(await BackupScene.SkusAsync(studio.Store), await BackupScene.SkusAsync(ToFile()));
    }

    [Fact]
    public async Task Move_ThatWasStopped_BeginsFromTheStart_WhenTheStudioWasChangedSince()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MoveAsync(studio.Store, ToFile(), stopAt: "Moving Products"));
        await studio.ChannelAsync("fashion");

        var said = new Said();
        Assert.Null((await MoveAsync(studio.Store, ToFile(), said)).Refusal);

        Assert.Contains("The studio was changed since, so the move begins from the start", said.Lines);
        await using var db = ToFile().Read();
        Assert.Equal(["camera", "fashion"], await db.Channels.Select(channel => channel.Code).Order().ToListAsync(Stop));
    }

    [Fact]
    public async Task Move_ToADatabaseThatIsNotEmpty_OrToItself_OrIntoTheHalfOfAnother_IsRefused()
    {
        Assert.Equal("transfer.same", (await MoveAsync(studio.Store, studio.OtherProcess())).Refusal?.Code);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MoveAsync(studio.Store, ToFile(), stopAt: "Moving Products"));
        await using (var other = await TestStudio.CreateAsync())
        {
            await other.ChannelAsync();
            Assert.Equal("transfer.source", (await MoveAsync(other.Store, ToFile())).Refusal?.Code);
            Assert.Equal("transfer.target", (await MoveAsync(studio.Store, other.Store)).Refusal?.Code);
            Assert.Equal(["camera"], await ChannelsAsync(other.Store));
        }

        Assert.Null((await MoveAsync(studio.Store, ToFile())).Refusal);
        Assert.Equal("transfer.target", (await MoveAsync(studio.Store, ToFile())).Refusal?.Code);
    }

    [StudioFact]
    public async Task Move_WhileTheStudioRuns_IsRefused_AndAStudioThatIsMovedDoesNotStart()
    {
        var serving = (await studio.Store.ServeAsync(Stop)).Value!;
        var second = (await studio.OtherProcess().ServeAsync(Stop)).Value!;
        await serving.DisposeAsync();
        Assert.Equal("transfer.served", (await MoveAsync(studio.Store, ToFile())).Refusal?.Code);
        Assert.False(System.IO.File.Exists(File));
        await second.DisposeAsync();

        var started = new List<Outcome<IAsyncDisposable>>();
        var moved = await new StudioTransfer(studio.Store, ToFile()).RunAsync(
            TestStudio.Administrator,
            async () =>
            {
                started.Add(await studio.OtherProcess().ServeAsync(Stop));
                return Outcome.Done;
            },
            null, Stop);

        Assert.Null(moved.Refusal);
        Assert.Equal("transfer.moving", Assert.Single(started).Refusal?.Code);
    }

    [Fact]
    public async Task Move_WhoseTargetWasChanged_IsNoStudio_NamesTheTable_AndTheNextOneIsWhole()
    {
        var said = new Said
        {
            // The last table, when Listings is there already and nobody holds the lock.
            Before = "Moving UserSessions",
            Act = () =>
            {
                using var open = new SqliteConnection($"Data Source={File};Pooling=False");
                open.Open();
                using var command = open.CreateCommand();
                command.CommandText = "UPDATE Listings SET Price = Price + 1 WHERE ProductId = 1";
                command.ExecuteNonQuery();
            },
        };

        var refusal = (await MoveAsync(studio.Store, ToFile(), said)).Refusal;

        Assert.Equal("transfer.differs", refusal?.Code);
        Assert.Contains("The table Listings is not the same", refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("transfer.unfinished", (await ToFile().MigrateAsync(cancellation: Stop)).Refusal?.Code);
        Assert.Null((await MoveAsync(studio.Store, ToFile())).Refusal);
        await using var db = ToFile().Read();
        Assert.Equal(1000, await db.Set<Listing>().Where(listing => listing.ProductId == 1).Select(listing => listing.Price).SingleAsync(Stop));
    }

    [PostgresFact]
    public async Task Move_OfATextThatAServerCannotHold_IsRefused_WithWhereItStands()
    {
        Assert.Null((await MoveAsync(studio.Store, ToFile())).Refusal);
        await using (var open = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            await open.OpenAsync(Stop);
            await using var command = open.CreateCommand();
            command.CommandText = "UPDATE Products SET Description = 'a' || char(0) || 'b' WHERE Id = 2";
            await command.ExecuteNonQueryAsync(Stop);
        }

        var server = StudioStore.OnServer(await PostgresServer.EmptyAsync(), studio.Time, CrossSellCore.FollowUps);
        var refusal = (await MoveAsync(ToFile(), server)).Refusal;

        Assert.Equal("transfer.text", refusal?.Code);
        Assert.Contains("The table Products has a text in Description of the row 2 with a NUL character", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_OfAStudio_AreCopiedOnce_AndThoseOfAnotherAreNotTouched()
    {
        var secret = studio.Data.Secret();
        var pictures = Directory.CreateDirectory(Path.Combine(studio.Data.Media, "ab")).FullName;
        await System.IO.File.WriteAllTextAsync(Path.Combine(pictures, "96.webp"), "picture", Stop);

        Assert.Equal(2, (await StudioFiles.CopyAsync(studio.Data, folder, null, Stop)).Value);
        Assert.Equal(2, (await StudioFiles.CopyAsync(studio.Data, folder, null, Stop)).Value);

        Assert.Equal(secret, new DataDirectory(folder).Secret());
        Assert.Equal(BackupScene.Files(studio.Data.Media), BackupScene.Files(Path.Combine(folder, "media")));
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "media", "ab", "96.webp"), "another", Stop);
        Assert.Equal("transfer.files", (await StudioFiles.CopyAsync(studio.Data, folder, null, Stop)).Refusal?.Code);
    }

    [Theory]
    [InlineData("Host=db.example;Database=shop;Username=studio;Password=secret", "PostgreSQL", "Host=db.example;Database=shop;Username=studio;Password=...")]
    [InlineData("Data Source=/srv/shop/crosssell.db", "Sqlite", "Data Source=/srv/shop/crosssell.db")]
    [InlineData("crosssell.db", null, null)]
    [InlineData("Data Source=", null, null)]
    [InlineData("Data Source=/srv/shop/", null, null)]
    [InlineData("Host=db.example;Colour=red", null, null)]
    public void Address_IsTakenByItsConnectionString_AndShownWithoutThePassword(string text, string? provider, string? shown)
    {
        var address = StudioAddress.Of(text);

        Assert.Equal((provider, shown), (address.Value?.Provider, address.Value?.Shown));
        Assert.Equal(provider is null ? "transfer.address" : null, address.Refusal?.Code);
    }

    private StudioStore ToFile() => StudioStore.OnFile(File, studio.Time, CrossSellCore.FollowUps);

    private static async Task<List<string>> ChannelsAsync(StudioStore store)
    {
        await using var db = store.Read();
        return await db.Channels.Select(channel => channel.Code).ToListAsync(Stop);
    }

    private static async Task<Outcome<IReadOnlyList<TransferredTable>>> MoveAsync(StudioStore from, StudioStore to, Said? said = null, string? stopAt = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        said ??= new Said();
        if (stopAt is not null)
        {
            (said.Before, said.Act) = (stopAt, stop.Cancel);
        }

        return await new StudioTransfer(from, to).RunAsync(TestStudio.Administrator, () => Task.FromResult(Outcome.Done), said, stop.Token);
    }

    /// <summary>What was said, and what happens when something is.</summary>
    private sealed class Said : IProgress<string>
    {
        public List<string> Lines { get; } = [];

        public string? Before { get; set; }

        public Action? Act { get; set; }

        public void Report(string value)
        {
            Lines.Add(value);
            if (value == Before)
            {
                Act?.Invoke();
            }
        }
    }
}
