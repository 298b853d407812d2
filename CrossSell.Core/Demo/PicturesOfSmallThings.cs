namespace CrossSell.Core.Demo;

/// <summary>Filters, what cleans, and the gift cards of every shop.</summary>
internal static class PicturesOfSmallThings
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("FLT-ND", Filter("ND1000", "#1a1b1f", "#3c3f47"));
        book.Add("FLT-PL", Filter("C-POL", "#4c5f74", "#a9bccd"));
        book.Add("FLT-UV", Filter("CLEAR", "#dfeef2", "#ffffff"));
        book.Add("FLT-CASE", FilterWallet);
        book.Add("CLN-3", Cloths);
        book.Add("CLN-PEN", Pen);
        book.Add("CLN-BLOW", Blower);
        book.Add("CLN-SEN", Swabs);
        book.Add("FLM-INST", Film);
        book.Add("ALB-INST", Album);
        book.Add("BOK-LIGHT", Workbook);
        book.Add("GFT-PHOTO", GiftCard("#39517e", "#f0b429", s => PicturesOfCameras.Glass(s, 172, 126, 26, "#f0b429")));
        book.Add("GFT-FASHION", GiftCard("#c9607c", "#fbe6ea", s =>
            s.Line("M172 104q-1-10 8-10t7 9q-2 6-12 11v8M172 122l-30 20h60z", "#fbe6ea", 5)));
        book.Add("GFT-COFFEE", GiftCard("#5b3a20", "#e8c79a", s =>
        {
            s.Body("M150 110h44v14q0 22-22 22t-22-22z", "#f6efe2");
            s.Line("M194 116q12 0 10 10t-14 8", "#f6efe2", 4);
            s.Line("M164 102q-4-6 0-10M178 102q-4-6 0-10", "#e8c79a", 3);
        }));
        book.Add("GFT-OUTDOOR", GiftCard("#2f6148", "#d9e8c4", s =>
        {
            s.Body("M136 148l34-54l22 32l8-10l18 32z", "#d9e8c4");
            s.Fill("M160 110l10-16l9 14l-8 6z", Ink.White);
        }));
    }

    private static Painter Filter(string name, Ink glass, Ink shine) => (s, p) =>
    {
        var thread = p.Number("thread", 67);
        var r = 66 + ((thread - 49) * 0.9f);
        s.Shadow(124, 122 + r, r * 0.9f, 12);
        s.Ball(120, 116, r, "#4a4c53");
        s.Ring(120, 116, r - 3, "#c9a24a", 2.5f);
        s.Disc(120, 116, r - 12, "#1c1d21");
        s.Ball(120, 116, r - 15, glass);
        s.Inside($"M{120 - r + 15} 116a{r - 15} {r - 15} 0 1 0 {(r - 15) * 2} 0a{r - 15} {r - 15} 0 1 0 {-(r - 15) * 2} 0z", () =>
        {
            s.Fill("M20 20h70l-40 200h-60z", shine, 0.4f);
            s.Fill("M104 0h16l-70 240h-16z", shine, 0.3f);
            if (name == "C-POL")
            {
                s.Fill("M120 0h120v240h-180z", "#1f3f66", 0.45f);
            }
        });
        var dark = glass.IsLight ? (Ink)"#33363c" : Ink.White;
        s.Text(120, 100, 17, dark, name, 0.18f, (r - 20) * 1.7f);
        if (p.Text("thread") is { Length: > 0 } mark)
        {
            s.Text(120, 138, 34, dark, mark, 0.18f);
        }
    };

    private static void FilterWallet(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 90);
        s.Block(36, 24, 168, 184, 16, "#4f4a5c");
        s.Seam("M46 34h148v164h-148z", "#d9d4e4", 1.8f, 5);
        Ink[] glass = ["#1a1b1f", "#4c5f74", "#dfeef2", "#8a5a2b", "#7a4a86", "#2f5f5a"];
        for (var i = 0; i < 6; i++)
        {
            var (x, y) = (84 + (i % 2 * 72), 62 + (i / 2 * 54));
            s.Ball(x, y, 25, "#c9cdd3");
            s.Ball(x, y, 21, glass[i]);
            s.Fill($"M{x - 16} {y - 8}l10-9l6 3l-14 16z", Ink.White, 0.35f);
        }
    }

    private static void Cloths(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 92);
        (float Angle, Ink Ink)[] cloths = [(-16, "#6fb1a0"), (-4, "#f0b429"), (8, "#5b86c4")];
        foreach (var (angle, ink) in cloths)
        {
            s.At(120, 122, angle, 1, () =>
            {
                s.Block(-72, -76, 144, 152, 6, ink);
                s.Line("M-66 -70h132M-66 70h132", Ink.White, 2, 0.4f);
            });
        }

        s.At(120, 122, 8, 1, () =>
        {
            s.Fill("M72 -76v60q-34-6-60-60z", "#88aae0");
            s.Text(-8, 20, 24, Ink.White, "CLEAR", 0.18f);
            s.Text(-8, 54, 14, Ink.White, "3 PACK", 0.18f, opacity: 0.85f);
        });
    }

    private static void Pen(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 210, 84, 9);
        s.At(120, 118, -40, 1, () =>
        {
            s.Tube(-100, -15, 30, 30, 8, "#26262b", lies: true);
            s.Tube(-76, -19, 112, 38, 6, "#3a3d45", lies: true);
            s.Box(-70, -19, 8, 38, 0, "#2f9fa8");
            s.Tube(36, -13, 24, 26, 2, "#c9cdd3", lies: true);
            s.Body("M60 -15Q104 -26 112 0Q104 26 60 15z", "#e8d9b8");
            s.Line("M70 -8h32M70 0h36M70 8h32", "#c4ae80", 2);
            s.Text(-16, 0, 13, Ink.White, "CLEAR", 0.19f);
        });
    }

    private static void Blower(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 66);
        s.Turned("M112 14h16l6 56h-28z", "#d5483c");
        s.Turned("M104 66h32q42 28 42 84q0 60-58 60t-58-60q0-56 42-84z", "#2f8f98");
        s.Fill("M92 96q-18 26-14 64q2 22 16 34q-34-14-28-60q4-24 26-38z", Ink.White, 0.3f);
        s.Text(120, 152, 20, Ink.White, "CLEAR", 0.18f);
        s.Body("M80 204h80l8 12h-96z", "#1f6269");
    }

    private static void Swabs(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 86);
        for (var i = 0; i < 4; i++)
        {
            s.At(66 + (i * 36), 90, -9 + (i * 6), 1, () =>
            {
                s.Block(-6, -30, 12, 90, 3, "#2f9fa8");
                s.Body("M-15 -70h30v44l-9 10h-12l-9-10z", "#f4f4f2");
                s.Line("M-15 -66h30", "#c9cdd3", 3);
            });
        }

        s.Block(34, 108, 172, 100, 10, "#e9f3f3");
        s.Block(34, 108, 172, 32, 10, "#2f9fa8");
        s.Text(120, 124, 15, Ink.White, "SENSOR", 0.19f);
        s.Text(120, 174, 34, "#1f6269", "12", 0.17f);
    }

    private static void Film(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 88);
        s.At(158, 96, 12, 1, () => Print(s, "#e08a5a"));
        s.Block(28, 66, 136, 142, 8, "#2c2f3a");
        s.Fill("M28 74q0-8 8-8h120q8 0 8 8v22h-136z", "#f0b429");
        s.Text(96, 83, 15, "#2c2f3a", "SNAP", 0.2f);
        s.Text(96, 138, 50, Ink.White, "20", 0.17f);
        s.Text(96, 188, 13, "#c9cdd3", "SHEETS", 0.18f);
    }

    private static void Print(PicturesSketch s, Ink ink)
    {
        s.Block(-44, -56, 88, 108, 3, "#efede6");
        s.Block(-36, -48, 72, 70, 2, ink);
        s.Disc(14, -26, 10, "#ffe2a1");
        s.Fill("M-36 22v-20l24-22l20 18l12-8l16 14v18z", "#7a4a56");
    }

    private static void Album(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 90);
        s.Block(42, 34, 166, 176, 8, "#e9e4d8");
        s.Block(32, 28, 168, 182, 10, "#2f8f98");
        s.Fill("M32 38q0-10 10-10h16v182h-16q-10 0-10-10z", Ink.Black, 0.22f);
        s.At(128, 104, -4, 0.92f, () => Print(s, "#78a9cf"));
        s.Text(128, 182, 15, Ink.White, "ALBUM", 0.19f);
    }

    private static void Workbook(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 80);
        s.Block(56, 24, 138, 190, 4, "#efece2");
        s.Block(48, 20, 138, 190, 6, "#f0b429");
        s.Fill("M48 26q0-6 6-6h10v190h-10q-6 0-6-6z", Ink.Black, 0.18f);
        s.Disc(124, 118, 42, "#fff6d8");
        for (var i = 0; i < 12; i++)
        {
            s.At(124, 118, i * 30, 1, () => s.Line("M0 -48v-10", "#fff6d8", 5));
        }

        s.Text(124, 44, 17, "#5a3d06", "SEEING", 0.19f);
        s.Text(124, 190, 17, "#5a3d06", "LIGHT", 0.19f);
    }

    // Of the shop's colour, with what it sells on it.
    private static Painter GiftCard(Ink ink, Ink accent, Action<PicturesSketch> sign) => (s, p) =>
    {
        s.Shadow(122, 196, 98);
        s.At(120, 116, -7, 1, () => s.At(-120, -116, 0, 1, () =>
        {
            s.Block(18, 50, 204, 134, 16, ink);
            s.Fill("M18 66q0-16 16-16h80l-96 120z", Ink.White, 0.12f);
            s.Text(144, 80, 20, Ink.White, "GIFT CARD", 0.17f, 124);
            sign(s);
            s.Line("M18 158h204", accent, 12);
            s.Line("M66 54v126", accent, 12);
            s.Line("M66 158q-40-10-34-30t34 30q20-44 34-30t-34 30", accent, 7);
        }));
    };
}
