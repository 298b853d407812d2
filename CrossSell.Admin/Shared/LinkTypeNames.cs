using CrossSell.Core.Catalog;
using CrossSell.Core.Links;

namespace CrossSell.Admin.Shared;

/// <summary>The names of link types as the reader's shop says them: every page asks here, so that a type is called the same everywhere.</summary>
public static class LinkTypeNames
{
    /// <summary>The locale that people read in: the first one of the shop that they have open.</summary>
    public static string? LocaleOf(Channel? channel) => channel?.Locales.FirstOrDefault();

    /// <summary>As it stands by itself: "Accessory", "Zubehör".</summary>
    public static string LabelFor(this LinkType type, Channel? channel) => type.LabelIn(LocaleOf(channel));

    /// <summary>As it stands within a sentence or on a line of the canvas: "accessory", "Zubehör".</summary>
    public static string WordFor(this LinkType type, Channel? channel) => type.WordIn(LocaleOf(channel));
}
