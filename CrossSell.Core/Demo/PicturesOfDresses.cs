namespace CrossSell.Core.Demo;

/// <summary>Dresses, each by its cut and in its colour, from the front and from the back.</summary>
internal static class PicturesOfDresses
{
    public static void AddTo(PicturesBook book)
    {
        Add(
            book, "DRS-WILLOW", "sage",
            "M92 28Q120 62 148 28L178 44Q184 66 190 84L160 90L154 78L150 108Q178 160 196 208Q120 226 44 208"
            + "Q62 160 90 108L86 78L80 90L50 84Q56 66 62 44Z",
            Wrap);
        Add(
            book, "DRS-ISLA", "navy",
            "M100 24L120 34L140 24L166 34Q188 66 196 118L172 126L158 84L156 122L172 202Q120 212 68 202L84 122"
            + "L82 84L68 126L44 118Q52 66 74 34Z",
            Shirt);
        Add(
            book, "DRS-MARLOW", "black",
            "M92 26Q96 54 120 54T148 26L164 30Q164 64 154 84Q152 96 156 108Q176 146 172 212Q120 222 68 212"
            + "Q64 146 84 108Q88 96 86 84Q76 64 76 30Z",
            Midi);
        Add(
            book, "DRS-VESPER", "ink",
            "M84 44Q102 30 120 48Q138 30 156 44Q158 66 150 84Q148 96 158 112Q166 150 162 172Q176 200 206 222"
            + "Q120 236 34 222Q64 200 78 172Q74 150 82 112Q92 96 90 84Q82 66 84 44Z",
            Evening);
        Add(
            book, "DRS-CORAL", "coral",
            "M86 20L92 46Q120 66 148 46L154 20L160 20L158 56Q160 74 152 92Q176 120 196 182Q120 202 44 182"
            + "Q64 120 88 92Q80 74 82 56L80 20Z",
            Sun);
        Add(
            book, "DRS-HARPER", "oat",
            "M100 18H140V34L166 42Q186 82 192 150L168 154L158 92L160 120L166 210Q120 216 74 210L80 120L82 92"
            + "L72 154L48 150Q54 82 74 42L100 34Z",
            Knit);
        Add(
            book, "DRS-ELOWEN", "rust",
            "M94 28Q120 52 146 28L164 32Q190 40 188 78L160 82L154 92Q152 98 156 104Q190 140 206 192Q120 216 34 192"
            + "Q50 140 84 104Q88 98 86 92L80 82L52 78Q50 40 76 32Z",
            Tea);
        Add(
            book, "DRS-NOOR", "champagne",
            "M90 16L94 52Q120 80 146 52L150 16L154 16L156 58Q158 90 154 108Q166 150 170 218Q120 226 70 218"
            + "Q74 150 86 108Q82 90 84 58L86 16Z",
            Slip);
        Add(
            book, "DRS-TILDA", "moss",
            "M92 62H148L152 104Q178 138 188 196Q120 208 52 196Q62 138 88 104Z",
            Pinafore);
        Add(
            book, "DRS-FERN", "fern",
            "M94 30Q120 48 146 30L160 34Q196 62 206 128Q200 142 184 138L158 88L162 110Q182 150 188 202Q120 216 52 202"
            + "Q58 150 78 110L82 88L56 138Q40 142 34 128Q44 62 80 34Z",
            Smock);
        Add(
            book, "DRS-AURA", "plum",
            "M100 22H140L160 40Q160 70 152 90Q152 98 156 106Q184 150 192 214Q120 226 48 214Q56 150 84 106Q88 98 88 90Q80 70 80 40Z",
            Pleats);
    }

    private static void Add(PicturesBook book, string sku, string colour, string cut, Action<PicturesSketch, Ink> details)
    {
        book.Add(sku, Front, (PictureView.Back, Back));

        void Front(PicturesSketch s, PictureSubject p)
        {
            var ink = p.Colour(colour);
            Hang(s, cut, ink);
            s.Inside(cut, () => details(s, ink));
            After(s, sku, ink);
        }

        void Back(PicturesSketch s, PictureSubject p)
        {
            var ink = p.Colour(colour);
            s.Mirrored(() => Hang(s, cut, ink));
            s.Mirrored(() => s.Inside(cut, () =>
            {
                s.Line("M84 24Q120 62 156 24", ink.Dark(0.26f), 3, 0.6f);
                s.Line("M120 44V118", ink.Dark(0.4f), 2.5f);
                s.Block(117, 62, 6, 12, 3, Ink.Steel);
                Folds(s, ink, 124);
            }));
        }
    }

