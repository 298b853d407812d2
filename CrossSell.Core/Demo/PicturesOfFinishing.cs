namespace CrossSell.Core.Demo;

/// <summary>Handbags, scarves, hats and what else finishes a look.</summary>
internal static class PicturesOfFinishing
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("HBG-SADDLE", Saddle);
        book.Add("HBG-FRAME", Frame);
        book.Add("HBG-CLUTCH", Clutch);
        book.Add("HBG-STRAW", Basket);
        book.Add("HBG-MINI", Bucket);
        book.Add("SCF-LAMB", Scarf);
        book.Add("SCF-SILK", Square);
        book.Add("SCF-CHUNK", Snood);
        book.Add("GLV-LTH", Gloves("#303036", "#8a5a33", 1));
        book.Add("LAY-GLOVE", Gloves("#3a4250", "#c65d3b", 0));
        book.Add("HAT-BEAN", Beanie("#50545d", pompom: true));
        book.Add("LAY-BEAN", Beanie("#3f5b68", pompom: false));
        book.Add("HAT-SUN", SunHat);
        book.Add("LAY-CAP", Cap);
        book.Add("LAY-BUFF", Tube);
        book.Add("SUN-ROUND", Glasses(cat: false));
        book.Add("SUN-CAT", Glasses(cat: true));
        book.Add("TOT-COTTON", Tote);
        book.Add("CRE-WOOL", WoolWash);
        book.Add("CRE-BRUSH", Brush);
    }

    private static void Saddle(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("tan");
        s.Shadow(120, 210, 88);
        s.Line("M44 112Q40 14 120 14T196 112", ink.Dark(0.32f), 9);
        s.Body("M34 100Q34 82 54 82H186Q206 82 206 100Q214 206 120 206T34 100Z", ink.Dark(0.12f));
        s.Body("M34 100Q34 80 54 80H186Q206 80 206 100Q206 166 120 166T34 100Z", ink);
        s.Seam("M42 100Q42 88 56 88H184Q198 88 198 100Q198 158 120 158T42 100Z", ink.Light(0.6f), 2, 5);
        s.Band("M120 150v28", ink.Dark(0.2f), 18);
        s.Ball(120, 172, 9, Ink.Gold);
        s.Ball(44, 104, 8, Ink.Gold);
        s.Ball(196, 104, 8, Ink.Gold);
    }

    private static void Frame(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("black");
        s.Shadow(120, 212, 94);
        s.Line("M76 88Q76 24 120 24T164 88", ink.Dark(0.2f), 11);
        s.Body("M40 88H200L220 194Q220 208 204 208H36Q20 208 20 194Z", ink);
        s.Fill("M40 88H76L56 208H36Q20 208 20 194Z", Ink.White, 0.13f);
        s.Block(36, 76, 168, 20, 8, Ink.Gold);
        s.Ball(112, 72, 9, Ink.Gold);
        s.Ball(128, 72, 9, Ink.Gold);
        s.Line("M84 98Q78 150 76 206M156 98Q162 150 164 206", Ink.Black, 2.5f, 0.4f);
    }

    private static void Clutch(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("ink");
        s.Shadow(120, 190, 100);
        s.Block(18, 68, 204, 118, 10, ink);
        s.Body("M18 78Q18 66 28 66H212Q222 66 222 78L126 146Q120 150 114 146Z", ink.Light(0.14f));
        s.Fill("M18 78Q18 66 28 66H90L150 128L126 146Q120 150 114 146Z", Ink.White, 0.12f);
        s.Body("M120 122L138 142L120 162L102 142Z", "#c9d2e6");
        s.Fill("M120 122V142H102Z", Ink.White, 0.6f);
        s.Line("M214 80q18 40 2 88", Ink.Steel, 4);
    }

    private static void Basket(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("natural");
        s.Shadow(120, 214, 86);
        s.Line("M72 100Q72 20 120 20T168 100", "#8a5a33", 10);
        const string Outline = "M24 92H216L192 200Q190 212 176 212H64Q50 212 48 200Z";
        s.Body(Outline, ink);
        s.Inside(Outline, () =>
        {
            for (var row = 0; row < 11; row++)
            {
                for (var column = 0; column < 14; column++)
                {
                    s.Line($"M{20 + (column * 16) + (row % 2 * 8)} {98 + (row * 11)}q6 -6 12 0", ink.Dark(0.32f), 3.5f, 0.75f);
                }
            }

            s.Fill("M20 92H220V104H20Z", ink.Dark(0.22f));
        });
        s.Block(64, 92, 16, 26, 4, "#8a5a33");
        s.Block(160, 92, 16, 26, 4, "#8a5a33");
        s.Ball(120, 150, 10, "#d5694a");
        s.Line("M120 158l-6 24M120 158v28M120 158l6 24", "#d5694a", 4);
    }

    private static void Bucket(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("oxblood");
        s.Shadow(120, 214, 74);
        s.Line("M66 92Q64 14 120 14T174 92", ink.Dark(0.3f), 9);
        s.Turned("M52 86H188L178 196Q176 210 120 212Q64 210 62 196Z", ink);
        s.Oval(120, 86, 68, 16, ink.Dark(0.35f));
        s.Line("M56 108Q120 126 184 108", ink.Dark(0.4f), 6);
        s.Line("M110 116Q100 150 108 172M130 116Q142 148 134 166", Ink.Gold, 4);
        s.Ball(108, 176, 7, Ink.Gold);
        s.Ball(134, 170, 7, Ink.Gold);
    }

    private static void Scarf(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("camel");
        s.Shadow(120, 218, 80);
        s.Body("M78 96L130 92L138 204H74Z", ink.Dark(0.1f));
        s.Body("M116 98L164 92L186 190L134 202Z", ink);
        foreach (var (x, y) in ((float, float)[])[(76, 204), (90, 204), (104, 204), (118, 204), (132, 202), (138, 200), (152, 198), (166, 195), (180, 190)])
        {
            s.Line($"M{x} {y}l2 16", ink.Dark(0.2f), 5);
        }

        s.Band("M58 66Q120 122 186 62", ink, 46);
        s.Band("M60 50Q120 12 182 50", ink.Dark(0.14f), 26);
        s.Line("M76 168L138 164M74 182L138 178", ink.Mix("#f6f0e2", 0.6f), 5);
        s.Line("M127 164L180 152M130 178L184 166", ink.Mix("#f6f0e2", 0.6f), 5);
    }

    private static void Square(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("ink");
        s.Shadow(120, 210, 92);
        s.At(120, 116, -8, 1, () =>
        {
            s.Block(-92, -90, 184, 180, 4, ink);
            s.Line("M-80 -78H80V78H-80Z", "#d9a441", 7);
            s.Line("M-68 -66H68V66H-68Z", "#c9506a", 3);
            for (var i = 0; i < 8; i++)
            {
                s.At(0, 0, i * 45, 1, () =>
                {
                    s.Body("M0 -12Q22 -34 0 -58Q-22 -34 0 -12Z", i % 2 == 0 ? "#c9506a" : "#d9a441");
                });
            }

            s.Ball(0, 0, 12, "#f1e8d3");
        });
    }

    private static void Snood(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("oat");
        s.Shadow(120, 206, 96);
        s.Line("M62 94A60 34 0 0 1 178 94", ink.Dark(0.3f), 40);
        s.Line("M52 120A70 52 0 0 0 188 120", ink.Dark(0.14f), 74);
        s.Line("M52 116A70 52 0 0 0 188 116", ink, 64);
        for (var row = 0; row < 4; row++)
        {
            for (var i = 0; i <= 14; i++)
            {
                var angle = MathF.PI * (i / 14f);
                var (x, y) = (120 - ((62 + (row * 13)) * MathF.Cos(angle)), 112 + ((30 + (row * 16)) * MathF.Sin(angle)));
                s.At(x, y, 90 - (angle * 57.3f), 1, () => s.Line("M-7 -6L0 4L7 -6", row % 2 == 0 ? ink.Dark(0.26f) : ink.Light(0.5f), 5, 0.85f));
            }
        }
    }

    private static Painter Gloves(Ink ink, Ink cuff, float lined) => (s, p) =>
    {
        s.Shadow(120, 214, 92);
        Glove(s, 84, -9, ink.Dark(0.14f), cuff, lined);
        s.At(120, 0, 0, 1, () => s.At(-120, 0, 0, 1, () => s.Mirrored(() => Glove(s, 84, -9, ink, cuff, lined))));
    };

    private static void Glove(PicturesSketch s, float x, float angle, Ink ink, Ink cuff, float lined) => s.At(x, 120, angle, 1, () =>
    {
        s.Band("M-18 -20V-76", ink, 17);
        s.Band("M0 -24V-92", ink, 17);
        s.Band("M17 -20V-82", ink, 17);
        s.Band("M32 -8V-56", ink, 15);
        s.Band("M-20 30L-46 -10", ink, 19);
        s.Body("M-27 -30H40V52Q40 58 34 58H-22Q-28 58 -28 52Z", ink);
        s.Block(-28, 50, 66, 38, 8, lined > 0 ? ink.Light(0.1f) : ink.Dark(0.2f));
        s.Block(-30, lined > 0 ? 76 : 58, 70, 16, 7, cuff);
        if (lined > 0)
        {
            s.Line("M-10 -8V26M6 -12V28M22 -8V26", ink.Light(0.35f), 2.5f, 0.8f);
        }
        else
        {
            for (var i = 0; i < 12; i++)
            {
                s.Disc(-14 + (i % 4 * 14), -10 + (i / 4 * 16), 3, cuff);
            }
        }
    });

    private static Painter Beanie(Ink fallback, bool pompom) => (s, p) =>
    {
        var ink = pompom ? p.Colour("charcoal") : fallback;
        s.Shadow(120, 210, 82);
        s.Body("M44 160Q40 40 120 40T196 160Z", ink);
        s.Inside("M44 160Q40 40 120 40T196 160Z", () =>
        {
            for (var i = 0; i < 13; i++)
            {
                s.Line($"M{48 + (i * 12)} 164Q{74 + (i * 7.6f)} 90 120 40", ink.Dark(0.3f), 3, 0.6f);
            }
        });
        s.Block(36, 144, 168, 60, 18, ink.Light(0.1f));
        for (var i = 0; i < 15; i++)
        {
            s.Line($"M{46 + (i * 10.6f)} 150v48", ink.Dark(0.28f), 3, 0.6f);
        }

        if (pompom)
        {
            s.Ball(120, 38, 26, "#d8d2c4");
            for (var i = 0; i < 12; i++)
            {
                s.At(120, 38, i * 30, 1, () => s.Line("M0 -12V-25", "#b9b1a0", 3, 0.7f));
            }
        }
        else
        {
            s.Block(98, 160, 44, 28, 4, "#f0b429");
            s.Text(120, 174, 9, "#333333", "HIGH", 0.2f);
        }
    };

    private static void SunHat(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("natural");
        s.Shadow(120, 186, 106);
        s.Body("M8 156Q30 124 120 122T232 156Q210 186 120 186T8 156Z", ink);
        for (var i = 0; i < 4; i++)
        {
            var y = 158 - (i * 2);
            s.Line($"M{18 + (i * 12)} {y}Q{40 + (i * 6)} {178 - (i * 6)} 120 {179 - (i * 8)}T{222 - (i * 12)} {y}", ink.Dark(0.25f), 2, 0.6f);
        }

        s.Body("M62 148Q62 54 120 54T178 148Q150 160 120 160T62 148Z", ink.Light(0.06f));
        s.Body("M60 124Q120 142 180 124V148Q150 162 120 162T60 148Z", "#c9506a");
        s.Line("M80 80Q120 94 160 80M72 100Q120 114 168 100", ink.Dark(0.25f), 2, 0.6f);
    }

    private static void Cap(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("sand");
        s.Shadow(120, 212, 80);
        s.Body("M36 116L52 206Q90 214 118 186L112 120Z", ink.Dark(0.12f));
        s.Line("M60 130L72 200M86 130L98 192", ink.Dark(0.35f), 2.5f, 0.6f);
        s.Body("M34 122Q36 46 108 46Q178 48 176 122Q110 138 34 122Z", ink);
        s.Body("M150 110Q214 114 226 140Q228 150 214 148Q170 134 120 136Z", "#5c6a52");
        s.Line("M106 46V126M70 58Q56 90 60 124M142 56Q156 86 156 124", ink.Dark(0.3f), 2.5f, 0.6f);
        s.Ball(107, 47, 6, "#5c6a52");
    }

    private static void Tube(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("petrol");
        s.Shadow(120, 214, 70);
        s.Turned("M66 40Q120 58 174 40L184 200Q120 220 56 200Z", ink);
        s.Oval(120, 40, 54, 12, ink.Dark(0.45f));
        s.Line("M62 84Q120 112 178 84M60 116Q120 142 180 116M58 150Q120 174 182 150", ink.Light(0.5f), 4, 0.75f);
        foreach (var x in (float[])[80, 120, 160])
        {
            s.Body($"M{x - 15} 190L{x} 164L{x + 15} 190Z", ink.Light(0.35f));
        }
    }

    private static Painter Glasses(bool cat) => (s, p) =>
    {
        Ink frame = cat ? "#26262b" : "#8a5428";
        Ink glass = cat ? "#4a3347" : "#5f6a4a";
        s.Shadow(120, 178, 100, 12);
        s.Line("M34 96Q16 60 44 52M206 96Q224 60 196 52", frame.Dark(0.2f), 8);
        foreach (var x in (float[])[68, 172])
        {
            if (cat)
            {
                var side = x < 120 ? -1 : 1;
                s.At(x, 0, 0, 1, () =>
                {
                    s.Body($"M{side * 60} 74Q{side * 46} 88 {side * -40} 92Q{side * -46} 158 0 162Q{side * 44} 160 {side * 50} 110Z", frame);
                    s.Body($"M{side * 38} 100Q0 96 {side * -30} 103Q{side * -34} 148 0 151Q{side * 34} 148 {side * 38} 100Z", glass);
                });
            }
            else
            {
                s.Ball(x, 120, 46, glass);
                s.Ring(x, 120, 45, frame, 9);
                s.Ring(x - 1, 119, 46, frame.Light(0.35f), 2.5f);
            }

            s.Fill($"M{x - 22} 108l24-6l-20 44h-8z", Ink.White, 0.28f);
        }

        s.Line("M108 112Q120 98 132 112", frame, 8);
    };

    private static void Tote(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 80);
        s.Line("M80 82Q76 18 108 18T116 82M124 82Q124 18 146 20T162 82", "#cdb88a", 9);
        s.Body("M42 78H198L208 202Q208 210 200 210H40Q32 210 32 202Z", "#ecdfc0");
        s.Fill("M42 78H74L64 210H40Q32 210 32 202Z", Ink.White, 0.35f);
        s.Seam("M42 90H198", "#a8926a", 2, 4);
        s.Line("M120 180V128M120 150Q98 148 94 124Q118 124 120 150M120 140Q144 138 148 112Q122 112 120 140", "#4f8a5b", 6);
    }

    private static void WoolWash(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 218, 60);
        s.Tube(98, 14, 44, 36, 6, "#6b7f9a");
        s.Tube(64, 48, 112, 168, 26, "#dfe6ee");
        s.Block(64, 92, 112, 86, 0, "#6b7f9a");
        s.Ball(120, 120, 22, "#f4f1ea");
        s.Line("M104 112Q120 100 138 118M102 124Q122 112 134 134M112 138Q128 126 140 124", "#9fb0c4", 3);
        s.Text(120, 160, 13, Ink.White, "WOOL", 0.19f);
    }

    private static void Brush(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 204, 98);
        s.At(120, 116, -16, 1, () =>
        {
            for (var i = 0; i < 17; i++)
            {
                s.Line($"M{-22 + (i * 7)} 10l{(i % 3) - 1} 40", i % 2 == 0 ? "#3a2a1e" : "#5a4230", 5);
            }

            s.Tube(-108, -12, 90, 24, 12, "#c08a52", lies: true);
            s.Tube(-34, -22, 140, 44, 20, "#c98f55", lies: true);
            s.Disc(-96, 0, 5, "#7a5028");
            s.Text(40, 0, 11, "#7a5028", "BEECH", 0.17f);
        });
    }
}
