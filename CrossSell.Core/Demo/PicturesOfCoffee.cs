namespace CrossSell.Core.Demo;

/// <summary>Coffee in its bag, with its label; what comes by subscription comes in a box.</summary>
internal static class PicturesOfCoffee
{
    public static void AddTo(PicturesBook book)
    {
        book.Add("SUB-PREMIUM", Box("PREMIUM", "#2f3442", "#d8b36a"), (PictureView.Detail, Bag("PREMIUM", "#2f3442", "#d8b36a", Sign.Beans)));
        book.Add("SUB-CLASSIC", Box("HOUSE", "#9c3d2e", "#f0e2c8"), (PictureView.Detail, Bag("HOUSE", "#9c3d2e", "#f0e2c8", Sign.Beans)));
        book.Add("SUB-ORIGIN", Box("ORIGIN", "#2f6f5e", "#f2c14e"));
        book.Add("SUB-DECAF", Box("DECAF", "#5b86b0", "#ffffff"));
        book.Add("SUB-OFFICE", Box("2 KG", "#6a4a8a", "#e8d6f4", large: true));
        Add(book, "COF-HOUSE", "HOUSE", "#9c3d2e", "#f0e2c8", Sign.Beans);
        Add(book, "COF-PREMIUM", "PREMIUM", "#2f3442", "#d8b36a", Sign.Beans);
        Add(book, "COF-YIRGA", "ETHIOPIA", "#e08a2c", "#fbeed2", Sign.Flower);
        Add(book, "COF-HUILA", "COLOMBIA", "#2f7a5a", "#f2c14e", Sign.Hills);
        Add(book, "COF-SANTOS", "BRAZIL", "#e2b93b", "#2f6f4a", Sign.Sun);
        Add(book, "COF-SUMA", "SUMATRA", "#234a3a", "#a8c686", Sign.Leaf);
        Add(book, "COF-KENYA", "KENYA", "#8a2f5a", "#f4c6d4", Sign.Berry);
        Add(book, "COF-DECAF", "DECAF", "#5b86b0", "#eef4fa", Sign.Moon);
        Add(book, "COF-XMAS", "WINTER", "#b3292f", "#eef2ee", Sign.Star);
        Add(book, "COF-GEISHA", "PANAMA", "#f0d9dc", "#b05a72", Sign.Flower);
        book.Add("COF-TASTER", Taster);
        Add(book, "COF-MONSOON", "INDIA", "#c06a2a", "#33505f", Sign.Rain);
        Add(book, "COF-LAOS", "LAOS", "#6f5aa0", "#e8dcf6", Sign.Hills);
    }

    private enum Sign
    {
        Beans,
        Flower,
        Hills,
        Sun,
        Leaf,
        Berry,
        Moon,
        Star,
        Rain,
    }

    private static void Add(PicturesBook book, string sku, string word, Ink ink, Ink accent, Sign sign) =>
        book.Add(sku, Bag(word, ink, accent, sign), (PictureView.Back, BagBack(ink, accent)));

    private static Painter Bag(string word, Ink ink, Ink accent, Sign sign) => (s, p) =>
    {
        var grams = p.Text("weight");
        var size = grams switch
        {
            "100" => 0.7f,
            "1000" => 1.06f,
            "250" => 0.84f,
            _ => 0.96f,
        };
        s.Shadow(120, 220, 72 * size);
        s.Zoom(size, 120, 218, () => Front(s, word, ink, accent, sign, grams));
    };

    private static void Front(PicturesSketch s, string word, Ink ink, Ink accent, Sign sign, string grams)
    {
        Body(s, ink, accent);
        s.Block(68, 92, 104, 96, 6, Ink.Paper);
        s.Text(120, 112, 16, "#3a2515", word, 0.19f, 88);
        Draw(s, sign, ink);
        if (grams.Length > 0)
        {
            s.Text(120, 203, 15, ink.IsLight ? "#3a2515" : "#ffffff", grams == "1000" ? "1 KG" : grams + " G", 0.19f);
        }
    }

    private static void Body(PicturesSketch s, Ink ink, Ink accent)
    {
        s.Body("M56 60H184L196 204Q196 216 184 216H56Q44 216 44 204Z", ink);
        s.Body("M56 60L64 30H176L184 60Z", accent);
        s.Fill("M62 22H178V36H62Z", accent.Dark(0.22f));
        s.Line("M66 29H174", Ink.White, 2, 0.35f);
        s.Ball(120, 74, 7, ink.Dark(0.3f));
        s.Fill("M56 60H82L72 216H56Q44 216 44 204Z", Ink.White, 0.16f);
        s.Fill("M184 60L196 204Q196 216 184 216H176L166 60Z", Ink.Black, 0.12f);
    }

    private static Painter BagBack(Ink ink, Ink accent) => (s, p) =>
    {
        s.Shadow(120, 220, 70);
        Body(s, ink, accent);
        s.Block(70, 92, 100, 104, 6, Ink.Paper);
        for (var i = 0; i < 5; i++)
        {
            s.Line($"M80 {106 + (i * 10)}h{(i == 4 ? 44 : 80)}", "#8a7658", 3, 0.7f);
        }

        for (var i = 0; i < 18; i++)
        {
            s.Box(80 + (i * 4.4f), 162, i % 3 == 0 ? 3 : 1.6f, 26, 0, "#2a2018");
        }
    };

