namespace CrossSell.Core.Demo;

/// <summary>Shoes from the side, boots by height, material and season, socks by season and thickness.</summary>
internal static class PicturesOfShoes
{
    private static readonly Painter Soles = (s, p) => Sole(s, p.Text("material") == "mesh" ? "#c9502f" : "#34353b");

    public static void AddTo(PicturesBook book)
    {
        book.Add("SHO-ANKA", Sandal, (PictureView.Pair, Paired(Sandal)));
        book.Add("SHO-PETRA", Court, (PictureView.Pair, Paired(Court)));
        book.Add("SHO-SOL", Woven, (PictureView.Pair, Paired(Woven)));
        book.Add("SHO-DECK", Sneaker, (PictureView.Pair, Paired(Sneaker)));
        book.Add("SHO-LOAF", Loafer, (PictureView.Pair, Paired(Loafer)));
        AddBoot(book, "BOT-RIDGE", High("#935f36", "#6a4226", "#2c2c30", "#e8dcc0"));
        AddBoot(book, "BOT-TARN", Mid("#a58a63", "#7d6645", "#3a3b40", "#4a3a26"));
        AddBoot(book, "BOT-SCREE", Low("#5f8f6f", "#2f5648", "#e0a12f", "#f0efe8"));
        AddBoot(book, "BOT-FROST", High("#3b4650", "#262e36", "#9aa3ab", "#d5483c", fur: true));
        AddBoot(book, "BOT-DALE", Low("#8b95a1", "#4d5763", "#3fa0c9", "#d5483c"));
        AddBoot(book, "BOT-FELL", Mid("#4f7f95", "#345867", "#c9502f", "#f0efe8"));
        AddBoot(book, "BOT-CLASS", High("#a1502a", "#74331a", "#d9b98a", "#3a2415"));
        AddBoot(book, "BOT-MOOR", Mid("#6d6a4c", "#4c4a33", "#2c2c30", "#d9c49c"));
        book.Add("SOC-TREK", Sock("#7b8f86", "#c65d3b", "MERINO"), (PictureView.Detail, Ribs("#7b8f86", "#c65d3b")));
        book.Add("SOC-LITE", Sock("#a9cfe2", "#2f86b5", "COOL", -40), (PictureView.Detail, Ribs("#a9cfe2", "#2f86b5")));
        book.Add("SOC-EXP", Sock("#8a4a3a", "#e6d8b8", "WOOL", 14), (PictureView.Detail, Ribs("#8a4a3a", "#e6d8b8")));
        book.Add("SOC-LINER", Liners);
    }

    private static void AddBoot(PicturesBook book, string sku, Painter side) =>
        book.Add(sku, side, (PictureView.Pair, Paired(side)), (PictureView.Detail, Soles));

    private static Painter Paired(Painter one) => (s, p) =>
    {
        s.At(92, 92, 0, 0.72f, () => s.At(-120, -120, 0, 1, () => one(s, p)));
        s.At(140, 146, 0, 0.72f, () => s.At(-120, -120, 0, 1, () => one(s, p)));
    };

    private static void Sandal(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("black");
        s.Shadow(120, 204, 94);
        s.Body("M32 90L62 112L66 200H34Z", ink.Dark(0.1f));
        s.Body("M28 84Q60 96 96 140Q140 186 212 184Q222 192 214 200H150Q104 196 70 138Q50 112 28 100Z", "#8f6a4a");
        s.Body("M28 92Q60 104 92 146Q130 194 214 194V202H148Q104 198 70 144Q50 116 28 104Z", ink);
        s.Band("M146 178Q162 132 206 168", ink, 17);
        s.Band("M36 88Q60 44 92 66Q104 82 72 108", ink, 11);
        s.Ball(92, 68, 7, Ink.Gold);
    }

    private static void Court(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("nude");
        s.Shadow(120, 204, 96);
        s.Body("M34 116L52 122L50 200H40Z", ink.Dark(0.28f));
        s.Body("M26 74Q42 64 54 78Q84 134 136 148Q196 152 218 184Q222 196 212 198H156Q108 194 72 148Q60 134 44 134Q24 124 26 74Z", ink);
        s.Fill("M54 80Q84 134 136 148Q166 150 186 158Q140 164 104 142Q68 120 44 76Z", ink.Dark(0.42f));
        s.Fill("M26 192L156 194Q108 190 72 148Q92 186 156 200H214L218 194H156Z", "#6b4630");
        s.Fill("M150 160Q190 160 208 184Q190 172 160 172Z", Ink.White, 0.35f);
    }

