using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;

namespace CrossSell.Core.Exchange;

/// <summary>Puts the rows of a file on the stage, and remembers what they say about products that nobody knows yet. Keeps no row and no order in memory.</summary>
/// <param name="secret">Of the installation: customers are stored as hashes under it.</param>
/// <param name="seesProducts">Whether the format makes products of unknown codes.</param>
internal sealed class OrderStaging(OrderStage stage, byte[] secret, bool seesProducts)
{
    // Customers come again within a file, but not all of them forever.
    private const int HashesKept = 20_000;

    private readonly Dictionary<string, SeenProduct> products = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(int, string), string> hashes = [];

    public OrderStage Stage => stage;

    /// <summary>Codes that were sold at a price, with what is known of them; empty where no products are made.</summary>
    public IReadOnlyDictionary<string, SeenProduct> Products => products;

    public void Add(OrderRow row, Channel channel)
    {
        var price = Money.FromAmount(row.UnitPrice, channel.Currency).Minor;
        stage.Add(
            channel.Id,
            row.OrderId,
            row.OrderedAt,
            stands: row.State is OrderRowState.Sold or OrderRowState.Returned,
            row.Customer is null ? null : HashOf(channel, row.Customer),
            row.Sku,
            row.Quantity,
            row.State == OrderRowState.Returned ? Math.Max(row.Quantity, 0) : 0,
            price);
        if (seesProducts && row.Flaw == LineFlaw.None && price > 0)
        {
            See(row, price);
        }
    }

    private void See(OrderRow row, long price)
    {
        if (!products.TryGetValue(row.Sku, out var seen))
        {
            products.Add(row.Sku, seen = new SeenProduct());
        }

        seen.Add(row.Description, row.OrderedAt, price);
    }

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

    /// <summary>What sold lines say about a product.</summary>
    internal sealed class SeenProduct
    {
        // Spellings of one product are few; a file that has more of them names no product.
        private const int NamesKept = 50;

        private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
        private DateTimeOffset pricedAt = DateTimeOffset.MinValue;

        /// <summary>The latest, in minor units.</summary>
        public long Price { get; private set; }

        /// <summary>The most frequent description, the first in the alphabet among equals; null when there was none.</summary>
        public string? Name => names.Count == 0 ? null : names.OrderByDescending(name => name.Value).ThenBy(name => name.Key, StringComparer.Ordinal).First().Key;

        public void Add(string? description, DateTimeOffset at, long price)
        {
            if (description is not null && (names.Count < NamesKept || names.ContainsKey(description)))
            {
                names[description] = names.GetValueOrDefault(description) + 1;
            }

            if (at >= pricedAt)
            {
                (pricedAt, Price) = (at, price);
            }
        }
    }
}
