using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class CompletenessReportTests(DemoStudio demo) : IClassFixture<DemoStudio>
{
    [Fact]
    public async Task LoadAsync_Demo_AddsUpToTheListings()
    {
        await using var db = demo.Studio.Store.Read();
        foreach (var channel in await db.Channels.ToListAsync())
        {
            var listings = await (
                from listing in db.Listings
                join product in db.Products on listing.ProductId equals product.Id
                where listing.ChannelId == channel.Id && product.Status != ProductStatus.Archived
                select listing).ToListAsync();

            var figures = await new CompletenessReport(demo.Studio.Store).LoadAsync(ReadScope.Everything, channel, channel.Locales[0]);

            Assert.Equal(listings.Count, figures.Products);
            Assert.Equal(listings.Count, figures.Bands.Sum());
            Assert.Equal(listings.Count, figures.Categories.Sum(part => part.Products));
            Assert.Equal(listings.Count, figures.Brands.Sum(part => part.Products));
            Assert.Equal((int)listings.Average(listing => listing.Completeness), figures.Average);
            Assert.Equal(listings.Count(listing => listing.Completeness < channel.CompletenessThreshold), figures.Under);
            Assert.Equal(figures.Under, figures.Categories.Sum(part => part.Under));
            Assert.All(figures.Missing, field => Assert.Equal(listings.Count(listing => listing.Missing.Split(',').Contains(field.Field)), field.Products));
            Assert.Contains(figures.Missing, field => field.Field == "gtin");
        }
    }

    [Fact]
    public async Task LoadAsync_EveryFigure_IsTheLengthOfTheListItLeadsTo()
    {
        await using var db = demo.Studio.Store.Read();
        var list = new CatalogList(demo.Studio.Store);
        foreach (var channel in await db.Channels.ToListAsync())
        {
            var figures = await new CompletenessReport(demo.Studio.Store).LoadAsync(ReadScope.Everything, channel, channel.Locales[0]);
            async Task<int> ListedAsync(params (string Key, string Value)[] filters) => (await list.PageAsync(ReadScope.Everything, new CatalogQuery
            {
                ChannelId = channel.Id,
                EverySku = true,
                Filters = new([
                    new("status", FacetFilter.Of("draft", "active")),
                    .. filters.Select(filter => KeyValuePair.Create(filter.Key, FacetFilter.Of(filter.Value)))]),
            })).Total;

            Assert.Equal(figures.Products, await ListedAsync());
            Assert.Equal(figures.Under, await ListedAsync((FacetKeys.Complete, "no")));
            Assert.Equal(figures.Bands, [
                await ListedAsync((FacetKeys.Complete, "0-49")), await ListedAsync((FacetKeys.Complete, "50-74")),
                await ListedAsync((FacetKeys.Complete, "75-99")), await ListedAsync((FacetKeys.Complete, "100"))]);
            foreach (var (field, products) in figures.Missing)
            {
                Assert.Equal(products, await ListedAsync((FacetKeys.Missing, field)));
            }

            foreach (var part in figures.Categories)
            {
                Assert.Equal(part.Under, await ListedAsync((FacetKeys.Category, part.Code), (FacetKeys.Complete, "no")));
            }

            foreach (var part in figures.Brands)
            {
                Assert.Equal(part.Under, await ListedAsync((FacetKeys.Brand, part.Code), (FacetKeys.Complete, "no")));
            }
        }
    }

    [Fact]
    public async Task LoadAsync_OtherLocale_LacksTheTextsThatNobodyTranslated()
    {
        await using var db = demo.Studio.Store.Read();
        var channel = await db.Channels.SingleAsync(item => item.Code == "camera");
        var report = new CompletenessReport(demo.Studio.Store);

        var figures = await report.LoadAsync(ReadScope.Everything, channel, "nl-NL");
        var rows = new List<string>();
        await foreach (var row in report.RowsAsync(ReadScope.Everything, channel, "nl-NL"))
        {
            rows.Add(row.Missing);
        }

        Assert.Equal(figures.Products, rows.Count);
        var without = await db.Products.CountAsync(product => product.Status != ProductStatus.Archived
            && db.Set<Listing>().Any(listing => listing.ProductId == product.Id && listing.ChannelId == channel.Id)
            && !db.Set<ProductText>().Any(text => text.ProductId == product.Id && text.Locale == "nl-NL" && text.Name != null));
        Assert.InRange(without, 1, figures.Products - 1);
        Assert.Equal(without, figures.Missing.FirstOrDefault(field => field.Field == "name").Products);
        Assert.Equal(without, rows.Count(missing => missing.Split(',').Contains("name")));
    }

    [Fact]
    public async Task CatalogUse_Demo_CountsSubtrees()
    {
        var use = await new CatalogUse(demo.Studio.Store).LoadAsync();

        await using var db = demo.Studio.Store.Read();
        foreach (var category in await db.Categories.ToListAsync())
        {
            Assert.Equal(
                await db.Products.CountAsync(product => db.Set<Category>().Any(item => item.Id == product.CategoryId && item.Path.StartsWith(category.Path))),
                use.Trees.GetValueOrDefault(category.Id));
        }

        Assert.Equal(await db.Products.CountAsync(), use.Types.Values.Sum());
        Assert.Equal(await db.AttributeValues.CountAsync(), use.Attributes.Values.Sum());
    }
}
