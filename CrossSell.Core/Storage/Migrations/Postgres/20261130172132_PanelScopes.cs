using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class PanelScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AllowSubstitutes",
                table: "PanelSettings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Headlines",
                table: "PanelSettings",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Layers",
                table: "PanelSettings",
                type: "text",
                nullable: true,
                collation: "C");

            // One by hand: of settings from before, what is sold out stays out, as it was; a version before this one writes none.
            migrationBuilder.AddColumn<int>(
                name: "MinStock",
                table: "PanelSettings",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "PanelScopeSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Placement = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    CategoryId = table.Column<int>(type: "integer", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false),
                    MaxSlots = table.Column<int>(type: "integer", nullable: true),
                    MinSlots = table.Column<int>(type: "integer", nullable: true),
                    MinBaskets = table.Column<int>(type: "integer", nullable: true),
                    PriceCapPercent = table.Column<int>(type: "integer", nullable: true),
                    MaxPerCategory = table.Column<int>(type: "integer", nullable: true),
                    MinCategoryBaskets = table.Column<int>(type: "integer", nullable: true),
                    MinStock = table.Column<int>(type: "integer", nullable: true),
                    AllowSubstitutes = table.Column<bool>(type: "boolean", nullable: true),
                    Preselect = table.Column<bool>(type: "boolean", nullable: true),
                    Layers = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Headlines = table.Column<string>(type: "text", nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PanelScopeSettings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PanelScopeSettings_Categories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "Categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PanelScopeSettings_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SharedPanels",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Code = table.Column<string>(type: "text", maxLength: 24, nullable: false, collation: "C"),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Question = table.Column<string>(type: "text", maxLength: 2000, nullable: false, collation: "C"),
                    Answer = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    PanelVersion = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Title = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedPanels", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SharedPanels_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PanelScopeSettings_CategoryId",
                table: "PanelScopeSettings",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_PanelScopeSettings_ChannelId_CategoryId_Placement",
                table: "PanelScopeSettings",
                columns: new[] { "ChannelId", "CategoryId", "Placement" });

            migrationBuilder.CreateIndex(
                name: "IX_SharedPanels_ChannelId",
                table: "SharedPanels",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_SharedPanels_Code",
                table: "SharedPanels",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SharedPanels_ExpiresAt",
                table: "SharedPanels",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PanelScopeSettings");

            migrationBuilder.DropTable(
                name: "SharedPanels");

            migrationBuilder.DropColumn(
                name: "AllowSubstitutes",
                table: "PanelSettings");

            migrationBuilder.DropColumn(
                name: "Headlines",
                table: "PanelSettings");

            migrationBuilder.DropColumn(
                name: "Layers",
                table: "PanelSettings");

            migrationBuilder.DropColumn(
                name: "MinStock",
                table: "PanelSettings");
        }
    }
}
