using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <summary>Inserts whole entities through <see cref="BulkInsert"/>, with the columns and converters of the model. Keys must be set by the caller.</summary>
internal static class EntityInsert
{
    public static void Write<T>(WriteSession session, IEnumerable<T> rows, CancellationToken cancellation = default)
        where T : class
    {
        using var insert = new EntityInsert<T>(session);
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            insert.Add(row);
        }
    }
}

/// <summary>The same, row by row: for several tables that are filled side by side.</summary>
internal sealed class EntityInsert<T> : IDisposable
    where T : class
{
    private readonly RowInsert insert;
    private readonly Func<T, object?>[] readers;
    private readonly object?[] values;

    public EntityInsert(WriteSession session)
        : this(session.Db, session.Connection)
    {
    }

    /// <summary>For rows that are not audited, inside the transaction that the context has begun.</summary>
    public EntityInsert(StudioDb db)
        : this(db, db.Database.GetDbConnection())
    {
    }

    private EntityInsert(StudioDb db, DbConnection connection)
    {
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var properties = type.GetProperties().Where(property => !property.IsShadowProperty()).ToList();
        insert = db.Sql.Insert(connection, table.Name, [.. properties.Select(property => property.GetColumnName(table)!)]);
        readers = [.. properties.Select(Reader)];
        values = new object?[readers.Length];
    }

    public void Add(T row)
    {
        for (var index = 0; index < readers.Length; index++)
        {
            values[index] = readers[index](row);
        }

        insert.Add(values);
    }

    public void Dispose() => insert.Dispose();

    private static Func<T, object?> Reader(IProperty property)
    {
        var getter = property.GetGetter();
        return property.GetTypeMapping().Converter is { } converter
            ? row => getter.GetClrValue(row) is { } value ? converter.ConvertToProvider(value) : null
            : row => getter.GetClrValue(row);
    }
}
