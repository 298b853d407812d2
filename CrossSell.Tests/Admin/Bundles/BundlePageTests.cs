using Bunit;
using CrossSell.Admin.Features.Bundles;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Drift;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Rules;
using CrossSell.Core.Today;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Admin.Shared;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Bundles;

/// <summary>The builder saves by itself, beside others who do the same.</summary>
public sealed partial class BundlePageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private string code = "";
    private KeptDrafts? kept;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    private BundleService Service => context.Services.GetRequiredService<BundleService>();

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var channel = await studio.ChannelAsync();
        var products = new[]
        {
            await studio.ProductAsync("CAM", channel, price: 90000, stock: 5), await studio.ProductAsync("BAG", channel, price: 5000, stock: 5),
        };
        await ProductUi.PrepareAsync(context, studio);
        context.Services.AddTransient(_ => kept!);
        context.Services.AddSingleton<DriftService>();
        foreach (var service in new[]
        {
            typeof(BundleList), typeof(SegmentService), typeof(BrokenBundles), typeof(ReviewQueue), typeof(BundleDrafts), typeof(BundleSurroundings),
            typeof(BundleBaskets), typeof(BundleVariants), typeof(RuleChoices),
        })
        {
            context.Services.AddSingleton(service);
        }

        code = (await Service.CreateAsync("Kit", channel.Id, [.. products.Select(product => product.Id)], TestStudio.Merchandiser, Stop)).Required;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Edit_IsSavedAMomentLater()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("For the first trip"));
        Assert.Null((await StoredAsync()).Text);

        await PauseAsync(page);

        Assert.Equal("For the first trip", (await StoredAsync()).Text);
    }

    [Fact]
    public async Task EditsOfTwo_InDifferentFields_AreBothKept()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("Mine"));
        await SaveElsewhereAsync(content => content with { Note = "Theirs" });

        await PauseAsync(page);

        var stored = await StoredAsync();
        Assert.Equal(("Mine", "Theirs"), (stored.Text, stored.Note));
        Assert.Equal("Theirs", page.Find("#bundle-note").GetAttribute("value"));
        Assert.Contains("Mark changed this bundle just now; your changes are kept.", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role=alert]"));
    }

    [Theory]
    [InlineData("Overwrite with mine", "Mine")]
    [InlineData("Keep theirs", "Theirs")]
    public async Task EditsOfTwo_InOneField_WaitForAChoice(string choice, string text)
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("Mine"));
        await SaveElsewhereAsync(content => content with { Text = "Theirs" });

        await page.InvokeAsync(() => studio.Time.Advance(TimeSpan.FromSeconds(1)));
        page.WaitForAssertion(() => Assert.Equal("Conflict: Text for the shopper", page.Find(".conflict").GetAttribute("aria-label")));
        Assert.Equal("Theirs", (await StoredAsync()).Text);
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == choice).ClickAsync(new()));

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-saved]").GetAttribute("data-saved")));
        Assert.Equal(text, (await StoredAsync()).Text);
        Assert.Equal(text, page.Find("#bundle-text").GetAttribute("value"));
    }

    [Fact]
    public async Task EditsOfTwo_InTwoFields_AreChosenOneByOne()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("My text"));
        await page.InvokeAsync(() => page.Find("#bundle-note").ChangeAsync("My note"));
        await SaveElsewhereAsync(content => content with { Text = "Their text", Note = "Their note" });
        await page.InvokeAsync(() => studio.Time.Advance(TimeSpan.FromSeconds(1)));
        page.WaitForAssertion(() => Assert.NotNull(page.Find(".conflict")));

        await page.InvokeAsync(() => page.Find("[aria-label='Text for the shopper: overwrite with mine']").ClickAsync(new()));
        Assert.Equal("Conflict: For the reviewer", page.Find(".conflict").GetAttribute("aria-label"));
        Assert.Equal("Their text", (await StoredAsync()).Text);
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Keep theirs").ClickAsync(new()));

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-saved]").GetAttribute("data-saved")));
        var stored = await StoredAsync();
        Assert.Equal(("My text", "Their note"), (stored.Text, stored.Note));
    }

    [Fact]
    public async Task Correction_OfACheck_ChangesTheDraft_AndUndoTakesItBack()
    {
        await SaveElsewhereAsync(content => content with { Pricing = PricingKind.PercentOff });
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Contains("the shopper saves nothing", page.Find(".bundle-checks").TextContent, StringComparison.Ordinal));

        // Found and clicked at once: what stands beside the bundle may be drawn once more whenever its figures come.
        await page.InvokeAsync(
            () => page.FindAll(".bundle-checks button").Single(button => button.TextContent == "Take 10 % off").ClickAsync(new()));

        Assert.Equal("10", page.Find("#bundle-percent").GetAttribute("value"));
        Assert.Equal("855.00 €", page.Find("[data-fact=set-price]").TextContent);
        Assert.Contains("No problems found.", page.Find(".bundle-checks").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Undo").ClickAsync(new()));
        Assert.Equal("950.00 €", page.Find("[data-fact=set-price]").TextContent);
    }

    [Fact]
    public async Task Beside_SaysWhoBuysAllPartsAnyway_AndLeadsThePanel()
    {
        var channel = context.Services.GetRequiredService<StudioSession>().Channels.Single();
        await using (var db = studio.Store.Read())
        {
            var (cam, bag) = (db.Products.Single(product => product.Sku == "CAM"), db.Products.Single(product => product.Sku == "BAG"));
            await studio.OrderAsync(channel, cam, bag);
            await studio.OrderAsync(channel, cam);
            await studio.OrderAsync(channel, cam);
            await studio.OrderAsync(channel, cam);
        }

        await SaveElsewhereAsync(content => content with { Pricing = PricingKind.PercentOff, PercentBasisPoints = 1000 });
        var page = await OpenAsync();

        page.WaitForAssertion(() => Assert.Equal("25 % of baskets", page.Find("[data-fact=anyway]").TextContent));
        Assert.Contains("Leads the panel of", page.Find(".beside-words").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duplicate_OpensACopyThatIsADraftOfItsOwn()
    {
        var page = await OpenAsync();

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Duplicate").ClickAsync(new()));

        Assert.EndsWith("/bundles/kit-copy", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var copy = (await context.Services.GetRequiredService<BundleList>().FindAsync(ReadScope.Everything, "kit-copy", Stop))!.Revisions.Single();
        Assert.Equal("Kit copy", copy.Name);
        Assert.Equal((await StoredAsync()).Components, BundleContent.Of(copy).Components);
    }

    [Fact]
    public async Task Edit_OfARevisionThatWasSubmittedMeanwhile_IsNotLostSilently()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("Mine"));
        var stored = await RevisionAsync();
        Assert.True((await Service.SubmitAsync(stored.Id, stored.Version, TestStudio.Manager, Stop)).IsDone);

        await page.InvokeAsync(() => studio.Time.Advance(TimeSpan.FromSeconds(1)));

        page.WaitForAssertion(() => Assert.Contains("moved to another state", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("Mine", page.Find("#bundle-text").GetAttribute("value"));
        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Reload").ClickAsync(new()));
        page.WaitForAssertion(() => Assert.True(page.Find("#bundle-text").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Submit_WhileAChoiceIsOpen_SubmitsNothing_AndKeepsWhatWasTyped()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("Mine"));
        await SaveElsewhereAsync(content => content with { Text = "Theirs" });
        await page.InvokeAsync(() => studio.Time.Advance(TimeSpan.FromSeconds(1)));
        page.WaitForAssertion(() => Assert.NotNull(page.Find(".conflict")));

        var submit = page.FindAll("button").Single(button => button.TextContent == "Submit for review");
        Assert.True(submit.HasAttribute("disabled"));
        await submit.ClickAsync(new()); // A click that was on its way already.

        Assert.Equal(RevisionState.Draft, (await RevisionAsync()).State);
        Assert.Equal("Mine", page.Find("#bundle-text").GetAttribute("value"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Edit_JustBeforeThePageIsLeft_IsSaved_AlsoOverAnothersSave(bool another)
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("Mine"));
        if (another)
        {
            await SaveElsewhereAsync(content => content with { Note = "Theirs" });
        }

        await page.InvokeAsync(async () => await page.Instance.DisposeAsync());

        var stored = await StoredAsync();
        Assert.Equal(("Mine", another ? "Theirs" : ""), (stored.Text, stored.Note ?? ""));
    }

    [Fact]
    public async Task DeleteDraft_OfANewBundle_GoesToTheList_AndAnotherWhoLooksIsTold()
    {
        var notifier = context.Services.GetRequiredService<ChangeNotifier>();
        await notifier.StartAsync(Stop);
        var other = await OpenAsync();
        var page = await OpenAsync();
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent == "Retire");
        await page.InvokeAsync(() => page.Find("#bundle-text").ChangeAsync("Saved by itself before it is deleted"));

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Delete draft").ClickAsync(new()));

        Assert.EndsWith("/bundles", context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        studio.Time.Advance(TimeSpan.FromSeconds(1));
        other.WaitForAssertion(() => Assert.Contains("No bundle “kit”", other.Markup, StringComparison.Ordinal));
        await notifier.StopAsync(Stop);
    }

    [Fact]
    public async Task DeleteDraft_OfWhatWasReviewed_IsRefused_AndRetireStandsThereInstead()
    {
        var revision = await RevisionAsync();
        await studio.AddAsync(new ReviewVerdict
        {
            RevisionId = revision.Id, ChannelId = revision.Channels.Single().ChannelId, Decision = ReviewDecision.Approved, ReviewerId = "mark",
            ReviewerName = "Mark",
        });
        var page = await OpenAsync();

        await page.InvokeAsync(() => page.FindAll("button").Single(button => button.TextContent == "Delete draft").ClickAsync(new()));

        Assert.Contains(page.FindAll("button"), button => button.TextContent == "Retire");
        Assert.Equal(RevisionState.Draft, (await RevisionAsync()).State);
    }

    [Fact]
    public async Task DraftKeptByTheTab_IsSeenWithWhatOthersSavedMeanwhile_AndSavesItself_OrIsDiscarded()
    {
        var typed = new BundlePageState((await BundleAsync())!, context.Services.GetRequiredService<StudioSession>().Channels);
        typed.SetText("Mine");
        await SaveElsewhereAsync(content => content with { Note = "Theirs" });
        var drafts = new KeptDrafts(
            new Tab(), new EphemeralDataProtectionProvider(), context.Services.GetRequiredService<AuthenticationStateProvider>(),
            new PageWork(), studio.Time);
        await drafts.LoadAsync();
        drafts.Keep(typed.Kept().Key, typed.Kept().Write());
        await drafts.SettledAsync();
        await drafts.LoadAsync();
        kept = drafts;

        var page = await OpenAsync();

        Assert.Equal(("Mine", "Theirs"), (page.Find("#bundle-text").GetAttribute("value"), page.Find("#bundle-note").GetAttribute("value")));
        Assert.Contains("Restored what you had not saved.", page.Find("[data-testid=restored]").TextContent, StringComparison.Ordinal);
        await PauseAsync(page);
        Assert.Equal(("Mine", "Theirs"), ((await StoredAsync()).Text, (await StoredAsync()).Note));
        await page.InvokeAsync(() => page.Find("[data-testid=restored] button").ClickAsync(new()));
        await PauseAsync(page);
        Assert.Equal((null, "Theirs"), ((await StoredAsync()).Text, (await StoredAsync()).Note));
        Assert.Empty(page.FindAll("[data-testid=restored]"));
    }

    private async Task<IRenderedComponent<BundlePage>> OpenAsync()
    {
        var page = context.Render<BundlePage>(parameters => parameters.Add(item => item.Code, code));
        await page.WaitForElementAsync("#bundle-text");
        return page;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<BundlePage> page, string text) =>
        page.FindAll("button").Single(button => button.TextContent == text);

    private async Task<int> ProductAsync(string sku)
    {
        await using var db = studio.Store.Read();
        return db.Products.Single(product => product.Sku == sku).Id;
    }

    private async Task PauseAsync(IRenderedComponent<BundlePage> page)
    {
        await page.InvokeAsync(() => studio.Time.Advance(TimeSpan.FromSeconds(1)));
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-saved]").GetAttribute("data-saved")));
    }

    private async Task SaveElsewhereAsync(Func<BundleContent, BundleContent> change)
    {
        var revision = await RevisionAsync();
        var saved = await Service.SaveAsync(revision.Id, revision.Version, change(BundleContent.Of(revision)), TestStudio.Manager, Stop);
        Assert.True(saved.IsDone, saved.Refusal?.Message);
    }

    private async Task<BundleContent> StoredAsync() => BundleContent.Of(await RevisionAsync());

    private async Task<BundleRevision> RevisionAsync() => (await BundleAsync())!.Revisions.Single();

    private Task<Bundle?> BundleAsync() => context.Services.GetRequiredService<BundleList>().FindAsync(ReadScope.Everything, code, Stop);
}
