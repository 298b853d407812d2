using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BundleKinds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand, for EF Core knows no way to loosen an index but to drop it.
            migrationBuilder.Sql("""
                -- only adds: one product may stand in several slots. The version before reads such rows, and refuses to save them: its own check says so.
                DROP INDEX "IX_BundleComponents_RevisionId_ProductId";
                """);

            migrationBuilder.AddColumn<int>(
                name: "BuyQuantity",
                table: "BundleRevisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "IsComposite",
                table: "BundleRevisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Kind",
                table: "BundleRevisions",
                type: "TEXT",
                nullable: false,
                defaultValue: "FixedSet");

            migrationBuilder.AddColumn<string>(
                name: "Locales",
                table: "BundleRevisions",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<int>(
                name: "PayQuantity",
                table: "BundleRevisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "PictureHash",
                table: "BundleRevisions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Slots",
                table: "BundleRevisions",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<bool>(
                name: "StacksWithCodes",
                table: "BundleRevisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "IncludedBundleId",
                table: "BundleComponents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MaxQuantity",
                table: "BundleComponents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MinQuantity",
                table: "BundleComponents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PriceDelta",
                table: "BundleComponents",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Replacements",
                table: "BundleComponents",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "Role",
                table: "BundleComponents",
                type: "TEXT",
                nullable: false,
                defaultValue: "Part");

            migrationBuilder.AddColumn<string>(
                name: "Titles",
                table: "BundleComponents",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "Variants",
                table: "BundleComponents",
                type: "TEXT",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<string>(
                name: "SplitBasis",
                table: "BundleChannels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BundleSettings",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    SplitBasis = table.Column<string>(type: "TEXT", nullable: false),
                    LowestPriceRule = table.Column<bool>(type: "INTEGER", nullable: false),
                    LowestPriceForOffers = table.Column<bool>(type: "INTEGER", nullable: false),
                    Codes = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BundleSettings", x => x.ChannelId);
                    table.ForeignKey(
                        name: "FK_BundleSettings_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_BundleComponents_RevisionId_ProductId",
                table: "BundleComponents",
                columns: new[] { "RevisionId", "ProductId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BundleSettings");

            migrationBuilder.DropIndex(
                name: "IX_BundleComponents_RevisionId_ProductId",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "BuyQuantity",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "IsComposite",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "Locales",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "PayQuantity",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "PictureHash",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "Slots",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "StacksWithCodes",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "IncludedBundleId",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "MaxQuantity",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "MinQuantity",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "PriceDelta",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "Replacements",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "Role",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "Titles",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "Variants",
                table: "BundleComponents");

            migrationBuilder.DropColumn(
                name: "SplitBasis",
                table: "BundleChannels");

            migrationBuilder.CreateIndex(
                name: "IX_BundleComponents_RevisionId_ProductId",
                table: "BundleComponents",
                columns: new[] { "RevisionId", "ProductId" },
                unique: true);
        }
    }
}
