using CrossSell.Admin.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Admin.Shell;

public sealed class IdleMemoryTests : IDisposable
{
    private const long Mega = 1L << 20;
    private readonly IdleMemory memory = new(new FakeTimeProvider(), NullLogger<IdleMemory>.Instance);

    public void Dispose() => memory.Dispose();

    [Fact]
    public void PeopleWork_NothingIsCleared()
    {
        long allocated = 0;

        Assert.DoesNotContain(true, Enumerable.Range(0, 100).Select(_ => memory.Look(allocated += 5 * Mega)));
    }

    [Fact]
    public void TheyHaveGone_ItIsClearedOnce_UntilSomethingWasDoneAgain()
    {
        memory.Look(0);
        memory.Look(500 * Mega);

        Assert.True(memory.Look(501 * Mega));
        Assert.False(memory.Look(502 * Mega));
        Assert.False(memory.Look(540 * Mega));
        Assert.True(memory.Look(541 * Mega));
    }

    [Fact]
    public void LittleWasDone_IsNotWorthAHalt()
    {
        memory.Look(0);
        memory.Look(20 * Mega);

        Assert.False(memory.Look(21 * Mega));
    }
}
