namespace CrossSell.Core.Demo;

/// <summary>Poles, light and what shows the way.</summary>
internal static class PicturesOfTheTrail
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("POL-CARB", Poles("#2b2d32", "#d5483c"));
        book.Add("POL-ALU", Poles("#aab0b8", "#2f86b5"));
        book.Add("POL-TIP", Tips);
        book.Add("LMP-400", Lamp("#26282d", "#f0b429", "400", 2));
        book.Add("LMP-200", Lamp("#4a8f9a", "#f4f1ea", "200", 1));
        book.Add("NAV-COMP", Compass);
        book.Add("NAV-MAP", MapCase);
        book.Add("NAV-WATCH", Watch);
    }

    private static Painter Poles(Ink shaft, Ink accent) => (s, p) =>
    {
        s.Shadow(120, 222, 80, 8);
        foreach (var (angle, x) in ((float, float)[])[(-13, 92), (13, 148)])
        {
            s.At(x, 120, angle, 1, () =>
            {
                s.Tube(-5, -50, 10, 112, 3, shaft);
                s.Tube(-7, -64, 14, 66, 3, shaft.Dark(0.1f));
                s.Tube(-8, -2, 16, 12, 4, accent);
                s.Tube(-3, 60, 6, 40, 2, "#c9cdd3");
                s.Turned("M-22 74Q0 62 22 74Q0 90 -22 74Z", "#26262b");
                s.Tube(-10, -112, 20, 58, 9, "#3a3c42");
                s.Ball(0, -112, 11, accent);
                s.Line("M6 -104Q30 -84 14 -60", accent.Dark(0.2f), 4);
            });
        }
    };

    private static void Tips(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 92);
        foreach (var x in (float[])[70, 170])
        {
            s.Turned($"M{x - 20} 40H{x + 20}L{x + 26} 150Q{x + 44} 168 {x + 44} 192Q{x} 218 {x - 44} 192Q{x - 44} 168 {x - 26} 150Z", "#33363c");
            s.Oval(x, 40, 20, 7, "#15171a");
            s.Tube(x - 24, 92, 48, 14, 2, "#e0a12f");
            for (var i = 0; i < 6; i++)
            {
                s.Line($"M{x - 34 + (i * 13.5f)} 182v16", "#15171a", 5);
            }
        }
    }

    private static Painter Lamp(Ink body, Ink strap, string lumen, int lamps) => (s, p) =>
    {
        s.Shadow(120, 208, 92);
        s.Line("M40 132A84 62 0 1 1 200 132", strap.Dark(0.3f), 26);
        s.Line("M40 130A84 62 0 1 1 200 130", strap, 21);
        s.Seam("M40 130A84 62 0 1 1 200 130", body, 5, 8, 0.9f);
        s.Block(52, 108, 136, 96, 26, body);
        for (var i = 0; i < lamps; i++)
        {
            var x = lamps == 1 ? 120 : 92 + (i * 56);
            s.Ball(x, 144, 27, "#c9cdd3");
            s.Ball(x, 144, 22, "#fff3c4");
            s.Disc(x, 144, 9, Ink.White);
        }

        s.Text(120, 187, 15, Ink.White, lumen, 0.19f);
        s.Block(104, 98, 32, 12, 5, "#d5483c");
    };

    private static void Compass(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 224, 76, 8);
        s.Block(54, 110, 132, 108, 10, "#cfe3ea");
        s.Seam("M66 122v86", "#5d7380", 3, 5);
        s.Text(140, 204, 9, "#5d7380", "1 / 25000", 0.18f, 74);
        s.Block(54, 12, 132, 70, 10, "#33363c");
        s.Block(66, 22, 108, 46, 5, "#9fc4d4");
        s.Line("M120 22v46", "#33363c", 3);
        s.Ball(120, 116, 60, "#33363c");
        s.Disc(120, 116, 51, "#fbfaf6");
        for (var i = 0; i < 24; i++)
        {
            s.At(120, 116, i * 15, 1, () => s.Line(i % 6 == 0 ? "M0 -50v10" : "M0 -50v5", "#33363c", i % 6 == 0 ? 4 : 2));
        }

        s.At(120, 116, 34, 1, () =>
        {
            s.Body("M0 -42L9 0H-9Z", "#d5483c");
            s.Body("M0 42L9 0H-9Z", "#5d6169");
        });
        s.Ball(120, 116, 6, "#e0a12f");
    }

    private static void MapCase(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 88);
        s.Line("M70 36Q60 8 120 10T170 36", "#e0682f", 7);
        s.Block(34, 30, 172, 180, 12, "#e0682f");
        s.Block(46, 54, 148, 144, 6, "#eef0dc");
        s.Inside("M46 54H194V198H46Z", () =>
        {
            s.Fill("M46 54H120Q130 110 60 140L46 136Z", "#b9d19a");
            s.Line("M46 170Q100 120 130 150T194 110", "#6fb1d8", 10);
            s.Line("M60 60Q120 90 110 200M150 54Q140 110 194 160", "#d5694a", 3.5f);
            s.Line("M60 84Q84 72 96 92T80 116Q56 110 60 84ZM70 90Q82 84 86 96T76 106Q66 102 70 90Z", "#9a7a4a", 2);
            s.Fill("M46 54H110L60 198H46Z", Ink.White, 0.3f);
        });
        s.Ball(152, 138, 9, "#d5483c");
        s.Block(60, 36, 120, 10, 5, "#33363c");
    }

    private static void Watch(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 226, 50, 7);
        s.Body("M86 12H154L160 70H80ZM80 170H160L154 230H86Z", "#3f6f5a");
        s.Ball(120, 120, 70, "#3a3f48");
        s.Ring(120, 120, 64, "#e0682f", 5);
        s.Disc(120, 120, 56, "#0f1c22");
        s.Text(120, 108, 30, "#e6f4ee", "10.42", 0.15f, 90);
        s.Fill("M78 146L98 128L112 142L130 124L162 150Z", "#4fae86");
        s.Block(186, 108, 14, 24, 4, "#e0682f");
    }
}
