using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CrossSell.Core.People;

/// <summary>
/// One sign-in of one person in one browser, which its cookie names. While the row is there the sign-in holds, everywhere and for all processes; deleting it
/// ends it.
/// </summary>
public sealed class UserSession
{
    public const int DeviceLength = 60;

    public required string Id { get; set; }

    public required string UserId { get; set; }

    /// <summary>The browser and the system that it was begun with, to recognise it by: "Firefox on Windows". Empty where it was not told.</summary>
    public string Device { get; set; } = "";

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>From then on the row is as good as deleted.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    internal sealed class Map : IEntityTypeConfiguration<UserSession>
    {
        public void Configure(EntityTypeBuilder<UserSession> builder)
        {
            builder.ToTable("UserSessions");
            builder.Property(session => session.Id).HasMaxLength(32);
            builder.Property(session => session.Device).HasMaxLength(DeviceLength);
            builder.HasOne<User>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
