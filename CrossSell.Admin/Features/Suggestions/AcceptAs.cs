using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Suggestions;

/// <summary>What accepting makes of a pair. Knows no component and no database.</summary>
/// <param name="Types">To choose from, in the shop's order.</param>
/// <param name="TypeCode">The chosen one.</param>
/// <param name="BothWays">Whether a link is made back, too; counts only for types that know no reverse link of their own.</param>
public sealed record AcceptAs(IReadOnlyList<LinkType> Types, string TypeCode, bool BothWays = false)
{
    /// <summary>Null while there are no types.</summary>
    public LinkType? Type => Types.FirstOrDefault(type => type.Code == TypeCode);

    public bool IsOneWay => Type is { Direction: LinkDirection.OneWay };

    /// <summary>Begins with cross-sell, or with the shop's first type where there is no such one.</summary>
    public static AcceptAs Of(IReadOnlyList<LinkType> types) => new(
        types, types.Any(type => type.Code == LinkType.CrossSell) ? LinkType.CrossSell : types.FirstOrDefault()?.Code ?? LinkType.CrossSell);
}
