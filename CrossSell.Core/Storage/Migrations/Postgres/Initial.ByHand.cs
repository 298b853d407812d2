using Microsoft.EntityFrameworkCore.Migrations;

namespace CrossSell.Core.Storage.Migrations.Postgres;

/// <summary>What the model cannot say: indexes over a part of the rows, without regard to case, or over a value inside JSON, and a check that can wait.</summary>
public partial class Initial
{
    private static void ByHand(MigrationBuilder migration)
    {
        // What forms look up by: most products have neither a GTIN nor a brand in common with what is typed.
        migration.Sql("""CREATE INDEX "IX_Products_Gtin" ON "Products" ("Gtin") WHERE "Gtin" IS NOT NULL;""");
        migration.Sql("""CREATE INDEX "IX_Products_Brand" ON "Products" (CAST("Brand" AS citext)) WHERE "Brand" IS NOT NULL;""");

        // The history of a product asks for links and pictures that are gone, of which only the audit's JSON still knows whose they were.
        foreach (var (name, field, entity) in new[]
        {
            ("RemovedSource", "SourceId", "ProductLink"), ("RemovedTarget", "TargetId", "ProductLink"), ("RemovedMedia", "ProductId", "ProductMedia"),
        })
        {
            var value = PostgresDialect.Instance.JsonNumber("\"Before\"", field);
            migration.Sql($"""CREATE INDEX "IX_Changes_{name}" ON "Changes" ({value}) WHERE "Kind" = 'Removed' AND "Entity" = '{entity}';""");
        }

        // An import writes variants before their families where the file has them so, and a studio that moves here comes in the order of its ids.
        foreach (var (table, field) in new[] { ("Products", "ParentId"), ("Products", "SuccessorId"), ("Categories", "ParentId") })
        {
            migration.Sql($"""ALTER TABLE "{table}" ALTER CONSTRAINT "FK_{table}_{table}_{field}" DEFERRABLE INITIALLY IMMEDIATE;""");
        }
    }
}
