using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

/// <summary>An exclusion is lifted from where its effect is seen, by those who may, and comes back by an undo.</summary>
public sealed class PanelExclusionServiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [StudioFact]
    public async Task Lift_ShowsItAgain_AndItsUndoExcludesItOnceMore()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (service, channel) = await ArrangeAsync(studio, OverrideScope.Channel);
        Assert.Empty(await ShownAsync(studio));

        var lifted = await service.LiftAsync("ANCHOR", "CARD", channel.Id, TestStudio.Merchandiser, Stop);

        Assert.True(lifted.Required.IsWide);
        Assert.Equal(["CARD"], await ShownAsync(studio));
        Assert.True((await studio.Undo.UndoAsync(lifted.Required.ChangeSetId, TestStudio.Merchandiser, Stop)).IsDone);
        Assert.Empty(await ShownAsync(studio));
    }

    [StudioFact]
    public async Task Lift_IsForThoseWhoMayEditLinksInItsShops_AndOnlyWhileThereIsOne()
    {
        await using var studio = await TestStudio.CreateAsync();
        var (service, channel) = await ArrangeAsync(studio, OverrideScope.Product, everyShop: true);
        var ofShop = TestStudio.Person("kim", Role.Merchandiser, channel.Id);

        Assert.Equal("forbidden", (await service.LiftAsync("ANCHOR", "CARD", channel.Id, TestStudio.Viewer, Stop)).Refusal?.Code);
        Assert.Equal("forbidden", (await service.LiftAsync("ANCHOR", "CARD", channel.Id, ofShop, Stop)).Refusal?.Code);
        Assert.Equal("not-found", (await service.LiftAsync("CARD", "ANCHOR", channel.Id, TestStudio.Merchandiser, Stop)).Refusal?.Code);
        Assert.False((await service.LiftAsync("ANCHOR", "CARD", channel.Id, TestStudio.Merchandiser, Stop)).Required.IsWide);
        Assert.Equal("not-found", (await service.LiftAsync("ANCHOR", "CARD", channel.Id, TestStudio.Merchandiser, Stop)).Refusal?.Code);
    }

    private static async Task<(PanelExclusionService Service, Channel Channel)> ArrangeAsync(
        TestStudio studio, OverrideScope scope, bool everyShop = false)
    {
        var channel = await studio.ChannelAsync();
        var (anchor, card) = (await studio.ProductAsync("ANCHOR", channel), await studio.ProductAsync("CARD", channel));
        await studio.AddAsync(new ProductLink
        {
            SourceId = anchor.Id,
            TargetId = card.Id,
            TypeId = (await studio.LinkTypeAsync(LinkType.CrossSell)).Id,
            CreatedBy = "Eva",
            CreatedAt = TestStudio.Start,
        });
        await studio.AddAsync(new PanelOverride
        {
            Scope = scope,
            ScopeId = scope == OverrideScope.Product ? anchor.Id : 0,
            TargetId = card.Id,
            Action = OverrideAction.Exclude,
            ChannelId = everyShop ? null : channel.Id,
        });
        return (new PanelExclusionService(studio.Store), channel);
    }

    private static async Task<IEnumerable<string>> ShownAsync(TestStudio studio)
    {
        using var panels = new PanelService(studio.Store, studio.Time);
        var answer = await panels.ResolveFreshAsync(ReadScope.Everything, new PanelQuery("ANCHOR"));
        return answer.Required.Panel.Companions.Select(companion => companion.Product.Sku);
    }
}
