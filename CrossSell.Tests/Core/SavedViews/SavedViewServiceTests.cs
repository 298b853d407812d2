using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.SavedViews;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.SavedViews;

public sealed class SavedViewServiceTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private SavedViewService views = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        views = new SavedViewService(studio.Store);
        await studio.AddAsync([.. new[] { "eva", "mark", "ana", "olaf" }
            .Select(id => new User { Id = id, UserName = id, Email = id, DisplayName = char.ToUpperInvariant(id[0]) + id[1..] })]);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task SaveAs_OwnView_IsSeenByItsOwnerOnly()
    {
        var saved = (await SaveAsync(" Bags to link ", "with=no-links&category=bags")).Required;

        var mine = Assert.Single(await views.ListAsync("products", TestStudio.Merchandiser));
        Assert.Equal(
            (saved.Id, "Bags to link", "with=no-links&category=bags", false, "Eva", true, true),
            (mine.Id, mine.Name, mine.Query, mine.Shared, mine.Owner, mine.Mine, mine.CanChange));
        Assert.Empty(await views.ListAsync("products", TestStudio.Administrator));
        Assert.Empty(await views.ListAsync("bundles", TestStudio.Merchandiser));
    }

    [StudioFact]
    public async Task Shared_View_IsSeenByAllAndChangedByOwnerAndAdministrator()
    {
        await SaveAsync("Dear ones", "price=500..", shared: true);

        var ofMark = Assert.Single(await views.ListAsync("products", TestStudio.Manager));
        Assert.Equal(("Eva", false, false), (ofMark.Owner, ofMark.Mine, ofMark.CanChange));
        Assert.True(Assert.Single(await views.ListAsync("products", TestStudio.Administrator)).CanChange);
        Assert.Equal(Refusal.ForbiddenCode, (await views.RenameAsync(ofMark.Id, "Mine now", ofMark.Version, TestStudio.Manager)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await views.DeleteAsync(ofMark.Id, TestStudio.Manager)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await views.ShareAsync(ofMark.Id, false, ofMark.Version, TestStudio.Viewer)).Refusal?.Code);
        Assert.True((await views.RenameAsync(ofMark.Id, "Dear", ofMark.Version, TestStudio.Administrator)).IsDone);
        Assert.Equal("Dear", Assert.Single(await views.ListAsync("products", TestStudio.Merchandiser)).Name);
    }

    [StudioFact]
    public async Task Change_SomebodyElsesOwnView_IsGoneEvenForAnAdministrator()
    {
        var saved = (await SaveAsync("Private", "q=x")).Required;

        Assert.Equal("not-found", (await views.SaveAsync(saved.Id, "q=y", 0, TestStudio.Administrator)).Refusal?.Code);
        Assert.Equal("not-found", (await views.DeleteAsync(saved.Id, TestStudio.Manager)).Refusal?.Code);
        Assert.Equal("q=x", Assert.Single(await views.ListAsync("products", TestStudio.Merchandiser)).Query);
    }

    [StudioFact]
    public async Task Name_IsUniquePerOwner_WithoutRegardToCase()
    {
        await SaveAsync("Dear ones", "price=500..", shared: true);
        var other = (await SaveAsync("Others", "q=x")).Required;

        Assert.Equal("view.double", (await SaveAsync("dear ONES", "q=y")).Refusal?.Code);
        Assert.Equal("view.double", (await views.RenameAsync(other.Id, "DEAR ones ", 0, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.True((await views.SaveAsAsync("products", "Dear ones", "q=z", false, TestStudio.Manager)).IsDone);
        Assert.True((await views.SaveAsAsync("bundles", "Dear ones", "q=z", false, TestStudio.Merchandiser)).IsDone);
    }

    [StudioTheory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("a name that is far too long to stand on a button or in a menu of views")]
    public async Task Name_EmptyOrTooLong_IsRefused(string name)
    {
        Assert.Equal("view.name", (await SaveAsync(name, "q=x")).Refusal?.Code);
        Assert.Empty(await views.ListAsync("products", TestStudio.Merchandiser));
    }

    [StudioFact]
    public async Task Save_OlderVersion_IsRefusedAndNothingIsOverwritten()
    {
        var saved = (await SaveAsync("Dear ones", "price=500..", shared: true)).Required;
        var seen = Assert.Single(await views.ListAsync("products", TestStudio.Merchandiser));
        Assert.True((await views.SaveAsync(saved.Id, "price=900..", seen.Version, TestStudio.Administrator)).IsDone);

        Assert.Equal(Refusal.StaleCode, (await views.SaveAsync(saved.Id, "price=100..", seen.Version, TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal("price=900..", Assert.Single(await views.ListAsync("products", TestStudio.Merchandiser)).Query);
    }

    [StudioFact]
    public async Task Delete_Undone_ComesBackAsItWas()
    {
        var saved = (await SaveAsync("Dear ones", "price=500..", shared: true)).Required;
        var deleted = (await views.DeleteAsync(saved.Id, TestStudio.Merchandiser)).Required;
        Assert.Empty(await views.ListAsync("products", TestStudio.Merchandiser));

        Assert.Equal(Refusal.ForbiddenCode, (await studio.Undo.UndoAsync(deleted.ChangeSetId, TestStudio.Manager)).Refusal?.Code);
        Assert.Empty((await studio.Undo.UndoAsync(deleted.ChangeSetId, TestStudio.Merchandiser)).Required.Conflicts);

        var back = Assert.Single(await views.ListAsync("products", TestStudio.Merchandiser));
        Assert.Equal((saved.Id, "Dear ones", "price=500..", true), (back.Id, back.Name, back.Query, back.Shared));
    }

    [StudioFact]
    public async Task SaveAs_KeyOrJob_IsRefused() =>
        Assert.Equal(Refusal.ForbiddenCode, (await views.SaveAsAsync("products", "Nightly", "q=x", true, Actor.Job("import"))).Refusal?.Code);

    private Task<Outcome<SavedViewWritten>> SaveAsync(string name, string query, bool shared = false) =>
        views.SaveAsAsync("products", name, query, shared, TestStudio.Merchandiser);
}
