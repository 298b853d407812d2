namespace CrossSell.Core.Demo;

/// <summary>Bags by what they hold: backpacks by their litres, the others by their shape. Straps.</summary>
internal static class PicturesOfBags
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("BAG-CA20", Camera("#4f6149", "#37452f", "20"), (PictureView.Back, (s, _) => PackBack(s, "#4f6149", 1)), (PictureView.Detail, Open));
        book.Add("BAG-CA15", Camera("#b9592f", "#8b3f20", "15"), (PictureView.Back, (s, _) => PackBack(s, "#b9592f", 0.88f)));
        book.Add("BAG-CA28", Camera("#3d5675", "#2a3d57", "28"), (PictureView.Back, (s, _) => PackBack(s, "#3d5675", 1.02f)));
        book.Add("BAG-SL", Sling);
        book.Add("BAG-SH10", Shoulder);
        book.Add("BAG-HL3", Holster);
        book.Add("BAG-RL40", Roller);
        book.Add("BAG-INS", Insert);
        book.Add("BAG-RAIN", RainCover);
        book.Add("BAG-HARD", HardCase);
        book.Add("BAG-PCH", Pouch);
        book.Add("BAG-LNS-S", LensPouch(0.72f));
        book.Add("BAG-LNS-L", LensPouch(1.1f));
        book.Add("STR-LOOP", Loop);
        book.Add("STR-WRIST", Wrist);
        book.Add("STR-LTH", Neck);
        book.Add("STR-CLIP", Clip);
        book.Add("PCK-TRK55", Trekking, (PictureView.Back, (s, p) => PackBack(s, p.Colour("forest"), 1.02f)));
        book.Add("PCK-DAY22", Daypack, (PictureView.Back, (s, p) => PackBack(s, p.Colour("forest"), 0.95f)));
        book.Add("PCK-DRY", DrySacks);
        book.Add("PCK-HIP", HipPack);
        book.Add("PCK-CHILD", Carrier);
    }

    private static Painter Camera(Ink ink, Ink dark, string litres) => (s, p) =>
    {
        var size = 0.7f + (p.Number("volume") * 0.0115f);
        s.Shadow(120, 218, 76 * size);
        s.Zoom(size, 120, 216, () =>
        {
            s.Line("M98 34q0-26 22-26q22 0 22 26", dark, 9);
            s.Block(42, 108, 18, 74, 9, dark);
            s.Block(180, 108, 18, 74, 9, dark);
            s.Body("M54 94q0-66 66-66q66 0 66 66v98q0 24-24 24h-84q-24 0-24-24z", ink);
            s.Fill("M54 94q0-66 66-66q14 0 26 4q-58 8-64 66v112q-28 2-28-18z", Ink.White, 0.13f);
            s.Line("M62 104q58-14 116 0", dark, 4);
            s.Block(70, 126, 100, 72, 16, dark);
            s.Fill("M70 142q0-16 16-16h68q16 0 16 16v8h-100z", Ink.White, 0.1f);
            s.Line("M84 142h72", "#d9d4c8", 4);
            s.Body("M148 140h8v16l-4 5l-4-5z", "#d9d4c8");
            s.Block(92, 66, 56, 26, 5, "#f4f1ea");
            s.Text(120, 79, 14, "#333333", litres + " L", 0.19f);
        });
    };

    private static void PackBack(PicturesSketch s, Ink ink, float size)
    {
        var dark = ink.Dark(0.35f);
        s.Shadow(120, 218, 76 * size);
        s.Zoom(size * 0.98f, 120, 216, () =>
        {
            s.Line("M98 34q0-26 22-26q22 0 22 26", dark, 9);
            s.Body("M54 94q0-66 66-66q66 0 66 66v98q0 24-24 24h-84q-24 0-24-24z", ink);
            s.Block(70, 66, 100, 134, 24, ink.Dark(0.18f));
            for (var i = 0; i < 6; i++)
            {
                s.Line($"M84 {88 + (i * 19)}q36-12 72 0", ink.Light(0.12f), 3, 0.5f);
            }

            s.Band("M92 52q-34 50-22 146", dark, 20);
            s.Band("M148 52q34 50 22 146", dark, 20);
            s.Line("M76 118h88", "#d9d4c8", 4);
            s.Block(112, 112, 16, 12, 3, "#26262b");
            s.Line("M62 196q58 26 116 0", dark, 12);
        });
    }

    private static void Open(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 94);
        s.Block(22, 32, 196, 180, 26, "#4f6149");
        s.Block(34, 44, 172, 156, 16, "#c9a36a");
        s.Block(42, 52, 92, 82, 8, "#8a6b3e");
        s.Block(142, 52, 56, 82, 8, "#8a6b3e");
        s.Block(42, 142, 156, 50, 8, "#8a6b3e");
        s.Block(52, 72, 72, 52, 8, "#2e2e35");
        PicturesOfCameras.Glass(s, 90, 98, 22, "#d8b36a");
        PicturesOfCameras.Glass(s, 170, 92, 26, "#4a9fd8");
        s.Tube(54, 150, 84, 34, 6, "#3a3b42", lies: true);
        s.Box(120, 149, 4, 36, 0, "#d09a45");
        s.Block(152, 150, 34, 34, 5, "#f2c14e");
    }

    private static void Sling(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("charcoal");
        s.Shadow(120, 206, 92);
        s.Line("M44 132Q48 22 146 22Q200 30 204 132", ink.Dark(0.3f), 15);
        s.Line("M44 132Q48 22 146 22", ink.Light(0.12f), 3);
        s.Block(104, 20, 34, 20, 5, "#26262b");
        s.Body("M26 142q0-28 28-28h134q26 0 26 28v22q0 40-44 40h-100q-44 0-44-40z", ink);
        s.Fill("M26 142q0-28 28-28h134q26 0 26 28v6q-94 18-188 0z", Ink.White, 0.12f);
        s.Line("M34 142q86 16 172 0", ink.Dark(0.42f), 4);
        s.Body("M192 140h9v18l-4.500 6l-4.500-6z", "#e0a12f");
        s.Block(56, 162, 128, 32, 14, ink.Dark(0.2f));
        s.Text(120, 178, 13, ink.IsLight ? "#4a3b1e" : "#f4f1ea", "6 L", 0.19f);
    }

    private static void Shoulder(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("charcoal");
        s.Shadow(120, 212, 98);
        s.Line("M42 110q0-92 78-92q78 0 78 92", "#7a4e2c", 11);
        s.Block(24, 88, 192, 120, 16, ink);
        s.Body("M24 102q0-16 16-16h160q16 0 16 16v52q0 12-12 12h-168q-12 0-12-12z", ink.Light(0.1f));
        s.Band("M74 92v88", "#8a5a33", 15);
        s.Band("M166 92v88", "#8a5a33", 15);
        s.Block(64, 160, 20, 22, 4, "#d4a24a");
        s.Block(156, 160, 20, 22, 4, "#d4a24a");
        s.Box(68, 165, 12, 12, 2, ink.Dark(0.3f));
        s.Box(160, 165, 12, 12, 2, ink.Dark(0.3f));
        s.Block(100, 116, 40, 22, 4, "#f4f1ea");
        s.Text(120, 127, 12, "#333333", "10 L", 0.19f);
    }

    private static void Holster(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 66);
        s.Line("M70 78q0-62 50-62q50 0 50 62", "#2b2b31", 10);
        s.Body("M48 70q0-20 20-20h104q20 0 20 20v50l-26 82q-4 12-18 12h-56q-14 0-18-12l-26-82z", "#44506a");
        s.Fill("M48 70q0-20 20-20h22l-6 164q-8-2-10-12l-26-82z", Ink.White, 0.12f);
        s.Line("M54 104h132", "#e0a12f", 4);
        s.Block(84, 124, 72, 60, 12, "#33405a");
        s.Text(120, 82, 16, Ink.White, "3 L", 0.19f);
        s.Block(106, 96, 28, 16, 4, "#26262b");
    }

    private static void Roller(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 222, 72);
        s.Line("M92 50V12h56v38", "#9aa0a8", 6);
        s.Block(84, 6, 72, 13, 6, "#26262b");
        s.Block(48, 40, 144, 168, 16, "#3a3d45");
        s.Fill("M48 56q0-16 16-16h16v168h-16q-16 0-16-16z", Ink.White, 0.12f);
        s.Block(62, 60, 116, 58, 10, "#2b2d34");
        s.Block(62, 128, 116, 66, 10, "#2b2d34");
        s.Line("M72 70h96M72 138h96", "#d5483c", 3);
        s.Text(120, 92, 18, Ink.White, "40 L", 0.19f);
        s.Ball(66, 212, 13, "#26262b");
        s.Ball(174, 212, 13, "#26262b");
        s.Disc(66, 212, 5, "#9aa0a8");
        s.Disc(174, 212, 5, "#9aa0a8");
    }

    private static void Insert(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 96);
        s.Body("M22 92l28-44h140l28 44v100q0 14-14 14h-168q-14 0-14-14z", "#5d6068");
        s.Fill("M36 90l22-32h124l22 32z", "#c9793a");
        s.Fill("M84 58h8l-6 32h-9zM148 58h8l7 32h-9z", "#e7a05c");
        s.Block(22, 90, 196, 116, 14, "#6d717a");
        s.Seam("M34 102h172v92h-172z", "#e7e4da", 1.8f, 5);
        s.Line("M84 92q0 46 36 46t36-46", "#33353b", 9);
    }

    private static void RainCover(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 218, 76);
        s.Body("M42 102q0-78 78-78q78 0 78 78v84q0 28-28 28h-100q-28 0-28-28z", "#f0b429");
        s.Fill("M42 102q0-78 78-78q16 0 30 4q-64 10-70 80v104q-38 6-38-26z", Ink.White, 0.25f);
        s.Line("M86 46q12 60-10 150M156 46q-10 70 14 148", "#c88b12", 2.5f, 0.7f);
        s.Line("M48 196q72 22 144 0", "#c88b12", 5);
        foreach (var (x, y) in ((float, float)[])[(104, 92), (138, 76), (128, 130), (94, 150), (154, 158)])
        {
            s.Fill($"M{x} {y}q8 12 0 16q-8-4 0-16z", "#7db8dc");
        }
    }

    private static void HardCase(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 210, 100);
        s.Line("M88 64V44q0-8 8-8h48q8 0 8 8v20", "#26262b", 11);
        s.Block(18, 60, 204, 146, 18, "#e08a2c");
        for (var i = 0; i < 5; i++)
        {
            s.Fill($"M{40 + (i * 36)} 62h14v142h-14z", Ink.Black, 0.09f);
        }

        s.Fill("M18 120h204v6h-204z", Ink.Black, 0.4f);
        s.Block(48, 104, 26, 38, 5, "#26262b");
        s.Block(166, 104, 26, 38, 5, "#26262b");
        s.Block(90, 146, 60, 30, 5, "#26262b");
        s.Text(120, 161, 15, Ink.White, "30 L", 0.19f);
    }

    private static void Pouch(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 206, 84);
        s.Line("M192 92q26 10 20 60q-4 40-20 44", "#5c351c", 7);
        s.Block(38, 58, 160, 146, 22, "#9a6236");
        s.Body("M38 80q0-22 22-22h116q22 0 22 22v26q-20 44-80 44t-80-44z", "#b1743f");
        s.Seam("M46 82q0-16 16-16h112q16 0 16 16v22q-18 38-72 38t-72-38z", "#ecd2ac", 1.8f, 5);
        s.Ball(118, 132, 10, "#d4a24a");
        s.Seam("M48 160v24q0 12 12 12h116q12 0 12-12v-24", "#ecd2ac", 1.8f, 5);
    }

    private static Painter LensPouch(float size) => (s, p) =>
    {
        s.Shadow(120, 218, 60);
        s.Zoom(size, 120, 212, () =>
        {
            s.Tube(66, 62, 108, 154, 22, size < 1 ? "#4a6a7c" : "#4b4e57");
            s.Line("M68 74q52 14 104 0", "#e8e4da", 4);
            s.Line("M120 70q-16-34 0-56q16 22 0 56", "#e8e4da", 4);
            s.Block(110, 40, 20, 14, 6, "#d5483c");
            s.Block(90, 128, 60, 36, 5, "#f4f1ea");
            s.Text(120, 146, 15, "#333333", size < 1 ? "S" : "L", 0.2f);
        });
    };

    private static void Loop(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 84);
        s.Band("M70 196Q20 40 120 34Q220 40 170 196", "#34353c", 24);
        s.Seam("M70 190Q26 48 120 42Q214 48 170 190", "#d5483c", 2, 5);
        s.Block(58, 184, 26, 24, 5, "#c9cdd3");
        s.Block(156, 184, 26, 24, 5, "#c9cdd3");
        s.Ball(71, 214, 9, "#d5483c");
        s.Ball(169, 214, 9, "#d5483c");
        s.Block(96, 22, 48, 26, 6, "#26262b");
    }

    private static void Wrist(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("black");
        s.Shadow(112, 210, 74);
        s.Band("M150 150C210 80 150 22 98 40C36 60 48 150 130 160", ink, 22);
        s.Block(128, 140, 34, 32, 7, "#26262b");
        s.Line("M152 168q22 16 30 36", ink.Dark(0.3f), 6);
        s.Ball(184, 208, 10, "#d5483c");
    }

    private static void Neck(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 90);
        s.Band("M52 206Q20 20 120 20Q220 20 188 206", "#8a5630", 13);
        s.Band("M58 92Q66 28 120 28Q174 28 182 92", "#b9783f", 32);
        s.Seam("M52 88Q60 18 120 16Q180 18 188 88M70 94Q76 42 120 40Q164 42 170 94", "#f0dcb8", 2, 5);
        s.Ring(52, 212, 10, "#d4a24a", 4);
        s.Ring(188, 212, 10, "#d4a24a", 4);
    }

    private static void Clip(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 78);
        s.Block(80, 14, 80, 196, 20, "#4f6149");
        s.Seam("M90 20v184M150 20v184", "#c5d0b4", 2, 6);
        s.Block(56, 66, 128, 92, 14, "#2c2e34");
        s.Block(76, 84, 88, 56, 6, "#a9aeb6");
        s.Fill("M80 88h36l-20 48h-16z", Ink.White, 0.35f);
        s.Ball(196, 112, 13, "#d5483c");
        s.Ball(70, 80, 5, "#c9cdd3");
        s.Ball(70, 144, 5, "#c9cdd3");
        s.Text(120, 112, 16, "#33353b", "STILT", 0.19f);
    }

    private static void Trekking(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("forest");
        var dark = ink.Dark(0.35f);
        s.Shadow(120, 224, 66);
        s.Tube(54, 190, 132, 28, 14, "#8f8570", lies: true);
        s.Block(50, 86, 22, 96, 10, dark);
        s.Block(168, 86, 22, 96, 10, dark);
        s.Body("M62 62h116v128q0 16-16 16h-84q-16 0-16-16z", ink);
        s.Body("M54 44q0-28 28-28h76q28 0 28 28v28q-66 22-132 0z", ink.Light(0.1f));
        s.Fill("M62 76h22v128q-22-2-22-16z", Ink.White, 0.12f);
        s.Line("M90 58v64M150 58v64", dark, 8);
        s.Block(83, 112, 14, 18, 3, "#26262b");
        s.Block(143, 112, 14, 18, 3, "#26262b");
        s.Block(78, 134, 84, 54, 10, dark);
        s.Line("M88 146h64", "#d9d4c8", 4);
        s.Block(94, 30, 52, 24, 5, "#f4f1ea");
        s.Text(120, 42, 14, "#333333", "55 L", 0.19f);
    }

    private static void Daypack(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("forest");
        var dark = ink.Dark(0.35f);
        s.Shadow(120, 218, 68);
        s.Line("M102 38q0-24 18-24q18 0 18 24", dark, 8);
        s.Body("M58 92q0-58 62-58q62 0 62 58v102q0 22-22 22h-80q-22 0-22-22z", ink);
        s.Fill("M58 92q0-58 62-58q10 0 20 3q-54 10-58 62v116q-24 0-24-20z", Ink.White, 0.15f);
        s.Line("M76 150L164 92M76 92L164 150", dark, 4);
        s.Line("M66 176q54 12 108 0", dark, 5);
        s.Block(94, 58, 52, 24, 5, "#f4f1ea");
        s.Text(120, 70, 13, "#333333", "22 L", 0.19f);
        s.Ball(120, 121, 7, "#d9d4c8");
    }

    private static void DrySacks(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 98);
        Sack(s, 66, 212, 76, 150, "#e0682f");
        Sack(s, 178, 212, 68, 112, "#3f9a6d");
        Sack(s, 124, 216, 58, 84, "#2f86b5");
    }

    private static void Sack(PicturesSketch s, float x, float ground, float wide, float high, Ink ink)
    {
        s.Tube(x - (wide / 2), ground - high + 22, wide, high - 22, 12, ink);
        s.Tube(x - (wide * 0.46f), ground - high + 8, wide * 0.92f, 20, 6, ink.Dark(0.25f), lies: true);
        s.Line($"M{x - (wide * 0.4f)} {ground - high + 10}Q{x} {ground - high - 16} {x + (wide * 0.4f)} {ground - high + 10}", "#26262b", 5);
        s.Text(x, ground - (high * 0.4f), wide * 0.24f, Ink.White, "DRY", 0.19f);
    }

    private static void HipPack(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 194, 98);
        s.Band("M16 96q20 20 40 22M224 96q-20 20-40 22", "#2b2d34", 18);
        s.Body("M34 106q0-20 20-20h132q20 0 20 20v34q0 48-52 48h-68q-52 0-52-48z", "#b5562f");
        s.Fill("M34 106q0-20 20-20h132q20 0 20 20v8q-86 20-172 0z", Ink.White, 0.16f);
        s.Line("M44 114q76 16 152 0", "#6f3016", 4);
        s.Block(70, 134, 100, 40, 16, "#8f4022");
        s.Text(120, 154, 15, "#f4f1ea", "3 L", 0.19f);
        s.Body("M186 112h9v18l-4.500 6l-4.500-6z", "#f4f1ea");
    }

    private static void Carrier(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(124, 222, 70);
        s.Line("M70 214L92 40M176 214L150 60M70 214h110", "#9aa0a8", 7);
        s.Body("M84 30q70-24 106 26l-10 12q-44-24-98-12z", "#c9502f");
        s.Body("M88 92h76q18 0 18 18v50q0 34-34 34h-44q-26 0-26-30z", "#4a6a86");
        s.Block(96, 106, 76, 34, 14, "#5f82a0");
        s.Ball(130, 90, 23, "#f0c79f");
        s.Fill("M107 86q2-24 23-24t23 24q-22-12-46 0z", "#c9502f");
        s.Disc(122, 92, 2.6f, "#4a3020");
        s.Disc(138, 92, 2.6f, "#4a3020");
        s.Line("M124 101q6 5 12 0", "#4a3020", 2);
        s.Band("M84 66q-30 50-14 120", "#33353b", 13);
    }
}
