using CrossSell.Admin.Shared;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Features.Compare;

/// <summary>What stands side by side, in which order, and whether only what differs is shown; as the address writes it.</summary>
internal sealed record ComparePageState(EquatableList<string> Skus, bool DifferencesOnly = false)
{
    public ComparePageState Add(string sku) =>
        Skus.Contains(sku, StringComparer.OrdinalIgnoreCase) ? this : this with { Skus = [.. Skus, sku] };

    public ComparePageState Remove(string sku) => this with { Skus = [.. Skus.Where(other => !other.Equals(sku, StringComparison.OrdinalIgnoreCase))] };

    /// <summary>One place to the left (-1) or the right (1); beyond the ends nothing happens.</summary>
    public ComparePageState Move(string sku, int by)
    {
        var order = Skus.ToList();
        var from = order.FindIndex(other => other.Equals(sku, StringComparison.OrdinalIgnoreCase));
        var to = from + by;
        if (from < 0 || to < 0 || to >= order.Count)
        {
            return this;
        }

        (order[from], order[to]) = (order[to], order[from]);
        return this with { Skus = [.. order] };
    }

    public string ToAddress()
    {
        var address = Skus.Count == 0 ? Addresses.Compare : Addresses.ComparisonOf(Skus);
        return DifferencesOnly ? address + (Skus.Count == 0 ? "?" : "&") + "only=differences" : address;
    }
}
