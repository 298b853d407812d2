namespace CrossSell.Admin.Features.Products;

/// <summary>Names of fields that a channel needs, as people read them.</summary>
public static class FieldWords
{
    /// <param name="fields">By commas, as listings keep what they miss.</param>
    public static string Of(string fields) =>
        string.Join(", ", fields.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(One));

    private static string One(string field) => field switch
    {
        "gtin" => "GTIN",
        _ when field.StartsWith("attr:", StringComparison.Ordinal) => field["attr:".Length..].Replace('-', ' '),
        _ => field,
    };
}
