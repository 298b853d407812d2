using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Core.Storage.Migrations.Sqlite;

/// <summary>Products are found from memory: the full-text tables and their triggers go, and what forms look up by gets plain indexes.</summary>
[DbContext(typeof(SqliteStudioDb))]
[Migration("20261122193000_FindingFromMemory")]
public sealed class FindingFromMemory : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "ProductWords", "ProductTrigrams" })
        {
            migrationBuilder.Sql($"DROP TRIGGER \"{table}_Edited\"; DROP TRIGGER \"{table}_Removed\"; DROP TRIGGER \"{table}_Added\"; DROP TABLE \"{table}\";");
        }

        migrationBuilder.Sql("CREATE INDEX \"IX_Products_Gtin\" ON \"Products\" (\"Gtin\") WHERE \"Gtin\" IS NOT NULL;");
        migrationBuilder.Sql("CREATE INDEX \"IX_Products_Brand\" ON \"Products\" (\"Brand\" COLLATE NOCASE) WHERE \"Brand\" IS NOT NULL;");
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("The full-text tables are not made again: go back to a backup from before.");
}
