using CrossSell.Core.Storage;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Storage;

public sealed class ChangeSignalTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Fact]
    public async Task Wait_OnASignalThatIsDisposed_Ends_AndEveryOtherToo()
    {
        var signal = new ChangeSignal(studio.Store, studio.Time);
        var waiting = signal.WaitAsync(Xunit.TestContext.Current.CancellationToken);

        signal.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signal.WaitAsync(Xunit.TestContext.Current.CancellationToken));
    }
}
