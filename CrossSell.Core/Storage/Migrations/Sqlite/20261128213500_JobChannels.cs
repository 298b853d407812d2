using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Core.Storage.Migrations.Sqlite;

/// <summary>A job says which channels it concerns, so that it can be kept to those who manage them; of older ones nobody knows, so they concern every channel.</summary>
[DbContext(typeof(SqliteStudioDb))]
[Migration("20261128213500_JobChannels")]
public sealed class JobChannels : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<string>(name: "ChannelIds", table: "Jobs", type: "TEXT", nullable: false, defaultValue: "[]");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn(name: "ChannelIds", table: "Jobs");
}
