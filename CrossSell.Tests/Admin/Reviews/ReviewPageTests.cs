using AngleSharp.Dom;
using Bunit;
using CrossSell.Admin.Features.Reviews;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Notifications;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Reviews;

/// <summary>One revision on one page: decided in one tap and its confirmation, and the next one that waits opens by itself.</summary>
public sealed class ReviewPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private KitScene kit = null!;

    private NavigationManager Navigation => context.Services.GetRequiredService<NavigationManager>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        await ProductUi.PrepareAsync(context, studio, Role.Manager);
        foreach (var service in new[]
        {
            typeof(ReviewQueue), typeof(ReviewService), typeof(RollBackService), typeof(SegmentService), typeof(NotificationService),
            typeof(CrossSell.Core.Promises.PromiseService),
        })
        {
            context.Services.AddSingleton(service);
        }

        context.Services.AddTransient<KeptDrafts>(_ => null!);
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Approve_WithAComment_SaysBothInOneStep()
    {
        var id = kit.Revision.Id;
        var page = Open(id);
        await Button(page, "Approve").ClickAsync(new MouseEventArgs());
        await page.Find(".verdict textarea").InputAsync("Fine until spring");
        await Button(page, "Approve now").ClickAsync(new MouseEventArgs());

        await kit.ReloadAsync();
        Assert.Equal(RevisionState.Approved, kit.Revision.State);
        var detail = (await new ReviewQueue(studio.Store).FindAsync(ReadScope.Everything, id))!;
        Assert.Equal("Fine until spring", Assert.Single(detail.Comments).Text);
    }

    [Fact]
    public async Task Approve_AsksOnce_AndOpensTheNextThatWaits()
    {
        var first = kit.Revision.Id;
        studio.Time.Advance(TimeSpan.FromMinutes(1));
        var code = (await kit.Bundles.CreateAsync("Second kit", kit.Channel.Id, [kit.Body.Id, kit.Card.Id], TestStudio.Merchandiser)).Required;
        await kit.ReloadAsync(code);
        await kit.SubmitAsync();
        var page = Open(first);
        Assert.Equal("1 of 2", page.Find(".review-back .cs-muted").TextContent);

        await Button(page, "Approve").ClickAsync(new MouseEventArgs());
        Assert.Contains("Goes live at once in Camera shop.", page.Find(".verdict").TextContent, StringComparison.Ordinal);
        await kit.ReloadAsync("d7-kit");
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
        await Button(page, "Approve now").ClickAsync(new MouseEventArgs());

        await kit.ReloadAsync("d7-kit");
        Assert.Equal(RevisionState.Approved, kit.Revision.State);
        await kit.ReloadAsync(code);
        Assert.EndsWith($"/reviews/{kit.Revision.Id}", Navigation.Uri, StringComparison.Ordinal);
        var feedback = context.Services.GetRequiredService<Feedback>();
        Assert.Equal("Approved D7 kit.", Assert.Single(feedback.Messages).Text);

        await page.InvokeAsync(feedback.UndoLastAsync);

        await kit.ReloadAsync("d7-kit");
        Assert.Equal(RevisionState.InReview, kit.Revision.State);
        Assert.NotNull(Button(page, "Approve"));
    }

    [Fact]
    public async Task Reject_AndRequestChanges_NeedAReason()
    {
        var page = Open(kit.Revision.Id);
        await Button(page, "Request changes").ClickAsync(new MouseEventArgs());
        Assert.True(Button(page, "Request changes").HasAttribute("disabled"));
        Assert.True(Button(page, "Reject").HasAttribute("disabled"));

        await page.Find("#review-reason").InputAsync(new ChangeEventArgs { Value = "The bag is too large" });
        await Button(page, "Reject").ClickAsync(new MouseEventArgs());

        await kit.ReloadAsync();
        Assert.Equal(RevisionState.Rejected, kit.Revision.State);
        page.WaitForAssertion(() => Assert.Contains("rejected", page.Find(".cs-page-head").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".verdict"));
    }

    [Fact]
    public async Task Page_SaysWhatIsDifferent_WhatPanelsChange_AndWhatWasSaid()
    {
        Assert.Null((await kit.Reviews.ApproveAsync(kit.Revision.Id, kit.Revision.Version, TestStudio.Manager)).Refusal);
        Assert.Null((await kit.Bundles.ReviseAsync(kit.Bundle.Id, TestStudio.Merchandiser)).Refusal);
        await kit.ReloadAsync();
        await kit.SaveAsync(kit.Content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000 });
        await kit.ReloadAsync();
        await kit.SubmitAsync();
        Assert.Null((await kit.Reviews.CommentAsync(kit.Revision.Id, "Ask @Eva", TestStudio.Merchandiser, kit.Bag.Id)).Refusal);

        var page = Open(kit.Revision.Id);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".panels dd").Count));
        Assert.Equal(["D7 kit, 1,487.90 €", "D7 kit, 1,339.11 €"], page.FindAll(".panels dd").Select(item => item.TextContent.Trim()));
        Assert.Equal("1,339.11 € (was 1,487.90 €)", page.Find("[data-fact=decided-price]").TextContent.Trim());
        Assert.Equal(["Pricing", "Percent off"], page.FindAll(".review-changes dt").Select(item => item.TextContent));
        Assert.Equal("Carry All 15", page.Find(".talk .cs-pill").TextContent);
        Assert.Equal("@Eva", page.Find(".talk-who").TextContent);
        Assert.Contains("1,339.11 €", page.Find(".shopper .panel-view").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ReviewPage> Open(int revisionId)
    {
        var page = context.Render<ReviewPage>(parameters => parameters.Add(it => it.RevisionId, revisionId));
        page.WaitForElement(".verdict, .cs-empty");
        return page;
    }

    private static IElement Button(IRenderedComponent<ReviewPage> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);
}
