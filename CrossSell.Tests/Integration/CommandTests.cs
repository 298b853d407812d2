using System.Text.Json;
using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Integration;

/// <summary>The contract of the command line: exit codes, stdout and stderr, on an empty data folder.</summary>
[Trait("Kind", "Slow")]
public sealed class CommandTests : IDisposable
{
    private readonly CommandLine cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Orders_ImportedMinedAndAsked_GiveAPanel_AndTheSameFileTwiceChangesNothing()
    {
        var file = Path.Combine(cli.DataFolder, "orders.csv");
        await File.WriteAllLinesAsync(file, ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", .. Orders()]);

        var first = await cli.RunAsync("import", "orders", file);
        Assert.True(first.Code == 0, first.Error);
        var second = await cli.RunAsync("import", "orders", file);
        Assert.Contains("0 new", second.Output, StringComparison.Ordinal);

        var mined = await cli.RunAsync("mine", "--json");
        var channel = JsonDocument.Parse(mined.Output).RootElement.GetProperty("channels")[0];
        Assert.Equal(
            ("online-retail", 30, 3),
            (channel.GetProperty("channel").GetString(), channel.GetProperty("baskets").GetInt32(), channel.GetProperty("products").GetInt32()));
        Assert.Equal(
            ["channel", "baskets", "products", "lines", "pairs", "countSum", "bestLiftSum"],
            channel.EnumerateObject().Select(property => property.Name));

        var panel = await cli.RunAsync("panel", "10001", "--json", "--explain");
        var answer = JsonDocument.Parse(panel.Output).RootElement;
        Assert.Equal("10001", answer.GetProperty("anchor").GetProperty("sku").GetString());
        Assert.Contains(answer.GetProperty("trace").EnumerateArray(), entry => entry.GetProperty("code").GetString() == "10002");
    }

    [Fact]
    public async Task Orders_OfAnyNumberOfUnknownCodesAndUnreadableRows_NeedNoMoreMemory()
    {
        const int Codes = 300_000;
        const int Wrong = 40_000;
        using var small = new CommandLine { HeapLimit = 160 };
        var file = Path.Combine(small.DataFolder, "orders.csv");
        var wrong = Path.Combine(small.DataFolder, "wrong.csv");
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteLineAsync("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country");
            for (var code = 0; code < Codes; code++)
            {
                var letter = (char)('A' + (code / 100_000));
                await writer.WriteLineAsync($"{code / 4},{code % 100_000:D5}{letter},ONE OF VERY MANY THINGS NUMBER {code},1,2010-12-01 08:26:00,2.55,,UK");
            }

            var padding = new string('x', 1_000);
            for (var row = 0; row < Wrong; row++)
            {
                await writer.WriteLineAsync($"W{row},12345A,{padding},none,2010-12-01 08:26:00,2.55,,UK");
            }
        }

        var tried = await small.RunAsync("import", "orders", file, "--dry-run", "--errors", wrong);

        Assert.True(tried.Code == 0, tried.Error);
        Assert.Equal(1, (await small.RunAsync("import", "orders", file, "--dry-run", "--errors", file)).Code);
        Assert.Contains("300,000", tried.Output, StringComparison.Ordinal);
        Assert.Equal(Wrong + 1, File.ReadLines(wrong).Count());
    }

    [Fact]
    public async Task Products_AreTriedImportedExported_AndComeBackUnchanged()
    {
        var file = Path.Combine(cli.DataFolder, "products.csv");
        await File.WriteAllLinesAsync(file, ["sku,name,categories,gtin", "A-1,One,Bags > Soft,", "A-2,=Two,,", "A-3,Three,,12"]);

        var trial = await cli.RunAsync("import", "products", file, "--dry-run");
        Assert.Contains("Would import products: 2 new", trial.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await cli.RunAsync("import", "products", file, "--strict")).Code);

        var wrong = Path.Combine(cli.DataFolder, "wrong.csv");
        var first = await cli.RunAsync("import", "products", file, "--errors", wrong);
        Assert.Contains("2 new, 0 changed", first.Output, StringComparison.Ordinal);
        Assert.Contains("Line 4: gtin", first.Error, StringComparison.Ordinal);
        Assert.Contains("A-3,Three,,12", await File.ReadAllTextAsync(wrong), StringComparison.Ordinal);

