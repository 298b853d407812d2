using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Experiments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Device",
                table: "ShopEvents",
                type: "text",
                maxLength: 16,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "ShopEvents",
                type: "text",
                maxLength: 16,
                nullable: true,
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "Traffic",
                table: "ShopEvents",
                type: "text",
                maxLength: 16,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Note = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Question = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SubjectId = table.Column<int>(type: "integer", nullable: true),
                    Layer = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Arms = table.Column<string>(type: "text", nullable: false),
                    PresentArm = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    OnlyInExperiment = table.Column<bool>(type: "boolean", nullable: false),
                    SubjectWasOff = table.Column<bool>(type: "boolean", nullable: false),
                    PlacementCodes = table.Column<string>(type: "text", nullable: false),
                    Segment = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    ShareBasisPoints = table.Column<int>(type: "integer", nullable: false),
                    FirstBucket = table.Column<int>(type: "integer", nullable: true),
                    Salt = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Metric = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    OtherMetrics = table.Column<string>(type: "text", nullable: false),
                    Guardrails = table.Column<string>(type: "text", nullable: false),
                    Mode = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    SmallestEffectBasisPoints = table.Column<int>(type: "integer", nullable: true),
                    PlannedVisitors = table.Column<long>(type: "bigint", nullable: true),
                    SequentialTuning = table.Column<int>(type: "integer", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "timestamp without time zone", nullable: true),
                    Days = table.Column<int>(type: "integer", nullable: true),
                    State = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: true),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    PlannedUntil = table.Column<long>(type: "bigint", nullable: true),
                    FrozenAt = table.Column<long>(type: "bigint", nullable: true),
                    CreatedBy = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    StartedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    StoppedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Winner = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DecidedBy = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    DecidedAt = table.Column<long>(type: "bigint", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Experiments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Experiments_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentDays",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ExperimentId = table.Column<int>(type: "integer", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Arm = table.Column<int>(type: "integer", nullable: false),
                    Metric = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    Cut = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    CutKey = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    IsSealed = table.Column<bool>(type: "boolean", nullable: false),
                    Visitors = table.Column<double>(type: "double precision", nullable: false),
                    Main = table.Column<double>(type: "double precision", nullable: false),
                    MainSquare = table.Column<double>(type: "double precision", nullable: false),
                    Below = table.Column<double>(type: "double precision", nullable: false),
                    BelowSquare = table.Column<double>(type: "double precision", nullable: false),
                    MainBelow = table.Column<double>(type: "double precision", nullable: false),
                    Past = table.Column<double>(type: "double precision", nullable: false),
                    PastSquare = table.Column<double>(type: "double precision", nullable: false),
                    MainPast = table.Column<double>(type: "double precision", nullable: false),
                    BelowPast = table.Column<double>(type: "double precision", nullable: false),
                    PastBelow = table.Column<double>(type: "double precision", nullable: false),
                    PastBelowSquare = table.Column<double>(type: "double precision", nullable: false),
                    MainPastBelow = table.Column<double>(type: "double precision", nullable: false),
                    BelowPastBelow = table.Column<double>(type: "double precision", nullable: false),
                    PastPastBelow = table.Column<double>(type: "double precision", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentDays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ExperimentDays_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ExperimentDays_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentExclusions",
                columns: table => new
                {
                    ExperimentId = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsSealed = table.Column<bool>(type: "boolean", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentExclusions", x => new { x.ExperimentId, x.Reason, x.IsSealed });
                    table.ForeignKey(
                        name: "FK_ExperimentExclusions_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ExperimentExclusions_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentProgress",
                columns: table => new
                {
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    LastEventId = table.Column<long>(type: "bigint", nullable: false),
                    ClaimedEventId = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentProgress", x => x.ChannelId);
                    table.ForeignKey(
                        name: "FK_ExperimentProgress_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ExperimentVisitors",
                columns: table => new
                {
                    ExperimentId = table.Column<int>(type: "integer", nullable: false),
                    Key = table.Column<long>(type: "bigint", nullable: false),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    Arm = table.Column<int>(type: "integer", nullable: false),
                    FirstAt = table.Column<long>(type: "bigint", nullable: false),
                    LastAt = table.Column<long>(type: "bigint", nullable: false),
                    Events = table.Column<int>(type: "integer", nullable: false),
                    Device = table.Column<int>(type: "integer", nullable: false),
                    Source = table.Column<int>(type: "integer", nullable: false),
                    Marks = table.Column<int>(type: "integer", nullable: false),
                    UpTo = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExperimentVisitors", x => new { x.ExperimentId, x.Key });
                    table.ForeignKey(
                        name: "FK_ExperimentVisitors_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ExperimentVisitors_Experiments_ExperimentId",
                        column: x => x.ExperimentId,
                        principalTable: "Experiments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "OrderVisitors",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ChannelId = table.Column<int>(type: "integer", nullable: false),
                    ExternalId = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    ReceivedAt = table.Column<long>(type: "bigint", nullable: false),
                    Visitor = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C"),
                    Arm = table.Column<string>(type: "text", maxLength: 64, nullable: true, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OrderVisitors", x => x.Id);
                    table.ForeignKey(
                        name: "FK_OrderVisitors_Channels_ChannelId",
                        column: x => x.ChannelId,
                        principalTable: "Channels",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Experiments_ChannelId_State",
                table: "Experiments",
                columns: new[] { "ChannelId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentDays_ChannelId",
                table: "ExperimentDays",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentDays_ExperimentId_IsSealed",
                table: "ExperimentDays",
                columns: new[] { "ExperimentId", "IsSealed" });

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentExclusions_ChannelId",
                table: "ExperimentExclusions",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentVisitors_ChannelId",
                table: "ExperimentVisitors",
                column: "ChannelId");

            migrationBuilder.CreateIndex(
                name: "IX_ExperimentVisitors_FirstAt",
                table: "ExperimentVisitors",
                column: "FirstAt");

            migrationBuilder.CreateIndex(
                name: "IX_OrderVisitors_ReceivedAt",
                table: "OrderVisitors",
                column: "ReceivedAt",
                filter: "\"Visitor\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OrderVisitors_Visitor",
                table: "OrderVisitors",
                column: "Visitor",
                filter: "\"Visitor\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_OrderVisitors_ChannelId_ExternalId",
                table: "OrderVisitors",
                columns: new[] { "ChannelId", "ExternalId" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "OrderVisitors");

            migrationBuilder.DropTable(
                name: "ExperimentVisitors");

            migrationBuilder.DropTable(
                name: "ExperimentProgress");

            migrationBuilder.DropTable(
                name: "ExperimentExclusions");

            migrationBuilder.DropTable(
                name: "ExperimentDays");

            migrationBuilder.DropTable(
                name: "Experiments");

            migrationBuilder.DropColumn(
                name: "Device",
                table: "ShopEvents");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "ShopEvents");

            migrationBuilder.DropColumn(
                name: "Traffic",
                table: "ShopEvents");
        }
    }
}
