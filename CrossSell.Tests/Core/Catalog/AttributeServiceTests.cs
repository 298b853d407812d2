using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

public sealed class AttributeServiceTests
{
    private static AttributeService Service(TestStudio studio) => new(studio.Store);

    private static ProductTypeService Types(TestStudio studio) => new(studio.Store);

    private static AttributeEdit New(string name, AttributeKind kind = AttributeKind.Text, params string[] options) =>
        new(null, 0, "", name, kind, null, [.. options.Select(option => new OptionEdit(option))], true);

    private static AttributeEdit Edit(AttributeDefinition attribute, params (string Text, string? Was)[] options) =>
        new(attribute.Id, attribute.Version, attribute.Code, attribute.Name, attribute.Kind, attribute.Unit, [
            .. options.Select(option => new OptionEdit(option.Text, option.Was))], attribute.IsFacet);

    [StudioFact]
    public async Task SaveAsync_NewAttributes_GetACodeAndStandInLine()
    {
        await using var studio = await TestStudio.CreateAsync();

        await Service(studio).SaveAsync(New("Filter thread"), TestStudio.Administrator);
        await Service(studio).SaveAsync(New("Filter thread"), TestStudio.Administrator);

        await using var db = studio.Store.Read();
        Assert.Equal(
            [("filter-thread", 0), ("filter-thread-2", 1)],
            (await db.Attributes.OrderBy(item => item.Id).ToListAsync()).Select(item => (item.Code, item.Position)));
    }

    [StudioTheory]
    [InlineData("", AttributeKind.Text, "", "attribute.name")]
    [InlineData("Size", AttributeKind.Choice, "", "attribute.options")]
    [InlineData("Size", AttributeKind.Choice, "S|s", "attribute.options")]
    [InlineData("Size", AttributeKind.Choice, "S|", "attribute.options")]
    public async Task SaveAsync_WhatCannotBe_IsRefused(string name, AttributeKind kind, string options, string code)
    {
        await using var studio = await TestStudio.CreateAsync();

        var outcome = await Service(studio).SaveAsync(New(name, kind, options.Length == 0 ? [] : options.Split('|')), TestStudio.Administrator);

        Assert.Equal(code, outcome.Refusal?.Code);
    }

    [StudioFact]
    public async Task SaveAsync_RenamedOption_RenamesItInProducts_AndUndoTakesItBack()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (attribute, product) = await MountAsync(studio, "E\nX");

        var set = (await Service(studio).SaveAsync(Edit(attribute, ("E-mount", "E"), ("X", "X"), ("Z", "Z")), TestStudio.Administrator)).Required.ChangeSetId;
        Assert.Equal("E-mount\nX", await TextAsync(studio, product));

