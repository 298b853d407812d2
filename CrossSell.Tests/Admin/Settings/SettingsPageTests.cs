using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>The settings lead only to pages that the person may use.</summary>
public sealed class SettingsPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Theory]
    [InlineData(Role.Manager, false, "")]
    [InlineData(Role.Administrator, true, "API keys, Audit log")]
    [InlineData(Role.Administrator, false, "API keys, Audit log, Users, Backups, System")]
    public async Task Cards_AreThoseOfTheRole(Role role, bool inOneShop, string administration)
    {
        var shop = await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, role);
        if (inOneShop)
        {
            await studio.WriteAsync(async session => (await session.Db.RoleGrants.AsTracking().SingleAsync()).ChannelId = shop.Id);
        }

        var page = context.Render<SettingsPage>();

        await page.WaitForElementAsync("h2");
        Assert.Equal(administration, string.Join(", ", page.FindAll("h2").Skip(9).Select(card => card.TextContent)));
    }
}
