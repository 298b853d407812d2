using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Shared;

/// <summary>Names of fields as <see cref="Channel.RequiredFields"/> writes them, as people say them.</summary>
internal static class FieldWords
{
    /// <param name="attributes">Names of attributes by code; an attribute that is not there is called by its code.</param>
    public static string Of(string field, IReadOnlyDictionary<string, string>? attributes = null)
    {
        if (!field.StartsWith(Completeness.AttributePrefix, StringComparison.Ordinal))
        {
            return field == "gtin" ? "GTIN" : field;
        }

        var code = field[Completeness.AttributePrefix.Length..];
        return attributes?.GetValueOrDefault(code) ?? code;
    }
}
