using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

/// <summary>The pages and settings that the command palette opens: those of the navigation with their keys, and what lies under them.</summary>
internal static class PalettePages
{
    /// <summary>In the language of now, those that this person may open.</summary>
    public static IEnumerable<PaletteEntry> Of(Actor actor) =>
    [
        .. StudioNavigation.Entries.Select(entry => Page(entry.Name, entry.Also, entry.Address, new PageKey($"g,{entry.Key}", ""))),
        .. actor.CanAnywhere(Permission.EditLinks) ? new[] { Page(Texts.Key("Bulk link"), Texts.Key("link many products at once"), Addresses.LinksMany) } : [],
        Page(Texts.Key("Link health"), Texts.Key("broken links, unavailable products, weak evidence"), Addresses.LinksHealth),
        Page(Texts.Key("Bundles that need attention"), Texts.Key("broken bundles, fix"), Addresses.BundlesToFix),
        Page(Texts.Key("Notifications"), Texts.Key("bell, messages, mentions, inbox"), Addresses.Notifications),
        Page(Texts.Key("Backtest results"), Texts.Key("evaluation, scores, hit rate"), Addresses.InsightsBacktest),
        Page(
            Texts.Key("Compare-at prices of products"), Texts.Key("strike price, list price, sale, discount"),
            $"{Addresses.Products}?cols=price,compare-at,margin,stock"),
        .. SettingsHit.Of(actor).Select(hit => new PaletteEntry(PaletteKind.Setting, hit.Name, hit.Under) { Address = hit.Address, Names = hit.Names }),
    ];

    private static PaletteEntry Page(string name, string also, string address, PageKey? key = null) => new(PaletteKind.Page, L[name])
    {
        Address = address,
        Key = key,
        Names = [.. SearchedName.Of(L[name], name), .. SearchedName.Of(L[also], also, SearchedName.Related)],
    };
}
