using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SuggestionPromises : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SuggestionPromises",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    AnchorId = table.Column<int>(type: "INTEGER", nullable: false),
                    CompanionId = table.Column<int>(type: "INTEGER", nullable: false),
                    Basis = table.Column<string>(type: "TEXT", nullable: false),
                    WithinDays = table.Column<int>(type: "INTEGER", nullable: false),
                    AcceptedBy = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    Main = table.Column<double>(type: "REAL", nullable: false),
                    Together = table.Column<double>(type: "REAL", nullable: false),
                    Extra = table.Column<double>(type: "REAL", nullable: false),
                    NetPrice = table.Column<long>(type: "INTEGER", nullable: false),
                    Revenue = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueLow = table.Column<long>(type: "INTEGER", nullable: false),
                    RevenueHigh = table.Column<long>(type: "INTEGER", nullable: false),
                    Ratio = table.Column<double>(type: "REAL", nullable: false),
                    MeasuredAt = table.Column<long>(type: "INTEGER", nullable: true),
                    DeliveredMain = table.Column<int>(type: "INTEGER", nullable: true),
                    DeliveredTogether = table.Column<int>(type: "INTEGER", nullable: true),
                    DeliveredRevenue = table.Column<long>(type: "INTEGER", nullable: true),
                    ProofId = table.Column<int>(type: "INTEGER", nullable: true),
                    ProofName = table.Column<string>(type: "TEXT", nullable: true),
                    ProofGroups = table.Column<double>(type: "REAL", nullable: true),
                    ProofWithout = table.Column<int>(type: "INTEGER", nullable: true),
                    ProofWith = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuggestionPromises", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SuggestionPromises_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SuggestionPromises_Products_AnchorId",
                        column: x => x.AnchorId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SuggestionPromises_Products_CompanionId",
                        column: x => x.CompanionId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SuggestionPromises_AnchorId",
                table: "SuggestionPromises",
                column: "AnchorId");

            migrationBuilder.CreateIndex(
                name: "IX_SuggestionPromises_ChannelId_AnchorId_CompanionId",
                table: "SuggestionPromises",
                columns: new[] { "ChannelId", "AnchorId", "CompanionId" });

            migrationBuilder.CreateIndex(
                name: "IX_SuggestionPromises_ChannelId_MeasuredAt_Until",
                table: "SuggestionPromises",
                columns: new[] { "ChannelId", "MeasuredAt", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_SuggestionPromises_CompanionId",
                table: "SuggestionPromises",
                column: "CompanionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SuggestionPromises");
        }
    }
}
