using Bunit;
using CrossSell.Admin.Features.Workbench;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>What a database that cannot do it leaves of a page: all of it.</summary>
public sealed class StudioComponentTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private Product product = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        product = await studio.ProductAsync("LNS-1", await studio.ChannelAsync(), price: 1000, stock: 10, name: "Prime lens");
        await ProductUi.PrepareAsync(context, studio);
        context.Services.AddSingleton<ProductCreation>();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Button_OfAGestureThatTheDatabaseCannotDo_WorksAgain_AndTheReasonIsSaid()
    {
        var made = new List<string>();
        var dialog = context.Render<DuplicateDialog>(parameters => parameters
            .Add(item => item.Product, product)
            .Add(item => item.OnClose, () => { })
            .Add(item => item.OnMade, made.Add));
        await dialog.Find("#duplicate-name").InputAsync("Typed by hand");
        StudioStore.CloseConnections(studio.Data.Database);
        File.Move(studio.Data.Database, studio.Data.Database + ".away");

        await dialog.Find("form").SubmitAsync();

        Assert.Contains("missing", Assert.Single(context.Services.GetRequiredService<Feedback>().Messages).Text, StringComparison.Ordinal);
        Assert.False(dialog.Find("button[type=submit]").HasAttribute("disabled"));
        Assert.Equal("Typed by hand", dialog.Find("#duplicate-name").GetAttribute("value"));
        File.Move(studio.Data.Database + ".away", studio.Data.Database);
        await dialog.Find("form").SubmitAsync();
        Assert.Equal(["LNS-1-COPY"], made);
    }
}
