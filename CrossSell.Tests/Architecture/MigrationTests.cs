using CrossSell.Core.Links;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Architecture;

public sealed class MigrationTests
{
    [Fact]
    public void Model_HasNoChangeThatNoMigrationKnows()
    {
        using var file = new SqliteStudioDb(SqliteStudioDb.Options("unused.db"));
        using var server = new PostgresStudioDb(PostgresStudioDb.Options("Host=unused"));

        Assert.False(file.Database.HasPendingModelChanges());
        Assert.False(server.Database.HasPendingModelChanges());
    }

    [StudioFact]
    public async Task Migrations_OnAnEmptyFolder_MakeAStudioWithItsLinkTypesAndPasskeyTable()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Equal(
            ["cross-sell", "accessory", "fits", "up-sell", "substitute"],
            await db.LinkTypes.OrderBy(type => type.Position).Select(type => type.Code).ToListAsync());
        Assert.False(await db.Set<IdentityUserPasskey<string>>().AnyAsync());
    }

    [StudioFact]
    public async Task IndexesByHand_AreThere()
    {
        await using var studio = await TestStudio.CreateAsync();
        await using var db = studio.Store.Read();

        Assert.Equal(
            ["IX_Changes_RemovedMedia", "IX_Changes_RemovedSource", "IX_Changes_RemovedTarget", "IX_Products_Brand", "IX_Products_Gtin"],
            await (studio.IsOnServer
                ? db.Database.SqlQuery<string>(
                    $"""
                    SELECT indexname::text AS "Value" FROM pg_indexes
                    WHERE indexname LIKE 'IX_Changes_Removed%' OR indexname IN ('IX_Products_Gtin', 'IX_Products_Brand') ORDER BY 1
                    """)
                : db.Database.SqlQuery<string>(
                    $"""
                    SELECT name AS Value FROM sqlite_master
                    WHERE type = 'index' AND (name LIKE 'IX_Changes_Removed%' OR name IN ('IX_Products_Gtin', 'IX_Products_Brand')) ORDER BY name
                    """)).ToListAsync());
    }
}
