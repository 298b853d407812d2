using System.Text.Json;
using CrossSell.Core.Audit;

namespace CrossSell.Core.Browse;

/// <summary>Reads recorded changes field by field, for people.</summary>
public static class FieldChanges
{
    // Follows from the other fields or from the clock: no news to anybody.
    private static readonly HashSet<string> Silent = ["UpdatedAt", "Completeness", "Missing", "Version"];

    public static IReadOnlyList<FieldChange> Of(IEnumerable<Change> changes) => [.. changes.SelectMany(change =>
    {
        using var before = JsonDocument.Parse(change.Before ?? "{}");
        using var after = JsonDocument.Parse(change.After ?? "{}");
        return after.RootElement.EnumerateObject().Where(field => !Silent.Contains(field.Name))
            .Select(field => new FieldChange(field.Name, Text(before.RootElement, field.Name), Text(after.RootElement, field.Name))).ToList();
    })];

    private static string? Text(JsonElement fields, string name) =>
        !fields.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
