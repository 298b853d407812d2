using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Headlines",
                table: "PanelSettings",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Layers",
                table: "PanelSettings",
                type: "TEXT",
                nullable: true);

            // One by hand: of settings from before, what is sold out stays out, as it was; a version before this one writes none.
            migrationBuilder.AddColumn<int>(
                name: "MinStock",
                table: "PanelSettings",
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "PanelScopeSettings",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Placement = table.Column<string>(type: "TEXT", nullable: true),
                    CategoryId = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    MaxSlots = table.Column<int>(type: "INTEGER", nullable: true),
                    MinSlots = table.Column<int>(type: "INTEGER", nullable: true),
                    MinBaskets = table.Column<int>(type: "INTEGER", nullable: true),
                    PriceCapPercent = table.Column<int>(type: "INTEGER", nullable: true),
                    MaxPerCategory = table.Column<int>(type: "INTEGER", nullable: true),
                    MinCategoryBaskets = table.Column<int>(type: "INTEGER", nullable: true),
                    MinStock = table.Column<int>(type: "INTEGER", nullable: true),
                    AllowSubstitutes = table.Column<bool>(type: "INTEGER", nullable: true),
                    Preselect = table.Column<bool>(type: "INTEGER", nullable: true),
                    Layers = table.Column<string>(type: "TEXT", nullable: true),
                    Headlines = table.Column<string>(type: "TEXT", nullable: true)
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Question = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", nullable: false),
                    PanelVersion = table.Column<string>(type: "TEXT", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false)
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
