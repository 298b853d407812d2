using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ChannelServiceTests
{
    private static readonly ChannelEdit New = new(
        null, 0, "", "Garden shop", "eur", ["nl-NL", "en"], "Europe/Amsterdam", true, new Dictionary<string, int> { ["standard"] = 2100 }, 1500,
        "https://shop.example/p/{sku}", 50, ["name", "price"]);

    private static ChannelService Service(TestStudio studio) => new(studio.Store);

    private static ChannelEdit Of(Channel channel) => new(
        channel.Id, channel.Version, channel.Code, channel.Name, channel.CurrencyCode, channel.Locales, channel.TimeZone, channel.PricesIncludeTax,
        channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints), channel.MarginFloorBasisPoints, channel.ProductUrl,
        channel.CompletenessThreshold, channel.RequiredFields);

    [StudioFact]
    public async Task SaveAsync_NewChannel_IsThereAsWritten()
    {
        await using var studio = await TestStudio.CreateAsync();

        Assert.True((await Service(studio).SaveAsync(New, TestStudio.Administrator)).IsDone);

        await using var db = studio.Store.Read();
        var channel = await db.Channels.Include(item => item.TaxRates).SingleAsync();
        Assert.Equal(
            ("garden-shop", "EUR", 50, "nl-NL,en"), (channel.Code, channel.CurrencyCode, channel.CompletenessThreshold, string.Join(',', channel.Locales)));
        Assert.Equal(2100, Assert.Single(channel.TaxRates).BasisPoints);
    }

    public static TheoryData<string, ChannelEdit> Wrongs => new()
    {
        { "channel.name", New with { Name = " " } },
        { "channel.currency", New with { CurrencyCode = "euro" } },
        { "channel.locales", New with { Locales = [] } },
        { "channel.locales", New with { Locales = ["not a language"] } },
        { "channel.locales", New with { Locales = ["en", "EN"] } },
        { "channel.time-zone", New with { TimeZone = "Moon/Base" } },
        { "channel.tax", New with { TaxRates = new Dictionary<string, int> { ["standard"] = 10_001 } } },
        { "channel.margin", New with { MarginFloorBasisPoints = -1 } },
        { "channel.address", New with { ProductUrl = "https://shop.example/" } },
        { "channel.address", New with { ProductUrl = "javascript:{sku}" } },
        { "channel.threshold", New with { CompletenessThreshold = 101 } },
        { "channel.fields", New with { RequiredFields = ["smell"] } },
        { "channel.fields", New with { RequiredFields = ["attr:unknown"] } },
        { "channel.code", New with { Code = "Garden Shop" } },
    };

    [StudioTheory]
    [MemberData(nameof(Wrongs))]
    public async Task SaveAsync_WhatCannotBe_IsRefused(string code, ChannelEdit edit)
    {
        await using var studio = await TestStudio.CreateAsync();

        Assert.Equal(code, (await Service(studio).SaveAsync(edit, TestStudio.Administrator)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SaveAsync_Manager_IsForbidden()
    {
        await using var studio = await TestStudio.CreateAsync();

        Assert.Equal(Refusal.ForbiddenCode, (await Service(studio).SaveAsync(New, TestStudio.Manager)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SaveAsync_CurrencyOfAChannelWithPrices_Stays()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var edit = Of(channel) with { CurrencyCode = "USD" };
        Assert.True((await Service(studio).SaveAsync(edit, TestStudio.Administrator)).IsDone);
        await studio.ProductAsync("A", channel);

        Assert.Equal(
            "channel.currency", (await Service(studio).SaveAsync(edit with { Version = 1, CurrencyCode = "GBP" }, TestStudio.Administrator)).Refusal?.Code);
    }

    [StudioFact]
    public async Task RequiredField_ThatAProductLacks_TakesItOutOfThePanel_AndTheTraceSaysSo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync(completenessThreshold: 60);
        var anchor = await studio.ProductAsync("BODY", channel, brand: "Lumen");
        var bare = await studio.ProductAsync("BARE", channel);
        var full = await studio.ProductAsync("FULL", channel, brand: "Kite");
        var links = new LinkService(studio.Store);
        await links.AddAsync(new NewLink(anchor.Id, bare.Id, "cross-sell"), TestStudio.Merchandiser);
        await links.AddAsync(new NewLink(anchor.Id, full.Id, "cross-sell"), TestStudio.Merchandiser);
        using var panels = new PanelService(studio.Store, studio.Time);
        async Task<Panel> PanelAsync() => (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("BODY", channel.Code))).Required.Panel;
        Assert.Equal(["BARE", "FULL"], (await PanelAsync()).Companions.Select(companion => companion.Product.Sku));

        // What the page says before it is saved...
        var preview = await new ChannelService(studio.Store).PreviewAsync(ReadScope.Everything, channel.Id, ["name", "brand"], 60);
        Assert.Equal((3, 1, 0, false), (preview.Products, preview.Under, preview.UnderNow, preview.IsEstimate));
        Assert.Equal([bare.Id], preview.Falling);
        Assert.Equal(1, await new PanelSlots(studio.Store, panels).CountAsync(channel.Code, preview.Falling));

        // ... is what happens.
        var set = (await Service(studio).SaveAsync(Of(channel) with { RequiredFields = ["name", "brand"] }, TestStudio.Administrator)).Required.ChangeSetId;
        var panel = await PanelAsync();
        Assert.Equal(["FULL"], panel.Companions.Select(companion => companion.Product.Sku));
        var dropped = Assert.Single(panel.Trace, entry => entry.Code == "BARE");
        Assert.Contains("complete 50 %, the shop requires 60 %", dropped.Sentence, StringComparison.Ordinal);

        Assert.True((await studio.Undo.UndoAsync(set, TestStudio.Administrator)).IsDone);
        Assert.Equal(["BARE", "FULL"], (await PanelAsync()).Companions.Select(companion => companion.Product.Sku));
    }

    [StudioFact]
    public async Task RequiredFields_OfMoreProductsThanAWriteMayTouch_FollowByAJob()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await studio.WriteAsync(session =>
        {
            session.RunsWriteHooks = false;
            for (var number = 1; number <= 2001; number++)
            {
                session.Db.Add(new Product { Id = number, Sku = $"P{number}", Name = "P" });
                session.Db.Add(new Listing { ProductId = number, ChannelId = channel.Id, Completeness = 100 });
            }

            return Task.CompletedTask;
        });
        var queue = new JobQueue(studio.Store, studio.Time);

        Assert.True((await Service(studio).SaveAsync(Of(channel) with { RequiredFields = ["brand"] }, TestStudio.Administrator)).IsDone);

        // The queue was told: it does not wait for anything else.
        await queue.WaitAsync(JobLane.Main, TestContext.Current.CancellationToken);
        var job = Assert.Single(await queue.ListAsync(Actor.CommandLine));
        Assert.Equal((CompletenessWork.JobKind, "Recalculate the completeness of 2,001 products", JobState.Waiting), (job.Kind, job.Title, job.State));
        await using (var db = studio.Store.Read())
        {
            Assert.False(await db.Listings.AnyAsync(listing => listing.Completeness != 100));
        }

        Assert.True(await new JobExecution(studio.Store, queue, [new CompletenessWork(studio.Store)], studio.Time).RunNextAsync());
        Assert.Equal(JobState.Done, (await queue.FindAsync(job.Id, Actor.CommandLine))!.State);
        await using (var db = studio.Store.Read())
        {
            Assert.Equal(2001, await db.Listings.CountAsync(listing => listing.Completeness == 0 && listing.Missing == "brand"));
        }
    }
}
