using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bulk;

/// <summary>Lists products in a shop, takes them out, publishes or unpublishes them, or sets their stock there.</summary>
internal sealed class ListingStep(Actor actor, BulkEdit edit, Channel channel) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Listing)];

    public override string Sentence => edit switch
    {
        ListIn => $"List {{0}} in {channel.Name}",
        UnlistFrom => $"Remove {{0}} from {channel.Name}",
        Publish => $"Publish {{0}} in {channel.Name}",
        Unpublish => $"Unpublish {{0}} in {channel.Name}",
        _ => $"Set the stock of {{0}} in {channel.Name}",
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
                (ListIn, null) => (false, null, "not listed", "listed, unpublished"),
                (ListIn, _) => (true, null, "", ""),
                (UnlistFrom, null) => (true, null, "", ""),
                (UnlistFrom, _) => (false, null, "listed", "not listed"),
                (Unpublish, null) => (true, null, "", ""),
                (_, null) => (false, $"is not listed in {channel.Name}", "", ""),
                (Publish, { Published: true }) or (Unpublish, { Published: false }) => (true, null, "", ""),
                (Publish, { Price: 0 }) => (false, $"has no price in {channel.Name}, so it cannot be published", "", ""),
                (Publish, _) => (false, null, "unpublished", "published"),
                (Unpublish, _) => (false, null, "published", "unpublished"),
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

    private static string Words(int? stock) => stock?.ToString("N0", CultureInfo.InvariantCulture) ?? "not tracked";
}
