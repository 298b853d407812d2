namespace CrossSell.Core.Demo;

/// <summary>Grinders, brewers, espresso machines and their tools.</summary>
internal static class PicturesOfBrewing
{
    private const string Steel = "#b7bcc4";

    public static void AddTo(PicturesBook book)
    {
        book.Add("GRN-HAND", HandMill(0.9f, "#c9a06a", "38"));
        book.Add("GRN-HANDPRO", HandMill(1.04f, "#33363d", "48"));
        book.Add("GRN-TRAVEL", HandMill(0.72f, "#5f9a86", "28"));
        book.Add("GRN-HOME", HomeGrinder, (PictureView.Detail, Burrs));
        book.Add("GRN-ESP", EspressoGrinder, (PictureView.Detail, Burrs));
        book.Add("DRP-CONE", Cone);
        book.Add("DRP-FLAT", FlatBed);
        book.Add("SRV-GLASS", Server);
        book.Add("PRS-FRENCH", Press);
        book.Add("PRS-TRAVEL", TravelPress);
        book.Add("KTL-GOOSE", Gooseneck);
        book.Add("KTL-TEMP", Electric);
        book.Add("SCL-DRIP", Scale("DRIP", "250.0", "#2b2c31", 1));
        book.Add("SCL-ESP", Scale("MINI", "18.0", "#e9e6df", 0.8f));
        book.Add("ESP-ONE", One, (PictureView.Detail, Group));
        book.Add("ESP-DUO", Duo, (PictureView.Detail, Group));
        book.Add("ESP-LEVER", Lever);
        book.Add("ESP-STOVE", Stovetop);
        book.Add("BAR-JUG", Jug);
        book.Add("BAR-TAMP", Tamper);
        book.Add("BAR-KNOCK", KnockBox);
        book.Add("BAR-BASK", Basket);
        book.Add("BAR-THERM", Thermometer);
    }

    private static Painter HandMill(float size, Ink ink, string mark) => (s, p) =>
    {
        s.Shadow(112, 218, 58 * size);
        s.Zoom(size, 116, 216, () =>
        {
            s.Line("M110 44L184 30", "#8b8f98", 9);
            s.Ball(188, 28, 16, "#7a4a26");
            s.Tube(98, 26, 24, 26, 4, Steel);
            s.Tube(72, 46, 76, 96, 8, "#c9cdd3");
            s.Tube(74, 134, 72, 82, 10, ink);
            s.Tube(70, 122, 80, 16, 3, "#3a3c42");
            s.Text(110, 88, 26, "#3a3c42", mark, 0.17f);
            s.Text(110, 178, 10, ink.IsLight ? "#3a2a18" : "#f2f2f5", "TIDAL", 0.19f);
        });
    };

