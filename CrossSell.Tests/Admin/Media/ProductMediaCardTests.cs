using System.Security.Claims;
using Bunit;
using CrossSell.Admin.Features.Media;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace CrossSell.Tests.Admin.Media;

public sealed class ProductMediaCardTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private MediaScene scene = null!;

    public async ValueTask InitializeAsync()
    {
        scene = await MediaScene.CreateAsync();
        var eva = new User { Id = "eva", UserName = "eva@example.org", DisplayName = "Eva" };
        eva.Grants.Add(new RoleGrant { UserId = "eva", Role = Role.Merchandiser });
        await scene.Studio.AddAsync(eva);
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
        context.Services.AddSingleton(scene.Studio.Store);
        context.Services.AddSingleton(scene.Service);
        context.Services.AddSingleton(scene.Studio.Undo);
        context.Services.AddScoped<CurrentActor>();
        context.Services.AddScoped<Feedback>();
        var signIn = await new UserSessionService(scene.Studio.Store, scene.Studio.Time).StartAsync("eva", "");
        context.AddAuthorization().SetAuthorized("Eva").SetClaims(new Claim(ClaimTypes.NameIdentifier, "eva"), new Claim(CurrentActor.SessionClaim, signIn));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task Files_ChosenTogether_AreAddedInTheirOrder_AndARefusalSaysWhichAndWhy()
    {
        var changed = 0;
        var card = Card(() => changed++);

        card.FindComponent<InputFile>().UploadFiles(
            InputFileContent.CreateFromBinary(TestPictures.Plain(1), "first.png"),
            InputFileContent.CreateFromText("<svg></svg>", "drawing.png"),
            InputFileContent.CreateFromBinary(TestPictures.Plain(2), "second.png"));

        await card.WaitForAssertionAsync(() => Assert.Equal(2, card.FindAll("[data-media]").Count));
        await card.WaitForAssertionAsync(() => Assert.Equal(1, changed));
        Assert.Equal(["first.png", "second.png"], (await scene.Service.ListAsync(scene.Product.Id)).Select(line => line.Origin));
        Assert.Equal("drawing.png", card.Find(".upload-name").TextContent);
        Assert.Contains("can contain scripts", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Added 2 pictures.", Assert.Single(Feedback.Messages).Text);
        await card.Find("[aria-label='Dismiss drawing.png']").ClickAsync(new());
        Assert.Empty(card.FindAll(".uploads li"));
    }

    [Fact]
    public async Task Tile_FirstAndLast_CannotLeaveTheirEnd_AndKeysMoveTheOthers()
    {
        var (first, second) = (await scene.AddAsync(1), await scene.AddAsync(2));
        var card = Card();
        await card.WaitForAssertionAsync(() => Assert.Equal(2, card.FindAll("[data-media]").Count));
        Assert.Equal("true", card.Find($"#media-{first.MediaId}-earlier").GetAttribute("aria-disabled"));
        Assert.Null(card.Find($"#media-{first.MediaId}-later").GetAttribute("aria-disabled"));

        await card.Find($"#media-{second.MediaId}").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowRight", ShiftKey = true });
        Assert.Equal([first.MediaId, second.MediaId], (await scene.OrderAsync()).Select(line => line.Id));
        await card.Find($"#media-{second.MediaId}").KeyDownAsync(new KeyboardEventArgs { Key = "ArrowLeft", ShiftKey = true });

        await card.WaitForAssertionAsync(() => Assert.Equal($"{second.MediaId}", card.Find("[data-media]").GetAttribute("data-media")));
        Assert.Equal([second.MediaId, first.MediaId], (await scene.OrderAsync()).Select(line => line.Id));
    }

    [Fact]
    public async Task AltText_Missing_IsMarkedUntilItIsSaid()
    {
        var added = await scene.AddAsync(1);
        var card = Card();
        await card.WaitForAssertionAsync(() => Assert.Contains("1 without alt text", card.Markup, StringComparison.Ordinal));

        await card.Find(".alt").ChangeAsync("A camera");

        await card.WaitForAssertionAsync(() => Assert.DoesNotContain("without alt text", card.Markup, StringComparison.Ordinal));
        Assert.Equal([(added.MediaId, "A camera")], await scene.OrderAsync());
        Assert.Equal("View picture 1 of 1: A camera", card.Find(".view").GetAttribute("aria-label"));
    }

    [Fact]
    public async Task AltTexts_TypedWhileTheOneBeforeIsStillBeingSaved_AreAllSaved()
    {
        var (first, second) = (await scene.AddAsync(1), await scene.AddAsync(2));
        var page = new TaskCompletionSource();
        var card = context.Render<ProductMediaCard>(parameters => parameters
            .Add(card => card.ProductId, scene.Product.Id)
            .Add(card => card.CanEdit, true)
            .Add(card => card.OnChanged, () => page.Task)); // A page that takes its time to follow.
        await card.WaitForAssertionAsync(() => Assert.Equal(2, card.FindAll(".alt").Count));

        var one = card.FindAll(".alt")[0].ChangeAsync("A camera");
        var two = card.FindAll(".alt")[1].ChangeAsync("Its back");
        await card.InvokeAsync(page.SetResult);
        await Task.WhenAll(one, two);

        Assert.Equal([(first.MediaId, "A camera"), (second.MediaId, "Its back")], await scene.OrderAsync());
    }

    [Fact]
    public async Task AltText_Refused_StaysAsItWasTyped_AndSaysThatItIsNotSaved()
    {
        var added = await scene.AddAsync(1);
        var card = Card();
        await card.WaitForElementAsync(".alt");
        var typed = new string('x', CrossSell.Core.Catalog.ProductMedia.AltTextLength + 1);

        await card.Find(".alt").ChangeAsync(typed);

        Assert.Equal(typed, card.Find(".alt").GetAttribute("value"));
        Assert.Contains("Not saved.", card.Find("[data-testid=unsaved]").TextContent, StringComparison.Ordinal);
        await card.Find(".alt").ChangeAsync("Short");
        Assert.Equal([(added.MediaId, "Short")], await scene.OrderAsync());
        Assert.Empty(card.FindAll("[data-testid=unsaved]"));
    }

    [Fact]
    public async Task Remove_ThenUndo_BringsThePictureBack()
    {
        var added = await scene.AddAsync(1);
        var card = Card();
        await card.WaitForElementAsync("[data-media]");

        await card.Find($"#media-{added.MediaId}-remove").ClickAsync(new());
        await card.WaitForAssertionAsync(() => Assert.Contains("No pictures yet", card.Markup, StringComparison.Ordinal));
        var said = context.Render<Messages>();
        await said.FindAll("button").Single(button => button.TextContent.Trim() == "Undo").ClickAsync(new());

        await card.WaitForElementAsync($"[data-media='{added.MediaId}']");
    }

    [Fact]
    public async Task Viewer_SeesPictures_WithoutControls()
    {
        await scene.AddAsync(1);
        var card = Card(canEdit: false);
        await card.WaitForElementAsync("[data-media]");

        Assert.Empty(card.FindAll("input, .tools, .drop, .address"));
    }

    private Feedback Feedback => context.Services.GetRequiredService<Feedback>();

    private IRenderedComponent<ProductMediaCard> Card(Action? changed = null, bool canEdit = true) => context.Render<ProductMediaCard>(parameters => parameters
        .Add(card => card.ProductId, scene.Product.Id)
        .Add(card => card.CanEdit, canEdit)
        .Add(card => card.OnChanged, () => changed?.Invoke()));
}
