using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shell;
using CrossSell.Core.People;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shell;

public sealed class StudioNavigationTests : BunitContext, IAsyncLifetime
{
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await studio.DisposeAsync();
    }

    /// <summary>Another shop is chosen while the first one is still being counted, and its figures come last.</summary>
    [Fact]
    public async Task Counts_AreThoseOfTheShopInTheBar_InWhateverOrderTheyCome()
    {
        var kit = await KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        await studio.ChannelAsync("outdoor");
        await ProductUi.PrepareAsync(this, studio, Role.Manager);
        using var clock = new HeldClock(studio.Time);
        Services.AddSingleton(new NavigationCounts(studio.Store, new SuggestionInbox(studio.Store, clock)));
        var session = Services.GetRequiredService<StudioSession>();
        var navigation = Render<StudioNavigation>();
        await clock.Held.WaitAsync(TimeSpan.FromSeconds(30), Xunit.TestContext.Current.CancellationToken);

        await navigation.InvokeAsync(() => session.ChooseChannelAsync("outdoor"));
        navigation.WaitForState(() => navigation.RenderCount > 1);
        var drawn = navigation.RenderCount;
        clock.Release();
        navigation.WaitForState(() => navigation.RenderCount > drawn);

        Assert.Empty(navigation.FindAll("[data-go=v] .cs-navigation-count"));

        await navigation.InvokeAsync(() => session.ChooseChannelAsync("camera"));
        navigation.WaitForAssertion(() => Assert.Equal("1", navigation.Find("[data-go=v] .cs-navigation-count").TextContent));
    }

    /// <summary>A clock that keeps the first who asks for the time waiting.</summary>
    private sealed class HeldClock(TimeProvider real) : TimeProvider, IDisposable
    {
        private readonly ManualResetEventSlim gate = new();
        private readonly TaskCompletionSource held = new();
        private int asked;

        /// <summary>Ends when the first is waiting.</summary>
        public Task Held => held.Task;

        public override DateTimeOffset GetUtcNow() => real.GetUtcNow();

        // Asked once what waits in a shop has been worked out.
        public override long GetTimestamp()
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                held.SetResult();
                gate.Wait();
            }

            return real.GetTimestamp();
        }

        public void Release() => gate.Set();

        // Nobody is left waiting, whatever a test comes to.
        public void Dispose()
        {
            gate.Set();
            gate.Dispose();
        }
    }
}
