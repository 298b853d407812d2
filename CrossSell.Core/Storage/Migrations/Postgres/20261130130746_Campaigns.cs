using System.Collections.Generic;
using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Campaigns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "DigestHour",
                table: "AspNetUsers",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DigestedAt",
                table: "AspNetUsers",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "WantsNoDigest",
                table: "AspNetUsers",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Notifications",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RecipientId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Arguments = table.Column<string>(type: "text", nullable: false),
                    Target = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    TargetKey = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ReadAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notifications", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_At",
                table: "Notifications",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_RecipientId_Id",
                table: "Notifications",
                columns: new[] { "RecipientId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_RecipientId_ReadAt",
                table: "Notifications",
                columns: new[] { "RecipientId", "ReadAt" });

            migrationBuilder.CreateTable(
                name: "ApprovedTerms",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RevisionId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    SetPrice = table.Column<long>(type: "bigint", nullable: false),
                    MarginBasisPoints = table.Column<int>(type: "integer", nullable: true),
                    Lines = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ApprovedTerms", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ApprovedTerms_BundleRevisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "BundleRevisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ApprovedTerms_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BundleDrifts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    BundleId = table.Column<int>(type: "integer", nullable: false),
                    RevisionId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    Moves = table.Column<string>(type: "text", nullable: false),
                    ClearedAt = table.Column<long>(type: "bigint", nullable: true),
                    PausedAt = table.Column<long>(type: "bigint", nullable: true),
                    WaitsForWord = table.Column<bool>(type: "boolean", nullable: false),
                    ReleasedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReleasedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BundleDrifts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BundleDrifts_BundleRevisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "BundleRevisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BundleDrifts_Bundles_BundleId",
                        column: x => x.BundleId,
                        principalTable: "Bundles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BundleDrifts_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "BundlePromises",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    BundleId = table.Column<int>(type: "integer", nullable: false),
                    RevisionId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AuthorId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AuthorName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    Set = table.Column<string>(type: "text", nullable: false),
                    Attach = table.Column<double>(type: "double precision", nullable: true),
                    AttachLow = table.Column<double>(type: "double precision", nullable: true),
                    AttachHigh = table.Column<double>(type: "double precision", nullable: true),
                    Orders = table.Column<double>(type: "double precision", nullable: true),
                    Ratio = table.Column<double>(type: "double precision", nullable: false),
                    MeasuredAt = table.Column<long>(type: "bigint", nullable: true),
                    DeliveredOrders = table.Column<int>(type: "integer", nullable: true),
                    DeliveredSets = table.Column<int>(type: "integer", nullable: true),
                    DeliveredBeside = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BundlePromises", x => x.Id);
                    table.ForeignKey(
                        name: "FK_BundlePromises_BundleRevisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "BundleRevisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BundlePromises_Bundles_BundleId",
                        column: x => x.BundleId,
                        principalTable: "Bundles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BundlePromises_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CategoryOwners",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CategoryId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: true),
                    UserId = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CategoryOwners", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CategoryOwners_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CategoryOwners_Categories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "Categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CategoryOwners_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "DriftPolicies",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    PricePercent = table.Column<int>(type: "integer", nullable: false),
                    MarginPoints = table.Column<int>(type: "integer", nullable: false),
                    StockDays = table.Column<int>(type: "integer", nullable: false),
                    Pause = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DriftPolicies", x => x.ChannelId);
                    table.ForeignKey(
                        name: "FK_DriftPolicies_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ApprovedTerms_ChannelId",
                table: "ApprovedTerms",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_ApprovedTerms_RevisionId_ChannelId",
                table: "ApprovedTerms",
                columns: new[] { "RevisionId", "ChannelId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BundleDrifts_BundleId",
                table: "BundleDrifts",
                column: "BundleId");

            migrationBuilder.CreateIndex(
                name: "IX_BundleDrifts_ChannelId_ClearedAt",
                table: "BundleDrifts",
                columns: new[] { "ChannelId", "ClearedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_BundleDrifts_OneOpen",
                table: "BundleDrifts",
                columns: new[] { "RevisionId", "ChannelId" },
                unique: true,
                filter: "\"ClearedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_BundlePromises_BundleId",
                table: "BundlePromises",
                column: "BundleId");

            migrationBuilder.CreateIndex(
                name: "IX_BundlePromises_ChannelId_MeasuredAt_Until",
                table: "BundlePromises",
                columns: new[] { "ChannelId", "MeasuredAt", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_BundlePromises_RevisionId_ChannelId",
                table: "BundlePromises",
                columns: new[] { "RevisionId", "ChannelId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CategoryOwners_CategoryId_ChannelId",
                table: "CategoryOwners",
                columns: new[] { "CategoryId", "ChannelId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CategoryOwners_ChannelId",
                table: "CategoryOwners",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_CategoryOwners_UserId",
                table: "CategoryOwners",
                column: "UserId");

            migrationBuilder.CreateTable(
                name: "Campaigns",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Code = table.Column<string>(type: "citext", nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    StartsAt = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    ChannelIds = table.Column<List<int>>(type: "integer[]", nullable: false),
                    AuthorIds = table.Column<string>(type: "text", nullable: false),
                    OwnerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    SubmittedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    SubmittedAt = table.Column<long>(type: "bigint", nullable: true),
                    DecidedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Campaigns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "CampaignBundles",
                columns: table => new
                {
                    CampaignId = table.Column<int>(type: "integer", nullable: false),
                    RevisionId = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignBundles", x => new { x.CampaignId, x.RevisionId });
                    table.ForeignKey(
                        name: "FK_CampaignBundles_BundleRevisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "BundleRevisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CampaignBundles_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CampaignLinks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    CampaignId = table.Column<int>(type: "integer", nullable: false),
                    SourceId = table.Column<int>(type: "integer", nullable: false),
                    TargetId = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CampaignLinks", x => x.Id);
                    table.CheckConstraint("CK_CampaignLinks_NotToItself", "\"SourceId\" <> \"TargetId\"");
                    table.ForeignKey(
                        name: "FK_CampaignLinks_Campaigns_CampaignId",
                        column: x => x.CampaignId,
                        principalTable: "Campaigns",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CampaignLinks_Products_SourceId",
                        column: x => x.SourceId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CampaignLinks_Products_TargetId",
                        column: x => x.TargetId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CampaignBundles_RevisionId",
                table: "CampaignBundles",
                column: "RevisionId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CampaignLinks_CampaignId_SourceId_TargetId",
                table: "CampaignLinks",
                columns: new[] { "CampaignId", "SourceId", "TargetId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CampaignLinks_SourceId",
                table: "CampaignLinks",
                column: "SourceId");

            migrationBuilder.CreateIndex(
                name: "IX_CampaignLinks_TargetId",
                table: "CampaignLinks",
                column: "TargetId");

            migrationBuilder.CreateIndex(
                name: "IX_Campaigns_Code",
                table: "Campaigns",
                column: "Code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Campaigns_State",
                table: "Campaigns",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CampaignBundles");

            migrationBuilder.DropTable(
                name: "CampaignLinks");

            migrationBuilder.DropTable(
                name: "Campaigns");

            migrationBuilder.DropTable(
                name: "ApprovedTerms");

            migrationBuilder.DropTable(
                name: "BundleDrifts");

            migrationBuilder.DropTable(
                name: "BundlePromises");

            migrationBuilder.DropTable(
                name: "CategoryOwners");

            migrationBuilder.DropTable(
                name: "DriftPolicies");

            migrationBuilder.DropTable(
                name: "Notifications");

            migrationBuilder.DropColumn(
                name: "DigestHour",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "DigestedAt",
                table: "AspNetUsers");

            migrationBuilder.DropColumn(
                name: "WantsNoDigest",
                table: "AspNetUsers");
        }
    }
}
