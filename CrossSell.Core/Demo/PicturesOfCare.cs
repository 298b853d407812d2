namespace CrossSell.Core.Demo;

/// <summary>What keeps boots and jackets dry, and the small parts of boots.</summary>
internal static class PicturesOfCare
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("CAR-WAX", Wax);
        book.Add("CAR-SPRAY", Spray("#2f86b5", "FABRIC", "#134e6f"));
        book.Add("CAR-SUEDE", Spray("#a8743f", "SUEDE", "#5f3a16"));
        book.Add("CAR-WASH", Wash);
        book.Add("CAR-BRUSH", Brush);
        book.Add("CAR-LACE", Laces);
        book.Add("CAR-INSO", Insoles);
        book.Add("CAR-GAIT", Gaiters);
        book.Add("AID-KIT", FirstAid);
        book.Add("AID-BLIST", Plasters);
    }

    private static void Wax(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 200, 100, 14);
        s.Turned("M18 124V164Q18 200 104 200T190 164V124Z", "#d9a441");
        s.Oval(104, 124, 86, 34, "#c9cdd3");
        s.Oval(104, 124, 76, 27, "#f3d27a");
        s.Line("M58 122Q104 142 150 118", "#d9a441", 5, 0.7f);
        s.Text(104, 178, 15, "#5c3a0e", "BEESWAX", 0.19f, 120);
        s.At(176, 78, 14, 1, () =>
        {
            s.Ball(0, 0, 54, "#d9a441");
            s.Ring(0, 0, 45, "#f3d27a", 3);
            s.Body("M0 -30L26 -15V15L0 30L-26 15V-15Z", "#8a5a16");
            s.Text(0, 0, 14, "#f3d27a", "100", 0.18f);
        });
    }

    private static Painter Spray(Ink ink, string what, Ink word) => (s, p) =>
    {
        s.Shadow(132, 222, 52);
        s.Tube(84, 72, 92, 148, 14, ink);
        s.Turned("M88 76Q92 46 130 46T172 76Z", "#c9ced6");
        s.Tube(114, 14, 34, 36, 5, "#3b3f48");
        s.Disc(118, 28, 4, Ink.White);
        s.Line("M104 26L62 10M104 30L54 30M104 34L62 50", "#9ec9e8", 5);
        s.Tube(84, 102, 92, 80, 0, "#f7f5ef");
        s.Text(130, 122, 15, word, what, 0.19f, 78);
        s.Fill("M130 134q17 22 0 34q-17-12 0-34z", ink);
        s.Text(130, 200, 11, ink.IsLight ? word : Ink.White, "300 ML", 0.19f);
    };

    private static void Wash(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 220, 60);
        s.Tube(94, 12, 52, 34, 7, "#c65d3b");
        s.Turned("M96 42H144V58Q184 70 184 104V208Q184 218 174 218H66Q56 218 56 208V104Q56 70 96 58Z", "#2f9fa8");
        s.Fill("M66 104Q66 84 82 74Q76 130 78 214H68Z", Ink.White, 0.4f);
        s.Block(56, 106, 128, 84, 0, "#f7f5ef");
        s.Text(120, 124, 13, "#1f6269", "WASH IN", 0.19f, 100);
        s.Body("M104 144L120 150L136 144L156 156L148 168L142 164V184H98V164L92 168L84 156Z", "#2f9fa8");
    }

    private static void Brush(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 196, 98);
        s.At(120, 110, -8, 1, () =>
        {
            for (var i = 0; i < 22; i++)
            {
                s.Line($"M{-84 + (i * 8)} 20l{(i % 3) - 1} 46", i % 2 == 0 ? "#d9b77c" : "#b98a4a", 6);
            }

            s.Body("M-100 20Q-104 -26 -60 -30Q0 -52 60 -30Q104 -26 100 20Z", "#9a5f30");
            s.Fill("M-92 0Q-84 -22 -54 -22Q0 -40 40 -28Q-20 -24 -92 0Z", Ink.White, 0.25f);
            s.Text(0, 0, 14, "#f3e3bd", "BOOT", 0.18f);
        });
    }

    private static void Laces(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 80);
        for (var i = 0; i < 5; i++)
        {
            var (left, right, y, r) = (56 + (i * 5), 184 - (i * 5), 108 + (i * 3), 64 - (i * 5));
            s.Line($"M{left} {y}A{r} {r} 0 1 1 {right} {y}A{r} {r} 0 1 1 {left} {y}", i % 2 == 0 ? "#c65d3b" : "#a4452a", 7);
            s.Seam($"M{left} {y}A{r} {r} 0 1 1 {right} {y}", "#f3d9b8", 3, 6, 0.9f);
        }

        s.Block(84, 140, 72, 66, 6, "#f4f1ea");
        s.Text(120, 164, 22, "#33353b", "150", 0.17f);
        s.Text(120, 190, 10, "#33353b", "CM", 0.19f);
        s.Line("M178 150Q210 180 196 212M60 150Q34 180 40 208", "#c65d3b", 7);
        s.Line("M196 204l-3 14M40 200l2 14", "#8a9098", 7);
    }

    private static void Insoles(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 216, 92, 9);
        foreach (var mirrored in (bool[])[false, true])
        {
            void Paint()
            {
                s.Body("M34 70Q36 20 74 20Q112 22 110 74Q110 108 100 132Q108 168 100 194Q88 220 68 218Q44 216 42 186Q44 158 44 136Q32 104 34 70Z", "#3f8fa8");
                s.Body("M44 140Q42 168 44 190Q48 214 68 216Q90 216 98 190Q104 166 98 138Q72 156 44 140Z", "#e07a3f");
                for (var i = 0; i < 12; i++)
                {
                    s.Disc(54 + (i % 4 * 13), 50 + (i / 4 * 18), 3, "#2c6a7d");
                }
            }

            if (mirrored)
            {
                s.Mirrored(Paint);
            }
            else
            {
                Paint();
            }
        }
    }

    private static void Gaiters(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 220, 92);
        foreach (var x in (float[])[18, 124])
        {
            s.Body($"M{x + 12} 26H{x + 88}L{x + 84} 130L{x + 98} 196Q{x + 50} 214 {x + 2} 200L{x + 16} 130Z", "#5a7a3f");
            s.Fill($"M{x + 14} 120L{x + 86} 112L{x + 98} 196Q{x + 50} 214 {x + 2} 200Z", "#33353b");
            s.Fill($"M{x + 12} 26H{x + 88}L{x + 87} 44H{x + 13}Z", "#33353b");
            s.Line($"M{x + 50} 44V202", "#f0b429", 5);
            s.Line($"M{x + 20} 206Q{x + 50} 224 {x + 84} 206", "#26262b", 6);
        }
    }

    private static void FirstAid(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 208, 92);
        s.Line("M90 62Q90 34 120 34T150 62", "#8f1f24", 10);
        s.Block(28, 56, 184, 148, 22, "#c8343a");
        s.Fill("M28 78Q28 56 50 56H190Q212 56 212 78V96H28Z", Ink.White, 0.14f);
        s.Line("M36 98H204", "#8f1f24", 4);
        s.Ball(120, 142, 42, "#fbfaf6");
        s.Box(110, 114, 20, 56, 3, "#c8343a");
        s.Box(92, 132, 56, 20, 3, "#c8343a");
        s.Ball(196, 98, 6, "#f0b429");
    }

    private static void Plasters(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 210, 92);
        foreach (var (x, y, angle) in ((float, float, float)[])[(86, 66, -34), (150, 62, 20)])
        {
            s.At(x, y, angle, 1, () =>
            {
                s.Block(-62, -19, 124, 38, 19, "#e3b48a");
                s.Block(-24, -19, 48, 38, 2, "#f0cfae");
                for (var i = 0; i < 9; i++)
                {
                    s.Disc(-12 + (i % 3 * 12), -10 + (i / 3 * 10), 2, "#c99468");
                }
            });
        }

        s.Block(36, 96, 168, 110, 10, "#2f86b5");
        s.Fill("M36 106Q36 96 46 96H90L60 206H46Q36 206 36 196Z", Ink.White, 0.16f);
        s.Text(120, 128, 16, Ink.White, "BLISTER", 0.19f, 136);
        s.Text(120, 170, 34, Ink.White, "10", 0.17f);
    }
}
