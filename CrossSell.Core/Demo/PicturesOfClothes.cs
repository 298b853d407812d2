namespace CrossSell.Core.Demo;

/// <summary>Coats, shirts, trousers and skirts; the outdoor shop's jackets and layers.</summary>
internal static class PicturesOfClothes
{
    private const string Coat = "M94 22Q120 40 146 22L172 36Q192 80 198 168L172 172L164 96L172 218Q120 224 68 218L76 96L68 172L42 168Q48 80 68 36Z";
    private const string Jacket = "M94 30Q120 46 146 30L176 44Q200 90 206 178L180 184L166 104L170 204Q120 212 70 204L74 104L60 184L34 178Q40 90 64 44Z";
    private const string Blouse = "M92 40Q120 60 148 40L178 52Q202 96 206 160L180 166L164 104L166 204Q120 212 74 204L76 104L60 166L34 160Q38 96 62 52Z";
    private const string Tee = "M90 44Q120 66 150 44L176 52Q204 72 214 112L184 124L168 96L168 206Q120 214 72 206L72 96L56 124L26 112Q36 72 64 52Z";
    private const string Trousers = "M84 26H156L176 216H132L120 92L108 216H64Z";

    public static void AddTo(PicturesBook book)
    {
        Add(book, "COT-AVON", "camel", Coat, Wool);
        Add(book, "COT-TEAL", "stone", Coat, Trench);
        Add(book, "COT-DENIM", "indigo", Jacket, Denim);
        Add(book, "TOP-LINEN", "white", Blouse, Shirt);
        Add(book, "TOP-SILK", "ivory", Blouse, Silk);
        Add(book, "TOP-TEE", "grey", Tee, Plain);
        Add(book, "TOP-EMB", "cream", Blouse, Embroidery);
        Add(book, "TRS-WIDE", "navy", "M82 26H158L196 218H134L120 96L106 218H44Z", Wide);
        Add(book, "TRS-TAPER", "charcoal", "M80 26H160Q168 90 154 216H128L120 90L112 216H86Q72 90 80 26Z", Tapered);
        Add(book, "SKT-PLEAT", "forest", "M84 40H156L200 198Q120 214 40 198Z", Pleats);
        Add(book, "SKT-MAXI", "ochre", "M86 20H154Q170 110 190 216Q120 230 50 216Q70 110 86 20Z", Maxi);
        Add(book, "JKT-SQUALL", "petrol", Jacket, Shell);
        Add(book, "JKT-DOWN", "rust", Jacket, Down);
        Add(book, "JKT-FLEECE", "moss", Jacket, Fleece);
        Add(book, "JKT-WIND", "amber", Jacket, Wind);
        Add(book, "LAY-MERINO", "charcoal", Blouse, Merino);
        Add(book, "LAY-TRS", "stone", Trousers, Trail);
    }

    private static void Add(PicturesBook book, string sku, string colour, string cut, Action<PicturesSketch, Ink> details)
    {
        book.Add(sku, Front, (PictureView.Back, Back));

        void Front(PicturesSketch s, PictureSubject p)
        {
            Hang(s, cut, p.Colour(colour));
            s.Inside(cut, () => details(s, p.Colour(colour)));
            if (sku is "JKT-SQUALL" or "JKT-WIND")
            {
                Hood(s, p.Colour(colour));
            }
        }

        void Back(PicturesSketch s, PictureSubject p)
        {
            var ink = p.Colour(colour);
            s.Mirrored(() => Hang(s, cut, ink));
            var (trousers, skirt) = (sku.Contains("TRS", StringComparison.Ordinal), sku.StartsWith("SKT", StringComparison.Ordinal));
            s.Mirrored(() => s.Inside(cut, () => Seams(s, ink, trousers, skirt)));
        }
    }

    private static void Hang(PicturesSketch s, string cut, Ink ink)
    {
        s.Shadow(120, 220, 70, 9);
        s.Body(cut, ink, 1.1f);
        s.Inside(cut, () => s.Fill("M20 0H88Q100 90 84 240H20Z", Ink.White, 0.12f));
    }

    private static void Seams(PicturesSketch s, Ink ink, bool trousers, bool skirt)
    {
        if (trousers || skirt)
        {
            s.Fill("M60 18H180V44H60Z", ink.Dark(0.24f));
        }
        else
        {
            s.Fill("M80 18H160V48Q120 60 80 48Z", ink.Dark(0.08f));
            s.Line("M66 78Q120 90 174 78", ink.Dark(0.3f), 2, 0.6f);
        }

        s.Line("M120 44V206", ink.Dark(0.32f), 2, 0.6f);
        if (trousers)
        {
            s.Seam("M84 60h26v28l-13 8l-13-8zM130 60h26v28l-13 8l-13-8z", ink.Dark(0.4f), 2, 4);
        }
    }

