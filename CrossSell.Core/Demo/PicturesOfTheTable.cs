namespace CrossSell.Core.Demo;

/// <summary>What stands on the table: cups, treats, papers and what keeps machines clean.</summary>
internal static class PicturesOfTheTable
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("CUP-ESP", Espresso);
        book.Add("CUP-MUG", Mug);
        book.Add("CUP-CAP", Cappuccino);
        book.Add("CUP-TOGO", ToGo);
        book.Add("CUP-GLASS", Glasses);
        book.Add("TRT-CHOC", Chocolate);
        book.Add("TRT-CANT", Biscuits);
        book.Add("TRT-SYR", Syrup);
        book.Add("TRT-OAT", Oat);
        book.Add("PAP-CONE", Papers("#fbfaf5", cone: true));
        book.Add("PAP-CONE-N", Papers("#c79b62", cone: true));
        book.Add("PAP-FLAT", Papers("#f4f1ea", cone: false));
        book.Add("CLN-DESC", Descaler);
        book.Add("CLN-TABS", Tablets);
        book.Add("CLN-GRIND", Grains);
        book.Add("KIT-MUG", Enamel);
        book.Add("BAR-OAT", Bars);
    }

    private static void Saucer(PicturesSketch s, Ink ink, float y, float wide)
    {
        s.Shadow(120, y + 12, wide * 1.02f, 12);
        s.Turned($"M{120 - wide} {y}Q120 {y + 34} {120 + wide} {y}Q120 {y - 26} {120 - wide} {y}Z", ink.Dark(0.05f));
        s.Oval(120, y, wide * 0.62f, 8, ink.Dark(0.2f), 0.5f);
    }

    private static void Speckles(PicturesSketch s, Ink ink, float x, float y, float wide, float high)
    {
        for (var i = 0; i < 22; i++)
        {
            s.Disc(x + ((i * 0.618f % 1) * wide), y + (i * high / 22), 1.5f, ink.IsLight ? ink.Dark(0.5f) : ink.Light(0.5f), 0.6f);
        }
    }

    private static void Espresso(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("chalk");
        Saucer(s, ink, 184, 92);
        s.Line("M166 116q38 -4 32 28t-44 20", ink.Dark(0.14f), 11);
        s.Turned("M64 98H176Q174 180 120 184T64 98Z", ink);
        s.Oval(120, 98, 56, 15, ink.Light(0.25f));
        s.Oval(120, 100, 47, 11, "#7a4a24");
        s.Oval(112, 98, 24, 5, "#b07a44");
        Speckles(s, ink, 76, 118, 84, 50);
        s.Line("M104 78q-8 -14 2 -26M130 76q-8 -14 2 -28", "#c9ccd2", 5, 0.7f);
    }

    private static void Mug(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("chalk");
        s.Shadow(112, 216, 78);
        s.Line("M170 88q52 -2 46 50t-52 42", ink.Dark(0.14f), 16);
        s.Turned("M38 52H180V190Q178 212 109 214T38 190Z", ink);
        s.Fill("M38 150Q109 168 180 150V190Q178 212 109 214T38 190Z", ink.Dark(0.28f), 0.75f);
        s.Oval(109, 52, 71, 18, ink.Light(0.25f));
        s.Oval(109, 55, 60, 13, "#6b3f20");
        Speckles(s, ink, 50, 80, 116, 64);
    }

    private static void Cappuccino(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("chalk");
        Saucer(s, ink, 190, 104);
        s.Line("M184 104q40 -4 32 30t-52 24", ink.Dark(0.14f), 12);
        s.Turned("M38 84H194Q192 180 116 190T38 84Z", ink);
        s.Oval(116, 84, 78, 24, ink.Light(0.25f));
        s.Oval(116, 87, 68, 19, "#a9713f");
        s.Body("M116 101Q86 88 96 78Q108 72 116 82Q124 72 136 78Q146 88 116 101Z", "#f6ead6");
        Speckles(s, ink, 60, 116, 108, 56);
    }

    private static void ToGo(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 220, 58);
        s.Turned("M66 66H174L158 206Q156 216 120 216T82 206Z", "#2f6b6f");
        s.Turned("M70 104H170L165 152H75Z", "#c79b62");
        s.Turned("M60 46H180V68H60Z", "#26262b");
        s.Turned("M74 28H166L172 48H68Z", "#3a3c42");
        s.Block(140, 30, 16, 6, 3, Ink.Black);
        s.Text(120, 128, 18, "#4a2f14", "350", 0.18f);
    }

    private static void Glasses(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 100);
        foreach (var (x, y) in ((float, float)[])[(22, 40), (116, 66)])
        {
            s.Turned($"M{x} {y}h100Q{x + 98} {y + 120} {x + 80} {y + 144}Q{x + 50} {y + 152} {x + 20} {y + 144}Q{x + 2} {y + 120} {x} {y}Z", "#d6e4ec");
            s.Turned($"M{x + 14} {y + 28}h72Q{x + 84} {y + 106} {x + 50} {y + 122}Q{x + 16} {y + 106} {x + 14} {y + 28}Z", "#6b3a1a");
            s.Turned($"M{x + 14} {y + 22}h72l-2 26h-68z", "#e9d3b0");
            s.Oval(x + 50, y + 22, 36, 8, "#f6ead6");
            s.Fill($"M{x + 8} {y + 14}h9q0 70 8 100q-14-30-17-100z", Ink.White, 0.8f);
        }
    }

    private static void Chocolate(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(124, 208, 92);
        s.At(120, 118, -12, 1, () =>
        {
            s.Block(-60, -94, 120, 90, 4, "#4a2a18");
            for (var i = 0; i < 6; i++)
            {
                s.Block(-54 + (i % 3 * 37), -88 + (i / 3 * 40), 33, 35, 4, "#5f3820");
            }

            s.Body("M-64 -16L-50 -24L-36 -14L-20 -24L-4 -14L12 -24L28 -14L44 -24L64 -14V-4H-64Z", "#d9dde2");
            s.Block(-68, -10, 136, 104, 5, "#23506b");
            s.Box(-68, 18, 136, 48, 0, "#f1e6cf");
            s.Text(0, 34, 15, "#23506b", "DARK", 0.19f);
            s.Text(0, 54, 11, "#23506b", "SEA SALT", 0.19f);
        });
    }

    private static void Biscuits(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 88);
        foreach (var (x, y, angle) in ((float, float, float)[])[(72, 74, -24), (166, 70, 22), (120, 58, 4)])
        {
            s.At(x, y, angle, 1, () =>
            {
                s.Body("M-24 -44Q0 -60 24 -44V44H-24Z", "#d9a35c");
                s.Oval(-8, -22, 7, 10, "#8a5a2f");
                s.Oval(9, -4, 7, 10, "#f1dcb8");
                s.Oval(-6, 14, 7, 9, "#8a5a2f");
            });
        }

        s.Body("M36 96H204L214 200Q214 210 204 210H36Q26 210 26 200Z", "#f0dfc2");
        s.Fill("M36 96H76L58 210H36Q26 210 26 200Z", Ink.White, 0.4f);
        s.Block(64, 122, 112, 62, 8, "#b3563a");
        s.Text(120, 142, 15, "#f6ead6", "ALMOND", 0.19f, 96);
        s.Text(120, 166, 10, "#f6ead6", "BISCUITS", 0.19f, 84);
    }

    private static void Syrup(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 222, 46);
        s.Tube(104, 10, 32, 30, 5, "#26262b");
        s.Turned("M106 36H134V72Q164 84 164 112V208Q164 220 150 220H90Q76 220 76 208V112Q76 84 106 72Z", "#b8742c");
        s.Fill("M86 112Q86 92 104 84L108 76Q96 100 96 214H90Q86 214 86 204Z", Ink.White, 0.45f);
        s.Block(76, 120, 88, 68, 0, "#f6ead6");
        s.Text(120, 140, 13, "#6b4526", "VANILLA", 0.19f, 74);
        s.Line("M104 174q16 -24 32 -6M112 178q10 -14 22 -2", "#6b8f4e", 4);
    }

    private static void Oat(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 100);
        for (var row = 0; row < 2; row++)
        {
            for (var i = 0; i < 3; i++)
            {
                var (x, y) = (30 + (i * 62) + (row == 0 ? 12 : 0), row == 0 ? 30 : 62);
                s.Body($"M{x} {y + 26}l10 -22h34l10 22z", "#e3d6b8");
                s.Block(x, y + 26, 54, 122, 2, "#f3ead4");
                s.Block(x, y + 62, 54, 58, 0, i == 1 ? "#3f7f6a" : "#5f9a86");
                s.Text(x + 27, y + 90, 15, Ink.White, "OAT", 0.19f);
                s.Ball(x + 38, y + 14, 7, "#3f7f6a");
            }
        }
    }

    private static Painter Papers(Ink ink, bool cone) => (s, p) =>
    {
        s.Shadow(120, 212, 94);
        for (var i = 0; i < 4; i++)
        {
            if (cone)
            {
                s.At(i * 4, -i * 5, 0, 1, () => s.Body("M34 84Q104 48 176 84L112 196H98Z", ink.Dark(0.04f + ((3 - i) * 0.05f))));
            }
            else
            {
                s.At(i * 3, -i * 6, 0, 1, () => s.Turned("M24 84Q100 66 176 84L146 176Q100 188 54 176Z", ink.Dark(0.04f + ((3 - i) * 0.05f))));
            }
        }

        if (!cone)
        {
            for (var i = 0; i < 13; i++)
            {
                s.Line($"M{40 + (i * 11)} 66L{68 + (i * 6.7f)} 162", ink.Dark(0.24f), 2, 0.6f);
            }
        }
        else
        {
            s.Seam("M52 78L118 178", ink.Dark(0.4f), 2.5f, 4);
        }

        s.Block(120, 112, 98, 96, 6, cone ? (ink.Red > 240 ? "#3f7fae" : "#7a5a34") : "#8a4a6a");
        s.Text(169, 146, 30, Ink.White, "100", 0.17f);
        s.Text(169, 184, 12, Ink.White, cone ? "CONE" : "FLAT", 0.19f);
    };

    private static void Descaler(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 218, 56);
        s.Tube(102, 14, 36, 34, 5, "#f0b429");
        s.Turned("M100 44H140V62Q176 74 176 104V206Q176 216 166 216H74Q64 216 64 206V104Q64 74 100 62Z", "#e7eef0");
        s.Block(64, 104, 112, 82, 0, "#4f9a6d");
        s.Text(120, 126, 14, Ink.White, "DESCALE", 0.19f, 98);
        s.Text(120, 162, 28, Ink.White, "4", 0.18f);
        s.Fill("M74 104Q74 86 90 76Q82 120 84 214H74Z", Ink.White, 0.5f);
    }

    private static void Tablets(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 84);
        foreach (var (x, y) in ((float, float)[])[(192, 186), (168, 200), (206, 204)])
        {
            s.Turned($"M{x - 20} {y - 6}V{y + 4}Q{x} {y + 14} {x + 20} {y + 4}V{y - 6}Z", "#dfe4ea");
            s.Oval(x, y - 6, 20, 9, "#fbfcfd");
        }

        s.Tube(40, 50, 116, 164, 12, "#f4f4f2");
        s.Tube(34, 30, 128, 34, 8, "#2f6f9a");
        s.Block(40, 92, 116, 86, 0, "#2f6f9a");
        s.Text(98, 118, 14, Ink.White, "TABLETS", 0.19f, 98);
        s.Text(98, 152, 28, Ink.White, "30", 0.17f);
    }

    private static void Grains(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 76);
        s.Body("M58 44H182L190 206Q190 214 180 214H60Q50 214 50 206Z", "#c9713a");
        s.Fill("M58 44H92L78 214H60Q50 214 50 206Z", Ink.White, 0.18f);
        s.Fill("M54 28H186V46H54Z", "#8f4c22");
        s.Block(68, 74, 104, 106, 52, "#f6ead6");
        for (var i = 0; i < 16; i++)
        {
            s.At(92 + ((i * 0.618f % 1) * 58), 132 + (i * 2.4f), i * 40, 1, () => s.Oval(0, 0, 7, 3.5f, i % 2 == 0 ? "#d9a35c" : "#b98044"));
        }

        s.Text(120, 104, 13, "#8f4c22", "GRAINS", 0.19f, 80);
    }

    private static void Enamel(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(112, 214, 80);
        s.Line("M170 88q52 -2 46 46t-52 36", "#2f4a78", 13);
        s.Turned("M38 60H180L174 204Q109 218 44 204Z", "#3f639c");
        s.Oval(109, 60, 71, 17, "#f4f2ec");
        s.Oval(109, 63, 62, 12, "#cfd3d8");
        s.Line("M38 60A71 17 0 0 0 180 60", "#26262b", 4);
        for (var i = 0; i < 26; i++)
        {
            s.Disc(52 + ((i * 0.618f % 1) * 114), 90 + (i * 4.3f), 2.6f, "#f4f2ec", 0.9f);
        }
    }

    private static void Bars(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 98);
        for (var i = 0; i < 4; i++)
        {
            s.At(58 + (i * 40), 84, -6 + (i * 4), 1, () =>
            {
                s.Block(-16, -58, 32, 110, 5, i % 2 == 0 ? "#e0a12f" : "#4f8a5b");
                s.Box(-16, -52, 32, 5, 0, Ink.White, 0.5f);
                s.Text(0, -26, 9, Ink.White, "OAT", 0.2f);
            });
        }

        s.Body("M22 104H218L210 204Q209 210 202 210H38Q31 210 30 204Z", "#7a4a26");
        s.Fill("M22 104H218L217 118H23Z", "#93602f");
        s.Text(120, 148, 22, "#f3e3bd", "OAT BARS", 0.17f, 150);
        s.Text(120, 184, 17, "#e0a12f", "12", 0.19f);
    }
}
