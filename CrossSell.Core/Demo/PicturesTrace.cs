using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace CrossSell.Core.Demo;

/// <summary>An outline in the language of SVG paths. Numbers in an interpolated one are written alike in every culture.</summary>
[InterpolatedStringHandler]
internal readonly struct Trace
{
    private readonly StringBuilder? made;
    private readonly string? whole;

    public Trace(int literalLength, int formattedCount) => made = new StringBuilder(literalLength + (6 * formattedCount));

    private Trace(string text) => whole = text;

    public static implicit operator Trace(string text) => new(text);

    public void AppendLiteral(string text) => made!.Append(text);

    public void AppendFormatted<T>(T number)
        where T : INumber<T> => made!.Append(number.ToString("0.###", CultureInfo.InvariantCulture));

    public void AppendFormatted(string part) => made!.Append(part);

    public override string ToString() => whole ?? made?.ToString() ?? "";
}
