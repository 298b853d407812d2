using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.People;

/// <summary>What a key may be used for.</summary>
public enum ApiKeyKind
{
    /// <summary>May stand in a web page: panels and events of one channel.</summary>
    Publishable,

    /// <summary>For servers only: also what its <see cref="ApiKeyScopes"/> allow.</summary>
    Secret,
}

/// <summary>
/// What a secret key may be used for beyond panels and events, which every key may ask for and send. Stored by name, so that a version reads what another
/// one wrote.
/// </summary>
[Flags]
public enum ApiKeyScopes
{
    None = 0,

    /// <summary>Sends orders.</summary>
    Orders = 1,

    /// <summary>Writes products.</summary>
    Products = 2,

    /// <summary>Writes prices and stock.</summary>
    Listings = 4,

    /// <summary>Reads links, bundles and panels as feeds.</summary>
    Feeds = 8,

    /// <summary>Asks why each candidate is in a panel or not.</summary>
    Explain = 16,

    /// <summary>Asks for another instant than now.</summary>
    At = 32,

    /// <summary>Has a visitor's events deleted.</summary>
    Visitors = 64,

    All = Orders | Products | Listings | Feeds | Explain | At | Visitors,
}

/// <summary>A key of a storefront. The key itself is shown once and never stored; only its SHA-256 is.</summary>
public sealed class ApiKey : INotForShoppers
{
    /// <summary>Most characters of <see cref="AllowedOrigins"/>.</summary>
    public const int OriginsLength = 2_000;

    public int Id { get; set; }

    public required string Name { get; set; }

    public ApiKeyKind Kind { get; set; }

    /// <summary>
    /// What a secret key may be used for; null is everything, as for keys that were made before there were scopes. A publishable key has none.
    /// </summary>
    public ApiKeyScopes? Scopes { get; set; }

    /// <summary>Whether it may be used for all of these.</summary>
    public bool Allows(ApiKeyScopes scopes) => Kind == ApiKeyKind.Secret && (Scopes ?? ApiKeyScopes.All).HasFlag(scopes);

    /// <summary>The one channel it may ask for; null means every channel (secret keys only).</summary>
    public int? ChannelId { get; set; }

    /// <summary>
    /// Origins of the pages that it may be used from, by blanks: <c>https://shop.example https://www.shop.example</c>; null is any, and servers have none.
    /// </summary>
    public string? AllowedOrigins { get; set; }

    /// <summary>The first characters of the key, to recognise it by in a list.</summary>
    public required string Prefix { get; set; }

    /// <summary>SHA-256 of the whole key, in hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>
    /// Whether a page of this origin may use it. What says no origin always may: a server does not, and it could say any; the list keeps a key that was copied
    /// into another shop's pages from being used there, no more.
    /// </summary>
    public bool Admits(string? origin) => string.IsNullOrEmpty(AllowedOrigins) || string.IsNullOrEmpty(origin)
        || AllowedOrigins.Split(' ', StringSplitOptions.RemoveEmptyEntries).Contains(origin, StringComparer.OrdinalIgnoreCase);

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
            builder.Property(key => key.AllowedOrigins).HasMaxLength(OriginsLength);
            builder.HasIndex(key => key.Hash).IsUnique();
        }
    }
}
