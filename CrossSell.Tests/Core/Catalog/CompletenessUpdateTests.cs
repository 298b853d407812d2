using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Catalog;

[Trait("Kind", "Slow")]
public sealed class CompletenessUpdateTests
{
    private static readonly List<string> Asked = ["name", "brand", "description", "picture", "category", "gtin", "price", "cost", "tags", "type", "attr:mount"];

    [StudioFact]
    public async Task WriteAsync_RandomCatalogue_IsWhatTheEngineSaysOfEachProduct() => await Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
    {
        await using var studio = await TestStudio.CreateAsync();
        await MakeAsync(studio, new Random(seed));

        await studio.WriteAsync(async session =>
            await CompletenessUpdate.WriteAsync(session, await session.Db.Products.Select(product => product.Id).ToListAsync()));

        Assert.Equal(await ExpectedAsync(studio), await StoredAsync(studio));
        await using var db = studio.Store.Read();
        foreach (var id in await db.Products.Select(product => product.Id).ToListAsync())
        {
            foreach (var (channel, scores) in await CompletenessUpdate.OfAsync(db, id))
            {
                var stored = await db.Listings.SingleAsync(listing => listing.ProductId == id && listing.ChannelId == channel);
                Assert.Equal((stored.Completeness, stored.Missing), (scores[0].Completeness.Percent, scores[0].Completeness.MissingText));
            }
        }
    }, iter: 12, threads: 1);

    [StudioFact]
    public async Task CommitAsync_AnyRandomChange_LeavesCompletenessTrueWithoutBeingAsked() => await Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
    {
        await using var studio = await TestStudio.CreateAsync();
        var random = new Random(seed);
        await MakeAsync(studio, random);
        await studio.WriteAsync(async session =>
            await CompletenessUpdate.WriteAsync(session, await session.Db.Products.Select(product => product.Id).ToListAsync()));
        for (var step = 0; step < 8; step++)
        {
            var before = await StoredAsync(studio);
            long id = 0;
            await using (var session = await studio.Store.WriteAsync(TestStudio.Administrator, "Changed something"))
            {
                await ChangeAsync(session.Db, random);
                id = (await session.CommitAsync()).Required;
            }

            Assert.Equal(await ExpectedAsync(studio), await StoredAsync(studio));
            if (random.Next(2) == 0)
            {
                await studio.Undo.UndoAsync(id, TestStudio.Administrator);
                Assert.Equal(before, await StoredAsync(studio));
            }
        }
    }, iter: 12, threads: 1);

    [StudioFact]
    public async Task CommitAsync_FamilysAttribute_CountsForItsVariantsAndIsRecorded()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var type = await TypeAsync(studio, required: true);
        var parent = await studio.ProductAsync("FAM", channel, kind: ProductKind.Parent);
        var variant = await studio.ProductAsync("FAM-S", channel, parent: parent);
        await studio.WriteAsync(async session =>
        {
            foreach (var product in await session.Db.Products.ToListAsync())
            {
                product.Set(it => it.ProductTypeId, type.Id);
            }
        });
        Assert.Equal((0, "attr:mount"), await OfAsync(studio, variant.Id));

        var attribute = await ReadAsync(studio, db => db.Attributes.SingleAsync());
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new AttributeValue { ProductId = parent.Id, AttributeId = attribute.Id, Text = "E" });
            return Task.CompletedTask;
        });

        Assert.Equal((100, ""), await OfAsync(studio, variant.Id));
        Assert.True(await ReadAsync(studio, db => db.Changes.AnyAsync(change => change.Entity == "Listing" && change.EntityId == $"{variant.Id}/{channel.Id}"
            && change.Kind == ChangeKind.Edited && change.After!.Contains("\"Completeness\":100"))));
    }

    [StudioFact]
    public async Task CommitAsync_PictureOfTheFamily_CountsForItsVariants()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await AskAsync(studio, channel.Id, "picture");
        var parent = await studio.ProductAsync("FAM", channel, kind: ProductKind.Parent);
        var variant = await studio.ProductAsync("FAM-S", channel, parent: parent);

        await studio.WriteAsync(session =>
        {
            session.Db.Add(new MediaFile { Hash = "a", ContentType = "image/png" });
            session.Db.Add(new ProductMedia { ProductId = parent.Id, Hash = "a" });
            return Task.CompletedTask;
        });
        Assert.Equal((100, ""), await OfAsync(studio, variant.Id));

        await studio.WriteAsync(async session => session.Db.Remove(await session.Db.ProductMedia.SingleAsync()));
        Assert.Equal((0, "picture"), await OfAsync(studio, variant.Id));
    }

    [StudioFact]
    public async Task CommitAsync_DrawnStandIn_IsNoPicture()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        await AskAsync(studio, channel.Id, ["name", "picture"], ["en", "nl"]);
        var parent = await studio.ProductAsync("FAM", channel, kind: ProductKind.Parent);
        var variant = await studio.ProductAsync("FAM-S", channel, parent: parent);

        await studio.WriteAsync(async session =>
        {
            (await session.Db.Products.SingleAsync(product => product.Id == parent.Id)).Set(it => it.Picture, "camera.indigo");
            session.Db.Add(new ProductText { ProductId = variant.Id, Locale = "nl", Name = "Variant" });
        });

        Assert.Equal((50, "picture"), await OfAsync(studio, parent.Id));
        Assert.Equal((50, "picture"), await OfAsync(studio, variant.Id));
        var scores = await ReadAsync(studio, db => CompletenessUpdate.OfAsync(db, variant.Id));
        Assert.Equal([50, 50], scores[channel.Id].Select(score => score.Completeness.Percent));
    }

    [StudioFact]
    public async Task Undo_ByWhoMayEditInEveryShopThatListsIt_TakesTheCompletenessAlong_AndBySomebodyOfOneShopIsRefused()
    {
        await using var studio = await TestStudio.CreateAsync();
        var own = await studio.ChannelAsync("camera");
        var other = await studio.ChannelAsync("fashion");
        await AskAsync(studio, other.Id, "brand");
        var product = await studio.ProductAsync("A", own);
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new Listing { ProductId = product.Id, ChannelId = other.Id, Price = 100 });
            return Task.CompletedTask;
        });
        var eva = new CrossSell.Core.People.Actor(
            CrossSell.Core.People.ActorKind.Person, "eva", "Eva",
            [new(CrossSell.Core.People.Role.Merchandiser, own.Id), new(CrossSell.Core.People.Role.Merchandiser, other.Id)]);
        await using var write = await studio.Store.WriteAsync(eva, "Branded A");
        (await write.Db.Products.SingleAsync(item => item.Id == product.Id)).Set(it => it.Brand, "Lumen");
        var id = (await write.CommitAsync()).Required;
        Assert.True(await ReadAsync(studio, db => db.Changes.AnyAsync(change => change.ChangeSetId == id && change.Entity == "Listing")));

        Assert.Equal(
            CrossSell.Core.Common.Refusal.ForbiddenCode,
            (await studio.Undo.UndoAsync(id, TestStudio.Person("eva", CrossSell.Core.People.Role.Merchandiser, own.Id))).Refusal?.Code);
        var undone = await studio.Undo.UndoAsync(id, eva);

        Assert.Empty(undone.Required.Conflicts);
        Assert.Equal(
            0,
            await ReadAsync(studio, db => db.Listings.Where(listing => listing.ChannelId == other.Id).Select(listing => listing.Completeness).SingleAsync()));
    }

    [StudioFact]
    public async Task CommitAsync_ChannelDropsALocale_ForgetsItsRows()
    {
        await using var studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var product = await studio.ProductAsync("A", channel);
        await AskAsync(studio, channel.Id, ["name"], ["nl", "en", "de"]);
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new ProductText { ProductId = product.Id, Locale = "en", Name = "A" });
            return Task.CompletedTask;
        });
        Assert.Equal([("de", 0, "name"), ("en", 100, "")], await LocalesAsync(studio));

        await AskAsync(studio, channel.Id, ["name"], ["nl", "en"]);

        Assert.Equal([("en", 100, "")], await LocalesAsync(studio));
    }

    private static Task<List<(string, int, string)>> LocalesAsync(TestStudio studio) => ReadAsync(studio, async db =>
        (await db.LocaleCompleteness.OrderBy(row => row.Locale).ToListAsync()).ConvertAll(row => (row.Locale, row.Percent, row.Missing)));

    private static Task AskAsync(TestStudio studio, int channelId, params string[] fields) => AskAsync(studio, channelId, [.. fields], ["en"]);

    private static Task AskAsync(TestStudio studio, int channelId, List<string> fields, List<string> locales) => studio.WriteAsync(async session =>
    {
        var channel = await session.Db.Channels.SingleAsync(item => item.Id == channelId);
        (channel.RequiredFields, channel.Locales) = (fields, locales);
    });

    private static async Task<(int, string)> OfAsync(TestStudio studio, int productId)
    {
        await using var db = studio.Store.Read();
        var listing = await db.Listings.SingleAsync(item => item.ProductId == productId);
        return (listing.Completeness, listing.Missing);
    }

    private static async Task<T> ReadAsync<T>(TestStudio studio, Func<StudioDb, Task<T>> read)
    {
        await using var db = studio.Store.Read();
        return await read(db);
    }

    private static async Task<ProductType> TypeAsync(TestStudio studio, bool required)
    {
        var attribute = new AttributeDefinition { Code = "mount", Name = "Mount" };
        var type = new ProductType { Code = "lens", Name = "Lens" };
        await studio.AddAsync(attribute, type);
        await studio.AddAsync(new ProductTypeAttribute { ProductTypeId = type.Id, AttributeId = attribute.Id, Required = required });
        return type;
    }

    // Families, variants and single products, each with about half of everything.
    private static Task MakeAsync(TestStudio studio, Random random) => studio.WriteAsync(async session =>
    {
        session.RunsWriteHooks = false;
        var db = session.Db;
        bool Some() => random.Next(2) == 0;
        db.AddRange(
            new Channel { Id = 1, Code = "a", Name = "A", CurrencyCode = "EUR", Locales = ["nl", "en"], RequiredFields = [.. Asked.Where(_ => Some())] },
            new Channel { Id = 2, Code = "b", Name = "B", CurrencyCode = "EUR", RequiredFields = [.. Asked.Where(_ => Some())] },
            new Category { Id = 1, Code = "c", Name = "C", Path = "1/" },
            new AttributeDefinition { Id = 1, Code = "mount", Name = "Mount" }, new AttributeDefinition { Id = 2, Code = "weight", Name = "Weight" },
            new ProductType { Id = 1, Code = "lens", Name = "Lens" }, new ProductType { Id = 2, Code = "bag", Name = "Bag" },
            new ProductTypeAttribute { ProductTypeId = 1, AttributeId = 1, Required = Some() },
            new ProductTypeAttribute { ProductTypeId = 1, AttributeId = 2, Required = true },
            new ProductTypeAttribute { ProductTypeId = 2, AttributeId = 2, Required = Some() }, new MediaFile { Hash = "f", ContentType = "image/png" });
        await session.SaveAsync();
        for (var id = 1; id <= 14; id++)
        {
            db.Add(new Product
            {
                Id = id,
                Sku = $"P{id}",
                Name = Some() ? "Name" : "",
                Brand = Some() ? "Brand" : null,
                Description = random.Next(3) switch { 0 => null, 1 => "<p></p>", _ => "<p>Text</p>" },
                Kind = id <= 3 ? ProductKind.Parent : id <= 8 ? ProductKind.Variant : ProductKind.Simple,
                ParentId = id is > 3 and <= 8 ? 1 + (id % 3) : null,
                ProductTypeId = random.Next(3) is var type and > 0 ? type : null,
                CategoryId = Some() ? 1 : null,
                Gtin = Some() ? "1" : null,
                Picture = Some() ? "camera.indigo" : null,
                Tags = Some() ? ["new"] : [],
            });
            for (var channel = 1; channel <= 2; channel++)
            {
                if (Some())
                {
                    db.Add(new Listing
                    {
                        ProductId = id, ChannelId = channel, Price = Some()
                        ? 100
                        : 0, Cost = Some() ? 50 : null, Completeness = random.Next(101), Missing = "wrong"
                    });
                }
            }
        }

        await session.SaveAsync();
        for (var id = 1; id <= 14; id++)
        {
            if (Some())
            {
                db.Add(new AttributeValue { ProductId = id, AttributeId = 1 + random.Next(2), Text = Some() ? "E" : " " });
            }

            if (Some())
            {
                db.Add(new ProductText
                {
                    ProductId = id, Locale = Some() ? "en" : "fr", Name = Some() ? "Name" : " ", Description = Some() ? "Text" : "<p> </p>"
                });
            }

            if (random.Next(4) == 0)
            {
                db.Add(new ProductMedia { ProductId = id, Hash = "f" });
                db.Add(new ProductCategory { ProductId = id, CategoryId = 1 });
            }
        }
    });

    private static async Task ChangeAsync(StudioDb db, Random random)
    {
        bool Some() => random.Next(2) == 0;
        var id = 1 + random.Next(14);
        var product = await db.Products.SingleAsync(item => item.Id == id);
        switch (random.Next(9))
        {
            case 0:
                product
                    .Set(it => it.Brand, Some() ? "Brand" : null)
                    .Set(it => it.Description, Some() ? "<p>Text</p>" : "<p></p>")
                    .Set(it => it.Gtin, Some() ? "1" : null);
                break;
            case 1:
                product.Set(it => it.ProductTypeId, random.Next(3) is var type and > 0 ? type : null);
                break;
            case 2 when await db.Listings.FirstOrDefaultAsync(item => item.ProductId == id) is { } listing:
                listing.Set(it => it.Price, Some() ? 100 : 0).Set(it => it.Cost, Some() ? 50 : null);
                break;
            case 3 when await db.AttributeValues.FirstOrDefaultAsync(item => item.ProductId == id) is { } value:
                db.Remove(value);
                break;
            case 4 when !await db.AttributeValues.AnyAsync(item => item.ProductId == id):
                db.Add(new AttributeValue { ProductId = id, AttributeId = 1 + random.Next(2), Text = "E" });
                break;
            case 5 when await db.ProductTexts.FirstOrDefaultAsync(item => item.ProductId == id) is { } text:
                db.Remove(text);
                break;
            case 6 when !await db.ProductMedia.AnyAsync(item => item.ProductId == id):
                db.Add(new ProductMedia { ProductId = id, Hash = "f" });
                break;
            case 7:
                var place = await db.Set<ProductTypeAttribute>().FirstAsync(item => item.ProductTypeId == 1);
                place.Required = !place.Required;
                break;
            default:
                var channel = await db.Channels.SingleAsync(item => item.Id == 1);
                channel.RequiredFields = [.. Asked.Where(_ => Some())];
                channel.Locales = Some() ? ["nl", "en"] : ["nl", "fr", "en"];
                break;
        }
    }

    private static async Task<List<string>> StoredAsync(TestStudio studio) => await ReadAsync(studio, async db =>
    {
        var listings = await db.Listings.OrderBy(row => row.ProductId).ThenBy(row => row.ChannelId).ToListAsync();
        var locales = await db.LocaleCompleteness.ToListAsync();
        return listings.SelectMany(listing => locales.Where(row => (row.ProductId, row.ChannelId) == (listing.ProductId, listing.ChannelId))
            .OrderBy(row => row.Locale, StringComparer.Ordinal)
            .Select(row => $"{row.ProductId}/{row.ChannelId}/{row.Locale} {row.Percent} {row.Missing}")
            .Prepend($"{listing.ProductId}/{listing.ChannelId} {listing.Completeness} {listing.Missing}")).ToList();
    });

    // The slow way, entity by entity: what the set-wise reader must agree with.
    private static async Task<List<string>> ExpectedAsync(TestStudio studio) => await ReadAsync(studio, async db =>
    {
        var channels = await db.Channels.ToDictionaryAsync(channel => channel.Id);
        var products = await db.Products.ToDictionaryAsync(product => product.Id);
        var types = await db.ProductTypes.Include(type => type.Attributes).ToDictionaryAsync(type => type.Id);
        var codes = await db.Attributes.ToDictionaryAsync(attribute => attribute.Id, attribute => attribute.Code);
        var values = await db.AttributeValues.ToListAsync();
        var media = (await db.ProductMedia.ToListAsync()).Select(item => item.ProductId).ToHashSet();
        var categories = (await db.ProductCategories.ToListAsync()).Select(item => item.ProductId).ToHashSet();
        var texts = await db.ProductTexts.ToListAsync();
        var lines = new List<string>();
        foreach (var listing in await db.Listings.OrderBy(row => row.ProductId).ThenBy(row => row.ChannelId).ToListAsync())
        {
            var product = products[listing.ProductId];
            var family = product.ParentId is { } parent ? products[parent] : null;
            var channel = channels[listing.ChannelId];
            var type = (product.ProductTypeId ?? family?.ProductTypeId) is { } typeId ? types[typeId] : null;
            CompletenessFields If(bool filled, CompletenessFields field) => filled ? field : CompletenessFields.None;
            var facts = new CompletenessFacts(
                product.Kind,
                If(product.Name.Length > 0, CompletenessFields.Name) | If(product.Brand is not null, CompletenessFields.Brand)
                    | If(product.Description is "<p>Text</p>", CompletenessFields.Description) | If(product.Gtin is not null, CompletenessFields.Gtin)
                    | If(media.Contains(product.Id) || media.Contains(product.ParentId ?? 0), CompletenessFields.Picture)
                    | If(product.CategoryId is not null || categories.Contains(product.Id), CompletenessFields.Category)
                    | If(product.Tags.Count > 0, CompletenessFields.Tags) | If(type is not null, CompletenessFields.Type)
                    | If(listing.Price > 0, CompletenessFields.Price) | If(listing.Cost is not null, CompletenessFields.Cost),
                values.Where(value => (value.ProductId == product.Id || value.ProductId == product.ParentId) && value.Text != " ")
                    .Select(value => codes[value.AttributeId]).ToHashSet(),
                type?.Attributes.OrderBy(place => place.Position).ThenBy(place => place.AttributeId)
                    .ToDictionary(place => codes[place.AttributeId], place => place.Required) ?? []);
            var own = Completeness.Of(channel.RequiredFields, facts);
            lines.Add($"{product.Id}/{channel.Id} {own.Percent} {own.MissingText}");
            foreach (var locale in channel.Locales.Skip(1).Order(StringComparer.Ordinal))
            {
                var text = texts.Find(item => item.ProductId == product.Id && item.Locale == locale);
                var there = Completeness.Of(channel.RequiredFields, facts.InLocale(
                    If(text?.Name is "Name", CompletenessFields.Name) | If(text?.Description is "Text", CompletenessFields.Description)));
                lines.Add($"{product.Id}/{channel.Id}/{locale} {there.Percent} {there.MissingText}");
            }
        }

        return lines;
    });
}