    private static void HomeGrinder(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 220, 76);
        s.Turned("M80 30H160L146 84H94Z", "#b9cdd6");
        s.Fill("M88 44H152L145 76H95Z", "#6b4526", 0.85f);
        s.Block(74, 18, 92, 14, 6, "#2f3138");
        s.Block(64, 82, 112, 76, 14, "#c8553d");
        s.Ball(120, 118, 22, "#f4efe6");
        s.Ring(120, 118, 15, "#c8553d", 3);
        s.Line("M120 118l8 -12", "#3a3c42", 4);
        s.Block(78, 156, 84, 58, 6, "#2f3138");
        s.Tube(90, 164, 60, 46, 6, "#8a5a36");
        s.Block(64, 204, 112, 14, 6, "#c8553d");
        s.Text(88, 94, 7.5f, Ink.White, "DRIFT", 0.19f);
    }

    private static void EspressoGrinder(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 222, 72);
        s.Turned("M76 16H164L148 66H92Z", "#c3d3da");
        s.Fill("M84 30H156L147 60H93Z", "#4a2d18", 0.9f);
        s.Block(80, 62, 80, 100, 10, "#2b2c31");
        s.Block(88, 74, 64, 34, 5, "#16303a");
        s.Text(120, 91, 18, "#7fe0d0", "18.5", 0.16f);
        s.Ball(120, 132, 13, "#c9cdd3");
        s.Body("M104 160H136L130 178H110Z", Steel);
        s.Line("M96 186H146L196 190", "#26262b", 9);
        s.Turned("M94 182H146V194Q120 204 94 194Z", Steel);
        s.Block(68, 206, 104, 14, 6, "#2b2c31");
    }

    private static void Burrs(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(124, 216, 92, 10);
        s.Ball(120, 118, 94, Steel);
        s.Ring(120, 118, 88, "#8a9098", 4);
        for (var i = 0; i < 18; i++)
        {
            s.At(120, 118, i * 20, 1, () => s.Body("M-3 -36L10 -82L-4 -80Z", "#7c828b"));
        }

        s.Ball(120, 118, 34, "#d8dbe0");
        s.Disc(120, 118, 16, "#2b2c31");
    }

    private static void Cone(PicturesSketch s, PictureSubject p)
    {
        var ink = p.Colour("white");
        s.Shadow(120, 212, 84);
        s.Line("M176 98q46 -4 40 34t-62 24", ink.Dark(0.12f), 13);
        s.Turned("M30 62H210L142 178H98Z", ink);
        s.Oval(120, 62, 90, 20, ink.Light(0.3f));
        s.Oval(120, 64, 80, 15, ink.Dark(0.3f));
        s.Line("M70 76L104 172M96 80L112 176M146 80L130 176M172 76L138 172", ink.Dark(0.2f), 2.5f, 0.5f);
        s.Turned("M64 178H176Q180 200 120 204T64 178Z", ink.Dark(0.05f));
        s.Turned("M96 196H144V210H96Z", ink.Dark(0.1f));
    }

    private static void FlatBed(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 210, 84);
        s.Line("M190 84q36 4 28 36t-44 26", "#3a3c42", 11);
        s.Turned("M32 56H208L178 168H62Z", Steel);
        s.Oval(120, 56, 88, 19, "#dfe2e6");
        s.Oval(120, 58, 78, 14, "#6b7078");
        for (var i = 0; i < 9; i++)
        {
            s.Line($"M{56 + (i * 16)} 84L{74 + (i * 11.5f)} 158", "#7b818b", 3, 0.8f);
        }

        s.Turned("M44 166H196Q196 186 120 188T44 166Z", "#9aa0a9");
        s.Turned("M84 186H156V206H84Z", Steel);
    }

    private static void Server(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 82);
        s.Line("M176 84q40 2 34 46t-44 40", "#3a3c42", 11);
        s.Turned("M78 40H162L168 70Q196 110 190 176Q186 214 120 214T50 176Q44 110 72 70Z", "#dbe8ee");
        s.Turned("M48 132H192Q194 160 190 178Q186 212 120 212T50 178Q46 160 48 132Z", "#7a4524");
        s.Oval(120, 132, 72, 13, "#9a6238");
        s.Fill("M66 90Q54 130 60 180Q66 200 80 206Q66 160 82 88Z", Ink.White, 0.55f);
        s.Turned("M74 34H166V50Q120 60 74 50Z", "#3a3c42");
        s.Line("M150 100h14M150 118h14M150 150h14", "#5d7380", 3);
        s.Text(118, 178, 15, "#f4e6d4", "600", 0.18f);
    }

    private static void Press(PicturesSketch s, PictureSubject p)
    {
        var size = p.Text("size", "8 cups") == "3 cups" ? 0.76f : 1.02f;
        s.Shadow(116, 220, 62 * size);
        s.Zoom(size, 116, 218, () =>
        {
            s.Line("M156 92q44 0 42 46t-42 44", "#26262b", 12);
            s.Tube(62, 74, 100, 138, 8, "#dbe8ee");
            s.Tube(64, 122, 96, 88, 6, "#5f3418");
            s.Fill("M72 80H84V204H72Z", Ink.White, 0.5f);
            s.Tube(58, 200, 108, 16, 4, Steel);
            s.Tube(58, 112, 108, 9, 2, Steel);
            s.Turned("M54 78Q56 54 112 54T170 78Z", Steel);
            s.Tube(108, 26, 8, 34, 2, "#8a9098");
            s.Ball(112, 22, 15, "#26262b");
            s.Text(112, 164, 26, "#f4e6d4", p.Text("size", "8 cups")[..1], 0.17f);
        });
    }

    private static void TravelPress(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(116, 220, 60);
        s.Line("M160 100q42 4 38 44t-40 38", "#26262b", 12);
        s.Tube(64, 66, 100, 150, 14, "#3f6f5a");
        s.Tube(64, 84, 100, 12, 0, Steel);
        s.Tube(60, 46, 108, 26, 9, "#26262b");
        s.Tube(108, 16, 10, 34, 3, Steel);
        s.Ball(113, 16, 13, "#26262b");
        s.Body("M88 176L114 134L128 154L136 146L148 176Z", "#d9e8c4");
        s.Text(114, 194, 9, "#d9e8c4", "CAMP", 0.19f);
    }

    private static void Gooseneck(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(128, 214, 84);
        s.Band("M78 180Q28 176 36 116Q40 72 14 66", "#aab0b8", 13);
        s.Line("M178 92q56 -4 44 50t-46 40", "#6b4526", 13);
        s.Turned("M92 84H180L200 206Q136 216 72 206Z", Steel);
        s.Turned("M88 86Q90 62 136 62T184 86Z", "#c9cdd3");
        s.Ball(136, 56, 13, "#6b4526");
        s.Fill("M98 96L84 200L98 204L112 96Z", Ink.White, 0.5f);
    }

    private static void Electric(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(126, 222, 92);
        s.Band("M78 160Q30 158 38 104Q42 64 18 60", "#3d4149", 13);
        s.Line("M178 78q52 -4 42 46t-44 38", "#26262b", 13);
        s.Turned("M92 72H180L198 188Q136 196 74 188Z", "#3d4149");
        s.Turned("M88 74Q90 50 136 50T184 74Z", "#4b4f57");
        s.Ball(136, 46, 12, "#c9a06a");
        s.Block(54, 190, 168, 28, 10, "#26262b");
        s.Block(92, 196, 66, 16, 4, "#16303a");
        s.Text(125, 204, 11, "#7fe0d0", "96 C", 0.17f);
        s.Ball(188, 204, 8, "#c9a06a");
        s.Fill("M98 82L86 182L98 186L110 82Z", Ink.White, 0.22f);
    }

    private static Painter Scale(string name, string shown, Ink ink, float size) => (s, p) =>
    {
        s.Shadow(120, 196, 100 * size, 14);
        s.Zoom(size, 120, 186, () =>
        {
            s.Body("M40 76H200L224 152H16Z", ink);
            s.Fill("M52 82H188L200 122H40Z", ink.IsLight ? ink.Dark(0.16f) : ink.Light(0.14f));
            s.Line("M60 92H150", Ink.White, 2, 0.35f);
            s.Block(16, 150, 208, 40, 8, ink.Dark(0.12f));
            s.Block(60, 156, 96, 28, 4, "#16303a");
            s.Text(108, 170, 18, "#7fe0d0", shown, 0.16f);
            s.Ball(38, 170, 8, "#d5483c");
            s.Ball(184, 170, 7, Steel);
            s.Ball(204, 170, 7, Steel);
            s.Text(120, 104, 15, ink.IsLight ? "#3a3c42" : "#f2f2f5", name, 0.19f);
        });
    };

    private static void One(PicturesSketch s, PictureSubject p) => Machine(s, 46, 148, "#d8d2c4", "ONE", 1);

    private static void Duo(PicturesSketch s, PictureSubject p) => Machine(s, 18, 204, "#3a3f48", "DUO", 2);

    private static void Machine(PicturesSketch s, float x, float wide, Ink ink, string name, int groups)
    {
        var dark = ink.IsLight ? (Ink)"#3a3c42" : "#f2f2f5";
        s.Shadow(120, 218, (wide / 2) + 18);
        s.Block(x + 12, 24, wide - 24, 20, 6, Steel);
        for (var i = 0; i < (groups * 2) + 1; i++)
        {
            s.Turned($"M{x + 26 + (i * 29)} 8H{x + 48 + (i * 29)}L{x + 45 + (i * 29)} 28H{x + 29 + (i * 29)}Z", i % 2 == 0 ? "#f2ede2" : "#c76a42");
        }

        s.Block(x, 38, wide, 58, 10, ink);
        s.Block(x + 10, 94, wide - 20, 100, 0, ink.Dark(0.32f));
        s.Block(x - 4, 184, wide + 8, 32, 8, ink);
        s.Block(x + 8, 178, wide - 16, 12, 3, Steel);
        s.Text(x + 30, 66, 14, dark, name, 0.19f);
        for (var i = 0; i < groups; i++)
        {
            var at = groups == 1 ? x + (wide / 2) : x + 62 + (i * 82);
            s.Ball(at + 26, 62, 15, "#f7f5ef");
            s.Line($"M{at + 26} 62l6 -8", "#d5483c", 3);
            s.Tube(at - 24, 94, 48, 16, 4, Steel);
            s.Line($"M{at - 16} 118L{at - 46} 122", "#26262b", 10);
            s.Turned($"M{at - 22} 108H{at + 22}V122Q{at} 130 {at - 22} 122Z", "#c9cdd3");
            s.Line($"M{at - 6} 130v12M{at + 6} 130v12", "#5a3418", 3);
            s.Turned($"M{at - 17} 146H{at + 17}L{at + 12} 178H{at - 12}Z", "#f7f5ef");
        }

        s.Line($"M{x + wide - 14} 98V150l8 12", Steel, 6);
    }

    private static void Group(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 222, 70);
        s.Block(50, 14, 140, 40, 10, "#3a3f48");
        s.Tube(64, 50, 112, 36, 6, Steel);
        s.Turned("M62 84H178V110Q120 132 62 110Z", "#c9cdd3");
        s.Line("M62 98L10 106", "#26262b", 19);
        s.Line("M108 124v38M132 124v38", "#5a3418", 5);
        s.Turned("M78 158H162L150 218H90Z", "#f7f5ef");
        s.Oval(120, 158, 42, 9, "#8a5a33");
    }

    private static void Lever(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(124, 218, 84);
        s.Band("M108 96L206 24", "#aab0b8", 13);
        s.Band("M172 49L208 22", "#6b4526", 19);
        s.Block(60, 200, 136, 18, 8, "#2f3138");
        s.Band("M176 200V96", "#3d4149", 20);
        s.Block(62, 84, 128, 24, 10, "#3d4149");
        s.Tube(84, 100, 48, 56, 6, Steel);
        s.Tube(78, 150, 60, 14, 3, "#c9cdd3");
        s.Line("M82 158L36 168", "#6b4526", 12);
        s.Turned("M90 172H126L121 200H95Z", "#f7f5ef");
        s.Ball(108, 122, 13, "#f7f5ef");
        s.Line("M108 122l6 -7", "#d5483c", 3);
    }

    private static void Stovetop(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(116, 218, 72);
        s.Line("M164 74q46 2 40 48l-14 40", "#26262b", 14);
        s.Turned("M76 130H156L174 214H58Z", "#aab0b8");
        s.Fill("M96 130H112L106 214H84Z", Ink.White, 0.3f);
        s.Fill("M136 130H156L174 214H146Z", Ink.Black, 0.12f);
        s.Tube(68, 116, 96, 18, 3, "#8a9098");
        s.Turned("M58 52H162L158 118H74Z", "#b9bec6");
        s.Body("M62 56L34 66L68 92Z", "#a2a8b0");
        s.Fill("M84 52H102L102 118H88Z", Ink.White, 0.35f);
        s.Turned("M66 54Q70 34 114 32T160 54Z", "#9aa0a9");
        s.Ball(114, 28, 12, "#26262b");
        s.Text(116, 178, 17, "#4a4e56", "6", 0.2f);
    }

    private static void Jug(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 76);
        s.Line("M160 90q52 0 44 52t-46 44", "#9aa0a9", 12);
        s.Turned("M66 66Q54 56 38 58Q52 78 62 96Q52 150 60 206Q112 218 172 206Q180 150 164 66Z", Steel);
        s.Oval(112, 66, 54, 12, "#e4e7ea");
        s.Oval(114, 68, 46, 8, "#fbfaf6");
        s.Fill("M78 90Q68 150 76 202H94Q84 150 96 92Z", Ink.White, 0.5f);
        s.Text(124, 168, 15, "#5d6169", "350", 0.17f);
    }

    private static void Tamper(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 214, 76);
        s.Turned("M92 30Q120 8 148 30Q158 70 140 106L146 142H94L100 106Q82 70 92 30Z", "#8a5630");
        s.Tube(86, 138, 68, 16, 4, "#3a3c42");
        s.Tube(54, 152, 132, 56, 5, Steel);
        s.Text(120, 182, 24, "#4a4e56", "58", 0.17f);
    }

    private static void KnockBox(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 92);
        s.Turned("M30 76H210L196 206Q120 220 44 206Z", "#b9824c");
        for (var i = 0; i < 6; i++)
        {
            s.Line($"M{48 + (i * 28)} 96q6 56 2 108", "#8a5a2f", 2.5f, 0.6f);
        }

        s.Oval(120, 76, 90, 24, "#8a5a2f");
        s.Oval(120, 78, 78, 18, "#3a2415");
        s.Tube(38, 66, 164, 18, 9, "#2b2c31", lies: true);
    }

    private static void Basket(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 194, 92, 13);
        s.Turned("M30 92H210L190 170Q120 196 50 170Z", Steel);
        s.Oval(120, 92, 92, 32, "#dfe2e6");
        s.Oval(120, 96, 78, 24, "#6b7078");
        for (var i = 0; i < 46; i++)
        {
            s.Disc(68 + (i % 12 * 9.5f), 86 + (i / 12 * 8), 1.7f, "#c9cdd3");
        }

        s.Text(120, 152, 17, "#4a4e56", "18 G", 0.18f);
    }

    private static void Thermometer(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(150, 220, 50, 7);
        s.Tube(124, 120, 10, 100, 4, Steel);
        s.Ball(128, 82, 70, "#c9cdd3");
        s.Disc(128, 82, 59, "#fbfaf6");
        s.Line("M86 104A48 48 0 0 1 92 50", "#5b86c4", 8);
        s.Line("M104 40A48 48 0 0 1 152 40", "#6fae6a", 8);
        s.Line("M164 50A48 48 0 0 1 170 104", "#d5483c", 8);
        s.Line("M128 82L150 52", "#26262b", 5);
        s.Ball(128, 82, 9, "#3a3c42");
        s.Text(128, 112, 15, "#3a3c42", "65", 0.18f);
        s.Block(120, 146, 38, 14, 5, "#3a3c42");
    }
}
