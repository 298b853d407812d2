using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.Search;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.People;

/// <summary>Anyone who has a grant for some shops sees prices, costs, orders, bundles and people's work of these, and of no other.</summary>
public sealed class ReadScopeTests : IAsyncLifetime
{
    /// <summary>Rows with a channel that need no filter, each with its reason.</summary>
    private static readonly Dictionary<string, string> Unfiltered = new(StringComparer.Ordinal)
    {
        [nameof(RoleGrant)] = "rights are asked from it",
        [nameof(ApiKey)] = "read by the command line only",
        [nameof(Job)] = "kept by JobAccess, which knows whose it is",
        [nameof(BundleChannel)] = "says that others sell a bundle too, so that nobody edits what is not only theirs",
    };

    private TestStudio studio = null!;
    private Channel mine = null!;
    private Channel other = null!;
    private Product shared = null!;
    private ReadScope reads = null!;
    private Actor viewer = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        (mine, other) = (await studio.ChannelAsync("outdoor"), await studio.ChannelAsync("camera"));
        viewer = TestStudio.Person("vic", Role.Viewer, mine.Id);
        reads = viewer.Reads;
        shared = await studio.ProductAsync("BOTH", mine, price: 1111, cost: 222);
        await studio.AddAsync(new Listing { ProductId = shared.Id, ChannelId = other.Id, Price = 7777, Cost = 3333, Stock = 4, Published = true });
        await studio.ProductAsync("FOREIGN", other, price: 8888, cost: 4444);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public void EveryRowThatBelongsToAChannel_IsFiltered_OrSaysWhyNot()
    {
        using var db = studio.Store.Read(reads);

        var open = db.Model.GetEntityTypes()
            .Where(type => type.GetProperties().Any(property => property.Name is "ChannelId" or "ChannelIds") && type.GetDeclaredQueryFilters().Count == 0)
            .Select(type => type.ClrType.Name).Order(StringComparer.Ordinal);

        Assert.Equal(Unfiltered.Keys.Order(StringComparer.Ordinal), open);
    }

    [StudioFact]
    public void ReadersOfEverything_AskTheSameStatementsAsEver()
    {
        using var db = studio.Store.Read(TestStudio.Viewer.Reads);

        Assert.DoesNotContain(db.Model.GetEntityTypes(), type => type.GetDeclaredQueryFilters().Count > 0);
        Assert.DoesNotContain("json_each", db.Listings.ToQueryString(), StringComparison.Ordinal);
    }

    [StudioFact]
    public void Grants_ForSomeShops_AreWhatIsRead_AndNoGrantReadsNothing()
    {
        Assert.True(TestStudio.Manager.Reads.IsEverything);
        Assert.True(new Actor(ActorKind.Person, "x", "X", [new Grant(Role.Viewer, null), new Grant(Role.Manager, 7)]).Reads.IsEverything);
        Assert.Equal([3, 7], new Actor(ActorKind.Person, "x", "X", [new Grant(Role.Manager, 7), new Grant(Role.Viewer, 3)]).Reads.ChannelIds);
        var nobody = new Actor(ActorKind.Person, "", "Nobody", []).Reads;
        Assert.False(nobody.IsEverything || nobody.Includes(mine.Id));
    }

    [StudioFact]
    public async Task Product_OfSeveralShops_ShowsTheReadersListingsAndPrices()
    {
        var details = (await new ProductDetailsQuery(studio.Store).LoadAsync(reads, "BOTH", other.Id))!;
        var glance = (await new ProductGlanceQuery(studio.Store).LoadAsync(reads, "BOTH", mine.Id))!;
        var foreign = (await new ProductDetailsQuery(studio.Store).LoadAsync(reads, "FOREIGN", mine.Id))!;

        Assert.Equal(mine.Id, Assert.Single(details.Listings).Channel.Id);
        Assert.Equal(1111, details.Summary.Price!.Value.Minor);
        Assert.Equal([mine.Id, other.Id], details.ListedIn);
        Assert.Equal(mine.Id, Assert.Single(glance.Listings).Channel.Id);
        Assert.Empty(foreign.Listings);
        Assert.Null(foreign.Summary.Price);
        Assert.Null(await new ComparisonQuery(studio.Store).LoadAsync(reads, ["BOTH"], other.Id));
    }

