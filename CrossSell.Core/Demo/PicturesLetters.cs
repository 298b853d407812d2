using SkiaSharp;

namespace CrossSell.Core.Demo;

/// <summary>
/// Capital letters and digits as strokes, ten units high: the words on a picture are the same on every machine, also on one without any font.
/// </summary>
internal static class PicturesLetters
{
    private const float Gap = 3;

    private static readonly Dictionary<char, (float Width, string Strokes)> Strokes = new()
    {
        [' '] = (2.4f, ""),
        ['A'] = (7, "M0 10L3.5 0L7 10M1.2 6.7H5.8"),
        ['B'] = (6.2f, "M0 0V10H3.5C5.2 10 6.2 8.9 6.2 7.3S5.2 4.7 3.5 4.7H0M3.2 4.7C4.8 4.7 5.7 3.8 5.7 2.4S4.8 0 3.2 0H0"),
        ['C'] = (6.6f, "M6.6 1.9C5.8 .7 4.8 0 3.6 0C1.5 0 0 2.1 0 5S1.5 10 3.6 10C4.8 10 5.8 9.3 6.6 8.1"),
        ['D'] = (7, "M0 0V10H2.8C5.3 10 7 8 7 5S5.3 0 2.8 0Z"),
        ['E'] = (5.4f, "M5.4 0H0V10H5.4M0 4.9H4.8"),
        ['F'] = (5.2f, "M5.2 0H0V10M0 4.9H4.6"),
        ['G'] = (6.8f, "M6.5 1.9C5.8 .7 4.8 0 3.6 0C1.5 0 0 2.1 0 5S1.5 10 3.6 10C5.5 10 6.8 8.8 6.8 6.8V5.4H4"),
        ['H'] = (6.6f, "M0 0V10M6.6 0V10M0 4.9H6.6"),
        ['I'] = (0, "M0 0V10"),
        ['J'] = (4.6f, "M4.6 0V7.2C4.6 9 3.7 10 2.3 10S.2 9.2 0 7.8"),
        ['K'] = (6.2f, "M0 0V10M6 0L0 5.9M2.2 3.8L6.2 10"),
        ['L'] = (5, "M0 0V10H5"),
        ['M'] = (8, "M0 10V0L4 6.4L8 0V10"),
        ['N'] = (6.6f, "M0 10V0L6.6 10V0"),
        ['O'] = (7.4f, "M3.7 0C1.6 0 0 2.1 0 5S1.6 10 3.7 10S7.4 7.9 7.4 5S5.8 0 3.7 0Z"),
        ['P'] = (6, "M0 10V0H3.3C5 0 6 1.1 6 2.8S5 5.6 3.3 5.6H0"),
        ['Q'] = (7.4f, "M3.7 0C1.6 0 0 2.1 0 5S1.6 10 3.7 10S7.4 7.9 7.4 5S5.8 0 3.7 0ZM4.6 7.2L7.4 10.4"),
        ['R'] = (6.2f, "M0 10V0H3.3C5 0 6 1.1 6 2.7S5 5.4 3.3 5.4H0M3.2 5.4L6.2 10"),
        ['S'] = (5.8f, "M5.4 1.6C4.9 .6 4 0 2.9 0C1.3 0 .3 1 .3 2.4C.3 5.6 5.8 4.3 5.8 7.4C5.8 9 4.6 10 3 10C1.6 10 .5 9.3 0 8.2"),
        ['T'] = (6.4f, "M0 0H6.4M3.2 0V10"),
        ['U'] = (6.4f, "M0 0V6.6C0 8.8 1.2 10 3.2 10S6.4 8.8 6.4 6.6V0"),
        ['V'] = (6.8f, "M0 0L3.4 10L6.8 0"),
        ['W'] = (10, "M0 0L2.5 10L5 1.6L7.5 10L10 0"),
        ['X'] = (6.4f, "M0 0L6.4 10M6.4 0L0 10"),
        ['Y'] = (6.6f, "M0 0L3.3 5.2L6.6 0M3.3 5.2V10"),
        ['Z'] = (6, "M.2 0H6L0 10H6.2"),
        ['0'] = (6, "M3 0C1.2 0 0 2 0 5S1.2 10 3 10S6 8 6 5S4.8 0 3 0Z"),
        ['1'] = (2.8f, "M0 2.2L2.8 0V10"),
        ['2'] = (5.9f, "M.2 2.7C.2 1 1.3 0 2.9 0S5.6 1.1 5.6 2.7C5.6 5 1.6 7 0 10H5.9"),
        ['3'] = (5.8f, "M.3 0H5.4L2.6 3.9C4.6 3.9 5.8 5.1 5.8 6.9C5.8 8.8 4.5 10 2.8 10C1.5 10 .4 9.3 0 8.2"),
        ['4'] = (6.4f, "M4.7 10V0L0 7H6.4"),
        ['5'] = (5.8f, "M5.2 0H.9L.4 4.6C1 4 1.8 3.6 2.8 3.6C4.5 3.6 5.8 4.9 5.8 6.8S4.5 10 2.7 10C1.5 10 .5 9.4 0 8.4"),
        ['6'] = (6, "M4.8 .2C2 .8 0 3.2 0 6.6C0 8.7 1.2 10 3 10S6 8.7 6 6.8S4.8 3.7 3.1 3.7S0 5 0 6.6"),
        ['7'] = (5.8f, "M0 0H5.8L2 10"),
        ['8'] = (6, "M3 4.6C1.5 4.6 .4 3.7 .4 2.3S1.5 0 3 0S5.6 .9 5.6 2.3S4.5 4.6 3 4.6C1.2 4.6 0 5.7 0 7.3S1.2 10 3 10S6 8.9 6 7.3S4.8 4.6 3 4.6Z"),
        ['9'] = (6, "M1.2 9.8C4 9.2 6 6.8 6 3.4C6 1.3 4.8 0 3 0S0 1.3 0 3.2S1.2 6.3 2.9 6.3S6 5 6 3.4"),
        ['.'] = (0, "M0 9.9V10"),
        ['-'] = (3.4f, "M0 5.3H3.4"),
        ['/'] = (4, "M0 11L4 -1"),
        ['+'] = (5, "M0 5.3H5M2.5 2.8V7.8"),
        ['&'] = (6.6f, "M6.6 10L1.7 4C.9 3 1 0 3 0S5 3 3.4 4C1 5.4 0 6 0 7.6C0 9 1.2 10 2.8 10C4.8 10 6.2 8.4 6.4 5.8"),
    };

    /// <summary>How wide the word is when its letters are this high, the stroke's own width left aside.</summary>
    public static float Width(string word, float height) => ((word.Sum(letter => Strokes[letter].Width) + (Gap * (word.Length - 1))) * height) / 10;

    /// <summary>The word's strokes from the upper left corner of its first letter.</summary>
    public static void Draw(SKCanvas canvas, string word, float height, SKPaint stroke)
    {
        var scale = height / 10;
        var x = 0f;
        foreach (var letter in word)
        {
            var (width, strokes) = Strokes[letter];
            if (strokes.Length > 0)
            {
                using var path = SKPath.ParseSvgPathData(strokes);
                path.Transform(new SKMatrix(scale, 0, x, 0, scale, 0, 0, 0, 1));
                canvas.DrawPath(path, stroke);
            }

            x += (width + Gap) * scale;
        }
    }
}
