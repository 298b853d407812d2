using System.Text;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Orders;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Orders that sold a bundle, from the file to the stored lines.</summary>
[Trait("Kind", "Slow")]
public sealed class BundleOrdersTests
{
    private const string Header = "order_id,ordered_at,channel,customer,status,sku,quantity,unit_price,bundle_code\n";
    private const string Live = "2026-11-21T10:00:00Z";

    [StudioFact]
    public async Task Case10_OrdersThatSoldASet_InAllThreeForms_AreStoredAsItsTaggedParts_AndRevenueIsCountedOnce()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        Assert.Null((await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000 })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();
        var price = (await PriceAsync(studio, kit)).ToInvariant();
        var (code, name) = (kit.Bundle.Code, kit.Revision.Name);

        var report = (await ImportAsync(studio, Header
            + $"alone,{Live},camera,,,{code.ToUpperInvariant()},2,{price},\n"
            + $"named,{Live},camera,,,,1,{price},{name}\n"
            + $"both,{Live},camera,,,{code},1,{price},{code}\nboth,{Live},camera,,,cam-d7,1,0,{code}\nboth,{Live},camera,,,card-128,1,0,{code}\n"
            + $"both,{Live},camera,,,bag-15,1,0,{code}\n"
            + $"parts,{Live},camera,,,cam-d7,1,1000.00,{code}\nparts,{Live},camera,,,card-128,1,40.00,{code}\nparts,{Live},camera,,,bag-15,1,9.99,{code}\n"
            + $"single,{Live},camera,,,cam-d7,1,1299.00,\n")).Required;

