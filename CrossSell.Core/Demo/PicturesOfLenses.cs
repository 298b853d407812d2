namespace CrossSell.Core.Demo;

/// <summary>
/// Lenses by what they are: as long as their focal length makes them, as wide as their filter thread, the ring of their mount, their focal length written
/// on the barrel.
/// </summary>
internal static class PicturesOfLenses
{
    public static void AddTo(PicturesBook book)
    {
        string[] lenses =
        [
            "LNS-50-18", "LNS-70200", "LNS-35-D", "LNS-85-D", "LNS-100M-D", "LNS-1855-D", "LNS-1018-D", "LNS-2470-D", "LNS-150600-D", "LNS-28-X", "LNS-50-X",
            "LNS-85-X", "LNS-2470-X", "LNS-70300-X", "LNS-16-X", "LNS-25-V", "LNS-45-V", "LNS-1240-V", "LNS-40150-V", "LNS-60M-V", "LNS-24-D",
        ];
        foreach (var sku in lenses)
        {
            book.Add(sku, Lying, (PictureView.Side, Upright), (PictureView.Detail, Glass));
        }

        book.Add("ADP-DX", Adapter);
        book.Add("CNV-14-D", Converter);
    }

    private static Ink Mount(PictureSubject p) => p.Text("mount", "D") switch
    {
        "D" => "#d09a45",
        "X" => "#4a9fd8",
        _ => "#d5483c",
    };

    // One family of lenses for each mount: black, slate, and the light metal of the small ones.
    private static Ink Barrel(PictureSubject p) => p.Text("mount") switch
    {
        "V" => "#a9adb5",
        "X" => "#566274",
        _ => p.Number("aperture") < 3 && p.Number("thread") > 76 ? "#2a2b30" : "#3a3b42",
    };

    private static bool IsZoom(PictureSubject p) => p.Text("focal").Contains('-', StringComparison.Ordinal);

    // 16 mm is a third as long as 600 mm, not a fortieth.
    private static float Length(PictureSubject p) => IsZoom(p)
        ? 84 + (MathF.Log2(p.Number("focal") / 18) * 26)
        : (p.Sku.Contains("28-X", StringComparison.Ordinal) ? 34 : 54) + (MathF.Log2(p.Number("focal") / 16) * 16)
            + (p.Sku.Contains('M', StringComparison.Ordinal) && p.Sku.Contains("0M", StringComparison.Ordinal) ? 24 : 0);

    private static float Width(PictureSubject p) => 52 + ((p.Number("thread") - 49) * 1.05f);

    private static void Lying(PicturesSketch s, PictureSubject p)
    {
        var (length, wide) = (Length(p), Width(p));
        var scale = MathF.Min(1.5f, 196 / (length + (wide * 0.35f)));
        s.Shadow(122, 206, (length * 0.46f * scale) + 22, 12);
        s.At(116, 116, -27, scale, () => Barrel(s, p, length, wide));
    }

    private static void Barrel(PicturesSketch s, PictureSubject p, float length, float wide)
    {
        var (body, ring, left, half) = (Barrel(p), Mount(p), -length / 2, wide / 2);
        var white = p.Text("focal") is "70-200";
        if (p.Number("weight") > 1000)
        {
            // The heavy ones stand on a foot of their own.
            s.Block(left + (length * 0.3f), half - 3, length * 0.1f, 16, 3, "#8a9098");
            s.Block(left + (length * 0.24f), half + 10, length * 0.24f, 9, 3, "#5d6169");
        }

        var skin = white ? "#e4e1d8" : body;
        var rubber = body.IsLight ? (Ink)"#4a4c53" : "#1c1c20";
        s.Tube(left - 8, -half * 0.74f, 12, wide * 0.74f, 2, "#b9bdc4", lies: true);
        s.Tube(left, -half * 0.92f, length * 0.3f, wide * 0.92f, 4, skin, lies: true);
        s.Tube(left + (length * 0.12f), -half, length * 0.74f, wide, 4, skin, lies: true);
        if (IsZoom(p))
        {
            Grip(s, left + (length * 0.16f), length * 0.24f, half * 1.03f, rubber);
            Grip(s, left + (length * 0.66f), length * 0.2f, half * 1.05f, rubber);
        }
        else
        {
            Grip(s, left + (length * 0.58f), MathF.Max(12, length * 0.24f), half * 1.04f, rubber);
        }

        var front = left + length;
        s.Tube(front - 12, -half * 1.08f, 14, wide * 1.08f, 4, white ? "#3a3b42" : body.Dark(0.1f), lies: true);
        s.Tube(front - 20, -half * 1.02f, 7, wide * 1.02f, 1, ring, lies: true);
        s.Tube(left + 3, -half * 0.93f, 4, wide * 0.93f, 1, ring, lies: true);
        s.Oval(front + 2, 0, wide * 0.17f, half * 1.08f, "#1a1b20");
        s.Oval(front + 3, 0, wide * 0.13f, half * 0.9f, "#16204a");
        s.Oval(front + 4, half * 0.1f, wide * 0.09f, half * 0.62f, "#0b0f22");
        s.Oval(front + 4, -half * 0.34f, wide * 0.06f, half * 0.36f, "#93aaff", 0.75f);
        var dark = !white && !body.IsLight;
        var label = p.Text("focal");
        var (at, room) = IsZoom(p) ? (left + (length * 0.53f), length * 0.24f) : (left + (length * 0.34f), MathF.Max(18, length * 0.36f));
        if (room < wide * 0.5f)
        {
            s.At(at, 0, 90, 1, () => s.Text(0, 0, MathF.Min(20, room * 0.7f), dark ? "#ffffff" : "#26262b", label, 0.19f, wide * 0.84f));
        }
        else
        {
            s.Text(at, 0, 18, dark ? "#ffffff" : "#26262b", label, 0.19f, room);
        }
    }

