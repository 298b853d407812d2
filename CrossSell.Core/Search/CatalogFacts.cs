using CrossSell.Core.Catalog;

namespace CrossSell.Core.Search;

/// <summary>All that finding needs to know of one product, as the database has it: its own figures, a family's not yet put together.</summary>
internal sealed class ProductFacts
{
    public required int Id { get; init; }

    public required string Sku { get; init; }

    public required string Name { get; init; }

    public string? Brand { get; init; }

    public ProductKind Kind { get; init; }

    public ProductStatus Status { get; init; }

    public int? ParentId { get; init; }

    public int? TypeId { get; init; }

    public int? CategoryId { get; init; }

    public required string TaxClass { get; init; }

    public string? Gtin { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>UTC milliseconds.</summary>
    public long CreatedAt { get; init; }

    /// <summary>UTC milliseconds.</summary>
    public long UpdatedAt { get; init; }

    public List<ListingFact> Listings { get; } = [];

    public List<ValueFact> Values { get; } = [];

    /// <summary>In other locales.</summary>
    public List<TextFact> Texts { get; } = [];

    /// <summary>Besides the primary one.</summary>
    public List<int> Categories { get; } = [];

    /// <summary>Where its links lead.</summary>
    public List<int> Links { get; } = [];

    /// <summary>Baskets that held it, over all channels.</summary>
    public int Baskets { get; set; }
}

internal readonly record struct ListingFact(int ProductId, int ChannelId, long Price, long? Cost, int? Stock, bool Published, int Completeness, string Missing);

internal readonly record struct ValueFact(int ProductId, int AttributeId, string Text, double? Number);

internal readonly record struct TextFact(int ProductId, string? Name, string? Description);

/// <summary>Who changed a product last.</summary>
internal readonly record struct ChangerFact(int ProductId, string ActorId, string ActorName);

/// <summary>In how many bundles a product is, and whether one of them is in review.</summary>
internal readonly record struct BundleMembership(int ProductId, int Bundles, bool InReview, bool IsMain);
