using System.Globalization;

namespace CrossSell.Admin.Shared;

/// <summary>What the languages of shops are called.</summary>
internal static class LocaleNames
{
    /// <summary>
    /// "Dutch (Netherlands)" to who reads English, else the name that the language gives itself: .NET keeps other names in the language that asked first.
    /// </summary>
    /// <returns>The locale as it is where nobody knows it.</returns>
    public static string Of(string locale)
    {
        try
        {
            var culture = CultureInfo.GetCultureInfo(locale);
            return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? culture.EnglishName : culture.NativeName;
        }
        catch (CultureNotFoundException)
        {
            return locale;
        }
    }
}
