namespace CrossSell.Core.Demo;

/// <summary>Memory cards by capacity and speed class, and what belongs to them; batteries and what charges them.</summary>
internal static class PicturesOfCards
{
    public static void AddTo(PicturesBook book)
    {
        foreach (var sku in (string[])[
            "MEM-128-V60", "MEM-256-V90", "MEM-64-V30", "MEM-64-V60", "MEM-256-V60", "MEM-128-V90", "MEM-512-V60", "MEM-32-V10"])
        {
            book.Add(sku, Secure);
        }

        book.Add("MEM-U128", Micro);
        book.Add("MEM-U256", Micro);
        book.Add("MEM-CFX-256", Express);
        book.Add("MEM-CFX-512", Express);
        book.Add("RDR-DUAL", Reader);
        book.Add("CSE-MEM", Wallet);
        book.Add("BAT-NB12", Battery("LUMEN", "NB-12", "7.2 V", "#f2c14e", 0));
        book.Add("BAT-NB15", Battery("LUMEN", "NB-15", "7.2 V", "#e5683f", 10));
        book.Add("BAT-NB10", Battery("LUMEN", "NB-10", "7.4 V", "#8cc4e8", -16));
        book.Add("BAT-OB8", Battery("ORBIS", "OB-8", "7.6 V", "#86c28a", -4));
        book.Add("BAT-OB4", Battery("ORBIS", "OB-4", "3.6 V", "#e8e4da", -26));
        book.Add("BAT-KT2", Pair);
        book.Add("BAT-AA8", Cells);
        book.Add("CHG-NB", DualCharger);
        book.Add("CHG-OB", TravelCharger);
        book.Add("CHG-AA", CellCharger);
        book.Add("PWR-20K", PowerBank("20000", "#33475e", 1));
        book.Add("PWR-10K", PowerBank("10000", "#d0583f", 0.78f));
        book.Add("GRP-D7", Grip);
        book.Add("PWR-AC", Mains);
    }

    private static Ink Class(string speed) => speed switch
    {
        "V90" => "#6a3fa0",
        "V60" => "#e0483e",
        "V30" => "#2f86b5",
        _ => "#8a8f98",
    };

    // As large as the card is roomy: at 48 pixels the number is read before the class.
    private static Ink Shell(float capacity) => capacity switch
    {
        <= 32 => "#5b6472",
        <= 64 => "#33405a",
        <= 128 => "#222a3a",
        <= 256 => "#17443f",
        _ => "#4a1f2c",
    };

    private static void Secure(PicturesSketch s, PictureSubject p)
    {
        var (capacity, speed) = (p.Text("capacity"), p.Text("speed"));
        s.Shadow(122, 216, 82);
        s.Body("M52 28q0-10 10-10h92l36 36v148q0 10-10 10h-118q-10 0-10-10z", Shell(p.Number("capacity")));
        s.Body("M52 28q0-10 10-10h92l36 36v36h-138z", Class(speed));
        for (var i = 0; i < 7; i++)
        {
            s.Block(60 + (i * 15.5f), 26 + (i > 5 ? 14 : 0), 10, 30, 2, "#eccf86");
        }

        s.Box(44, 92, 8, 26, 2, "#c6ccd6");
        s.Text(88, 108, 16, Ink.White, "KITE", 0.19f);
        s.Text(160, 108, 15, Class(speed).Light(0.5f), speed, 0.2f);
        s.Text(121, 152, 46, Ink.White, capacity, 0.17f, 118);
        s.Text(90, 194, 13, Ink.White, "SDXC", 0.17f, opacity: 0.85f);
        s.Text(166, 194, 15, Ink.White, "GB", 0.19f);
        s.Fill("M52 28q0-10 10-10h14l-10 194h-4q-10 0-10-10z", Ink.White, 0.12f);
    }

    private static void Micro(PicturesSketch s, PictureSubject p)
    {
        var large = p.Number("capacity") > 200;
        Ink shell = large ? "#1f5f57" : "#2f86b5";
        s.Shadow(122, 216, 92);
        s.Body("M28 34q0-8 8-8h70l28 28v148q0 8-8 8h-90q-8 0-8-8z", "#d9dce1");
        s.Body("M38 92h86v108h-86z", "#f4f4f6");
        for (var i = 0; i < 5; i++)
        {
            s.Block(36 + (i * 15), 34, 9, 26, 2, "#d8b768");
        }

        s.Text(81, 120, 13, "#50545d", "ADAPTER", 0.18f, 70);
        s.Text(81, 160, 14, "#50545d", "SD", 0.19f);
        s.Shadow(172, 217, 48, 8);
        s.Body("M132 112q0-8 8-8h38l8 12h14q8 0 8 8v82q0 8-8 8h-60q-8 0-8-8z", shell);
        s.Body("M132 112q0-8 8-8h38l8 12h14q8 0 8 8v8h-76z", large ? "#e3b04b" : "#26262b");
        s.Text(170, 164, 27, Ink.White, p.Text("capacity"), 0.18f, 64);
        s.Text(158, 196, 10, Ink.White, "MICRO", 0.18f, 40);
        s.Text(194, 196, 10, Ink.White, "GB", 0.18f);
    }