    private static void Hang(PicturesSketch s, string cut, Ink ink)
    {
        s.Shadow(120, 222, 66, 9);
        s.Body(cut, ink, 1.1f);
        s.Inside(cut, () =>
        {
            s.Fill("M20 0H84Q104 60 84 104Q62 150 60 240H20Z", Ink.White, 0.15f);
            s.Fill("M180 0H230V240H176Q178 160 158 108Q148 60 180 0Z", Ink.Black, 0.07f);
        });
    }

    private static void Folds(PicturesSketch s, Ink ink, float from) => s.Line(
        $"M98 {from}Q78 {from + 40} 66 204M112 {from + 4}Q104 {from + 50} 102 212M130 {from + 4}Q138 {from + 50} 142 212M144 {from}Q164 {from + 40} 176 204",
        ink.Dark(0.34f), 2.4f, 0.45f);

    private static void Waist(PicturesSketch s, Ink ink, float y) => s.Fill($"M80 {y}Q120 {y + 10} 160 {y}V{y + 11}Q120 {y + 21} 80 {y + 11}Z", ink.Dark(0.3f));

    // What hangs beyond the cut.
    private static void After(PicturesSketch s, string sku, Ink ink)
    {
        if (sku == "DRS-WILLOW")
        {
            s.Line("M146 106Q160 130 154 160M146 106Q150 136 140 154", ink.Dark(0.3f), 5);
            s.Ball(147, 106, 6, ink.Dark(0.2f));
        }
        else if (sku == "DRS-TILDA")
        {
            s.Line("M94 64L100 26M146 64L140 26", ink.Dark(0.16f), 11);
            s.Ball(95, 66, 5, "#d4a24a");
            s.Ball(145, 66, 5, "#d4a24a");
        }
    }

    private static void Wrap(PicturesSketch s, Ink ink)
    {
        s.Fill("M92 28L146 106L134 108L84 40Z", ink.Dark(0.22f));
        s.Line("M148 28L98 100", ink.Dark(0.36f), 2.6f, 0.8f);
        Waist(s, ink, 98);
        s.Line("M140 108Q156 160 150 214", ink.Dark(0.4f), 3, 0.7f);
        Folds(s, ink, 118);
        s.Seam("M50 202Q120 220 190 202", ink.Light(0.4f), 2, 3);
    }

    private static void Shirt(PicturesSketch s, Ink ink)
    {
        s.Body("M100 24L120 34L112 56L92 36Z", ink.Light(0.16f));
        s.Body("M140 24L120 34L128 56L148 36Z", ink.Light(0.16f));
        s.Line("M120 36V210", ink.Dark(0.4f), 2.4f, 0.8f);
        for (var i = 0; i < 8; i++)
        {
            s.Disc(120, 58 + (i * 19), 3, Ink.Paper);
        }

        s.Fill("M78 112H162V124H78Z", "#8a5a33");
        s.Block(110, 109, 20, 18, 3, Ink.Gold);
        s.Block(92, 66, 20, 22, 3, ink.Light(0.1f));
        s.Line("M44 108L70 116M196 108L170 116", ink.Light(0.3f), 6);
        s.Line("M100 130Q92 170 90 206M142 130Q150 170 150 206", ink.Dark(0.36f), 2.4f, 0.5f);
    }

    private static void Midi(PicturesSketch s, Ink ink)
    {
        s.Line("M100 56Q104 74 98 92M140 56Q136 74 142 92", ink.Light(0.3f), 2, 0.5f);
        s.Fill("M84 92Q120 102 156 92V97Q120 107 84 97Z", ink.Light(0.2f));
        s.Line("M100 112Q92 160 92 214M140 112Q148 160 148 214", ink.Light(0.25f), 2.4f, 0.45f);
        s.Fill("M118 160L128 214H108Z", Ink.Black, 0.35f);
    }

    private static void Evening(PicturesSketch s, Ink ink)
    {
        s.Fill("M98 40Q108 60 104 110Q92 150 96 230H76Q84 150 92 110Q86 60 98 40Z", Ink.White, 0.2f);
        s.Fill("M136 160Q146 190 172 232H128Q140 196 136 160Z", ink.Dark(0.45f));
        s.Line("M86 52Q104 40 120 56Q136 40 154 52", Ink.Gold, 3);
        s.Line("M90 92Q120 106 150 88M88 100Q120 114 152 96M84 108Q120 122 156 104", ink.Light(0.35f), 2, 0.55f);
        s.Line("M96 130Q86 176 60 224M120 134Q118 180 110 230", ink.Light(0.3f), 2.4f, 0.4f);
    }

    private static void Sun(PicturesSketch s, Ink ink)
    {
        Waist(s, ink, 84);
        s.Line("M74 122Q120 136 166 122M60 152Q120 170 180 152", ink.Dark(0.3f), 3, 0.7f);
        for (var i = 0; i < 9; i++)
        {
            s.Line($"M{84 + (i * 9)} 100l-3 20M{74 + (i * 12)} 130l-4 20M{64 + (i * 14.5f)} 160l-5 20", ink.Dark(0.28f), 1.6f, 0.4f);
        }

        s.Seam("M48 180Q120 198 192 180", Ink.White, 3, 4);
        foreach (var x in (float[])[106, 120, 134])
        {
            s.Disc(x, 74, 2.5f, Ink.White, 0.8f);
        }
    }

