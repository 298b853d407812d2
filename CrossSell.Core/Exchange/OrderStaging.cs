using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Exchange;

/// <summary>Puts the rows of a file on the stage. Keeps no row, no order and no product in memory.</summary>
/// <param name="secret">Of the installation: customers are stored as hashes under it.</param>
/// <param name="sets">The bundles that rows may be of.</param>
/// <param name="seesProducts">Whether the format makes products of unknown codes.</param>
internal sealed class OrderStaging(OrderStage stage, byte[] secret, SetBook sets, bool seesProducts)
{
    // Customers come again within a file, but not all of them forever.
    private const int HashesKept = 20_000;

    private readonly Dictionary<(int, string), string> hashes = [];

    public OrderStage Stage => stage;

    public void Add(OrderRow row, Channel channel)
    {
        var price = Money.FromAmount(row.UnitPrice, channel.Currency).Minor;
        var bundle = sets.CodeOf(row);

        // A set may be called by its name where its parts are tagged with its code.
        var isSet = bundle is not null && (row.Bundle is null || row.Sku.Equals(row.Bundle, StringComparison.OrdinalIgnoreCase));
        stage.Add(
            channel.Id,
            row.OrderId,
            new StagedRow(
                isSet ? bundle!.ToUpperInvariant() : row.Sku, row.Quantity, row.State == OrderRowState.Returned ? Math.Max(row.Quantity, 0) : 0, price)
            {
                OrderedAt = row.OrderedAt.ToUnixTimeMilliseconds(),
                Stands = row.State is OrderRowState.Sold or OrderRowState.Returned,
                CustomerHash = row.Customer is null ? null : HashOf(channel, row.Customer),
                Tells = seesProducts && bundle is null && row.Flaw == LineFlaw.None && price > 0,
                Name = row.Description,
                Bundle = bundle,
            });
    }

    /// <summary>Makes parts of the sets that were added.</summary>
    /// <returns>How many orders sold one.</returns>
    public Task<int> ResolveSetsAsync(StudioDb db, CancellationToken cancellation) => OrderSets.ResolveAsync(stage, sets, db, cancellation);

    /// <summary>Keyed, so that nobody can try all customer numbers; with the channel, so that number 17 of two shops are two people.</summary>
    private string HashOf(Channel channel, string customer)
    {
        if (!hashes.TryGetValue((channel.Id, customer), out var hash))
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{channel.Code}\n{customer}");
            hash = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text)));
            if (hashes.Count == HashesKept)
            {
                hashes.Clear();
            }

            hashes.Add((channel.Id, customer), hash);
        }

        return hash;
    }
}
