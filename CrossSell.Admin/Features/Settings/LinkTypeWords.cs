using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Settings;

/// <summary>Link types as people read them.</summary>
internal static class LinkTypeWords
{
    public static string Of(LinkKind kind) => kind switch
    {
        LinkKind.Complement => "goes with it",
        LinkKind.UpSell => "better alternative",
        LinkKind.Accessory => "accessory",
        LinkKind.Substitute => "replacement",
        _ => "custom",
    };

    public static string Of(LinkLine line) => line.ToString().ToLowerInvariant();

    public static string Of(LinkFieldKind kind) => kind switch
    {
        LinkFieldKind.Number => "number",
        LinkFieldKind.YesNo => "yes or no",
        _ => "text",
    };

    public static string Direction(LinkType type, IEnumerable<LinkType> types, Channel? channel) => type.Direction switch
    {
        LinkDirection.TwoWay => "both ways",
        LinkDirection.Inverse => $"reverse: {types.FirstOrDefault(other => other.Id == type.InverseTypeId)?.LabelFor(channel) ?? "removed"}",
        _ => "one way",
    };

    /// <summary>What else is said of a type: "fills panels, with a quantity, at most 8, 2 fields".</summary>
    public static string Rest(LinkType type)
    {
        var parts = new List<string>();
        if (type.FillsPanel)
        {
            parts.Add("fills panels");
        }

        if (type.AllowsQuantity)
        {
            parts.Add("with a quantity");
        }

        if (type.MaxPerProduct is { } max)
        {
            parts.Add($"at most {Formats.Count(max)}");
        }

        if (type.Fields.Count > 0)
        {
            parts.Add(Formats.Count(type.Fields.Count, "field"));
        }

        return string.Join(", ", parts);
    }

    public static string Lost(int links, string field) => links == 1
        ? $"1 link has a value of {field}. Delete it."
        : $"{Formats.Count(links)} links have a value of {field}. Delete them.";
}
