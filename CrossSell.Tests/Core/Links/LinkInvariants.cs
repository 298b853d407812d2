using CrossSell.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

/// <summary>What must hold of all links, whatever was done to them.</summary>
internal static class LinkInvariants
{
    /// <summary>A link that goes one way is alone, any other has its reverse link; every list is numbered from 0 without gaps.</summary>
    public static async Task AssertAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        var links = await db.Links.ToListAsync();
        var types = await db.LinkTypes.ToListAsync();
        Assert.All(links, link =>
        {
            var type = types.Single(candidate => candidate.Id == link.TypeId);
            if (type.Direction == LinkDirection.OneWay)
            {
                Assert.Null(link.PairId);
                return;
            }

            var partner = Assert.Single(links, other => other.PairId is not null && other.PairId == link.PairId && other.Id != link.Id);
            Assert.Equal((link.TargetId, link.SourceId), (partner.SourceId, partner.TargetId));
            Assert.Equal(type.Direction == LinkDirection.TwoWay ? type.Id : type.InverseTypeId, partner.TypeId);
        });
        Assert.All(
            links.GroupBy(link => (link.SourceId, List: types.Single(type => type.Id == link.TypeId).FillsPanel ? 0 : link.TypeId)),
            list => Assert.Equal(Enumerable.Range(0, list.Count()), list.Select(link => link.Position).Order()));
    }
}
