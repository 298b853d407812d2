namespace CrossSell.Core.Search;

/// <summary>What one channel sells: few rows beside many products when a channel lists few.</summary>
internal sealed class ChannelColumns
{
    private readonly Column<int> rows = new(-1);
    private readonly Column<ListingRow> listings = new(default);
    private int listed;

    /// <summary>
    /// Pairs that wait for a verdict by the id of their anchor, a family or a simple product: as the inbox shows them, which is not read product by product.
    /// </summary>
    public IReadOnlyDictionary<int, int> Waiting { get; set; } = new Dictionary<int, int>();

    /// <summary>Products with a link to what is archived or sold out here.</summary>
    public SparseColumn DeadLinks { get; } = new();

    public bool Lists(int product) => product < rows.Values.Length && rows[product] >= 0;

    /// <summary>Null when the channel does not list it.</summary>
    public ListingRow? RowOf(int product) => Lists(product) ? listings[rows[product]] : null;

    public void Clear(int product)
    {
        if (product < rows.Values.Length)
        {
            rows.Set(product, -1);
        }

        DeadLinks.Set(product, 0);
    }

    public void Put(int product, ListingFact fact, int missing) =>
        Put(product, new ListingRow(fact.Price, fact.Cost, fact.Stock, fact.Published, fact.Completeness, missing));

    public void Put(int product, ListingRow row)
    {
        if (Lists(product))
        {
            listings.Set(rows[product], row);
        }
        else
        {
            rows.Set(product, listed);
            listings.Set(listed++, row);
        }
    }
}

/// <summary>A number for few of the products; 0 for all others.</summary>
internal sealed class SparseColumn
{
    private readonly Dictionary<int, int> values = [];

    public int Or(int product, int none) => values.GetValueOrDefault(product, none);

    public void Set(int product, int value)
    {
        if (value == 0)
        {
            values.Remove(product);
        }
        else
        {
            values[product] = value;
        }
    }
}

/// <summary>One listing as it is shown, packed: there are as many as products.</summary>
internal readonly struct ListingRow(long? price, long? cost, int? stock, bool published, int? completeness, int missing) : IEquatable<ListingRow>
{
    private const int Unknown = int.MinValue;

    private readonly long price = price ?? Unknown;
    private readonly long cost = cost ?? Unknown;
    private readonly int stock = stock ?? Unknown;
    private readonly short completeness = (short)(completeness ?? -1);

    /// <summary>Null when neither the product nor, for a family, a variant has one here.</summary>
    public long? Price => price == Unknown ? null : price;

    public long? Cost => cost == Unknown ? null : cost;

    /// <summary>Null when not tracked.</summary>
    public int? Stock => stock == Unknown ? null : stock;

    public bool Published { get; } = published;

    /// <summary>Null when only variants are listed.</summary>
    public int? Completeness => completeness < 0 ? null : completeness;

    /// <summary>Number of the set of missing fields.</summary>
    public int Missing { get; } = missing;

    public bool Equals(ListingRow other) =>
        (price, cost, stock, Published, completeness, Missing) == (other.price, other.cost, other.stock, other.Published, other.completeness, other.Missing);

    public override bool Equals(object? obj) => obj is ListingRow other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(price, cost, stock, Published, completeness, Missing);
}
