using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Tests.Core.QuickStart;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Exchange;

/// <summary>Rows of other systems' files that are wrong: corrected in the check, or in the file of error rows, which says nobody's name.</summary>
public sealed class ForeignErrorsTests : IAsyncLifetime
{
    private QuickStartScene scene = null!;
    private Channel shop = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await QuickStartScene.CreateAsync();
        shop = await scene.ShopAsync();
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task Rows_OfAForeignFile_AreCorrectedInTheCheck_OrLeftOut()
    {
        var file = (await scene.BringAsync("products.csv",
        [
            QuickStartScene.ProductHeader, "hat,Hat,,Acme,,,TRUE,Title,Default Title,HAT,much,active,",
            "cap,Cap,\"two\nlines\",Acme,,,TRUE,Title,Default Title,CAP,cheap,active,",
            "tie,Tie,,Acme,,,TRUE,Title,Default Title,TIE,9.00,active,",
        ])).Required;

        var trial = await RunAsync(file, isTrial: true, RowCorrections.None);
        var problems = await new ImportChecks(scene.Studio.Data, scene.Queue).ProblemsAsync(trial.Id, scene.Me);

        Assert.Equal(
            [(2, "Variant Price", "much"), (3, "Variant Price", "cheap")], problems.Rows.Select(row => (row.Line, row.Name, row.Value)));
        var corrections = RowCorrections.None.With(2, problems.Rows[0].Column, "25.00").LeaveOut(3, true);
        var again = await RunAsync(file, isTrial: true, corrections);
        Assert.Empty((await new ImportChecks(scene.Studio.Data, scene.Queue).ProblemsAsync(again.Id, scene.Me)).Rows);
        await RunAsync(file, isTrial: false, corrections);

        await using var db = scene.Studio.Store.Read();
        Assert.Equal(["HAT", "TIE"], await db.Products.OrderBy(product => product.Sku).Select(product => product.Sku).ToListAsync());
        Assert.Contains(await db.Listings.Select(listing => listing.Price).ToListAsync(), price => price == 2_500);
    }

    [StudioFact]
    public async Task ErrorRows_OfOrders_HoldWholeOrdersWithoutPersons_AndCorrectedComeBackToTheSameCustomer()
    {
        await scene.RunAsync(shop, (await scene.BringAsync("products.csv", QuickStartScene.Products())).Required);
        var good = "#1,ann@example.com,paid,EUR,2026-01-10 10:00:00 +0100,1,Strap,15.00,STRAP,Ann Buyer,+31612345678,";
        var file = (await scene.BringAsync("orders.csv",
        [
            QuickStartScene.OrderHeader, good, "#2,ann@example.com,paid,EUR,2026-01-11 10:00:00 +0100,1,Camera body,900.00,BODY,Ann Buyer,+31612345678,",
            "#2,,,,2026-01-11 10:00:00 +0100,lots,Memory card,40.00,CARD,,,",
        ])).Required;

        var job = await RunAsync(file, isTrial: false, RowCorrections.None);

        var errors = await File.ReadAllTextAsync(Path.Combine(scene.Studio.Data.Exchange, JobReport.Of(job)!.ErrorFile!));
        Assert.Equal(3, errors.TrimEnd().Split('\n').Length);
        foreach (var personal in new[] { "ann@", "Ann Buyer", "+31612345678" })
        {
            Assert.DoesNotContain(personal, errors, StringComparison.OrdinalIgnoreCase);
        }

        var again = (await scene.BringAsync("orders-errors.csv", [errors.Replace("lots", "2", StringComparison.Ordinal)])).Required;
        Assert.Equal(ExchangeKind.Orders, again.Kind);
        await RunAsync(again, isTrial: false, RowCorrections.None);

        await using var db = scene.Studio.Store.Read();
        var orders = await db.Orders.OrderBy(order => order.ExternalId).ToListAsync();
        Assert.Equal(["#1", "#2"], orders.Select(order => order.ExternalId));
        Assert.NotNull(orders[0].CustomerHash);
        Assert.Equal(orders[0].CustomerHash, orders[1].CustomerHash);
        Assert.Equal(2, await db.OrderLines.CountAsync(line => line.OrderId == orders[1].Id));
    }

    private async Task<Job> RunAsync(ExchangeFile file, bool isTrial, RowCorrections corrections)
    {
        var input = new ImportInput(file.File, file.OriginalName, file.Kind, isTrial, Channel: shop.Code)
        {
            Mapping = file.Told, Corrections = corrections.IsEmpty ? null : corrections,
        };
        var id = (await new ImportJobs(scene.Studio.Data, scene.Queue).StartAsync(input, scene.Me)).Required;
        Assert.True(await scene.Execution().RunNextAsync());
        return (await scene.Queue.FindAsync(id, Actor.CommandLine))!;
    }
}