    private static void Woven(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("tan");
        s.Shadow(120, 198, 98);
        s.Body("M22 172Q120 160 220 178Q224 194 210 196H34Q20 192 22 172Z", "#e0c58d");
        s.Fill("M22 178Q120 168 222 182V188Q120 176 22 186Z", "#a8824a");
        s.Body("M112 172Q120 110 164 112Q206 122 216 174Q160 184 112 172Z", ink);
        s.Inside("M112 172Q120 110 164 112Q206 122 216 174Q160 184 112 172Z", () =>
        {
            for (var i = 0; i < 9; i++)
            {
                s.Line($"M{92 + (i * 16)} 190L{132 + (i * 16)} 100M{132 + (i * 16)} 190L{92 + (i * 16)} 100", ink.Dark(0.4f), 4, 0.8f);
            }
        });
        s.Band("M36 172Q26 110 52 108Q82 116 110 150", ink, 14);
        s.Ball(66, 114, 7, Ink.Gold);
    }

    private static void Sneaker(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("white");
        s.Shadow(120, 198, 100);
        s.Body("M28 92Q52 82 74 92Q92 84 104 88L148 126Q206 132 218 166V182H24Q20 126 28 92Z", ink);
        s.Fill("M28 92Q52 82 74 92L70 104Q46 96 26 108Z", "#3f6f9f");
        s.Block(20, 172, 202, 24, 11, "#fbfaf6");
        s.Fill("M22 184h198v4h-198z", "#d5483c");
        s.Body("M174 138Q212 142 218 172H170Q162 152 174 138Z", "#dcd8cc");
        s.Fill("M24 120h22l4 52h-26z", "#d9d4c8");
        for (var i = 0; i < 4; i++)
        {
            s.Line($"M{100 + (i * 13)} {94 + (i * 10)}l-18 18", "#3f6f9f", 5);
        }

        s.Seam("M60 112Q70 150 62 170M150 128Q146 150 160 170", "#8a8f98", 1.8f, 4);
        s.Disc(62, 140, 9, "#3f6f9f");
    }

    private static void Loafer(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("oxblood");
        s.Shadow(120, 200, 100);
        s.Body("M24 108Q40 94 66 104Q100 118 128 112Q188 122 216 162Q222 178 216 184H26Q16 140 24 108Z", ink);
        s.Fill("M28 104Q46 96 66 104Q100 118 126 112L112 132Q70 136 30 114Z", ink.Dark(0.6f));
        s.Body("M122 110Q184 116 208 158Q160 166 116 134Z", ink.Light(0.12f));
        s.Seam("M128 116Q178 122 202 154Q158 160 122 132", "#e8c9a0", 1.8f, 4);
        s.Band("M108 106Q124 134 116 172", ink.Dark(0.15f), 20);
        s.Block(108, 124, 20, 9, 4, Ink.Gold);
        s.Body("M20 178H218V192Q120 198 74 190V200H24Z", "#3a2418");
        s.Fill("M150 124Q186 130 200 150Q176 140 150 136Z", Ink.White, 0.3f);
    }

    private static Painter High(Ink ink, Ink dark, Ink sole, Ink lace, bool fur = false) => (s, p) =>
    {
        Shaft(s, "M54 26H126Q131 26 132 31L141 100Q176 112 204 126Q222 136 222 158V178H48V150Q58 124 54 26Z", ink, sole);
        s.Fill("M54 26H126Q131 26 132 31L133 44H55Z", dark);
        if (fur)
        {
            for (var i = 0; i < 9; i++)
            {
                s.Ball(58 + (i * 9), 28 + (i % 2 * 5), 8, "#f0ede6");
            }
        }

        Toe(s, dark);
        Laces(s, lace, 108, 58, 5, 14);
    };

    private static Painter Mid(Ink ink, Ink dark, Ink sole, Ink lace) => (s, p) =>
    {
        Shaft(s, "M52 60Q84 52 124 60L140 106Q176 114 204 128Q222 138 222 158V178H44Q42 110 52 60Z", ink, sole);
        s.Body("M50 62Q84 52 124 60L128 74Q84 66 48 78Z", dark);
        s.Body("M44 130Q70 122 84 144V178H44Z", dark);
        Toe(s, dark);
        Laces(s, lace, 104, 80, 4, 13);
        s.Line("M92 150Q120 130 160 160", ink.Light(0.3f), 4, 0.8f);
    };

    private static Painter Low(Ink ink, Ink dark, Ink sole, Ink lace) => (s, p) =>
    {
        Shaft(s, "M44 100Q60 88 84 98Q104 96 114 92L150 122Q190 122 210 140Q222 148 222 162V178H40Q34 130 44 100Z", ink, sole);
        s.Inside("M44 100Q60 88 84 98Q104 96 114 92L150 122Q190 122 210 140Q222 148 222 162V178H40Q34 130 44 100Z", () =>
        {
            for (var i = 0; i < 80; i++)
            {
                s.Disc(86 + (i % 16 * 8), 122 + (i / 16 * 11), 2, dark, 0.55f);
            }
        });
        s.Body("M40 122Q66 116 78 142V178H38Q36 148 40 122Z", dark);
        s.Body("M186 128Q222 140 222 164V178H176Q172 148 186 128Z", dark);
        s.Line("M96 178Q108 140 140 124M120 178Q132 148 160 132", sole, 6);
        Laces(s, lace, 106, 102, 3, 11);
        s.Line("M38 104Q28 88 40 84", dark, 6);
    };

