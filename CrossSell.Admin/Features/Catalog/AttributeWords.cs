using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>Kinds of attributes as the merchant reads them.</summary>
internal static class AttributeWords
{
    public static string Of(AttributeKind kind) => kind switch
    {
        AttributeKind.Text => L["Text"].Value,
        AttributeKind.Number => L["Number"].Value,
        AttributeKind.YesNo => L["Yes or no"].Value,
        AttributeKind.Choice => L["One choice"].Value,
        AttributeKind.Choices => L["Several choices"].Value,
        AttributeKind.Color => L["Colour"].Value,
        _ => L["Products"].Value,
    };

    public static string Of(AttributeDefinition attribute) => attribute switch
    {
        { Kind: AttributeKind.Number, Unit: { } unit } => L["Number in {0}", unit].Value,
        { Options.Count: > 4 and var count } =>
            L["{0}: {1} and {2} more", Of(attribute.Kind), string.Join(", ", attribute.Options.Take(4)), Formats.Count(count - 4)].Value,
        { Options.Count: > 0 } => $"{Of(attribute.Kind)}: {string.Join(", ", attribute.Options)}",
        _ => Of(attribute.Kind),
    };
}
