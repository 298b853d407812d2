using CrossSell.Core.Demo;
using CrossSell.Core.Mining;

namespace CrossSell.Tests.Support;

/// <summary>One studio with the whole demo, mined, for tests that only read. Share it as a class fixture.</summary>
public sealed class DemoStudio : IAsyncLifetime
{
    public static readonly DateOnly Today = new(2026, 11, 20);

    public TestStudio Studio { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Studio = await TestStudio.CreateAsync();
        Assert.Null((await new DemoLoader(Studio.Store, Studio.Data).LoadAsync(Today)).Refusal);
        Assert.Null((await new MiningService(Studio.Store, Studio.Time).MineAsync(DemoLoader.Loader)).Refusal);
    }

    public ValueTask DisposeAsync() => Studio.DisposeAsync();
}
