namespace CrossSell.Core.Orders;

/// <summary>An order on its way into the studio, whole and checked, not yet stored.</summary>
public sealed class StagedOrder
{
    public required int ChannelId { get; init; }

    public required string ExternalId { get; init; }

    /// <summary>UTC; the earliest of its lines.</summary>
    public required DateTimeOffset OrderedAt { get; set; }

    public string? CustomerHash { get; init; }

    public OrderStatus Status { get; set; }

    public List<StagedLine> Lines { get; private init; } = [];

    /// <summary>The same order, now that its channel has an id.</summary>
    public StagedOrder In(int channelId) => new()
    {
        ChannelId = channelId,
        ExternalId = ExternalId,
        OrderedAt = OrderedAt,
        CustomerHash = CustomerHash,
        Status = Status,
        Lines = Lines,
    };
}

/// <param name="UnitPrice">Minor units of the channel's currency.</param>
public readonly record struct StagedLine(string Sku, int Quantity, int ReturnedQuantity, long UnitPrice);
