using CrossSell.Core.Panels;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Panels;

/// <summary>
/// The four promises asked of the panel service; <c>DemoAnyDayTests</c> asks them on other days, <c>DemoPromiseApiTests</c> of the API and the embed.
/// </summary>
[Trait("Kind", "Slow")]
public sealed class DemoPromiseTests(DemoStudio demo) : IClassFixture<DemoStudio>, IAsyncLifetime
{
    private readonly PanelService panels = new(demo.Studio.Store, demo.Studio.Time);

    public static TheoryData<string> Dresses => [.. DemoPromises.Dresses];

    public static TheoryData<string> Boots => [.. DemoPromises.Boots];

    public async ValueTask InitializeAsync() => await panels.RefreshAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Dslr_EachBody_ShowsACardABatteryAndABagThatFit() => DemoPromises.DslrsAsync(Ask);

    [Theory]
    [MemberData(nameof(Dresses))]
    public Task Dress_InItsSize_ShowsBeltShoesAndJewelleryOfItsStyle(string sku) => DemoPromises.DressAsync(Ask, sku);

    [Fact]
    public Task PremiumSubscription_ForNewSubscribersAlone_OffersTheGrinderForLess() => DemoPromises.CoffeeAsync(Ask);

    [Theory]
    [MemberData(nameof(Boots))]
    public Task Boot_OfAnyMaterial_ShowsItsSocksAndItsProofing(string sku) => DemoPromises.BootAsync(Ask, sku);

    public ValueTask DisposeAsync()
    {
        panels.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static SeenPanel Seen(Panel panel) => new(
        panel.Offer?.Code,
        [.. panel.Offer?.Parts.Select(part => part.Product.Sku) ?? []],
        [.. panel.Companions.Select(companion => (companion.Product.Sku, companion.Product.Price.Minor))]);

    private Task<SeenPanel> Ask(string channel, string sku, string? segment = null) =>
        Task.FromResult(Seen(panels.Resolve(new PanelQuery(sku, channel, Segment: segment)).Required.Panel));
}
