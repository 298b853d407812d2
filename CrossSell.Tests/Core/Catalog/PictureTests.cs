using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Tests.Support;
using SkiaSharp;

namespace CrossSell.Tests.Core.Catalog;

public sealed class PictureTests
{
    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public void Read_Format_IsKnownByItsContent(SKEncodedImageFormat format, string contentType)
    {
        using var picture = Picture.Read(TestPictures.Quarters(format: format)).Required;

        Assert.Equal((contentType, 80, 40), (picture.ContentType, picture.Width, picture.Height));
        Assert.Equal(contentType, picture.Whole().ContentType);
    }

    [Fact]
    public void Read_Gif_IsServedAsPng()
    {
        using var picture = Picture.Read(TestPictures.Gif()).Required;

        Assert.Equal(("image/gif", "image/png"), (picture.ContentType, picture.Whole().ContentType));
        Assert.Equal(SKColors.Red, TestPictures.At(picture.Whole().Content, 0, 0));
    }

    [Theory]
    [InlineData(1, "RGBW")]
    [InlineData(2, "GRWB")]
    [InlineData(3, "WBGR")]
    [InlineData(4, "BWRG")]
    [InlineData(5, "RBGW")]
    [InlineData(6, "BRWG")]
    [InlineData(7, "WGBR")]
    [InlineData(8, "GWRB")]
    public void Drawn_HoweverTheCameraWasHeld_StandsUpright(int orientation, string quarters)
    {
        using var picture = Picture.Read(TestPictures.WithExif(TestPictures.Quarters(240, 120), orientation, "held")).Required;

        Assert.Equal(orientation < 5 ? (240, 120) : (120, 240), (picture.Width, picture.Height));
        foreach (var drawn in new[] { picture.AtWidth(1280), picture.AtWidth(96), picture.Whole().Content })
        {
            Assert.Equal(quarters, string.Concat(Letter(drawn, .25, .25), Letter(drawn, .75, .25), Letter(drawn, .25, .75), Letter(drawn, .75, .75)));
        }

        Assert.Equal(orientation < 5 ? (240, 120) : (120, 240), TestPictures.SizeOf(picture.Whole().Content));
    }

    [Fact]
    public void Drawn_NeverHoldsWhatStoodBesideThePixels()
    {
        byte[] content = [.. TestPictures.WithExif(TestPictures.Quarters(), 1, "Taken at 52.37N 4.89E"), .. "<script>alert(1)</script>"u8];
        using var picture = Picture.Read(content).Required;

        foreach (var drawn in new[] { picture.AtWidth(640), picture.AtWidth(96), picture.Whole().Content })
        {
            var text = Encoding.Latin1.GetString(drawn);
            Assert.DoesNotContain("Exif", text, StringComparison.Ordinal);
            Assert.DoesNotContain("52.37N", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Drawn_OfAWiderColourSpace_IsConvertedToSrgbAndUntagged()
    {
        using var space = SKColorSpace.CreateRgb(SKColorSpaceTransferFn.Srgb, SKColorSpaceXyz.DisplayP3);
        using var bitmap = new SKBitmap(new SKImageInfo(40, 40, SKColorType.Rgba8888, SKAlphaType.Opaque, space));
        var pixels = bitmap.GetPixelSpan().Length;
        System.Runtime.InteropServices.Marshal.Copy(Enumerable.Range(0, pixels).Select(at => (at % 4) switch { 0 => (byte)200, 3 => (byte)255, _ => (byte)80 })
            .ToArray(), 0, bitmap.GetPixels(), pixels);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);

        using var picture = Picture.Read(encoded.ToArray()).Required;

        // Display P3 (200, 80, 80) is a stronger red in sRGB terms: about (217, 69, 74).
        var drawn = TestPictures.At(picture.Whole().Content, .5, .5);
        Assert.InRange(drawn.Red, 212, 222);
        Assert.InRange(drawn.Green, 60, 76);
        Assert.DoesNotContain("iCCP", Encoding.Latin1.GetString(picture.Whole().Content), StringComparison.Ordinal);
        Assert.DoesNotContain("ICCP", Encoding.Latin1.GetString(picture.AtWidth(96)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 500, 320, 320, 160)]
    [InlineData(1000, 500, 96, 96, 48)]
    [InlineData(200, 100, 640, 200, 100)]
    [InlineData(1000, 2, 96, 96, 1)]
    public void AtWidth_KeepsTheShape_AndNeverEnlarges(int width, int height, int asked, int expectedWidth, int expectedHeight)
    {
        using var picture = Picture.Read(TestPictures.Plain(3, width, height)).Required;

        Assert.Equal((expectedWidth, expectedHeight), TestPictures.SizeOf(picture.AtWidth(asked)));
    }

    [Fact]
    public void AtWidth_LargerAfterSmaller_IsDrawnFromTheOriginal()
    {
        using var picture = Picture.Read(TestPictures.Plain(3, 1000, 500)).Required;
        picture.AtWidth(96);

        Assert.Equal((640, 320), TestPictures.SizeOf(picture.AtWidth(640)));
    }

    [Theory]
    [InlineData(12_001, 10)]
    [InlineData(10, 12_001)]
    [InlineData(12_000, 12_000)]
    [InlineData(2_000_000_000, 2_000_000_000)]
    public void Read_HeaderOfABomb_IsRefusedBeforeDecoding(int width, int height)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Picture.Read(TestPictures.Bomb(width, height)).Refusal!;

        // The decoder itself turns away what no memory could hold.
        Assert.Contains(refusal.Code, width > 1_000_000 ? ["media.too-many-pixels", "media.damaged"] : new[] { "media.too-many-pixels" });
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "media.svg")]
    [InlineData("\uFEFF \n<?xml version='1.0'?><!-- x --><SVG/>", "media.svg")]
    [InlineData("<html><body>no picture</body></html>", "media.format")]
    [InlineData("GIF89a", "media.damaged")]
    [InlineData("....ftypheic and so on", "media.format")]
    [InlineData("MZ a program", "media.format")]
    [InlineData("", "media.empty")]
    public void Read_WhatIsNoPicture_IsRefusedWithAReason(string content, string code) =>
        Assert.Equal(code, Picture.Read(Encoding.UTF8.GetBytes(content)).Refusal?.Code);

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Read_ThatBreaksOff_IsRefused(SKEncodedImageFormat format)
    {
        var whole = TestPictures.Quarters(200, 200, format);

        Assert.Equal("media.damaged", Picture.Read(whole[..(whole.Length * 6 / 10)]).Refusal?.Code);
    }

    [Fact]
    public void Read_TooManyBytes_IsRefused() =>
        Assert.Equal("media.too-large", Picture.Read(new byte[Picture.MaxBytes + 1]).Refusal?.Code);

    private static char Letter(byte[] picture, double x, double y)
    {
        var color = TestPictures.At(picture, x, y);
        return (color.Red > 128, color.Green > 128, color.Blue > 128) switch
        {
            (true, true, true) => 'W',
            (true, _, _) => 'R',
            (_, true, _) => 'G',
            (_, _, true) => 'B',
            _ => '?',
        };
    }
}