    private static void Collar(PicturesSketch s, Ink ink, float y)
    {
        s.Body($"M96 {y}L120 {y + 14}L108 {y + 44}L86 {y + 12}Z", ink);
        s.Body($"M144 {y}L120 {y + 14}L132 {y + 44}L154 {y + 12}Z", ink);
    }

    private static void Arms(PicturesSketch s, Ink ink) => s.Line("M76 92Q78 130 72 176M164 92Q162 130 168 176", ink.Dark(0.4f), 2.6f, 0.6f);

    private static void Buttons(PicturesSketch s, float x, float from, float step, int count, Ink ink, float size = 3.4f)
    {
        for (var i = 0; i < count; i++)
        {
            s.Ball(x, from + (i * step), size, ink);
        }
    }

    private static void Wool(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Body("M94 22L120 90L128 100L112 104L78 40Z", ink.Dark(0.1f));
        s.Body("M146 22L120 90L132 96L162 40Z", ink.Light(0.08f));
        s.Line("M122 92V220", ink.Dark(0.4f), 2.6f, 0.7f);
        Buttons(s, 110, 122, 30, 3, "#5c3a1e", 5);
        Buttons(s, 136, 122, 30, 3, "#5c3a1e", 5);
        s.Block(80, 160, 26, 9, 3, ink.Dark(0.16f));
        s.Block(140, 160, 26, 9, 3, ink.Dark(0.16f));
    }

    private static void Trench(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Body("M92 22L120 74L98 84L76 38Z", ink.Light(0.14f));
        s.Body("M148 22L120 74L142 84L164 38Z", ink.Light(0.14f));
        s.Line("M120 74V222", ink.Dark(0.4f), 2.6f, 0.7f);
        s.Fill("M66 112H174V127H66Z", ink.Dark(0.26f));
        s.Block(108, 107, 25, 25, 4, "#5c4630");
        s.Box(114, 113, 13, 13, 2, ink.Dark(0.26f));
        Buttons(s, 104, 92, 50, 3, "#5c4630", 4.5f);
        Buttons(s, 136, 92, 50, 3, "#5c4630", 4.5f);
        s.Line("M42 152L70 158M198 152L170 158", ink.Dark(0.35f), 5);
        s.Fill("M124 36L160 40L156 74Q140 70 124 66Z", ink.Dark(0.1f));
    }

    private static void Denim(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        Collar(s, ink.Dark(0.14f), 30);
        s.Line("M120 46V210", ink.Dark(0.4f), 2.6f);
        s.Seam("M112 60V206M128 60V206M74 100H166M90 100L100 196M150 100L140 196", "#e0a65a", 1.8f, 4);
        s.Block(82, 84, 28, 28, 3, ink.Light(0.1f));
        s.Block(130, 84, 28, 28, 3, ink.Light(0.1f));
        s.Fill("M82 84h28v8l-14 7l-14-7zM130 84h28v8l-14 7l-14-7z", ink.Dark(0.16f));
        Buttons(s, 120, 74, 26, 5, "#d8a04a", 4);
        s.Fill("M60 194H180V214H60Z", ink.Dark(0.14f));
        s.Fill("M30 166L62 172L60 190L30 184ZM210 166L178 172L180 190L210 184Z", ink.Dark(0.16f));
    }

    private static void Shirt(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        Collar(s, ink.Light(0.4f), 38);
        s.Line("M120 54V212", ink.Dark(0.3f), 2, 0.7f);
        Buttons(s, 120, 88, 24, 5, "#b9a98a");
        s.Line("M136 104h24v24q-12 6-24 0z", ink.Dark(0.3f), 2, 0.7f);
        s.Line("M36 150L62 156M204 150L178 156", ink.Dark(0.22f), 7, 0.6f);
        for (var x = 84; x < 160; x += 9)
        {
            s.Line($"M{x} 90V206", "#8aa4bd", 1.5f, 0.35f);
        }
    }

