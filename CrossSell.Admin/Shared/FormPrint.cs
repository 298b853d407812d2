using System.Text.Json;

namespace CrossSell.Admin.Shared;

/// <summary>All that is typed into a form object, as one text: two of them differ when something was changed between them.</summary>
internal static class FormPrint
{
    public static string? Of(object? form) => form is null ? null : JsonSerializer.Serialize(form, form.GetType());
}
