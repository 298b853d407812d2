using System.Globalization;

namespace CrossSell.Core.Demo;

/// <summary>Paints one side of a product.</summary>
internal delegate void Painter(PicturesSketch s, PictureSubject p);

/// <summary>What a painter may ask of a product.</summary>
internal sealed class PictureSubject(DemoProduct product)
{
    /// <summary>Of a variant its family's: what the picture book knows it by.</summary>
    public string Key => product.ParentSku ?? product.Sku;

    public string Sku => product.Sku;

    /// <summary>An attribute's text, or what a family shows whose variants differ in it.</summary>
    public string Text(string code, string fallback = "") => product.Attributes.GetValueOrDefault(code, fallback);

    /// <summary>An attribute's number; of several, as in <c>24-70</c>, the last.</summary>
    public float Number(string code, float fallback = 0) =>
        float.TryParse(Text(code).Split('-', ',')[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : fallback;

    /// <summary>Its colour, or what a family shows whose variants differ in it.</summary>
    public Ink Colour(string fallback) => Ink.Of(Text("colour")) ?? Ink.Of(fallback) ?? throw new ArgumentException("Nobody has mixed this.", nameof(fallback));

    /// <summary>What a size mark says; null where nothing is sold by size, and on a family.</summary>
    public string? Size => product.ParentSku is null ? null
        : product.Attributes.GetValueOrDefault("shoe-size") ?? (product.Attributes.GetValueOrDefault("size") is { Length: <= 3 } size ? size : null);
}

/// <summary>Who paints which product, by the SKU of a product or a family.</summary>
internal sealed class PicturesBook
{
    private readonly Dictionary<string, (PictureView View, Painter Painter)[]> pages = new(StringComparer.Ordinal);

    public static PicturesBook Whole { get; } = Make();

    public void Add(string sku, Painter front, params (PictureView View, Painter Painter)[] more) => pages.Add(sku, [(PictureView.Front, front), .. more]);

    /// <summary>The sides of the product that are drawn, the one that stands for it first; none for a product that nobody paints.</summary>
    public IReadOnlyList<(PictureView View, Painter Painter)> Of(DemoProduct product) => pages.GetValueOrDefault(product.ParentSku ?? product.Sku) ?? [];

    private static PicturesBook Make()
    {
        var book = new PicturesBook();
        PicturesOfCameras.AddTo(book);
        PicturesOfLenses.AddTo(book);
        PicturesOfCards.AddTo(book);
        PicturesOfBags.AddTo(book);
        PicturesOfSupport.AddTo(book);
        PicturesOfSmallThings.AddTo(book);
        PicturesOfDresses.AddTo(book);
        PicturesOfClothes.AddTo(book);
        PicturesOfShoes.AddTo(book);
        PicturesOfJewellery.AddTo(book);
        PicturesOfBelts.AddTo(book);
        PicturesOfFinishing.AddTo(book);
        PicturesOfCoffee.AddTo(book);
        PicturesOfBrewing.AddTo(book);
        PicturesOfTheTable.AddTo(book);
        PicturesOfCare.AddTo(book);
        PicturesOfCamp.AddTo(book);
        PicturesOfTheTrail.AddTo(book);
        return book;
    }
}
