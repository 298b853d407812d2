using System.Buffers;
using System.Buffers.Binary;
using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace CrossSell.Core.Storage;

/// <summary>A table of the model as it is moved between databases: its values in one form, whichever of them it stands in.</summary>
internal sealed class TransferTable
{
    private enum Form
    {
        Plain,

        /// <summary>A list: JSON here, an array there.</summary>
        List,

        /// <summary>JSON that a server keeps as such, with other blanks and another order of the fields.</summary>
        Json,
    }

    private readonly ITable table;
    private readonly Form[] forms;

    // Fields of JSON columns that hold bytes, which each database writes in its own way.
    private readonly HashSet<string> bytes;

    private TransferTable(ITable table)
    {
        this.table = table;
        bytes = [.. BytesInJson(table)];
        Columns = [.. table.Columns.Select(column => column.Name)];
        forms = [.. table.Columns.Select(FormOf)];
    }

    public string Name => table.Name;

    public string[] Columns { get; }

    /// <summary>
    /// Indexes without which the table is not filled: while a row waits for the one that it points to in the same table, SQLite looks with every row for those
    /// that wait for it, and would read the whole table each time.
    /// </summary>
    public IReadOnlyCollection<string> NeededIndexes =>
        [.. table.ForeignKeyConstraints.Where(key => key.PrincipalTable == table)
            .SelectMany(key => table.Indexes.Where(index => index.Columns[0] == key.Columns[0])).Select(index => index.Name)];

    /// <summary>All tables of the model, each after those that it points to.</summary>
    public static IReadOnlyList<TransferTable> InOrder(StudioDb db)
    {
        var (ordered, seen) = (new List<TransferTable>(), new HashSet<string>());
        foreach (var table in db.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            Visit(table);
        }

        return ordered;

        void Visit(ITable table)
        {
            if (!seen.Add(table.Name))
            {
                return;
            }

            foreach (var key in table.ForeignKeyConstraints.OrderBy(key => key.Name, StringComparer.Ordinal))
            {
                Visit(key.PrincipalTable);
            }

            ordered.Add(new TransferTable(table));
        }
    }

    public async Task<long> CountAsync(StudioDb db, CancellationToken cancellation)
    {
        await using var command = Command(db, $"SELECT count(*) FROM \"{Name}\"");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
    }

    /// <summary>The highest id that the table ever gave; 0 where it gives none.</summary>
    public async Task<long> LastIdAsync(StudioDb db, CancellationToken cancellation)
    {
        await using var command = Command(db, db.Sql.LastId(Name));
        return await command.ExecuteScalarAsync(cancellation) is { } id and not DBNull ? Convert.ToInt64(id, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>
    /// Rows in no order, their values in the one form: whole numbers and yes or no as long, broken numbers as double, lists as JSON, the rest as text or bytes.
    /// </summary>
    public async IAsyncEnumerable<object?[]> ReadAsync(StudioDb db, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Command(db, $"SELECT {string.Join(", ", Columns.Select(column => $"\"{column}\""))} FROM \"{Name}\"");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var row = new object?[Columns.Length];
            for (var at = 0; at < row.Length; at++)
            {
                row[at] = reader.IsDBNull(at) ? null : InOneForm(at, reader.GetValue(at), db.Sql);
            }

