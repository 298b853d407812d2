using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
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
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    System = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Columns = table.Column<string>(type: "TEXT", nullable: false),
                    HasComma = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeptRows",
                columns: table => new
                {
                    ProductId = table.Column<int>(type: "INTEGER", nullable: false),
                    System = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    FileId = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: true),
                    LinksTaken = table.Column<bool>(type: "INTEGER", nullable: false),
                    Rows = table.Column<string>(type: "TEXT", nullable: false)
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
