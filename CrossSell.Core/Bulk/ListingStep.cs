using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Bulk.BulkTexts;

namespace CrossSell.Core.Bulk;

/// <summary>Lists products in a shop, takes them out, publishes or unpublishes them, or sets their stock there.</summary>
internal sealed class ListingStep(Actor actor, BulkEdit edit, Channel channel) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Listing)];

    public override string Sentence(int count) => edit switch
    {
        ListIn => L.Plural(count, Written(count), "List {0} product in {1}", "List {0} products in {1}", channel.Name),
        UnlistFrom => L.Plural(count, Written(count), "Remove {0} product from {1}", "Remove {0} products from {1}", channel.Name),
        Publish => L.Plural(count, Written(count), "Publish {0} product in {1}", "Publish {0} products in {1}", channel.Name),
        Unpublish => L.Plural(count, Written(count), "Unpublish {0} product in {1}", "Unpublish {0} products in {1}", channel.Name),
        _ => L.Plural(count, Written(count), "Set the stock of {0} product in {1}", "Set the stock of {0} products in {1}", channel.Name),
    };

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        var listed = await db.Listings.Where(listing => listing.ChannelId == channel.Id && ids.Contains(listing.ProductId))
            .Select(listing => new { listing.ProductId, listing.Price, listing.Published, listing.Stock })
            .ToDictionaryAsync(listing => listing.ProductId, cancellation);
        foreach (var id in ids)
        {
            var listing = listed.GetValueOrDefault(id);
            (bool Same, string? Reason, string Before, string After) found = (edit, listing) switch
            {
                (ListIn, null) => (false, null, L["not listed"].Value, L["listed, unpublished"].Value),
                (ListIn, _) => (true, null, "", ""),
                (UnlistFrom, null) => (true, null, "", ""),
                (UnlistFrom, _) => (false, null, L["listed"].Value, L["not listed"].Value),
                (Unpublish, null) => (true, null, "", ""),
                (_, null) => (false, L["is not listed in {0}", channel.Name].Value, "", ""),
                (Publish, { Published: true }) or (Unpublish, { Published: false }) => (true, null, "", ""),
                (Publish, { Price: 0 }) => (false, L["has no price in {0}, so it cannot be published", channel.Name].Value, "", ""),
                (Publish, _) => (false, null, L["unpublished"].Value, L["published"].Value),
                (Unpublish, _) => (false, null, L["published"].Value, L["unpublished"].Value),
                (SetStock stock, _) => (listing.Stock == stock.Stock, null, Words(listing.Stock), Words(stock.Stock)),
                _ => throw new InvalidOperationException(edit.GetType().Name),
            };
            if (found.Reason is { } reason)
            {
                verdict.Refuse(id, reason);
            }
            else if (found.Same)
            {
                verdict.Unchanged++;
            }
            else
            {
                verdict.Changing.Add(id);
                verdict.Words[id] = (found.Before, found.After);
            }
        }
    }

    public override Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        var listings = session.Db.Listings.Where(listing => listing.ChannelId == channel.Id && verdict.Changing.Contains(listing.ProductId));
        return edit switch
        {
            ListIn list => BulkEditSql.ListAsync(session, channel.Id, list.PricesOf, verdict.Changing, cancellation),
            UnlistFrom => listings.ExecuteDeleteAsync(cancellation),
            SetStock stock => listings.ExecuteUpdateAsync(update => update.SetProperty(listing => listing.Stock, stock.Stock), cancellation),
            _ => listings.ExecuteUpdateAsync(update => update.SetProperty(listing => listing.Published, edit is Publish), cancellation),
        };
    }

    private static string Words(int? stock) => stock?.ToString("N0", CultureInfo.InvariantCulture) ?? L["not tracked"];
}