            yield return row;
        }
    }

    public async Task<TransferSum> SumAsync(StudioDb db, CancellationToken cancellation)
    {
        var sum = new TransferSum();
        await foreach (var row in ReadAsync(db, cancellation))
        {
            sum.Add(row);
        }

        return sum;
    }

    /// <summary>Makes of a row in the one form what an insert takes. Refused with what to look for when it holds what the target cannot store.</summary>
    public Outcome Prepare(object?[] row, SqlDialect target)
    {
        for (var at = 0; at < row.Length; at++)
        {
            if (row[at] is not string text)
            {
                continue;
            }

            if (!target.Holds(text))
            {
                return new Refusal(
                    "transfer.text",
                    $"The table {Name} has a text in {Columns[at]} of the row {KeyOf(row)} with a NUL character (U+0000), which PostgreSQL cannot store. Take it out in the studio and run the move again.");
            }

            row[at] = forms[at] switch
            {
                Form.List => target.List(text),
                Form.Json => Canonical(text, field => target.BytesToJson(Convert.FromBase64String(field))),
                _ => text,
            };
        }

        return Outcome.Done;
    }

    private string KeyOf(object?[] row) => string.Join(
        "/", table.PrimaryKey!.Columns.Select(column => Convert.ToString(row[Array.IndexOf(Columns, column.Name)], CultureInfo.InvariantCulture)));

    private static Form FormOf(IColumn column) =>
        column.PropertyMappings.Count == 0 ? Form.Json
        : column.PropertyMappings[0].Property.IsPrimitiveCollection ? Form.List
        : Form.Plain;

    /// <exception cref="InvalidOperationException">A field of another type, which the databases may write differently, is not known here yet.</exception>
    private static IEnumerable<string> BytesInJson(ITable table)
    {
        foreach (var property in table.Model.Model.GetEntityTypes().Where(type => type.IsMappedToJson() && type.GetTableName() == table.Name)
            .SelectMany(type => type.GetProperties()).Where(property => property.GetJsonPropertyName() is { Length: > 0 }))
        {
            var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (type == typeof(byte[]))
            {
                yield return property.GetJsonPropertyName()!;
            }
            else if (!type.IsPrimitive && type != typeof(string) && !property.IsPrimitiveCollection)
            {
                throw new InvalidOperationException($"{table.Name} has {type.Name} values in JSON, which cannot be moved yet.");
            }
        }
    }

    private object InOneForm(int at, object value, SqlDialect sql) => value switch
    {
        bool yes => yes ? 1L : 0L,
        long or double or byte[] => value,
        int or short => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        Guid id => id.ToString("D").ToUpperInvariant(),
        DateTime wall => wall.ToString(@"yyyy\-MM\-dd HH\:mm\:ss.FFFFFFF", CultureInfo.InvariantCulture),
        string text => forms[at] == Form.Plain ? text : Canonical(text, field => Convert.ToBase64String(sql.BytesFromJson(field))),
        IEnumerable list => JsonSerializer.Serialize(list.Cast<object>()),
        _ => throw new InvalidOperationException($"{Name}.{Columns[at]} has a value of the type {value.GetType().Name}, which cannot be moved yet."),
    };

    // Fields in order, no blanks, and bytes as they are asked for.
    private string Canonical(string json, Func<string, string> ofBytes)
    {
        using var document = JsonDocument.Parse(json);
        return Text(document.RootElement);

        string Field(JsonProperty field) => field.Value.ValueKind == JsonValueKind.String && bytes.Contains(field.Name)
            ? JsonSerializer.Serialize(ofBytes(field.Value.GetString()!))
            : Text(field.Value);

        string Text(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => "{" + string.Join(",", element.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal)
                .Select(field => $"{JsonSerializer.Serialize(field.Name)}:{Field(field)}")) + "}",
            JsonValueKind.Array => "[" + string.Join(",", element.EnumerateArray().Select(Text)) + "]",
            JsonValueKind.String => JsonSerializer.Serialize(element.GetString()),
            _ => element.GetRawText(),
        };
    }

    private static DbCommand Command(StudioDb db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.Transaction, command.CommandTimeout) = (db.Database.CurrentTransaction?.GetDbTransaction(), 0);
#pragma warning disable CA2100 // Names come from the model.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

/// <summary>Rows and a checksum of them that their order does not change: the sum of the first 16 bytes of each row's SHA-256.</summary>
internal sealed class TransferSum
{
    private readonly ArrayBufferWriter<byte> bytes = new(1024);
    private UInt128 sum;

    public long Rows { get; private set; }

    public string Text => sum.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A row with its values in the one form of <see cref="TransferTable.ReadAsync"/>.</summary>
    public void Add(ReadOnlySpan<object?> row)
    {
        bytes.ResetWrittenCount();
        foreach (var value in row)
        {
            // Which type it is and how long, so that no two rows are written alike.
            switch (value)
            {
                case null: Begin('n', 0); break;
                case long number: BinaryPrimitives.WriteInt64BigEndian(Begin('i', sizeof(long)), number); break;
                // Minus zero is stored as zero here, as itself there, and is the same.
                case double number: BinaryPrimitives.WriteDoubleBigEndian(Begin('d', sizeof(double)), number == 0 ? 0 : number); break;
                case string text: Encoding.UTF8.GetBytes(text, Begin('t', Encoding.UTF8.GetByteCount(text))); break;
                case byte[] blob: blob.CopyTo(Begin('b', blob.Length)); break;
                default: throw new ArgumentOutOfRangeException(nameof(row), value.GetType(), "Values of this type have no one form.");
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        unchecked
        {
            sum += BinaryPrimitives.ReadUInt128BigEndian(hash);
        }

        Rows++;
    }

    private Span<byte> Begin(char type, int length)
    {
        const int head = 1 + sizeof(int);
        var span = bytes.GetSpan(head + length)[..(head + length)];
        span[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(span[1..], length);
        bytes.Advance(head + length);
        return span[head..];
    }
}
