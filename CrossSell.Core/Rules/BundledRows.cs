using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <summary>A product that is part of an approved bundle in a channel: all that conditions ask about bundles.</summary>
public sealed record BundledProduct
{
    public int ProductId { get; init; }

    public int ChannelId { get; init; }

    /// <summary>Whether it is the bundle's main product, or what triggers its offer.</summary>
    public bool IsMain { get; init; }
}

/// <summary>
/// Reads it from the tables of bundles, which stand after this room: approved, not retired, and not left out of the channel by its reviewer. A schedule does
/// not matter, and what a rule puts into a slot is no part: neither is known without the clock and the rules themselves.
/// </summary>
internal static class BundledRows
{
    /// <summary>To be put behind <c>"BundleComponents" part</c>.</summary>
    public const string Joins = """
        JOIN "BundleRevisions" revision ON revision."Id" = part."RevisionId" AND revision."State" = 'Approved'
        JOIN "Bundles" bundle ON bundle."Id" = revision."BundleId" AND bundle."RetiredAt" IS NULL
        JOIN "BundleChannels" place ON place."RevisionId" = revision."Id" AND NOT EXISTS (
            SELECT 1 FROM "ReviewVerdicts" verdict
            WHERE verdict."RevisionId" = revision."Id" AND verdict."ChannelId" = place."ChannelId" AND verdict."Decision" = 'LeftOut')
        """;

    public const string Columns = """part."ProductId" AS "ProductId", place."ChannelId" AS "ChannelId", (part."Position" = 0) AS "IsMain" """;

    private const string All = $"""SELECT {Columns} FROM "BundleComponents" part {Joins}""";

    /// <summary>All of them, for questions to the database.</summary>
    public static IQueryable<BundledProduct> Of(StudioDb db) => db.Database.SqlQueryRaw<BundledProduct>(All);
}