        var exported = await cli.RunAsync("export", "products");
        Assert.Contains("A-2,'=Two", exported.Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, exported.Output);
        Assert.Contains("0 new, 0 changed, 2 unchanged", (await cli.RunAsync("import", "products", file)).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await cli.RunAsync("import", "listings", file)).Code);
    }

    [Fact]
    public async Task Export_WritesAsASystemTakesIt_SaysWhatItLeftOut_AndLeavesAFileThatWasThereWhenItIsRefused()
    {
        var file = Path.Combine(cli.DataFolder, "kinds.csv");
        await File.WriteAllLinesAsync(
            file, ["sku,name,status,kind,parent", "K-1,Belt,active,,", "K-2,Old,archived,,", "K-3,Shirt,active,parent,", "K-4,Shirt S,active,variant,K-3"]);
        Assert.Equal(0, (await cli.RunAsync("import", "products", file)).Code);
        var target = Path.Combine(cli.DataFolder, "woo.csv");

        var written = await cli.RunAsync("export", "products", "--format", "woocommerce", "--out", target);

        Assert.True(written.Code == 0, written.Error);
        Assert.Contains("rows to woo.csv.", written.Output, StringComparison.Ordinal);
        Assert.Contains("Left out: 1 × Archived products: this system has drafts only: K-2.", written.Error, StringComparison.Ordinal);
        Assert.Contains("variation,K-4,Shirt S,1", await File.ReadAllTextAsync(target), StringComparison.Ordinal);
        Assert.Contains("0 new, 0 changed", (await cli.RunAsync("import", "products", target)).Output, StringComparison.Ordinal);

        var before = await File.ReadAllTextAsync(target);
        var refused = await cli.RunAsync("export", "bundles", "--format", "shopify", "--out", target);
        Assert.Equal(1, refused.Code);
        Assert.Contains("native, magento, google, meta", refused.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await cli.RunAsync("export", "products", "--format", "magento", "--channel", "moon", "--out", target)).Code);
        Assert.Equal(before, await File.ReadAllTextAsync(target));
    }

    [Fact]
    public async Task PriceFile_AsksForAShop_AndAFileOfWhichNothingCanBeUsedExitsWith1()
    {
        var orders = Path.Combine(cli.DataFolder, "orders.csv");
        await File.WriteAllLinesAsync(orders, ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", .. Orders()]);
        Assert.Equal(0, (await cli.RunAsync("import", "orders", orders)).Code);
        var file = Path.Combine(cli.DataFolder, "prices.csv");
        await File.WriteAllTextAsync(file, "sku;price\n10001;1.249,00 £\n");

        var asked = await cli.RunAsync("import", "listings", file);
        Assert.Equal(1, asked.Code);
        Assert.Contains("--channel", asked.Error, StringComparison.Ordinal);
        var told = await cli.RunAsync("import", "listings", file, "--channel", "online-retail");
        Assert.Contains("0 new, 1 changed", told.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, "sku;channel;price\nNONE;online-retail;1,00\n10001;moon;1,00\n");
        var failed = await cli.RunAsync("import", "listings", file);
        Assert.Equal(1, failed.Code);
        Assert.Contains("Line 2:", failed.Error, StringComparison.Ordinal);
        Assert.Contains("all 2 rows have errors", failed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_ExitsWith1AndAReason_WrongUsageWith2()
    {
        var unknown = await cli.RunAsync("panel", "NO-SUCH");
        Assert.Equal((1, ""), (unknown.Code, unknown.Output));
        Assert.Contains("NO-SUCH", unknown.Error, StringComparison.Ordinal);

        var missing = await cli.RunAsync("import", "orders", "no-such-file.csv");
        Assert.Equal(1, missing.Code);
        Assert.Contains("no-such-file.csv", missing.Error, StringComparison.Ordinal);

        Assert.Equal(2, (await cli.RunAsync("brew")).Code);
        Assert.Equal(2, (await cli.RunAsync("panel")).Code);
        Assert.Equal(2, (await cli.RunAsync("panel", "X", "--no-such-option")).Code);
    }

    [Fact]
    public async Task Keys_AreShownOnce_AndListedWithoutTheirText()
    {
        var made = await cli.RunAsync("apikeys", "create", "Server", "--secret");
        Assert.Equal(0, made.Code);
        var text = made.Output.Trim();
        Assert.StartsWith("cs_sec_", text, StringComparison.Ordinal);

        var list = await cli.RunAsync("apikeys", "list");
        Assert.Contains("Server", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(text, list.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await cli.RunAsync("apikeys", "revoke", "1")).Code);
        Assert.Contains("revoked", (await cli.RunAsync("apikeys", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await cli.RunAsync("apikeys", "create", "Page")).Code);
    }

    [Fact]
    public async Task File_MinedAndBacktested_PrintsOneDocument_AndMakesNoDatabase()
    {
        var file = Path.Combine(cli.DataFolder, "baskets.dat");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 40).Select(basket => basket % 2 == 0 ? "1 2 3" : "1 2"));

        var mined = await cli.RunAsync("mine", "--from", file, "--format", "fimi", "--min-count", "25", "--top", "5", "--json");
        var totals = JsonDocument.Parse(mined.Output).RootElement;
        Assert.Equal(
            ["baskets", "products", "lines", "pairs", "countSum", "bestLiftSum", "loadMs", "countMs", "peakMb"],
            totals.EnumerateObject().Select(property => property.Name));
        Assert.Equal((40, 3, 100, 1, 40), (Of("baskets"), Of("products"), Of("lines"), Of("pairs"), Of("countSum")));
        int Of(string name) => totals.GetProperty(name).GetInt32();

        var backtest = await cli.RunAsync("backtest", "--from", file, "--json");
        var report = JsonDocument.Parse(backtest.Output).RootElement;
        Assert.Equal(4, report.GetProperty("cases").GetInt32());
        Assert.Equal(
            [
                "name", "p4", "any4", "hr10", "mrr10", "coverage", "cartHr4", "cartHr10", "cartMrr10", "revenueCoverage", "askedCases", "stderr",
                "significantP4", "p4Gain", "significantGain", "cartGain"],
            report.GetProperty("scores")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal([file], Directory.GetFiles(cli.DataFolder));

        Assert.Equal(1, (await cli.RunAsync("mine", "--from", file + ".gone")).Code);
        Assert.Equal(1, (await cli.RunAsync("mine", "--from", file, "--min-count", "0")).Code);
        Assert.Equal(2, (await cli.RunAsync("backtest", "--score", "luck")).Code);
    }

    [Fact]
    public async Task Mine_AcceptsWithoutAsking_WhereThePolicySaysSo()
    {
        var file = Path.Combine(cli.DataFolder, "orders.csv");
        var orders = Enumerable.Range(1, 300).SelectMany(order => order <= 20
            ? new[] { Line(order, "20001,GRINDER"), Line(order, "20002,BRUSH") }
            : [Line(order, "20003,CUP")]);
        await File.WriteAllLinesAsync(file, ["InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", .. orders]);
        Assert.Equal(0, (await cli.RunAsync("import", "orders", file)).Code);
        Assert.DoesNotContain("accepted automatically", (await cli.RunAsync("mine")).Output, StringComparison.Ordinal);
        var store = StudioStore.OnFile(new DataDirectory(cli.DataFolder).Database, new FakeTimeProvider(TestClock.Now), CrossSellCore.FollowUps);
        await using (var session = await store.WriteAsync(Actor.CommandLine, "Switched on"))
        {
            session.Db.Add(
                new MiningPolicy { ChannelId = await session.Db.Channels.Select(channel => channel.Id).SingleAsync(), AutoAccept = true, AutoMinBaskets = 10 });
            Assert.True((await session.CommitAsync()).IsDone);
        }

        var mined = await cli.RunAsync("mine");

        Assert.Contains("links accepted automatically: 1", mined.Output, StringComparison.Ordinal);
        await using var db = store.Read();
        Assert.Equal((LinkOrigin.Suggestion, "auto-accept"), await db.Links.Select(link => ValueTuple.Create(link.Origin, link.CreatedBy)).SingleAsync());

        static string Line(int order, string product) =>
            $"{600000 + order},{product},1,2011-03-{order % 28 + 1:00} 10:00:00,{(product[4] == '1' ? "84.50" : "12.95")},{order},France";
    }

    private static IEnumerable<string> Orders()
    {
        for (var order = 1; order <= 30; order++)
        {
            var (one, other) = order % 2 == 0 ? ("10001,TEA POT", "10002,GREEN TEA") : ("10003,TEA CUP", "10001,TEA POT");
            yield return $"5000{order:00},{one},1,2011-03-{order % 28 + 1:00} 10:00:00,24.50,{order},France";
            yield return $"5000{order:00},{other},1,2011-03-{order % 28 + 1:00} 10:00:00,12.95,{order},France";
        }
    }
}
