using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>The variants of a family that are in the shopper's size.</summary>
/// <param name="Size">As the anchor calls it: 42, M.</param>
/// <param name="Fitting">Ids; empty when the family does not come in that size.</param>
internal sealed record SizeChoice(string Size, IReadOnlySet<int> Fitting);

/// <summary>
/// Which variants are in the size that the shopper chose with the anchor: equal, or a band that holds it (39-42 holds 41). Only sizes of one system are
/// compared: letters with letters, numbers with numbers of the same unit whose families overlap, so that a dress in 10 says nothing of shoes in 37 to 41. Where
/// an attribute says no more than that it is a size, numbers are of one system only within a product type, or where a rule compares the two: a dress in 38
/// says nothing of shoes in 37 to 41 either.
/// </summary>
/// <remarks>
/// A size stands in an attribute whose code is <c>size</c> or has it as a part beside something that is worn: <c>size-band</c>, <c>shoe-size</c>. Only equal
/// codes are compared.
/// </remarks>
[Engine]
internal static partial class ShopperSize
{
    private static readonly HashSet<string> Worn = new(StringComparer.OrdinalIgnoreCase)
    {
        "size", "band", "body", "clothing", "clothes", "dress", "shirt", "top", "trouser", "trousers", "jeans", "waist", "inseam", "belt", "hat", "head",
        "glove", "gloves",
        "shoe", "shoes", "boot", "boots", "foot", "footwear", "sock", "socks", "ring", "bra", "cup", "eu", "uk", "us", "de", "fr", "it",
    };

    // What says in which country it is counted, and not what is worn.
    private static readonly HashSet<string> Countries = new(StringComparer.OrdinalIgnoreCase) { "", "eu", "uk", "us", "de", "fr", "it" };

    private enum SizeSystem
    {
        Letters,
        Numbers,

        /// <summary>Any other text: equal or not.</summary>
        Words,

        /// <summary>One size fits everybody.</summary>
        Any,
    }

    /// <summary>Null when no size was chosen, or when no size of the variants can be compared with it.</summary>
    /// <param name="family">The anchor's family, for the span of its sizes.</param>
    /// <param name="isCompared">Whether a rule wants the two to be equal in an attribute, by its code.</param>
    public static SizeChoice? Of(ProductFact anchor, IEnumerable<ProductFact> family, IReadOnlyCollection<ProductFact> variants, Predicate<string> isCompared)
    {
        if (anchor.Kind == Catalog.ProductKind.Parent || anchor.Attributes.Count == 0)
        {
            return null;
        }

        SizeChoice? choice = null;
        foreach (var (code, text) in anchor.Attributes.Where(value => IsSize(value.Key)).OrderBy(value => value.Key.Length)
            .ThenBy(value => value.Key, StringComparer.Ordinal))
        {
            var theirs = variants.Select(variant => (variant.Id, Size: Read(variant, code))).ToArray();
            if (Parse(text) is not { System: not SizeSystem.Any } wanted
                || (IsOfAnything(code, wanted) && !variants.All(variant => variant.TypeId == anchor.TypeId) && !isCompared(code))
                || !AreComparable(wanted, family.Select(member => Read(member, code)), theirs.Select(variant => variant.Size)))
            {
                continue;
            }

            var fitting = theirs.Where(variant => variant.Size is not { } size || Holds(size, wanted)).Select(variant => variant.Id);
            choice = choice is null
                ? new SizeChoice(text, fitting.ToHashSet())
                : choice with { Fitting = choice.Fitting.Intersect(fitting).ToHashSet() };
        }

        return choice;
    }

    // The size of a pack, a screen or a sensor is none of the shopper's.
    private static bool IsSize(string code)
    {
        var parts = code.Split('-', '_');
        return parts.Contains("size", StringComparer.OrdinalIgnoreCase) && Array.TrueForAll(parts, Worn.Contains);
    }

