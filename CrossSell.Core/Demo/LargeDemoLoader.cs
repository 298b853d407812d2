using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>
/// Puts the four shops at any size into an empty studio: streamed, in one transaction or nothing, for trials and benchmarks. Never touches a studio that has a
/// channel.
/// </summary>
public sealed class LargeDemoLoader(StudioStore store, DataDirectory data, TimeProvider time)
{
    private const int OwnOrdersAtMost = 40_000;
    private const int LinkedGroupsAtMost = 5_000;
    private const int ReportEvery = 1 << 15;

    private static readonly string[] Filled = [
        "Products", "ProductCategories", "AttributeValues", "ProductTexts", "Listings", "LocaleCompleteness", "Orders", "OrderLines"];

    /// <param name="today">The day after the last order.</param>
    /// <param name="people">Accounts that are made with it.</param>
    /// <param name="progress">Told in words what is being done, how far it is and how fast it goes.</param>
    public async Task<Outcome> LoadAsync(
        DateOnly today, DemoSize size, IProgress<string>? progress = null, IReadOnlyList<User>? people = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(size);
        if (size.Wrong() is { } wrong)
        {
            return wrong;
        }

        var purpose = string.Create(CultureInfo.InvariantCulture, $"Loaded the demo with {size.Products:N0} products and {size.Orders:N0} orders");
        await using var session = await store.WriteAsync(DemoLoader.Loader, purpose, cancellation);
        session.CanUndo = false;
        if (await session.Db.Channels.AnyAsync(cancellation))
        {
            return DemoLoader.NotEmpty;
        }

        progress?.Report("Planning the catalogue");
        var catalog = DemoCatalog.Create(today);
        var linkTypes = await session.Db.LinkTypes.AsNoTracking().ToDictionaryAsync(type => type.Code, cancellation);
        var rows = new DemoRows(catalog, linkTypes);
        var large = new LargeCatalog(catalog, rows, size);
        var bulk = await BulkLoad.BeginAsync(session, Filled, cancellation);
        await DemoLoader.WriteCatalogAsync(session, rows, cancellation);
        EntityInsert.Write(session, large.Categories, cancellation);
        WriteProducts(session, large, size.Products - catalog.Products.Count, progress, cancellation);

        var secret = data.Secret();
        var own = DemoLoader.Orders(catalog, rows, secret, Math.Min(OwnOrdersAtMost, size.Orders / 10));
        var book = new LargeOrderBook(catalog, large, own.Count + 1, own.Sum(order => order.Lines.Count) + 1, secret);
        WriteOrders(session, own.Concat(book.Stream(size.Orders - own.Count)), size.Orders, progress, cancellation);

        EntityInsert.Write(session, new LargeLinks(catalog, large, book, linkTypes, rows.Links).Make(LinkedGroupsAtMost), cancellation);
        await bulk.EndAsync(progress, cancellation);
        progress?.Report("Writing it down");
        session.Db.Users.AddRange(people ?? []);
        var committed = await session.CommitAsync(cancellation);
        return committed.Refusal is { } refusal ? refusal : Outcome.Done;
    }

    private void WriteProducts(WriteSession session, LargeCatalog large, int count, IProgress<string>? progress, CancellationToken cancellation)
    {
        using var products = new EntityInsert<Product>(session);
        using var values = new EntityInsert<AttributeValue>(session);
        using var listings = new EntityInsert<Listing>(session);
        using var texts = new EntityInsert<ProductText>(session);
        using var locales = new EntityInsert<LocaleCompleteness>(session);
        using var places = new EntityInsert<ProductCategory>(session);
        var tell = new Teller(progress, time, "products", count);
        foreach (var made in large.Stream())
        {
            products.Add(made.Product);
            listings.Add(made.Listing);
            foreach (var value in made.Values)
            {
                values.Add(value);
            }

            if (made.Text is { } text)
            {
                texts.Add(text);
            }

            if (made.Locale is { } locale)
            {
                locales.Add(locale);
            }

            if (made.AlsoCategoryId is { } category)
            {
                places.Add(new ProductCategory { ProductId = made.Product.Id, CategoryId = category });
            }

            tell.One(cancellation);
        }
    }

    private void WriteOrders(WriteSession session, IEnumerable<Order> stream, int count, IProgress<string>? progress, CancellationToken cancellation)
    {
        using var orders = new EntityInsert<Order>(session);
        using var lines = new EntityInsert<OrderLine>(session);
        var tell = new Teller(progress, time, "orders", count);
        foreach (var order in stream)
        {
            orders.Add(order);
            foreach (var line in order.Lines)
            {
                lines.Add(line);
            }

            tell.One(cancellation);
        }
    }

    private sealed class Teller(IProgress<string>? progress, TimeProvider time, string what, int total)
    {
        private readonly long _started = time.GetTimestamp();
        private int _done;

        public void One(CancellationToken cancellation)
        {
            if (++_done % ReportEvery == 0 || _done == total)
            {
                cancellation.ThrowIfCancellationRequested();
                var seconds = Math.Max(0.001, time.GetElapsedTime(_started).TotalSeconds);
                progress?.Report(string.Create(
                    CultureInfo.InvariantCulture, $"Writing {what}: {100L * _done / total} % ({_done:N0} of {total:N0}), {_done / seconds:N0} a second"));
            }
        }
    }
}
