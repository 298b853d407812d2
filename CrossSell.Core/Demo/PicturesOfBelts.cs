namespace CrossSell.Core.Demo;

/// <summary>Belts, closed: by width, weave and buckle.</summary>
internal static class PicturesOfBelts
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("BLT-BRAID", Braided);
        book.Add("BLT-SLIM", Slim);
        book.Add("BLT-CHAIN", Links);
        book.Add("BLT-WEB", Web);
        book.Add("BLT-WIDE", Tie);
    }

    private static void Loop(PicturesSketch s, Ink ink, float width)
    {
        s.Shadow(120, 196, 98, 13);
        s.Line("M26 108A94 52 0 0 1 214 108A94 52 0 0 1 26 108", ink.Dark(0.35f), width + 2);
        s.Line("M26 107A94 52 0 0 1 214 107A94 52 0 0 1 26 107", ink, width - 2);
        s.Line($"M{30} {104 - (width * 0.2f)}A94 52 0 0 1 {210} {104 - (width * 0.2f)}", Ink.White, width * 0.2f, 0.22f);
    }

    private static void Buckle(PicturesSketch s, float x, float y, Ink metal, float side)
    {
        s.Line($"M{x - side} {y - (side * 0.8f)}h{side * 2}v{side * 1.6f}h{-side * 2}z", metal.Dark(0.25f), 9);
        s.Line($"M{x - side - 1} {y - (side * 0.8f) - 1}h{side * 2}v{side * 1.6f}h{-side * 2}z", metal.Light(0.2f), 5);
        s.Line($"M{x - side} {y}h{side * 2.2f}", metal, 6);
    }

    private static void Braided(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("tan");
        Loop(s, ink, 32);
        for (var i = 0; i < 40; i++)
        {
            var angle = i * MathF.Tau / 40;
            s.At(120 + (94 * MathF.Cos(angle)), 108 + (52 * MathF.Sin(angle)), (angle * 57.3f) + 90, 1, () =>
                s.Line("M-9 -10L6 10M9 -10L-6 10", i % 2 == 0 ? ink.Dark(0.35f) : ink.Light(0.25f), 4));
        }

        Buckle(s, 112, 158, Ink.Gold, 22);
    }

    private static void Slim(PicturesSketch s, PictureSubject p)
    {
        Loop(s, p.Colour("black"), 17);
        for (var i = 0; i < 4; i++)
        {
            s.Disc(156 + (i * 13), 153 - (i * 5), 2.6f, Ink.White, 0.8f);
        }

        Buckle(s, 112, 158, Ink.Gold, 16);
    }

    private static void Links(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 200, 96, 12);
        for (var i = 0; i < 24; i++)
        {
            var angle = i * MathF.Tau / 24;
            s.Ring(120 + (90 * MathF.Cos(angle)), 104 + (52 * MathF.Sin(angle)), 12, i % 2 == 0 ? "#8a93a0" : "#c3cad3", 5);
        }

        s.Line("M120 168v26", "#8a93a0", 4);
        s.Ball(120, 204, 12, "#c3cad3");
    }

    private static void Web(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("navy");
        Loop(s, ink, 30);
        s.Seam("M26 107A94 52 0 0 1 214 107A94 52 0 0 1 26 107", ink.Light(0.45f), 6, 6, 0.9f);
        s.Seam("M26 115A94 52 0 0 1 214 115A94 52 0 0 1 26 115", "#d5483c", 3, 6, 0.9f);
        s.Block(86, 140, 52, 38, 5, Ink.Steel);
        s.Block(96, 150, 32, 18, 3, Ink.Steel.Dark(0.25f));
    }

    private static void Tie(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("rust");
        Loop(s, ink, 46);
        s.Band("M116 156Q90 186 66 214", ink, 22);
        s.Band("M124 156Q150 190 184 206", ink, 22);
        s.Body("M98 138H142V176Q120 186 98 176Z", ink.Light(0.1f));
        s.Line("M106 142V174M120 142v38M134 142V174", ink.Dark(0.3f), 2, 0.7f);
    }
}