    private static Painter Box(string word, Ink ink, Ink accent, bool large = false) => (s, p) =>
    {
        s.Shadow(122, 214, 96);
        s.Body("M22 96L64 60H218L196 96Z", "#d8b07a");
        s.Body("M196 96L218 60V174L196 212Z", "#a87c48");
        s.Block(22, 96, 174, 116, 4, "#c9995f");
        s.Fill("M96 96L126 60H150L124 96Z", "#efe2c8");
        s.Box(96, 96, 28, 26, 0, "#efe2c8");
        s.At(large ? 108 : 148, 96, 0, large ? 0.56f : 0.5f, () => s.At(-120, -150, 0, 1, () =>
        {
            s.Inside("M0 -40H240V150H0Z", () => Body(s, ink, accent));
        }));
        if (large)
        {
            s.At(64, 96, 0, 0.5f, () => s.At(-120, -140, 0, 1, () => s.Inside("M0 -40H240V140H0Z", () => Body(s, ink.Light(0.2f), accent))));
        }

        s.Block(34, 130, 150, 66, 6, ink);
        s.Text(109, 153, 20, accent, word, 0.18f, 130);
        s.Line("M84 184h40m-10-7l10 7l-10 7M140 176a10 10 0 1 0 6 8", accent, 3.5f);
    };

    private static void Taster(PicturesSketch s, PictureSubject p)
    {
        s.Shadow(120, 212, 98);
        (Ink Ink, Ink Accent)[] bags =
        [
            ("#e08a2c", "#fbeed2"), ("#2f7a5a", "#f2c14e"), ("#8a2f5a", "#f4c6d4"), ("#e2b93b", "#2f6f4a"), ("#5b86b0", "#eef4fa"), ("#9c3d2e", "#f0e2c8"),
        ];
        for (var i = 0; i < 6; i++)
        {
            var (x, y) = (54 + (i % 3 * 66), i < 3 ? 92 : 132);
            s.At(x, y, 0, 0.4f, () => s.At(-120, -120, 0, 1, () => Body(s, bags[i].Ink, bags[i].Accent)));
        }

        s.Block(14, 140, 212, 70, 6, "#c9995f");
        s.Text(120, 176, 22, "#4a2f14", "SIX FARMS", 0.17f);
    }

    private static void Draw(PicturesSketch s, Sign sign, Ink ink)
    {
        var dark = ink.IsLight ? ink.Dark(0.25f) : ink;
        switch (sign)
        {
            case Sign.Beans:
                Bean(s, 104, 154, 24);
                Bean(s, 136, 154, -24);
                break;
            case Sign.Flower:
                for (var i = 0; i < 6; i++)
                {
                    s.At(120, 154, i * 60, 1, () => s.Body("M0 -5Q14 -17 0 -29Q-14 -17 0 -5Z", dark));
                }

                s.Ball(120, 154, 7, "#f2c14e");
                break;
            case Sign.Hills:
                s.Body("M74 184L104 136L124 164L138 146L166 184Z", dark);
                s.Fill("M104 136l9 13l-8-2l-8 5zM138 146l6 8l-11 2z", Ink.White, 0.9f);
                break;
            case Sign.Sun:
                for (var i = 0; i < 12; i++)
                {
                    s.At(120, 155, i * 30, 1, () => s.Line("M0 -23V-31", dark, 5));
                }

                s.Ball(120, 155, 17, dark);
                break;
            case Sign.Leaf:
                s.Body("M90 176Q84 132 150 130Q152 182 104 178Z", dark);
                s.Line("M88 184Q110 160 140 140", Ink.Paper, 3);
                break;
            case Sign.Berry:
                s.Ball(106, 160, 14, dark);
                s.Ball(134, 160, 14, dark.Light(0.15f));
                s.Ball(120, 144, 14, dark.Light(0.08f));
                s.Line("M120 132Q126 124 136 126", "#4f8a5b", 4);
                break;
            case Sign.Moon:
                s.Ball(120, 154, 24, dark);
                s.Disc(132, 147, 21, Ink.Paper);
                break;
            case Sign.Star:
                for (var i = 0; i < 6; i++)
                {
                    s.At(120, 154, i * 60, 1, () => s.Line("M0 0V-28M0 -16L-8 -23M0 -16L8 -23", dark, 4));
                }

                break;
            default:
                s.Body("M92 150Q92 134 108 136Q116 122 132 132Q150 132 148 148Q146 158 136 158H104Q92 158 92 150Z", dark);
                s.Line("M104 166l-4 12M120 166l-4 12M136 166l-4 12", dark, 4);
                break;
        }
    }

    private static void Bean(PicturesSketch s, float x, float y, float angle) => s.At(x, y, angle, 1, () =>
    {
        s.Body("M0 -22Q18 -18 16 4Q14 22 0 22Q-14 22 -16 4Q-18 -18 0 -22Z", "#6b4526");
        s.Line("M0 -18Q-6 -6 2 2Q6 10 0 18", "#3a2212", 3.5f);
    });
}
