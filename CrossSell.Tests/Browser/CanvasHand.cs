using CrossSell.Core.Canvas;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>A person at the link canvas. Every click, every key and every drag counts as one gesture.</summary>
internal sealed class CanvasHand(StudioFactory studio, BrowserSession session)
{
    public IPage Page => session.Page;

    public int Gestures { get; private set; }

    public ILocator Anchor => Page.Locator("[data-kind=anchor]");

    public ILocator Search => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Find a product to link" });

    public async Task OpenAsync(string sku)
    {
        await session.OpenAsync($"/links?sku={sku}");
        await Page.Locator(".canvas[data-ready]").WaitForAsync();
    }

    public ILocator Card(string name) => Page.Locator("[data-node]").Filter(new() { HasText = name });

    public ILocator Hit(string name) => Page.Locator("[data-canvas-source]").Filter(new() { HasText = name });

    public async Task ClickAsync(ILocator target)
    {
        Gestures++;
        await target.ClickAsync();
    }

    public async Task PressAsync(string key)
    {
        Gestures++;
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>One gesture a letter.</summary>
    public async Task TypeAsync(string text)
    {
        Gestures += text.Length;
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Takes the middle of one thing and drops it at the middle of another, or beside it.</summary>
    public async Task DragAsync(ILocator what, ILocator onto, float dx = 0, float dy = 0)
    {
        await HoldAsync(what, onto, dx, dy);
        await Page.Mouse.UpAsync();
    }

    /// <summary>The same without letting go.</summary>
    public async Task HoldAsync(ILocator what, ILocator onto, float dx = 0, float dy = 0)
    {
        Gestures++;
        // Waits until it stands still, and for the new one where the list is drawn again.
        await what.HoverAsync();
        var (startX, startY) = await MiddleAsync(what);
        var (endX, endY) = await MiddleAsync(onto);
        await Page.Mouse.MoveAsync(startX, startY);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(endX + dx, endY + dy, new() { Steps = 8 });
    }

    public static ILocator PortOf(ILocator card) => card.Locator(".port-dot");

    /// <summary>What the canvas tells a screen reader.</summary>
    public Task ExpectSaidAsync(string words) => Assertions.Expect(Page.Locator(".spoken")).ToContainTextAsync(words);

    /// <summary>Where a card stands, from the anchor: as stored, whatever is in view.</summary>
    public async Task<string> PlaceOfAsync(string name) => (await Card(name).GetAttributeAsync("style"))!;

    /// <summary>The candidates on the canvas, from the top.</summary>
    public async Task<IReadOnlyList<(string Sku, string Name)>> CandidatesAsync()
    {
        var ids = await Page.Locator("[data-kind=ghost]").EvaluateAllAsync<int[]>("cards => cards.map((card) => Number(card.dataset.node))");
        await using var db = studio.Store.Read();
        var products = await db.Products.Where(product => ids.Contains(product.Id))
            .ToDictionaryAsync(product => product.Id, product => (product.Sku, product.Name));
        return [.. ids.Select(id => products[id])];
    }

    /// <summary>
    /// A camera product that nothing is linked from yet and that the orders find enough for. What they find depends on the day on which the demo is
    /// laid out, so journeys ask instead of naming products.
    /// </summary>
    /// <param name="candidates">How many the canvas must show at least; it shows at most five.</param>
    /// <param name="without">SKUs that may be neither the anchor nor among the candidates.</param>
    public async Task<string> AnchorAsync(int candidates, params string[] without)
    {
        await using var db = studio.Store.Read();
        var channel = await db.Channels.SingleAsync(item => item.Code == "camera");
        var skus = await (
            from product in db.Products
            where product.ParentId == null && !db.Set<ProductLink>().Any(link => link.SourceId == product.Id || link.TargetId == product.Id)
                && db.Set<ProductAffinity>().Any(pair => pair.ChannelId == channel.Id && pair.AnchorId == product.Id)
            orderby product.Sku
            select product.Sku).ToListAsync();
        foreach (var sku in skus.Except(without))
        {
            var around = await studio.Services.GetRequiredService<LinkNeighbourhoods>().FindAsync(ReadScope.Everything, sku, channel.Id);
            if (around!.Candidates.Count >= candidates && !around.Candidates.Any(candidate => without.Contains(candidate.Product.Sku)))
            {
                return sku;
            }
        }

        throw new InvalidOperationException($"No product of the camera shop without a link has {candidates} candidates.");
    }

    /// <summary>The targets of the product's panel links, by position, straight from the database.</summary>
    public async Task<List<string>> TargetsAsync(string sku)
    {
        await using var db = studio.Store.Read();
        return await (
            from link in db.Links
            join source in db.Products on link.SourceId equals source.Id
            join target in db.Products on link.TargetId equals target.Id
            join type in db.LinkTypes on link.TypeId equals type.Id
            where source.Sku == sku && type.FillsPanel
            orderby link.Position
            select target.Sku).ToListAsync();
    }

    /// <summary>Takes every change of a journey back, one by one: other journeys find what was there before.</summary>
    public async Task UndoAllAsync(string sku)
    {
        var undo = Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Undo", Exact = true }).First;
        while ((await TargetsAsync(sku)).Count > 0)
        {
            var existing = await Page.Locator(".label[data-link]").CountAsync();
            await undo.ClickAsync();
            await Assertions.Expect(Page.Locator(".label[data-link]")).Not.ToHaveCountAsync(existing);
        }
    }

    private static async Task<(float X, float Y)> MiddleAsync(ILocator what)
    {
        var box = (await what.BoundingBoxAsync())!;
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
