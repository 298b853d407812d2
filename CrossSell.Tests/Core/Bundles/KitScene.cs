using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Bundles;

/// <summary>A camera shop with a body, a card and a bag, and a set of the three as its draft.</summary>
public sealed class KitScene
{
    private readonly TestStudio studio;

    private KitScene(TestStudio studio) => (this.studio, Bundles, Reviews) = (studio, new BundleService(studio.Store), new ReviewService(studio.Store));

    public BundleService Bundles { get; }

    public ReviewService Reviews { get; }

    public Channel Channel { get; private set; } = null!;

    public Product Body { get; private set; } = null!;

    public Product Card { get; private set; } = null!;

    public Product Bag { get; private set; } = null!;

    public Bundle Bundle { get; private set; } = null!;

    /// <summary>The newest revision as it was loaded last.</summary>
    public BundleRevision Revision { get; private set; } = null!;

    public BundleContent Content => BundleContent.Of(Revision);

    public static async Task<KitScene> CreateAsync(TestStudio studio, string name = "D7 kit")
    {
        var kit = new KitScene(studio) { Channel = await studio.ChannelAsync() };
        kit.Body = await studio.ProductAsync("CAM-D7", kit.Channel, 129900, 78000, 14, "Lumen D7 DSLR body");
        kit.Card = await studio.ProductAsync("CARD-128", kit.Channel, 4990, 1600, 40, "Kite SDXC 128 GB");
        kit.Bag = await studio.ProductAsync("BAG-15", kit.Channel, 13900, 4400, 9, "Carry All 15");
        var code = (await kit.Bundles.CreateAsync(name, kit.Channel.Id, [kit.Body.Id, kit.Card.Id, kit.Bag.Id], TestStudio.Merchandiser)).Required;
        await kit.ReloadAsync(code);
        return kit;
    }

    public async Task ReloadAsync(string? code = null)
    {
        Bundle = (await new BundleList(studio.Store).FindAsync(ReadScope.Everything, code ?? Bundle.Code))!;
        Revision = Bundle.Revisions.MaxBy(revision => revision.Number)!;
    }

    public Task<Outcome<SavedRevision>> SaveAsync(BundleContent content, Actor? actor = null) =>
        Bundles.SaveAsync(Revision.Id, Revision.Version, content, actor ?? TestStudio.Merchandiser);

    public async Task SubmitAsync()
    {
        Assert.Null((await Bundles.SubmitAsync(Revision.Id, Revision.Version, TestStudio.Merchandiser)).Refusal);
        await ReloadAsync();
    }

    /// <summary>Submits and approves.</summary>
    public async Task ApproveAsync()
    {
        await SubmitAsync();
        Assert.Null((await Reviews.ApproveAsync(Revision.Id, Revision.Version, TestStudio.Manager)).Refusal);
        await ReloadAsync();
    }
}
