using Bunit;
using CrossSell.Admin.Shared.Kit;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using MudBlazor.Services;

namespace CrossSell.Tests.Admin;

/// <summary>What tests of components need to use the kit (<c>CrossSell.Admin/Shared/Kit</c>) as people do.</summary>
internal static class KitUi
{
    /// <summary>Before anything is drawn that holds a control of the kit.</summary>
    public static void UseKit(this BunitContext context)
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddMudServices();
    }

    /// <summary>Chooses a line of a select by its text.</summary>
    /// <param name="rendered">What holds the select.</param>
    /// <param name="field">Its id, its label or its <c>aria-label</c>.</param>
    /// <param name="text">As the line reads.</param>
    public static Task ChooseAsync<T>(this IRenderedComponent<T> rendered, string field, string text)
        where T : class, IComponent => Select(rendered, field).ChooseAsync(text);

    /// <summary>All lines of a select.</summary>
    public static IReadOnlyList<string> LinesOf<T>(this IRenderedComponent<T> rendered, string field)
        where T : class, IComponent => Select(rendered, field).Texts;

    /// <summary>What stands in a select.</summary>
    public static string ChosenIn<T>(this IRenderedComponent<T> rendered, string field)
        where T : class, IComponent => Select(rendered, field).Text;

    private static ISelectField Select<T>(IRenderedComponent<T> rendered, string field)
        where T : class, IComponent
    {
        var selects = rendered.FindComponents<MudSelect<ShownChoice>>().Select(select => (ISelectField)select.Instance.Tag!).ToList();
        var ids = rendered.FindAll("label").Where(label => Clean(label.TextContent) == field).Select(label => label.GetAttribute("for"))
            .Concat(rendered.FindAll("[role=combobox]").Where(input => input.GetAttribute("aria-label") == field).Select(input => input.Id))
            .Append(field).ToHashSet();
        var found = selects.Where(select => ids.Contains(select.FieldId)).ToList();
        return found is [var only]
            ? only
            : throw new ArgumentException(
                $"{found.Count} selects are “{field}” of {string.Join(", ", selects.Select(select => select.FieldId))}.", nameof(field));
    }

    private static string Clean(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
