using System.Text.Json;
using CrossSell.Core.Audit;

namespace CrossSell.Core.Workbench;

/// <summary>What one write did to one field, as JSON values without quotes; null where there was nothing.</summary>
public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>Reads recorded changes field by field.</summary>
internal static class FieldChanges
{
    /// <summary>Every recorded field of one row, added and removed rows too.</summary>
    public static IReadOnlyList<FieldChange> Of(Change change)
    {
        using var before = JsonDocument.Parse(change.Before ?? "{}");
        using var after = JsonDocument.Parse(change.After ?? "{}");
        var names = before.RootElement.EnumerateObject().Concat(after.RootElement.EnumerateObject()).Select(field => field.Name).Distinct().ToList();
        return [.. names.Select(name => new FieldChange(name, Text(before.RootElement, name), Text(after.RootElement, name)))
            .Where(field => field.Before != field.After)];
    }

    private static string? Text(JsonElement fields, string name) =>
        !fields.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() is { Length: > 0 } text ? text : null
        : value.ValueKind == JsonValueKind.Array
            ? value.GetArrayLength() == 0 ? null : string.Join(", ", value.EnumerateArray().Select(item => item.ToString()))
        : value.GetRawText();
}