    private static void Shaft(PicturesSketch s, string outline, Ink ink, Ink sole)
    {
        s.Shadow(132, 206, 104);
        s.Body(outline, ink);
        s.Inside(outline, () => s.Fill("M40 20H82Q88 110 66 180H40Z", Ink.White, 0.15f));
        s.Body("M38 170H226V184Q226 202 208 202h-12l-6-9h-16l-6 9h-18l-6-9h-16l-6 9h-18l-6-9h-14l-6 9h-30q-12 0-12-14z", sole);
    }

    private static void Toe(PicturesSketch s, Ink dark)
    {
        s.Body("M178 114Q222 128 222 162V172H164Q160 136 178 114Z", dark);
        s.Fill("M182 122Q206 130 214 148Q198 138 180 136Z", Ink.White, 0.22f);
    }

    private static void Laces(PicturesSketch s, Ink lace, float x, float y, int count, float step)
    {
        for (var i = 0; i < count; i++)
        {
            var (fx, fy) = (x + (i * 5), y + (i * step));
            s.Line($"M{fx} {fy}l30 {-4 + i}", lace, 5.5f);
            s.Ball(fx, fy, 4.5f, "#c9a54a");
        }
    }

    private static void Sole(PicturesSketch s, Ink ink)
    {
        foreach (var x in (float[])[70, 170])
        {
            s.Shadow(x, 214, 42, 8);
            s.At(x, 0, 0, 1, () =>
                s.Body("M-36 70Q-34 18 0 18T36 70Q38 108 26 130Q34 168 28 192Q0 224 -28 192Q-34 168 -26 130Q-38 108 -36 70Z", ink));
            for (var i = 0; i < 5; i++)
            {
                s.Line($"M{x - 22} {48 + (i * 17)}l22 -10l22 10", ink.Light(0.3f), 7);
            }

            for (var i = 0; i < 3; i++)
            {
                s.Line($"M{x - 16} {158 + (i * 16)}l16 10l16 -10", ink.Light(0.3f), 7);
            }

            s.Block(x - 14, 128, 28, 14, 4, "#f0b429");
        }
    }

    private static Painter Sock(Ink ink, Ink band, string word, float taller = 0) => (s, p) =>
    {
        var top = 26 - MathF.Min(taller, 14);
        if (taller < 0)
        {
            top = 66;
        }

        s.Shadow(132, 216, 84);
        Trace outline = $"M76 {top}H136V118Q136 132 150 140L190 162Q206 174 200 194Q194 212 170 212H124Q96 212 82 192Q72 178 76 150Z";
        s.Body(outline, ink);
        s.Inside(outline, () =>
        {
            for (var i = 0; i < 9; i++)
            {
                s.Line($"M{80 + (i * 7)} {top}V134", ink.Dark(0.3f), 1.6f, 0.4f);
            }

            s.Body($"M70 {top}H140V{top + 24}H70Z", band);
            s.Line($"M70 {top + 38}H140M70 {top + 50}H140", band, 6);
            s.Body("M70 150Q106 140 124 170Q118 206 96 216H60Z", band);
            s.Body("M176 150L210 160V220H164Q156 180 176 150Z", band);
            s.Fill($"M76 {top}H92V150Q84 170 86 190L72 180Z", Ink.White, 0.18f);
        });
        s.Box(82, 104, 50, 20, 4, "#fbfaf6", 0.95f);
        s.Text(107, 114, 8.5f, "#333333", word, 0.2f, 44);
    };

    private static Painter Ribs(Ink ink, Ink band) => (s, p) =>
    {
        s.Block(16, 16, 208, 208, 20, ink);
        s.Inside("M16 36q0-20 20-20h168q20 0 20 20v168q0 20-20 20h-168q-20 0-20-20z", () =>
        {
            for (var row = 0; row < 12; row++)
            {
                for (var column = 0; column < 12; column++)
                {
                    var paint = row is 4 or 5 ? band : ink;
                    s.Line($"M{18 + (column * 18)} {18 + (row * 18)}l9 12l9 -12", paint.Dark(0.22f), 6, 0.85f);
                    s.Line($"M{18 + (column * 18)} {15 + (row * 18)}l9 12l9 -12", paint.Light(0.12f), 4, 0.9f);
                }
            }
        });
    };

    private static void Liners(PicturesSketch s, PictureSubject p)
    {
        s.At(98, 110, 0, 0.78f, () => s.At(-120, -120, 0, 1, () => Sock("#e6e0d4", "#8a8fa0", "SILK")(s, p)));
        s.At(150, 138, 0, 0.78f, () => s.At(-120, -120, 0, 1, () => Sock("#5b6072", "#c9ccd6", "SILK")(s, p)));
    }
}
