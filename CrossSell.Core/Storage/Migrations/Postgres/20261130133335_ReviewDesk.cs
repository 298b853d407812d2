using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReviewDesk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "OfVerdict",
                table: "ReviewComments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ProductId",
                table: "ReviewComments",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "BundleRevisions",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SupersededBy",
                table: "BundleRevisions",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "GivenVerdicts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    RevisionId = table.Column<int>(type: "integer", nullable: false),
                    Round = table.Column<int>(type: "integer", nullable: false),
                    Decision = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChannelIds = table.Column<List<int>>(type: "integer[]", nullable: false),
                    LeftOutIds = table.Column<List<int>>(type: "integer[]", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ReviewerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ReviewerName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    TakenBackAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GivenVerdicts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_GivenVerdicts_BundleRevisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "BundleRevisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReviewPolicies",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    ReviewsAll = table.Column<bool>(type: "boolean", nullable: false),
                    MarginBelowBasisPoints = table.Column<int>(type: "integer", nullable: true),
                    DiscountAboveBasisPoints = table.Column<int>(type: "integer", nullable: true),
                    ValueAbove = table.Column<long>(type: "bigint", nullable: true),
                    ManagerDiscountBasisPoints = table.Column<int>(type: "integer", nullable: true),
                    TwoApprovers = table.Column<bool>(type: "boolean", nullable: false),
                    WithinHours = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReviewPolicies", x => x.ChannelId);
                    table.ForeignKey(
                        name: "FK_ReviewPolicies_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_GivenVerdicts_RevisionId_Id",
                table: "GivenVerdicts",
                columns: new[] { "RevisionId", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GivenVerdicts");

            migrationBuilder.DropTable(
                name: "ReviewPolicies");

            migrationBuilder.DropColumn(
                name: "OfVerdict",
                table: "ReviewComments");

            migrationBuilder.DropColumn(
                name: "ProductId",
                table: "ReviewComments");

            migrationBuilder.DropColumn(
                name: "Round",
                table: "BundleRevisions");

            migrationBuilder.DropColumn(
                name: "SupersededBy",
                table: "BundleRevisions");
        }
    }
}
