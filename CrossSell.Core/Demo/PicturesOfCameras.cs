namespace CrossSell.Core.Demo;

/// <summary>Camera bodies. What takes lenses shows its mount when it is sold as a body, and its lens when it is sold as a kit.</summary>
internal static class PicturesOfCameras
{
    private static readonly Ink Leather = "#26262b";

    public static void AddTo(PicturesBook book)
    {
        Add(book, "CAM-D7-BODY", "D7", Dslr("D7", "#2e2e35", "#d8b36a", 0), (PictureView.Side, DslrTop("D7", "#2e2e35", "#d8b36a")));
        Add(book, "CAM-D9-BODY", "D9", Dslr("D9", "#25262b", "#d4584a", 26));
        Add(book, "CAM-D5", "D5", Dslr("D5", "#4a3c3a", "#d8b36a", -6));
        Add(book, "CAM-D4-BODY", "D4", Dslr("D4", "#50545a", "#c8ccd2", -6));
        Add(book, "CAM-X2-BODY", "X2", Mirrorless("LUMEN", "X2", "#33363d", "#3f434b", "#6fb1e0", 0));
        Add(book, "CAM-X3-BODY", "X3", Mirrorless("LUMEN", "X3", "#26282d", "#26282d", "#6fb1e0", 14));
        Add(book, "CAM-X4-BODY", "X4", Mirrorless("LUMEN", "X4", "#3a4656", "#4a5869", "#6fb1e0", 14));
        Add(book, "CAM-V1", "V1", Rangefinder("ORBIS", "V1", "#c3c6cc", "#8a4f33"));
        Add(book, "CAM-V2-BODY", "V2", Rangefinder("ORBIS", "V2", "#d0d3d8", "#2c2d32"));
        book.Add("CAM-P3", Pocket, (PictureView.Back, (s, p) => PocketBack(s, p.Colour("black"))));
        book.Add("CAM-P5", PocketWithFinder, (PictureView.Back, (s, _) => PocketBack(s, "#3a4150")));
        book.Add("CAM-ACT2", Action, (PictureView.Side, ActionSide));
        book.Add("CAM-INST", Instant, (PictureView.Detail, InstantPrint));
    }

    private static void Add(PicturesBook book, string sku, string model, Painter front, params (PictureView View, Painter Painter)[] more)
    {
        var body = sku.Contains("-D", StringComparison.Ordinal) ? (Ink)"#2e2e35" : "#33363d";
        book.Add(sku, front, [(PictureView.Back, (s, _) => Back(s, model, body)), .. more]);
    }

    /// <summary>The front glass of a lens, straight on.</summary>
    public static void Glass(PicturesSketch s, float x, float y, float r, Ink ring)
    {
        s.Ball(x, y, r, "#2c2c32");
        s.Ring(x, y, r * 0.93f, "#000000", r * 0.05f, 0.4f);
        s.Disc(x, y, r * 0.84f, "#17171b");
        s.Ring(x, y, r * 0.79f, ring, r * 0.06f);
        s.Disc(x, y, r * 0.66f, "#0b1020");
        s.Ball(x, y, r * 0.53f, "#24356e");
        s.Disc(x, y, r * 0.3f, "#0a0d1c");
        s.Disc(x + (r * 0.2f), y + (r * 0.22f), r * 0.12f, "#6d5bb8", 0.55f);
        s.At(x - (r * 0.24f), y - (r * 0.28f), -38, 1, () => s.Oval(0, 0, r * 0.22f, r * 0.12f, "#b9c8ff", 0.85f));
    }

