using CrossSell.Core.Common;

namespace CrossSell.Core.Rules;

/// <summary>A product or a family as rules compare it in one channel: plain data.</summary>
public sealed record RuleProduct
{
    // Most have none, and there are many.
    internal static readonly EquatableList<string> NoSkus = [];
    internal static readonly EquatableDictionary<int, EquatableList<string>> NoValues = [];

    public required int Id { get; init; }

    /// <summary>The parent's id for a variant, its own for all others.</summary>
    public required int FamilyId { get; init; }

    /// <summary>Its own and its family's; a family has those of its variants.</summary>
    public EquatableList<string> Skus { get; init; } = NoSkus;

    /// <summary>A variant has its family's where it has none; so with the category.</summary>
    public string? Brand { get; init; }

    public int? CategoryId { get; init; }

    /// <summary>Minor units; for a family without a price of its own the lowest of its variants.</summary>
    public long Price { get; init; }

    /// <summary>Basis points of the net price; null when cost or price is not known.</summary>
    public int? Margin { get; init; }

    /// <summary>Baskets it was bought in.</summary>
    public int Baskets { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether a shopper could buy it now: itself or, for a family, a variant.</summary>
    public bool IsSellable { get; init; } = true;

    /// <summary>Single values of the compared attributes, by attribute.</summary>
    public EquatableDictionary<int, EquatableList<string>> Values { get; init; } = NoValues;
}
