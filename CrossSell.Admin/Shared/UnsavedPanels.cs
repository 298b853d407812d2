using System.Buffers.Text;
using System.Text.Json;
using CrossSell.Core.Panels;

namespace CrossSell.Admin.Shared;

/// <summary>Settings of panels that are not saved, as they stand in an address: so that the panel studio can show what they would do.</summary>
internal static class UnsavedPanels
{
    private const string OfPlace = "place.";
    private const string OfShop = "shop.";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What is set at a placement or for a category.</summary>
    public static string Write(PanelScopeSettings settings) => OfPlace + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(settings, Json));

    /// <summary>A shop's own settings.</summary>
    public static string Write(PanelSettings settings) => OfShop + Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(settings, Json));

    /// <summary>Null for what is no such text.</summary>
    public static PanelScopeSettings? Place(string text) => Read<PanelScopeSettings>(text, OfPlace);

    /// <inheritdoc cref="Place"/>
    public static PanelSettings? Shop(string text) => Read<PanelSettings>(text, OfShop);

    private static T? Read<T>(string text, string prefix)
        where T : class
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(text.AsSpan(prefix.Length)), Json);
        }
        catch (Exception problem) when (problem is JsonException or FormatException)
        {
            return null; // Somebody shortened the address: then there is nothing to compare with.
        }
    }
}
