using System.Text.RegularExpressions;
using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>The settings lead only to pages that the person may use, and to every single setting of them.</summary>
public sealed partial class SettingsPageTests : IAsyncLifetime
{
    private const string ForAnyone =
        "Categories, Attributes and product types, Completeness, Shops, Panels, Approved bundles, Reviews, Bundle prices, Segments, Put it in your shop, "
        + "Link types, Order data, My account";

    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Theory]
    [InlineData(Role.Manager, false, ", Jobs")]
    [InlineData(Role.Administrator, true, ", API keys, Webhooks, Audit log, Jobs")]
    [InlineData(Role.Administrator, false, ", Users, API keys, Webhooks, Audit log, Jobs, Backups, System")]
    public async Task Cards_AreThoseOfTheRole(Role role, bool inOneShop, string administration)
    {
        var page = await OpenAsync(role, inOneShop);

        await page.WaitForElementAsync("h3");
        Assert.Equal(ForAnyone + administration, string.Join(", ", page.FindAll("h3").Select(card => card.TextContent)));
        Assert.Equal(
            ["Catalogue", "Shops and panels", "Links and suggestions", "People and access", "Operation"],
            page.FindAll("h2").Select(group => group.TextContent));
    }

    [Fact]
    public async Task Typed_FindsSingleSettings_AndEnterOpensTheBest()
    {
        var page = await OpenAsync(Role.Manager);
        await page.WaitForElementAsync("h3");

        await page.Find("input").InputAsync(new ChangeEventArgs { Value = "minimum baskets" });
        var hits = page.FindAll("li a");
        Assert.Empty(new[]
        {
            "/settings/panels#panel-baskets", "/settings/panels#panel-category-baskets", "/settings/mining#mining-min", "/settings/mining#auto-baskets",
        }.Except(hits.Select(hit => hit.GetAttribute("href"))));
        Assert.Equal($"{hits.Count} results", page.Find("[role=status]").TextContent);

        await page.Find("input").InputAsync(new ChangeEventArgs { Value = "time zome of the shop" });
        Assert.Equal("Time zone of the shop", page.Find(".settings-name").TextContent);
        await page.Find("input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        Assert.EndsWith("/settings/channels#channel-zone", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        // What the role does not open is not found either.
        await page.Find("input").InputAsync(new ChangeEventArgs { Value = "retention" });
        Assert.Empty(page.FindAll("li a"));
        Assert.Contains("retention", page.Find("h2").TextContent, StringComparison.Ordinal);
    }

    /// <summary>What the registry leads to is there: every id in the markup of some page, every address a page.</summary>
    [Fact]
    public void EverySetting_HasItsField()
    {
        var admin = Path.Combine(Repository.Root, "CrossSell.Admin", "Features");
        var markup = Directory.EnumerateFiles(admin, "*.razor", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        var ids = markup.SelectMany(text => Id().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var routes = markup.SelectMany(text => Route().Matches(text)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(SettingsPlaces.All.SelectMany(place => place.Fields).Select(field => field.Id).Except(ids));
        Assert.Empty(SettingsPlaces.All.Select(place => place.Address).Except(routes));
        Assert.Empty(routes.Where(route => route.StartsWith("/settings/", StringComparison.Ordinal) && !route.Contains('{', StringComparison.Ordinal))
            .Except(SettingsPlaces.All.Select(place => place.Address)));
    }

    private async Task<IRenderedComponent<SettingsPage>> OpenAsync(Role role, bool inOneShop = false)
    {
        var shop = await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio, role);
        if (inOneShop)
        {
            await studio.WriteAsync(async session => (await session.Db.RoleGrants.AsTracking().SingleAsync()).ChannelId = shop.Id);
        }

        return context.Render<SettingsPage>();
    }

    // Of an element, or handed to a component that gives it to one.
    [GeneratedRegex("""\b\w*[iI]d="([\w-]+)["]""")]
    private static partial Regex Id();

    [GeneratedRegex("""^@page "([^"]+)["]""", RegexOptions.Multiline)]
    private static partial Regex Route();
}
