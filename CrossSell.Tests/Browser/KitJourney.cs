using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CrossSell.Tests.Browser;

/// <summary>The controls of the kit, by mouse, keys and typing, in both themes; pages and dialogs rely on it.</summary>
public sealed class KitJourney(BrowserFixture browser) : Journey(browser)
{
    [Fact]
    public async Task Kit_IsUsedByMouseKeysAndTyping_InPagesAndDialogs()
    {
        await using var eva = await SignInAsync("eva");
        var page = eva.Page;
        await eva.OpenAsync("/kit");
        var (colour, said, day) = (page.GetByRole(AriaRole.Combobox, new() { Name = "Colour" }), page.GetByTestId("said"), page.GetByTestId("day"));

        await colour.ChooseAsync("White");
        await Expect(said).ToHaveTextAsync("White, 1");

        // Arrows look, Enter chooses, Escape leaves it: one event for one choice. Grey cannot be chosen.
        await colour.PressAsync("ArrowDown");
        var list = page.GetByRole(AriaRole.Listbox, new() { Name = "Colour" });
        await list.WaitForAsync();
        await eva.AssertAccessibleAsync();
        await colour.PressAsync("ArrowUp");
        await Expect(colour).ToHaveAttributeAsync("aria-activedescendant", await IdOfAsync(list, "Green"));
        await colour.PressAsync("Enter");
        await Expect(said).ToHaveTextAsync("Green, 2");
        await Expect(colour).ToBeFocusedAsync();
        await colour.PressAsync("ArrowDown");
        await list.WaitForAsync();
        await colour.PressAsync("b");
        await colour.PressAsync("Escape");
        await list.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Expect(colour).ToHaveValueAsync("Green");
        await colour.PressAsync("w");
        await Expect(said).ToHaveTextAsync("White, 3");

        // Dates are typed, or picked by keys; what is none is said to be none.
        var field = page.GetByLabel("Day", new() { Exact = true });
        await field.TypeDateAsync("31.1.2027");
        await Expect(day).ToHaveTextAsync("2027-01-31");
        await Expect(field).ToHaveValueAsync("31 Jan 2027");
        await page.Locator("#kit-day + button").ClickAsync();
        await Expect(page.Locator(".kit-calendar .mud-selected")).ToBeFocusedAsync();
        await eva.AssertAccessibleAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.Locator(".kit-calendar")).ToContainTextAsync("February 2027");
        await Expect(page.Locator(".kit-calendar button:focus")).ToHaveTextAsync("1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(day).ToHaveTextAsync("2027-02-01");
        await Expect(field).ToBeFocusedAsync();
        await field.TypeDateAsync("soon");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Not a date. Write it like 3 Dec 2026.");
        await field.TypeDateAsync("");
        await Expect(day).ToHaveTextAsync("none");

        // All outside of a dialog is inert: its lists and calendars open inside of it, and the page has them again afterwards.
        await page.GetByRole(AriaRole.Button, new() { Name = "Open a dialog" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Open a dialog" });
        await dialog.GetByLabel("Colour").ChooseAsync("Black");
        await Expect(said).ToHaveTextAsync("Black, 4");
        // Escape closes the list, and nothing that it stands in.
        await dialog.GetByLabel("Colour").PressAsync("ArrowDown");
        await page.GetByRole(AriaRole.Listbox, new() { Name = "Colour" }).WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Listbox, new() { Name = "Colour" }).WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        await Expect(dialog).ToBeVisibleAsync();
        await page.Locator("#kit-day-in-dialog + button").ClickAsync();
        await Expect(page.Locator(".kit-calendar .mud-day:focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#kit-day-in-dialog")).ToBeFocusedAsync();
        page.Dialog += (_, asked) => asked.AcceptAsync();
        await page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await colour.ChooseAsync("Blue");
        await Expect(said).ToHaveTextAsync("Blue, 5");

        // A menu by keys: its lines have the focus in turn, and Escape gives it back to the button.
        var menu = page.GetByRole(AriaRole.Button, new() { Name = "Account of Eva Visser" });
        await menu.PressAsync("Enter");
        var lines = page.Locator(".cs-menu-pop :is(a, button)");
        await Expect(lines.First).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(lines.Nth(1)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(lines).ToHaveCountAsync(0);
        await Expect(menu).ToBeFocusedAsync();

        await eva.CaptureAsync("kit");
        await eva.AssertAccessibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark theme" }).ClickAsync();
        await page.Locator("html[data-theme=dark]").WaitForAsync();
        await colour.ClickAsync();
        await list.WaitForAsync();
        await eva.AssertAccessibleAsync();
    }

    private static async Task<string> IdOfAsync(ILocator list, string line) =>
        await list.GetByRole(AriaRole.Option, new() { Name = line }).GetAttributeAsync("id") ?? "";
}