    // A body without its lens: the bayonet with its contacts, and the mirror or the sensor behind it.
    private static void Mount(PicturesSketch s, float x, float y, float r, Ink ring, bool mirror)
    {
        s.Disc(x, y, r * 1.1f, "#1b1b1f");
        s.Ball(x, y, r, "#c9cdd3");
        s.Ring(x, y, r * 0.9f, ring, r * 0.07f);
        s.Disc(x, y, r * 0.76f, "#141418");
        for (var i = 0; i < 3; i++)
        {
            s.At(x, y, 20 + (i * 120), 1, () => s.Box(-r * 0.2f, -r * 0.87f, r * 0.4f, r * 0.15f, 2, "#9aa0a8"));
        }

        if (mirror)
        {
            s.Body($"M{x - (r * 0.5f)} {y - (r * 0.36f)}H{x + (r * 0.5f)}L{x + (r * 0.4f)} {y + (r * 0.38f)}H{x - (r * 0.4f)}Z", "#8fa6b8");
            s.Fill($"M{x - (r * 0.5f)} {y - (r * 0.36f)}H{x}L{x - (r * 0.3f)} {y + (r * 0.38f)}H{x - (r * 0.4f)}Z", Ink.White, 0.35f);
        }
        else
        {
            s.Block(x - (r * 0.52f), y - (r * 0.36f), r * 1.04f, r * 0.72f, 2, "#4a4f8c");
            s.Fill($"M{x - (r * 0.52f)} {y - (r * 0.36f)}H{x + (r * 0.1f)}L{x - (r * 0.3f)} {y + (r * 0.36f)}H{x - (r * 0.52f)}Z", "#8be0c8", 0.4f);
        }

        s.Disc(x - (r * 0.98f), y - (r * 0.66f), r * 0.1f, "#d04a3e");
    }

    private static void Eye(PicturesSketch s, PictureSubject p, float x, float y, float r, Ink ring, bool mirror)
    {
        if (p.Text("set", "body only") == "body only" && p.Sku.Contains("BODY", StringComparison.Ordinal))
        {
            Mount(s, x, y, r, ring, mirror);
        }
        else
        {
            Glass(s, x, y, r * 1.12f, ring);
        }
    }

    private static Painter Dslr(string model, Ink body, Ink accent, float tall) => (s, p) =>
    {
        var kit2 = p.Text("set") == "kit two lenses";
        s.Shadow(120, tall > 0 ? 216 : 204, 98);
        s.At(kit2 ? 104 : 120, kit2 ? 112 : 118, 0, kit2 ? 1.12f : tall > 0 ? 1.22f : 1.34f, () =>
            s.At(-120, -110 - (tall / 3), 0, 1, () => DslrBody(s, p, model, body, accent, tall)));
        if (kit2)
        {
            PicturesOfLenses.Standing(s, 204, 206, 46, 82, "#2b2b31", accent, "55");
        }
    };

    private static void DslrBody(PicturesSketch s, PictureSubject p, string model, Ink body, Ink accent, float tall)
    {
        s.Block(51, 58, 27, 16, 4, "#44444d");
        s.Tube(171, 54, 23, 20, 3, "#4a4a54");
        s.Body($"M43 84q0-14 13-14h31l10-20q3-6 10-6h28q7 0 10 6l10 20h31q13 0 13 14v{76 + tall}q0 13-13 13h-130q-13 0-13-13z", body);
        s.Body($"M43 84q0-14 13-14h22v{103 + tall}h-22q-13 0-13-13z", Leather);
        s.Fill($"M43 84q0-14 13-14h17q-15 6-15 24v{70 + tall}q0 6-5 8q-10-2-10-13z", Ink.White, 0.09f);
        s.Body("M103 53q2-5 8-5h22q6 0 8 5l7 16h-52z", body.Light(0.12f));
        s.Text(122, 60.5f, 8.5f, "#f2f2f5", "LUMEN", 0.18f);
        if (tall > 0)
        {
            s.Fill($"M43 {163 + (tall / 3)}h156v2h-156z", Ink.Black, 0.35f);
            s.Block(48, 172, 18, 10, 4, "#4a4a54");
        }

        s.Ball(64, 84, 5, "#c7443b");
        Eye(s, p, 126, 118 + (tall / 4), 41, accent, mirror: true);
        s.Text(184, 92, 10.5f, accent, model, 0.19f);
    }

