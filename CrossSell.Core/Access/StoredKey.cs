using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.Access;

/// <summary>A data-protection key, which sign-in cookies and one-time links are sealed with: the same one for all instances.</summary>
public sealed class StoredKey
{
    /// <summary>As the platform calls it: <c>key-</c> and a number.</summary>
    public required string Name { get; init; }

    /// <summary>The key, sealed by this installation's secret (<see cref="KeyRing"/>).</summary>
    public required string Sealed { get; init; }

    internal sealed class Map : IEntityTypeConfiguration<StoredKey>
    {
        public void Configure(EntityTypeBuilder<StoredKey> builder)
        {
            builder.ToTable("StoredKeys");
            builder.HasKey(key => key.Name);
        }
    }
}
