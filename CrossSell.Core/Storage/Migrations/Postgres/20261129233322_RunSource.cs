using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RunSource : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "MiningRuns",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<long>(
                name: "SourceMilliseconds",
                table: "MiningRuns",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "UnknownCodes",
                table: "MiningRuns",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Source",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "SourceMilliseconds",
                table: "MiningRuns");

            migrationBuilder.DropColumn(
                name: "UnknownCodes",
                table: "MiningRuns");
        }
    }
}
