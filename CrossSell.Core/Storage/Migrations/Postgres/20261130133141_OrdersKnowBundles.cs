using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OrdersKnowBundles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "BundleCode",
                table: "OrderLines",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<int>(
                name: "BundleSets",
                table: "OrderLines",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SoldAsSet",
                table: "Affinities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_OrderLines_BundleCode",
                table: "OrderLines",
                column: "BundleCode",
                filter: "\"BundleCode\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OrderLines_BundleCode",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "BundleCode",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "BundleSets",
                table: "OrderLines");

            migrationBuilder.DropColumn(
                name: "SoldAsSet",
                table: "Affinities");
        }
    }
}
