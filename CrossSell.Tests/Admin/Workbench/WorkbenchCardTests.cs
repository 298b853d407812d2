using Bunit;
using CrossSell.Admin.Features.Workbench;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Search;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Admin.Shared;
using CrossSell.Tests.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Workbench;

public sealed class WorkbenchCardTests : BunitContext
{
    private WorkbenchScene scene = null!;
    private KeptDrafts? kept;
    private ProductDetails details = null!;
    private Action redraw = () => { };

    [Fact]
    public async Task Attributes_VariantWithOwnAndInherited_SaysWhichIsWhich()
    {
        await ArrangeAsync("BOOT-S");

        var card = Card<ProductAttributesCard>();

        var facts = card.FindAll("dd").Select(fact => fact.TextContent.Trim()).ToList();
        Assert.Equal("S", facts[0]);
        Assert.StartsWith("900 g", facts[1], StringComparison.Ordinal);
        Assert.Contains("from the family", facts[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_AnotherType_SaysWhatFallsAwayBeforeSaving()
    {
        await ArrangeAsync("BOOT-S");
        var card = Card<ProductAttributesCard>();
        card.Find("button[aria-label='Edit attributes']").Click();

        await card.ChooseAsync("edit-type", scene.Bag.Name);

        Assert.Contains("Not of this type: Size (S)", card.Find(".cs-note").TextContent, StringComparison.Ordinal);
        Assert.Single(card.FindAll("[id^=edit-attribute-]"));
    }

    [Fact]
    public async Task Attributes_WrongNumber_KeepsTheFormWithTheSentence()
    {
        await ArrangeAsync("BOOT-S");
        var card = Card<ProductAttributesCard>();
        card.Find("button[aria-label='Edit attributes']").Click();
        card.Find("#edit-attribute-weight").Input("heavy");

        card.Find("form").Submit();

        card.WaitForAssertion(() => Assert.Contains("Weight is a number of g", card.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal("heavy", card.Find("#edit-attribute-weight").GetAttribute("value"));
    }

    [Fact]
    public async Task Product_ChangedByAnotherInTheSameField_AsksBeforeItOverwrites()
    {
        await ArrangeAsync("BOOT-S");
        var card = Card<ProductContentCard>();
        card.Find("button[aria-label='Edit product']").Click();
        card.Find("#edit-brand").Input("Mine");
        await TheirsAsync(product => new ProductEdit(product.Version, product.Name, "Theirs", "4006381333931", product.Description, product.Status));

        redraw();

        card.WaitForAssertion(() => Assert.Equal("Mine", card.Find(".conflict .mine").TextContent));
        Assert.Equal("4006381333931", card.Find("#edit-gtin").GetAttribute("value"));
        Assert.True(card.Find("button[type=submit]").HasAttribute("disabled"));
        card.FindAll(".conflict button").Single(button => button.TextContent == "Overwrite with mine").Click();
        card.WaitForAssertion(() => Assert.Empty(card.FindAll("form")));
        Assert.Equal("Mine", (await scene.DetailsAsync("BOOT-S")).Product.Brand);
    }

    [Fact]
    public async Task Product_ChangedByAnotherInOtherFields_IsMergedWithoutAsking()
    {
        await ArrangeAsync("BOOT-S");
        var card = Card<ProductContentCard>();
        card.Find("button[aria-label='Edit product']").Click();
        card.Find("#edit-brand").Input("Mine");
        await TheirsAsync(product => new ProductEdit(product.Version, "Their name", product.Brand, product.Gtin, product.Description, product.Status));

        // The page has not heard of it yet: the write is refused as stale, brought onto the newest state, and tried again.
        card.Find("form").Submit();

        card.WaitForAssertion(() => Assert.Empty(card.FindAll("form")));
        var product = (await scene.DetailsAsync("BOOT-S")).Product;
        Assert.Equal(("Mine", "Their name"), (product.Brand, product.Name));
    }

    [Fact]
    public async Task Texts_StoredScript_IsNeverDrawn()
    {
        await ArrangeAsync("BOOT-S");
        await scene.Studio.WriteAsync(session =>
        {
            session.Db.Update(details.Product);
            details.Product.Set(it => it.Description, "<p>Fine</p><img src=x onerror=alert(1)><script>alert(1)</script>");
            return Task.CompletedTask;
        });
        details = await scene.DetailsAsync("BOOT-S");

        var card = Card<ProductTextsCard>();

        Assert.Equal("<p>Fine</p>", card.Find(".cs-rich").InnerHtml);
    }

    [Fact]
    public async Task Texts_LocaleWithoutAText_ShowsTheDefaultAndSaysSo()
    {
        await ArrangeAsync("BOOT-S");
        var card = Card<ProductTextsCard>();

        card.Find("#texts-tab-en").Click();

        Assert.Contains("not translated", card.Find("#texts-tab-en").TextContent, StringComparison.Ordinal);
        Assert.Contains("default description", card.Find("#texts-panel").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completeness_MissingField_LeadsToItsEditor()
    {
        await ArrangeAsync("BOOT-S");
        var texts = Card<ProductTextsCard>();
        var card = Render<ProductCompletenessCard>(parameters => parameters.AddCascadingValue(bench).Add(item => item.Details, details)
            .Add(item => item.CanEdit, true));

        card.Find("button[aria-label^='Fill in description']").Click();

        texts.WaitForAssertion(() => Assert.NotNull(texts.Find("#edit-description-en")));
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "crosssell.focus" && (string?)call.Arguments[0] == "#edit-description-en");
    }

    [Fact]
    public async Task Product_TypedBeforeThePageCameBack_IsOpenAgainWithIt()
    {
        await ArrangeAsync("BOOT-S");
        var drafts = kept = new KeptDrafts(
            new Tab(), new EphemeralDataProtectionProvider(), Services.GetRequiredService<AuthenticationStateProvider>(),
            new PageWork(), scene.Studio.Time);
        await drafts.LoadAsync();
        var before = Card<ProductContentCard>();
        before.Find("button[aria-label='Edit product']").Click();
        before.Find("#edit-brand").Input("Mine");
        await drafts.SettledAsync();
        await drafts.LoadAsync();

        var after = Card<ProductContentCard>();

        after.WaitForAssertion(() => Assert.Equal("Mine", after.Find("#edit-brand").GetAttribute("value")));
        after.FindAll("[data-testid=restored] button").Single(button => button.TextContent == "Discard").Click();
        after.WaitForAssertion(() => Assert.NotEqual("Mine", after.Find("#edit-brand").GetAttribute("value")));
        await drafts.SettledAsync();
        await drafts.LoadAsync();
        Assert.Empty(Card<ProductContentCard>().FindAll("form"));
    }

    [Fact]
    public async Task Cards_Viewer_HaveNoWayToEdit()
    {
        await ArrangeAsync("BOOT-S", canEdit: false);

        Assert.Empty(Card<ProductTextsCard>().FindAll("button:not([role=tab])"));
        Assert.Empty(Card<ProductAttributesCard>().FindAll("button"));
        Assert.Empty(Card<ProductContentCard>().FindAll("button"));
        Assert.Empty(Card<ProductFamilyCard>().FindAll("button"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && scene is not null)
        {
            _ = scene.DisposeAsync().AsTask();
        }
    }

    private WorkbenchCards bench = null!;
    private bool canEdit;

    private async Task ArrangeAsync(string sku, bool canEdit = true)
    {
        this.canEdit = canEdit;
        scene = await WorkbenchScene.CreateAsync();
        await ProductUi.PrepareAsync(this, scene.Studio);
        Services.AddTransient(_ => kept!);
        Services.AddSingleton<ProductChoicesQuery>();
        Services.AddSingleton<ProductAttributeService>();
        Services.AddSingleton<ProductCategoryService>();
        Services.AddSingleton<ListingService>();
        Services.AddSingleton<FamilyService>();
        Services.AddSingleton<ProductSearch>();
        Assert.True((await scene.Attributes.EditAsync(
            scene.Family.Id, new AttributesEdit(await scene.VersionAsync(scene.Family), scene.Shoe.Id, new Dictionary<string, string?> { ["weight"] = "900" }),
            TestStudio.Manager)).IsDone);
        details = await scene.DetailsAsync(sku);
        bench = new WorkbenchCards
        {
            WriteAsync = async (write, _) =>
            {
                var outcome = await write(TestStudio.Merchandiser);
                details = await scene.DetailsAsync(sku);
                redraw();
                return outcome.Refusal;
            },
            Changed = () => { },
            Open = _ => { },
        };
    }

    private IRenderedComponent<TCard> Card<TCard>()
        where TCard : WorkbenchCard
    {
        var card = Render<TCard>(parameters => parameters.AddCascadingValue(bench).Add(item => item.Details, details).Add(item => item.CanEdit, canEdit));
        redraw = () => card.Render(parameters => parameters.Add(item => item.Details, details).Add(item => item.CanEdit, canEdit));
        return card;
    }

    private async Task TheirsAsync(Func<Product, ProductEdit> edit)
    {
        var product = (await scene.DetailsAsync(details.Product.Sku)).Product;
        Assert.True((await scene.Products.EditAsync(product.Id, edit(product), TestStudio.Manager)).IsDone);
        details = await scene.DetailsAsync(details.Product.Sku);
    }
}
