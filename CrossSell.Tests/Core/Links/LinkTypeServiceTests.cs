using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Links;

public sealed class LinkTypeServiceTests
{
    private static LinkTypeEdit Of(LinkType type) => new(
        type.Id, type.Version, type.Code, type.Name, type.Kind, type.Direction, type.InverseTypeId, type.AllowsQuantity, type.MaxPerProduct, type.FillsPanel,
        type.Color, type.Line, type.Labels,
        [.. type.Fields.Select(field => new LinkFieldEdit(field.Code, field.Name, field.Kind))]);

    [StudioFact]
    public async Task SaveAsync_NewInverse_PointsBothWays_AndTheFormerPartnerIsOneWay()
    {
        await using var shop = await Shop.CreateAsync();
        var accessory = await shop.TypeAsync(LinkType.Accessory);

        var made = (await shop.Types
            .SaveAsync(new LinkTypeEdit(null, 0, "", "Worn with", LinkKind.Custom, LinkDirection.Inverse, accessory.Id), TestStudio.Administrator)).Required;

        var worn = await shop.TypeAsync("worn-with");
        Assert.Equal((made.Id, 5), (worn.Id, worn.Position));
        Assert.Equal(
            (LinkDirection.Inverse, worn.Id), ((await shop.TypeAsync(LinkType.Accessory)).Direction, (await shop.TypeAsync(LinkType.Accessory)).InverseTypeId));
        Assert.Equal((LinkDirection.OneWay, null), ((await shop.TypeAsync(LinkType.Fits)).Direction, (await shop.TypeAsync(LinkType.Fits)).InverseTypeId));

        await shop.Studio.Undo.UndoAsync(made.ChangeSetId, TestStudio.Administrator);
        Assert.Equal((await shop.TypeAsync(LinkType.Fits)).Id, (await shop.TypeAsync(LinkType.Accessory)).InverseTypeId);
        Assert.Equal(5, (await shop.Types.ListAsync()).Count);
    }

    [StudioTheory]
    [InlineData("", null, null, "", "link-type.name")]
    [InlineData("Substitute", null, null, "", "link-type.name")]
    [InlineData("Goes", "cross-sell", null, "", "link-type.code")]
    [InlineData("Goes", "Not A Code", null, "", "link-type.code")]
    [InlineData("Goes", null, 0, "", "link-type.max")]
    [InlineData("Goes", null, null, "pink", "link-type.color")]
    public async Task SaveAsync_WhatCannotBe_IsRefused(string name, string? code, int? max, string color, string refusal)
    {
        await using var shop = await Shop.CreateAsync();

        var outcome = await shop.Types.SaveAsync(
            new LinkTypeEdit(null, 0, code ?? "", name, LinkKind.Custom, MaxPerProduct: max, Color: color.Length == 0 ? null : color),
            TestStudio.Administrator);

        Assert.Equal(refusal, outcome.Refusal?.Code);
        Assert.Equal(5, (await shop.Types.ListAsync()).Count);
    }

    [StudioFact]
    public async Task Everything_IsForAdministrators()
    {
        await using var shop = await Shop.CreateAsync();
        var type = await shop.TypeAsync(LinkType.UpSell);

        Assert.Equal(Refusal.ForbiddenCode, (await shop.Types.SaveAsync(Of(type), TestStudio.Manager)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await shop.Types.RetireAsync(type.Id, type.Version, true, TestStudio.Manager)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await shop.Types.DeleteAsync(type.Id, type.Version, TestStudio.Manager)).Refusal?.Code);
        Assert.Equal(Refusal.ForbiddenCode, (await shop.Types.MoveAsync(type.Id, null, TestStudio.Manager)).Refusal?.Code);
    }

    [StudioFact]
    public async Task SaveAsync_OneWayInUseBecomesTwoWay_EachLinkGetsItsReverseLink_AndUndoTakesThemAway()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.LinkAsync(0, 1, LinkType.UpSell);
        await shop.LinkAsync(1, 0, LinkType.UpSell);
        await shop.LinkAsync(0, 2, LinkType.UpSell);
        var before = await shop.PictureAsync();

