using CrossSell.Core.Common;

namespace CrossSell.Admin.Shared;

/// <summary>The currencies whose symbol everybody knows. All others are named by their code.</summary>
internal static class CurrencySymbols
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal) { ["EUR"] = "€", ["GBP"] = "£", ["USD"] = "$", ["JPY"] = "¥" };

    /// <summary>"€", or "KWD" of a currency without a symbol that everybody knows.</summary>
    public static string Of(Currency currency) => Known.GetValueOrDefault(currency.Code, currency.Code);
}
