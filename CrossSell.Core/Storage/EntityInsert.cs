using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <summary>Inserts whole entities through <see cref="BulkInsert"/>, with the columns and converters of the model. Keys must be set by the caller.</summary>
internal static class EntityInsert
{
    public static void Write<T>(WriteSession session, IEnumerable<T> rows, CancellationToken cancellation = default)
        where T : class
    {
        var type = session.Db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not in the model.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var columns = type.GetProperties().Where(property => !property.IsShadowProperty())
            .Select(property => (Name: property.GetColumnName(table)!, Getter: property.GetGetter(), property.GetTypeMapping().Converter))
            .ToList();
        using var insert = new BulkInsert(session, table.Name, [.. columns.Select(column => column.Name)]);
        var values = new object?[columns.Count];
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var index = 0; index < values.Length; index++)
            {
                var value = columns[index].Getter.GetClrValue(row);
                values[index] = value is null ? null : columns[index].Converter?.ConvertToProvider(value) ?? value;
            }

            insert.Add(values);
        }
    }
}
