using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>Puts the demo into an empty studio, all of it in one transaction or nothing. Never touches a studio that has a channel.</summary>
public sealed class DemoLoader(StudioStore store, DataDirectory data)
{
    public static readonly Actor Loader = Actor.Job("demo");

    /// <summary>What the history calls the loading of the four shops as they are.</summary>
    public const string Purpose = "Loaded the demo";

    internal static readonly Refusal NotEmpty = new Refusal(
        "demo.not-empty",
        "This studio already has channels. The demo is loaded into an empty studio only: name another data folder with CrossSell__DataDirectory.");

    /// <summary>
    /// The shops of the demo that nobody has mined yet with all that follows, by code: it was stopped half-way. Empty where there is no demo, and where it is
    /// whole.
    /// </summary>
    public async Task<IReadOnlyList<string>> UnminedAsync(CancellationToken cancellation = default)
    {
        string[] shops = [CameraShop.Channel.Code, FashionShop.Channel.Code, CoffeeShop.Channel.Code, OutdoorShop.Channel.Code];
        await using var db = store.Read();
        return await IsLoadedAsync(db, cancellation)
            ? await db.Channels
                .Where(channel => shops.Contains(channel.Code) && !db.Set<MiningRun>().Any(run => run.ChannelId == channel.Id && run.CompletedAt != null))
                .OrderBy(channel => channel.Code).Select(channel => channel.Code).ToListAsync(cancellation)
            : [];
    }

    /// <summary>Whether the demo is what this studio began with.</summary>
    public async Task<bool> IsLoadedAsync(CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        return await IsLoadedAsync(db, cancellation);
    }

    private static Task<bool> IsLoadedAsync(StudioDb db, CancellationToken cancellation) =>
        db.ChangeSets.AnyAsync(set => set.ActorId == Loader.Id, cancellation);

    /// <summary>
    /// The day for which a demo is laid out at an instant: its people work until 09:00 UTC of that day and its westernmost shop sells until the early morning,
    /// so that in the hours before it is the day before. Nothing of a demo lies in the future that is not planned there.
    /// </summary>
    public static DateOnly DayAt(DateTimeOffset now) => DateOnly.FromDateTime(now.UtcDateTime.AddHours(-9));

    /// <param name="today">The day after the last order.</param>
    /// <param name="people">Accounts that are made with it: a demo without its people cannot be looked at.</param>
    /// <param name="progress">Told in words what is being done.</param>
    public async Task<Outcome> LoadAsync(
        DateOnly today, IProgress<string>? progress = null, IReadOnlyList<User>? people = null, CancellationToken cancellation = default)
    {
        progress?.Report("Making the four demo shops");
        var catalog = DemoCatalog.Create(today);
        await using var session = await store.WriteAsync(Loader, Purpose, cancellation);
        session.CanUndo = false;
        if (await session.Db.Channels.AnyAsync(cancellation))
        {
            return NotEmpty;
        }

        var linkTypes = await session.Db.LinkTypes.AsNoTracking().ToDictionaryAsync(type => type.Code, cancellation);
        var rows = new DemoRows(catalog, linkTypes);
        await WriteCatalogAsync(session, rows, cancellation);
        EntityInsert.Write(session, rows.MiningPolicies, cancellation);

        progress?.Report($"Writing {DemoOrders.Count:N0} orders");
        var orders = Orders(catalog, rows, data.Secret(), DemoOrders.Count);
        EntityInsert.Write(session, orders, cancellation);
        EntityInsert.Write(session, orders.SelectMany(order => order.Lines), cancellation);
        session.Db.Users.AddRange(people ?? []);
        var committed = await session.CommitAsync(cancellation);
        return committed.Refusal is { } refusal ? refusal : Outcome.Done;
    }

    /// <summary>Everything of the four shops but their orders.</summary>
    internal static async Task WriteCatalogAsync(WriteSession session, DemoRows rows, CancellationToken cancellation)
    {
        EntityInsert.Write(session, rows.Channels, cancellation);
        EntityInsert.Write(session, rows.TaxRates, cancellation);
        EntityInsert.Write(session, rows.PanelSettings, cancellation);
        EntityInsert.Write(session, rows.Segments, cancellation);
        EntityInsert.Write(session, rows.Categories, cancellation);
        EntityInsert.Write(session, rows.Attributes, cancellation);
        EntityInsert.Write(session, rows.ProductTypes, cancellation);
        EntityInsert.Write(session, rows.ProductTypeAttributes, cancellation);
        EntityInsert.Write(session, rows.Products, cancellation);
        EntityInsert.Write(session, rows.AttributeValues, cancellation);
        EntityInsert.Write(session, rows.Texts, cancellation);
        EntityInsert.Write(session, rows.Listings, cancellation);
        await CompletenessUpdate.WriteAsync(session, [.. rows.ProductIds.Values], cancellation);
        EntityInsert.Write(session, rows.Links, cancellation);
        EntityInsert.Write(session, rows.Rules, cancellation);
        EntityInsert.Write(session, rows.Bundles, cancellation);
        EntityInsert.Write(session, rows.Revisions, cancellation);
        EntityInsert.Write(session, rows.Revisions.SelectMany(revision => revision.Components), cancellation);
        EntityInsert.Write(session, rows.Revisions.SelectMany(revision => revision.Channels), cancellation);
        EntityInsert.Write(session, rows.Revisions.SelectMany(revision => revision.Authors), cancellation);
        EntityInsert.Write(session, rows.Verdicts, cancellation);
    }

    internal static List<Order> Orders(DemoCatalog catalog, DemoRows rows, byte[] secret, int count)
    {
        var orders = new List<Order>(count);
        long lineId = 0;
        foreach (var order in DemoOrders.Stream(catalog, count))
        {
            var row = new Order
            {
                Id = orders.Count + 1,
                ChannelId = rows.ChannelIds[order.ChannelCode],
                ExternalId = order.Number,
                OrderedAt = order.PlacedAt,
                CustomerHash = order.CustomerId is { } id ? Convert.ToHexString(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(id))) : null,
                Status = order.Cancelled ? OrderStatus.Cancelled : OrderStatus.Placed,
            };
            row.Lines.AddRange(order.Lines.Select(line => new OrderLine
            {
                Id = ++lineId,
                OrderId = row.Id,
                Sku = line.Sku,
                ProductId = rows.ProductIds[line.Sku],
                Quantity = line.Quantity,
                ReturnedQuantity = line.ReturnedQuantity,
                UnitPrice = line.UnitPriceMinor,
            }));
            orders.Add(row);
        }

        return orders;
    }
}
