using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LinksAndRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "VariantPosition",
                table: "Products",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Fields",
                table: "ProductLinks",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "Color",
                table: "LinkTypes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Fields",
                table: "LinkTypes",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<string>(
                name: "Labels",
                table: "LinkTypes",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "Line",
                table: "LinkTypes",
                type: "TEXT",
                nullable: false,
                defaultValue: "Solid");

            migrationBuilder.CreateTable(
                name: "CanvasPlaces",
                columns: table => new
                {
                    AnchorId = table.Column<int>(type: "INTEGER", nullable: false),
                    ProductId = table.Column<int>(type: "INTEGER", nullable: false),
                    X = table.Column<double>(type: "REAL", nullable: false),
                    Y = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CanvasPlaces", x => new { x.AnchorId, x.ProductId });
                    table.ForeignKey(
                        name: "FK_CanvasPlaces_Products_AnchorId",
                        column: x => x.AnchorId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CanvasPlaces_Products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Rules",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Anchors = table.Column<string>(type: "TEXT", nullable: false),
                    Companions = table.Column<string>(type: "TEXT", nullable: false),
                    Comparisons = table.Column<string>(type: "TEXT", nullable: false),
                    Order = table.Column<string>(type: "TEXT", nullable: false),
                    Limit = table.Column<int>(type: "INTEGER", nullable: false),
                    Priority = table.Column<int>(type: "INTEGER", nullable: false),
                    ChannelIds = table.Column<string>(type: "TEXT", nullable: false),
                    Segment = table.Column<string>(type: "TEXT", nullable: true),
                    ValidFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    ValidTo = table.Column<long>(type: "INTEGER", nullable: true),
                    Enabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rules", x => x.Id);
                });

            migrationBuilder.UpdateData(
                table: "LinkTypes",
                keyColumn: "Id",
                keyValue: 1,
                columns: new[] { "Color", "Fields", "Labels", "Line" },
                values: new object[] { null, "[]", "{}", "Solid" });

            migrationBuilder.UpdateData(
                table: "LinkTypes",
                keyColumn: "Id",
                keyValue: 2,
                columns: new[] { "Color", "Fields", "Labels", "Line" },
                values: new object[] { null, "[]", "{}", "Solid" });

            migrationBuilder.UpdateData(
                table: "LinkTypes",
                keyColumn: "Id",
                keyValue: 3,
                columns: new[] { "Color", "Fields", "Labels", "Line" },
                values: new object[] { null, "[]", "{}", "Solid" });

            migrationBuilder.UpdateData(
                table: "LinkTypes",
                keyColumn: "Id",
                keyValue: 4,
                columns: new[] { "Color", "Fields", "Labels", "Line" },
                values: new object[] { null, "[]", "{}", "Solid" });

            migrationBuilder.UpdateData(
                table: "LinkTypes",
                keyColumn: "Id",
                keyValue: 5,
                columns: new[] { "Color", "Fields", "Labels", "Line" },
                values: new object[] { null, "[]", "{}", "Solid" });

            migrationBuilder.CreateIndex(
                name: "IX_CanvasPlaces_ProductId",
                table: "CanvasPlaces",
                column: "ProductId");

            // What was removed from a product is found in its history by the row as it was.
            migrationBuilder.Sql("""CREATE INDEX "IX_Changes_RemovedSource" ON "Changes" (json_extract("Before", '$.SourceId')) WHERE "Kind" = 'Removed' AND "Entity" = 'ProductLink';""");
            migrationBuilder.Sql("""CREATE INDEX "IX_Changes_RemovedTarget" ON "Changes" (json_extract("Before", '$.TargetId')) WHERE "Kind" = 'Removed' AND "Entity" = 'ProductLink';""");
            migrationBuilder.Sql("""CREATE INDEX "IX_Changes_RemovedMedia" ON "Changes" (json_extract("Before", '$.ProductId')) WHERE "Kind" = 'Removed' AND "Entity" = 'ProductMedia';""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP INDEX "IX_Changes_RemovedSource";""");
            migrationBuilder.Sql("""DROP INDEX "IX_Changes_RemovedTarget";""");
            migrationBuilder.Sql("""DROP INDEX "IX_Changes_RemovedMedia";""");

            migrationBuilder.DropTable(
                name: "CanvasPlaces");

            migrationBuilder.DropTable(
                name: "Rules");

            migrationBuilder.DropColumn(
                name: "VariantPosition",
                table: "Products");

            migrationBuilder.DropColumn(
                name: "Fields",
                table: "ProductLinks");

            migrationBuilder.DropColumn(
                name: "Color",
                table: "LinkTypes");

            migrationBuilder.DropColumn(
                name: "Fields",
                table: "LinkTypes");

            migrationBuilder.DropColumn(
                name: "Labels",
                table: "LinkTypes");

            migrationBuilder.DropColumn(
                name: "Line",
                table: "LinkTypes");
        }
    }
}
