using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PriceChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "MarginFloorBlocks",
                table: "BundleSettings",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            // The model knows no index over a part of the rows by what their JSON says. PriceHistoryRows asks by the same condition.
            migrationBuilder.Sql("""
                -- only adds: an index, over the changes of prices among those of listings, which are mostly of stock.
                CREATE INDEX "IX_Changes_Price" ON "Changes" ("EntityId", "Id") WHERE "Entity" = 'Listing' AND instr("Before", '"Price"') > 0;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX \"IX_Changes_Price\";");
            migrationBuilder.DropColumn(
                name: "MarginFloorBlocks",
                table: "BundleSettings");
        }
    }
}
