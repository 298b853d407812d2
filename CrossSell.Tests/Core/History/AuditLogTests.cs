using CrossSell.Core.Access;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.History;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.History;

/// <summary>The log says who did what, with before and after, to administrators and of their shops only.</summary>
public sealed class AuditLogTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel camera = null!;
    private Channel coffee = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private AuditLog Log => new(studio.Store);

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        (camera, coffee) = (await studio.ChannelAsync(), await studio.ChannelAsync("coffee"));
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Line_TellsWhoAndWhat_AndItsRowsBeforeAndAfter()
    {
        await studio.ProductAsync("D7", camera, price: 1000, name: "Lumen D7");
        await WriteAsync(TestStudio.Merchandiser, "Raised the price", async db =>
        {
            db.Entry(await db.Set<Listing>().SingleAsync(Stop)).Property(listing => listing.Price).CurrentValue = 1295;
            db.Entry(await db.Products.SingleAsync(Stop)).Property(item => item.Status).CurrentValue = ProductStatus.Archived;
        });

        var line = (await Log.ListAsync(new AuditFilter(), TestStudio.Administrator, cancellation: Stop)).Required.Lines[0];
        Assert.Equal(("Eva", "Raised the price", 2, true, TestStudio.Start), (line.ActorName, line.Purpose, line.Changes, line.CanUndo, line.At));
        var rows = (await Log.RowsAsync(line.Id, TestStudio.Administrator, cancellation: Stop)).Required.Rows;
        Assert.Equal(
            [("listing", "Lumen D7", AuditPlace.Product, "D7"), ("product", "Lumen D7", AuditPlace.Product, "D7")],
            rows.OrderBy(row => row.What).Select(row => (row.What, row.Name, row.Place, row.Key)));
        var price = Assert.Single(rows.Single(row => row.What == "listing").Fields);
        Assert.Equal(("Price in Camera shop", "1000", "1295", camera.Id), (price.Name, price.Before, price.After, price.Money?.Id));
        Assert.Contains(new AuditField("Status", "active", "archived"), rows.Single(row => row.What == "product").Fields);
    }

    [StudioFact]
    public async Task Filter_NarrowsByTextPersonKindShopAndPeriod()
    {
        var (d7, bag) = (await studio.ProductAsync("D7", camera), await studio.ProductAsync("BAG", coffee));
        studio.Time.Advance(TimeSpan.FromDays(1));
        var type = await studio.LinkTypeAsync("cross-sell");
        await WriteAsync(TestStudio.Merchandiser, "Linked D7 to BAG", db =>
        {
            db.Add(new ProductLink { SourceId = d7.Id, TargetId = bag.Id, TypeId = type.Id, CreatedBy = "eva" });
            return Task.CompletedTask;
        });
        studio.Time.Advance(TimeSpan.FromDays(1));
        await WriteAsync(TestStudio.Manager, "Stocked BAG", async db =>
            db.Entry(await db.Set<Listing>().SingleAsync(listing => listing.ChannelId == coffee.Id, Stop)).Property(listing => listing.Stock).CurrentValue = 1);
        await new ApiKeyService(studio.Store).CreateAsync("Feed", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop);

        Assert.Equal(["Linked D7 to BAG"], await FindAsync(new AuditFilter(Text: "linked d7")));
        Assert.Equal(["Stocked BAG"], await FindAsync(new AuditFilter(Text: "MARK")));
        Assert.Equal(["Linked D7 to BAG"], await FindAsync(new AuditFilter(ActorId: "eva")));
        Assert.Equal(["Created the secret API key Feed", "Stocked BAG", "Linked D7 to BAG"], await FindAsync(new AuditFilter(Actors: ActorKind.Person)));
        Assert.Equal(["Linked D7 to BAG"], await FindAsync(new AuditFilter(Kind: AuditKind.Links)));
        Assert.Equal(["Created the secret API key Feed"], await FindAsync(new AuditFilter(Kind: AuditKind.ApiKeys)));
        Assert.Equal(["Stocked BAG", "Arranged a test"], await FindAsync(new AuditFilter(Kind: AuditKind.PricesAndStock, ChannelId: coffee.Id)));
        Assert.Equal(
            ["Linked D7 to BAG"], await FindAsync(new AuditFilter(From: TestStudio.Start.AddDays(1), Until: TestStudio.Start.AddDays(2))));
        Assert.Empty(await FindAsync(new AuditFilter(From: TestStudio.Start.AddDays(3))));
    }

    [StudioFact]
    public async Task Pages_FollowOneAnother_WithoutGapsAndTwins()
    {
        for (var number = 0; number < AuditLog.PageSize + 5; number++)
        {
            await WriteAsync(TestStudio.Merchandiser, $"Write {number}", _ => Task.CompletedTask);
        }

        var first = (await Log.ListAsync(new AuditFilter(ActorId: "eva"), TestStudio.Administrator, cancellation: Stop)).Required;
        var second = (await Log.ListAsync(new AuditFilter(ActorId: "eva"), TestStudio.Administrator, first.Next, Stop)).Required;

        Assert.Equal((AuditLog.PageSize, 5, null), (first.Lines.Count, second.Lines.Count, second.Next));
        Assert.Equal(
            Enumerable.Range(0, AuditLog.PageSize + 5).Reverse().Select(number => $"Write {number}"),
            first.Lines.Concat(second.Lines).Select(line => line.Purpose));
    }

    [StudioFact]
    public async Task AdministratorOfAShop_SeesThatShopAndOwnWork_AndOthersNothing()
    {
        await studio.ProductAsync("D7", camera);
        await studio.ProductAsync("BAG", coffee);
        await WriteAsync(TestStudio.Merchandiser, "Repriced both", async db =>
        {
            foreach (var listing in await db.Set<Listing>().ToListAsync(Stop))
            {
                db.Entry(listing).Property(item => item.Price).CurrentValue = 7;
            }
        });
        await WriteAsync(TestStudio.Merchandiser, "Repriced coffee", async db =>
            db.Entry(await db.Set<Listing>().SingleAsync(listing => listing.ChannelId == coffee.Id, Stop)).Property(listing => listing.Price).CurrentValue = 8);
        var kim = TestStudio.Person("kim", Role.Administrator, camera.Id);
        await WriteAsync(kim, "Kim was here", _ => Task.CompletedTask);

        var lines = (await Log.ListAsync(new AuditFilter(), kim, cancellation: Stop)).Required.Lines;

        Assert.Equal(["Kim was here", "Repriced both"], lines.Take(2).Select(line => line.Purpose));
        Assert.DoesNotContain(lines, line => line.Purpose == "Repriced coffee");
        var row = Assert.Single((await Log.RowsAsync(lines[1].Id, kim, cancellation: Stop)).Required.Rows);
        Assert.Equal("Price in Camera shop", Assert.Single(row.Fields).Name);
        Assert.Equal("forbidden", (await Log.ListAsync(new AuditFilter(), TestStudio.Manager, cancellation: Stop)).Refusal?.Code);
        Assert.Equal("forbidden", (await Log.RowsAsync(lines[1].Id, TestStudio.Manager, cancellation: Stop)).Refusal?.Code);
        Assert.Equal("forbidden", (await Log.PeopleAsync(TestStudio.Manager, Stop)).Refusal?.Code);
        Assert.Equal(0, await Log.ExportAsync(new AuditFilter(), TestStudio.Manager, Stop).CountAsync(Stop));
    }

    [StudioFact]
    public async Task AdministratorOfAShop_SeesEditsOfWhatBelongsToIt_ThoughAnEditDoesNotSayTheShop()
    {
        Segment segment = new() { ChannelId = camera.Id, Code = "pros", Name = "Professionals" };
        Rule here = new() { Name = "Bags", CreatedBy = "eva", ChannelIds = [coffee.Id, camera.Id] };
        Rule elsewhere = new() { Name = "Grinders", CreatedBy = "eva", ChannelIds = [coffee.Id] };
        BundleRevision kit = new() { Number = 1, Name = "Kit", Channels = { new BundleChannel { ChannelId = camera.Id } } };
        Bundle bundle = new() { Code = "kit", OwnerId = "eva", Revisions = { kit } };
        Rule everywhere = new() { Name = "All", CreatedBy = "eva" };
        await WriteAsync(TestStudio.Merchandiser, "Made them", db =>
        {
            db.AddRange(segment, here, elsewhere, everywhere, bundle);
            return Task.CompletedTask;
        });
        await EditAsync(segment, nameof(Segment.Name), "Experts", "Renamed the segment");
        await EditAsync(here, nameof(Rule.Limit), 3, "Limited the bags");
        await EditAsync(elsewhere, nameof(Rule.Limit), 3, "Limited the grinders");
        await EditAsync(everywhere, nameof(Rule.Limit), 3, "Limited all");
        await EditAsync(kit, nameof(BundleRevision.Name), "Starter kit", "Renamed the kit");
        await WriteAsync(TestStudio.Merchandiser, "Removed the bags", async db =>
            db.Remove(await db.Set<Rule>().SingleAsync(rule => rule.Id == here.Id, Stop)));

        var kim = TestStudio.Person("kim", Role.Administrator, camera.Id);
        var seen = (await Log.ListAsync(new AuditFilter(), kim, cancellation: Stop)).Required.Lines.Select(line => line.Purpose).ToList();

        Assert.Equal(["Removed the bags", "Renamed the kit", "Limited the bags", "Renamed the segment", "Made them"], seen.Take(5));
        Assert.DoesNotContain("Limited the grinders", seen);
        Assert.DoesNotContain("Limited all", seen);
    }

    [StudioFact]
    public async Task AdministratorOfAShop_ChoosesAmongThePeopleOfThatShop()
    {
        await studio.WriteAsync(session =>
        {
            session.Db.Users.AddRange(Somebody("Ann", camera.Id), Somebody("Bob", coffee.Id), Somebody("Cas", null));
            return Task.CompletedTask;
        });

        var asked = await Log.PeopleAsync(TestStudio.Person("kim", Role.Administrator, camera.Id), Stop);

        Assert.Equal(["Ann", "Cas"], asked.Required.Select(person => person.Name));
        Assert.Equal(["Ann", "Bob", "Cas"], (await Log.PeopleAsync(TestStudio.Administrator, Stop)).Required.Select(person => person.Name));

        static User Somebody(string name, int? shop) => new()
        {
            Id = name, UserName = name, DisplayName = name, Grants = { new RoleGrant { UserId = name, Role = Role.Viewer, ChannelId = shop } },
        };
    }

    [StudioFact]
    public async Task Export_GivesEveryWriteWithItsRows()
    {
        await studio.ProductAsync("D7", camera);
        await WriteAsync(TestStudio.Merchandiser, "Nothing recorded", _ => Task.CompletedTask);

        var all = await Log.ExportAsync(new AuditFilter(), TestStudio.Administrator, Stop).ToListAsync(Stop);

        Assert.Equal("Nothing recorded", all[0].Line.Purpose);
        Assert.Empty(all[0].Rows);
        Assert.Contains(all, item => item.Rows.Any(row => row.What == "listing"));
    }

    [StudioFact]
    public async Task Key_IsTold_WithoutItsTextAndHash()
    {
        var keys = new ApiKeyService(studio.Store);
        var key = (await keys.CreateAsync("Feed", ApiKeyKind.Secret, camera.Id, TestStudio.Administrator, Stop)).Required;
        Assert.True((await keys.RevokeAsync(key.Id, TestStudio.Administrator, Stop)).IsDone);

        var lines = (await Log.ListAsync(new AuditFilter(Kind: AuditKind.ApiKeys), TestStudio.Administrator, cancellation: Stop)).Required.Lines;

        var row = Assert.Single((await Log.RowsAsync(lines[0].Id, TestStudio.Administrator, cancellation: Stop)).Required.Rows);
        Assert.Equal(("Feed", ChangeKind.Edited, new AuditField("State", "in use", "revoked")), (row.Name, row.Kind, Assert.Single(row.Fields)));
        await using var db = studio.Store.Read();
        var stored = await db.ApiKeys.SingleAsync(Stop);
        Assert.DoesNotContain(db.Changes, change => change.After!.Contains(stored.Hash) || change.After.Contains(key.Text));
    }

    private Task EditAsync<T>(T row, string property, object value, string purpose)
        where T : class => WriteAsync(TestStudio.Merchandiser, purpose, async db =>
        {
            var stored = (await db.FindAsync<T>([db.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties[0].PropertyInfo!.GetValue(row)], Stop))!;
            db.Entry(stored).Property(property).CurrentValue = value;
        });

    private async Task<IEnumerable<string>> FindAsync(AuditFilter filter) =>
        (await Log.ListAsync(filter, TestStudio.Administrator, cancellation: Stop)).Required.Lines.Select(line => line.Purpose);

    private async Task WriteAsync(Actor actor, string purpose, Func<StudioDb, Task> change)
    {
        await using var session = await studio.Store.WriteAsync(actor, purpose, Stop);
        session.RunsWriteHooks = false;
        await change(session.Db);
        Assert.Null((await session.CommitAsync(Stop)).Refusal);
    }
}
