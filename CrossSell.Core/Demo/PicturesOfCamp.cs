namespace CrossSell.Core.Demo;

/// <summary>Tents by how many sleep in them, what one sleeps in, and the camp's kitchen.</summary>
internal static class PicturesOfCamp
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("TNT-SOLO", Solo, (PictureView.Detail, Packed("#d9822b", "1")));
        book.Add("TNT-DUO", Duo, (PictureView.Detail, Packed("#3f8a5b", "2")));
        book.Add("TNT-FAM", Family, (PictureView.Detail, Packed("#2f7fa8", "4")));
        book.Add("TNT-STORM", Storm, (PictureView.Detail, Packed("#c8343a", "2")));
        book.Add("TNT-TARP", Tarp);
        book.Add("TNT-FOOT", Footprint);
        book.Add("TNT-PEGS", Pegs);
        book.Add("SLP-DOWN", Bag("#5a4a9a", "#8f82cc", "DOWN"), (PictureView.Detail, Stuffed("#5a4a9a")));
        book.Add("SLP-SYN", Bag("#2f8f7a", "#7cc9b6", "SYN"), (PictureView.Detail, Stuffed("#2f8f7a")));
        book.Add("SLP-WINT", Bag("#b3332f", "#f0b429", "WINTER"), (PictureView.Detail, Stuffed("#b3332f")));
        book.Add("SLP-MAT", AirMat);
        book.Add("SLP-FOAM", FoamMat);
        book.Add("SLP-PIL", Pillow);
        book.Add("SLP-LINER", Liner);
        book.Add("KIT-STOVE", Stove);
        book.Add("KIT-GAS", Canister);
        book.Add("KIT-POT", Pot);
        book.Add("KIT-SPORK", Spoon);
        book.Add("KIT-BOTTLE", Bottle);
        book.Add("KIT-FILTER", WaterFilter);
    }

    private static void Grass(PicturesSketch s, float from, float to, float y)
    {
        for (var x = from; x < to; x += 15)
        {
            s.Line($"M{x} {y}l-4 -9M{x + 2} {y}l3 -11", "#6f9a52", 3);
        }
    }

    private static void Guy(PicturesSketch s, float x, float y, float toX, float toY)
    {
        s.Line($"M{x} {y}L{toX} {toY}", "#e0a12f", 2.5f);
        s.Line($"M{toX} {toY - 4}l3 10", "#8a9098", 4);
    }

    private static void Solo(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 196, 106, 13);
        Guy(s, 124, 84, 222, 190);
        s.Body("M22 194Q60 88 128 76Q184 120 214 194Z", "#d9822b");
        s.Body("M22 194Q60 88 128 76Q112 120 108 194Z", "#eda04c");
        s.Fill("M58 194Q74 132 108 104Q102 150 100 194Z", "#5c3410");
        s.Body("M58 194Q74 132 108 104Q84 150 76 194Z", "#f7c788");
        s.Line("M128 76Q112 120 108 194", "#8f5416", 3);
        s.Text(160, 166, 20, "#fbeed8", "1", 0.2f);
        Grass(s, 26, 212, 200);
    }

    private static void Duo(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 198, 112, 13);
        s.Body("M12 196Q30 66 120 60Q210 66 228 196Z", "#3f8a5b");
        s.Fill("M12 196Q30 66 120 60Q70 100 56 196Z", Ink.White, 0.16f);
        s.Line("M12 196Q60 80 190 72M228 196Q180 80 50 72", "#d9dde2", 4);
        s.Fill("M76 196Q82 108 120 98Q158 108 164 196Z", "#f0e7cf");
        s.Fill("M76 196Q82 108 120 98V196Z", "#2a4a38");
        s.Line("M120 98V196", "#e0a12f", 4);
        s.Text(196, 170, 22, "#eaf4e6", "2", 0.2f);
        Grass(s, 16, 224, 202);
    }

    private static void Family(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 116, 13);
        s.Body("M4 204Q20 40 120 34Q220 40 236 204Z", "#2f7fa8");
        s.Fill("M4 204Q20 40 120 34Q62 80 52 204Z", Ink.White, 0.18f);
        s.Line("M4 204Q40 62 170 42M236 204Q200 62 70 42M120 34V80", "#d9dde2", 4);
        s.Body("M60 204Q62 96 120 84Q178 96 180 204Z", "#f4d9a0");
        s.Fill("M78 204Q82 116 120 104V204Z", "#1c4358");
        s.Fill("M162 204Q158 116 120 104V204Z", "#28566e");
        s.Block(20, 136, 30, 30, 6, "#cfe4ee");
        s.Block(190, 136, 30, 30, 6, "#cfe4ee");
        s.Text(208, 188, 19, Ink.White, "4", 0.2f);
        Grass(s, 8, 232, 210);
    }

    private static void Storm(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 196, 112, 13);
        Guy(s, 60, 90, 6, 196);
        Guy(s, 190, 96, 236, 196);
        s.Body("M18 194Q40 86 92 72Q160 66 196 100Q222 140 226 194Z", "#c8343a");
        s.Fill("M18 194Q40 86 92 72Q62 120 60 194Z", Ink.White, 0.18f);
        s.Line("M92 72Q66 120 62 194M146 72Q140 130 146 194M196 100Q204 140 204 194", "#3a1518", 4);
        s.Fill("M74 194Q76 130 100 106Q124 130 128 194Z", "#3a1518");
        s.Fill("M74 194Q76 130 100 106V194Z", "#f0b429");
        s.Fill("M12 194Q120 184 232 194V202H12Z", "#f4f6f8");
        s.Text(176, 158, 20, Ink.White, "2", 0.2f);
        foreach (var (x, y) in ((float, float)[])[(36, 40), (84, 26), (150, 32), (204, 52)])
        {
            s.Line($"M{x - 7} {y}h14M{x} {y - 7}v14", "#9ec1dc", 3);
        }
    }

    private static Painter Packed(Ink ink, string persons) => (s, p) =>
    {
        s.Shadow(120, 178, 100, 12);
        s.Tube(20, 80, 200, 92, 40, ink, lies: true);
        s.Oval(206, 126, 22, 44, ink.Dark(0.25f));
        s.Line("M66 80V172M164 80V172", "#26262b", 9);
        s.Block(92, 104, 48, 42, 6, "#f4f1ea");
        s.Text(116, 125, 24, "#333333", persons, 0.19f);
        s.Line("M206 104q18 -22 8 -36", "#26262b", 4);
    };

    private static void Tarp(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 100, 12);
        s.Line("M120 66V204", "#8a9098", 6);
        Guy(s, 24, 120, 6, 204);
        Guy(s, 216, 120, 234, 204);
        s.Body("M120 52L224 122Q170 124 120 150Q70 124 16 122Z", "#8a9a4a");
        s.Fill("M120 52L16 122Q70 124 120 150Z", Ink.White, 0.22f);
        s.Line("M120 52V150", "#5f6c2c", 3);
        s.Text(158, 108, 15, "#f4f6e6", "3 X 3", 0.18f);
        Grass(s, 40, 204, 208);
    }

    private static void Footprint(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 196, 104, 13);
        s.Body("M52 66H188L226 186H14Z", "#6b7580");
        s.Fill("M52 66H110L70 186H14Z", Ink.White, 0.12f);
        s.Seam("M60 76H180L210 176H30Z", "#c9ced4", 2.5f, 6);
        s.Body("M188 66L226 186H150Q190 150 170 66Z", "#3f8a5b");
        foreach (var (x, y) in ((float, float)[])[(54, 70), (186, 70), (22, 182), (218, 182)])
        {
            s.Ring(x, y, 6, "#e0a12f", 4);
        }

        s.Text(104, 134, 28, "#f4f6f8", "2", 0.18f);
    }

    private static void Pegs(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 218, 96, 10);
        for (var i = 0; i < 8; i++)
        {
            var x = 34 + (i * 25);
            var ink = i % 2 == 0 ? (Ink)"#d5483c" : "#e0a12f";
            s.Body($"M{x - 8} 44H{x + 8}L{x + 5} 190L{x} 214L{x - 5} 190Z", ink);
            s.Line($"M{x} 52V188", ink.Dark(0.35f), 3);
            s.Body($"M{x - 11} 34H{x + 11}V50H{x - 11}Z", ink.Light(0.15f));
            s.Line($"M{x} 50q-14 14 0 24q14 -10 0 -24", "#26262b", 3);
        }
    }

    private static Painter Bag(Ink ink, Ink inner, string word) => (s, p) =>
    {
        s.Shadow(120, 222, 70, 9);
        s.Body("M60 70Q58 14 120 14T180 70Q190 150 164 210Q120 228 76 210Q50 150 60 70Z", ink);
        s.Body("M78 66Q80 28 120 28T162 66Q140 92 120 90T78 66Z", inner);
        s.Ball(120, 60, 17, inner.Dark(0.3f));
        for (var i = 0; i < 6; i++)
        {
            s.Line($"M{60 - (i > 4 ? -6 : 0)} {104 + (i * 19)}Q120 {116 + (i * 19)} {180 - (i > 4 ? 6 : 0)} {104 + (i * 19)}", ink.Dark(0.34f), 4, 0.85f);
        }

        s.Line("M160 66Q168 140 150 206", inner, 4.5f);
        s.Block(80, 148, 64, 26, 5, Ink.Paper);
        s.Text(112, 161, 13, "#333333", word, 0.19f, 54);
    };

    private static Painter Stuffed(Ink ink) => (s, p) =>
    {
        s.Shadow(120, 214, 76);
        s.Tube(58, 64, 124, 148, 34, ink);
        s.Turned("M62 84Q64 40 120 40T178 84Q120 100 62 84Z", ink.Dark(0.2f));
        s.Line("M106 44q14 -26 28 0", "#26262b", 6);
        s.Line("M58 112H182M58 168H182", "#26262b", 9);
        s.Line("M86 64V210M154 64V210", "#26262b", 6);
    };

    private static void AirMat(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 80, 9);
        s.At(120, 118, 10, 1, () =>
        {
            s.Block(-62, -104, 124, 206, 30, "#6f5bb0");
            for (var i = 0; i < 5; i++)
            {
                s.Tube(-58 + (i * 24), -98, 20, 194, 10, "#8f7bd0");
            }

            s.Ball(52, 96, 8, "#f0b429");
        });
    }

    private static void FoamMat(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 98, 13);
        for (var i = 0; i < 6; i++)
        {
            var y = 182 - (i * 24);
            s.Body($"M30 {y}L70 {y - 26}H222L184 {y}V{y + 18}H30Z", i % 2 == 0 ? "#e0a12f" : "#4f565f");
            for (var x = 0; x < 6; x++)
            {
                s.Ball(76 + (x * 22) - (x * 2), y - 13, 7, i % 2 == 0 ? "#edbd62" : "#6b737d");
            }
        }
    }

    private static void Pillow(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 190, 102, 12);
        s.Body("M22 74Q60 92 120 84Q180 92 218 74Q206 124 220 178Q170 164 120 172Q70 164 20 178Q34 124 22 74Z", "#7a8fc0");
        s.Fill("M36 92Q80 106 130 98Q80 120 44 152Q46 120 36 92Z", Ink.White, 0.25f);
        s.Line("M60 100Q74 124 62 152M180 100Q166 124 178 152", "#4f6396", 3, 0.7f);
        s.Ball(198, 160, 8, "#f0b429");
        s.Text(120, 130, 14, "#eef2fa", "AIR", 0.19f);
    }

    private static void Liner(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 84);
        s.Body("M50 34Q120 14 170 40Q186 120 168 210Q100 222 44 206Q36 110 50 34Z", "#e9e2cf");
        s.Fill("M64 40Q56 120 64 204L90 208Q80 120 92 32Z", Ink.White, 0.7f);
        s.Line("M110 30Q100 120 112 210M140 32Q150 120 142 208", "#bfb392", 2.5f, 0.7f);
        s.Tube(140, 126, 72, 84, 24, "#8a9a4a");
        s.Line("M156 128q20 -26 40 0", "#26262b", 5);
        s.Text(176, 174, 13, "#f4f6e6", "SILK", 0.19f, 54);
    }

    private static void Stove(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 80);
        s.Fill("M92 74Q88 40 104 24Q106 44 120 26Q122 46 138 24Q152 44 148 74Z", "#4a8fd8");
        s.Fill("M104 74Q102 54 112 46Q120 58 128 46Q138 56 136 74Z", "#bfe0ff");
        s.Line("M120 104L42 76M120 104L198 76M120 104L120 76", "#8a9098", 8);
        s.Line("M42 76l-6 -16M198 76l6 -16", "#8a9098", 8);
        s.Tube(88, 78, 64, 18, 5, "#c9a24a");
        s.Tube(106, 94, 28, 70, 4, "#b7bcc4");
        s.Line("M132 138H184", "#8a9098", 6);
        s.Block(178, 126, 36, 24, 8, "#d5483c");
        s.Tube(74, 162, 92, 48, 10, "#3a3f48");
        s.Text(120, 188, 13, "#f0b429", "EMBER", 0.19f);
    }

    private static void Canister(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 82);
        s.Tube(106, 32, 28, 30, 4, "#b7bcc4");
        s.Turned("M46 102Q46 58 120 56T194 102V190Q194 212 120 212T46 190Z", "#d5483c");
        s.Tube(46, 112, 148, 66, 0, "#f4f1ea");
        s.Text(120, 138, 30, "#8f1f24", "230", 0.17f);
        s.Text(120, 166, 11, "#8f1f24", "GAS", 0.2f);
        s.Fill("M58 100Q60 74 96 66Q74 90 74 206Q58 200 58 190Z", Ink.White, 0.3f);
    }

    private static void Pot(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(116, 212, 84);
        s.Line("M176 96h40M176 132h40M216 96v36", "#c65d3b", 9);
        s.Turned("M40 78H180V190Q178 208 110 210T40 190Z", "#8f949c");
        s.Turned("M34 80Q36 58 110 56T186 80Q110 92 34 80Z", "#a9aeb6");
        s.Ball(110, 52, 11, "#26262b");
        s.Fill("M54 92H74V204Q54 200 54 188Z", Ink.White, 0.35f);
        s.Text(116, 152, 20, "#3a3d44", "900", 0.17f);
    }

    private static void Spoon(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(128, 210, 84, 8);
        s.At(120, 118, 42, 1, () =>
        {
            s.Tube(-7, -30, 14, 142, 7, "#a3a8b0");
            s.Turned("M0 -116Q34 -112 30 -66Q26 -34 8 -24H-8Q-26 -34 -30 -66Q-34 -112 0 -116Z", "#b9bec6");
            s.Oval(-2, -70, 18, 30, "#8f949c", 0.5f);
            s.Ring(0, 100, 4, "#5d6169", 3);
            s.Box(-7, 44, 14, 30, 2, "#c65d3b");
        });
    }

    private static void Bottle(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 222, 48);
        s.Line("M106 24Q120 2 134 24", "#26262b", 7);
        s.Tube(96, 22, 48, 32, 6, "#26262b");
        s.Turned("M98 52H142V66Q172 76 172 104V208Q172 220 160 220H80Q68 220 68 208V104Q68 76 98 66Z", "#2f7f86");
        s.Fill("M78 108Q78 88 94 78Q88 130 90 216H84Q78 216 78 206Z", Ink.White, 0.35f);
        s.Body("M88 182L116 138L130 158L138 150L154 182Z", "#dff0ee");
        s.Text(120, 202, 11, "#dff0ee", "1 L", 0.19f);
    }

    private static void WaterFilter(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 222, 52);
        s.Tube(102, 8, 36, 24, 5, "#2f86b5");
        s.Tube(84, 30, 72, 62, 10, "#f4f4f2");
        for (var i = 0; i < 5; i++)
        {
            s.Box(90 + (i * 13), 40, 7, 42, 2, "#2f86b5", 0.75f);
        }

        s.Tube(92, 90, 56, 16, 4, "#2f86b5");
        s.Turned("M82 106H158Q176 130 170 208Q120 224 70 208Q64 130 82 106Z", "#bfe0ee");
        s.Turned("M67 150H173Q174 180 170 208Q120 224 70 208Q66 180 67 150Z", "#6fb9dc");
        s.Fill("M82 120Q76 160 82 204L94 208Q88 160 96 118Z", Ink.White, 0.6f);
        s.Text(124, 182, 13, "#134e6f", "CLEAR", 0.19f, 70);
    }
}
