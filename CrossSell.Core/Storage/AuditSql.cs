using System.Globalization;
using CrossSell.Core.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <summary>
/// One entity's table for SQL that writes and reads changes: column by column, its value as <see cref="WriteSession"/> writes it into a change's JSON,
/// and back. Enums are numbers there and names in the table, instants texts there and milliseconds here.
/// </summary>
internal sealed class AuditSql
{
    private readonly SqlDialect sql;

    public AuditSql(StudioDb db, Type entity)
    {
        sql = db.Sql;
        Type = db.Model.FindEntityType(entity) ?? throw new InvalidOperationException($"{entity.Name} is not in the model.");
        Table = Type.GetTableName()!;
        Keys = [.. Type.FindPrimaryKey()!.Properties];
        Columns = [.. Type.GetProperties().Where(property => property.Name != nameof(IVersioned.Version))];
        IsVersioned = entity.IsAssignableTo(typeof(IVersioned));
    }

    public IEntityType Type { get; }

    public string Name => Type.ClrType.Name;

    public string Table { get; }

    public IReadOnlyList<IProperty> Keys { get; }

    /// <summary>All but the version.</summary>
    public IReadOnlyList<IProperty> Columns { get; }

    public bool IsVersioned { get; }

    public string ColumnList => string.Join(", ", Columns.Select(Column));

    /// <summary>For a table that holds the same rows. Without the types SQLite would not look keys up by its index, but read all rows for each.</summary>
    public string Definitions => string.Join(", ", Columns.Select(Definition));

    public static string Definition(IProperty property) => $"{Column(property)} {property.GetColumnType()}";

    public static string Column(IProperty property) => $"\"{property.GetColumnName()}\"";

    /// <summary>The row's key as <see cref="Change.EntityId"/> writes it.</summary>
    public string EntityId(string alias) => string.Join(" || '/' || ", Keys.Select(key => $"{alias}.{Column(key)}"));

    public string SameKey(string left, string right) => string.Join(" AND ", Keys.Select(key => $"{left}.{Column(key)} = {right}.{Column(key)}"));

    /// <summary>A part of a change's EntityId, from 0; every key of what is written in bulk has one or two, the first a number.</summary>
    public string KeyPart(string entityId, int part) => sql.KeyPart(entityId, part, Keys.Count, Keys[part].ClrType != typeof(string));

    public string Differs(IProperty property, string left, string right) =>
        $"({left}.{Column(property)} IS DISTINCT FROM {sql.Exactly(property, $"{right}.{Column(property)}")})";

    public string Differs(string left, string right) => "(" + string.Join(" OR ", Columns.Except(Keys).Select(column => Differs(column, left, right))) + ")";

    /// <summary>JSON object of all columns.</summary>
    public string Whole(string alias) =>
        "'{' || " + string.Join(" || ',' || ", Columns.Select(column => $"'\"{column.Name}\":' || {sql.ToJson(column, $"{alias}.{Column(column)}")}")) + " || '}'";

    /// <summary>JSON object of the columns in which the two rows differ, as they stand in <paramref name="of"/>.</summary>
    public string Changed(string of, string left, string right) =>
        "'{' || substr(" + string.Join(" || ", Columns.Except(Keys).Select(column =>
            $"CASE WHEN {Differs(column, left, right)} THEN ',\"{column.Name}\":' || {sql.ToJson(column, $"{of}.{Column(column)}")} ELSE '' END")) + ", 2) || '}'";

    /// <summary>The table's value from a change's JSON.</summary>
    public string FromJson(IProperty property, string json) => sql.FromJson(property, json);

    public string HasField(IProperty property, string json) => sql.HasField(property, json);

    /// <summary>Whether the row still has the value that the JSON says.</summary>
    public string StillIs(IProperty property, string alias, string json)
    {
        var (column, value) = ($"{alias}.{Column(property)}", FromJson(property, json));
        var same = $"{sql.Exactly(property, column)} IS NOT DISTINCT FROM {value}";
        return (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(double)
            // Fifteen digits in JSON, all of them in the table.
            ? $"(coalesce(abs({column} - {value}) <= 1e-12 * abs({column}), {same}))"
            : $"({same})";
    }

    /// <summary>An enum's name in a table as its number in JSON.</summary>
    internal static string NamesToNumbers(Type type, string value) =>
        $"CASE {value} {string.Join(" ", Enum.GetValues(type).Cast<object>().Select(name => $"WHEN '{name}' THEN '{Number(name)}'"))} ELSE 'null' END";

    /// <summary>And back.</summary>
    internal static string NumbersToNames(Type type, string value) =>
        $"CASE {value} {string.Join(" ", Enum.GetValues(type).Cast<object>().Select(name => $"WHEN {Number(name)} THEN '{name}'"))} END";

    private static string Number(object name) => Convert.ToInt64(name, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
