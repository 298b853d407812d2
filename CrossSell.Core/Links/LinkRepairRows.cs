using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Links;

/// <summary>What fixing many links at once needs of their pairs.</summary>
internal static class LinkRepairRows
{
    /// <summary>The other rows of their pairs, without those that are named themselves.</summary>
    public static async Task<List<ProductLink>> PartnersAsync(StudioDb db, IReadOnlyCollection<ProductLink> links)
    {
        var pairs = links.Select(link => link.PairId).OfType<Guid>().ToArray();
        var ids = links.Select(link => link.Id).ToHashSet();
        return [.. (await db.Links.Where(link => link.PairId != null && pairs.Contains(link.PairId.Value)).ToListAsync())
            .Where(link => !ids.Contains(link.Id))];
    }

    /// <summary>Gives links whose type has a reverse link their reverse link: one that stands already joins, else it is made.</summary>
    /// <returns>How many were fixed.</returns>
    public static async Task<Outcome<int>> PairAsync(WriteSession session, IReadOnlyCollection<ProductLink> links)
    {
        var types = await session.Db.LinkTypes.ToListAsync();
        var sources = links.Select(link => link.TargetId).ToHashSet();
        var targets = links.Select(link => link.SourceId).ToHashSet();
        var back = await session.Db.Links.Where(link => sources.Contains(link.SourceId) && targets.Contains(link.TargetId)).ToListAsync();
        var broken = links.Concat(await PartnersAsync(session.Db, links)).Concat(back.Where(link => link.PairId is null)).Distinct().ToList();
        LinkTypeChange.Pair(session, broken, types);
        return (await session.SaveAsync()).IsRefused(out var refusal)
            || (await LinkWriter.RenumberAsync(session, [.. sources, .. targets])).IsRefused(out refusal)
            ? refusal
            : links.Count;
    }
}