    private static Painter Mirrorless(string brand, string model, Ink body, Ink top, Ink accent, float deep) => (s, p) =>
    {
        s.Shadow(120, 196, 96);
        s.Block(58, 66, 26, 14, 4, "#5a5e66");
        s.Tube(168, 60, 26, 20, 3, "#5a5e66");
        s.Tube(198, 64, 14, 16, 2, "#50545c");
        s.Body($"M84 78L94 {56 - (deep / 3)}q3-6 9-6h34q6 0 9 6L156 78z", top.Light(0.1f));
        s.Text(120, 64 - (deep / 6), 9, "#f2f2f5", brand, 0.18f);
        s.Body($"M22 90q0-14 14-14h168q14 0 14 14v88q0 14-14 14h-168q-14 0-14-14z", body);
        s.Body("M22 92q0-16 14-16h168q14 0 14 16v6h-196z", top);
        s.Body($"M{22 - (deep / 3)} 98h{34 + (deep / 2)}q6 44 0 94h-{20 + (deep / 2)}q-14 0-14-14z", Leather);
        s.Fill($"M{24 - (deep / 3)} 98h14q-8 40-4 90q-10-2-10-12z", Ink.White, 0.12f);
        Eye(s, p, 124, 132, 52, accent, mirror: false);
        s.Text(197, 112, 13, accent, model, 0.19f);
        s.Disc(70, 110, 4, "#fff2c9", 0.9f);
    };

    private static Painter Rangefinder(string brand, string model, Ink metal, Ink leather) => (s, p) =>
    {
        s.Shadow(120, 196, 96);
        s.Tube(170, 60, 32, 18, 3, metal.Dark(0.08f));
        s.Tube(40, 66, 20, 14, 3, metal.Dark(0.15f));
        s.Block(20, 76, 200, 116, 16, metal);
        s.Body("M20 102h200v60h-200z", leather);
        for (var i = 0; i < 9; i++)
        {
            s.Line($"M22 {107 + (i * 6.2f)}h196", Ink.Black, 0.8f, 0.14f);
        }

        s.Block(34, 82, 34, 16, 4, "#23262e");
        s.Fill("M38 84h14l-8 12h-6z", "#8fb4e0", 0.7f);
        s.Text(190, 90, 9, "#3a3d44", brand, 0.18f);
        Eye(s, p, 122, 132, 50, "#e3b04b", mirror: false);
        s.Text(194, 132, 13, "#f3e3bd", model, 0.19f);
        s.Fill("M20 162h200v14q0 16-16 16h-168q-16 0-16-16z", Ink.Black, 0.08f);
    };

    // The side that people look at while they take a picture.
    private static void Back(PicturesSketch s, string model, Ink body)
    {
        s.Shadow(120, 204, 98);
        s.Body("M84 78L94 48q3-8 11-8h30q8 0 11 8L156 78z", body.Light(0.06f));
        s.Block(100, 48, 40, 26, 8, "#17171b");
        s.Block(107, 54, 26, 14, 4, "#2c3a5e");
        s.Fill("M110 55h10l-8 12h-4z", Ink.White, 0.3f);
        s.Block(20, 74, 200, 126, 16, body);
        s.Block(34, 90, 122, 92, 6, "#101216");
        s.Block(40, 96, 110, 80, 3, "#3d6ea8");
        s.Inside("M40 96h110v80h-110z", () =>
        {
            s.Disc(118, 120, 12, "#ffe2a1");
            s.Fill("M40 150l30-28l26 24l18-14l36 28v20h-110z", "#4e8f6d");
            s.Fill("M40 164l40-18l70 22v10h-110z", "#356b52");
        });
        s.Text(58, 104, 6, Ink.White, "1/250 F4", 0.2f);
        s.Disc(188, 132, 21, "#1d1d22");
        s.Ring(188, 132, 15, "#4a4a54", 6);
        s.Disc(188, 132, 7, "#5a5a64");
        s.Block(172, 166, 14, 9, 4, "#4a4a54");
        s.Block(191, 166, 14, 9, 4, "#4a4a54");
        s.Ball(176, 100, 5, "#4a4a54");
        s.Ball(196, 98, 5, "#c7443b");
        s.Text(54, 82, 7, "#d8b36a", model, 0.19f);
    }

