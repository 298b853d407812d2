using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Bundles;

/// <content>Each part of the editor, from what is typed to what is stored.</content>
public sealed partial class BundlePageTests
{
    [Fact]
    public async Task Choice_BuiltByHandAndByRule_IsSavedAsItStands()
    {
        var category = await studio.CategoryAsync("cards");
        var page = await OpenAsync();
        await page.InvokeAsync(() => Button(page, "Add a choice").ClickAsync(new()));
        Assert.Equal("choice", page.FindAll("[aria-label=Kind] [aria-pressed=true]").Single().TextContent);
        await page.InvokeAsync(() => page.Find(".slot-title").ChangeAsync("Card"));
        await page.InvokeAsync(() => page.Find("[aria-label='Card: choose at most']").InputAsync("2"));
        await page.InvokeAsync(() => page.Find("#slot-picker-choice-1").InputAsync("BAG"));
        await page.InvokeAsync(() => page.Find("#slot-picker-choice-1").KeyDownAsync("Enter"));
        page.WaitForAssertion(() => Assert.NotNull(page.Find(".slot .component-row")));
        await page.InvokeAsync(() => page.FindAll(".slot .component-more").Single().ClickAsync(new()));
        var bag = await ProductAsync("BAG");
        await page.InvokeAsync(() => page.Find($"#option-delta-{bag}-choice-1").InputAsync("2.50"));
        await PauseAsync(page);

        var stored = await StoredAsync();
        Assert.Equal((BundleKind.Choice, "Card", 2), (stored.Kind, stored.Slots.Single().Title, stored.Slots[0].ChooseMax));
        Assert.Equal(250, stored.ChoicesOf(stored.Slots[0]).Single().PriceDelta);

        await page.InvokeAsync(() => page.FindAll(".slot-ways button").Single(button => button.TextContent.Trim() == "a rule").ClickAsync(new()));
        await AddAsync("categ");
        await PickAsync("[data-slot-rule] [id^=value-]", "cards");
        await AddAsync("price");
        await page.InvokeAsync(() => page.Find("[data-slot-rule] .range input[aria-label^='Price to']").InputAsync("100"));
        await PickAsync("#slot-choice-1-compare", "Another category");
        await PauseAsync(page);
        stored = await StoredAsync();
        Assert.Equal(new AllOf([new InCategory([category.Id]), new PriceBetween(null, 100)]), stored.Slots[0].Condition);
        Assert.Equal([new OtherCategory()], stored.Slots[0].Comparisons);
        Assert.Empty(stored.ChoicesOf(stored.Slots[0]));

        Task AddAsync(string text) => PickAsync("[data-slot-rule] [id^=add-]", text);

        // Typed and taken by Enter, as on the page of rules.
        async Task PickAsync(string field, string text)
        {
            page.WaitForAssertion(() => Assert.NotNull(page.Find(field)));
            await page.InvokeAsync(() => page.Find(field).InputAsync(text));
            page.WaitForAssertion(() => Assert.NotNull(page.Find("[data-slot-rule] [role=option]")));
            await page.InvokeAsync(() => page.Find(field).KeyDownAsync("Enter"));
        }
    }

    [Fact]
    public async Task Options_OfAPart_AreSavedWithIt()
    {
        var spare = await studio.ProductAsync("SPARE", context.Services.GetRequiredService<StudioSession>().Channels.Single(), 5000, name: "Spare bag");
        var page = await OpenAsync();
        var bag = await ProductAsync("BAG");
        await page.InvokeAsync(() => page.FindAll(".component-more")[1].ClickAsync(new()));
        await page.InvokeAsync(() => page.Find(".options input[type=checkbox]").ChangeAsync(true));
        await page.InvokeAsync(() => page.Find($"#option-most-{bag}").InputAsync("3"));
        await page.InvokeAsync(() => page.Find($"#option-title-{bag}").ChangeAsync("The bag"));
        await page.InvokeAsync(() => page.Find($"#option-replacement-{bag}").InputAsync("SPARE"));
        await page.InvokeAsync(() => page.Find($"#option-replacement-{bag}").KeyDownAsync("Enter"));
        page.WaitForAssertion(() => Assert.Contains("may be left out · 1 to 3 pieces · replaced by Spare bag", page.Markup, StringComparison.Ordinal));
        await PauseAsync(page);

        var part = (await StoredAsync()).Components[1];
        Assert.Equal((false, 3, "The bag"), (part.IsRequired, part.MaxQuantity, part.Titles[""]));
        Assert.Equal([spare.Id], part.Replacements);
    }

    [Fact]
    public async Task Offer_WithATriggerAndWhatIsCheaper_IsSavedAsItStands()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.FindAll("[aria-label=Kind] button").Single(button => button.TextContent == "offer").ClickAsync(new()));
        await page.InvokeAsync(() => Button(page, "per component").ClickAsync(new()));
        await page.InvokeAsync(() => page.Find("[aria-label^='Discount of']").InputAsync("40"));
        await PauseAsync(page);

        var stored = await StoredAsync();
        Assert.Equal(BundleKind.TriggeredOffer, stored.Kind);
        Assert.Equal((ComponentRole.Trigger, ComponentRole.Part), (stored.Components[0].Role, stored.Components[1].Role));
        Assert.Equal(4000, stored.Components[1].DiscountBasisPoints);
    }

    [Fact]
    public async Task Rows_AreMovedByKeyAndByDrag()
    {
        var page = await OpenAsync();
        await page.InvokeAsync(() => page.FindAll(".component-row")[1].KeyDownAsync(new KeyboardEventArgs { Key = "ArrowUp", AltKey = true }));
        Assert.Equal(["BAG", "CAM"], page.FindAll(".component-row").Select(row => row.GetAttribute("data-sku")!));
        await page.FindAll(".component-row")[0].DragStartAsync(new());
        await page.FindAll(".component-row")[1].DropAsync(new());
        Assert.Equal(["CAM", "BAG"], page.FindAll(".component-row").Select(row => row.GetAttribute("data-sku")!));
    }
}
