using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MiningCompleted : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "CompletedAt",
                table: "MiningRuns",
                type: "INTEGER",
                nullable: true);

            // Runs of before are whole: nothing told then of one that was not.
            migrationBuilder.Sql("UPDATE \"MiningRuns\" SET \"CompletedAt\" = \"FinishedAt\";");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CompletedAt",
                table: "MiningRuns");
        }
    }
}
