using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Media;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>Pictures of whole sets: sent in for a draft, kept by content, and shown by everything that shows the set.</summary>
public sealed class BundlePictureTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Picture_OfEachLanguage_IsKeptOnce_AndShownInPanelAndFeed()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        await studio.WriteAsync(async session =>
            (await session.Db.Channels.AsTracking().SingleAsync(channel => channel.Id == kit.Channel.Id, Stop)).Set(it => it.Locales, ["en-GB", "de-DE"]));
        using var files = new MediaStore(studio.Data);
        var pictures = Pictures(studio, files);
        var common = await KeepAsync(pictures, kit, 1);
        var german = await KeepAsync(pictures, kit, 2);
        Assert.Equal(common, await KeepAsync(pictures, kit, 1));
        Assert.NotNull(await files.FindAsync(common, 640));

        Assert.Null((await kit.SaveAsync(kit.Content with { PictureHash = common, Locales = [new LocaleContent("de-DE", PictureHash: german)] })).Refusal);
        await kit.ReloadAsync();
        await kit.ApproveAsync();

        using var panels = new PanelService(studio.Store, studio.Time);
        async Task<string?> ShownAsync(string? locale) =>
            (await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("CAM-D7", Locale: locale), Stop)).Required.Panel.Offer!.Picture;
        Assert.Equal($"media:{common}", await ShownAsync(null));
        Assert.Equal($"media:{german}", await ShownAsync("de-DE"));
        using var writer = new StringWriter();
        Assert.Null((await new MerchantFeed(studio.Store).WriteAsync(ReadScope.Everything, null, hash => $"/media/{hash}", writer, Stop)).Refusal);
        Assert.Contains($",/media/{common},", writer.ToString(), StringComparison.Ordinal);
        await using var db = studio.Store.Read();
        Assert.Equal(2, await db.MediaFiles.CountAsync(Stop));
    }

    [StudioFact]
    public async Task Picture_OfSomebodyWithoutTheRight_OrThatIsNone_IsNotKept()
    {
        await using var studio = await TestStudio.CreateAsync();
        var kit = await KitScene.CreateAsync(studio);
        using var files = new MediaStore(studio.Data);
        var pictures = Pictures(studio, files);

        Assert.Equal(
            Refusal.ForbiddenCode, (await AskAsync(kit.Revision.Id, TestPictures.Plain(1), TestStudio.Viewer)).Refusal?.Code);
        Assert.NotNull((await AskAsync(kit.Revision.Id, "no picture"u8.ToArray(), TestStudio.Merchandiser)).Refusal);
        Assert.NotNull((await AskAsync(0, TestPictures.Plain(1), TestStudio.Merchandiser)).Refusal);
        await using var db = studio.Store.Read();
        Assert.Equal(0, await db.MediaFiles.CountAsync(Stop));

        Task<Outcome<string>> AskAsync(int revisionId, byte[] bytes, Actor actor) =>
            pictures.KeepAsync(revisionId, new MemoryStream(bytes), "1.png", actor, Stop);
    }

    private static BundlePictureService Pictures(TestStudio studio, MediaStore files) =>
        new(studio.Store, new MediaService(studio.Store, files, new PictureFetcher(studio.Time, allowLoopback: true)));

    private static async Task<string> KeepAsync(BundlePictureService pictures, KitScene kit, int number) => (await pictures.KeepAsync(
        kit.Revision.Id, new MemoryStream(TestPictures.Plain(number)), $"{number}.png", TestStudio.Merchandiser, Stop)).Required;
}
