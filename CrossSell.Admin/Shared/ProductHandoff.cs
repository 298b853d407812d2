namespace CrossSell.Admin.Shared;

/// <summary>Products that one page gives to the next in the same tab, when they are too many for an address. Taken once.</summary>
internal sealed class ProductHandoff
{
    /// <summary>More than this is a job for a bulk edit.</summary>
    public const int Most = 5_000;

    private IReadOnlyList<int> ids = [];

    public void Give(IReadOnlyList<int> productIds) => ids = productIds;

    /// <summary>What was given last; nothing the second time.</summary>
    public IReadOnlyList<int> Take()
    {
        var given = ids;
        ids = [];
        return given;
    }
}
