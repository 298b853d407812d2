using AngleSharp.Dom;
using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shell;
using CrossSell.Core.Access;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using CrossSell.Core.Rules;
using CrossSell.Core.SavedViews;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shell;

public sealed class CommandPaletteTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;
    private KitScene kit = null!;
    private Channel outdoor = null!;
    private int keysShown;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        kit = await KitScene.CreateAsync(studio);
        outdoor = await studio.ChannelAsync("outdoor");
        var content = new RuleContent { Name = "Bags for cameras" };
        await studio.AddAsync(new Rule
        {
            Name = "Bags for cameras", ChannelIds = [outdoor.Id], CreatedBy = "Eva", Anchors = content.Anchors, Companions = content.Companions,
        });
        Assert.True((await new SavedViewService(studio.Store).SaveAsAsync("products", "Expensive lenses", "q=lens", true, await PersonAsync())).IsDone);
    }

    public new async ValueTask DisposeAsync()
    {
        Formats.Use(PersonalFormat.Default);
        await base.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Theory]
    [InlineData(Role.Viewer, "new rule", "")]
    [InlineData(Role.Merchandiser, "new rule", "New rule")]
    [InlineData(Role.Viewer, "new product", "")]
    [InlineData(Role.Merchandiser, "new prodcut", "New product")]
    [InlineData(Role.Merchandiser, "new bundle", "New bundle")]
    [InlineData(Role.Merchandiser, "new experiment", "New experiment")]
    [InlineData(Role.Viewer, "hold-out", "Experiments")]
    [InlineData(Role.Viewer, "import a file", "")]
    [InlineData(Role.Merchandiser, "recalculate", "Recalculate suggestions")]
    [InlineData(Role.Viewer, "recalculate suggestions", "")]
    [InlineData(Role.Merchandiser, "run backtest", "Run backtest")]
    [InlineData(Role.Viewer, "outdoor", "Switch to Outdoor shop")]
    [InlineData(Role.Manager, "invite", "")]
    [InlineData(Role.Administrator, "invite", "Invite user")]
    [InlineData(Role.Manager, "backups to keep", "")]
    [InlineData(Role.Administrator, "retention", "Backups to keep")]
    [InlineData(Role.Manager, "users", "")]
    [InlineData(Role.Administrator, "users", "Users")]
    [InlineData(Role.Viewer, "sign out everywhere", "Sign out everywhere else")]
    [InlineData(Role.Viewer, "dark theme", "Dark theme")]
    [InlineData(Role.Viewer, "minimum baskets", "Baskets that a pair needs")]
    [InlineData(Role.Viewer, "slots", "Products a panel shows at most")]
    [InlineData(Role.Viewer, "time zone", "Your time zone")]
    [InlineData(Role.Viewer, "compare-at price", "Compare-at prices of products")]
    [InlineData(Role.Viewer, "panel studio", "Panel studio")]
    [InlineData(Role.Viewer, "bundle d7", "D7 kit")]
    [InlineData(Role.Viewer, "bags for camreas", "Bags for cameras")]
    [InlineData(Role.Viewer, "expensive", "Expensive lenses")]
    [InlineData(Role.Viewer, "carry all", "Carry All 15")]
    [InlineData(Role.Viewer, "CARD-128", "Kite SDXC 128 GB")]
    public async Task Typed_FindsWhatTheRightsAllow(Role role, string typed, string expected)
    {
        var palette = await OpenAsync(role);

        await TypeAsync(palette, typed);

        var names = Names(palette);
        if (expected.Length > 0)
        {
            Assert.Contains(expected, names);
        }
        else
        {
            Assert.DoesNotContain(names, name => name.Contains(typed.Split(' ')[0], StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith("Create", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Commands_AreFoundInTheLanguageOfThePerson_AndByTheirEnglishName()
    {
        Formats.Use(PersonalFormat.Of(null, "de"));
        var palette = await OpenAsync(Role.Merchandiser);

        await TypeAsync(palette, "neue regel");
        Assert.Equal("Neue Regel", Names(palette)[0]);
        await TypeAsync(palette, "new rule");
        Assert.Equal("Neue Regel", Names(palette)[0]);
    }

    [Fact]
    public async Task Opened_ItShowsWhatThePersonOpenedLast_OfWhatIsStillThere_AndNotWhereTheyAre()
    {
        JSInterop.Setup<string[]?>("crosssell.visits", _ => true).SetResult(
            ["/products/BAG-15", "/links?sku=CAM-D7", "/products/GONE", $"/bundles/{kit.Bundle.Code}", "/rules/1", "/rules/999",
             "/products/CARD-128", "nonsense"]);
        var palette = await OpenAsync(Role.Viewer, at: "products/BAG-15");

        Assert.Equal(["Opened last", "Actions"], palette.FindAll(".palette-title").Select(title => title.TextContent));
        Assert.Equal(
            ["Lumen D7 DSLR body links", "D7 kit bundle", "Bags for cameras rule", "Kite SDXC 128 GB CARD-128"],
            palette.FindAll("[aria-labelledby=palette-Recent] [role=option]").Select(Line));
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "crosssell.visit" && Equals(call.Arguments[1], "/products/BAG-15"));
    }

    [Fact]
    public async Task Combobox_SaysWhichOptionItMeans_AndEnterGoesThere_InAnotherTabWithCtrl()
    {
        var palette = await OpenAsync(Role.Merchandiser);
        await TypeAsync(palette, "half-life");
        var input = palette.Find("input");
        var option = palette.Find("[role=option]");
        Assert.Equal(("combobox", "palette-list"), (input.GetAttribute("role"), input.GetAttribute("aria-controls")));
        Assert.Equal(option.Id, input.GetAttribute("aria-activedescendant"));
        Assert.Equal(("true", "/settings/mining#mining-half"), (option.GetAttribute("aria-selected"), option.GetAttribute("href")));
        Assert.All(palette.FindAll("[role=group]"), group => Assert.NotNull(palette.Find("#" + group.GetAttribute("aria-labelledby"))));

        await input.KeyDownAsync(new KeyboardEventArgs { Key = "Enter", CtrlKey = true });
        Assert.Equal("/settings/mining#mining-half", JSInterop.VerifyInvoke("crosssell.openTab").Arguments[0]);
        await input.KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });

        JSInterop.VerifyInvoke("crosssell.closePalette");
        Assert.EndsWith("/settings/mining#mining-half", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal("mining-half", JSInterop.VerifyInvoke("crosssell.reach").Arguments[0]);
    }

    [Fact]
    public async Task Actions_AreDoneAtOnce()
    {
        var palette = await OpenAsync(Role.Merchandiser);
        var session = Services.GetRequiredService<StudioSession>();

        await TypeAsync(palette, "switch outdoor");
        await palette.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.Equal(outdoor.Id, session.Channel!.Id);

        palette = await OpenAgainAsync(palette);
        await TypeAsync(palette, "keys");
        await palette.Find("[role=option]").ClickAsync(new MouseEventArgs());
        Assert.Equal(1, keysShown);

        palette = await OpenAgainAsync(palette);
        await TypeAsync(palette, "recalculate suggestions");
        await palette.Find("[role=option]").ClickAsync(new MouseEventArgs());
        await using var db = studio.Store.Read();
        Assert.Equal("Recalculate order data of Outdoor shop", Assert.Single(db.Jobs).Title);
    }

    [Theory]
    [InlineData("/products/CAM-D7", "/products/CAM-D7")]
    [InlineData("/products/CAM-D7?channel=x#links", "/products/CAM-D7")]
    [InlineData("/products/new", null)]
    [InlineData("/products/compare?sku=A", null)]
    [InlineData("/products", null)]
    [InlineData("/bundles/kit", "/bundles/kit")]
    [InlineData("/bundles?new=true", null)]
    [InlineData("/rules/7", "/rules/7")]
    [InlineData("/rules/new?from=x", null)]
    [InlineData("/links?depth=2&sku=A%2FB", "/links?sku=A%2FB")]
    [InlineData("/links", null)]
    [InlineData("/links/health", null)]
    [InlineData("/preview?sku=A&at=1", "/preview?sku=A")]
    [InlineData("/settings/users", null)]
    public void Remembered_AreThings_NotListsOrForms(string address, string? expected) => Assert.Equal(expected, PaletteThings.Remembered(address));

    private static List<string> Names(IRenderedComponent<CommandPalette> palette) =>
        [.. palette.FindAll(".palette-name").Select(name => name.TextContent)];

    private static string Line(IElement option) => string.Join(
        ' ', new[] { ".palette-name", ".palette-detail" }.Select(part => option.QuerySelector(part)?.TextContent).OfType<string>());

    private static async Task TypeAsync(IRenderedComponent<CommandPalette> palette, string text) =>
        await palette.Find("input").InputAsync(new ChangeEventArgs { Value = text });

    private static async Task<IRenderedComponent<CommandPalette>> OpenAgainAsync(IRenderedComponent<CommandPalette> palette)
    {
        await palette.Find("dialog").TriggerEventAsync("onclose", EventArgs.Empty);
        await palette.Find("input").TriggerEventAsync("onfocus", new FocusEventArgs());
        return palette;
    }

    private async Task<Actor> PersonAsync()
    {
        var user = new User { UserName = "ana@test", Email = "ana@test", NormalizedEmail = "ANA@TEST", DisplayName = "Ana" };
        user.Grants.Add(new RoleGrant { UserId = user.Id, Role = Role.Viewer });
        await studio.AddAsync(user);
        return user.ToActor();
    }

    private async Task<IRenderedComponent<CommandPalette>> OpenAsync(Role role, string at = "")
    {
        await ProductUi.PrepareAsync(this, studio, role);
        Services.AddSingleton<BundleList>();
        Services.AddSingleton<RuleList>();
        Services.AddSingleton<SavedViewService>();
        Services.AddSingleton<ProductReader>();
        Services.AddSingleton<MiningJobs>();
        Services.AddSingleton<BacktestJobs>();
        Services.AddSingleton<UserSessionService>();
        Services.AddScoped<PaletteThings>();
        Services.AddScoped<PaletteActions>();
        ComponentFactories.AddStub<AntiforgeryToken>();
        Services.GetRequiredService<NavigationManager>().NavigateTo(at);
        var palette = Render<CommandPalette>(parameters => parameters.Add(it => it.OnKeys, () =>
        {
            keysShown++;
            return Task.CompletedTask;
        }));
        await palette.InvokeAsync(() => palette.Find("input").TriggerEventAsync("onfocus", new FocusEventArgs()));
        return palette;
    }
}
