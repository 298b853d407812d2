using CrossSell.Core.Catalog;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>What the panel studio calls what can be chosen in it.</summary>
internal static class PreviewWords
{
    public static string Of(PreviewDevice device) => device.Code switch
    {
        "tablet" => L["Tablet"],
        "desktop" => L["Desktop"],
        _ => L["Phone"],
    };

    /// <summary>"Deutsch (Österreich)": each language in its own words, as the shop's people know it.</summary>
    public static string Language(string locale)
    {
        try
        {
            return System.Globalization.CultureInfo.GetCultureInfo(locale).NativeName;
        }
        catch (System.Globalization.CultureNotFoundException)
        {
            return locale;
        }
    }

    /// <summary>A language with the currency that its shoppers pay in.</summary>
    public static string LanguageAndCurrency(Channel channel, string locale) => $"{Language(locale)} · {channel.CurrencyCode}";
}
