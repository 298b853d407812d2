using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrossSell.Core.Storage.Migrations.Sqlite
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
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "ShopEvents",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Traffic",
                table: "ShopEvents",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Experiments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Note = table.Column<string>(type: "TEXT", nullable: true),
                    Question = table.Column<string>(type: "TEXT", nullable: false),
                    SubjectId = table.Column<int>(type: "INTEGER", nullable: true),
                    Layer = table.Column<string>(type: "TEXT", nullable: true),
                    Arms = table.Column<string>(type: "TEXT", nullable: false),
                    PresentArm = table.Column<string>(type: "TEXT", nullable: true),
                    OnlyInExperiment = table.Column<bool>(type: "INTEGER", nullable: false),
                    SubjectWasOff = table.Column<bool>(type: "INTEGER", nullable: false),
                    PlacementCodes = table.Column<string>(type: "TEXT", nullable: false),
                    Segment = table.Column<string>(type: "TEXT", nullable: true),
                    ShareBasisPoints = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstBucket = table.Column<int>(type: "INTEGER", nullable: true),
                    Salt = table.Column<string>(type: "TEXT", nullable: false),
                    Metric = table.Column<string>(type: "TEXT", nullable: false),
                    OtherMetrics = table.Column<string>(type: "TEXT", nullable: false),
                    Guardrails = table.Column<string>(type: "TEXT", nullable: false),
                    Mode = table.Column<string>(type: "TEXT", nullable: false),
                    SmallestEffectBasisPoints = table.Column<int>(type: "INTEGER", nullable: true),
                    PlannedVisitors = table.Column<long>(type: "INTEGER", nullable: true),
                    SequentialTuning = table.Column<int>(type: "INTEGER", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Days = table.Column<int>(type: "INTEGER", nullable: true),
                    State = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    PlannedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    FrozenAt = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedBy = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    StartedBy = table.Column<string>(type: "TEXT", nullable: true),
                    StoppedBy = table.Column<string>(type: "TEXT", nullable: true),
                    Winner = table.Column<string>(type: "TEXT", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", nullable: true),
                    DecidedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ExperimentId = table.Column<int>(type: "INTEGER", nullable: false),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Arm = table.Column<int>(type: "INTEGER", nullable: false),
                    Metric = table.Column<string>(type: "TEXT", nullable: false),
                    Cut = table.Column<string>(type: "TEXT", nullable: false),
                    CutKey = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    IsSealed = table.Column<bool>(type: "INTEGER", nullable: false),
                    Visitors = table.Column<double>(type: "REAL", nullable: false),
                    Main = table.Column<double>(type: "REAL", nullable: false),
                    MainSquare = table.Column<double>(type: "REAL", nullable: false),
                    Below = table.Column<double>(type: "REAL", nullable: false),
                    BelowSquare = table.Column<double>(type: "REAL", nullable: false),
                    MainBelow = table.Column<double>(type: "REAL", nullable: false),
                    Past = table.Column<double>(type: "REAL", nullable: false),
                    PastSquare = table.Column<double>(type: "REAL", nullable: false),
                    MainPast = table.Column<double>(type: "REAL", nullable: false),
                    BelowPast = table.Column<double>(type: "REAL", nullable: false),
                    PastBelow = table.Column<double>(type: "REAL", nullable: false),
                    PastBelowSquare = table.Column<double>(type: "REAL", nullable: false),
                    MainPastBelow = table.Column<double>(type: "REAL", nullable: false),
                    BelowPastBelow = table.Column<double>(type: "REAL", nullable: false),
                    PastPastBelow = table.Column<double>(type: "REAL", nullable: false)
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
                    ExperimentId = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    IsSealed = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false)
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
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    LastEventId = table.Column<long>(type: "INTEGER", nullable: false),
                    ClaimedEventId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
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
                    ExperimentId = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<long>(type: "INTEGER", nullable: false),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    Arm = table.Column<int>(type: "INTEGER", nullable: false),
                    FirstAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Events = table.Column<int>(type: "INTEGER", nullable: false),
                    Device = table.Column<int>(type: "INTEGER", nullable: false),
                    Source = table.Column<int>(type: "INTEGER", nullable: false),
                    Marks = table.Column<int>(type: "INTEGER", nullable: false),
                    UpTo = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ChannelId = table.Column<int>(type: "INTEGER", nullable: false),
                    ExternalId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ReceivedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Visitor = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Arm = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
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