    private static void Express(PicturesSketch s, PictureSubject p)
    {
        var large = p.Number("capacity") > 300;
        s.Shadow(122, 208, 92);
        s.Block(32, 36, 176, 170, 10, "#b9bec7");
        s.Block(40, 44, 160, 152, 6, large ? "#6b1f2b" : "#1d1f26");
        s.Block(40, 44, 160, 34, 6, large ? "#e3b04b" : "#6a3fa0");
        s.Text(84, 61, 15, Ink.White, "KITE", 0.19f);
        s.Text(162, 61, 15, Ink.White, "CFX", 0.19f);
        s.Text(120, 122, 50, Ink.White, p.Text("capacity"), 0.17f);
        s.Text(120, 172, 17, "#d5d8de", "GB   V90", 0.18f);
        s.Fill("M40 50q0-6 6-6h50l-56 110z", Ink.White, 0.1f);
    }

    private static void Reader(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 204, 96, 13);
        s.At(82, 62, -6, 0.48f, () => s.At(-120, -116, 0, 1, () => SecureBack(s)));
        s.Block(24, 96, 192, 104, 18, "#3b4450");
        s.Block(24, 96, 192, 26, 13, "#4b5663");
        s.Box(42, 104, 84, 9, 4, "#12151a");
        s.Box(148, 105, 44, 7, 3, "#12151a");
        s.Text(84, 150, 20, Ink.White, "SD", 0.19f);
        s.Text(168, 150, 14, Ink.White, "MICRO", 0.18f, 56);
        s.Disc(42, 182, 4, "#67d38a");
        s.Text(170, 182, 9, "#b9c2cd", "KITE DUAL", 0.17f);
        s.Line("M120 200q0 22 -30 22h-40", "#22262c", 7);
    }

    private static void SecureBack(PicturesSketch s)
    {
        s.Body("M52 28q0-10 10-10h92l36 36v148q0 10-10 10h-118q-10 0-10-10z", "#e0483e");
        s.Box(66, 80, 110, 100, 6, "#222a3a");
    }

    private static void Wallet(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 94);
        s.Block(26, 40, 188, 164, 18, "#7d8a63");
        s.Fill("M118 40h4v164h-4z", Ink.Black, 0.25f);
        s.Seam("M36 50h76v144h-76zM128 50h76v144h-76z", "#dfe3cf", 1.6f);
        Ink[] cards = ["#e0483e", "#2f86b5", "#6a3fa0", "#e3b04b"];
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (44 + (i / 2 * 92), 60 + (i % 2 * 66));
            s.Block(x, y, 60, 56, 5, "#222a3a");
            s.Block(x, y, 60, 18, 5, cards[i]);
            s.Block(x - 4, y + 30, 68, 32, 4, "#66734e");
        }

        s.Ball(206, 124, 8, "#c9cdd3");
    }

    private static Painter Battery(string brand, string model, string volts, Ink label, float taller) => (s, p) =>
    {
        var top = 62 - taller;
        s.Shadow(128, 216, 82);
        s.Fill($"M46 {top}l26-30h118l-26 30z", "#66666f");
        s.Body($"M164 {top}l26-30v{150 + taller}l-26 32z", "#26262c");
        s.Block(46, top, 118, 214 - top, 6, "#3c3c45");
        s.Block(54, top + 18, 102, 176 - top, 5, label);
        s.Text(105, top + 46, 24, "#232326", model, 0.18f, 90);
        s.Text(105, top + 82, 15, "#232326", volts, 0.17f, opacity: 0.85f);
        if (taller > -12)
        {
            s.Text(105, 178, 12, "#232326", brand, 0.2f);
        }

        for (var i = 0; i < 3; i++)
        {
            s.Body($"M{88 + (i * 24)} {top - 20}h14l-8 10h-14z", "#e0b95c");
        }
    };

    private static void Pair(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 98);
        foreach (var (x, y) in ((float, float)[])[(28, 58), (116, 76)])
        {
            s.Fill($"M{x} {y}l14-16h86l-14 16z", "#66666f");
            s.Body($"M{x + 86} {y}l14-16v118l-14 18z", "#26262c");
            s.Block(x, y, 86, 120, 6, "#3c4450");
            s.Block(x + 6, y + 14, 74, 92, 4, "#3fa7d6");
            s.Text(x + 43, y + 46, 22, Ink.White, "KT-2", 0.18f);
            s.Text(x + 43, y + 82, 11, Ink.White, "KITE", 0.19f);
        }
    }

    private static void Cells(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 94);
        for (var i = 0; i < 4; i++)
        {
            Cell(s, 40 + (i * 42), 24, 34, 100);
        }

        for (var i = 0; i < 4; i++)
        {
            Cell(s, 26 + (i * 48), 84, 42, 128);
        }
    }

    private static void Cell(PicturesSketch s, float x, float y, float wide, float high)
    {
        s.Tube(x + (wide * 0.32f), y - 7, wide * 0.36f, 10, 2, "#c9cdd3");
        s.Tube(x, y, wide, high, 5, "#2d7f6a");
        s.Tube(x, y, wide, high * 0.24f, 5, "#e3b04b");
        s.Text(x + (wide / 2), y + (high * 0.55f), wide * 0.4f, Ink.White, "AA", 0.2f);
    }

    private static void DualCharger(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 98);
        s.Block(22, 66, 196, 138, 20, "#3a3b42");
        s.Block(36, 44, 76, 112, 6, "#4b4b55");
        s.Block(128, 44, 76, 112, 6, "#4b4b55");
        s.Block(42, 60, 64, 84, 4, "#f2c14e");
        s.Block(134, 60, 64, 84, 4, "#e5683f");
        s.Text(74, 102, 17, "#232326", "NB-12", 0.18f, 54);
        s.Text(166, 102, 17, "#232326", "NB-15", 0.18f, 54);
        s.Block(22, 150, 196, 54, 20, "#45464e");
        s.Disc(62, 178, 5, "#67d38a");
        s.Disc(80, 178, 5, "#67d38a");
        s.Text(160, 178, 13, "#f2f2f5", "LUMEN", 0.19f);
    }

    private static void TravelCharger(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 70);
        s.Block(92, 20, 10, 34, 3, "#c9cdd3");
        s.Block(138, 20, 10, 34, 3, "#c9cdd3");
        s.Block(60, 46, 120, 164, 22, "#e9e7e1");
        s.Block(76, 70, 88, 104, 8, "#34363d");
        s.Block(84, 84, 72, 78, 4, "#86c28a");
        s.Text(120, 122, 20, "#232326", "OB-8", 0.18f, 60);
        s.Disc(96, 192, 5, "#f0a03c");
        s.Text(136, 192, 11, "#4a4c53", "ORBIS", 0.19f);
    }

    private static void CellCharger(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 210, 92);
        s.Block(28, 50, 184, 156, 16, "#2f3138");
        for (var i = 0; i < 4; i++)
        {
            s.Block(40 + (i * 41), 62, 36, 104, 6, "#17181c");
            Cell(s, 43 + (i * 41), 74, 30, 88);
            s.Disc(58 + (i * 41), 186, 5, i < 3 ? "#67d38a" : "#f0a03c");
        }
    }

    private static Painter PowerBank(string charge, Ink ink, float size) => (s, p) =>
    {
        s.Shadow(122, 216, 74 * size);
        s.Zoom(size, 120, 212, () =>
        {
            s.Body("M58 40q0-18 18-18h88q18 0 18 18v154q0 18-18 18h-88q-18 0-18-18z", ink);
            s.Fill("M58 40q0-18 18-18h16q-16 8-16 30v144q0 12-6 16q-12-6-12-18z", Ink.White, 0.16f);
            s.Box(82, 14, 26, 9, 2, "#26262b");
            s.Box(128, 14, 30, 9, 4, "#26262b");
            s.Text(120, 92, 30, Ink.White, charge, 0.16f, 100);
            s.Text(120, 128, 17, Ink.White, "MAH", 0.18f, opacity: 0.8f);
            for (var i = 0; i < 4; i++)
            {
                s.Disc(93 + (i * 18), 160, 5, Ink.White, i < 3 ? 0.95f : 0.3f);
            }

            s.Text(120, 190, 13, Ink.White, "KITE", 0.19f, opacity: 0.9f);
        });
    };

    private static void Grip(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 196, 100);
        s.Block(40, 62, 40, 60, 6, "#1c1c20");
        s.Block(18, 104, 204, 88, 22, "#2e2e35");
        s.Block(18, 104, 64, 88, 22, "#1f1f23");
        s.Block(92, 96, 116, 14, 4, "#c9cdd3");
        s.Block(124, 84, 24, 16, 3, "#9aa0a8");
        s.Ball(46, 124, 10, "#c7443b");
        s.Ring(184, 148, 18, "#4a4a54", 7);
        s.Text(130, 148, 16, "#d8b36a", "D7", 0.19f);
        s.Text(130, 174, 10, "#f2f2f5", "LUMEN", 0.19f);
    }

    private static void Mains(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(112, 206, 92);
        s.Line("M148 150q56 6 50-34t-52-38q-36 2-20-36", "#3a3b42", 8);
        s.Block(108, 18, 34, 46, 5, "#3c3c45");
        s.Block(112, 26, 26, 22, 3, "#f2c14e");
        s.Block(60, 78, 10, 32, 3, "#c9cdd3");
        s.Block(98, 78, 10, 32, 3, "#c9cdd3");
        s.Block(24, 102, 128, 100, 18, "#33343b");
        s.Text(88, 146, 22, "#f2f2f5", "AC 9V", 0.18f);
        s.Text(88, 178, 11, "#f2c14e", "LUMEN", 0.19f);
    }
}
