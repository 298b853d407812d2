using System.Runtime.CompilerServices;
using CrossSell.Core.Catalog;
using CrossSell.Core.Demo;

namespace CrossSell.Tests.Core.Demo;

public sealed class DemoPictureTests
{
    private static readonly PictogramSprite Sprite = PictogramSprite.Parse(File.ReadAllText(SpritePath()));

    [Fact]
    public void Sprite_EveryPictureOfTheDemo_IsDrawn()
    {
        var catalog = DemoCatalog.Create(new DateOnly(2026, 3, 2));

        Assert.All(catalog.Products, p => Assert.True(Sprite.Contains(p.Picture.Name), $"{p.Sku} asks for {p.Picture}."));
        Assert.All(catalog.Categories, c => Assert.True(Sprite.Contains(c.Picture.Name), $"{c.Code} asks for {c.Picture}."));
    }

    [Fact]
    public void Sprite_NeutralPictures_AreDrawn()
    {
        Assert.NotNull(Sprite.Render(Pictogram.Neutral));
        Assert.NotNull(Sprite.Render(Pictogram.Bundle));
    }

    private static string SpritePath([CallerFilePath] string here = "") => Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(here)!, "../../../CrossSell.Admin/wwwroot/illustrations/pictograms.svg"));
}
