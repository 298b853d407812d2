using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Amounts and shares as the shoppers of a shop read them: for what shoppers themselves are shown. Pages of the studio say theirs by <see cref="Formats"/>.
/// </summary>
internal static class ShopperWords
{
    /// <summary>As the channel's shoppers write it: "1.299,00 €" in a Dutch shop, "$129.00" in an American one.</summary>
    public static string Of(Money money, Channel? channel = null)
    {
        var format = Format(channel?.Locales.FirstOrDefault(), money.Currency);
        if (money.Currency.Code is "EUR")
        {
            // The studio writes euros behind the amount, in every language.
            (format.CurrencyPositivePattern, format.CurrencyNegativePattern) = (3, 8);
        }

        return money.Amount.ToString("C", format);
    }

    /// <summary>As browsers write it in a language of the shop (<c>Intl.NumberFormat</c>), so that a page and the panel in it say the same.</summary>
    /// <param name="locale">Null, or one that nobody knows, writes as in English.</param>
    public static string In(string? locale, Money money) => money.Amount.ToString("C", Format(locale, money.Currency));

    /// <summary>A share as a whole percentage, as browsers write it in a language of the shop: "24%" in English, "24 %" in German.</summary>
    /// <param name="locale">Null, or one that nobody knows, writes as in English.</param>
    /// <param name="share">1 is all of it.</param>
    public static string In(string? locale, decimal share) => share.ToString("P0", Culture(locale));

    public static string Of(Money? money, Channel? channel = null) => money is { } amount ? Of(amount, channel) : "–";

    /// <summary>Basis points as a percentage with one decimal: "24.1 %".</summary>
    public static string Percent(int basisPoints, Channel? channel = null) =>
        (basisPoints / 100m).ToString("0.#", Culture(channel?.Locales.FirstOrDefault())) + " %";

    private static NumberFormatInfo Format(string? locale, Currency currency)
    {
        var format = (NumberFormatInfo)Culture(locale).NumberFormat.Clone();
        format.CurrencySymbol = CurrencySymbols.Of(currency);
        format.CurrencyDecimalDigits = currency.Decimals;
        return format;
    }

    private static CultureInfo Culture(string? locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale ?? "en");
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
