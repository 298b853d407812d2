using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
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
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    AnchorId = table.Column<int>(type: "integer", nullable: false),
                    CompanionId = table.Column<int>(type: "integer", nullable: false),
                    Basis = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    WithinDays = table.Column<int>(type: "integer", nullable: false),
                    AcceptedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    Main = table.Column<double>(type: "double precision", nullable: false),
                    Together = table.Column<double>(type: "double precision", nullable: false),
                    Extra = table.Column<double>(type: "double precision", nullable: false),
                    NetPrice = table.Column<long>(type: "bigint", nullable: false),
                    Revenue = table.Column<long>(type: "bigint", nullable: false),
                    RevenueLow = table.Column<long>(type: "bigint", nullable: false),
                    RevenueHigh = table.Column<long>(type: "bigint", nullable: false),
                    Ratio = table.Column<double>(type: "double precision", nullable: false),
                    MeasuredAt = table.Column<long>(type: "bigint", nullable: true),
                    DeliveredMain = table.Column<int>(type: "integer", nullable: true),
                    DeliveredTogether = table.Column<int>(type: "integer", nullable: true),
                    DeliveredRevenue = table.Column<long>(type: "bigint", nullable: true),
                    ProofId = table.Column<int>(type: "integer", nullable: true),
                    ProofName = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ProofGroups = table.Column<double>(type: "double precision", nullable: true),
                    ProofWithout = table.Column<int>(type: "integer", nullable: true),
                    ProofWith = table.Column<int>(type: "integer", nullable: true)
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
