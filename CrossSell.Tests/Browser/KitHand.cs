using Microsoft.Playwright;

namespace CrossSell.Tests.Browser;

/// <summary>How a person uses the fields of the kit.</summary>
internal static class KitHand
{
    /// <summary>Opens a select and chooses a line by its text; the list is gone when it returns.</summary>
    public static async Task ChooseAsync(this ILocator select, string line)
    {
        await select.ClickAsync();
        var lines = select.Page.Locator(".kit-list [role=listbox]");
        await lines.GetByRole(AriaRole.Option, new() { Name = line, Exact = true }).ClickAsync();
        await lines.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>Opens a select, reads its lines and closes it again.</summary>
    public static async Task<IReadOnlyList<string>> LinesAsync(this ILocator select)
    {
        await select.ClickAsync();
        var lines = select.Page.Locator(".kit-list [role=listbox]");
        await lines.WaitForAsync();
        var texts = await lines.GetByRole(AriaRole.Option).AllInnerTextsAsync();
        await select.Page.Keyboard.PressAsync("Escape");
        await lines.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        return texts;
    }

    /// <summary>Types a day or a moment into a date field and leaves it.</summary>
    /// <param name="date">The field.</param>
    /// <param name="typed">In any form that is read; empty to clear it.</param>
    public static async Task TypeDateAsync(this ILocator date, string typed)
    {
        await date.FillAsync(typed);
        await date.BlurAsync();
    }
}
