using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>How an order file is to be imported.</summary>
public sealed record OrderImportOptions
{
    /// <summary>Null to go by the header.</summary>
    public OrderFormat? Format { get; init; }

    /// <summary>Where orders go that name no channel themselves; null takes the format's own.</summary>
    public string? ChannelCode { get; init; }

    /// <summary>What the columns become and what was corrected; null for a file that is read by its header.</summary>
    public FileReading? Reading { get; init; }

    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>The system whose file it is, where somebody said; null to go by the columns.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>What the file was called where it came from; null where it still is.</summary>
    public string? FileName { get; init; }

    /// <summary>Bring in nothing when one row cannot be read.</summary>
    public bool Strict { get; init; }

    /// <summary>Gets every row that cannot be read, of which the report keeps a few of each column.</summary>
    internal Action<RowError>? Unreadable { get; init; }

    /// <summary>
    /// Codes that are no product become products of the shop that was named (<see cref="ProductsFromOrders"/>): for a shop that has no catalogue yet. Files of
    /// Online Retail do so always.
    /// </summary>
    public bool MakesProducts { get; init; }

    /// <summary>The job that imports, so that what it wrote before it was broken off counts; null for none.</summary>
    public long? JobId { get; init; }
}

/// <summary>What an import did, or would do.</summary>
/// <param name="Channels">Codes of the channels that the orders went to.</param>
/// <param name="OrdersSame">Stood there already, exactly the same.</param>
/// <param name="ProductsCreated">Unknown codes that became products, from their descriptions and latest prices.</param>
/// <param name="UnknownSkus">Distinct codes of lines that are stored without a product: postage, charges, what was never sold at a price.</param>
public sealed record OrderImportReport(
    OrderFormat Format,
    IReadOnlyList<string> Channels,
    OrderReadTally Tally,
    int OrdersNew,
    int OrdersChanged,
    int OrdersSame,
    int Lines,
    int ProductsCreated,
    int UnknownSkus,
    bool DryRun)
{
    /// <summary>Orders of the file that sold a bundle: stored as its parts, each tagged with it.</summary>
    public int OrdersWithSets { get; init; }

    /// <summary>It was called off between two steps; what was written stays.</summary>
    public bool CalledOff { get; init; }

    /// <summary>New or changed orders that it then had not come to.</summary>
    public int NotReached { get; init; }

    /// <summary>The longest time for which a step kept others from writing.</summary>
    public TimeSpan Locked { get; init; }

    /// <summary>In how many steps it was written.</summary>
    public int Steps { get; init; }

    /// <summary>Nothing of the file could be imported: all of its rows are wrong.</summary>
    public bool IsFailure => Tally.Rows > 0 && Tally.Unreadable == Tally.Rows;
}

public enum OrderImportStage
{
    Reading,
    Writing,
}

/// <param name="Rows">Read so far.</param>
/// <param name="Share">Of the writing, 0 to 1.</param>
public sealed record OrderImportProgress(OrderImportStage Stage, int Rows, double Share);