        await studio.Undo.UndoAsync(set, TestStudio.Administrator);
        Assert.Equal("E\nX", await TextAsync(studio, product));
    }

    [StudioFact]
    public async Task SaveAsync_RemovedOptionInUse_SaysHowManyAndTakesAnother()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (attribute, product) = await MountAsync(studio, "E\nX");
        var without = Edit(attribute, ("X", "X"), ("Z", "Z"));

        var refused = await Service(studio).SaveAsync(without, TestStudio.Administrator);
        Assert.Equal((AttributeService.OptionInUse, "1 product has the option \"E\". Choose a replacement."), (refused.Refusal!.Code, refused.Refusal.Message));

        Assert.True(
            (await Service(studio).SaveAsync(without with { Replacements = new Dictionary<string, string> { ["E"] = "X" } }, TestStudio.Administrator)).IsDone);
        Assert.Equal("X", await TextAsync(studio, product));
    }

    [StudioFact]
    public async Task SaveAsync_RemovedOptionNobodyHas_Goes()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (attribute, _) = await MountAsync(studio, "E");

        Assert.True((await Service(studio).SaveAsync(Edit(attribute, ("E", "E"), ("X", "X")), TestStudio.Administrator)).IsDone);
    }

    [StudioFact]
    public async Task SaveAsync_TwoOptionsThatSwapNames_SwapInProductsToo()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (attribute, product) = await MountAsync(studio, "E\nZ");

        Assert.True((await Service(studio).SaveAsync(Edit(attribute, ("X", "E"), ("E", "X"), ("Z", "Z")), TestStudio.Administrator)).IsDone);

        Assert.Equal("X\nZ", await TextAsync(studio, product));
    }

    [StudioFact]
    public async Task SaveAsync_KindAndCodeOfAnAttributeWithValues_Stay()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (attribute, _) = await MountAsync(studio, "E");
        var same = Edit(attribute, ("E", "E"), ("X", "X"), ("Z", "Z"));

        Assert.Equal("attribute.kind", (await Service(studio).SaveAsync(same with { Kind = AttributeKind.Number }, TestStudio.Administrator)).Refusal?.Code);
        Assert.Equal("attribute.code", (await Service(studio).SaveAsync(same with { Code = "bayonet" }, TestStudio.Administrator)).Refusal?.Code);
    }

    [StudioTheory]
    [InlineData(AttributeKind.Choice, AttributeKind.Choices, true)]
    [InlineData(AttributeKind.Choice, AttributeKind.Text, true)]
    [InlineData(AttributeKind.Choices, AttributeKind.Choice, false)]
    [InlineData(AttributeKind.Text, AttributeKind.Number, false)]
    [InlineData(AttributeKind.Color, AttributeKind.Text, true)]
    public void CanBecome_OnlyWhatKeepsTheValues(AttributeKind from, AttributeKind to, bool can) => Assert.Equal(can, AttributeService.CanBecome(from, to));

    [StudioFact]
    public async Task DeleteAsync_OnlyWhenNothingUsesIt()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (attribute, product) = await MountAsync(studio, "E");
        var type = (await Types(studio).SaveAsync(new ProductTypeEdit(null, 0, "", "Lens", [(attribute.Id, true)]), TestStudio.Administrator)).Required.Id;

        Assert.Contains(
            "1 product has Mount", (await Service(studio).DeleteAsync(attribute.Id, attribute.Version, TestStudio.Administrator)).Refusal?.Message,
            StringComparison.Ordinal);
        await studio.WriteAsync(async session => session.Db.Remove(await session.Db.AttributeValues.SingleAsync(value => value.ProductId == product)));
        Assert.Contains(
            "belongs to Lens", (await Service(studio).DeleteAsync(attribute.Id, attribute.Version, TestStudio.Administrator)).Refusal?.Message,
            StringComparison.Ordinal);
        Assert.True((await Types(studio).DeleteAsync(type, 0, TestStudio.Administrator)).IsDone);
        Assert.True((await Service(studio).DeleteAsync(attribute.Id, attribute.Version, TestStudio.Administrator)).IsDone);
    }

    [StudioFact]
    public async Task MoveAsync_PutsItBefore_WithoutGaps()
    {
        await using var studio = await TestStudio.CreateAsync();
        var ids = new List<int>();
        foreach (var name in new[] { "A", "B", "C" })
        {
            ids.Add((await Service(studio).SaveAsync(New(name), TestStudio.Administrator)).Required.Id);
        }

        await Service(studio).MoveAsync(ids[2], ids[0], TestStudio.Administrator);

        await using var db = studio.Store.Read();
        Assert.Equal(
            [("C", 0), ("A", 1), ("B", 2)], (await db.Attributes.OrderBy(item => item.Position).ToListAsync()).Select(item => (item.Name, item.Position)));
    }

    [StudioFact]
    public async Task ProductType_NewlyNeededAttribute_MakesItsProductsLessComplete_AndUndoComplete()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var attribute = (await Service(studio).SaveAsync(New("Mount"), TestStudio.Administrator)).Required.Id;
        var type = (await Types(studio).SaveAsync(new ProductTypeEdit(null, 0, "", "Lens", [(attribute, false)]), TestStudio.Administrator)).Required.Id;
        var product = await studio.ProductAsync("A", channel);
        await studio.WriteAsync(async session => (await session.Db.Products.SingleAsync()).Set(it => it.ProductTypeId, type));

        var set = (await Types(studio)
            .SaveAsync(new ProductTypeEdit(type, 0, "lens", "Lens", [(attribute, true)]), TestStudio.Administrator)).Required.ChangeSetId;
        Assert.Equal((0, "attr:mount"), await ListingAsync(studio, product.Id));

        Assert.Empty((await studio.Undo.UndoAsync(set, TestStudio.Administrator)).Required.Conflicts);
        Assert.Equal((100, ""), await ListingAsync(studio, product.Id));
    }

    [StudioFact]
    public async Task ProductType_ChangedByTwo_IsStaleForTheSecond_EvenWhenOnlyItsAttributesChanged()
    {
        await using var studio = await TestStudio.CreateAsync();
        var attribute = (await Service(studio).SaveAsync(New("Mount"), TestStudio.Administrator)).Required.Id;
        var type = (await Types(studio).SaveAsync(new ProductTypeEdit(null, 0, "", "Lens", []), TestStudio.Administrator)).Required.Id;
        var seen = new ProductTypeEdit(type, 0, "lens", "Lens", [(attribute, true)]);

        Assert.True((await Types(studio).SaveAsync(seen, TestStudio.Administrator)).IsDone);

        Assert.Equal(Refusal.StaleCode, (await Types(studio).SaveAsync(seen with { Attributes = [] }, TestStudio.Administrator)).Refusal?.Code);
    }

    private static async Task<(int, string)> ListingAsync(TestStudio studio, int product)
    {
        await using var db = studio.Store.Read();
        var listing = await db.Listings.SingleAsync(item => item.ProductId == product);
        return (listing.Completeness, listing.Missing);
    }

    private static async Task<(AttributeDefinition Attribute, int ProductId)> MountAsync(TestStudio studio, string text)
    {
        var id = (await Service(studio).SaveAsync(New("Mount", AttributeKind.Choices, "E", "X", "Z"), TestStudio.Administrator)).Required.Id;
        var product = await studio.ProductAsync();
        await studio.AddAsync(new AttributeValue { ProductId = product.Id, AttributeId = id, Text = text });
        await using var db = studio.Store.Read();
        return (await db.Attributes.SingleAsync(item => item.Id == id), product.Id);
    }

    private static async Task<string> TextAsync(TestStudio studio, int product)
    {
        await using var db = studio.Store.Read();
        return (await db.AttributeValues.SingleAsync(value => value.ProductId == product)).Text;
    }
}
