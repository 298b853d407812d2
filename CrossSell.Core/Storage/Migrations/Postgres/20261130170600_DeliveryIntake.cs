using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DeliveryIntake : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AllowedOrigins",
                table: "ApiKeys",
                type: "text",
                maxLength: 2000,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Scopes",
                table: "ApiKeys",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "ListingReports",
                columns: table => new
                {
                    ProductId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    AsOf = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ListingReports", x => new { x.ProductId, x.ChannelId });
                    table.ForeignKey(
                        name: "FK_ListingReports_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ListingReports_Products_ProductId",
                        column: x => x.ProductId,
                        principalTable: "Products",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OrderRecommendations",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    ExternalId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Sku = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    RecommendationId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    PanelVersion = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Arm = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderRecommendations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OrderRecommendations_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShopEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    EventId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Type = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    RecommendationId = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    PanelVersion = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Placement = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Arm = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Anchor = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Sku = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    BundleCode = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Position = table.Column<int>(type: "integer", nullable: true),
                    Visitor = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShopEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ShopEvents_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ListingReports_ChannelId",
                table: "ListingReports",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_OrderRecommendations_ChannelId_ExternalId_Sku_Recommendatio~",
                table: "OrderRecommendations",
                columns: new[] { "ChannelId", "ExternalId", "Sku", "RecommendationId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OrderRecommendations_RecommendationId",
                table: "OrderRecommendations",
                column: "RecommendationId");

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_ChannelId_At",
                table: "ShopEvents",
                columns: new[] { "ChannelId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_ChannelId_EventId",
                table: "ShopEvents",
                columns: new[] { "ChannelId", "EventId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_ReceivedAt",
                table: "ShopEvents",
                column: "ReceivedAt",
                filter: "\"Visitor\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ShopEvents_Visitor",
                table: "ShopEvents",
                column: "Visitor",
                filter: "\"Visitor\" IS NOT NULL");

            migrationBuilder.CreateTable(
                name: "Webhooks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Address = table.Column<string>(type: "text", maxLength: 500, nullable: false, collation: "C"),
                    Topics = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Salt = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    DisabledAt = table.Column<long>(type: "bigint", nullable: true),
                    Seen = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Webhooks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Webhooks_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "WebhookDeliveries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    WebhookId = table.Column<int>(type: "integer", nullable: false),
                    Topics = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    State = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    DueAt = table.Column<long>(type: "bigint", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    DeliveredAt = table.Column<long>(type: "bigint", nullable: true),
                    Status = table.Column<int>(type: "integer", nullable: true),
                    Problem = table.Column<string>(type: "text", maxLength: 100, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WebhookDeliveries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WebhookDeliveries_Webhooks_WebhookId",
                        column: x => x.WebhookId,
                        principalTable: "Webhooks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_DueAt",
                table: "WebhookDeliveries",
                column: "DueAt",
                filter: "\"DueAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_WebhookDeliveries_WebhookId_Id",
                table: "WebhookDeliveries",
                columns: new[] { "WebhookId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Webhooks_ChannelId",
                table: "Webhooks",
                column: "ChannelId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WebhookDeliveries");

            migrationBuilder.DropTable(
                name: "Webhooks");

            migrationBuilder.DropTable(
                name: "ListingReports");

            migrationBuilder.DropTable(
                name: "OrderRecommendations");

            migrationBuilder.DropTable(
                name: "ShopEvents");

            migrationBuilder.DropColumn(
                name: "AllowedOrigins",
                table: "ApiKeys");

            migrationBuilder.DropColumn(
                name: "Scopes",
                table: "ApiKeys");
        }
    }
}
