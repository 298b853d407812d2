using Bunit;
using CrossSell.Admin.Features.ApiKeys;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.ApiKeys;

/// <summary>Eva, who administers, is on the page of API keys.</summary>
public sealed class ApiKeysPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private ApiKeyService Keys => context.Services.GetRequiredService<ApiKeyService>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Administrator);
        context.Services.AddSingleton<ApiKeyService>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Created_Key_IsShownOnce_AndWorks()
    {
        var page = context.Render<ApiKeysPage>();
        await page.WaitForElementAsync(".cs-empty");
        await Button(page, "Create key").ClickAsync();
        await page.Find("#key-name").ChangeAsync("Web shop");
        await page.Find("#create-key").SubmitAsync();
        Assert.Contains("choose the shop", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.ChooseAsync("Shop", "Camera shop");
        await page.Find("#create-key").SubmitAsync();

        var text = (await page.WaitForElementAsync("#api-key")).GetAttribute("value")!;
        Assert.StartsWith("cs_pub_", text, StringComparison.Ordinal);
        Assert.Equal("Web shop", (await Keys.FindAsync(text, Stop))?.Name);
        await Button(page, "Done").ClickAsync();
        Assert.DoesNotContain(text, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Camera shop", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_AsksFirst_AndTheKeyIsShownOnlyWhenAskedFor()
    {
        var key = (await Keys.CreateAsync("Feed", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).Required;
        var page = context.Render<ApiKeysPage>();
        await (await page.WaitForElementAsync("[aria-label='Revoke Feed']")).ClickAsync();
        Assert.Contains("It was never used.", page.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.NotNull(await Keys.FindAsync(key.Text, Stop));

        await Button(page, "Revoke key").ClickAsync();

        Assert.Null(await Keys.FindAsync(key.Text, Stop));
        Assert.Empty(page.FindAll("dialog, tbody tr"));
        await page.Find("input[type=checkbox]").ChangeAsync(true);
        Assert.Contains("revoked", page.Find("tbody tr").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Shown_AreThoseInUse_TheNewestFirst_ThenTheRevoked()
    {
        var state = new ApiKeysPageState();
        state.Load([Key(1), Key(2, revoked: true), Key(3)]);

        Assert.Equal([3, 1], state.Shown.Select(key => key.Id));
        state.ShowsRevoked = true;
        Assert.Equal([3, 1, 2], state.Shown.Select(key => key.Id));
        Assert.Equal((2, 1), (state.InUse, state.Revoked));
        state.AskedAbout = state.All![0];
        state.Load([Key(1, revoked: true)]);
        Assert.Null(state.AskedAbout);
    }

    private static ApiKey Key(int id, bool revoked = false) => new()
    {
        Id = id, Name = $"Key {id}", Prefix = "cs_sec_", Hash = $"{id}", CreatedBy = "Olaf", CreatedAt = TestStudio.Start,
        RevokedAt = revoked ? TestStudio.Start : null,
    };

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ApiKeysPage> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);
}
