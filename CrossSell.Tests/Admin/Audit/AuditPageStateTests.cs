using CrossSell.Admin.Features.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.History;
using CrossSell.Core.People;

namespace CrossSell.Tests.Admin.Audit;

public sealed class AuditPageStateTests
{
    private static readonly IReadOnlyList<Channel> Shops = [new Channel { Id = 7, Code = "camera", Name = "Camera store", CurrencyCode = "EUR" }];
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    [Fact]
    public void Address_HoldsTheWholeFilter_AndIsReadBack()
    {
        var state = new AuditPageState
        {
            Text = " price & stock ", Who = "eva", Kind = AuditKind.PricesAndStock, Shop = "camera",
            From = new DateOnly(2026, 11, 1), To = new DateOnly(2026, 11, 2),
        };

        Assert.Equal("/settings/audit?q=price%20%26%20stock&who=eva&kind=pricesandstock&shop=camera&from=2026-11-01&to=2026-11-02", state.Address());
        Assert.StartsWith("/settings/audit.csv?q=price", state.FileAddress(), StringComparison.Ordinal);
        var read = new AuditPageState();
        read.Read("price & stock", "eva", "pricesandstock", "camera", "2026-11-01", "2026-11-02");
        Assert.Equal(state.Address(), read.Address());
        Assert.True(read.IsFiltered);
    }

    [Fact]
    public void Address_ThatIsNotUnderstood_FiltersNothing()
    {
        var state = new AuditPageState();
        state.Read(null, null, "99", null, "yesterday", "");

        Assert.Equal("/settings/audit", state.Address());
        Assert.Equal(new AuditFilter(), state.ToFilter(Shops, Amsterdam));
    }

    [Fact]
    public void Period_IsWholeDaysOfTheZone()
    {
        var filter = new AuditPageState { From = new DateOnly(2026, 10, 24), To = new DateOnly(2026, 10, 25) }.ToFilter(Shops, Amsterdam);

        // The clocks go back on the 25th.
        Assert.Equal(new DateTimeOffset(2026, 10, 23, 22, 0, 0, TimeSpan.Zero), filter.From);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero), filter.Until);
    }

    [Fact]
    public void Who_MayBeEverythingThatIsNoPerson()
    {
        Assert.Equal((null, ActorKind.Job), Asked(AuditPageState.Jobs));
        Assert.Equal((null, ActorKind.ApiKey), Asked(AuditPageState.ApiKeys));
        Assert.Equal(("eva", null), Asked("eva"));
        Assert.Equal(0, new AuditPageState { Shop = "gone" }.ToFilter(Shops, Amsterdam).ChannelId);

        static (string?, ActorKind?) Asked(string who) => new AuditPageState { Who = who }.ToFilter(Shops, Amsterdam) is var filter
            ? (filter.ActorId, filter.Actors)
            : default;
    }
}
