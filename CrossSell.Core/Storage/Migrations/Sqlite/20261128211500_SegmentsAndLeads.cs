using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Core.Storage.Migrations.Sqlite;

/// <summary>
/// Segments are defined by each shop: what bundles, links and rules named as free text becomes a segment of the shops they serve, under the code that
/// storefronts send already. Bundles lead the panel of their main product, and of others where they are chosen to; extras are unticked until a shop ticks them.
/// </summary>
[DbContext(typeof(SqliteStudioDb))]
[Migration("20261128211500_SegmentsAndLeads")]
public sealed class SegmentsAndLeads : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("Leads", "BundleComponents", type: "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<bool>("Preselect", "PanelSettings", type: "INTEGER", nullable: false, defaultValue: false);
        migrationBuilder.CreateTable(
            name: "Segments",
            columns: table => new
            {
                Id = table.Column<int>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                Code = table.Column<string>(type: "TEXT", nullable: false),
                Name = table.Column<string>(type: "TEXT", nullable: false),
                Note = table.Column<string>(type: "TEXT", nullable: true),
                Version = table.Column<int>(type: "INTEGER", nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Segments", row => row.Id);
                table.ForeignKey("FK_Segments_Channels_ChannelId", row => row.ChannelId, "Channels", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Segments_ChannelId_Code", "Segments", ["ChannelId", "Code"], unique: true);
        migrationBuilder.Sql("""
            INSERT INTO "Segments" ("ChannelId", "Code", "Name", "Version")
            SELECT c."Id", min(trim(u."Segment")), min(trim(u."Segment")), 0
            FROM (
                SELECT r."Segment" AS "Segment", p."ChannelId" AS "ChannelId" FROM "BundleRevisions" r JOIN "BundleChannels" p ON p."RevisionId" = r."Id"
                UNION ALL
                SELECT l."Segment", j.value FROM "ProductLinks" l CROSS JOIN json_each(l."ChannelIds") j WHERE l."Segment" IS NOT NULL
                UNION ALL
                SELECT l."Segment", NULL FROM "ProductLinks" l WHERE l."Segment" IS NOT NULL AND json_array_length(l."ChannelIds") = 0
                UNION ALL
                SELECT r."Segment", j.value FROM "Rules" r CROSS JOIN json_each(r."ChannelIds") j WHERE r."Segment" IS NOT NULL
                UNION ALL
                SELECT r."Segment", NULL FROM "Rules" r WHERE r."Segment" IS NOT NULL AND json_array_length(r."ChannelIds") = 0
            ) u
            JOIN "Channels" c ON u."ChannelId" IS NULL OR u."ChannelId" = c."Id"
            WHERE trim(coalesce(u."Segment", '')) <> ''
            GROUP BY c."Id", lower(trim(u."Segment"));
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("Segments");
        migrationBuilder.DropColumn("Preselect", "PanelSettings");
        migrationBuilder.DropColumn("Leads", "BundleComponents");
    }
}
