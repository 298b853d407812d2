using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class CategoryServiceTests
{
    private static CategoryService Service(TestStudio studio) => new(studio.Store);

    [StudioFact]
    public async Task RandomMoves_KeepATree_AndUndoRestoresItExactly() => await Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
    {
        await using var studio = await TestStudio.CreateAsync();
        var random = new Random(seed);
        var service = Service(studio);
        for (var number = 0; number < 8; number++)
        {
            var parents = await AllAsync(studio);
            var parent = parents.Count == 0 || random.Next(3) == 0 ? null : (int?)parents[random.Next(parents.Count)].Id;
            await service.AddAsync($"C{number}", parent, "camera.indigo", TestStudio.Administrator);
        }

        for (var step = 0; step < 15; step++)
        {
            var before = await AllAsync(studio);
            var category = before[random.Next(before.Count)];
            var other = before[random.Next(before.Count)];
            var outcome = random.Next(6) == 0 && before.Count > 3
                ? await service.DeleteAsync(category.Id, category.Version, random.Next(2) == 0 ? other.Id : null, TestStudio.Administrator)
                : await service.MoveAsync(
                    category.Id, category.Version,
                    random.Next(3) switch { 0 => new CategoryPlace(null), 1 => new CategoryPlace(other.Id), _ => new CategoryPlace(other.ParentId, other.Id) },
                    TestStudio.Administrator);

            AssertTree(await AllAsync(studio));
            if (!outcome.IsDone)
            {
                Assert.Equal(Words(before), Words(await AllAsync(studio)));
            }
            else if (random.Next(2) == 0)
            {
                var undone = await studio.Undo.UndoAsync(outcome.Value, TestStudio.Administrator);
                Assert.Null(undone.Refusal);
                Assert.Empty(undone.Required.Conflicts);
                Assert.Equal(Words(before), Words(await AllAsync(studio)));
            }
        }
    }, iter: 15, threads: 1);

    [StudioFact]
    public async Task UndoAsync_ThatWouldCloseACircle_IsRefusedAndChangesNothing()
    {
        await using var studio = await TestStudio.CreateAsync();
        var service = Service(studio);
        var a = (await service.AddAsync("A", null, "camera.indigo", TestStudio.Administrator)).Required.Id;
        var b = (await service.AddAsync("B", a, "camera.indigo", TestStudio.Administrator)).Required.Id;
        var toTop = (await service.MoveAsync(b, await VersionAsync(studio, b), new CategoryPlace(null), TestStudio.Administrator)).Required;
        await service.MoveAsync(a, await VersionAsync(studio, a), new CategoryPlace(b), TestStudio.Administrator);
        var before = Words(await AllAsync(studio));

        var undone = await studio.Undo.UndoAsync(toTop, TestStudio.Administrator);

        Assert.Equal("category.circle", undone.Refusal?.Code);
        Assert.Equal(before, Words(await AllAsync(studio)));
    }

    [StudioFact]
    public async Task MoveAsync_UnderItself_IsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var service = Service(studio);
        var a = (await service.AddAsync("A", null, "camera.indigo", TestStudio.Administrator)).Required.Id;
        var b = (await service.AddAsync("B", a, "camera.indigo", TestStudio.Administrator)).Required.Id;

        Assert.Equal(
            "category.circle", (await service.MoveAsync(a, await VersionAsync(studio, a), new CategoryPlace(b), TestStudio.Administrator)).Refusal?.Code);
        Assert.Equal(
            "category.circle", (await service.MoveAsync(a, await VersionAsync(studio, a), new CategoryPlace(a), TestStudio.Administrator)).Refusal?.Code);
    }

    [StudioFact]
    public async Task MoveAsync_OfWhatSomebodyElseChanged_IsStale()
    {
        await using var studio = await TestStudio.CreateAsync();
        var service = Service(studio);
        var a = (await service.AddAsync("A", null, "camera.indigo", TestStudio.Administrator)).Required.Id;
        var seen = await VersionAsync(studio, a);
        await service.EditAsync(a, seen, "A2", "lens.teal", TestStudio.Administrator);

        Assert.Equal(Refusal.StaleCode, (await service.MoveAsync(a, seen, new CategoryPlace(null), TestStudio.Administrator)).Refusal?.Code);
    }

    [StudioFact]
    public async Task EveryChange_ByAMerchandiser_IsForbidden()
    {
        await using var studio = await TestStudio.CreateAsync();
        var service = Service(studio);
        var a = (await service.AddAsync("A", null, "camera.indigo", TestStudio.Administrator)).Required.Id;

        Assert.Equal(Refusal.ForbiddenCode, (await service.AddAsync("B", null, "camera.indigo", TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await service.EditAsync(a, 0, "B", "camera.indigo", TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await service.MoveAsync(a, 0, new CategoryPlace(null), TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await service.DeleteAsync(a, 0, null, TestStudio.Merchandiser)).Refusal?.Code);
    }

    [StudioFact]
    public async Task DeleteAsync_WithProducts_MovesThemAndWhatLiesBelow_AndUndoBringsAllBack()
    {
        await using var studio = await TestStudio.CreateAsync();
        var service = Service(studio);
        var old = await studio.CategoryAsync("old");
        var below = await studio.CategoryAsync("below", old);
        var target = await studio.CategoryAsync("target");
        var first = await studio.ProductAsync("A", category: old);
        var second = await studio.ProductAsync("B");
        await studio.AddAsync(
            new ProductCategory { ProductId = second.Id, CategoryId = old.Id }, new ProductCategory { ProductId = second.Id, CategoryId = target.Id });
        var version = await VersionAsync(studio, old.Id);
        var before = Words(await AllAsync(studio));

        Assert.Equal("category.products", (await service.DeleteAsync(old.Id, version, null, TestStudio.Administrator)).Refusal?.Code);
        Assert.Equal("category.target", (await service.DeleteAsync(old.Id, version, below.Id, TestStudio.Administrator)).Refusal?.Code);
        var set = (await service.DeleteAsync(old.Id, version, target.Id, TestStudio.Administrator)).Required;

        await using (var db = studio.Store.Read())
        {
            Assert.Equal(target.Id, (await db.Products.SingleAsync(product => product.Id == first.Id)).CategoryId);
            Assert.Equal([target.Id], await db.ProductCategories.Select(place => place.CategoryId).ToListAsync());
            Assert.Equal($"{target.Id}/{below.Id}/", (await db.Categories.SingleAsync(category => category.Id == below.Id)).Path);
        }

        Assert.Empty((await studio.Undo.UndoAsync(set, TestStudio.Administrator)).Required.Conflicts);
        await using (var db = studio.Store.Read())
        {
            Assert.Equal(old.Id, (await db.Products.SingleAsync(product => product.Id == first.Id)).CategoryId);
            Assert.Equal(2, await db.ProductCategories.CountAsync());
        }

        Assert.Equal(before, Words(await AllAsync(studio)));
    }

    [StudioTheory]
    [InlineData("Rain coats", "rain-coats")]
    [InlineData("  Café & crème ", "cafe-creme")]
    [InlineData("???", "new")]
    public void Code_OfAName_IsPlain(string name, string code) => Assert.Equal(code, CatalogCode.Of(name, []));

    [StudioFact]
    public void Code_ThatIsTaken_IsNumbered() => Assert.Equal("a-3", CatalogCode.Of("A", ["a", "A-2"]));

    private static async Task<int> VersionAsync(TestStudio studio, int id) => (await AllAsync(studio)).Single(category => category.Id == id).Version;

    private static async Task<List<Category>> AllAsync(TestStudio studio)
    {
        await using var db = studio.Store.Read();
        return await db.Categories.OrderBy(category => category.Id).ToListAsync();
    }

    private static List<string> Words(List<Category> categories) =>
        categories.ConvertAll(category => $"{category.Id} {category.Name} {category.Path} {category.Position}");

    private static void AssertTree(List<Category> categories)
    {
        var known = categories.ToDictionary(category => category.Id);
        foreach (var category in categories)
        {
            Assert.Equal($"{(category.ParentId is { } parent ? known[parent].Path : "")}{category.Id}/", category.Path);
        }

        foreach (var siblings in categories.GroupBy(category => category.ParentId))
        {
            Assert.Equal(Enumerable.Range(0, siblings.Count()), siblings.Select(category => category.Position).Order());
        }
    }
}
