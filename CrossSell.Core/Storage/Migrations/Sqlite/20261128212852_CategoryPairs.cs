using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Core.Storage.Migrations.Sqlite;

/// <summary>What is bought with anything of a category, a layer of its own with its own minimum. Bestsellers are off from now on, unless a person chose them.</summary>
[DbContext(typeof(SqliteStudioDb))]
[Migration("20261128212852_CategoryPairs")]
public sealed class CategoryPairs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("AllowCategoryPairs", "PanelSettings", type: "INTEGER", nullable: false, defaultValue: true);
        migrationBuilder.AddColumn<int>("MinCategoryBaskets", "PanelSettings", type: "INTEGER", nullable: false, defaultValue: 10);

        // A row that no person wrote that way holds what was given to it.
        migrationBuilder.Sql(
            """
            UPDATE "PanelSettings" SET "AllowFallback" = 0 WHERE "AllowFallback" = 1 AND NOT EXISTS (
                SELECT 1 FROM "Changes" c WHERE c."Entity" = 'PanelSettings' AND c."EntityId" = CAST("ChannelId" AS TEXT) AND c."After" LIKE '%"AllowFallback":true%')
            """);
        migrationBuilder.CreateTable(
            name: "CategoryAffinities",
            columns: table => new
            {
                ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                CategoryId = table.Column<int>(type: "INTEGER", nullable: false),
                CompanionId = table.Column<int>(type: "INTEGER", nullable: false),
                RunId = table.Column<int>(type: "INTEGER", nullable: false),
                PairBaskets = table.Column<int>(type: "INTEGER", nullable: false),
                CategoryBaskets = table.Column<int>(type: "INTEGER", nullable: false),
                CompanionBaskets = table.Column<int>(type: "INTEGER", nullable: false),
                Baskets = table.Column<int>(type: "INTEGER", nullable: false),
                Score = table.Column<double>(type: "REAL", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_CategoryAffinities", row => new { row.ChannelId, row.CategoryId, row.CompanionId });
                table.ForeignKey("FK_CategoryAffinities_Categories_CategoryId", row => row.CategoryId, "Categories", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_CategoryAffinities_Channels_ChannelId", row => row.ChannelId, "Channels", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_CategoryAffinities_MiningRuns_RunId", row => row.RunId, "MiningRuns", "Id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("FK_CategoryAffinities_Products_CompanionId", row => row.CompanionId, "Products", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_CategoryAffinities_CategoryId", "CategoryAffinities", "CategoryId");
        migrationBuilder.CreateIndex("IX_CategoryAffinities_CompanionId", "CategoryAffinities", "CompanionId");
        migrationBuilder.CreateIndex("IX_CategoryAffinities_RunId", "CategoryAffinities", "RunId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("CategoryAffinities");
        migrationBuilder.DropColumn("AllowCategoryPairs", "PanelSettings");
        migrationBuilder.DropColumn("MinCategoryBaskets", "PanelSettings");
    }
}
