using System.Globalization;

namespace CrossSell.Core.Demo;

/// <summary>A colour of a drawing, without transparency. A text such as <c>#2b2b31</c> is one.</summary>
internal readonly record struct Ink(byte Red, byte Green, byte Blue)
{
    public static readonly Ink White = "#ffffff";
    public static readonly Ink Black = "#000000";
    public static readonly Ink Steel = "#b4b9c1";
    public static readonly Ink Gold = "#d4a24a";
    public static readonly Ink Night = "#2b2b31";
    public static readonly Ink Paper = "#f6f0e2";

    private static readonly Dictionary<string, Ink> Named = new(StringComparer.Ordinal)
    {
        ["amber"] = "#e0a12f",
        ["black"] = "#303036",
        ["camel"] = "#c39a63",
        ["chalk"] = "#e9e3d6",
        ["champagne"] = "#e4cfa8",
        ["charcoal"] = "#50545d",
        ["coral"] = "#ee7a64",
        ["cream"] = "#efe3c4",
        ["fern"] = "#7fa85c",
        ["forest"] = "#2f6148",
        ["grey"] = "#a7abb1",
        ["indigo"] = "#42558f",
        ["ink"] = "#2c3359",
        ["ivory"] = "#f1e8d3",
        ["mint"] = "#97d3bb",
        ["moss"] = "#76834c",
        ["natural"] = "#dcc08a",
        ["navy"] = "#2d4473",
        ["nude"] = "#dfb094",
        ["oat"] = "#dacbad",
        ["ochre"] = "#cc9232",
        ["olive"] = "#74794a",
        ["oxblood"] = "#74262f",
        ["petrol"] = "#1f6777",
        ["plum"] = "#763f66",
        ["rust"] = "#b5562f",
        ["sage"] = "#9db38d",
        ["sand"] = "#d9c49c",
        ["silver"] = "#bdc1c8",
        ["slate"] = "#5d6f80",
        ["stone"] = "#bcb09b",
        ["tan"] = "#b98250",
        ["terracotta"] = "#c76a42",
        ["tortoise"] = "#7d4a25",
        ["white"] = "#eeece7",
    };

    public static implicit operator Ink(string hex) => new(Part(hex, 1), Part(hex, 3), Part(hex, 5));

    /// <summary>The colour that an attribute names; null for one that nobody has mixed.</summary>
    public static Ink? Of(string? name) => name is not null && Named.TryGetValue(name, out var ink) ? ink : default(Ink?);

    /// <summary>Nearer to white: 0 is itself, 1 is white.</summary>
    public Ink Light(float by) => Mix(White, by);

    /// <summary>Nearer to black: 0 is itself, 1 is black.</summary>
    public Ink Dark(float by) => Mix(Black, by);

    public Ink Mix(Ink other, float share) => new(Mixed(Red, other.Red, share), Mixed(Green, other.Green, share), Mixed(Blue, other.Blue, share));

    /// <summary>Whether dark letters are easier to read on it than light ones.</summary>
    public bool IsLight => (0.3 * Red) + (0.59 * Green) + (0.11 * Blue) > 150;

    private static byte Mixed(byte one, byte other, float share) => (byte)MathF.Round(one + ((other - one) * share));

    private static byte Part(string hex, int at) => byte.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
