using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CrossSell.Tests.Architecture;

/// <summary>
/// A version works beside the one before it on one database (decision 0026). So a migration only adds, or says in its name which migration a program must know
/// to go on: <c>DropOldPrice_Needs_NewPrice</c>.
/// </summary>
public sealed class ContractingMigrationTests
{
    /// <summary>SQL by hand, of which nobody but its writer knows that it only adds, begins with this and the reason.</summary>
    private const string OnlyAdds = "-- only adds: ";

    /// <summary>The last one from before versions worked beside each other.</summary>
    private const string Last = "MiningBeside";

    [Fact]
    public void Migrations_OnlyAdd_OrSayWhichOneAProgramMustKnow()
    {
        using var file = new SqliteStudioDb(SqliteStudioDb.Options("unused.db"));
        using var server = new PostgresStudioDb(PostgresStudioDb.Options("Host=unused"));

        string[] problems = [.. ProblemsOf(file), .. ProblemsOf(server)];

        Assert.True(problems.Length == 0, string.Join('\n', problems));
        // One name in both folders, by which a program knows it.
        Assert.Equal(After(file.Database.GetMigrations()), After(server.Database.GetMigrations()));
    }

    public static TheoryData<string, Action<MigrationBuilder>> Contracting => new()
    {
        { "drops the column Products.Name", migration => migration.DropColumn("Name", "Products") },
        { "drops the table Products", migration => migration.DropTable("Products") },
        { "drops the index IX_A of Products", migration => migration.DropIndex("IX_A", "Products") },
        { "renames the column Products.Name", migration => migration.RenameColumn("Name", "Products", "Title") },
        { "renames the table Products", migration => migration.RenameTable("Products", newName: "Goods") },
        { "adds Products.Colour, required and without a default", migration => migration.AddColumn<string>("Colour", "Products", nullable: false) },
        {
            "changes Products.Name",
            migration => migration.AlterColumn<string>("Name", "Products", nullable: false, oldClrType: typeof(string), oldNullable: true)
        },
        {
            "changes Products.Name",
            migration => migration.AlterColumn<string>("Name", "Products", maxLength: 10, oldClrType: typeof(string), oldMaxLength: 20)
        },
        { "makes Products.Sku unique", migration => migration.CreateIndex("IX_A", "Products", "Sku", unique: true) },
        {
            "ties Products.BrandId to another table",
            migration => migration.AddForeignKey("FK_A", "Products", "BrandId", "Brands", principalColumn: "Id", onDelete: ReferentialAction.Cascade)
        },
        {
            "keeps rows of Products from being deleted, by Notes",
            migration => migration.CreateTable("Notes", table => new { ProductId = table.Column<int>() }, constraints: table =>
                table.ForeignKey("FK_A", note => note.ProductId, "Products", "Id", onDelete: ReferentialAction.Restrict))
        },
        { "changes rows of Products", migration => migration.DeleteData("Products", "Id", 1) },
        { "runs SQL by hand that does not say that it only adds", migration => migration.Sql("UPDATE \"Products\" SET \"Name\" = ''") },
    };

    [Theory]
    [MemberData(nameof(Contracting), DisableDiscoveryEnumeration = true)]
    public void WhatTakesAway_IsFound(string expected, Action<MigrationBuilder> migration) => Assert.Equal([expected], TakenAwayBy(migration));

    [Fact]
    public void WhatOnlyAdds_IsNot() => Assert.Empty(TakenAwayBy(migration =>
    {
        migration.AddColumn<string>("Colour", "Products", nullable: true);
        migration.AddColumn<int>("Weight", "Products", nullable: false, defaultValue: 0);
        migration.AddColumn<int>("NoteId", "Products", nullable: true);
        migration.CreateIndex("IX_Colour", "Products", "Colour");
        migration.AlterColumn<string>("Name", "Products", maxLength: 30, oldClrType: typeof(string), oldMaxLength: 20);
        migration.CreateTable("Notes", table => new { Id = table.Column<int>(), ProductId = table.Column<int>() }, constraints: table =>
            table.ForeignKey("FK_A", note => note.ProductId, "Products", "Id", onDelete: ReferentialAction.Cascade));
        migration.CreateIndex("IX_Notes", "Notes", "ProductId", unique: true);
        migration.AddForeignKey("FK_B", "Products", "NoteId", "Notes", principalColumn: "Id", onDelete: ReferentialAction.SetNull);
        migration.Sql(OnlyAdds + "what the new column is for products that are there\nUPDATE \"Products\" SET \"Colour\" = ''");
    }));

