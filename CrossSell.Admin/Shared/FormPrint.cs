using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CrossSell.Admin.Shared;

/// <summary>All that is typed into a form object, as one text: two of them differ when something was changed between them.</summary>
internal static class FormPrint
{
    public static string? Of(object? form) => form is null ? null : JsonSerializer.Serialize(form, form.GetType());

    /// <summary>The fields of such a text; null when it is none.</summary>
    public static JsonObject? Fields(string print)
    {
        try
        {
            return JsonNode.Parse(print) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Types some fields of a text into a form. A field that the form does not have, or that is of another kind there, stays as it is.</summary>
    public static void Put(object form, JsonObject print, IEnumerable<string> fields)
    {
        foreach (var property in fields.Select(form.GetType().GetProperty))
        {
            if (property is null)
            {
                continue;
            }

            try
            {
                var value = print[property.Name].Deserialize(property.PropertyType);
                if (property.SetMethod?.IsPublic == true)
                {
                    property.SetValue(form, value);
                }
                else if (property.GetValue(form) is IDictionary into && value is IDictionary from)
                {
                    into.Clear();
                    foreach (DictionaryEntry entry in from)
                    {
                        into[entry.Key] = entry.Value;
                    }
                }
                else if (property.GetValue(form) is IList { IsReadOnly: false } list && value is IList items)
                {
                    list.Clear();
                    foreach (var item in items)
                    {
                        list.Add(item);
                    }
                }
            }
            catch (Exception problem) when (problem is JsonException or NotSupportedException)
            {
                // Of another release.
            }
        }
    }
}
