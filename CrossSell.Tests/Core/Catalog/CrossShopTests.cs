using CrossSell.Core;
using CrossSell.Core.Bulk;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Undo;
using CrossSell.Tests.Core.Bulk;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

/// <summary>What belongs to a product for all shops needs the right in every shop that lists it: listing it in one's own shop opens nothing.</summary>
[Trait("Kind", "Slow")]
public sealed class CrossShopTests : IAsyncLifetime
{
    private BulkScene scene = null!;
    private Product foreign = null!;
    private Product family = null!;
    private Actor local = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await BulkScene.CreateAsync();
        local = TestStudio.Person("pim", Role.Manager, scene.Outdoor.Id);
        await scene.Studio.AddAsync(TestStudio.UserOf(local, Role.Manager, scene.Outdoor.Id));
        foreign = await scene.Studio.ProductAsync("CAM-1", scene.Camera);
        family = await scene.Studio.ProductAsync("FAM", kind: ProductKind.Parent);
        var variant = await scene.Studio.ProductAsync("FAM-S", scene.Camera, parent: family);
        // The attack: the foreign products are listed in one's own shop, which is one's right.
        foreach (var product in (Product[])[foreign, variant])
        {
            Assert.True((await new ListingService(scene.Studio.Store)
                .ListAsync(product.Id, scene.Outdoor.Id, new ListingEdit(0, 900, null, null, 5, true), local)).IsDone);
        }
    }

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task ForeignProduct_ListedInOnesOwnShop_KeepsItsFieldsItsFamilyAndItsCategories()
    {
        var store = scene.Studio.Store;
        var category = await scene.Studio.CategoryAsync("bags");
        var own = await scene.Studio.ProductAsync("OUT-1", scene.Outdoor);

        var undo = new UndoService(store, CrossSellCore.UndoRules);
        Denied((await new ProductService(store)
            .EditAsync(foreign.Id, new ProductEdit(foreign.Version, "Stolen", null, null, null, ProductStatus.Archived), local)).Refusal);
        Denied((await new ProductFieldService(store)
            .EditAsync(new ProductFieldEdit(foreign.Id, null, ProductField.Name, foreign.Name, "Stolen"), local)).Refusal);
        Denied((await new ProductFieldService(store)
            .EditAsync(new ProductFieldEdit(family.Id, null, ProductField.Name, family.Name, "Stolen"), local)).Refusal);
        Denied((await new ProductCategoryService(store).EditAsync(foreign.Id, new CategoriesEdit(foreign.Version, category.Id, []), local)).Refusal);
        Denied((await new FamilyService(store).JoinAsync(own.Id, family.Sku, own.Version, local)).Refusal);
        Denied((await new LinkService(store).AddAsync(new NewLink(foreign.Id, own.Id, LinkType.CrossSell), local)).Refusal);

        await using var db = store.Read();
        Assert.Equal(
            (foreign.Name, ProductStatus.Active),
            await db.Products.Where(item => item.Id == foreign.Id).Select(item => new ValueTuple<string, ProductStatus>(item.Name, item.Status)).SingleAsync());
    }

    [StudioFact]
    public async Task BulkEdit_OfForeignProducts_RefusesThemByName_FamiliesToo()
    {
        var job = await scene.DoAsync(new SetStatus(ProductStatus.Archived), local, foreign, family);

        Assert.Equal(2, Assert.Single(JobReport.Of(job)!.Problems).Count);
        await using var db = scene.Studio.Store.Read();
        Assert.False(await db.Products.AnyAsync(product => product.Status == ProductStatus.Archived));
    }

    [StudioFact]
    public async Task BulkLinks_FromForeignProducts_AreRefused()
    {
        var own = await scene.Studio.ProductAsync("OUT-1", scene.Outdoor);

        await scene.DoAsync(new LinkTo([own.Id], LinkType.CrossSell), local, foreign);

        await using var db = scene.Studio.Store.Read();
        Assert.False(await db.Links.AnyAsync());
    }

    [StudioFact]
    public async Task LinkThatGoesBothWays_WouldStandOnAForeignProductToo_AndIsRefusedUnlessItIsForOnesOwnShop()
    {
        var own = await scene.Studio.ProductAsync("OUT-1", scene.Outdoor);
        var store = scene.Studio.Store;
        var links = new LinkService(store);
        var twoWay = new NewLink(own.Id, foreign.Id, LinkType.Substitute);

        Denied((await links.AddAsync(twoWay, local)).Refusal);
        Denied((await links.AddManyAsync([twoWay], local)).Refusal);
        await scene.DoAsync(new LinkTo([foreign.Id], LinkType.Substitute), local, own);
        await using (var session = await store.WriteAsync(local, "Many"))
        {
            Denied((await LinkBatch.LoadAsync(session.Db, [own.Id, foreign.Id], local)).Judge(twoWay).Refusal);
        }

        var file = Path.Combine(scene.Studio.Data.Exchange, "links.csv");
        await File.WriteAllTextAsync(file, "source_sku,target_sku,type\nOUT-1,CAM-1,substitute\n");
        Assert.Equal(1, (await new LinkImport(store).ImportAsync(local, file, new LinkImportOptions())).Required.Wrong);
        await using (var db = store.Read())
        {
            Assert.False(await db.Links.AnyAsync());
        }

        Assert.Null((await links.AddAsync(twoWay with { TypeCode = LinkType.CrossSell }, local)).Refusal);
        Assert.Null((await links.AddAsync(twoWay with { ChannelIds = [scene.Outdoor.Id] }, local)).Refusal);
    }

    [StudioFact]
    public async Task LinkForOnesOwnShop_OfAForeignProduct_IsDrawnEditedAndTakenBack_ButNeverOpenedToOthers()
    {
        var own = await scene.Studio.ProductAsync("OUT-1", scene.Outdoor);
        var store = scene.Studio.Store;
        var links = new LinkService(store);
        var added = (await links.AddAsync(new NewLink(foreign.Id, own.Id, LinkType.CrossSell) { ChannelIds = [scene.Outdoor.Id] }, local)).Required;
        await using var db = store.Read();
        var version = await db.Links.Where(link => link.Id == added.LinkId).Select(link => link.Version).SingleAsync();
        var edit = new LinkEdit(1, "For us", [scene.Outdoor.Id], null, null, null, LinkState.Active, version);

        Denied((await links.EditAsync(added.LinkId, edit with { ChannelIds = [] }, local)).Refusal);
        Denied((await links.MoveAsync(added.LinkId, null, local)).Refusal);
        var edited = (await links.EditAsync(added.LinkId, edit, local)).Required;
        Assert.Null((await new UndoService(store, CrossSellCore.UndoRules).UndoAsync(edited.ChangeSetId, local)).Refusal);
        Assert.Null((await new UndoService(store, CrossSellCore.UndoRules).UndoAsync(added.ChangeSetId, local)).Refusal);
        Assert.False(await db.Links.AnyAsync());
    }

    [StudioFact]
    public async Task LinkThatGoesBothWays_OfAForeignProduct_IsNeitherEditedNorPausedNorRemovedNorRepaired()
    {
        var own = await scene.Studio.ProductAsync("OUT-1", scene.Outdoor);
        var store = scene.Studio.Store;
        var links = new LinkService(store);
        var added = (await links.AddAsync(new NewLink(own.Id, foreign.Id, LinkType.Substitute), TestStudio.Merchandiser)).Required;
        await using var db = store.Read();
        var link = await db.Links.SingleAsync(item => item.Id == added.LinkId);

        Denied((await links.EditAsync(
            link.Id, new LinkEdit(1, "Mine now", [scene.Outdoor.Id], null, null, null, LinkState.Active, link.Version), local)).Refusal);
        Denied((await links.SetStateManyAsync([link.Id], LinkState.Paused, local)).Refusal);
        Denied((await links.ChangeTypeAsync(link.Id, LinkType.CrossSell, local)).Refusal);
        Denied((await links.RemoveAsync(link.Id, local)).Refusal);
        Denied((await new UndoService(store, CrossSellCore.UndoRules).UndoAsync(added.ChangeSetId, local)).Refusal);
        var fixing = new LinkRepairs(scene.Queue, scene.Studio.Time);
        Assert.True((await fixing.StartAsync(new LinkRepairInput(LinkRepair.Remove, LinkProblem.OutOfStock, scene.Outdoor.Id, [link.Id]), 1, local)).IsDone);
        Assert.True(await new JobExecution(store, scene.Queue, [new LinkRepairWork(store, new LinkHealth(store, scene.Studio.Time))], scene.Studio.Time)
            .RunNextAsync());
        Assert.Equal(2, await db.Links.CountAsync(item => item.State == LinkState.Active));
    }

    [StudioFact]
    public async Task Import_ThatNamesForeignProducts_LeavesTheirRowsOut_FamiliesToo()
    {
        var file = Path.Combine(scene.Studio.Data.Exchange, "products.csv");
        await File.WriteAllTextAsync(file, "sku,name\nCAM-1,Stolen\nFAM,Stolen\n");

        var report = (await new CatalogImport(scene.Studio.Store, scene.Studio.Data, scene.Studio.Time)
            .ImportAsync(local, file, new CatalogImportOptions())).Required;

        Assert.Equal((2, 0), (report.Wrong, report.Changed));
    }

    [StudioFact]
    public async Task Import_ThatMovesAProductIntoAForeignFamily_LeavesItsRowOut()
    {
        await scene.Studio.ProductAsync("OUT-1", scene.Outdoor);
        var own = await scene.Studio.ProductAsync("OWN", kind: ProductKind.Parent);
        await scene.Studio.ProductAsync("OWN-S", scene.Outdoor, parent: own);
        var file = Path.Combine(scene.Studio.Data.Exchange, "products.csv");
        await File.WriteAllTextAsync(file, "sku,name,parent\nOUT-1,Joins,FAM\nOUT-2,Comes again,FAM\nOUT-3,Joins its own,OWN\n");

        var report = (await new CatalogImport(scene.Studio.Store, scene.Studio.Data, scene.Studio.Time)
            .ImportAsync(local, file, new CatalogImportOptions())).Required;

        Assert.Equal((2, 1), (report.Wrong, report.New));
        Assert.Contains("FAM is sold in a shop whose products you may not edit", report.Errors[0].Message, StringComparison.Ordinal);
        await using var db = scene.Studio.Store.Read();
        Assert.False(await db.Products.AnyAsync(product => product.ParentId == family.Id && product.Sku != "FAM-S"));
    }

    [StudioFact]
    public async Task Undo_OfAForeignShopsEdit_IsRefused()
    {
        var store = scene.Studio.Store;
        var edited = await new ProductFieldService(store)
            .EditAsync(new ProductFieldEdit(foreign.Id, null, ProductField.Name, foreign.Name, "Better"), TestStudio.Merchandiser);

        Denied((await new UndoService(store, CrossSellCore.UndoRules).UndoAsync(edited.Required.ChangeSetId!.Value, local)).Refusal);
    }

    [StudioFact]
    public async Task Undo_OfAForeignBulkEdit_IsRefused()
    {
        var ids = Enumerable.Range(1000, 400).ToList();
        await scene.Studio.WriteAsync(session =>
        {
            session.RunsWriteHooks = false;
            session.Db.AddRange(ids.Select(id => new Product
            {
                Id = id, Sku = $"M-{id}", Name = $"Many {id}", Status = ProductStatus.Active, CreatedAt = session.Now, UpdatedAt = session.Now
            }));
            session.Db.AddRange(ids.Select(id => new Listing { ProductId = id, ChannelId = scene.Camera.Id, Price = 1000, Published = true }));
            return Task.CompletedTask;
        });
        var all = new ProductSelection(new CatalogQuery { ChannelId = scene.Camera.Id }, false, [.. ids]);
        Assert.True((await scene.Service.StartAsync(all, new AddTag("sale"), TestStudio.Merchandiser)).IsDone);
        Assert.True(await scene.Execution.RunNextAsync());
        await scene.Studio.WriteAsync(session =>
        {
            session.RunsWriteHooks = false;
            session.Db.AddRange(ids.Select(id => new Listing { ProductId = id, ChannelId = scene.Outdoor.Id, Price = 900 }));
            return Task.CompletedTask;
        });
        long set;
        await using (var db = scene.Studio.Store.Read())
        {
            set = await db.ChangeSets.Where(item => item.JobId != null).MaxAsync(item => item.Id);
        }

        Denied((await scene.Studio.Undo.UndoAsync(set, local)).Refusal);
    }

    private static void Denied(Refusal? refusal) => Assert.Equal(Refusal.ForbiddenCode, refusal?.Code);
}
