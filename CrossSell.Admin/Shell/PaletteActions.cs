using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.Backtesting;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

/// <summary>
/// What can be done from the command palette. Each is offered only to those whose rights allow it, and the service that does it asks for the right again.
/// </summary>
internal sealed class PaletteActions(
    StudioSession session, CurrentActor current, Feedback feedback, MiningJobs mining, BacktestJobs backtests, UserSessionService sessions, IJSRuntime js,
    NavigationManager navigation)
{
    /// <summary>Id of the form that signs out.</summary>
    public const string SignOutForm = "palette-sign-out";

    /// <summary>In the language of now.</summary>
    /// <param name="showKeys">Shows the keys of the page.</param>
    public IEnumerable<PaletteEntry> Of(Actor actor, Func<Task> showKeys)
    {
        var shop = session.Channel;
        return
        [
            .. actor.CanAnywhere(Permission.EditCatalog) ? [Opens(Texts.Key("New product"), Texts.Key("create, add"), Addresses.NewProduct, true)] : Nothing,
            .. actor.CanAnywhere(Permission.EditLinks) ? [Opens(Texts.Key("New rule"), Texts.Key("create, add"), Addresses.NewRule, true)] : Nothing,
            .. shop is not null && actor.Can(Permission.EditBundles, shop.Id)
                ? [Opens(Texts.Key("New bundle"), Texts.Key("create, add, set"), Addresses.NewBundle, true)] : Nothing,
            .. shop is not null && actor.Can(Permission.EditBundles, shop.Id)
                ? [Opens(Texts.Key("New experiment"), Texts.Key("create, add, A/B test"), Addresses.NewExperiment)] : Nothing,
            .. CanImport(actor) ? [Opens(Texts.Key("Import a file"), Texts.Key("upload, CSV, Excel, prices, orders"), Addresses.Exchange, true)] : Nothing,
            .. CanImport(actor)
                ? [Opens(Texts.Key("Your shop in a minute"), Texts.Key("start, set up, first panels, two files"), Addresses.StartShop)] : Nothing,
            Opens(Texts.Key("Export products"), Texts.Key("download, CSV, file"), Addresses.Exchange),
            .. shop is not null ? OfShop(actor, shop) : [],
            .. session.Channels.Where(other => other != shop).Select(Switch),
            .. actor.Can(Permission.Administer, null)
                ?
                [
                    Opens(Texts.Key("Invite user"), Texts.Key("add person, colleague, account"), Addresses.InviteUser),
                    Opens(Texts.Key("Add shop"), Texts.Key("new shop, channel"), Addresses.SettingsChannelsOf("new")),
                ]
                : Nothing,
            session.IsDark
                ? Does(Texts.Key("Light theme"), Texts.Key("appearance, bright"), () => session.SetThemeAsync("light"))
                : Does(Texts.Key("Dark theme"), Texts.Key("appearance, night"), () => session.SetThemeAsync("dark")),
            Does(Texts.Key("Theme of the device"), Texts.Key("appearance, system"), () => session.SetThemeAsync("system")),
            Does(Texts.Key("Keys of this page"), Texts.Key("shortcuts, keyboard, help"), showKeys) with { Key = new PageKey("?", ""), IsSuggested = true },
            .. feedback.CanUndo ? [Does(Texts.Key("Undo the last change"), Texts.Key("take back"), feedback.UndoLastAsync) with
                { Key = new PageKey("Ctrl+z", "") }] : Nothing,
            Does(Texts.Key("Sign out everywhere else"), Texts.Key("end other sessions, devices"), EndOthersAsync),
            Does(Texts.Key("Sign out"), Texts.Key("log out, leave"), () => js.InvokeVoidAsync("crosssell.submit", SignOutForm).AsTask()),
        ];
    }

    private static PaletteEntry[] Nothing => [];

    private static bool CanImport(Actor actor) => actor.CanAnywhere(Permission.EditCatalog) || actor.CanAnywhere(Permission.ImportOrders)
        || actor.CanAnywhere(Permission.EditLinks);

    private IEnumerable<PaletteEntry> OfShop(Actor actor, Channel shop) =>
    [
        .. actor.Can(Permission.ImportOrders, shop.Id)
            ? [Does(Texts.Key("Recalculate suggestions"), Texts.Key("mine orders, refresh"), () => RecalculateAsync(shop)) with
                { Detail = shop.Name, IsSuggested = true }]
            : Nothing,
        .. actor.Can(BacktestWork.Needs, shop.Id)
            ? [Does(Texts.Key("Run backtest"), Texts.Key("test panels, evaluate"), () => BacktestAsync(shop)) with { Detail = shop.Name }] : Nothing,
    ];

    private PaletteEntry Switch(Channel shop) => new(PaletteKind.Action, L["Switch to {0}", shop.Name], shop.CurrencyCode)
    {
        Deed = () => session.ChooseChannelAsync(shop.Code),
        IsSuggested = session.Channels.Count < 4,
        Names =
        [
            .. SearchedName.Of(L["Switch to {0}", shop.Name], $"Switch to {shop.Name}"), .. SearchedName.Of(shop.Name, shop.Code, 5),
            .. SearchedName.Of(L["change shop, channel"], "change shop, channel", SearchedName.Related),
        ],
    };

    private static PaletteEntry Opens(string name, string also, string address, bool isSuggested = false) =>
        new(PaletteKind.Action, L[name]) { Address = address, IsSuggested = isSuggested, Names = NamesOf(name, also) };

    private static PaletteEntry Does(string name, string also, Func<Task> deed) =>
        new(PaletteKind.Action, L[name]) { Deed = deed, Names = NamesOf(name, also) };

    private static List<SearchedName> NamesOf(string name, string also) =>
        [.. SearchedName.Of(L[name], name), .. SearchedName.Of(L[also], also, SearchedName.Related)];

    private async Task RecalculateAsync(Channel shop)
    {
        if (feedback.Accepted(await mining.StartAsync(shop.Code, await current.GetAsync())))
        {
            feedback.Say(L["Recalculating suggestions of {0}. The bar above shows how far it is.", shop.Name]);
        }
    }

    private async Task BacktestAsync(Channel shop)
    {
        if (feedback.Accepted(await backtests.StartAsync(shop, await current.GetAsync())))
        {
            navigation.NavigateTo(Addresses.InsightsBacktest);
        }
    }

    private async Task EndOthersAsync()
    {
        if (await current.GetSessionAsync() is { } mine)
        {
            await sessions.EndOthersAsync(mine, await current.GetAsync());
            feedback.Say(L["Signed out everywhere else."]);
        }
    }
}
