using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Which segments may be named where: only those that a shop concerned defines.</summary>
public static class Segments
{
    /// <summary>Of all shops, by name.</summary>
    public static async Task<IReadOnlyList<Segment>> LoadAsync(StudioDb db, CancellationToken cancellation = default) =>
        [.. (await db.Segments.AsNoTracking().ToListAsync(cancellation)).OrderBy(segment => segment.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(segment => segment.Id)];

    /// <summary>Those that can be chosen for the shops, each code once; no shops named means all of them.</summary>
    public static IReadOnlyList<Segment> In(IEnumerable<Segment> all, IReadOnlyCollection<int> channelIds) =>
        [.. all.Where(segment => channelIds.Count == 0 || channelIds.Contains(segment.ChannelId))
            .DistinctBy(segment => segment.Code, StringComparer.OrdinalIgnoreCase)];

    /// <summary>What it is called; the code itself for one that nobody defines.</summary>
    public static string NameOf(IEnumerable<Segment> all, string code) => all.FirstOrDefault(segment => IsSame(segment.Code, code))?.Name ?? code;

    public static bool IsSame(string? one, string? other) => string.Equals(one?.Trim(), other?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a segment that none of the shops defines. Null when it may be named, and for none.</summary>
    /// <param name="channelIds">None means every shop.</param>
    public static async Task<Refusal?> RefuseAsync(StudioDb db, string? code, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        string.IsNullOrWhiteSpace(code) ? null : Refuse(await LoadAsync(db, cancellation), code, channelIds);

    /// <inheritdoc cref="RefuseAsync"/>
    public static Refusal? Refuse(IReadOnlyCollection<Segment> all, string? code, IReadOnlyCollection<int> channelIds)
    {
        var known = In(all, channelIds);
        if (string.IsNullOrWhiteSpace(code) || known.Any(segment => IsSame(segment.Code, code)))
        {
            return null;
        }

        string sentence = known.Count == 0
            ? L["There is no segment \"{0}\" in the shop. The shop has none yet. Define segments in the settings.", code.Trim()]
            : L[
                "There is no segment \"{0}\" in the shop. Its segments are: {1}. Define segments in the settings.", code.Trim(),
                string.Join(", ", known.Select(segment => segment.Code))];
        return new Refusal("segment.unknown", sentence, "segment");
    }
}
