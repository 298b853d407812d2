using System.Data.Common;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CrossSell.Core.Storage;

/// <summary>
/// What the databases say differently in the statements that are written by hand; all else in those is SQL that each of them reads alike. Who writes a
/// statement asks the context for its dialect and never for the provider.
/// </summary>
/// <remarks>Names and JSON texts that are passed in are SQL expressions of this assembly, never what a person typed: values come as parameters.</remarks>
internal abstract class SqlDialect
{
    /// <summary>Joins with what comes before it as the one that leads: SQLite's planner must be told, others find out from their statistics.</summary>
    public abstract string ThenJoin { get; }

    /// <summary>What follows the columns of a table whose key is all that it is looked up by.</summary>
    public abstract string KeyedTable { get; }

    /// <summary>A statement of kind, name, table and text of every index and trigger that is no part of a key.</summary>
    public abstract string IndexesAndTriggers { get; }

    /// <summary>Lets a write set rows before those that they point to, until it is committed.</summary>
    public abstract string DeferForeignKeys { get; }

    /// <summary>Checks now what <see cref="DeferForeignKeys"/> let wait; empty where that can wait until the commit.</summary>
    public abstract string CheckForeignKeys { get; }

    /// <summary>Whole numbers out of a JSON array, one a row, as <c>alias.value</c>.</summary>
    public abstract string Numbers(string json, string alias);

    /// <summary>Texts out of a JSON array, one a row, as <c>alias.value</c>.</summary>
    public abstract string Words(string json, string alias);

    /// <summary>Arrays of whole numbers out of a JSON array, one a row, to be read by <see cref="Item"/>.</summary>
    public abstract string Rows(string json, string alias);

    /// <summary>A whole number, or NULL, of a row of <see cref="Rows"/>, counted from 0.</summary>
    public abstract string Item(string alias, int at);

    /// <summary>The names of a JSON object's fields, one a row, as <c>alias.key</c>.</summary>
    public abstract string Keys(string json, string alias);

    /// <summary>Whether a column's text holds a constant of this assembly; the same words in an index and in the query that it serves.</summary>
    public abstract string Mentions(string column, string constant);

    /// <summary>A whole number that a JSON object has under a name.</summary>
    public abstract string JsonNumber(string json, string field);

    /// <summary>A text that is compared without regard to case, as <see cref="StudioDb.WithoutCase"/> columns are.</summary>
    public abstract string WithoutCase(string text);

    /// <summary>The column's value, compared with regard to case where that matters to it.</summary>
    public abstract string Exactly(IProperty property, string column);

    /// <summary>A column that holds a list, as the text of a JSON array.</summary>
    public abstract string ListAsJson(string column);

    /// <summary>Leads a statement to an index that its planner would not choose.</summary>
    public abstract string ByIndex(string name);

    /// <summary>A part of a key as <see cref="Audit.Change.EntityId"/> writes it: parts are counted from 0 and parted by a slash.</summary>
    /// <param name="parts">How many the key has.</param>
    public abstract string KeyPart(string entityId, int part, int parts, bool isNumber);

    /// <summary>A table of the <see cref="StageFile"/> that a write sees.</summary>
    public abstract string Staged(string table);

    /// <summary>Tells the planner how a temporary table looks that was filled just now.</summary>
    public abstract string Look(string table);

    /// <summary>A value as it stands in a change's JSON: text of JSON.</summary>
    public abstract string ToJson(IProperty property, string value);

    /// <summary>The column's value out of a change's JSON.</summary>
    public abstract string FromJson(IProperty property, string json);

    public abstract string HasField(IProperty property, string json);

    /// <summary>What a <see cref="StageFile"/> keeps of a value of the model, for a database to take as the column's own.</summary>
    public abstract object? ToStage(object? value);

    /// <summary>How much of the database the write's connection may keep in memory from now on, in KB; null for the usual.</summary>
    public abstract Task KeepAsync(WriteSession session, int? kilobytes, CancellationToken cancellation);

    /// <summary>A statement of the highest id that a table ever gave, also to rows that are gone; no row or NULL where it gives none.</summary>
    public abstract string LastId(string table);

    /// <summary>Lets the next id of a table come after this one, which is as high as all that are there.</summary>
    public abstract string SetLastId(string table, long id);

    /// <summary>Whether the database can store this text.</summary>
    public abstract bool Holds(string text);

    /// <summary>What an insert takes for a column that holds a list.</summary>
    /// <param name="json">An array of texts or whole numbers.</param>
    public abstract string List(string json);

    /// <summary>How a JSON column of the model writes bytes.</summary>
    public abstract string BytesToJson(byte[] bytes);

    public abstract byte[] BytesFromJson(string text);

    /// <summary>Tells the planner how all tables look after a bulk load.</summary>
    public abstract string LookAtAll { get; }

    /// <summary>Inserts through the connection, inside its transaction.</summary>
    public abstract RowInsert Insert(DbConnection connection, string table, ReadOnlySpan<string> columns);

    /// <summary>Everything asked through the connection as of one moment, until it is disposed; nobody who writes waits.</summary>
    public abstract DbTransaction BeginSnapshot(DbConnection connection);

    /// <summary>Of a command that is run again and again by one connection, which is open: what may be made of its text once is made.</summary>
    public abstract void Keep(DbCommand command);

    /// <summary>Shows the connection, which is open, the tables of a stage file by the names of <see cref="Staged"/> until it is disposed.</summary>
    public abstract Task<IAsyncDisposable> ShowAsync(DbConnection connection, string stageFile, CancellationToken cancellation);
}

/// <summary>Inserts rows of one table, value by value in the order of the columns.</summary>
internal abstract class RowInsert : IDisposable
{
    /// <summary>One row; null is NULL. Enums are written by name, instants as UTC milliseconds, as the model's converters do.</summary>
    public abstract void Add(ReadOnlySpan<object?> values);

    public abstract void Dispose();
}
