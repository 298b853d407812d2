using Bunit;
using CrossSell.Admin.Shell;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Tests.Admin.Account;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shell;

/// <summary>The tour is offered until it was taken or declined, leads through the pages of the person's rights, and is over by Escape or at its end.</summary>
public sealed class TourTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Offer_ThatWasDeclined_IsNeverMadeAgain()
    {
        var offer = await OfferAsync(Role.Viewer);
        Assert.Equal("New here?", offer.Find("#tour-offer-title").TextContent);

        await Button(offer, "No, thanks").ClickAsync();

        Assert.Empty(offer.FindAll("section"));
        await using var db = studio.Store.Read();
        Assert.Equal(studio.Time.GetUtcNow(), (await db.Users.SingleAsync(Stop)).TourEndedAt);
        await context.Services.GetRequiredService<TourGuide>().LoadAsync();
        Assert.Empty(context.Render<TourOffer>().FindAll("section"));
    }

    [Fact]
    public async Task Tour_LeadsThroughThePages_AndIsRememberedFromItsFirstStep()
    {
        var offer = await OfferAsync(Role.Manager);
        var tour = context.Render<Tour>();
        await Button(offer, "Take the tour").ClickAsync();
        await tour.WaitForAssertionAsync(() => Assert.Equal("Tour, step 1 of 7", tour.Find(".cs-muted").TextContent));
        await using (var db = studio.Store.Read())
        {
            Assert.NotNull((await db.Users.SingleAsync(Stop)).TourEndedAt);
        }

        var navigation = context.Services.GetRequiredService<NavigationManager>();
        var visited = new List<string>();
        for (var step = 1; step < 7; step++)
        {
            await Button(tour, "Next").ClickAsync();
            visited.Add($"/{navigation.ToBaseRelativePath(navigation.Uri)}");
        }

        Assert.Equal(["/products", "/links", "/suggestions", "/bundles", "/preview", "/reviews"], visited);
        await Button(tour, "Back").ClickAsync();
        Assert.Equal("See what shoppers see", tour.Find("#tour-title").TextContent);
        await tour.Find("[role=dialog]").KeyDownAsync("Escape");
        Assert.Empty(tour.FindAll("[role=dialog]"));
    }

    [Fact]
    public async Task Tour_OfWhoDecidesNothing_HasNoReviews()
    {
        await OfferAsync(Role.Viewer);
        var guide = context.Services.GetRequiredService<TourGuide>();

        await guide.StartAsync();

        Assert.Equal(6, guide.Steps.Count);
        Assert.DoesNotContain(guide.Steps, step => step.Needs is not null);
        Assert.False(guide.MaySetUp);
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> component, string name)
        where T : IComponent => component.FindAll("button").Single(button => button.TextContent == name);

    private async Task<IRenderedComponent<TourOffer>> OfferAsync(Role role)
    {
        await ProductUi.PrepareAsync(context, studio, role);
        AccountScene.Add(context.Services);
        context.Services.AddSingleton(new SuggestionInbox(studio.Store, studio.Time));
        context.Services.AddScoped<TourGuide>();
        return context.Render<TourOffer>();
    }
}
