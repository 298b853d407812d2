using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MiningBeyondBaskets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AutoChangeSetId",
                table: "MiningRuns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LastOrderId",
                table: "MiningRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "LeftOut",
                table: "MiningRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<int>(
                name: "PairsGone",
                table: "MiningRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "PairsNew",
                table: "MiningRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "Settings",
                table: "MiningRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.AddColumn<string>(
                name: "StartedBy",
                table: "MiningRuns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CartWeights",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    FromId = table.Column<int>(type: "INTEGER", nullable: false),
                    ToId = table.Column<int>(type: "INTEGER", nullable: false),
                    Weight = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CartWeights", x => new { x.ChannelId, x.FromId, x.ToId });
                    table.ForeignKey(
                        name: "FK_CartWeights_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CartWeights_Products_FromId",
                        column: x => x.FromId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CartWeights_Products_ToId",
                        column: x => x.ToId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ContentCompanions",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    AnchorId = table.Column<int>(type: "INTEGER", nullable: false),
                    CompanionId = table.Column<int>(type: "INTEGER", nullable: false),
                    Rank = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<double>(type: "REAL", nullable: false),
                    Why = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContentCompanions", x => new { x.ChannelId, x.AnchorId, x.CompanionId });
                    table.ForeignKey(
                        name: "FK_ContentCompanions_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ContentCompanions_Products_AnchorId",
                        column: x => x.AnchorId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ContentCompanions_Products_CompanionId",
                        column: x => x.CompanionId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MiningPolicies",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    WindowDays = table.Column<int>(type: "INTEGER", nullable: true),
                    HalfLifeDays = table.Column<int>(type: "INTEGER", nullable: true),
                    MinBaskets = table.Column<int>(type: "INTEGER", nullable: false),
                    MostProducts = table.Column<int>(type: "INTEGER", nullable: true),
                    TestOrders = table.Column<string>(type: "TEXT", nullable: true),
                    ComeBackDays = table.Column<int>(type: "INTEGER", nullable: false),
                    Schedule = table.Column<string>(type: "TEXT", nullable: false),
                    AtHour = table.Column<int>(type: "INTEGER", nullable: false),
                    NewOrders = table.Column<int>(type: "INTEGER", nullable: true),
                    AutoAccept = table.Column<bool>(type: "INTEGER", nullable: false),
                    AutoType = table.Column<string>(type: "TEXT", nullable: false),
                    AutoMinBaskets = table.Column<int>(type: "INTEGER", nullable: false),
                    AutoMinLift = table.Column<double>(type: "REAL", nullable: false),
                    AutoMinConfidence = table.Column<double>(type: "REAL", nullable: false),
                    AutoPerProduct = table.Column<int>(type: "INTEGER", nullable: false),
                    AutoPerRun = table.Column<int>(type: "INTEGER", nullable: false),
                    AutoCategories = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MiningPolicies", x => x.ChannelId);
                    table.ForeignKey(
                        name: "FK_MiningPolicies_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PairObservations",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", nullable: false),
                    AnchorId = table.Column<int>(type: "INTEGER", nullable: false),
                    CompanionId = table.Column<int>(type: "INTEGER", nullable: false),
                    RunId = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Of = table.Column<int>(type: "INTEGER", nullable: false),
                    BaseCount = table.Column<int>(type: "INTEGER", nullable: false),
                    BaseOf = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PairObservations", x => new { x.ChannelId, x.Kind, x.AnchorId, x.CompanionId });
                    table.ForeignKey(
                        name: "FK_PairObservations_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PairObservations_MiningRuns_RunId",
                        column: x => x.RunId,
                        principalTable: "MiningRuns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PairObservations_Products_AnchorId",
                        column: x => x.AnchorId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PairObservations_Products_CompanionId",
                        column: x => x.CompanionId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CartWeights_FromId",
                table: "CartWeights",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_CartWeights_ToId",
                table: "CartWeights",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_ContentCompanions_AnchorId",
                table: "ContentCompanions",
                column: "AnchorId");

            migrationBuilder.CreateIndex(
                name: "IX_ContentCompanions_CompanionId",
                table: "ContentCompanions",
                column: "CompanionId");

            migrationBuilder.CreateIndex(
                name: "IX_PairObservations_AnchorId",
                table: "PairObservations",
                column: "AnchorId");

            migrationBuilder.CreateIndex(
                name: "IX_PairObservations_CompanionId",
                table: "PairObservations",
                column: "CompanionId");

            migrationBuilder.CreateIndex(
                name: "IX_PairObservations_RunId",
                table: "PairObservations",
                column: "RunId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CartWeights");

            migrationBuilder.DropTable(
                name: "ContentCompanions");

            migrationBuilder.DropTable(
                name: "MiningPolicies");

            migrationBuilder.DropTable(
                name: "PairObservations");

            migrationBuilder.DropColumn(
                name: "AutoChangeSetId",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "LastOrderId",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "LeftOut",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "PairsGone",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "PairsNew",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "Settings",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "StartedBy",
                table: "MiningRuns");
        }
    }
}
