using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>Which of some products fill a slot of a panel now: what a change that drops them would cost.</summary>
public sealed class PanelSlots(StudioStore store, PanelService panels)
{
    // The panels that are looked into; what is asked for is a warning, not an account.
    internal const int MostAnchors = 5_000;
    internal const int Portion = 500;

    /// <returns>How many of the products stand in a panel of the channel now.</returns>
    public async Task<int> CountAsync(string channelCode, IReadOnlyCollection<int> productIds, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var channelId = await db.Channels.Where(channel => channel.Code == channelCode).Select(channel => channel.Id).SingleAsync(cancellation);
        var asked = productIds.ToHashSet();
        // A linked family fills its slot by a variant.
        var named = asked.Union(await InPortionsAsync(
            asked, ids => db.Products.Where(product => ids.Contains(product.Id) && product.ParentId != null).Select(product => product.ParentId!.Value)
                .ToListAsync(cancellation))).ToArray();
        var anchors = new HashSet<int>();
        foreach (var layer in panels.Layers)
        {
            anchors.UnionWith(await layer.AnchorsAsync(db, channelId, named, cancellation));
        }

        await panels.RefreshAsync(cancellation);
        var shown = new HashSet<int>();
        foreach (var some in anchors.Order().Take(MostAnchors).Chunk(Portion))
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

    /// <summary>Asks of so many products at a time as one query takes, until there are more answers than anybody looks into.</summary>
    internal static async Task<IReadOnlyCollection<int>> InPortionsAsync(IReadOnlyCollection<int> productIds, Func<int[], Task<List<int>>> ask)
    {
        var found = new HashSet<int>();
        foreach (var portion in productIds.Chunk(Portion))
        {
            found.UnionWith(await ask(portion));
            if (found.Count > MostAnchors)
            {
                break;
            }
        }

        return found;
    }
}
