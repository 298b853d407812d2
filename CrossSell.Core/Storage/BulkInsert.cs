namespace CrossSell.Core.Storage;

/// <summary>
/// Inserts many rows of one table inside a write: a hundred times as fast as tracking them. What is written so is not audited row by row. Rows may reach the
/// database only when this is disposed; those of tables that are filled side by side do so in the order in which these were made, so make parents' first.
/// </summary>
/// <param name="table">As the model names it, with <paramref name="columns"/> in the order in which values will come.</param>
internal sealed class BulkInsert(WriteSession session, string table, params ReadOnlySpan<string> columns) : IDisposable
{
    private readonly RowInsert rows = session.Sql.Insert(session.Connection, table, columns);

    /// <inheritdoc cref="RowInsert.Add"/>
    public void Add(params ReadOnlySpan<object?> values) => rows.Add(values);

    public void Dispose() => rows.Dispose();
}
