using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;

namespace CrossSell.Admin.Features.Start;

/// <summary>A place for a file: what is in it, or why what was brought is not.</summary>
public sealed record QuickSlot
{
    public static readonly QuickSlot Empty = new();

    /// <summary>Recognised, and waiting to be imported; null while there is none.</summary>
    public ExchangeFile? File { get; init; }

    /// <summary>Why the file that was brought last cannot be imported, and what to do with it.</summary>
    public string? Problem { get; init; }

    /// <summary>It was brought to the other place, and belongs here.</summary>
    public bool IsMoved { get; init; }
}

/// <summary>Where a shop stands that is set up from files: what was brought, for which shop, and the job that imports it.</summary>
public sealed record QuickPageState
{
    public QuickSlot Products { get; init; } = QuickSlot.Empty;

    public QuickSlot Orders { get; init; } = QuickSlot.Empty;

    /// <summary>Null before it is made.</summary>
    public Channel? Shop { get; init; }

    public long? JobId { get; init; }

    /// <summary>The job has ended.</summary>
    public bool IsOver { get; init; }

    /// <summary>Percent of a file that is on its way; null when none is.</summary>
    public int? Arriving { get; init; }

    /// <summary>What was brought, products first.</summary>
    public IReadOnlyList<ExchangeFile> Files => [.. new[] { Products.File, Orders.File }.OfType<ExchangeFile>()];

    public bool WantsFiles => JobId is null || IsOver;

    public bool MayStart => WantsFiles && Arriving is null && Files.Count > 0;

    /// <summary>The same with a file in the place that its kind belongs to.</summary>
    /// <param name="isForOrders">To which place it was brought.</param>
    public QuickPageState With(ExchangeFile file, bool isForOrders)
    {
        ArgumentNullException.ThrowIfNull(file);
        var isOrders = file.Kind == ExchangeKind.Orders;
        var slot = new QuickSlot { File = file, IsMoved = isOrders != isForOrders };
        return isOrders ? this with { Orders = slot } : this with { Products = slot };
    }

    /// <summary>The same where a file could not be taken; what was there before stays.</summary>
    public QuickPageState Refused(string problem, bool isForOrders) => isForOrders
        ? this with { Orders = Orders with { Problem = problem, IsMoved = false } }
        : this with { Products = Products with { Problem = problem, IsMoved = false } };

    /// <summary>The same without the file.</summary>
    public QuickPageState Without(bool isOrders) => isOrders ? this with { Orders = QuickSlot.Empty } : this with { Products = QuickSlot.Empty };
}
