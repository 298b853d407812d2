using System.Security.Cryptography;
using CrossSell.Core.Demo;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Demo;

public sealed class DemoPicturesTests
{
    // Of 255, averaged over the pixels of a row of a list: about what a letter of another colour makes.
    private const double Visible = 3;

    private static readonly DemoCatalog Catalog = DemoCatalog.Create(new DateOnly(2026, 3, 2));

    private static readonly Lazy<Dictionary<string, byte[]>> Small = new(() => Catalog.Products.ToDictionary(
        product => product.Sku, product => DemoPictures.Pixels(product, PictureView.Front, 48), StringComparer.Ordinal));

    public static TheoryData<string> Shops => [.. Catalog.Channels.Select(channel => channel.Code)];

    [Theory]
    [MemberData(nameof(Shops))]
    public void EveryProductOfAShop_IsDrawn_FromTheFrontFirst(string shop)
    {
        var products = Of(shop);

        Assert.NotEmpty(products);
        Assert.All(products, product => Assert.Equal(PictureView.Front, DemoPictures.Views(product).FirstOrDefault((PictureView)(-1))));
        Assert.All(products, product => Assert.Equal(DemoPictures.Views(product).Distinct(), DemoPictures.Views(product)));
        Assert.All(products.Where(product => product.ParentSku is not null), variant => Assert.Single(DemoPictures.Views(variant)));
    }

    [Theory]
    [MemberData(nameof(Shops))]
    public void TwoProductsOfAShop_CanBeToldApartInARow(string shop)
    {
        var products = Of(shop);
        var alike = new List<string>();
        for (var one = 0; one < products.Count; one++)
        {
            for (var other = 0; other < one; other++)
            {
                // Colours and sizes of one family are asked below; the family itself may look like one of its variants.
                if (Family(products[one]) != Family(products[other])
                    && Difference(products[one].Sku, products[other].Sku) is var difference && difference < Visible)
                {
                    alike.Add($"{products[one].Sku} and {products[other].Sku}: {difference:0.00}");
                }
            }
        }

        Assert.Empty(alike);
    }

    [Fact]
    public void VariantsOfAFamily_ShowTheirColour_TheirKit_OrTheMarkOfTheirSize()
    {
        var alike = Catalog.Products.Where(product => product.ParentSku is not null).GroupBy(product => product.ParentSku)
            .SelectMany(family => family.SelectMany(one => family.TakeWhile(other => other != one).Select(other => (One: one, Other: other))))
            .Where(pair => Difference(pair.One.Sku, pair.Other.Sku) < (DifferInSize(pair.One, pair.Other) ? 0.3 : Visible))
            .Select(pair => $"{pair.One.Sku} and {pair.Other.Sku}");

        Assert.Empty(alike);
    }

    [Fact]
    public void TheSameProduct_GivesTheSamePictureEveryTime()
    {
        foreach (var product in Catalog.Products.Where((_, index) => index % 12 == 0))
        {
            foreach (var view in DemoPictures.Views(product))
            {
                Assert.Equal(SHA256.HashData(DemoPictures.Pixels(product, view, 96)), SHA256.HashData(DemoPictures.Pixels(product, view, 96)));
            }
        }

        Assert.Equal(DemoPictures.WebP(Catalog.Products[0], PictureView.Front), DemoPictures.WebP(Catalog.Products[0], PictureView.Front));
    }

    [Fact]
    public void EveryPicture_LiesOnWhite_AndIsNotEmpty()
    {
        foreach (var product in Catalog.Products.Where(product => product.ParentSku is null))
        {
            foreach (var view in DemoPictures.Views(product))
            {
                var pixels = DemoPictures.Pixels(product, view, 24);
                Assert.Equal([255, 255, 255, 255], pixels[..4]);
                Assert.InRange(pixels.Chunk(4).Count(pixel => pixel[0] + pixel[1] + pixel[2] < 690), 24, 24 * 24 * 9 / 10);
            }
        }
    }

    [Fact]
    public void Words_AreStrokes_SoThatAMachineWithoutFontsDrawsThemToo() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "CrossSell.Core", "Demo"), "*Pictures*.cs"),
        file => Assert.DoesNotMatch("SKTypeface|SKFont", File.ReadAllText(file)));

    private static List<DemoProduct> Of(string shop)
    {
        var listed = Catalog.Listings.Where(listing => listing.ChannelCode == shop).Select(listing => listing.Sku).ToHashSet(StringComparer.Ordinal);
        return [.. Catalog.Products.Where(product => listed.Contains(product.Sku))];
    }

    private static string Family(DemoProduct product) => product.ParentSku ?? product.Sku;

    private static bool DifferInSize(DemoProduct one, DemoProduct other) =>
        one.Attributes.GetValueOrDefault("size") != other.Attributes.GetValueOrDefault("size")
        || one.Attributes.GetValueOrDefault("shoe-size") != other.Attributes.GetValueOrDefault("shoe-size");

    private static double Difference(string one, string other)
    {
        var (left, right, sum) = (Small.Value[one], Small.Value[other], 0L);
        for (var i = 0; i < left.Length; i++)
        {
            sum += Math.Abs(left[i] - right[i]);
        }

        // The fourth byte of a pixel is always 255.
        return sum / (left.Length * 0.75);
    }
}