        var set = (await shop.Types
            .SaveAsync(Of(await shop.TypeAsync(LinkType.UpSell)) with { Direction = LinkDirection.TwoWay }, TestStudio.Administrator)).Required.ChangeSetId;

        Assert.Equal(4, (await shop.LinksAsync()).Count);
        await shop.AssertInvariantsAsync();

        Assert.Empty((await shop.Studio.Undo.UndoAsync(set, TestStudio.Administrator)).Required.Conflicts);
        Assert.Equal(before, await shop.PictureAsync());
    }

    [StudioFact]
    public async Task SaveAsync_InverseInUseBecomesOneWay_BothWaysStandOnTheirOwn()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.LinkAsync(0, 1, LinkType.Accessory);

        await shop.Types.SaveAsync(Of(await shop.TypeAsync(LinkType.Accessory)) with { Direction = LinkDirection.OneWay }, TestStudio.Administrator);

        Assert.Equal(2, (await shop.LinksAsync()).Count);
        await shop.AssertInvariantsAsync();
    }

    [StudioFact]
    public async Task SaveAsync_TypeComesIntoPanels_ItsLinksStandBehindTheOthers_AndUndoRestoresThePlaces()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.LinkAsync(0, 1, LinkType.UpSell);
        await shop.LinkAsync(0, 2, LinkType.CrossSell);
        await shop.LinkAsync(0, 3, LinkType.CrossSell);
        var before = await shop.PictureAsync();

        var set = (await shop.Types
            .SaveAsync(Of(await shop.TypeAsync(LinkType.UpSell)) with { FillsPanel = true }, TestStudio.Administrator)).Required.ChangeSetId;

        Assert.Equal([2, 3, 1], (await shop.LinksAsync()).OrderBy(link => link.Position).Select(link => shop.Index(link.TargetId)));
        await shop.AssertInvariantsAsync();
        await shop.Studio.Undo.UndoAsync(set, TestStudio.Administrator);
        Assert.Equal(before, await shop.PictureAsync());
    }

    [StudioTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RandomChangesOfTypes_KeepEveryInvariant_AndUndoRestoresExactly(int seed)
    {
        await using var shop = await Shop.CreateAsync();
        var random = new Random(seed);
        string[] codes = [LinkType.CrossSell, LinkType.Accessory, LinkType.UpSell, LinkType.Substitute, LinkType.Fits];
        for (var number = 0; number < 25; number++)
        {
            await shop.Links
                .AddAsync(new NewLink(shop.Products[random.Next(5)].Id, shop.Products[random.Next(5)].Id, codes[random.Next(5)]), TestStudio.Merchandiser);
        }

        var pictures = new Stack<(long Set, string Before)>();
        for (var step = 0; step < 15; step++)
        {
            var before = await shop.PictureAsync();
            var type = await shop.TypeAsync(codes[random.Next(5)]);
            var edit = Of(type) with { Direction = (LinkDirection)random.Next(3), InverseTypeId = random.Next(1, 6), FillsPanel = random.Next(2) == 0 };
            if (!(await shop.Types.SaveAsync(edit, TestStudio.Administrator)).IsRefused(out var refusal, out var written))
            {
                pictures.Push((written.ChangeSetId, before));
            }
            else
            {
                Assert.Equal("link-type.inverse", refusal.Code);
                Assert.Equal(before, await shop.PictureAsync());
            }

            await shop.AssertInvariantsAsync();
        }

        Assert.True(pictures.Count > 5);
        while (pictures.TryPop(out var done))
        {
            var undone = await shop.Studio.Undo.UndoAsync(done.Set, TestStudio.Administrator);
            Assert.True(undone.IsDone || undone.Refusal!.Code == "undo.not-undoable", undone.Refusal?.Message);
            Assert.Equal(done.Before, await shop.PictureAsync());
        }
    }

    [StudioFact]
    public async Task DeleteAsync_TypeInUse_IsRefused_AndRetiringItStopsNewLinks()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.LinkAsync(0, 1, LinkType.Accessory);
        var type = await shop.TypeAsync(LinkType.Accessory);

        Assert.Equal("link-type.used", (await shop.Types.DeleteAsync(type.Id, type.Version, TestStudio.Administrator)).Refusal?.Code);
        await shop.Types.RetireAsync(type.Id, type.Version, true, TestStudio.Administrator);

        Assert.True((await shop.TypeAsync(LinkType.Fits)).Retired);
        Assert.Equal(
            "link.retired",
            (await shop.Links.AddAsync(new NewLink(shop.Products[0].Id, shop.Products[2].Id, LinkType.Accessory), TestStudio.Merchandiser)).Refusal?.Code);
        Assert.Equal(2, (await shop.LinksAsync()).Count);
    }

    [StudioFact]
    public async Task DeleteAsync_UnusedType_GoesAndItsInverseIsOneWay()
    {
        await using var shop = await Shop.CreateAsync();
        var fits = await shop.TypeAsync(LinkType.Fits);

        var set = (await shop.Types.DeleteAsync(fits.Id, fits.Version, TestStudio.Administrator)).Required.ChangeSetId;

        Assert.Equal(LinkDirection.OneWay, (await shop.TypeAsync(LinkType.Accessory)).Direction);
        await shop.Studio.Undo.UndoAsync(set, TestStudio.Administrator);
        Assert.Equal(fits.Id, (await shop.TypeAsync(LinkType.Accessory)).InverseTypeId);
    }

    [StudioFact]
    public async Task SaveAsync_FieldInUse_IsNotLostWithoutBeingAsked_AndUndoBringsItsValuesBack()
    {
        await using var shop = await Shop.CreateAsync();
        var edit = Of(await shop.TypeAsync(LinkType.CrossSell)) with
        {
            Fields = [new("", "Shelf note", LinkFieldKind.Text), new("", "Ratio", LinkFieldKind.Number)]
        };
        await shop.Types.SaveAsync(edit, TestStudio.Administrator);
        var link = (await shop.LinkAsync(0, 1, LinkType.CrossSell)).LinkId;
        await shop.Studio.WriteAsync(
            async session => (await session.Db.Links.SingleAsync(item => item.Id == link))
                .Set(it => it.Fields, new() { ["shelf-note"] = "left", ["ratio"] = "2" }));
        var type = await shop.TypeAsync(LinkType.CrossSell);
        Assert.Equal(1, (await shop.Types.FieldUseAsync(type.Id))["ratio"]);

        var without = Of(type) with { Fields = [new("ratio", "Ratio of pieces", LinkFieldKind.Number)] };
        Assert.Equal(LinkTypeService.FieldInUse, (await shop.Types.SaveAsync(without, TestStudio.Administrator)).Refusal?.Code);
        Assert.Equal(
            "link-type.field-kind",
            (await shop.Types.SaveAsync(
                Of(type) with { Fields = [new("shelf-note", "Shelf note", LinkFieldKind.YesNo), new("ratio", "Ratio", LinkFieldKind.Number)] },
                TestStudio.Administrator)).Refusal?.Code);

        var set = (await shop.Types.SaveAsync(without with { LostFields = ["shelf-note"] }, TestStudio.Administrator)).Required.ChangeSetId;
        Assert.Equal(["ratio"], (await shop.LinksAsync()).Single().Fields.Keys);
        await shop.Studio.Undo.UndoAsync(set, TestStudio.Administrator);
        Assert.Equal("left", (await shop.LinksAsync()).Single().Fields["shelf-note"]);
    }

    [StudioFact]
    public async Task SaveAsync_QuantityInUse_Stays_AndALowerLimitIsWarnedOf()
    {
        await using var shop = await Shop.CreateAsync();
        await shop.Links.AddAsync(new NewLink(shop.Products[0].Id, shop.Products[1].Id, LinkType.CrossSell, Quantity: 2), TestStudio.Merchandiser);
        await shop.LinkAsync(0, 2, LinkType.CrossSell);
        var type = await shop.TypeAsync(LinkType.CrossSell);

        Assert.Equal("link-type.quantity", (await shop.Types.SaveAsync(Of(type) with { AllowsQuantity = false }, TestStudio.Administrator)).Refusal?.Code);
        Assert.Contains(
            "1 product has more than 1", (await shop.Types.SaveAsync(Of(type) with { MaxPerProduct = 1 }, TestStudio.Administrator)).Required.Warning,
            StringComparison.Ordinal);
    }

    [StudioFact]
    public void LabelIn_TakesTheLocaleThenTheLanguageThenTheName()
    {
        var type = new LinkType { Code = "a", Name = "Goes with", Labels = new() { ["de-DE"] = "Passt dazu", ["nl"] = "Past erbij" } };

        Assert.Equal(
            ["Passt dazu", "Passt dazu", "Past erbij", "Goes with", "Goes with"],
            new[] { "de-DE", "de-AT", "nl-BE", "fr", null }.Select(type.LabelIn));
    }

    [StudioFact]
    public void WordIn_LowersTheNameOnly_BecauseALabelIsWrittenAsItsLanguageWants()
    {
        var type = new LinkType { Code = "a", Name = "Accessory", Labels = new() { ["de-DE"] = "Zubehör" } };

        Assert.Equal(["Zubehör", "accessory", "accessory"], new[] { "de-AT", "fr", null }.Select(type.WordIn));
    }

    [StudioTheory]
    [InlineData(LinkFieldKind.Number, "1,5", "1.5")]
    [InlineData(LinkFieldKind.Number, "many", null)]
    [InlineData(LinkFieldKind.YesNo, "True", "yes")]
    [InlineData(LinkFieldKind.YesNo, "perhaps", null)]
    [InlineData(LinkFieldKind.Text, "as it is", "as it is")]
    public void LinkFields_AreReadInOneForm(LinkFieldKind kind, string typed, string? kept) =>
        Assert.Equal(kept, LinkFields.Read(new LinkField("a", "A", kind), typed).Value);

    private sealed class Shop(TestStudio studio, IReadOnlyList<Product> products) : IAsyncDisposable
    {
        public TestStudio Studio { get; } = studio;

        public IReadOnlyList<Product> Products { get; } = products;

        public LinkTypeService Types { get; } = new(studio.Store);

        public LinkService Links { get; } = new(studio.Store);

        public static async Task<Shop> CreateAsync()
        {
            var studio = await TestStudio.CreateAsync();
            var channel = await studio.ChannelAsync();
            var made = new List<Product>();
            for (var index = 0; index < 5; index++)
            {
                made.Add(await studio.ProductAsync($"P{index}", channel));
            }

            return new Shop(studio, made);
        }

        public int Index(int id) => Products.ToList().FindIndex(product => product.Id == id);

        public Task<LinkType> TypeAsync(string code) => Studio.LinkTypeAsync(code);

        public async Task<LinkWritten> LinkAsync(int source, int target, string type) =>
            (await Links.AddAsync(new NewLink(Products[source].Id, Products[target].Id, type), TestStudio.Merchandiser)).Required;

        public async Task<List<ProductLink>> LinksAsync()
        {
            await using var db = Studio.Store.Read();
            return await db.Links.OrderBy(link => link.Id).ToListAsync();
        }

        public async Task<string> PictureAsync()
        {
            var types = await Types.ListAsync();
            return string.Join('\n', types.Select(type => $"{type.Code} {type.Direction} {type.InverseTypeId} {type.FillsPanel}")
                .Concat((await LinksAsync())
                    .Select(link => $"{link.Id} {link.SourceId}>{link.TargetId} {link.TypeId} @{link.Position} {link.PairId} {link.Origin}")));
        }

        public async Task AssertInvariantsAsync()
        {
            var types = await Types.ListAsync();
            foreach (var type in types.Where(type => type.Direction == LinkDirection.Inverse))
            {
                var inverse = types.Single(other => other.Id == type.InverseTypeId);
                Assert.Equal((LinkDirection.Inverse, type.Id), (inverse.Direction, inverse.InverseTypeId));
            }

            await LinkInvariants.AssertAsync(Studio);
        }

        public ValueTask DisposeAsync() => Studio.DisposeAsync();
    }
}
