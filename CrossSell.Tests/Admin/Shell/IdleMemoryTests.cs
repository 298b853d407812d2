using CrossSell.Admin.Hosting;
using CrossSell.Core.Catalog;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrossSell.Tests.Admin.Shell;

public sealed class IdleMemoryTests : IAsyncLifetime
{
    private const long Mega = 1L << 20;
    private TestStudio studio = null!;
    private IdleMemory memory = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        memory = new(studio.Store, studio.Time, NullLogger<IdleMemory>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        memory.Dispose();
        await studio.DisposeAsync();
    }

    [StudioFact]
    public async Task Rest_WhileSomebodyReads_LeavesThemTheirAnswer_AndTheNextReadsToo()
    {
        await studio.ProductAsync("LNS-1");
        await using var db = studio.Store.Read();
        await using var transaction = await db.Database.BeginTransactionAsync(Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(1, await db.Products.CountAsync(Xunit.TestContext.Current.CancellationToken));

        studio.Store.Rest();

        Assert.Equal(1, await db.Products.CountAsync(Xunit.TestContext.Current.CancellationToken));
        await using var next = studio.Store.Read();
        Assert.Equal(1, await next.Products.CountAsync(Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public void PeopleWork_NothingIsCleared()
    {
        long allocated = 0;

        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(_ => memory.Look(allocated += 9 * Mega, 500 * Mega)));
    }

    [Fact]
    public void TheyHaveGone_ItIsCleared_AndAgainOnceItHasGrown()
    {
        memory.Look(0, 40 * Mega);
        memory.Look(500 * Mega, 400 * Mega);

        Assert.True(memory.Look(501 * Mega, 400 * Mega));
        memory.Cleared(90 * Mega);
        Assert.False(memory.Look(502 * Mega, 90 * Mega));
        Assert.False(memory.Look(503 * Mega, 137 * Mega));
        Assert.True(memory.Look(504 * Mega, 138 * Mega));
    }
}
