using CrossSell.Core.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.People;

/// <summary>A person who signs in. The e-mail address is the user name.</summary>
public sealed class User : IdentityUser, INotForShoppers
{
    /// <summary>When a digest is sent to who chose no hour: as the working day begins.</summary>
    public const int UsualDigestHour = 8;

    public string DisplayName { get; set; } = "";

    /// <summary>
    /// Made by the demo and still with its public password, which the sign-in page shows in Development. Nobody signs in with it elsewhere; a new password ends
    /// it.
    /// </summary>
    public bool IsDemo { get; set; }

    /// <summary>Since when the account is switched off: nobody signs in with it, and nothing is done in its name. Null while it is in use.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    /// <summary>Null for somebody who never signed in.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Code of the number and date format that the person chose; null for the usual one.</summary>
    public string? NumberFormat { get; set; }

    /// <summary>Code of the language of the pages that the person chose, such as <c>de</c>; null for English.</summary>
    public string? Language { get; set; }

    /// <summary>IANA name of the time zone in which the person is told what happened; null for that of the browser.</summary>
    public string? TimeZone { get; set; }

    /// <summary>When the person took the tour of the studio or declined it; null for somebody who is still offered it.</summary>
    public DateTimeOffset? TourEndedAt { get; set; }

    /// <summary>The hour of the person's day, 0 to 23, at which what waits for them is sent by e-mail; null for <see cref="UsualDigestHour"/>.</summary>
    public int? DigestHour { get; set; }

    /// <summary>Whether the person wants no such message at all.</summary>
    public bool WantsNoDigest { get; set; }

    /// <summary>When what waits was looked through for the person last, to be sent; null for never.</summary>
    public DateTimeOffset? DigestedAt { get; set; }

    public List<RoleGrant> Grants { get; } = [];

    public Actor ToActor() => new(ActorKind.Person, Id, DisplayName, [.. Grants.Select(grant => new Grant(grant.Role, grant.ChannelId))]);

    internal sealed class Map : IEntityTypeConfiguration<User>
    {
        public void Configure(EntityTypeBuilder<User> builder)
        {
            builder.Property(user => user.DisplayName).HasMaxLength(100);
            builder.Property(user => user.NumberFormat).HasMaxLength(20);
            builder.Property(user => user.Language).HasMaxLength(20);
            builder.Property(user => user.TimeZone).HasMaxLength(64);
            builder.HasMany(user => user.Grants).WithOne().HasForeignKey(grant => grant.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>One role of one person, in one channel or in all.</summary>
public sealed class RoleGrant : INotForShoppers
{
    public int Id { get; set; }

    public required string UserId { get; set; }

    public Role Role { get; set; }

    /// <summary>Null means every channel.</summary>
    public int? ChannelId { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<RoleGrant>
    {
        public void Configure(EntityTypeBuilder<RoleGrant> builder)
        {
            builder.ToTable("RoleGrants");
            builder.HasIndex(grant => new { grant.UserId, grant.ChannelId }).IsUnique();
        }
    }
}