    [StudioFact]
    public async Task DetailsReadByALimitedReader_LeaveTheSharedCacheWhole()
    {
        var query = new ProductDetailsQuery(studio.Store);
        await query.LoadAsync(reads, "BOTH", mine.Id);

        Assert.Equal(2, (await query.LoadAsync(ReadScope.Everything, "BOTH", mine.Id))!.Listings.Count);
    }

    [StudioFact]
    public async Task History_LeavesOutPricesOfOtherShops()
    {
        var service = new ProductService(studio.Store);
        foreach (var channel in (Channel[])[mine, other])
        {
            await using var db = studio.Store.Read();
            var listing = await db.Listings.SingleAsync(item => item.ProductId == shared.Id && item.ChannelId == channel.Id);
            Assert.Null((await service.EditListingAsync(
                shared.Id, channel.Id, new ListingEdit(listing.Version, 5000, null, 1, 4, true), TestStudio.Merchandiser)).Refusal);
        }

        var history = new ProductHistory(studio.Store);
        var all = (await history.LoadAsync(ReadScope.Everything, shared.Id)).Lines;
        var own = (await history.LoadAsync(reads, shared.Id)).Lines;

        Assert.Contains(all, line => line.Purpose.EndsWith(other.Name, StringComparison.Ordinal));
        Assert.Contains(own, line => line.Purpose.EndsWith(mine.Name, StringComparison.Ordinal));
        Assert.DoesNotContain(own, line => line.Purpose.EndsWith(other.Name, StringComparison.Ordinal));
    }

    [StudioFact]
    public async Task ProductList_FilteredByAForeignShop_TellsNothingOfWhatItLists()
    {
        await studio.ProductAsync("MINE", mine);
        using var index = new CatalogIndex(studio.Store);
        var list = new CatalogList(studio.Store, index);
        var all = new CatalogQuery { ChannelId = mine.Id, AllShops = true };
        var foreign = all with { Filters = [new(FacetKeys.Channel, FacetFilter.Of("camera"))] };

        Assert.Equal(2, (await list.PageAsync(ReadScope.Everything, foreign)).Total);
        Assert.Equal((await list.PageAsync(reads, all)).Total, (await list.PageAsync(reads, foreign)).Total);
        Assert.Equal((await list.FacetsAsync(reads, all)).Total, (await list.FacetsAsync(reads, foreign)).Total);
        Assert.Equal(await list.IdsAsync(reads, new ProductSelection(all, true, [])), await list.IdsAsync(reads, new ProductSelection(foreign, true, [])));
        Assert.Empty(await list.IdsAsync(reads, new ProductSelection(all with { ChannelId = other.Id }, true, [])));
    }

