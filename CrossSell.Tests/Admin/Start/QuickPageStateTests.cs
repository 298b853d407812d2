using CrossSell.Admin.Features.Start;
using CrossSell.Core.Catalog;
using CrossSell.Core.Exchange;

namespace CrossSell.Tests.Admin.Start;

public sealed class QuickPageStateTests
{
    [Fact]
    public void File_StandsWhereItsKindBelongs_WhereverItWasBrought()
    {
        var state = new QuickPageState().With(Of(ExchangeKind.Orders), isForOrders: false).With(Of(ExchangeKind.Products), isForOrders: false);

        Assert.True(state.Orders.IsMoved);
        Assert.False(state.Products.IsMoved);
        Assert.Equal([ExchangeKind.Products, ExchangeKind.Orders], state.Files.Select(file => file.Kind));
    }

    [Fact]
    public void FileThatIsRefused_LeavesWhatWasThere_AndTheOtherPlace()
    {
        var state = new QuickPageState().With(Of(ExchangeKind.Products), isForOrders: false).Refused("odd.csv: no.", isForOrders: true);

        Assert.Equal((null, "odd.csv: no."), (state.Orders.File, state.Orders.Problem));
        Assert.True(state.MayStart);
        Assert.False(state.Without(isOrders: false).MayStart);
    }

    [Fact]
    public void RunningJob_WantsNoFiles_UntilItIsOver()
    {
        var running = new QuickPageState { Shop = new Channel { Code = "own", Name = "Own", CurrencyCode = "EUR" }, JobId = 7 };

        Assert.False(running.WantsFiles);
        Assert.True((running with { IsOver = true }).WantsFiles);
    }

    private static ExchangeFile Of(ExchangeKind kind) => new()
    {
        File = "upload-1", OriginalName = "file.csv", Encoding = FileEncoding.Utf8, Delimiter = ',', Columns = [], Mapping = new FileMapping(kind, []),
        Origin = MappingOrigin.Own, Sureness = Sureness.Sure,
    };
}