    private static void Silk(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Fill("M92 40L120 108L148 40L136 46Q120 60 104 46Z", ink.Dark(0.14f));
        s.Body("M104 50Q120 74 136 50L140 66Q128 80 126 92L140 152L120 142L104 156L114 92Q112 80 100 66Z", ink.Light(0.4f));
        s.Fill("M86 100Q94 150 86 206H98Q106 150 98 100Z", Ink.White, 0.6f);
        s.Fill("M146 110Q142 160 152 206H142Q134 160 138 112Z", ink.Dark(0.12f));
        s.Line("M36 148L62 154M204 148L178 154", "#c9a24a", 4);
    }

    private static void Plain(PicturesSketch s, Ink ink)
    {
        s.Line("M90 46Q120 70 150 46", ink.Dark(0.24f), 6);
        s.Line("M72 98V130M168 98V130", ink.Dark(0.35f), 2.4f, 0.6f);
        s.Seam("M74 200Q120 208 166 200M30 106L58 118M210 106L182 118", ink.Dark(0.4f), 1.8f, 3);
        s.Line("M88 120Q96 160 90 196M150 130Q146 164 152 198", ink.Dark(0.2f), 3, 0.35f);
    }

    private static void Embroidery(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Fill("M112 52L120 108L128 52Q120 60 112 52Z", ink.Dark(0.24f));
        s.Line("M112 58Q104 84 112 112M128 58Q138 84 130 112", "#c9502f", 2.5f);
        Ink[] flowers = ["#c9502f", "#2f6f9a", "#d9962a", "#5f8a48"];
        for (var i = 0; i < 14; i++)
        {
            var (x, y) = i < 6 ? (88 + (i % 2 * 62) + (i / 2 * 2f), 66f + (i / 2 * 22)) : (80 + ((i - 6) * 11.5f), 186f + (i % 2 * 8));
            for (var leaf = 0; leaf < 5; leaf++)
            {
                s.At(x, y, leaf * 72, 1, () => s.Oval(0, -4.5f, 2.5f, 4, flowers[i % 4]));
            }

            s.Disc(x, y, 2, "#f3d27a");
        }

        s.Line("M38 146L60 152M202 146L180 152", "#c9502f", 3);
    }

    private static void Wide(PicturesSketch s, Ink ink)
    {
        s.Fill("M78 26H162V42H78Z", ink.Dark(0.22f));
        s.Line("M120 42V96M92 44Q88 74 78 84M148 44Q152 74 162 84", ink.Dark(0.4f), 2.4f);
        s.Line("M96 50Q88 130 74 216M144 50Q152 130 166 216", ink.Light(0.3f), 2.4f, 0.6f);
        s.Line("M112 40Q118 60 106 70M116 40Q128 60 130 72", Ink.Paper, 3);
    }

    private static void Tapered(PicturesSketch s, Ink ink)
    {
        s.Fill("M78 26H162V40H78Z", ink.Dark(0.3f));
        s.Ball(120, 33, 4, Ink.Steel);
        s.Line("M120 40V90M90 42Q90 64 80 76M150 42Q150 64 160 76", ink.Dark(0.45f), 2.4f);
        s.Line("M100 46Q102 130 100 214M140 46Q138 130 140 214", ink.Light(0.35f), 2.4f, 0.7f);
        s.Line("M84 204h30M126 204h30", ink.Dark(0.35f), 3);
    }

    private static void Pleats(PicturesSketch s, Ink ink)
    {
        for (var i = 0; i < 13; i++)
        {
            s.Fill($"M{86 + (i * 5.4f)} 54L{42 + (i * 12.2f)} 212h7z", Ink.White, 0.16f);
            s.Line($"M{86 + (i * 5.4f)} 54L{49 + (i * 12.2f)} 212", ink.Dark(0.42f), 2, 0.65f);
        }

        s.Fill("M80 38H160V56H80Z", ink.Dark(0.24f));
    }

    private static void Maxi(PicturesSketch s, Ink ink)
    {
        s.Line("M78 84Q120 100 162 84M66 146Q120 166 174 146", ink.Dark(0.32f), 3, 0.8f);
        for (var i = 0; i < 10; i++)
        {
            s.Line($"M{88 + (i * 7)} 36v40M{80 + (i * 9)} 98v44M{66 + (i * 12)} 162v54", ink.Dark(0.28f), 1.7f, 0.45f);
        }

        s.Fill("M82 20H158V34H82Z", ink.Dark(0.24f));
        s.Line("M110 30Q102 56 106 70M114 30Q120 56 118 66", ink.Dark(0.4f), 3);
    }

