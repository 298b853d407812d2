using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Architecture;

public sealed class MigrationTests
{
    [Fact]
    public void Model_HasNoChangeThatNoMigrationKnows()
    {
        using var db = new SqliteStudioDb(SqliteStudioDb.Options("unused.db"));

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Migrations_OnAnEmptyFolder_MakeAStudioWithItsLinkTypesAndPasskeyTable()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Equal(["cross-sell", "accessory", "fits", "up-sell", "substitute"], await db.LinkTypes.OrderBy(type => type.Position).Select(type => type.Code).ToListAsync());
        Assert.Equal(1, await db.Database.SqlQueryRaw<int>("SELECT count(*) AS Value FROM sqlite_master WHERE name = 'AspNetUserPasskeys'").SingleAsync());
    }

    [Fact]
    public async Task SearchIndexes_FollowEveryWrite()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("HIK-1", channel, name: "Leather hiking boot");
        var search = new CrossSell.Core.Browse.ProductSearch(studio.Store);
        Assert.Single(await search.FindAsync("hiking", channel.Id));
        Assert.Single(await search.FindAsync("eather", channel.Id));

        await studio.WriteAsync(async session => (await session.Db.Products.SingleAsync(item => item.Id == product.Id)).Name = "Canvas shoe");

        Assert.Empty(await search.FindAsync("hiking", channel.Id));
        Assert.Single(await search.FindAsync("canv", channel.Id));
    }
}
