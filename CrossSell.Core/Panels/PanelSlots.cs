using CrossSell.Core.Links;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>Which of some products fill a slot of a panel now: what a change that drops them would cost.</summary>
public sealed class PanelSlots(StudioStore store, PanelService panels)
{
    // The panels that are looked into; what is asked for is a warning, not an account.
    private const int MostAnchors = 5_000;
    private const int Chunk = 500;

    /// <returns>How many of the products stand in a panel of the channel now.</returns>
    public async Task<int> CountAsync(string channelCode, IReadOnlyCollection<int> productIds, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var channelId = await db.Channels.Where(channel => channel.Code == channelCode).Select(channel => channel.Id).SingleAsync(cancellation);
        var asked = productIds.ToHashSet();
        var anchors = new HashSet<int>();
        foreach (var chunk in asked.Chunk(Chunk))
        {
            // A linked family fills its slot by a variant.
            var ids = chunk.Union(await db.Products.Where(product => chunk.Contains(product.Id) && product.ParentId != null).Select(product => product.ParentId!.Value).ToListAsync(cancellation)).ToArray();
            anchors.UnionWith(await db.Links.Where(link => ids.Contains(link.TargetId)).Select(link => link.SourceId).ToListAsync(cancellation));
            anchors.UnionWith(await db.Affinities.Where(pair => pair.ChannelId == channelId && ids.Contains(pair.CompanionId)).Select(pair => pair.AnchorId).ToListAsync(cancellation));
            anchors.UnionWith(await db.PanelOverrides.Where(item => item.Scope == OverrideScope.Product && item.Action == OverrideAction.Pin && ids.Contains(item.TargetId))
                .Select(item => item.ScopeId).ToListAsync(cancellation));
            if (anchors.Count > MostAnchors)
            {
                break;
            }
        }

        anchors.UnionWith(await OfRulesAsync(db, asked, channelId, cancellation));
        await panels.RefreshAsync(cancellation);
        var shown = new HashSet<int>();
        foreach (var some in anchors.Order().Take(MostAnchors).Chunk(Chunk))
        {
            foreach (var sku in await db.Products.Where(product => some.Contains(product.Id)).Select(product => product.Sku).ToListAsync(cancellation))
            {
                foreach (var companion in panels.Resolve(new PanelQuery(sku, channelCode)).Value?.Panel.Companions ?? [])
                {
                    if (asked.Contains(companion.Product.Id))
                    {
                        shown.Add(companion.Product.Id);
                    }
                }
            }
        }

        return shown.Count;
    }

    /// <summary>Anchors of the rules that offer one of the products.</summary>
    private static async Task<HashSet<int>> OfRulesAsync(StudioDb db, HashSet<int> asked, int channelId, CancellationToken cancellation)
    {
        var (anchors, open) = (new HashSet<int>(), (await PanelRules.ReadAsync(db, [channelId], cancellation)).Of(channelId).ToList());
        foreach (var chunk in asked.Chunk(Chunk))
        {
            if (open.Count == 0)
            {
                break;
            }

            var members = FamilyRows.ByFamily(FamilyRows.Load(db, chunk)).SelectMany(member => member).Where(member => member.Product.ParentId is null).ToList();
            foreach (var rule in open.Where(rule => members.Exists(member => rule.Offers(member.Rows, member.Product))).ToList())
            {
                open.Remove(rule);
                anchors.UnionWith(await rule.Scope.Anchors(db, rule.Content.Anchors).Select(product => product.Id).Take(MostAnchors).ToListAsync(cancellation));
            }
        }

        return anchors;
    }
}
