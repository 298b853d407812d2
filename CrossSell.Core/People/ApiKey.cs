using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.People;

/// <summary>What a key may be used for.</summary>
public enum ApiKeyKind
{
    /// <summary>May stand in a web page: panels and events of one channel.</summary>
    Publishable,

    /// <summary>For servers only: also explain, other instants, and writing.</summary>
    Secret,
}

/// <summary>A key of a storefront. The key itself is shown once and never stored; only its SHA-256 is.</summary>
public sealed class ApiKey : INotForShoppers
{
    public int Id { get; set; }

    public required string Name { get; set; }

    public ApiKeyKind Kind { get; set; }

    /// <summary>The one channel it may ask for; null means every channel (secret keys only).</summary>
    public int? ChannelId { get; set; }

    /// <summary>The first characters of the key, to recognise it by in a list.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the whole key, in hexadecimal.</summary>
    public required string Hash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public required string CreatedBy { get; set; }

    /// <summary>When a request last came with it, a minute late at most; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<ApiKey>
    {
        public void Configure(EntityTypeBuilder<ApiKey> builder)
        {
            builder.ToTable("ApiKeys");
            builder.HasIndex(key => key.Hash).IsUnique();
        }
    }
}
