using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MiningBeside : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Superseded",
                table: "MiningRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "RunId",
                table: "ContentCompanions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "RunId",
                table: "CartWeights",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What is stored was found by the newest run of its channel: without that it would count no more.
            foreach (var table in new[] { "ContentCompanions", "CartWeights" })
            {
                migrationBuilder.Sql(
                    $"""UPDATE "{table}" SET "RunId" = coalesce((SELECT max(r."Id") FROM "MiningRuns" r WHERE r."ChannelId" = "{table}"."ChannelId"), 0)""");
            }

            migrationBuilder.DropForeignKey(
                name: "FK_Affinities_MiningRuns_RunId",
                table: "Affinities");

            migrationBuilder.DropForeignKey(
                name: "FK_CategoryAffinities_MiningRuns_RunId",
                table: "CategoryAffinities");

            migrationBuilder.DropForeignKey(
                name: "FK_PairObservations_MiningRuns_RunId",
                table: "PairObservations");

            migrationBuilder.DropPrimaryKey(
                name: "PK_PairObservations",
                table: "PairObservations");

            migrationBuilder.DropIndex(
                name: "IX_PairObservations_RunId",
                table: "PairObservations");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ContentCompanions",
                table: "ContentCompanions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CategoryAffinities",
                table: "CategoryAffinities");

            migrationBuilder.DropIndex(
                name: "IX_CategoryAffinities_RunId",
                table: "CategoryAffinities");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CartWeights",
                table: "CartWeights");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Affinities",
                table: "Affinities");

            migrationBuilder.DropIndex(
                name: "IX_Affinities_RunId",
                table: "Affinities");

            migrationBuilder.AddPrimaryKey(
                name: "PK_PairObservations",
                table: "PairObservations",
                columns: new[] { "ChannelId", "Kind", "AnchorId", "CompanionId", "RunId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_ContentCompanions",
                table: "ContentCompanions",
                columns: new[] { "ChannelId", "AnchorId", "CompanionId", "RunId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_CategoryAffinities",
                table: "CategoryAffinities",
                columns: new[] { "ChannelId", "CategoryId", "CompanionId", "RunId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_CartWeights",
                table: "CartWeights",
                columns: new[] { "ChannelId", "FromId", "ToId", "RunId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Affinities",
                table: "Affinities",
                columns: new[] { "ChannelId", "AnchorId", "CompanionId", "RunId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_PairObservations",
                table: "PairObservations");

            migrationBuilder.DropPrimaryKey(
                name: "PK_ContentCompanions",
                table: "ContentCompanions");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CategoryAffinities",
                table: "CategoryAffinities");

            migrationBuilder.DropPrimaryKey(
                name: "PK_CartWeights",
                table: "CartWeights");

            migrationBuilder.DropPrimaryKey(
                name: "PK_Affinities",
                table: "Affinities");

            migrationBuilder.DropColumn(
                name: "Superseded",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "RunId",
                table: "ContentCompanions");

            migrationBuilder.DropColumn(
                name: "RunId",
                table: "CartWeights");

            migrationBuilder.AddPrimaryKey(
                name: "PK_PairObservations",
                table: "PairObservations",
                columns: new[] { "ChannelId", "Kind", "AnchorId", "CompanionId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_ContentCompanions",
                table: "ContentCompanions",
                columns: new[] { "ChannelId", "AnchorId", "CompanionId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_CategoryAffinities",
                table: "CategoryAffinities",
                columns: new[] { "ChannelId", "CategoryId", "CompanionId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_CartWeights",
                table: "CartWeights",
                columns: new[] { "ChannelId", "FromId", "ToId" });

            migrationBuilder.AddPrimaryKey(
                name: "PK_Affinities",
                table: "Affinities",
                columns: new[] { "ChannelId", "AnchorId", "CompanionId" });

            migrationBuilder.CreateIndex(
                name: "IX_PairObservations_RunId",
                table: "PairObservations",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_CategoryAffinities_RunId",
                table: "CategoryAffinities",
                column: "RunId");

            migrationBuilder.CreateIndex(
                name: "IX_Affinities_RunId",
                table: "Affinities",
                column: "RunId");

            migrationBuilder.AddForeignKey(
                name: "FK_Affinities_MiningRuns_RunId",
                table: "Affinities",
                column: "RunId",
                principalTable: "MiningRuns",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_CategoryAffinities_MiningRuns_RunId",
                table: "CategoryAffinities",
                column: "RunId",
                principalTable: "MiningRuns",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_PairObservations_MiningRuns_RunId",
                table: "PairObservations",
                column: "RunId",
                principalTable: "MiningRuns",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