        Assert.Equal((5, 4, 0), (report.OrdersNew, report.OrdersWithSets, report.UnknownSkus));
        await using var db = studio.Store.Read();
        var orders = await db.Orders.Include(order => order.Lines).ToDictionaryAsync(order => order.ExternalId, Stop);
        var set = Money.FromAmount(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), kit.Channel.Currency).Minor;
        Assert.Equal(
            [2 * set, set, set, 1049_99, 1299_00],
            new[] { "alone", "named", "both", "parts", "single" }.Select(id => orders[id].Lines.Sum(line => line.Amount)));
        foreach (var id in new[] { "alone", "named", "both", "parts" })
        {
            Assert.Equal(new int?[] { kit.Body.Id, kit.Card.Id, kit.Bag.Id }.ToHashSet(), orders[id].Lines.Select(line => line.ProductId).ToHashSet());
            Assert.All(orders[id].Lines, line => Assert.Equal((code, id == "alone" ? 2 : 1), (line.BundleCode!, line.BundleSets!.Value)));
        }

        // By the revision that was live: each part as the quote has it.
        Assert.Equal(
            (await QuoteAsync(studio, kit)).OrderBy(part => part.Key),
            orders["named"].Lines.GroupBy(line => line.ProductId!.Value).Select(same => KeyValuePair.Create(same.Key, same.Sum(line => line.Amount)))
                .OrderBy(part => part.Key));
        Assert.Null(Assert.Single(orders["single"].Lines).BundleCode);
    }

    [StudioFact]
    public async Task Case10_TheSameFileTwice_ChangesNothing_AlsoAfterPricesHaveChanged()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        var file = Header + $"1,{Live},camera,,,{kit.Bundle.Code},3,999.97,\n2,2025-01-01T10:00:00Z,camera,,,{kit.Bundle.Code},1,1234.56,\n"
            + $"3,{Live},camera,,,{kit.Bundle.Code},1,900.00,\n3,{Live},camera,,,{kit.Bundle.Code},1,1000.01,\n";
        Assert.Equal(3, (await ImportAsync(studio, file)).Required.OrdersNew);
        await studio.WriteAsync(async session => await session.Db.Listings
            .ExecuteUpdateAsync(update => update.SetProperty(listing => listing.Price, listing => (listing.Price * 2) + 1), Stop));
        var before = await studio.Store.StateAsync(Stop);

        var again = (await ImportAsync(studio, file)).Required;

        Assert.Equal((0, 0, 3), (again.OrdersNew, again.OrdersChanged, again.OrdersSame));
        Assert.Equal(before, await studio.Store.StateAsync(Stop));
    }

    [StudioFact]
    public async Task Case12_APurchase_IsReportedByItsParts_NeverTheSetBesides()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        var code = kit.Bundle.Code;
        await ImportAsync(studio, Header
            + $"1,{Live},camera,,,{code},3,1234.57,{code}\n1,{Live},camera,,,cam-d7,3,1100,{code}\n1,{Live},camera,,,card-128,3,50,{code}\n"
            + $"1,{Live},camera,,,bag-15,3,100,{code}\n1,{Live},camera,,,card-128,1,49.90,\n");

        // As a purchase is told to GA4: items, each with price and quantity, whose sum is the value.
        await using var db = studio.Store.Read();
        var items = await db.OrderLines.Select(line => new { line.Sku, line.UnitPrice, line.Quantity }).ToListAsync(Stop);
        Assert.DoesNotContain(items, item => item.Sku.Equals(code, StringComparison.OrdinalIgnoreCase));
        Assert.Equal((3 * 1234_57) + 49_90, items.Sum(item => item.UnitPrice * item.Quantity));
    }

    [StudioFact]
    public async Task Case09_AReturnedPart_IsWorthItsAllocatedAmount()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await kit.ApproveAsync();
        var code = kit.Bundle.Code;

        await ImportAsync(studio, Header
            + $"1,{Live},camera,,,{code},2,1000.00,{code}\n1,{Live},camera,,returned,card-128,1,0,{code}\n1,{Live},camera,,,card-128,1,0,{code}\n"
            + $"1,{Live},camera,,,cam-d7,2,0,{code}\n1,{Live},camera,,,bag-15,2,0,{code}\n2,{Live},camera,,returned,{code},1,1000.00,\n");

        await using var db = studio.Store.Read();
        var orders = await db.Orders.Include(order => order.Lines).ToDictionaryAsync(order => order.ExternalId, Stop);
        var whole = orders["2"].Lines;
        Assert.Equal((1000_00L, 1000_00L), (whole.Sum(line => line.Amount), whole.Sum(line => line.Refunded)));
        Assert.Equal(2000_00, orders["1"].Lines.Sum(line => line.Amount));
        Assert.Equal(whole.Where(line => line.ProductId == kit.Card.Id).Sum(line => line.Amount), orders["1"].Lines.Sum(line => line.Refunded));
    }

    [StudioFact]
    public async Task Case10_AProductOfTheCode_IsAProduct_UnlessTheFileSaysBundle()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        var like = await studio.ProductAsync(kit.Bundle.Code.ToUpperInvariant(), kit.Channel);

        var report = (await ImportAsync(
            studio, Header + $"1,{Live},camera,,,{kit.Bundle.Code},1,10.00,\n2,{Live},camera,,,{kit.Bundle.Code},1,10.00,{kit.Bundle.Code}\n")).Required;

        Assert.Equal(1, report.OrdersWithSets);
        await using var db = studio.Store.Read();
        var orders = await db.Orders.Include(order => order.Lines).ToDictionaryAsync(order => order.ExternalId, Stop);
        Assert.Equal(like.Id, Assert.Single(orders["1"].Lines).ProductId);
        Assert.Equal([kit.Body.Id, kit.Card.Id, kit.Bag.Id], orders["2"].Lines.OrderBy(line => line.Id).Select(line => line.ProductId!.Value).Distinct());
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<Outcome<OrderImportReport>> ImportAsync(TestStudio studio, string text) => await new OrderImport(studio.Store, studio.Data)
        .ImportAsync(TestStudio.Administrator, new MemoryStream(Encoding.UTF8.GetBytes(text)), new OrderImportOptions(), cancellation: Stop);

    private static async Task<Money> PriceAsync(TestStudio studio, KitScene kit)
    {
        await using var db = studio.Store.Read();
        return (await BundleQuotes.LoadAsync(db, [kit.Revision.Id], kit.Channel.Id, Stop))[kit.Revision.Id].Price!.SetPrice;
    }

    private static async Task<Dictionary<int, long>> QuoteAsync(TestStudio studio, KitScene kit)
    {
        await using var db = studio.Store.Read();
        return (await BundleQuotes.LoadAsync(db, [kit.Revision.Id], kit.Channel.Id, Stop))[kit.Revision.Id].Price!.Components
            .ToDictionary(part => part.ProductId, part => part.SetTotal.Minor);
    }
}
