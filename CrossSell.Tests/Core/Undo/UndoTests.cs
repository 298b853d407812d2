using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Undo;

public sealed class UndoTests
{
    [StudioFact]
    public async Task Write_ThatChangesAField_RecordsWhoWhenAndBothValues()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync(name: "Old name");

        var id = await RenameAsync(studio, product.Id, "New name");

        await using var db = studio.Store.Read();
        var set = await db.ChangeSets.Include(item => item.Changes).SingleAsync(item => item.Id == id);
        Assert.Equal(("eva", TestStudio.Start), (set.ActorId, set.At));
        var change = Assert.Single(set.Changes);
        Assert.Equal(("Product", ChangeKind.Edited), (change.Entity, change.Kind));
        Assert.Contains("Old name", change.Before, StringComparison.Ordinal);
        Assert.Contains("New name", change.After, StringComparison.Ordinal);
    }

    [StudioFact]
    public async Task Undo_OfAnEdit_RestoresTheFieldAndMarksTheChangeSet()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync(name: "Old name");
        var id = await RenameAsync(studio, product.Id, "New name");
        var undo = studio.Undo;

        var result = (await undo.UndoAsync(id, TestStudio.Merchandiser)).Required;

        Assert.Empty(result.Conflicts);
        Assert.Equal("Old name", await NameAsync(studio, product.Id));
        Assert.Equal("undo.already", (await undo.UndoAsync(id, TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task Undo_OfWhatOnlyANewerVersionKnows_IsLeftToIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync(name: "Old name");
        var id = await RenameAsync(studio, product.Id, "New name");
        await using (var newer = studio.Store.Read())
        {
            newer.Add(new Change { ChangeSetId = id, Entity = "ProductNote", EntityId = "1", Kind = ChangeKind.Added, After = "{}" });
            newer.ChangeTracker.DetectChanges();
            await newer.SaveChangesAsync();
        }

        Assert.Equal("undo.newer", (await studio.Undo.UndoAsync(id, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal("New name", await NameAsync(studio, product.Id));
    }

    [StudioFact]
    public async Task Undo_OfAFieldThatSomebodyChangedSince_LeavesItAndSaysSo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync(name: "Old name");
        var id = await RenameAsync(studio, product.Id, "New name");
        await RenameAsync(studio, product.Id, "Newest name");

        var result = (await studio.Undo.UndoAsync(id, TestStudio.Merchandiser)).Required;

        Assert.Contains("The name of Newest name", Assert.Single(result.Conflicts), StringComparison.Ordinal);
        Assert.Equal("Newest name", await NameAsync(studio, product.Id));
    }

    [StudioFact]
    public async Task Undo_OfARemoval_BringsTheRowBackUnderItsOldId()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync(sku: "GONE", name: "Here before");
        await using var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Removed");
        session.Db.Remove(await session.Db.Products.SingleAsync());
        var id = (await session.CommitAsync()).Required;

        Assert.True((await studio.Undo.UndoAsync(id, TestStudio.Merchandiser)).IsDone);

        Assert.Equal("Here before", await NameAsync(studio, product.Id));
    }

    [StudioFact]
    public async Task Undo_OfSomebodyElsesChange_NeedsAManager()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync();
        var id = await RenameAsync(studio, product.Id, "New name");
        var undo = studio.Undo;

        Assert.Equal(Refusal.ForbiddenCode, (await undo.UndoAsync(id, TestStudio.Person("else", CrossSell.Core.People.Role.Merchandiser))).Refusal?.Code);
        Assert.True((await undo.UndoAsync(id, TestStudio.Manager)).IsDone);
    }

    [StudioFact]
    public async Task Write_OnStaleData_IsRefusedAndChangesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var product = await studio.ProductAsync(name: "Old name");
        await using var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Renamed");
        var stale = await session.Db.Products.SingleAsync();
        session.Db.Entry(stale).Property(item => item.Version).OriginalValue = 41;
        stale.Set(it => it.Name, "Mine");

        Assert.Equal(Refusal.StaleCode, (await session.CommitAsync()).Refusal?.Code);
        await session.DisposeAsync();
        Assert.Equal("Old name", await NameAsync(studio, product.Id));
    }

    private static async Task<long> RenameAsync(TestStudio studio, int id, string name)
    {
        await using var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Renamed a product");
        (await session.Db.Products.SingleAsync(product => product.Id == id)).Set(it => it.Name, name);
        return (await session.CommitAsync()).Required;
    }

    private static async Task<string> NameAsync(TestStudio studio, int id)
    {
        await using var db = studio.Store.Read();
        return await db.Products.Where(product => product.Id == id).Select(product => product.Name).SingleAsync();
    }
}
