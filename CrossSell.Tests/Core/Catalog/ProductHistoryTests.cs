using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class ProductHistoryTests
{
    [Fact]
    public async Task History_OfWhatIsGone_IsFoundByIndex()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        await using var db = scene.Studio.Store.Read();
        foreach (var (sql, index) in new[] { (RemovedRows.BySource(db), "Source"), (RemovedRows.ByTarget(db), "Target"), (RemovedRows.ByProduct(db), "Media") })
        {
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100
            command.CommandText = "EXPLAIN QUERY PLAN " + string.Format(CultureInfo.InvariantCulture, sql, 7, 500);
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync();
            Assert.True(await reader.ReadAsync());
            Assert.Equal($"SEARCH Changes USING INDEX IX_Changes_Removed{index} (<expr>=?)", reader.GetString(3));
            Assert.False(await reader.ReadAsync());
        }
    }

    [StudioFact]
    public async Task History_OfALinkThatIsGone_IsToldOnBothPages()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var other = await scene.Studio.ProductAsync("LACE", scene.Channel);
        var third = await scene.Studio.ProductAsync("THIRD", scene.Channel);
        await scene.Studio.AddAsync(new ProductLink { SourceId = scene.Small.Id, TargetId = other.Id, TypeId = 1, CreatedBy = "eva" });
        await scene.Studio.WriteAsync(async session => session.Db.Remove(await session.Db.Links.SingleAsync()));

        foreach (var (id, lines) in new[] { (scene.Small.Id, 2), (other.Id, 2), (third.Id, 0) })
        {
            Assert.Equal(lines, (await scene.History.LoadAsync(ReadScope.Everything, id, HistoryKind.Links)).Lines.Count);
        }
    }

    [StudioFact]
    public async Task History_SaysWhatWasInWords_AndIsFiltered()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        var category = await scene.Studio.CategoryAsync("boots");
        await scene.SetAttributesAsync(scene.Small, ("weight", "750"));
        await scene.Categories.EditAsync(scene.Small.Id, new CategoriesEdit(await scene.VersionAsync(scene.Small), category.Id, []), TestStudio.Manager);

        var page = await scene.History.LoadAsync(ReadScope.Everything, scene.Small.Id);

        Assert.Equal(
            ("Mark", "Primary category", null, "boots"),
            (page.Lines[0].Who, page.Lines[0].Fields[0].Name, page.Lines[0].Fields[0].Before, page.Lines[0].Fields[0].After));
        Assert.Equal(("Weight (g)", "750"), (page.Lines[1].Fields[0].Name, page.Lines[1].Fields[0].After));
        Assert.Equal(["Edited attributes of Boot S"], (await scene.History.LoadAsync(ReadScope.Everything, scene.Small.Id, HistoryKind.Attributes)).Lines
            .Where(line => line.Who == "Eva").Select(line => line.Purpose));
        Assert.Empty((await scene.History.LoadAsync(ReadScope.Everything, scene.Small.Id, HistoryKind.Links)).Lines);
    }

    [StudioFact]
    public async Task History_LongerThanAPage_IsReadToItsEnd()
    {
        await using var scene = await WorkbenchScene.CreateAsync();
        for (var number = 0; number < ProductHistory.PageSize + 5; number++)
        {
            await scene.SetAttributesAsync(scene.Small, ("weight", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        var first = await scene.History.LoadAsync(ReadScope.Everything, scene.Small.Id, HistoryKind.Attributes);
        var second = await scene.History.LoadAsync(ReadScope.Everything, scene.Small.Id, HistoryKind.Attributes, first.Next);

        var all = first.Lines.Concat(second.Lines).Where(line => line.Who == "Eva").ToList();
        Assert.Equal(ProductHistory.PageSize + 5, all.Count);
        Assert.Equal(all.Count, all.DistinctBy(line => line.ChangeSetId).Count());
        Assert.Null(second.Next);
    }
}
