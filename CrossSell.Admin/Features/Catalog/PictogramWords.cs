using System.Collections.Frozen;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Catalog.CatalogTexts;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>Drawn pictures and their colours as people read them; a symbol that was added to the sprite and not here is called as it is there.</summary>
internal static class PictogramWords
{
    private static readonly FrozenSet<string> Symbols = FrozenSet.ToFrozenSet(
    [
        Texts.Key("product"), Texts.Key("bundle"), Texts.Key("gift-card"), Texts.Key("tote"), Texts.Key("camera"), Texts.Key("lens"),
        Texts.Key("zoom-lens"), Texts.Key("memory-card"), Texts.Key("battery"), Texts.Key("charger"), Texts.Key("camera-bag"), Texts.Key("backpack"),
        Texts.Key("tripod"), Texts.Key("strap"), Texts.Key("cleaning"), Texts.Key("flash"), Texts.Key("microphone"),
        Texts.Key("dress"), Texts.Key("skirt"), Texts.Key("belt"), Texts.Key("shoes"), Texts.Key("heels"), Texts.Key("necklace"),
        Texts.Key("earrings"), Texts.Key("bracelet"), Texts.Key("handbag"), Texts.Key("scarf"), Texts.Key("coat"), Texts.Key("shirt"),
        Texts.Key("trousers"), Texts.Key("hat"), Texts.Key("sunglasses"), Texts.Key("coffee-bag"), Texts.Key("grinder"), Texts.Key("cup"),
        Texts.Key("kettle"), Texts.Key("dripper"), Texts.Key("filter-paper"), Texts.Key("scale"), Texts.Key("espresso-machine"),
        Texts.Key("milk-jug"), Texts.Key("french-press"), Texts.Key("subscription"), Texts.Key("chocolate"), Texts.Key("boot"), Texts.Key("socks"),
        Texts.Key("spray"), Texts.Key("tent"), Texts.Key("sleeping-bag"), Texts.Key("sleeping-mat"), Texts.Key("jacket"), Texts.Key("bottle"),
        Texts.Key("headlamp"), Texts.Key("poles"), Texts.Key("stove"), Texts.Key("compass"), Texts.Key("gloves"),
    ]);

    private static readonly FrozenSet<string> Tones = FrozenSet.ToFrozenSet(
    [
        Texts.Key("indigo"), Texts.Key("green"), Texts.Key("amber"), Texts.Key("rust"), Texts.Key("slate"), Texts.Key("violet"), Texts.Key("teal"),
        Texts.Key("rose"),
    ]);

    public static string Symbol(string symbol) => Symbols.Contains(symbol) ? L[symbol].Value : symbol;

    public static string Tone(string tone) => Tones.Contains(tone) ? L[tone].Value : tone;
}
