using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ImportSources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ImportSources",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Name = table.Column<string>(type: "text", maxLength: 60, nullable: false, collation: "C"),
                    Address = table.Column<string>(type: "text", maxLength: 1000, nullable: false, collation: "C"),
                    ChannelId = table.Column<int>(type: "integer", nullable: true),
                    Schedule = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AtHour = table.Column<int>(type: "integer", nullable: false),
                    SignIn = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SignInName = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    Secret = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OwnerId = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OwnerName = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    PausedAt = table.Column<long>(type: "bigint", nullable: true),
                    ETag = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    LastModified = table.Column<string>(type: "text", maxLength: 200, nullable: true, collation: "C"),
                    ContentHash = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    TriedAt = table.Column<long>(type: "bigint", nullable: true),
                    Result = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ImportedAt = table.Column<long>(type: "bigint", nullable: true),
                    JobId = table.Column<long>(type: "bigint", nullable: true),
                    Failures = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportSources", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ImportSources_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ImportSources_ChannelId",
                table: "ImportSources",
                column: "ChannelId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportSources");
        }
    }
}
