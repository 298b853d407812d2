using System.Globalization;

namespace CrossSell.Core.Links;

/// <summary>Numbers and days in sentences for people.</summary>
internal static class Said
{
    /// <summary>"1,902".</summary>
    public static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A day; the names of months are those of the reader's language, and English where nobody asked for one.</summary>
    // In another language than English the current culture is a person's, whose names are written out (CrossSell.Admin/Shared/Language.cs).
    public static string Day(DateTimeOffset at, string format) => at.ToString(
        format, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? CultureInfo.InvariantCulture : CultureInfo.CurrentCulture);
}
