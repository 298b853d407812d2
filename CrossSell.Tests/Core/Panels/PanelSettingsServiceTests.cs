using CrossSell.Admin.Features.Settings;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

public sealed class PanelSettingsServiceTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private Channel channel = null!;
    private PanelSettingsService service = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        channel = await studio.ChannelAsync();
        service = new PanelSettingsService(studio.Store);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Save_IsAuditedAndTakenBack()
    {
        var found = await service.FindAsync(channel.Id, Stop);
        found.PriceCapPercent = null;
        var set = (await service.SaveAsync(found, TestStudio.Administrator, Stop)).Required;

        Assert.Null((await service.FindAsync(channel.Id, Stop)).PriceCapPercent);
        Assert.True((await studio.Undo.UndoAsync(set!.Value, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal((150, 0), ((await service.FindAsync(channel.Id, Stop)).PriceCapPercent, (await service.FindAsync(channel.Id, Stop)).Version));
    }

    [StudioFact]
    public async Task Extras_AreTickedOnlyInAShopThatSaysSo()
    {
        var (anchor, other) = (await studio.ProductAsync("ANCHOR", channel), await studio.ProductAsync("OTHER", channel));
        var type = await studio.LinkTypeAsync(LinkType.CrossSell);
        await studio.AddAsync(new ProductLink { SourceId = anchor.Id, TargetId = other.Id, TypeId = type.Id, CreatedBy = "Eva", CreatedAt = TestStudio.Start });
        using var panels = new PanelService(studio.Store, studio.Time);
        async Task<PanelCompanion> CompanionAsync() =>
            Assert.Single((await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("ANCHOR"), Stop)).Required.Panel.Companions);
        Assert.False((await CompanionAsync()).Preselected);

        var form = new PanelForm(await service.FindAsync(channel.Id, Stop), PanelLayers.Standard) { Preselect = true };
        Assert.True((await service.SaveAsync(form.ToSettings().Required, TestStudio.Administrator, Stop)).IsDone);

        Assert.True((await CompanionAsync()).Preselected);
    }

    [StudioFact]
    public async Task Save_OverWhatSomebodyElseChanged_IsRefused()
    {
        var (mine, theirs) = (await service.FindAsync(channel.Id, Stop), await service.FindAsync(channel.Id, Stop));
        (mine.MaxSlots, theirs.MaxSlots) = (6, 3);
        Assert.True((await service.SaveAsync(theirs, TestStudio.Administrator, Stop)).IsDone);

        Assert.Equal(Refusal.StaleCode, (await service.SaveAsync(mine, TestStudio.Administrator, Stop)).Refusal?.Code);
        Assert.Equal(3, (await service.FindAsync(channel.Id, Stop)).MaxSlots);
    }

    [StudioFact]
    public async Task Save_ByWhoMayNot_IsRefused() =>
        Assert.Equal(Refusal.ForbiddenCode, (await service.SaveAsync(await service.FindAsync(channel.Id, Stop), TestStudio.Viewer, Stop)).Refusal?.Code);

    [StudioTheory]
    [InlineData(0, 1, 5, 150, 2, "maxSlots")]
    [InlineData(4, 5, 5, 150, 2, "minSlots")]
    [InlineData(4, 1, 4, 150, 2, "minBaskets")]
    [InlineData(4, 1, 5, 0, 2, "priceCapPercent")]
    [InlineData(4, 1, 5, 150, 0, "maxPerCategory")]
    public async Task Save_OfWhatCannotBe_NamesTheField(int most, int least, int baskets, int cap, int perCategory, string field)
    {
        var settings = new PanelSettings
        {
            ChannelId = channel.Id, MaxSlots = most, MinSlots = least, MinBaskets = baskets, PriceCapPercent = cap, MaxPerCategory = perCategory
        };

        Assert.Equal(field, (await service.SaveAsync(settings, TestStudio.Administrator, Stop)).Refusal?.Field);
    }
}
