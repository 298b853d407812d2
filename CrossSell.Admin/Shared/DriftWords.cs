using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>Says what moved since a bundle was approved, with the figures in the format of the person.</summary>
internal static class DriftWords
{
    /// <summary>"Price of Kite SDXC: € 49.90 → € 59.90".</summary>
    /// <param name="currency">Of the shop.</param>
    public static string Said(DriftMove move, Currency currency)
    {
        var (from, to) = move.Kind switch
        {
            DriftKind.Margin => (Formats.Percent((int)move.From), Formats.Percent((int)move.To)),
            DriftKind.Completeness => (Formats.Percent((int)move.From * 100), Formats.Percent((int)move.To * 100)),
            _ => (Formats.Amount(new Money(move.From, currency)), Formats.Amount(new Money(move.To, currency))),
        };
        return move.Kind switch
        {
            DriftKind.SetPrice => L["Price of the bundle: {0} → {1}", from, to],
            DriftKind.Margin => L["Margin: {0} → {1}", from, to],
            DriftKind.Price => L["Price of {0}: {1} → {2}", move.Name ?? "", from, to],
            DriftKind.Cost => L["Cost of {0}: {1} → {2}", move.Name ?? "", from, to],
            DriftKind.Completeness => L["Completeness of {0}: {1} → {2}", move.Name ?? "", from, to],
            DriftKind.Stock when move.To == 0 => L["{0} is out of stock", move.Name ?? ""],
            DriftKind.Stock => L.Count(move.To, "{1} has been out of stock for {0} day", "{1} has been out of stock for {0} days", move.Name ?? ""),
            _ => L["{0} is not sold any more", move.Name ?? ""],
        };
    }
}
