using CrossSell.Core.Common;
using static CrossSell.Core.Undo.UndoTexts;

namespace CrossSell.Core.Undo;

/// <summary>What entities and their fields are called in sentences about what could not be taken back.</summary>
internal static class UndoWords
{
    // Those that have words in other languages; the others are said in English.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        Texts.Key("product"), Texts.Key("product link"), Texts.Key("link type"), Texts.Key("rule"), Texts.Key("suggestion verdict"),
        Texts.Key("saved view"), Texts.Key("category"), Texts.Key("product category"), Texts.Key("product text"), Texts.Key("product media"),
        Texts.Key("channel"), Texts.Key("tax rate"), Texts.Key("segment"), Texts.Key("attribute definition"), Texts.Key("product type"),
        Texts.Key("product type attribute"), Texts.Key("attribute value"), Texts.Key("listing"), Texts.Key("mining policy"), Texts.Key("review comment"),
        Texts.Key("panel override"), Texts.Key("panel settings"), Texts.Key("bundle"), Texts.Key("bundle revision"), Texts.Key("bundle component"),
        Texts.Key("bundle channel"), Texts.Key("name"), Texts.Key("sku"), Texts.Key("gtin"), Texts.Key("brand"), Texts.Key("status"), Texts.Key("tags"),
        Texts.Key("description"), Texts.Key("tax class"), Texts.Key("category id"), Texts.Key("product type id"), Texts.Key("parent id"),
        Texts.Key("successor id"), Texts.Key("price"), Texts.Key("compare at price"), Texts.Key("cost"), Texts.Key("stock"), Texts.Key("published"),
        Texts.Key("quantity"), Texts.Key("valid from"), Texts.Key("valid to"), Texts.Key("note"), Texts.Key("state"), Texts.Key("channel ids"),
        Texts.Key("fields"), Texts.Key("text"), Texts.Key("alt text"), Texts.Key("enabled"), Texts.Key("priority"), Texts.Key("content"),
        Texts.Key("label"), Texts.Key("labels"), Texts.Key("color"), Texts.Key("kind"), Texts.Key("direction"), Texts.Key("retired"),
        Texts.Key("pricing"), Texts.Key("amount"), Texts.Key("rounding"), Texts.Key("starts at"), Texts.Key("ends at"), Texts.Key("code"),
        Texts.Key("unit"), Texts.Key("options"), Texts.Key("target id"),
    };

    /// <summary>CompareAtPrice is compare at price.</summary>
    public static string Of(string identifier)
    {
        var spaced = string.Concat(identifier.Select((letter, index) => char.IsUpper(letter) && index > 0
            ? $" {char.ToLowerInvariant(letter)}"
            : char.ToLowerInvariant(letter).ToString()));
        return Known.Contains(spaced) ? L[spaced].Value : spaced;
    }
}
