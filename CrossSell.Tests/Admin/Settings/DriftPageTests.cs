using Bunit;
using CrossSell.Admin.Features.Catalog;
using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Drift;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>An administrator sets what is watched of approved bundles, and who looks after a category.</summary>
public sealed class DriftPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Channel channel = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<DriftPolicyService>();
        context.Services.AddSingleton<CatalogDefinitions>();
        context.Services.AddSingleton<CategoryOwnerService>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public void Form_NothingTouched_SaysWhatIsStored()
    {
        var policy = new DriftPolicy
        {
            ChannelId = 3, Version = 4, PricePercent = 7, MarginPoints = 2, StockDays = 0, Pause = DriftPause.UntilReleased,
        };

        Assert.Equivalent(policy, new DriftForm(policy).ToPolicy().Required, strict: true);
    }

    [Fact]
    public async Task Limits_AreSaved_AndAWrongOneIsSaidBesideItsField()
    {
        var page = context.Render<DriftPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal("5", page.Find("#drift-price").GetAttribute("value")));

        await page.Find("#drift-price").ChangeAsync("101");
        await page.Find("form").SubmitAsync();
        Assert.Equal("A price may move by 0 to 100 %.", page.Find("#settings-problem").TextContent);
        await page.Find("#drift-price").ChangeAsync("10");
        await page.ChooseAsync("The bundle", "is paused until the causes are gone");
        await page.Find("form").SubmitAsync();

        await using var db = studio.Store.Read();
        var stored = await db.DriftPolicies.SingleAsync(Stop);
        Assert.Equal((channel.Id, 10, 3, DriftPause.UntilGone), (stored.ChannelId, stored.PricePercent, stored.MarginPoints, stored.Pause));
    }

    [Fact]
    public async Task Owner_IsChosenInTheCategory_AndTakenBackByUndo()
    {
        var bags = await studio.CategoryAsync("bags");
        var below = await studio.CategoryAsync("backpacks", bags);
        var card = context.Render<CategoryOwnersCard>(parameters => parameters.Add(it => it.Category, bags).Add(it => it.Tree, [bags, below]));
        Assert.Equal("nobody", card.ChosenIn("All shops"));

        await card.ChooseAsync("All shops", "Eva");

        Assert.Equal("Eva", card.ChosenIn("All shops"));
        Assert.Equal("Saved the owner of bags.", Assert.Single(context.Services.GetRequiredService<Feedback>().Messages).Text);
        var child = context.Render<CategoryOwnersCard>(parameters => parameters.Add(it => it.Category, below).Add(it => it.Tree, [bags, below]));
        Assert.Equal("as the category above: Eva", child.ChosenIn("All shops"));
        await context.Services.GetRequiredService<Feedback>().UndoLastAsync();
        await using var db = studio.Store.Read();
        Assert.Empty(await db.CategoryOwners.ToListAsync(Stop));
    }
}
