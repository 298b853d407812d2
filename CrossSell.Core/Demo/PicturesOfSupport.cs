namespace CrossSell.Core.Demo;

/// <summary>What carries a camera: tripods with three legs, heads without any. Light and sound.</summary>
internal static class PicturesOfSupport
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("TRI-S4", Tripod("#2f3238", "#d5483c", 1.08f, 4), (PictureView.Side, (s, _) => Folded(s, "#2f3238", "#d5483c")));
        book.Add("TRI-S3", Tripod("#aab0b8", "#4a5058", 1, 3), (PictureView.Side, (s, _) => Folded(s, "#aab0b8", "#4a5058")));
        book.Add("TRI-S2T", Tripod("#3f7f9f", "#26262b", 0.84f, 4), (PictureView.Side, (s, _) => Folded(s, "#3f7f9f", "#26262b")));
        book.Add("TRI-MINI", Mini);
        book.Add("TRI-GRIP", Bending);
        book.Add("TRI-MONO", Monopod);
        book.Add("HED-BALL", BallHead);
        book.Add("HED-PAN", VideoHead);
        book.Add("TRI-QR", Plates);
        book.Add("FLA-60", Speedlight("60", 1.06f, "#2b2c31"));
        book.Add("FLA-36", Speedlight("36", 0.82f, "#4a4d55"));
        book.Add("FLA-TRG", Trigger);
        book.Add("FLA-BOX", Softbox);
        book.Add("FLA-LED", Panel);
        book.Add("MIC-SHT", Shotgun);
        book.Add("MIC-CLIP", ClipMicrophones);
    }

    private static Painter Tripod(Ink ink, Ink accent, float size, int joints) => (s, p) =>
    {
        s.Shadow(120, 220, 96 * size);
        s.Zoom(size, 120, 218, () =>
        {
            Leg(s, 120, 78, 118, 206, ink.Dark(0.25f), accent, joints);
            Leg(s, 108, 76, 44, 216, ink, accent, joints);
            Leg(s, 132, 76, 196, 216, ink, accent, joints);
            s.Tube(113, 34, 14, 96, 3, "#8a9098");
            s.Body("M96 62h48l8 24h-64z", ink.Light(0.1f));
            s.Block(96, 26, 48, 12, 4, "#3a3c42");
            s.Ball(150, 74, 8, accent);
            s.Text(120, 75, 9, ink.IsLight ? "#26262b" : "#ffffff", "STILT", 0.19f);
        });
    };

    private static void Leg(PicturesSketch s, float x, float y, float toX, float toY, Ink ink, Ink accent, int joints)
    {
        for (var i = 0; i < joints; i++)
        {
            var (from, to, wide) = (i / (float)joints, (i + 1) / (float)joints, 15 - (i * 2.4f));
            var (fx, fy, tx, ty) = (x + ((toX - x) * from), y + ((toY - y) * from), x + ((toX - x) * to), y + ((toY - y) * to));
            s.Band($"M{fx} {fy}L{tx} {ty}", i == 0 ? ink : ink.Light(0.12f), wide);
        }

        for (var i = 1; i < joints; i++)
        {
            s.Disc(x + ((toX - x) * i / joints), y + ((toY - y) * i / joints), 9.5f - i, accent);
        }

        s.Ball(toX, toY, 7, "#26262b");
    }

    private static void Folded(PicturesSketch s, Ink ink, Ink accent)
    {
        s.Shadow(120, 214, 80, 9);
        s.At(120, 118, 38, 1, () =>
        {
            foreach (var x in (float[])[-20, 20, 0])
            {
                s.Tube(x - 10, -88, 20, 176, 6, ink);
                s.Box(x - 11, -24, 22, 10, 3, accent);
                s.Box(x - 11, 26, 22, 10, 3, accent);
                s.Box(x - 9, 80, 18, 14, 4, "#26262b");
            }

            s.Block(-34, -100, 68, 24, 6, ink.Dark(0.2f));
            s.Tube(-8, -120, 16, 22, 3, "#8a9098");
        });
    }

    private static void Mini(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 92);
        s.Band("M120 120L120 200", "#5d6169", 20);
        s.Band("M112 118L46 202", "#6d727b", 20);
        s.Band("M128 118L194 202", "#6d727b", 20);
        s.Ball(46, 204, 11, "#26262b");
        s.Ball(194, 204, 11, "#26262b");
        s.Ball(120, 204, 10, "#26262b");
        s.Block(86, 92, 68, 34, 10, "#7b818b");
        s.Ball(120, 78, 24, "#c9cdd3");
        s.Block(88, 44, 64, 16, 5, "#3a3c42");
        s.Ball(162, 106, 11, "#d5483c");
    }

    private static void Bending(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 88);
        Beads(s, [(120, 92), (122, 112), (124, 132), (122, 152), (116, 172), (110, 192), (108, 206)]);
        Beads(s, [(106, 90), (90, 102), (76, 116), (62, 132), (52, 150), (46, 170), (40, 190), (34, 206)]);
        Beads(s, [(134, 90), (152, 98), (168, 110), (180, 126), (184, 146), (186, 166), (194, 186), (204, 202)]);
        s.Block(90, 52, 60, 38, 10, "#3a3c42");
        s.Block(82, 34, 76, 18, 6, "#2b2d32");
        s.Ball(120, 70, 9, "#d5483c");
    }

    private static void Beads(PicturesSketch s, (float X, float Y)[] at)
    {
        for (var i = at.Length - 1; i >= 0; i--)
        {
            s.Ball(at[i].X, at[i].Y, 12, i == at.Length - 1 ? "#d5483c" : "#44474f");
            s.Ring(at[i].X, at[i].Y, 11, Ink.Black, 1.6f, 0.35f);
        }
    }

    private static void Monopod(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(132, 224, 46, 8);
        s.At(120, 120, 14, 1, () =>
        {
            s.Tube(-9, 40, 18, 66, 4, "#4b4f57");
            s.Tube(-12, -20, 24, 62, 4, "#3d4047");
            s.Tube(-15, -74, 30, 58, 6, "#2f3238");
            s.Box(-16, -24, 32, 14, 4, "#d5483c");
            s.Box(-13, 36, 26, 12, 4, "#d5483c");
            s.Tube(-17, -88, 34, 50, 8, "#1f2024");
            s.Line("M-16 -70Q-44 -60 -34 -30", "#26262b", 4);
            s.Block(-24, -102, 48, 14, 4, "#8a9098");
            s.Tube(-4, -110, 8, 10, 2, "#c9cdd3");
            s.Ball(0, 104, 11, "#26262b");
        });
    }

    private static void BallHead(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 78);
        s.Tube(66, 182, 108, 30, 8, "#2f3238");
        s.Tube(58, 104, 124, 82, 20, "#3d4149");
        s.Tube(58, 168, 124, 8, 0, "#d5483c");
        s.Ball(120, 94, 46, "#c9cdd3");
        s.Turned("M58 106q0-8 10-8h16q36 26 72 0h16q10 0 10 8v26h-124z", "#3d4149");
        s.Tube(106, 38, 28, 26, 4, "#8a9098");
        s.Block(60, 22, 120, 22, 6, "#2b2d32");
        s.Block(78, 14, 84, 12, 3, "#5d6169");
        s.Tube(178, 118, 24, 14, 3, "#8a9098", lies: true);
        s.Ball(208, 125, 17, "#26262b");
        s.Text(120, 150, 16, Ink.White, "12 KG", 0.18f);
    }

    private static void VideoHead(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(112, 214, 78);
        s.Band("M128 110L222 176", "#4b4f57", 11);
        s.Band("M186 151L222 176", "#1f2024", 19);
        s.Tube(52, 180, 106, 30, 8, "#2f3238");
        s.Block(58, 92, 94, 92, 14, "#3d4149");
        s.Ball(82, 124, 32, "#50555e");
        s.Ring(82, 124, 20, "#d5483c", 5);
        s.Text(82, 124, 11, Ink.White, "DRAG", 0.19f, 26);
        s.Block(30, 66, 156, 22, 6, "#2b2d32");
        s.Block(44, 54, 110, 14, 3, "#8a9098");
        s.Ball(128, 110, 13, "#26262b");
        s.Disc(118, 76, 6, "#e8f2c8");
    }

    private static void Plates(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 204, 92);
        foreach (var (x, y) in ((float, float)[])[(34, 46), (66, 108)])
        {
            s.Body($"M{x + 12} {y}h116l12 12v58l-12 14h-116l-12-14v-58z", "#565b64");
            s.Block(x + 12, y + 12, 116, 56, 6, "#33363c");
            for (var i = 0; i < 5; i++)
            {
                s.Box(x + 20, y + 18 + (i * 10), 100, 3, 1, Ink.White, 0.1f);
            }

            s.Ball(x + 70, y + 40, 15, "#c9cdd3");
            s.Line($"M{x + 60} {y + 40}h20", "#50555e", 4);
        }
    }

    private static Painter Speedlight(string guide, float size, Ink ink) => (s, p) =>
    {
        s.Shadow(120, 218, 54);
        s.Zoom(size, 120, 214, () =>
        {
            s.Tube(94, 196, 52, 14, 3, "#8a9098");
            s.Block(102, 206, 36, 8, 2, "#c9cdd3");
            s.Block(78, 84, 84, 114, 12, ink);
            s.Block(62, 20, 116, 66, 10, ink.Light(0.06f));
            s.Block(70, 30, 100, 44, 6, "#fdf6df");
            for (var i = 0; i < 6; i++)
            {
                s.Line($"M{84 + (i * 14.5f)} 34v36", "#d8cba4", 2);
            }

            s.Fill("M74 32h30l-20 40h-10z", Ink.White, 0.7f);
            s.Text(120, 124, 34, Ink.White, guide, 0.17f);
            s.Text(120, 162, 12, "#f0b429", "SPARK", 0.19f);
            s.Disc(120, 182, 5, "#d5483c");
        });
    };

    private static void Trigger(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 74);
        s.Tube(60, 28, 12, 62, 5, "#26262b");
        s.Tube(90, 194, 60, 14, 3, "#8a9098");
        s.Block(48, 76, 144, 122, 16, "#2b2c31");
        s.Block(62, 92, 116, 54, 6, "#a9c2a0");
        s.Text(120, 119, 24, "#24321f", "CH 04", 0.17f);
        s.Ball(84, 172, 13, "#5d6169");
        s.Ball(120, 172, 13, "#d5483c");
        s.Ball(156, 172, 13, "#5d6169");
        s.Line("M86 34q16 10 0 26M102 24q28 22 0 46", "#f0b429", 5);
    }

    private static void Softbox(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 218, 84);
        s.Body("M20 30q0-10 10-10h180q10 0 10 10v130q0 10-10 10h-180q-10 0-10-10z", "#2b2c31");
        s.Block(32, 32, 176, 126, 4, "#fdfaf0");
        s.Fill("M32 32h176l-176 126z", Ink.White, 0.7f);
        s.Line("M120 34v122M34 95h172", "#e2dcc8", 2);
        s.Oval(112, 88, 54, 36, "#fff3c4", 0.8f);
        s.Tube(102, 170, 36, 42, 6, "#3d4047");
        s.Text(120, 192, 9, "#f0b429", "SPARK", 0.19f, 30);
    }

    private static void Panel(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 200, 92);
        s.Block(24, 54, 192, 142, 14, "#2b2c31");
        s.Block(36, 66, 168, 104, 6, "#fbefc9");
        for (var i = 0; i < 40; i++)
        {
            s.Ball(48 + (i % 8 * 20.5f), 78 + (i / 8 * 20), 7, i % 2 == 0 ? "#ffd873" : "#ffffff");
        }

        s.Text(70, 183, 9, "#f0b429", "SPARK", 0.19f);
        s.Ball(186, 183, 8, "#5d6169");
        s.Block(108, 194, 24, 12, 3, "#8a9098");
    }

    private static void Shotgun(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 92);
        s.Line("M96 150L92 186M144 150l4 36", "#26262b", 7);
        s.Tube(70, 180, 100, 20, 6, "#2f3238", lies: true);
        s.At(120, 118, -14, 1, () =>
        {
            s.Tube(-104, -20, 70, 40, 8, "#2b2c31", lies: true);
            s.Tube(-40, -26, 146, 52, 24, "#3f4249", lies: true);
            for (var i = 0; i < 8; i++)
            {
                s.Box(-24 + (i * 15), -14, 7, 28, 3, "#17181b");
            }

            s.Box(-44, -22, 7, 44, 1, "#d5483c");
            s.Text(-72, 0, 9, Ink.White, "NOCT", 0.19f, 44);
        });
    }

    private static void ClipMicrophones(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 94);
        foreach (var x in (float[])[28, 132])
        {
            s.Line($"M{x + 40} 100q-10-40 14-50", "#26262b", 4);
            s.Block(x, 92, 80, 116, 12, "#2f3238");
            s.Block(x + 12, 106, 56, 34, 4, "#1d3a4a");
            s.Text(x + 40, 123, 15, "#7fe0d0", x < 100 ? "RX" : "TX", 0.18f);
            s.Disc(x + 24, 186, 5, "#67d38a");
            s.Text(x + 50, 186, 9, Ink.White, "NOCT", 0.19f, 30);
            s.Ball(x + 56, 38, 20, "#50555e");
            s.Ring(x + 56, 38, 12, Ink.Black, 2, 0.3f);
            s.Block(x + 44, 54, 24, 12, 3, "#8a9098");
        }
    }
}