    private static Painter DslrTop(string model, Ink body, Ink accent) => (s, _) =>
    {
        s.Shadow(120, 190, 100, 16);
        s.Tube(82, 108, 90, 92, 14, "#2b2b31");
        for (var i = 0; i < 16; i++)
        {
            s.Box(86 + (i * 5.3f), 136, 2, 40, 1, "#44444d");
        }

        s.Box(82, 186, 90, 4, 0, accent);
        s.Body("M20 66q0-18 18-18h166q18 0 18 18v34q0 18-18 18h-46l-8 14h-50l-8-14h-24l-6 20q-4 10-16 10h-6q-20 0-20-22z", body);
        s.Body("M92 56h68q6 0 6 8v46q0 8-8 8h-64q-8 0-8-8v-46q0-8 6-8z", body.Light(0.12f));
        s.Text(126, 100, 11, "#f2f2f5", "LUMEN", 0.18f);
        s.Box(112, 62, 28, 20, 2, "#9aa0a8");
        s.Box(116, 66, 20, 16, 1, "#3a3a42");
        s.Disc(194, 82, 20, "#1d1d22");
        s.Ball(194, 82, 16, "#50505a");
        s.Text(194, 82, 9, "#f2f2f5", "AUTO", 0.18f, 22);
        s.Block(36, 60, 44, 28, 4, "#a9bd9e");
        s.Text(58, 74, 10, "#2c3a2c", "F4.0", 0.16f);
        s.Ball(44, 126, 10, "#5a5a64");
        s.Text(194, 110, 8, accent, model, 0.19f);
    };

    private static void Pocket(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("black");
        s.Shadow(120, 188, 92);
        s.Tube(58, 68, 40, 14, 4, ink.Dark(0.1f));
        s.Block(26, 78, 188, 104, 16, ink);
        s.Fill("M26 94q0-16 16-16h156q16 0 16 16v4h-188z", Ink.White, 0.14f);
        s.Block(34, 100, 20, 66, 8, ink.Dark(0.22f));
        s.Tube(90, 74, 116, 112, 56, ink.Mix("#8a8d94", 0.35f));
        PicturesOfCameras.Glass(s, 148, 130, 50, "#c9cdd3");
        s.Block(60, 88, 26, 12, 4, "#fff4d6");
        s.Text(70, 168, 9, ink.IsLight ? "#3a3d44" : "#f2f2f5", "P3", 0.19f);
    }

    private static void PocketWithFinder(PicturesSketch s, PictureSubject p)
    {
        Ink ink = "#3a4150";
        s.Shadow(120, 188, 92);
        s.Block(36, 52, 54, 34, 6, ink.Light(0.1f));
        s.Block(44, 60, 26, 18, 4, "#15181f");
        s.Fill("M47 62h12l-8 14h-4z", "#8fb4e0", 0.6f);
        s.Tube(166, 64, 34, 16, 4, "#5c6474");
        s.Block(26, 78, 188, 104, 14, ink);
        s.Fill("M26 92q0-14 14-14h160q14 0 14 14v4h-188z", Ink.White, 0.14f);
        s.Block(32, 102, 22, 70, 8, "#23272f");
        s.Tube(82, 72, 116, 116, 58, "#5c6474");
        PicturesOfCameras.Glass(s, 140, 130, 52, "#e08a3c");
        s.Text(44, 90, 9, "#f2c38a", "P5", 0.19f);
    }