    private static void Grip(PicturesSketch s, float x, float width, float half, Ink rubber)
    {
        s.Tube(x, -half, width, half * 2, 2, rubber, lies: true);
        for (var at = x + 2; at < x + width - 1; at += 4)
        {
            s.Box(at, -half, 1.6f, half * 2, 0, Ink.White, 0.11f);
        }
    }

    /// <summary>A lens that stands on its mount, the front up.</summary>
    /// <param name="ground">Where it stands.</param>
    public static void Standing(PicturesSketch s, float x, float ground, float wide, float high, Ink body, Ink ring, string focal)
    {
        var (left, top) = (x - (wide / 2), ground - high);
        s.Tube(left + (wide * 0.12f), ground - 8, wide * 0.76f, 8, 2, "#b9bdc4");
        s.Tube(left, top, wide, high - 7, 5, body);
        var rubber = body.IsLight ? (Ink)"#4a4c53" : "#1c1c20";
        s.Tube(left - 1, top + (high * 0.14f), wide + 2, high * 0.27f, 2, rubber);
        for (var at = left + 1; at < left + wide - 1; at += 4)
        {
            s.Box(at, top + (high * 0.14f), 1.5f, high * 0.27f, 0, Ink.White, 0.13f);
        }

        s.Tube(left, top + (high * 0.46f), wide, 4, 0, ring);
        s.Oval(x, top + 2, wide / 2, wide * 0.13f, "#1a1b20");
        s.Oval(x, top + 2, wide * 0.4f, wide * 0.09f, "#22336e");
        s.Oval(x - (wide * 0.14f), top + 1, wide * 0.14f, wide * 0.04f, "#a9bcff", 0.8f);
        s.Text(x, top + (high * 0.68f), MathF.Min(20, wide * 0.3f), body.IsLight ? "#26262b" : "#ffffff", focal, 0.19f, wide * 0.8f);
    }

    private static void Upright(PicturesSketch s, PictureSubject p)
    {
        var scale = MathF.Min(2, 190 / Length(p));
        var (high, wide) = (Length(p) * scale, Width(p) * MathF.Min(scale, 1.7f));
        s.Shadow(120, 214, (wide * 0.5f) + 26);
        Standing(s, 120, 214, wide, high, Barrel(p), Mount(p), p.Text("focal"));
    }

    private static void Glass(PicturesSketch s, PictureSubject p)
    {
        var r = 62 + ((p.Number("thread") - 49) * 0.75f);
        s.Shadow(124, 126 + r, r, 14);
        PicturesOfCameras.Glass(s, 120, 116, r, Mount(p));
        s.Text(120, 116 + (r * 0.72f), r * 0.1f, "#e8e8ec", p.Text("focal") + " MM", 0.18f);
    }

    private static void Adapter(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(122, 192, 84, 15);
        s.Turned("M38 96v56q0 34 82 34t82-34v-56z", "#3a3b42");
        s.Turned("M38 128v10q0 34 82 34t82-34v-10q0 34-82 34t-82-34z", "#4a9fd8");
        s.Oval(120, 96, 82, 38, "#c9cdd3");
        s.Oval(120, 97, 72, 32, "#d09a45");
        s.Oval(120, 98, 68, 30, "#2b2b31");
        s.Oval(120, 103, 58, 25, "#f4f4f4");
        s.Oval(120, 99, 60, 25, "#17171b");
        s.Text(120, 168, 13, Ink.White, "D - X", 0.19f);
        s.Disc(60, 82, 5, "#d5483c");
    }

    private static void Converter(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(122, 206, 78, 13);
        s.Tube(58, 190, 124, 12, 3, "#b9bdc4");
        s.Tube(46, 88, 148, 104, 8, "#e4e1d8");
        s.Tube(46, 172, 148, 10, 0, "#d09a45");
        s.Oval(120, 88, 74, 28, "#c9cdd3");
        s.Oval(120, 89, 62, 22, "#1a1b20");
        s.Turned("M84 54h72v34q0 12-36 12t-36-12z", "#3a3b42");
        s.Oval(120, 54, 36, 13, "#2b2b31");
        s.Oval(120, 54, 28, 9, "#24356e");
        s.Oval(110, 51, 10, 3, "#b9c8ff", 0.8f);
        s.Text(120, 138, 28, "#26262b", "1.4X", 0.18f);
    }
}
