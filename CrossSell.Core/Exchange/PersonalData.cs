using System.Text.RegularExpressions;

namespace CrossSell.Core.Exchange;

/// <summary>
/// What a cell may show of people when it is named in a message or written to a file of errors: nothing. Who mixes up the columns of an order file puts
/// customers where a quantity belongs, and messages are kept with the job.
/// </summary>
internal static partial class PersonalData
{
    public const string Mask = "(hidden)";

    // Shorter numbers are order numbers, prices and dates; these are phones, cards and accounts.
    private const int LongNumber = 12;

    /// <summary>The text with e-mail addresses and long numbers hidden.</summary>
    public static string Hide(string text) => MayHold(text) ? Numbers().Replace(Addresses().Replace(text, Mask), HideNumber) : text;

    /// <summary>Whether somebody's e-mail address is in it.</summary>
    public static bool HasAddress(string text) => text.Contains('@', StringComparison.Ordinal) && Addresses().IsMatch(text);

    private static bool MayHold(ReadOnlySpan<char> text) => text.Contains('@') || text.Length >= LongNumber;

    private static string HideNumber(Match match) => match.Value.Count(char.IsAsciiDigit) >= LongNumber ? Mask : match.Value;

    [GeneratedRegex(@"[^\s@""',;<>()]+@[^\s@""',;<>()]+\.[^\s@""',;<>()]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Addresses();

    [GeneratedRegex(@"(?<![\w.])\+?\d[\d ]{10,}\d(?![\w.:])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Numbers();
}