    private static void PocketBack(PicturesSketch s, Ink ink)
    {
        s.Shadow(120, 188, 92);
        s.Tube(142, 68, 40, 14, 4, ink.Dark(0.1f));
        s.Block(26, 78, 188, 104, 16, ink);
        s.Block(38, 90, 120, 82, 6, "#101216");
        s.Block(43, 95, 110, 72, 3, "#e2a064");
        s.Inside("M43 95h110v72h-110z", () =>
        {
            s.Disc(98, 140, 26, "#f6d58f");
            s.Fill("M43 140q30-14 55 0t55 0v30h-110z", "#31688c");
        });
        s.Ring(186, 132, 14, ink.IsLight ? "#5a5e66" : "#5c6474", 6);
        s.Disc(186, 132, 6, ink.IsLight ? "#5a5e66" : "#5c6474");
        s.Block(174, 158, 24, 9, 4, ink.Mix(Ink.Black, 0.4f));
        s.Ball(186, 98, 7, "#c7443b");
    }

    private static void Action(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 78);
        s.Block(46, 62, 148, 138, 24, "#3d4650");
        s.Block(52, 68, 136, 126, 20, "#2b3138");
        s.Block(62, 92, 56, 74, 8, "#0f1317");
        s.Text(90, 114, 16, "#ffffff", "4K", 0.16f);
        s.Disc(78, 146, 5, "#e2493d");
        s.Text(98, 146, 9, "#ffffff", "REC", 0.18f);
        s.Block(122, 76, 62, 62, 16, "#1a1e23");
        Glass(s, 153, 107, 27, "#3fa7d6");
        s.Text(152, 160, 11, "#e8edf2", "KITE", 0.18f);
        s.Text(152, 178, 8, "#3fa7d6", "TRAIL 2", 0.18f);
        s.Block(82, 52, 40, 14, 6, "#d0453b");
        s.Box(60, 176, 4, 12, 2, "#5b6671");
    }

    private static void ActionSide(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 60);
        s.Tube(56, 82, 26, 56, 6, "#1a1e23", lies: true);
        s.Oval(58, 110, 7, 24, "#24356e");
        s.Block(76, 62, 92, 138, 14, "#3d4650");
        s.Block(84, 84, 40, 100, 8, "#2b3138");
        s.Line("M94 170h20M94 162h20M94 154h20", "#11151a", 3);
        s.Block(132, 90, 30, 90, 5, "#11151a");
        s.Block(96, 52, 44, 14, 6, "#d0453b");
        s.Text(104, 106, 9, "#e8edf2", "KITE", 0.18f);
    }

    private static void Instant(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("chalk");
        s.Shadow(120, 214, 84);
        Camera(s, ink);
    }

    private static void Camera(PicturesSketch s, Ink ink)
    {
        s.Block(34, 60, 172, 150, 40, ink);
        s.Body("M34 150h172v20q0 40-40 40h-92q-40 0-40-40z", ink.Dark(0.08f));
        s.Box(62, 66, 116, 8, 4, ink.Dark(0.4f));
        s.Block(52, 88, 34, 30, 8, "#3b3e47");
        s.Fill("M56 91h14l-10 24h-4z", Ink.White, 0.4f);
        s.Block(154, 88, 36, 26, 8, "#fff6dc");
        s.Line("M160 94v14M167 94v14M174 94v14M181 94v14", "#d8cba4", 2);
        s.Ball(120, 140, 54, ink.Light(0.25f));
        Glass(s, 120, 140, 41, ink.Dark(0.1f));
        s.Ball(180, 178, 12, ink.Light(0.35f));
        s.Disc(58, 178, 6, "#e2493d");
        s.Text(120, 204, 7, ink.Dark(0.55f), "SNAP", 0.2f);
    }

    private static void InstantPrint(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("chalk");
        s.Shadow(120, 218, 84);
        s.Body("M72 18h96v70h-96z", "#fbfaf6");
        s.Block(82, 26, 76, 50, 2, "#78a9cf");
        s.Inside("M82 26h76v50h-76z", () =>
        {
            s.Disc(138, 42, 9, "#ffe2a1");
            s.Fill("M82 70l26-24l22 18l14-10l20 20v10h-82z", "#4e8f6d");
        });
        s.At(0, 10, 0, 1, () => Camera(s, ink));
    }
}
