using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ProductId",
                table: "ReviewComments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Round",
                table: "BundleRevisions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "SupersededBy",
                table: "BundleRevisions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "GivenVerdicts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RevisionId = table.Column<int>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    Decision = table.Column<string>(type: "TEXT", nullable: false),
                    ChannelIds = table.Column<string>(type: "TEXT", nullable: false),
                    LeftOutIds = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    ReviewerId = table.Column<string>(type: "TEXT", nullable: false),
                    ReviewerName = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenBackAt = table.Column<long>(type: "INTEGER", nullable: true)
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
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    ReviewsAll = table.Column<bool>(type: "INTEGER", nullable: false),
                    MarginBelowBasisPoints = table.Column<int>(type: "INTEGER", nullable: true),
                    DiscountAboveBasisPoints = table.Column<int>(type: "INTEGER", nullable: true),
                    ValueAbove = table.Column<long>(type: "INTEGER", nullable: true),
                    ManagerDiscountBasisPoints = table.Column<int>(type: "INTEGER", nullable: true),
                    TwoApprovers = table.Column<bool>(type: "INTEGER", nullable: false),
                    WithinHours = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