    private static void Knit(PicturesSketch s, Ink ink)
    {
        s.Fill("M96 18H144V36Q120 44 96 36Z", ink.Dark(0.08f));
        for (var i = 0; i < 12; i++)
        {
            s.Line($"M{80 + (i * 7.3f)} 50V212", ink.Dark(0.24f), 1.5f, 0.42f);
        }

        foreach (var x in (float[])[106, 134])
        {
            for (var y = 50; y < 206; y += 16)
            {
                s.Line($"M{x - 6} {y}q12 6 0 14M{x + 6} {y}q-12 6 0 14", ink.Dark(0.32f), 2.6f, 0.7f);
            }
        }

        s.Fill("M68 198H172V216H68Z", ink.Dark(0.14f));
        s.Fill("M44 138L72 144L70 160L42 154ZM196 138L168 144L170 160L198 154Z", ink.Dark(0.16f));
    }

    private static void Tea(PicturesSketch s, Ink ink)
    {
        Waist(s, ink, 90);
        Folds(s, ink, 110);
        s.Line("M56 74Q70 80 80 78M184 74Q170 80 160 78", ink.Dark(0.35f), 4);
        for (var i = 0; i < 26; i++)
        {
            var (x, y) = (44 + ((i * 0.618f % 1) * 152), 44 + (i * 6.3f));
            s.Disc(x, y, 3.2f, "#f6e3c0");
            s.Disc(x, y, 1.3f, "#d49a2f");
        }

        foreach (var y in (float[])[54, 66, 78])
        {
            s.Disc(120, y, 2.6f, "#f6e3c0");
        }
    }

    private static void Slip(PicturesSketch s, Ink ink)
    {
        s.Line("M96 54Q120 92 144 54M98 62Q120 104 142 62", ink.Dark(0.26f), 2.4f, 0.6f);
        s.Fill("M104 70Q98 140 92 222H80Q86 140 92 90Z", Ink.White, 0.5f);
        s.Fill("M140 110Q152 160 154 222H144Q146 160 134 116Z", Ink.White, 0.35f);
        s.Fill("M70 206Q120 216 170 206V222H70Z", ink.Dark(0.14f));
        s.Seam("M70 206Q120 216 170 206", ink.Dark(0.35f), 2, 2);
    }

    private static void Pinafore(PicturesSketch s, Ink ink)
    {
        for (var i = 0; i < 22; i++)
        {
            s.Line($"M{104 + (i * 1.5f)} 62L{50 + (i * 6.7f)} 204", ink.Dark(0.3f), 1.6f, 0.42f);
        }

        Waist(s, ink, 98);
        s.Block(102, 66, 36, 26, 5, ink.Light(0.08f));
        s.Block(74, 132, 34, 34, 6, ink.Light(0.08f));
        s.Block(134, 132, 34, 34, 6, ink.Light(0.08f));
        s.Seam("M78 137h26v25h-26zM138 137h26v25h-26z", Ink.Paper, 1.5f, 3);
    }

    private static void Smock(PicturesSketch s, Ink ink)
    {
        s.Fill("M84 64Q120 76 156 64V86Q120 98 84 86Z", ink.Light(0.14f));
        for (var i = 0; i < 9; i++)
        {
            s.Line($"M{88 + (i * 8)} 68v22", ink.Dark(0.3f), 2, 0.6f);
        }

        s.Line("M72 130Q120 146 168 130M60 166Q120 184 180 166", ink.Dark(0.34f), 3, 0.7f);
        s.Line("M40 122L58 130M200 122L182 130", ink.Dark(0.3f), 5);
        s.Line("M92 100Q86 130 80 204M120 104V210M148 100Q154 130 160 204", ink.Dark(0.3f), 2, 0.4f);
        s.Line("M120 34L114 60M120 34L128 58", Ink.Paper, 3);
    }

    private static void Pleats(PicturesSketch s, Ink ink)
    {
        s.Fill("M100 22H140L144 34Q120 44 96 34Z", ink.Dark(0.25f));
        Waist(s, ink, 88);
        for (var i = 0; i < 15; i++)
        {
            var x = 50 + (i * 10);
            s.Fill($"M{90 + (i * 4.3f)} 104L{x} 224h5z", Ink.White, 0.2f);
            s.Line($"M{90 + (i * 4.3f)} 104L{x + 5} 224", ink.Dark(0.42f), 1.8f, 0.6f);
        }
    }
}
