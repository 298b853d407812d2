using Bunit;
using CrossSell.Admin.Features.Preview;
using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Core.Panels;

/// <summary>A layer that nobody but this file knows: products of the same brand. It is registered by one line.</summary>
public sealed class PanelLayerTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private ServiceProvider services = null!;
    private Channel channel = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        services = new ServiceCollection().AddSingleton(studio.Store).AddSingleton<TimeProvider>(studio.Time).AddSingleton<PanelService>()
            .AddSingleton<PanelBacktest>().AddPanelLayers()
            .AddPanelLayer<BrandLayer>(before: typeof(MinedLayer))
            .BuildServiceProvider();
        foreach (var (sku, brand) in new[] { ("BODY", "Lumen"), ("LENS", "Lumen"), ("TRIPOD", "Orbis"), ("HEAD", "Orbis") })
        {
            await AddAsync(sku, brand);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await studio.DisposeAsync();
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_FillsThePanel_AndIsTracedUnderItsOwnName()
    {
        var panel = await ResolveAsync(new PanelQuery("BODY"));

        var companion = Assert.Single(panel.Companions);
        Assert.Equal(
            ("LENS", "SameBrand", "same-brand", "Of the same brand, Lumen."),
            (companion.Product.Sku, companion.Layer.Name, companion.Origin.Code, companion.Reason));
        var entry = Assert.Single(panel.Trace);
        Assert.Equal(("same-brand", TraceVerdict.Shown), (entry.Layer.Code, entry.Verdict));
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_ShowsItsLabelOnThePage()
    {
        var panel = await ResolveAsync(new PanelQuery("BODY"));
        await using var context = new BunitContext();

        var list = context.Render<PanelTraceList>(parameters => parameters.Add(item => item.Panel, panel).Add(item => item.Channel, channel));

        Assert.Equal("same brand", list.Find(".trace li .cs-pill").TextContent.Trim());
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_PutsACartTogetherAsItSays()
    {
        var panel = await ResolveAsync(new PanelQuery("BODY", Placement: PanelPlacement.Cart, Cart: ["BODY", "TRIPOD"]));

        Assert.Equal(["HEAD", "LENS"], panel.Companions.Select(item => item.Product.Sku).Order());
        Assert.All(panel.Companions, item => Assert.IsType<BrandLayer>(item.Layer));
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_IsReadAgainWhenAProductItNamesIsWritten()
    {
        Assert.True((await ResolveAsync(new PanelQuery("BODY"))).IsShown);
        await studio.WriteAsync(session =>
        {
            session.Db.Products.Single(product => product.Sku == "LENS").Set(it => it.Status, ProductStatus.Archived);
            return Task.CompletedTask;
        });

        Assert.Equal(PanelFilter.NotActive, Assert.Single((await ResolveAsync(new PanelQuery("BODY"))).Trace).Filter);
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_CountsInTheWarningOfWhatAChangeWouldTakeFromPanels()
    {
        var lens = await FindAsync("LENS");

        Assert.Equal(1, await new PanelSlots(studio.Store, services.GetRequiredService<PanelService>()).CountAsync(channel.Code, [lens.Id], Stop));
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_IsSwitchedOffByTheSettingThatItNames()
    {
        var settings = new PanelForm(new PanelSettings { ChannelId = channel.Id }, services.GetRequiredService<PanelLayers>());
        Assert.True(settings.On["SameBrand"]);
        (settings.On["SameBrand"], settings.On["Mined"]) = (false, false);
        await studio.AddAsync(settings.ToSettings().Required);

        var panel = await ResolveAsync(new PanelQuery("BODY"));

        panel.Dropped((await FindAsync("LENS")).Id, PanelFilter.LayerOff, "this panel takes nothing of the same brand");
    }

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_IsJudgedByTheBacktest()
    {
        await studio.WriteAsync(session =>
        {
            var ids = session.Db.Products.ToDictionary(product => product.Sku, product => product.Id);
            for (var at = 0; at < 200; at++)
            {
                string[] basket = at >= 180 ? ["BODY", "LENS"] : at % 2 == 0 ? ["BODY"] : ["LENS"];
                var order = new Order { ChannelId = channel.Id, ExternalId = $"o{at}", OrderedAt = TestStudio.Start.AddHours(at - 1_000) };
                order.Lines.AddRange(basket.Select(sku => new OrderLine { Sku = sku, ProductId = ids[sku], Quantity = 1, UnitPrice = 1_000 }));
                session.Db.Add(order);
            }

            return Task.CompletedTask;
        });
        var history = (await new OrderBaskets(studio.Store).LoadAsync(null, Stop)).Required;

        var tried = await services.GetRequiredService<PanelBacktest>()
            .TryAsync(history, BacktestSplit.Of(history.Baskets, new BacktestOptions(), Stop), cancellation: Stop);

        var layer = Assert.Single(tried.Comparison.Layers);
        Assert.Equal(("SameBrand", 1d), (layer.Layer, layer.Rate));
        Assert.Equal("Same brand", services.GetRequiredService<PanelLayers>().TitleOf(layer.Layer));
        // A person did not decide it, so it stands in both panels.
        Assert.Equal(0, tried.Comparison.ManualVsMined.Cases);
    }

    [StudioFact]
    public async Task LayerWithoutEvidence_NeverOffersWhatDoesNotFitByTheRules()
    {
        var mount = new AttributeDefinition { Code = "mount", Name = "Mount", Kind = AttributeKind.Choice, Options = ["D", "X"] };
        await studio.AddAsync(mount);
        await AddAsync("CAP", "Lumen");
        foreach (var (sku, value) in new[] { ("BODY", "D"), ("LENS", "X"), ("CAP", "D") })
        {
            await studio.AddAsync(new AttributeValue { ProductId = (await FindAsync(sku)).Id, AttributeId = mount.Id, Text = value });
        }

        var content = new RuleContent
        {
            Name = "Mounts", Anchors = new OfBrand(["Orbis"]), Companions = new OfBrand(["Orbis"]), Comparisons = [new AttributeMatches(mount.Id, mount.Id)],
            Enabled = true,
        };
        Assert.True((await new RuleService(studio.Store).CreateAsync(content, TestStudio.Administrator, Stop)).IsDone);

        var panel = await ResolveAsync(new PanelQuery("BODY"));

        Assert.Equal("CAP", Assert.Single(panel.Companions).Product.Sku);
        Assert.Equal(PanelFilter.DoesNotFit, panel.Trace.Single(entry => entry.Verdict != TraceVerdict.Shown).Filter);
    }

    [StudioFact]
    public void Layers_OfOneName_AreRefused() => Assert.Contains(
        "BrandLayer and BrandLayer", Assert.Throws<ArgumentException>(() => new PanelLayers([new BrandLayer(), new BrandLayer()])).Message,
        StringComparison.Ordinal);

    [StudioFact]
    public void Layers_OfOneTypeOfFacts_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new PanelLayers([new BrandLayer(), new OtherBrandLayer()]));

    [StudioFact]
    public async Task LayerOfOneClassAndOneLine_IsReadAgainWhenAProductIsAddedThatItFindsByWhatItSays()
    {
        Assert.Single((await ResolveAsync(new PanelQuery("BODY"))).Companions);
        await AddAsync("STRAP", "Lumen");

        Assert.Equal(["LENS", "STRAP"], (await ResolveAsync(new PanelQuery("BODY"))).Companions.Select(item => item.Product.Sku).Order());
    }

    [StudioFact]
    public void Layer_InFrontOfOneThatIsNotThere_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddPanelLayer<BrandLayer>(before: typeof(MinedLayer)));

    private async Task AddAsync(string sku, string brand)
    {
        await studio.ProductAsync(sku, channel);
        await studio.WriteAsync(session =>
        {
            session.Db.Products.Single(product => product.Sku == sku).Set(it => it.Brand, brand);
            return Task.CompletedTask;
        });
    }

    private async Task<Panel> ResolveAsync(PanelQuery query) =>
        (await services.GetRequiredService<PanelService>().ResolveFreshAsync(ReadScope.Everything, query, Stop)).Required.Panel;

    private async Task<Product> FindAsync(string sku)
    {
        await using var db = studio.Store.Read();
        return await db.Products.SingleAsync(product => product.Sku == sku, Stop);
    }

    private sealed class OtherBrandLayer : PanelLayer<BrandFacts>
    {
        public override string Name => "OtherBrand";

        public override string Label => "other brand";

        protected override BrandFacts Read(PanelReading reading) => None;
    }

    private sealed record BrandFacts : LayerFacts
    {
        public IReadOnlyList<(int Id, string Brand)> Same { get; init; } = [];

        public override IEnumerable<int> Products => Same.Select(item => item.Id);
    }

    private sealed class BrandLayer : PanelLayer<BrandFacts>
    {
        public override string Name => "SameBrand";

        public override string Label => "same brand";

        public override string Title => "Same brand";

        public override bool IsSoft => true;

        // Nobody bought the two together, and nobody said that they belong together.
        public override bool IsUnproven => true;

        // A product becomes one of the brand, or is added to it, that no kept facts name.
        protected override IReadOnlyCollection<string> Entities { get; } = [nameof(Product)];

        // A setting of its own would be a column; it shares the one that the panel settings have for orders.
        public override PanelLayerSwitch Switch { get; } = new(
            "Products of the same brand", "this panel takes nothing of the same brand", settings => settings.AllowMined,
            (settings, on) => settings.AllowMined = on);

        protected override BrandFacts Read(PanelReading reading)
        {
            var brand = reading.Db.Products.Where(product => product.Id == reading.ProductId).Select(product => product.Brand).Single();
            return brand is null
                ? None
                : new()
                {
                    Same = [
                    .. reading.Db.Products.Where(product => product.Brand == brand).Select(product => product.Id).ToList().Select(id => (id, brand))]
                };
        }

        protected override async Task<IReadOnlyCollection<int>> AnchorsAsync(
            StudioDb db, int channelId, IReadOnlyCollection<int> productIds, CancellationToken cancellation) =>
            await db.Products.Where(product => db.Set<Product>().Any(other => productIds.Contains(other.Id) && other.Brand == product.Brand))
                .Select(product => product.Id).ToListAsync(cancellation);

        protected override BrandFacts Merge(IReadOnlyList<BrandFacts> cart) => new() { Same = [.. cart.SelectMany(facts => facts.Same).Distinct()] };

        protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, BrandFacts facts) =>
            facts.Same.Where(item => item.Id != context.Facts.Anchor.Id).OrderBy(item => item.Id)
                .Select(item => new PanelCandidate(item.Id, () => $"Of the same brand, {item.Brand}"));
    }
}
