namespace CrossSell.Core.Demo;

/// <summary>Jewellery in its metal, large enough to be told apart; belts, handbags, and what finishes a look.</summary>
internal static class PicturesOfJewellery
{
    private static readonly Ink Pearl = "#f3ece2";

    public static void AddTo(PicturesBook book)
    {
        book.Add("JWL-PEARL", PearlDrop, (PictureView.Detail, (s, _) => Box(s, "#34415e", () => Drop(s, 120, 118, 30))));
        book.Add("JWL-SUN", SunDisc);
        book.Add("JWL-TWIST", Twisted);
        book.Add("JWL-LARIAT", Lariat);
        book.Add("JWL-INIT", Initial);
        book.Add("EAR-HOOP", Hoops);
        book.Add("EAR-PEARL", Studs);
        book.Add("EAR-FEATHER", Feathers);
        book.Add("EAR-CASC", Cascade);
        book.Add("BRC-BANGLE", Bangle);
        book.Add("BRC-CHAIN", Chain);
        book.Add("BRC-CUFF", Cuff);
        book.Add("JWL-SET", Set);
        book.Add("BRC-CHARM", Charms);
    }

    private static Ink Metal(PictureSubject p) => p.Text("material") switch
    {
        "silver" => "#aab2bd",
        "brass" => "#c08a35",
        _ => "#d9ac4e",
    };

    private static void Collar(PicturesSketch s, Ink metal, float low, float width = 4)
    {
        s.Line($"M44 26Q50 {low} 120 {low}Q190 {low} 196 26", metal.Dark(0.2f), width + 1.5f);
        s.Seam($"M44 26Q50 {low} 120 {low}Q190 {low} 196 26", metal.Light(0.5f), width, 3, 0.9f);
    }

    private static void Gem(PicturesSketch s, float x, float y, float r, Ink ink)
    {
        s.Ball(x, y, r, ink);
        s.Disc(x - (r * 0.35f), y - (r * 0.4f), r * 0.24f, Ink.White, 0.9f);
    }

    private static void Drop(PicturesSketch s, float x, float y, float r)
    {
        s.Line($"M{x} {y - r - 14}v12", Ink.Gold, 5);
        s.Ball(x, y - r - 2, r * 0.3f, Ink.Gold);
        Gem(s, x, y, r, Pearl);
    }

