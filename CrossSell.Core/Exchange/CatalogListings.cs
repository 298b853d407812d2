using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Dialects;
using CrossSell.Core.People;

namespace CrossSell.Core.Exchange;

/// <summary>What the rows of a catalogue file say about price, cost and stock in one channel.</summary>
internal sealed class CatalogListings(CatalogHeader header, Actor actor, IReadOnlyDictionary<string, Channel> channels)
{
    /// <summary>All codes, for sentences.</summary>
    public string Codes => string.Join(", ", channels.Keys.Order(StringComparer.Ordinal));

    /// <summary>The channel that the row is about; null when it is about none, or when what it says is wrong: that is said on the row.</summary>
    public Channel? ChannelOf(CatalogImportRow row)
    {
        var saysListing = header.Kind == CatalogFileKind.Listings || row.Price is not null || row.CompareAtPrice is not null || row.Cost is not null
            || row.Stock is not null || row.Published is not null;
        var code = row.Channel ?? (saysListing ? header.DefaultChannel : null);
        if (code is null)
        {
            if (header.Kind == CatalogFileKind.Listings)
            {
                row.Wrong("channel", "channel is empty; write the shop's code.");
            }
            else if (saysListing)
            {
                row.Wrong("channel", "channel is empty; add the shop for price, cost and stock.");
            }

            return null;
        }

        if (!channels.TryGetValue(code, out var channel))
        {
            row.Wrong("channel", $"there is no channel \"{code}\". The channels are {Codes}.");
            return null;
        }

        if (actor.Can(Permission.EditCatalog, channel.Id))
        {
            return channel;
        }

        row.Wrong("channel", $"you may not edit products in {channel.Name}. Remove the row, or ask an administrator.");
        return null;
    }

    /// <summary>The listing as it shall be; null when it is so already, or when the row is wrong.</summary>
    public (Listing? Listing, bool IsNew) Next(CatalogImportRow row, Product? product, Channel channel, ExistingRows facts)
    {
        var existing = product is null ? null : facts.Listings[product.Id].FirstOrDefault(listing => listing.ChannelId == channel.Id);
        var price = Minor(row, "price", row.Price, channel) ?? existing?.Price ?? 0;
        var edit = new ListingEdit(
            0,
            price,
            Minor(row, "compare_at_price", row.CompareAtPrice, channel) ?? existing?.CompareAtPrice,
            Minor(row, "cost", row.Cost, channel) ?? existing?.Cost,
            row.Stock ?? existing?.Stock,
            row.Published ?? existing?.Published ?? price > 0);
        var next = existing?.Copy() ?? new Listing { ChannelId = channel.Id };
        if (next.Edit(edit).IsRefused(out var wrong))
        {
            row.Wrong(wrong.Field, $"{char.ToLowerInvariant(wrong.Message[0])}{wrong.Message[1..]}");
            return (null, false);
        }

        if (existing is not null
            && (existing.Price, existing.CompareAtPrice, existing.Cost, existing.Stock, existing.Published) == (
                edit.Price, edit.CompareAtPrice, edit.Cost, edit.Stock, edit.Published))
        {
            return (null, false);
        }

        return (next, existing is null);
    }

    private long? Minor(CatalogImportRow row, string column, FileAmount? amount, Channel channel)
    {
        if (amount is not { } said)
        {
            return null;
        }

        if (said.Currency is { } beside && !Amounts.Is(beside, channel.Currency))
        {
            row.Wrong(
                column,
                $"{column} is \"{said.Text}\", but {channel.Name} sells in {channel.Currency}. Write the amount in {channel.Currency}, without another currency.");
            return null;
        }

        // A currency of three decimals writes them all, so three digits are its decimals; one without decimals writes thousands.
        if ((said.Value ?? channel.Currency.Decimals switch { 3 => said.Broken, 0 => said.Whole, _ => null }) is not { } number)
        {
            row.Wrong(column, string.Create(
                CultureInfo.InvariantCulture,
                $"{column} is \"{said.Text}\", which may be {said.Whole} or {said.Broken}: {(header.Marks.GetValueOrDefault(header[column]) == DecimalMark.Mixed ? "the column writes decimals with a point here and a comma there" : "no other cell of the column shows what stands before decimals")}. Write {said.Whole}.{new string('0', Math.Max(1, channel.Currency.Decimals))} or as it is meant."));
            return null;
        }

        var money = Money.FromAmount(number, channel.Currency);
        if (money.Amount != number)
        {
            row.Wrong(column, string
                .Create(CultureInfo.InvariantCulture, $"{column} is {number}; {channel.Currency} has {channel.Currency.Decimals} decimals."));
        }

        return money.Minor;
    }
}