    /// <summary>A number that may be a dress's, a shoe's or a ring's: neither its code nor its unit says which.</summary>
    private static bool IsOfAnything(string code, Size size) =>
        size.System == SizeSystem.Numbers && Countries.Contains(size.Unit)
        && code.Split('-', '_').All(part => part.Equals("size", StringComparison.OrdinalIgnoreCase) || part.Equals("band", StringComparison.OrdinalIgnoreCase)
            || Countries.Contains(part));

    private static Size? Read(ProductFact product, string code) => product.Attributes.TryGetValue(code, out var text) ? Parse(text) : null;

    private static bool AreComparable(Size wanted, IEnumerable<Size?> own, IEnumerable<Size?> theirs)
    {
        var same = theirs.OfType<Size>().Where(size => size.System == wanted.System && size.Unit == wanted.Unit).ToArray();
        if (wanted.System == SizeSystem.Words)
        {
            return same.Any(size => Holds(size, wanted));
        }

        if (same.Length == 0 || wanted.System == SizeSystem.Letters)
        {
            return same.Length > 0;
        }

        // Dresses in 8 to 14 and shoes in 37 to 41 are both numbers, and of two systems.
        var family = own.OfType<Size>().Where(size => size.System == wanted.System && size.Unit == wanted.Unit).Append(wanted).ToArray();
        return same.Min(size => size.From) <= family.Max(size => size.To) && family.Min(size => size.From) <= same.Max(size => size.To);
    }

    // 30/32 of one and of another are width and length, not a band.
    private static bool Holds(Size size, Size wanted) =>
        size.System == SizeSystem.Any
        || (size.System == wanted.System && size.Unit == wanted.Unit
            && (size.System == SizeSystem.Words || (size.Text.Contains('/', StringComparison.Ordinal) && wanted.Text.Contains('/', StringComparison.Ordinal))
                ? string.Equals(size.Text, wanted.Text, StringComparison.OrdinalIgnoreCase)
                : size.From <= wanted.To && wanted.From <= size.To));

    private static Size? Parse(string value)
    {
        var text = value.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (OneSize().IsMatch(text))
        {
            return new Size(SizeSystem.Any, "", 0, 0, text);
        }

        if (Letters().Match(text) is { Success: true } letters)
        {
            var from = Rank(letters.Groups["from"].Value);
            var to = letters.Groups["to"].Success ? Rank(letters.Groups["to"].Value) : from;
            return from <= to ? new Size(SizeSystem.Letters, "", from, to, text) : new Size(SizeSystem.Words, "", 0, 0, text);
        }

        if (Numbers().Match(text) is { Success: true } numbers)
        {
            var from = Number(numbers.Groups["from"].Value);
            var to = numbers.Groups["to"].Success ? Number(numbers.Groups["to"].Value) : from;
            if (from <= to)
            {
                return new Size(SizeSystem.Numbers, (numbers.Groups["before"].Value + numbers.Groups["after"].Value).ToUpperInvariant(), from, to, text);
            }
        }

        return new Size(SizeSystem.Words, "", 0, 0, text);
    }

    // XS is -2, S -1, M 0, L 1, XL 2, 3XL 4.
    private static double Rank(string letters)
    {
        var letter = char.ToUpperInvariant(letters[^1]);
        var more = char.IsAsciiDigit(letters[0]) ? letters[0] - '0' : letters.Length - 1;
        return letter == 'M' ? 0 : letter == 'S' ? -1 - more : 1 + more;
    }

    private static double Number(string text) => double.Parse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(one[ -]?size|os|uni(versal)?|free size)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OneSize();

    [GeneratedRegex(
        @"^(?<from>(\dX|X{0,4})[SL]|M)(\s*[-–/]\s*(?<to>(\dX|X{0,4})[SL]|M))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Letters();

    [GeneratedRegex(
        @"^(?<before>[A-Z]{0,3})\s*(?<from>\d{1,4}([.,]\d{1,2})?)(\s*[-–/]\s*(?<to>\d{1,4}([.,]\d{1,2})?))?\s*(?<after>[A-Z]{0,8})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();

    /// <param name="Unit">What stands beside the number, in upper case: EU, CUPS.</param>
    private readonly record struct Size(SizeSystem System, string Unit, double From, double To, string Text);
}