    [StudioFact]
    public async Task Export_WritesListingsOfTheReadersShopsOnly()
    {
        using var writer = new StringWriter();

        Assert.Equal(1, await new CatalogExport(studio.Store).ListingsAsync(reads, writer));

        Assert.Equal(
            ["sku,channel,price,compare_at_price,cost,stock,published", "BOTH,outdoor,11.11,,2.22,10,yes"],
            writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [StudioFact]
    public async Task Export_OfProductsByAReaderOfOneShop_HoldsThatShopsPricesAndTheSharedCatalogue()
    {
        using var writer = new StringWriter();

        Assert.Equal(2, await new CatalogExport(studio.Store).ProductsAsync(reads, writer));

        Assert.DoesNotContain("77.77", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("88.88", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("camera", writer.ToString(), StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task Completeness_OfAForeignShop_IsEmpty()
    {
        var report = new CompletenessReport(studio.Store);
        Assert.Equal(0, (await report.LoadAsync(reads, other, "en")).Products);
        Assert.Empty(await report.RowsAsync(reads, other, "en").ToListAsync());
        Assert.Equal(1, (await report.LoadAsync(reads, mine, "en")).Products);
    }

    [StudioFact]
    public async Task Bundles_ReviewsAndRules_OfForeignShops_AreNotFoundAndNotCounted()
    {
        var bundles = new BundleService(studio.Store);
        var foreign = (await bundles.CreateAsync("Foreign kit", other.Id, [shared.Id], TestStudio.Merchandiser)).Required;
        var own = (await bundles.CreateAsync("Own kit", mine.Id, [shared.Id], TestStudio.Merchandiser)).Required;
        var list = new BundleList(studio.Store);
        var (hidden, seen) = ((await list.FindAsync(ReadScope.Everything, foreign))!, (await list.FindAsync(reads, own))!);
        await studio.WriteAsync(async session =>
        {
            foreach (var revision in await session.Db.BundleRevisions.AsTracking().ToListAsync())
            {
                revision.Set(it => it.State, RevisionState.InReview);
            }
        });
        var queue = new ReviewQueue(studio.Store);

        Assert.Null(await list.FindAsync(reads, foreign));
        Assert.Equal(own, Assert.Single(await list.LoadAsync(reads, null, TestStudio.Start)).Code);
        Assert.Equal(own, Assert.Single(await queue.LoadAsync(viewer, TestStudio.Start)).BundleCode);
        Assert.Equal((1, 2), (await queue.CountAsync(reads), await queue.CountAsync(ReadScope.Everything)));
        Assert.Null(await queue.FindAsync(reads, hidden.Revisions[0].Id));
        Assert.NotNull(await queue.FindAsync(reads, seen.Revisions[0].Id));
        var counts = new NavigationCounts(studio.Store, new SuggestionInbox(studio.Store, studio.Time));
        Assert.Equal((1, 0), ((await counts.LoadAsync(reads, mine.Id)).Reviews, (await counts.LoadAsync(reads, other.Id)).Reviews));

        var content = new RuleContent { Name = "Foreign", ChannelIds = [other.Id] };
        await studio.AddAsync(
            new Rule { Name = "Foreign", ChannelIds = [other.Id], CreatedBy = "Eva", Anchors = content.Anchors, Companions = content.Companions },
            new Rule { Name = "For all", Priority = 1, CreatedBy = "Eva", Anchors = content.Anchors, Companions = content.Companions });
        Assert.Equal("For all", Assert.Single(await new RuleList(studio.Store, studio.Time).LoadAsync(reads)).Name);
        Assert.Null(await new RuleList(studio.Store, studio.Time).FindAsync(reads, 1));
    }

    [StudioFact]
    public async Task Bundle_OfTwoShops_IsSeenWithTheReadersQuoteOnly()
    {
        var bundles = new BundleService(studio.Store);
        var code = (await bundles.CreateAsync("Kit", mine.Id, [shared.Id], TestStudio.Merchandiser)).Required;
        var revision = (await new BundleList(studio.Store).FindAsync(ReadScope.Everything, code))!.Revisions[0];
        Assert.Null((await bundles.SaveAsync(
            revision.Id, revision.Version, BundleContent.Of(revision) with { ChannelIds = [mine.Id, other.Id] }, TestStudio.Merchandiser)).Refusal);

        var detail = (await new ReviewQueue(studio.Store).FindAsync(reads, revision.Id))!;

        Assert.Equal(mine.Id, Assert.Single(detail.Quotes).Channel.Id);
        Assert.Equal(mine.Id, Assert.Single(Assert.Single(await new BundleList(studio.Store).LoadAsync(reads, null, TestStudio.Start)).Channels).Id);
    }
}
