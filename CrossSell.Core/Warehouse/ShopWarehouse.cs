using CrossSell.Core.Common;
using static CrossSell.Core.Warehouse.WarehouseTexts;

namespace CrossSell.Core.Warehouse;

/// <summary>The shop's own database of orders, which is asked and never written to.</summary>
public abstract class ShopWarehouse
{
    private protected ShopWarehouse(WarehouseSettings settings) => Settings = settings;

    public WarehouseSettings Settings { get; }

    public static ShopWarehouse Of(WarehouseSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Engine == WarehouseEngine.ClickHouse ? new ClickHouseWarehouse(settings) : new PostgresWarehouse(settings);
    }

    /// <summary>Whether the orders of the channel live here.</summary>
    public bool Has(string channelCode) => Settings.Shops.ContainsKey(channelCode);

    /// <summary>Opens a line, asks all that is to be asked, and closes it.</summary>
    /// <returns>What was asked, or why the warehouse did not say, with how to correct it.</returns>
    /// <exception cref="OperationCanceledException">Cancelled. PostgreSQL stops the question, ClickHouse may go on with it until its time limit.</exception>
    public async Task<Outcome<T>> AskAsync<T>(Func<WarehouseQuestions, Task<T>> ask, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(ask);
        try
        {
            await using var questions = await OpenAsync(cancellation);
            return await ask(questions);
        }
        catch (WarehouseException refused)
        {
            return refused.Refusal;
        }
        catch (Exception problem) when (!cancellation.IsCancellationRequested && TroubleOf(problem) is { } trouble)
        {
            return trouble;
        }
    }

    private protected abstract Task<WarehouseQuestions> OpenAsync(CancellationToken cancellation);

    /// <summary>What an exception of its driver says to a person; null when it is none of the warehouse.</summary>
    private protected abstract Refusal? TroubleOf(Exception problem);

    private protected static Refusal Unreachable => new(
        "warehouse.unreachable", L["The warehouse could not be reached. An operator can check Mining__Warehouse__Connection, and that the server runs."]);

    private protected static Refusal Denied => new(
        "warehouse.denied", L["The warehouse did not accept its user and password. An operator can correct them in Mining__Warehouse."]);

    private protected static Refusal TooSlow => new(
        "warehouse.slow", L["The warehouse took longer than it may. An operator can raise Mining__Warehouse__TimeoutSeconds, or narrow the orders to include."]);

    private protected static Refusal TooLittleMemory => new(
        "warehouse.memory", L["The warehouse ran out of the memory that it may use. An operator can raise Mining__Warehouse__MemoryMegabytes."]);

    private protected Refusal NoView => new(
        "warehouse.view", L[
            "The warehouse has no view \"{0}\" that its user may read. docs/operations.md says how to make it, and which grants it needs.", Settings.View]);

    private protected static Refusal Other(string said) => new("warehouse.refused", L["The warehouse refused the question: {0}", said]);
}

/// <summary>What the warehouse refused while it was asked.</summary>
public sealed class WarehouseException : Exception
{
    public WarehouseException(Refusal refusal)
        : base(refusal?.Message) => Refusal = refusal!;

    public WarehouseException()
        : this(new Refusal("warehouse.refused", "The warehouse refused the question."))
    {
    }

    public WarehouseException(string message)
        : this(new Refusal("warehouse.refused", message))
    {
    }

    public WarehouseException(string message, Exception innerException)
        : base(message, innerException) => Refusal = new Refusal("warehouse.refused", message);

    public Refusal Refusal { get; }
}

/// <summary>A table that travels with a question: rows of a text and whole numbers, or of whole numbers alone.</summary>
/// <param name="Texts">The first column; null where there is none.</param>
/// <param name="Numbers">The others, each as long as the first.</param>
public sealed record SentTable(string Name, string? TextColumn, IReadOnlyList<string>? Texts, IReadOnlyList<string> Columns, IReadOnlyList<int[]> Numbers);

/// <summary>One open line to the warehouse. All that is asked of PostgreSQL is of one moment; ClickHouse has no such thing.</summary>
public abstract class WarehouseQuestions : IAsyncDisposable
{
    /// <summary>Values that a question names as <c>@name</c>: texts and whole numbers.</summary>
    public Dictionary<string, object> Values { get; } = [];

    /// <summary>Tables that a question names.</summary>
    public Dictionary<string, SentTable> Tables { get; } = [];

    /// <summary>Type of each column of the view, by name in lower case.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> ColumnsAsync(CancellationToken cancellation);

    /// <summary>Streams the rows of a question whose columns are whole numbers.</summary>
    /// <param name="columns">How many it has.</param>
    /// <param name="row">Given each row; the array is used again for the next.</param>
    public abstract Task ReadAsync(string question, int columns, Action<long[]> row, CancellationToken cancellation);

    /// <summary>Streams the rows of a question with a text and a whole number.</summary>
    public abstract Task ReadTextsAsync(string question, Action<string, long> row, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
