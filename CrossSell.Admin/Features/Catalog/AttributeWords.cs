using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>Kinds of attributes as the merchant reads them.</summary>
internal static class AttributeWords
{
    public static string Of(AttributeKind kind) => kind switch
    {
        AttributeKind.Text => "Text",
        AttributeKind.Number => "Number",
        AttributeKind.YesNo => "Yes or no",
        AttributeKind.Choice => "One choice",
        AttributeKind.Choices => "Several choices",
        AttributeKind.Color => "Colour",
        _ => "Products",
    };

    public static string Of(AttributeDefinition attribute) => attribute switch
    {
        { Kind: AttributeKind.Number, Unit: { } unit } => $"Number in {unit}",
        { Options.Count: > 0 } =>
            $"{Of(attribute.Kind)}: {string.Join(", ", attribute.Options.Take(4))}{(attribute.Options.Count > 4 ? $" and {attribute.Options.Count - 4} more" : "")}",
        _ => Of(attribute.Kind),
    };
}
