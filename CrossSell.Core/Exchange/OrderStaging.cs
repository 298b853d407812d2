using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;

namespace CrossSell.Core.Exchange;

/// <summary>Gathers the rows of a file into whole orders, and what they say about products that nobody knows yet. Pure but for the installation's secret.</summary>
internal sealed class OrderStaging(byte[] secret)
{
    private readonly Dictionary<(int, string), StagedOrder> orders = [];
    private readonly Dictionary<string, SeenProduct> products = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(int, string), string> hashes = [];

    /// <summary>In the order of the file.</summary>
    public IReadOnlyCollection<StagedOrder> Orders => orders.Values;

    /// <summary>Codes that were sold at a price, with what is known of them.</summary>
    public IReadOnlyDictionary<string, SeenProduct> Products => products;

    public int Lines { get; private set; }

    public void Add(OrderRow row, Channel channel)
    {
        var stands = row.State is OrderRowState.Sold or OrderRowState.Returned;
        if (!orders.TryGetValue((channel.Id, row.OrderId), out var order))
        {
            order = new StagedOrder
            {
                ChannelId = channel.Id,
                ExternalId = row.OrderId,
                OrderedAt = row.OrderedAt,
                CustomerHash = row.Customer is null ? null : HashOf(channel, row.Customer),
                Status = OrderStatus.Cancelled,
            };
            orders.Add((channel.Id, row.OrderId), order);
        }

        // One line that stands makes the order stand; a line that was cancelled in it came back in full.
        order.Status = stands ? OrderStatus.Placed : order.Status;
        order.OrderedAt = row.OrderedAt < order.OrderedAt ? row.OrderedAt : order.OrderedAt;
        var price = Money.FromAmount(row.UnitPrice, channel.Currency).Minor;
        order.Lines.Add(new StagedLine(row.Sku, row.Quantity, row.State == OrderRowState.Returned ? Math.Max(row.Quantity, 0) : 0, price));
        Lines++;
        if (row.Flaw == LineFlaw.None && price > 0)
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
            hashes.Add((channel.Id, customer), hash);
        }

        return hash;
    }

    /// <summary>What sold lines say about a product.</summary>
    internal sealed class SeenProduct
    {
        private readonly Dictionary<string, int> names = new(StringComparer.Ordinal);
        private DateTimeOffset pricedAt = DateTimeOffset.MinValue;

        /// <summary>The latest, in minor units.</summary>
        public long Price { get; private set; }

        /// <summary>The most frequent description, the first in the alphabet among equals; null when there was none.</summary>
        public string? Name => names.Count == 0 ? null : names.OrderByDescending(name => name.Value).ThenBy(name => name.Key, StringComparer.Ordinal).First().Key;

        public void Add(string? description, DateTimeOffset at, long price)
        {
            if (description is not null)
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
