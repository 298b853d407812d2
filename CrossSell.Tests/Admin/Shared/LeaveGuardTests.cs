using Bunit;
using Bunit.TestDoubles;
using CrossSell.Admin.Features.Links;
using CrossSell.Admin.Features.Media;
using CrossSell.Admin.Features.Products;
using CrossSell.Admin.Shared;
using CrossSell.Core.SavedViews;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Core.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>Who has typed something is asked before the page is left; here the answer is always no.</summary>
public sealed class LeaveGuardTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private MediaScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await MediaScene.CreateAsync();
        await ProductUi.PrepareAsync(context, scene.Studio);
        context.Services.AddSingleton(scene.Service);
        context.Services.AddSingleton<SavedViewService>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task PastedSkus_AreAskedAbout()
    {
        var gather = context.Render<ProductListInput>(parameters => parameters.Add(part => part.Id, "many-from").Add(part => part.Title, "Link from")
            .Add(part => part.Find, _ => Task.FromResult<(IReadOnlyList<int>, IReadOnlyList<string>)>(([], []))));
        Assert.True(MayLeave());

        await gather.Find("textarea").InputAsync("CAM-1, CAM-2");

        Assert.False(MayLeave());
    }

    [Fact]
    public async Task NameOfAView_IsAskedAbout_OnceItDiffersFromTheOneItBeganWith()
    {
        var menu = context.Render<SavedViewMenu>(parameters => parameters.Add(part => part.State, ProductsPageState.Parse("?q=lens")));
        await menu.Find("button").ClickAsync(new());
        await menu.FindAll("button").Single(button => button.TextContent == "Save as…").ClickAsync(new());
        Assert.True(MayLeave());

        await menu.Find("#view-name").InputAsync("Lenses");

        Assert.False(MayLeave());
        await menu.FindAll("button").Single(button => button.TextContent == "Cancel").ClickAsync(new());
        Assert.True(MayLeave());
    }

    [Fact]
    public async Task AddressOfAPicture_IsAskedAbout()
    {
        var card = context.Render<ProductMediaCard>(parameters => parameters.Add(part => part.ProductId, scene.Product.Id).Add(part => part.CanEdit, true));
        Assert.True(MayLeave());

        await card.Find(".address input").InputAsync("https://shop.example/camera.png");

        Assert.False(MayLeave());
    }

    [Fact]
    public void AddressOfTheSame_IsNotAskedAbout()
    {
        context.Render<LeaveGuard>(parameters => parameters.Add(guard => guard.IsDirty, () => true).Add(guard => guard.SameAs, () => Addresses.Rule(12)));

        Assert.True(MayLeave(Addresses.Rule(12)));
        Assert.False(MayLeave(Addresses.Rule(13)));
    }

    private bool MayLeave(string address = "/elsewhere")
    {
        var navigation = (BunitNavigationManager)context.Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(address);
        var left = navigation.History.First().State == NavigationState.Succeeded;
        if (left)
        {
            navigation.NavigateTo("/");
        }

        return left;
    }
}
