using System.Globalization;
using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Values of attributes that are numbers: they are stored as invariant text, and shown and typed in the person's format. All others are as they are.
/// </summary>
internal static class AttributeNumbers
{
    /// <summary>Digits behind the mark at most, as they are stored.</summary>
    public const int Decimals = 12;

    /// <summary>"1,299.5" of 1299.5.</summary>
    public static string Shown(AttributeKind kind, string stored) => Number(kind, stored) is { } number ? Formats.Number(number, Decimals) : stored;

    /// <summary>As it stands in a field that is edited.</summary>
    public static string? Typed(AttributeKind kind, string? stored) => Number(kind, stored) is { } number ? Formats.Typed(number, Decimals) : stored;

    /// <summary>What is stored of what was typed; what is no number stays as it is, and is refused by the core.</summary>
    public static string? Stored(AttributeKind kind, string? typed) => kind == AttributeKind.Number && TypedNumbers.TryNumber(typed, Decimals, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : typed;

    private static double? Number(AttributeKind kind, string? stored) =>
        kind == AttributeKind.Number && double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
