using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>Link types as people read them.</summary>
internal static class LinkTypeWords
{
    public static string Of(LinkKind kind) => kind switch
    {
        LinkKind.Complement => L["goes with it"].Value,
        LinkKind.UpSell => L["better alternative"].Value,
        LinkKind.Accessory => L["accessory"].Value,
        LinkKind.Substitute => L["replacement"].Value,
        _ => L["custom"].Value,
    };

    public static string Of(LinkLine line) => line switch
    {
        LinkLine.Dashed => L["dashed"].Value,
        LinkLine.Dotted => L["dotted"].Value,
        _ => L["solid"].Value,
    };

    /// <summary>Of a name of <see cref="LinkColors"/>.</summary>
    public static string Color(string name) => name switch
    {
        "indigo" => L["indigo"].Value,
        "blue" => L["blue"].Value,
        "teal" => L["teal"].Value,
        "green" => L["green"].Value,
        "amber" => L["amber"].Value,
        "rose" => L["rose"].Value,
        "violet" => L["violet"].Value,
        "slate" => L["slate"].Value,
        _ => name,
    };

    public static string Of(LinkFieldKind kind) => kind switch
    {
        LinkFieldKind.Number => L["number"].Value,
        LinkFieldKind.YesNo => L["yes or no"].Value,
        _ => L["text"].Value,
    };

    public static string Direction(LinkType type, IEnumerable<LinkType> types, Channel? channel) => type.Direction switch
    {
        LinkDirection.TwoWay => L["both ways"].Value,
        LinkDirection.Inverse => types.FirstOrDefault(other => other.Id == type.InverseTypeId) is { } inverse
            ? L["reverse: {0}", inverse.LabelFor(channel)].Value
            : L["reverse: removed"].Value,
        _ => L["one way"].Value,
    };

    /// <summary>What else is said of a type: "fills panels, with a quantity, at most 8, 2 fields".</summary>
    public static string Rest(LinkType type)
    {
        var parts = new List<string>();
        if (type.FillsPanel)
        {
            parts.Add(L["fills panels"]);
        }

        if (type.AllowsQuantity)
        {
            parts.Add(L["with a quantity"]);
        }

        if (type.MaxPerProduct is { } max)
        {
            parts.Add(L["at most {0}", Formats.Count(max)]);
        }

        if (type.Fields.Count > 0)
        {
            parts.Add(L.Count(type.Fields.Count, "{0} field", "{0} fields"));
        }

        return string.Join(", ", parts);
    }

    public static string Lost(int links, string field) => L.Count(
        links, "{0} link has a value of {1}. Delete it.", "{0} links have a value of {1}. Delete them.", field);
}
