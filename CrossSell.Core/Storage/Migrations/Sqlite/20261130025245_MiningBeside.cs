using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // By hand, so that all of it is one transaction: EF Core would copy the tables outside of one, with foreign keys off, and a start that is killed
            // in between would find half of it done. Nothing points to these tables, so they may be dropped with foreign keys on.
            // What is stored of carts and content was found by the newest run of its channel: without that it would count no more.
            migrationBuilder.Sql(
                """
                CREATE TABLE "Affinities_new" (
                    "ChannelId" INTEGER NOT NULL,
                    "AnchorId" INTEGER NOT NULL,
                    "CompanionId" INTEGER NOT NULL,
                    "RunId" INTEGER NOT NULL,
                    "AnchorBaskets" INTEGER NOT NULL,
                    "Baskets" INTEGER NOT NULL,
                    "CompanionBaskets" INTEGER NOT NULL,
                    "EarlierPairBaskets" INTEGER NOT NULL,
                    "Lift" REAL NOT NULL,
                    "LogLikelihood" REAL NOT NULL,
                    "PairBaskets" INTEGER NOT NULL,
                    "Rank" INTEGER NOT NULL,
                    "RecentPairBaskets" INTEGER NOT NULL,
                    "Score" REAL NOT NULL,
                    CONSTRAINT "PK_Affinities" PRIMARY KEY ("ChannelId", "AnchorId", "CompanionId", "RunId"),
                    CONSTRAINT "FK_Affinities_Channels_ChannelId" FOREIGN KEY ("ChannelId") REFERENCES "Channels" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_Affinities_Products_AnchorId" FOREIGN KEY ("AnchorId") REFERENCES "Products" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_Affinities_Products_CompanionId" FOREIGN KEY ("CompanionId") REFERENCES "Products" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "Affinities_new" ("ChannelId", "AnchorId", "CompanionId", "RunId", "AnchorBaskets", "Baskets", "CompanionBaskets", "EarlierPairBaskets", "Lift", "LogLikelihood", "PairBaskets", "Rank", "RecentPairBaskets", "Score")
                SELECT "ChannelId", "AnchorId", "CompanionId", "RunId", "AnchorBaskets", "Baskets", "CompanionBaskets", "EarlierPairBaskets", "Lift", "LogLikelihood", "PairBaskets", "Rank", "RecentPairBaskets", "Score"
                FROM "Affinities" t;
                DROP TABLE "Affinities";
                ALTER TABLE "Affinities_new" RENAME TO "Affinities";
                CREATE INDEX "IX_Affinities_AnchorId" ON "Affinities" ("AnchorId");
                CREATE INDEX "IX_Affinities_CompanionId" ON "Affinities" ("CompanionId");
                """);
            migrationBuilder.Sql(
                """
                CREATE TABLE "CategoryAffinities_new" (
                    "ChannelId" INTEGER NOT NULL,
                    "CategoryId" INTEGER NOT NULL,
                    "CompanionId" INTEGER NOT NULL,
                    "RunId" INTEGER NOT NULL,
                    "Baskets" INTEGER NOT NULL,
                    "CategoryBaskets" INTEGER NOT NULL,
                    "CompanionBaskets" INTEGER NOT NULL,
                    "PairBaskets" INTEGER NOT NULL,
                    "Score" REAL NOT NULL,
                    CONSTRAINT "PK_CategoryAffinities" PRIMARY KEY ("ChannelId", "CategoryId", "CompanionId", "RunId"),
                    CONSTRAINT "FK_CategoryAffinities_Categories_CategoryId" FOREIGN KEY ("CategoryId") REFERENCES "Categories" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_CategoryAffinities_Channels_ChannelId" FOREIGN KEY ("ChannelId") REFERENCES "Channels" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_CategoryAffinities_Products_CompanionId" FOREIGN KEY ("CompanionId") REFERENCES "Products" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "CategoryAffinities_new" ("ChannelId", "CategoryId", "CompanionId", "RunId", "Baskets", "CategoryBaskets", "CompanionBaskets", "PairBaskets", "Score")
                SELECT "ChannelId", "CategoryId", "CompanionId", "RunId", "Baskets", "CategoryBaskets", "CompanionBaskets", "PairBaskets", "Score"
                FROM "CategoryAffinities" t;
                DROP TABLE "CategoryAffinities";
                ALTER TABLE "CategoryAffinities_new" RENAME TO "CategoryAffinities";
                CREATE INDEX "IX_CategoryAffinities_CategoryId" ON "CategoryAffinities" ("CategoryId");
                CREATE INDEX "IX_CategoryAffinities_CompanionId" ON "CategoryAffinities" ("CompanionId");
                """);
            migrationBuilder.Sql(
                """
                CREATE TABLE "PairObservations_new" (
                    "ChannelId" INTEGER NOT NULL,
                    "Kind" TEXT NOT NULL,
                    "AnchorId" INTEGER NOT NULL,
                    "CompanionId" INTEGER NOT NULL,
                    "RunId" INTEGER NOT NULL,
                    "BaseCount" INTEGER NOT NULL,
                    "BaseOf" INTEGER NOT NULL,
                    "Count" INTEGER NOT NULL,
                    "Of" INTEGER NOT NULL,
                    CONSTRAINT "PK_PairObservations" PRIMARY KEY ("ChannelId", "Kind", "AnchorId", "CompanionId", "RunId"),
                    CONSTRAINT "FK_PairObservations_Channels_ChannelId" FOREIGN KEY ("ChannelId") REFERENCES "Channels" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_PairObservations_Products_AnchorId" FOREIGN KEY ("AnchorId") REFERENCES "Products" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_PairObservations_Products_CompanionId" FOREIGN KEY ("CompanionId") REFERENCES "Products" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "PairObservations_new" ("ChannelId", "Kind", "AnchorId", "CompanionId", "RunId", "BaseCount", "BaseOf", "Count", "Of")
                SELECT "ChannelId", "Kind", "AnchorId", "CompanionId", "RunId", "BaseCount", "BaseOf", "Count", "Of"
                FROM "PairObservations" t;
                DROP TABLE "PairObservations";
                ALTER TABLE "PairObservations_new" RENAME TO "PairObservations";
                CREATE INDEX "IX_PairObservations_AnchorId" ON "PairObservations" ("AnchorId");
                CREATE INDEX "IX_PairObservations_CompanionId" ON "PairObservations" ("CompanionId");
                """);
            migrationBuilder.Sql(
                """
                CREATE TABLE "ContentCompanions_new" (
                    "ChannelId" INTEGER NOT NULL,
                    "AnchorId" INTEGER NOT NULL,
                    "CompanionId" INTEGER NOT NULL,
                    "RunId" INTEGER NOT NULL,
                    "Rank" INTEGER NOT NULL,
                    "Score" REAL NOT NULL,
                    "Why" TEXT NOT NULL,
                    CONSTRAINT "PK_ContentCompanions" PRIMARY KEY ("ChannelId", "AnchorId", "CompanionId", "RunId"),
                    CONSTRAINT "FK_ContentCompanions_Channels_ChannelId" FOREIGN KEY ("ChannelId") REFERENCES "Channels" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_ContentCompanions_Products_AnchorId" FOREIGN KEY ("AnchorId") REFERENCES "Products" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_ContentCompanions_Products_CompanionId" FOREIGN KEY ("CompanionId") REFERENCES "Products" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "ContentCompanions_new" ("ChannelId", "AnchorId", "CompanionId", "RunId", "Rank", "Score", "Why")
                SELECT t."ChannelId", t."AnchorId", t."CompanionId", coalesce((SELECT max(r."Id") FROM "MiningRuns" r WHERE r."ChannelId" = t."ChannelId"), 0), t."Rank", t."Score", t."Why"
                FROM "ContentCompanions" t;
                DROP TABLE "ContentCompanions";
                ALTER TABLE "ContentCompanions_new" RENAME TO "ContentCompanions";
                CREATE INDEX "IX_ContentCompanions_AnchorId" ON "ContentCompanions" ("AnchorId");
                CREATE INDEX "IX_ContentCompanions_CompanionId" ON "ContentCompanions" ("CompanionId");
                """);
            migrationBuilder.Sql(
                """
                CREATE TABLE "CartWeights_new" (
                    "ChannelId" INTEGER NOT NULL,
                    "FromId" INTEGER NOT NULL,
                    "ToId" INTEGER NOT NULL,
                    "RunId" INTEGER NOT NULL,
                    "Weight" REAL NOT NULL,
                    CONSTRAINT "PK_CartWeights" PRIMARY KEY ("ChannelId", "FromId", "ToId", "RunId"),
                    CONSTRAINT "FK_CartWeights_Channels_ChannelId" FOREIGN KEY ("ChannelId") REFERENCES "Channels" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_CartWeights_Products_FromId" FOREIGN KEY ("FromId") REFERENCES "Products" ("Id") ON DELETE CASCADE,
                    CONSTRAINT "FK_CartWeights_Products_ToId" FOREIGN KEY ("ToId") REFERENCES "Products" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "CartWeights_new" ("ChannelId", "FromId", "ToId", "RunId", "Weight")
                SELECT t."ChannelId", t."FromId", t."ToId", coalesce((SELECT max(r."Id") FROM "MiningRuns" r WHERE r."ChannelId" = t."ChannelId"), 0), t."Weight"
                FROM "CartWeights" t;
                DROP TABLE "CartWeights";
                ALTER TABLE "CartWeights_new" RENAME TO "CartWeights";
                CREATE INDEX "IX_CartWeights_FromId" ON "CartWeights" ("FromId");
                CREATE INDEX "IX_CartWeights_ToId" ON "CartWeights" ("ToId");
                """);
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
