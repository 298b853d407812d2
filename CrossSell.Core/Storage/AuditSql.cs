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
    public AuditSql(StudioDb db, Type entity)
    {
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
    public string KeyPart(string entityId, int part)
    {
        var text = Keys.Count == 1 ? entityId
            : part == 0 ? $"substr({entityId}, 1, instr({entityId}, '/') - 1)"
            : $"substr({entityId}, instr({entityId}, '/') + 1)";
        return Keys[part].ClrType == typeof(string) ? text : $"CAST({text} AS INTEGER)";
    }

    public static string Differs(IProperty property, string left, string right) =>
        $"({left}.{Column(property)} IS NOT {right}.{Column(property)} COLLATE BINARY)";

    public string Differs(string left, string right) => "(" + string.Join(" OR ", Columns.Except(Keys).Select(column => Differs(column, left, right))) + ")";

    /// <summary>JSON object of all columns.</summary>
    public string Whole(string alias) =>
        "'{' || " + string.Join(" || ',' || ", Columns.Select(column => $"'\"{column.Name}\":' || {ToJson(column, $"{alias}.{Column(column)}")}")) + " || '}'";

    /// <summary>JSON object of the columns in which the two rows differ, as they stand in <paramref name="of"/>.</summary>
    public string Changed(string of, string left, string right) =>
        "'{' || substr(" + string.Join(" || ", Columns.Except(Keys).Select(column =>
            $"CASE WHEN {Differs(column, left, right)} THEN ',\"{column.Name}\":' || {ToJson(column, $"{of}.{Column(column)}")} ELSE '' END")) + ", 2) || '}'";

    /// <summary>The table's value from a change's JSON.</summary>
    public static string FromJson(IProperty property, string json)
    {
        var value = $"json_extract({json}, '$.{property.Name}')";
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type.IsEnum ? $"CASE {value} {string.Join(" ", Enum.GetValues(type).Cast<object>().Select(name => $"WHEN {Number(name)} THEN '{name}'"))} END"
            : type == typeof(DateTimeOffset) ? $"CAST(round((julianday({value}) - 2440587.5) * 86400000.0) AS INTEGER)"
            : type == typeof(Guid) ? $"upper({value})"
            : value;
    }

    public static string HasField(IProperty property, string json) => $"json_type({json}, '$.{property.Name}') IS NOT NULL";

    /// <summary>Whether the row still has the value that the JSON says.</summary>
    public static string StillIs(IProperty property, string alias, string json) =>
        (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(double)
            // Fifteen digits in JSON, all of them in the table.
            ? $"(ifnull(abs({alias}.{Column(property)} - {FromJson(property, json)}) <= 1e-12 * abs({alias}.{Column(property)}), {alias}.{Column(property)} IS {FromJson(property, json)}))"
            : $"({alias}.{Column(property)} IS {FromJson(property, json)} COLLATE BINARY)";

    private static string ToJson(IProperty property, string value)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type.IsEnum
            ? $"CASE {value} {string.Join(" ", Enum.GetValues(type).Cast<object>().Select(name => $"WHEN '{name}' THEN {Number(name)}"))} ELSE 'null' END"
            : type == typeof(bool) ? $"CASE {value} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END"
            : type == typeof(DateTimeOffset)
                ? $"ifnull('\"' || strftime('%Y-%m-%dT%H:%M:%S', {value} / 1000, 'unixepoch') || printf('.%03d', {value} % 1000) || '+00:00\"', 'null')"
            : type == typeof(string) || type == typeof(double) || type == typeof(Guid) ? $"json_quote({value})"
            // Whole numbers, and lists, which are JSON in their column already.
            : $"ifnull({value}, 'null')";
    }

    private static string Number(object name) => Convert.ToInt64(name, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
