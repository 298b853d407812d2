using System.Globalization;

namespace CrossSell.Core.Common;

/// <summary>Counts and lists in sentences for people. All texts are English whatever the culture of the server is, and so are their numbers.</summary>
public static class English
{
    /// <summary>"1 basket", "1,902 baskets", "0 baskets".</summary>
    /// <param name="many">The word for none and for more than one; null adds an s to <paramref name="one"/>.</param>
    /// <param name="numbers">How the number is written; null as in English.</param>
    public static string Count(long number, string one, string? many = null, NumberFormatInfo? numbers = null) =>
        string.Create(numbers ?? NumberFormatInfo.InvariantInfo, $"{number:N0} {For(number, one, many)}");

    /// <summary>"2 links and 1 bundle"; what is not there is not said.</summary>
    public static string Counts(params IEnumerable<(int Number, string One)> counts) =>
        And(counts.Where(count => count.Number != 0).Select(count => Count(count.Number, count.One)));

    /// <summary>The word alone that goes with a number: "is" with 1, "are" with 2.</summary>
    /// <param name="many">The word for none and for more than one; null adds an s to <paramref name="one"/>.</param>
    public static string For(long? number, string one, string? many = null) => number == 1 ? one : many ?? one + "s";

    /// <summary>"a", "a and b", "a, b and c"; empty for nothing.</summary>
    public static string And(params IEnumerable<string> parts)
    {
        var all = parts.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