    private static List<string> TakenAwayBy(Action<MigrationBuilder> write)
    {
        var migration = new MigrationBuilder("Microsoft.EntityFrameworkCore.Sqlite");
        write(migration);
        return [.. TakenAwayBy(migration.Operations)];
    }

    private static IEnumerable<string> ProblemsOf(StudioDb db)
    {
        var all = db.GetService<IMigrationsAssembly>();
        var names = all.Migrations.Keys.Select(SchemaNeeds.NameOf).ToList();
        var judged = After(all.Migrations.Keys);
        foreach (var (id, type) in all.Migrations.Where(migration => judged.Contains(SchemaNeeds.NameOf(migration.Key))))
        {
            var needed = SchemaNeeds.Of(id);
            if (needed is not (null or SchemaNeeds.Itself) && names.IndexOf(needed) is var at && (at < 0 || at >= names.IndexOf(SchemaNeeds.NameOf(id))))
            {
                yield return $"{id} of {db.GetType().Name} needs {needed}, which is no migration before it.";
            }

            var taken = TakenAwayBy(all.CreateMigration(type, db.Database.ProviderName!).UpOperations).ToList();
            if (needed is null && taken.Count > 0)
            {
                yield return $"{id} of {db.GetType().Name} {string.Join(", ", taken)}. Instances of the version before it work on meanwhile: see decision 0026.";
            }
        }
    }

    private static List<string> After(IEnumerable<string> migrations) =>
        [.. migrations.Select(SchemaNeeds.NameOf).SkipWhile(name => name != Last).Skip(1)];

    /// <summary>What the program before it counts on, and would find no more.</summary>
    private static IEnumerable<string> TakenAwayBy(IReadOnlyList<MigrationOperation> operations)
    {
        var made = operations.OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        var free = operations.OfType<AddColumnOperation>().Where(column => column.IsNullable).Select(column => (column.Table, column.Name)).ToHashSet();
        return operations.Select(operation => operation switch
        {
            DropTableOperation table => $"drops the table {table.Name}",
            DropColumnOperation column => $"drops the column {column.Table}.{column.Name}",
            DropIndexOperation index => $"drops the index {index.Name} of {index.Table}",
            RenameTableOperation table => $"renames the table {table.Name}",
            RenameColumnOperation column => $"renames the column {column.Table}.{column.Name}",
            AddColumnOperation { IsNullable: false, DefaultValue: null, DefaultValueSql: null, ComputedColumnSql: null } column
                => $"adds {column.Table}.{column.Name}, required and without a default",
            AlterColumnOperation column when Changes(column) => $"changes {column.Table}.{column.Name}",
            CreateIndexOperation { IsUnique: true } index when !made.Contains(index.Table) => $"makes {index.Table}.{string.Join('+', index.Columns)} unique",
            AddForeignKeyOperation key when !made.Contains(key.Table) && !key.Columns.All(column => free.Contains((key.Table, column)))
                => $"ties {key.Table}.{string.Join('+', key.Columns)} to another table",
            CreateTableOperation table when table.ForeignKeys.Find(key => !made.Contains(key.PrincipalTable)
                && key.OnDelete is not (ReferentialAction.Cascade or ReferentialAction.SetNull)) is { } key
                => $"keeps rows of {key.PrincipalTable} from being deleted, by {table.Name}",
            SqlOperation sql => sql.Sql.StartsWith(OnlyAdds, StringComparison.Ordinal) ? null : "runs SQL by hand that does not say that it only adds",
            DeleteDataOperation { Table: var table } => $"changes rows of {table}",
            UpdateDataOperation { Table: var table } => $"changes rows of {table}",
            AddColumnOperation or AlterColumnOperation or CreateIndexOperation or AddForeignKeyOperation or CreateTableOperation or InsertDataOperation
                or CreateSequenceOperation or AlterDatabaseOperation => null,
            _ => $"does a {operation.GetType().Name}",
        }).OfType<string>().Distinct();
    }

    private static bool Changes(AlterColumnOperation column) =>
        (column.ClrType, column.ColumnType, column.IsNullable, column.Collation) != (
            column.OldColumn.ClrType, column.OldColumn.ColumnType, column.OldColumn.IsNullable, column.OldColumn.Collation)
        || (column.MaxLength is { } most && !(column.OldColumn.MaxLength <= most));
}
