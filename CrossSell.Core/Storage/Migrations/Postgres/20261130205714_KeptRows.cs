using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class KeptRows : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "KeptFiles",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    System = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    Fingerprint = table.Column<string>(type: "text", maxLength: 32, nullable: false, collation: "C"),
                    Columns = table.Column<string>(type: "text", nullable: false),
                    HasComma = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeptRows",
                columns: table => new
                {
                    ProductId = table.Column<int>(type: "integer", nullable: false),
                    System = table.Column<string>(type: "text", maxLength: 20, nullable: false, collation: "C"),
                    FileId = table.Column<int>(type: "integer", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    LinksTaken = table.Column<bool>(type: "boolean", nullable: false),
                    Rows = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptRows", x => new { x.ProductId, x.System });
                    table.ForeignKey(
                        name: "FK_KeptRows_KeptFiles_FileId",
                        column: x => x.FileId,
                        principalTable: "KeptFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_KeptRows_Products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_KeptFiles_System_Fingerprint",
                table: "KeptFiles",
                columns: new[] { "System", "Fingerprint" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_KeptRows_FileId",
                table: "KeptRows",
                column: "FileId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KeptRows");

            migrationBuilder.DropTable(
                name: "KeptFiles");
        }
    }
}
