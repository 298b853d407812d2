using CrossSell.Core.Panels;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>How pages call the places of panels, and how they say in what two panels differ.</summary>
internal static class PanelWords
{
    public static string Of(PanelPlacement placement) => placement switch
    {
        PanelPlacement.Cart => L["Cart"],
        PanelPlacement.Checkout => L["Checkout"],
        PanelPlacement.AfterPurchase => L["After the purchase"],
        PanelPlacement.Account => L["Account"],
        _ => L["Product page"],
    };

    /// <summary>In one sentence, without the reason.</summary>
    public static string Of(PanelChange change) => change.Kind switch
    {
        PanelChangeKind.Appeared => L["The panel is shown."],
        PanelChangeKind.Vanished => L["No panel is shown any more."],
        PanelChangeKind.SetAdded => L["The bundle {0} leads, for {1}.", change.Name, Formats.Amount(change.After)],
        PanelChangeKind.SetGone => L["The bundle {0} is gone.", change.Name],
        PanelChangeKind.SetPrice => L["The bundle {0} costs {1} instead of {2}.", change.Name, Formats.Amount(change.After), Formats.Amount(change.Before)],
        PanelChangeKind.Added => L["{0} is added at position {1}.", change.Name, change.To ?? 0],
        PanelChangeKind.Gone => L["{0} is gone from position {1}.", change.Name, change.From ?? 0],
        PanelChangeKind.Moved => L["{0} moves from position {1} to {2}.", change.Name, change.From ?? 0, change.To ?? 0],
        PanelChangeKind.Price => L["{0} costs {1} instead of {2}.", change.Name, Formats.Amount(change.After), Formats.Amount(change.Before)],
        PanelChangeKind.Ticked => L["{0} is ticked.", change.Name],
        PanelChangeKind.Unticked => L["{0} is not ticked any more.", change.Name],
        _ => change.Name.Length == 0 ? L["The headline is the usual one."] : L["The headline is “{0}”.", change.Name],
    };

    /// <summary>In one word, for a pill.</summary>
    public static string Short(PanelChangeKind kind) => kind switch
    {
        PanelChangeKind.Added or PanelChangeKind.SetAdded or PanelChangeKind.Appeared => L["added"],
        PanelChangeKind.Gone or PanelChangeKind.SetGone or PanelChangeKind.Vanished => L["gone"],
        PanelChangeKind.Moved => L["moved"],
        PanelChangeKind.Price or PanelChangeKind.SetPrice => L["price"],
        PanelChangeKind.Headline => L["headline"],
        _ => L["tick"],
    };

    /// <summary>Of the pill.</summary>
    public static string Tone(PanelChangeKind kind) => kind switch
    {
        PanelChangeKind.Added or PanelChangeKind.SetAdded or PanelChangeKind.Appeared => "good",
        PanelChangeKind.Gone or PanelChangeKind.SetGone or PanelChangeKind.Vanished => "error",
        PanelChangeKind.Moved => "primary",
        _ => "warning",
    };
}
