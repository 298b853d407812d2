using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Core.Storage.Migrations.Sqlite;

/// <summary>Full-text indexes over products, kept by triggers: words (porter, prefixes) and trigrams (substrings).</summary>
[DbContext(typeof(SqliteStudioDb))]
[Migration("20261122160000_ProductSearch")]
public sealed class ProductSearch : Migration
{
    private const string WordColumns = "\"Sku\", \"Name\", \"Brand\", \"Gtin\", \"Description\"";
    private const string TrigramColumns = "\"Sku\", \"Name\", \"Brand\", \"Gtin\"";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql($"CREATE VIRTUAL TABLE \"ProductWords\" USING fts5({WordColumns}, content='Products', content_rowid='Id', tokenize='porter unicode61 remove_diacritics 2', prefix='2 3');");
        migrationBuilder.Sql($"CREATE VIRTUAL TABLE \"ProductTrigrams\" USING fts5({TrigramColumns}, content='Products', content_rowid='Id', tokenize='trigram');");
        foreach (var (table, columns) in new[] { ("ProductWords", WordColumns), ("ProductTrigrams", TrigramColumns) })
        {
            var added = $"INSERT INTO \"{table}\"(rowid, {columns}) VALUES (new.\"Id\", {Of("new", columns)});";
            var removed = $"INSERT INTO \"{table}\"(\"{table}\", rowid, {columns}) VALUES ('delete', old.\"Id\", {Of("old", columns)});";
            migrationBuilder.Sql($"CREATE TRIGGER \"{table}_Added\" AFTER INSERT ON \"Products\" BEGIN {added} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"{table}_Removed\" AFTER DELETE ON \"Products\" BEGIN {removed} END;");
            migrationBuilder.Sql($"CREATE TRIGGER \"{table}_Edited\" AFTER UPDATE OF {columns} ON \"Products\" BEGIN {removed} {added} END;");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "ProductWords", "ProductTrigrams" })
        {
            migrationBuilder.Sql($"DROP TRIGGER \"{table}_Edited\"; DROP TRIGGER \"{table}_Removed\"; DROP TRIGGER \"{table}_Added\"; DROP TABLE \"{table}\";");
        }
    }

    private static string Of(string row, string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{row}.{column}"));
}
