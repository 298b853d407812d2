using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SourceMilliseconds",
                table: "MiningRuns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "UnknownCodes",
                table: "MiningRuns",
                type: "INTEGER",
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
