using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>The names of link types as their reader says them: every page asks here, so that a type is called the same everywhere.</summary>
public static class LinkTypeNames
{
    // Every installation starts with these; one that a shop has named itself is called as the shop does.
    private static readonly Dictionary<string, string> AtStart = new(StringComparer.Ordinal)
    {
        [LinkType.CrossSell] = Texts.Key("Cross-sell"),
        [LinkType.Accessory] = Texts.Key("Accessory"),
        [LinkType.Fits] = Texts.Key("Fits"),
        [LinkType.UpSell] = Texts.Key("Up-sell"),
        [LinkType.Substitute] = Texts.Key("Substitute"),
    };

    private static readonly Dictionary<string, string> AtStartWithin = new(StringComparer.Ordinal)
    {
        [LinkType.CrossSell] = Texts.Key("cross-sell"),
        [LinkType.Accessory] = Texts.Key("accessory"),
        [LinkType.Fits] = Texts.Key("fits"),
        [LinkType.UpSell] = Texts.Key("up-sell"),
        [LinkType.Substitute] = Texts.Key("substitute"),
    };

    /// <summary>The locale that people read in: of the shop that they have open the one in their language, else the first.</summary>
    public static string? LocaleOf(Channel? channel) => channel?.Locales.FirstOrDefault(IsReaders) ?? channel?.Locales.FirstOrDefault();

    /// <summary>As it stands by itself: "Accessory", "Zubehör".</summary>
    public static string LabelFor(this LinkType type, Channel? channel) => InOwn(type, AtStart) ?? type.LabelIn(LocaleOf(channel));

    /// <summary>As it stands within a sentence or on a line of the canvas: "accessory", "Zubehör".</summary>
    public static string WordFor(this LinkType type, Channel? channel) => InOwn(type, AtStartWithin) ?? type.WordIn(LocaleOf(channel));

    // In the language that the reader chose: as the shop calls it there, else as CrossSell does. Who chose none reads the shop's own names.
    private static string? InOwn(LinkType type, Dictionary<string, string> names)
    {
        if (IsEnglish)
        {
            return null;
        }

        var label = type.LabelIn(Formats.Current.Language.Code);
        return label != type.Name ? label : AtStart.GetValueOrDefault(type.Code) == type.Name ? L[names[type.Code]].Value : null;
    }

    private static bool IsEnglish => Formats.Current.Language == Language.English;

    private static bool IsReaders(string locale) => !IsEnglish && locale.Split('-', '_')[0] == Formats.Current.Language.Code;
}