    private static void Hood(PicturesSketch s, Ink ink)
    {
        s.Body("M84 52Q80 8 120 8T156 52Q140 68 120 66T84 52Z", ink.Light(0.06f));
        s.Body("M96 50Q94 20 120 20T144 50Q134 62 120 62T96 50Z", ink.Dark(0.5f));
        s.Line("M104 62v20M136 62v20", "#f4f1ea", 3);
    }

    private static void Shell(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Fill("M56 84Q120 108 184 84L176 44L64 44Z", ink.Light(0.18f));
        s.Line("M120 58V210", "#f0b429", 4);
        s.Line("M88 150L80 186M152 150L160 186", "#f0b429", 4);
        s.Line("M34 164L64 170M206 164L176 170", ink.Dark(0.4f), 5);
        s.Text(146, 104, 9, Ink.White, "TARN", 0.2f);
    }

    private static void Down(PicturesSketch s, Ink ink)
    {
        for (var i = 0; i < 9; i++)
        {
            var y = 48 + (i * 20);
            s.Fill($"M20 {y}Q120 {y + 18} 220 {y}V{y + 7}Q120 {y + 25} 20 {y + 7}Z", ink.Dark(0.34f), 0.75f);
            s.Fill($"M20 {y + 8}Q120 {y + 26} 220 {y + 8}V{y + 13}Q120 {y + 31} 20 {y + 13}Z", Ink.White, 0.16f);
        }

        Arms(s, ink);
        s.Fill("M90 26H150V52Q120 62 90 52Z", ink.Dark(0.12f));
        s.Line("M120 40V212", "#f4e3c8", 4);
    }

    private static void Fleece(PicturesSketch s, Ink ink)
    {
        for (var i = 0; i < 150; i++)
        {
            s.Disc(36 + ((i * 37) % 170), 34 + ((i * 53) % 172), 3, i % 2 == 0 ? ink.Light(0.25f) : ink.Dark(0.2f), 0.45f);
        }

        Arms(s, ink);
        s.Fill("M88 28H152V56Q120 66 88 56Z", ink.Dark(0.3f));
        s.Line("M120 44V112", "#e0a12f", 5);
        s.Ball(120, 114, 5, "#e0a12f");
        s.Block(130, 84, 32, 30, 5, "#2f6148");
        s.Line("M134 92h24", "#e0a12f", 3);
        s.Fill("M60 192H180V212H60ZM30 164L62 170L60 190L28 184ZM210 164L178 170L180 190L212 184Z", ink.Dark(0.34f));
    }

    private static void Wind(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Fill("M34 120L74 128L72 108L166 108L166 128L206 120L210 190H166V214H74V190H30Z", "#4a4f57", 0.85f);
        s.Line("M120 58V210", Ink.White, 3.5f);
        s.Line("M92 150v30M148 150v30", Ink.White, 3);
        s.Text(148, 92, 9, Ink.White, "AIR", 0.2f);
    }

    private static void Merino(PicturesSketch s, Ink ink)
    {
        Arms(s, ink);
        s.Fill("M92 36H148V58Q120 70 92 58Z", ink.Dark(0.26f));
        s.Line("M120 56V112", "#c65d3b", 4);
        s.Line("M62 52Q76 66 74 104M178 52Q164 66 166 104", "#c65d3b", 2.5f, 0.9f);
        s.Fill("M34 152L62 158L60 168L34 162ZM206 152L178 158L180 168L206 162Z", "#c65d3b");
        s.Block(136, 90, 24, 12, 2, Ink.Paper);
        s.Text(148, 96, 6.5f, "#333333", "WOOL", 0.2f);
    }

    private static void Trail(PicturesSketch s, Ink ink)
    {
        s.Fill("M80 26H160V42H80Z", ink.Dark(0.4f));
        s.Block(110, 28, 20, 12, 2, "#26262b");
        s.Line("M120 42V92M92 44L78 84M148 44L162 84", ink.Dark(0.42f), 2.6f);
        s.Fill("M76 110L112 106L108 140L72 142ZM164 110L128 106L132 140L168 142Z", ink.Dark(0.34f));
        s.Block(76, 72, 22, 30, 4, ink.Dark(0.12f));
        s.Block(142, 72, 22, 30, 4, ink.Dark(0.12f));
        s.Line("M70 160L108 158M170 160L132 158", "#c65d3b", 3);
        s.Line("M64 206h44M132 206h44", ink.Dark(0.4f), 4);
    }
}