    private static void PearlDrop(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 218, 60, 8);
        Collar(s, Metal(p), 128);
        Drop(s, 120, 172, 32);
    }

    private static void SunDisc(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 218, 60, 8);
        Collar(s, metal, 104);
        for (var i = 0; i < 16; i++)
        {
            s.At(120, 158, i * 22.5f, 1, () => s.Body("M-7 -38L0 -56L7 -38Z", metal));
        }

        s.Ball(120, 158, 40, metal);
        s.Ring(120, 158, 30, metal.Dark(0.3f), 2.5f);
        s.Ball(120, 158, 15, metal.Light(0.3f));
    }

    private static void Twisted(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 212, 76, 9);
        for (var i = 0; i <= 40; i++)
        {
            var angle = MathF.PI * (0.08f + (i / 40f * 0.84f));
            var (x, y) = (120 - (92 * MathF.Cos(angle)), 40 + (150 * MathF.Sin(angle)));
            s.At(x, y, (angle * 57.3f) + 40, 1, () => s.Tube(-5, -12, 10, 24, 5, metal));
        }
    }

    private static void Lariat(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 220, 50, 7);
        Collar(s, metal, 96, 3);
        s.Line("M120 96V158M120 96Q108 130 112 184M120 96Q130 124 130 200", metal.Dark(0.15f), 3.5f);
        s.Ball(120, 96, 11, "#2c3359");
        foreach (var (x, y, r) in ((float, float, float)[])[(120, 166, 10), (112, 194, 12), (131, 208, 10)])
        {
            s.Body($"M{x} {y - (r * 1.6f)}L{x + r} {y}L{x} {y + (r * 1.2f)}L{x - r} {y}Z", "#3b4690");
            s.Fill($"M{x} {y - (r * 1.6f)}L{x} {y}L{x - r} {y}Z", Ink.White, 0.35f);
        }
    }

    private static void Initial(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 216, 56, 8);
        Collar(s, metal, 112, 3.5f);
        s.Block(86, 124, 68, 84, 12, metal);
        s.Ring(120, 118, 7, metal.Dark(0.2f), 4);
        s.Text(120, 167, 48, metal.Dark(0.6f), "M", 0.15f);
    }

    private static void Hoops(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 84, 9);
        foreach (var x in (float[])[74, 166])
        {
            s.Ring(x, 140, 41, Metal(p).Dark(0.3f), 9);
            s.Ring(x - 1, 139, 41, Metal(p).Light(0.4f), 4.5f);
            s.Line($"M{x} 98v-34", Metal(p).Dark(0.2f), 4);
            s.Ball(x, 60, 8, Metal(p));
        }
    }

    private static void Studs(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 180, 92, 12);
        foreach (var x in (float[])[70, 170])
        {
            s.Ball(x, 126, 47, Metal(p));
            Gem(s, x, 124, 40, Pearl);
        }
    }

    private static void Feathers(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 222, 76, 8);
        foreach (var x in (float[])[74, 166])
        {
            s.Line($"M{x} 44Q{x + 14} 22 {x + 2} 18T{x - 8} 32", metal.Dark(0.2f), 4);
            s.Body($"M{x} 54Q{x + 40} 100 {x + 26} 170Q{x + 16} 206 {x} 216Q{x - 16} 206 {x - 26} 170Q{x - 40} 100 {x} 54Z", metal);
            s.Line($"M{x} 50V216", metal.Dark(0.4f), 3);
            for (var i = 0; i < 9; i++)
            {
                s.Line($"M{x} {84 + (i * 14)}l22 -14M{x} {84 + (i * 14)}l-22 -14", metal.Dark(0.35f), 2, 0.7f);
            }
        }
    }

    private static void Cascade(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 222, 76, 8);
        foreach (var x in (float[])[72, 168])
        {
            Gem(s, x, 36, 15, "#5f6fc4");
            for (var i = -2; i <= 2; i++)
            {
                var low = 176 + (i % 2 == 0 ? 26 : 0) - (Math.Abs(i) * 14);
                s.Line($"M{x + (i * 6)} 54L{x + (i * 15)} {low}", metal, 3);
                Gem(s, x + (i * 15), low, 9, i % 2 == 0 ? "#5f6fc4" : "#dfe6f4");
            }

            s.Body($"M{x - 22} 66Q{x} 46 {x + 22} 66Q{x} 76 {x - 22} 66Z", metal);
        }
    }

    private static void Bangle(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 200, 92, 12);
        s.Line("M36 116A84 62 0 0 1 204 116A84 62 0 0 1 36 116", metal.Dark(0.35f), 30);
        s.Line("M36 116A84 62 0 0 1 204 116A84 62 0 0 1 36 116", metal, 24);
        for (var i = 0; i < 26; i++)
        {
            var angle = i * MathF.Tau / 26;
            s.Ball(120 + (84 * MathF.Cos(angle)), 116 + (62 * MathF.Sin(angle)), 8, metal.Light(i % 2 * 0.3f));
        }
    }

    private static void Chain(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 194, 92, 12);
        for (var i = 0; i < 34; i++)
        {
            var angle = i * MathF.Tau / 34;
            s.At(120 + (88 * MathF.Cos(angle)), 116 + (58 * MathF.Sin(angle)), (angle * 57.3f) + 90, 1, () =>
                s.Line("M-7 0A7 4 0 1 0 7 0A7 4 0 1 0 -7 0", i % 2 == 0 ? metal.Dark(0.25f) : metal.Light(0.2f), 3.5f));
        }

        s.Ring(120, 182, 10, metal.Dark(0.35f), 5);
    }

    private static void Cuff(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 88, 12);
        s.Body("M30 96Q30 46 120 46T210 96L198 100Q190 64 120 64T42 100Z", "#7c8592");
        s.Turned("M30 96Q30 140 78 152V194Q30 180 30 138ZM210 96Q210 140 150 156V198Q210 182 210 138Z", "#aab2bd");
        s.Turned("M30 96Q32 142 120 150V196Q30 190 30 138Z", "#b9c1cc");
        s.Fill("M52 150Q74 160 120 164V172Q70 168 44 152Z", "#2c3359");
        foreach (var (x, y) in ((float, float)[])[(62, 142), (92, 158), (176, 148)])
        {
            Gem(s, x, y, 9, "#3b4690");
        }
    }

    private static void Box(PicturesSketch s, Ink ink, Action inside)
    {
        s.Shadow(120, 216, 94);
        s.Body("M38 24H202L214 74H26Z", ink);
        s.Fill("M46 32H194L202 66H38Z", "#efe6da");
        s.Block(24, 72, 192, 140, 10, ink.Light(0.06f));
        s.Block(38, 84, 164, 104, 6, "#efe6da");
        s.Line("M44 108H196", "#d8ccba", 3);
        inside();
        s.Block(110, 190, 20, 12, 3, Ink.Gold);
    }

    private static void Set(PicturesSketch s, PictureSubject p) => Box(s, "#7a3348", () =>
    {
        s.Line("M70 88Q76 124 120 126Q164 124 170 88", Metal(p), 3.5f);
        Gem(s, 120, 142, 17, Pearl);
        Gem(s, 68, 158, 14, Pearl);
        Gem(s, 172, 158, 14, Pearl);
    });

    private static void Charms(PicturesSketch s, PictureSubject p)
    {
        var metal = Metal(p);
        s.Shadow(120, 214, 88, 10);
        s.Line("M34 92A86 56 0 0 1 206 92A86 56 0 0 1 34 92", metal.Dark(0.25f), 8);
        s.Seam("M34 92A86 56 0 0 1 206 92A86 56 0 0 1 34 92", metal.Light(0.45f), 5, 5, 1);
        s.Line("M62 136V154M104 148V170M146 146V162M184 130V146", metal.Dark(0.2f), 3);
        s.Body("M62 196Q36 176 44 160Q52 148 62 162Q72 148 80 160Q88 176 62 196Z", "#c9506a");
        s.Body("M104 168L110 184L127 184L114 195L119 211L104 201L89 211L94 195L81 184L98 184Z", "#d9ac4e");
        s.Ball(146, 178, 17, "#3f7fae");
        s.Body("M184 144Q200 158 184 182Q168 158 184 144Z", "#4f9a6d");
    }
}
