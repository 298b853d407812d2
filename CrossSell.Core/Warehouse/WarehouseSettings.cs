namespace CrossSell.Core.Warehouse;

/// <summary>Whose SQL a warehouse speaks.</summary>
public enum WarehouseEngine
{
    PostgreSql,

    /// <summary>Over HTTP, which every version answers.</summary>
    ClickHouse,
}

/// <summary>
/// Where the orders of some shops live when they live in no table of the studio, as the operator configures it. A page shows no more of it than
/// <see cref="Label"/>: its address and password are never printed, and nothing that a page sends leads anywhere else.
/// </summary>
/// <param name="Connection">A connection string for PostgreSQL; the base address for ClickHouse.</param>
/// <param name="View">The view of order lines, perhaps with its schema or database before a dot; each part is letters, digits and underscores.</param>
/// <param name="Shops">Code of a channel, and how the view's column <c>channel</c> calls it.</param>
public sealed record WarehouseSettings(WarehouseEngine Engine, string Connection, string View, IReadOnlyDictionary<string, string> Shops)
{
    /// <summary>The view's usual name.</summary>
    public const string DefaultView = "crosssell_lines";

    /// <summary>Who signs in at ClickHouse; PostgreSQL's stands in its connection string.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>How long one question may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How much memory one question may take there before it goes to disk.</summary>
    public int MemoryMegabytes { get; init; } = 2048;

    /// <summary>What people read: the engine and the view.</summary>
    public string Label => $"{(Engine == WarehouseEngine.ClickHouse ? "ClickHouse" : "PostgreSQL")}, {View}";

    /// <summary>Nothing that must not be printed.</summary>
    public override string ToString() => Label;
}
