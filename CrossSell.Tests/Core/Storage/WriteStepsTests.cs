using CrossSell.Core.Storage;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Storage;

/// <summary>How a long write is cut into steps, and who has the next turn.</summary>
public sealed class WriteStepsTests
{
    [Theory]
    [InlineData(1_000, 100, 1_000)]
    [InlineData(1_000, 200, 500)]
    [InlineData(1_000, 80, 1_250)]
    [InlineData(1_000, 10, 2_000)]
    [InlineData(1_000, 10_000, 250)]
    [InlineData(200, 100_000, 100)]
    [InlineData(9_000, 1, 10_000)]
    [InlineData(1_000, 0, 2_000)]
    public void Step_TakesAsManyRowsAsFitIntoTheTime_AndNeverManyMoreThanBefore(int rows, int milliseconds, int next) =>
        Assert.Equal(next, new WriteSteps(500, 100, 10_000, TimeSpan.FromMilliseconds(100)).After(rows, TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public async Task Writers_OfOneProcess_HaveTheLockInTheOrderInWhichTheyAsked()
    {
        await using var studio = await TestStudio.CreateAsync();
        var first = await studio.Store.WriteAsync(TestStudio.Merchandiser, "First");
        var second = studio.Store.WriteAsync(TestStudio.Merchandiser, "Second");
        var third = studio.Store.WriteAsync(TestStudio.Merchandiser, "Third");
        Assert.False(second.IsCompleted || third.IsCompleted);

        await first.DisposeAsync();
        await using (await second)
        {
            // Who comes now comes behind the one who waits already.
            var fourth = studio.Store.WriteAsync(TestStudio.Merchandiser, "Fourth");
            Assert.False(third.IsCompleted || fourth.IsCompleted);
            await (await second).DisposeAsync();
            await using (await third)
            {
                Assert.False(fourth.IsCompleted);
            }

            await using var last = await fourth;
            Assert.Equal("Fourth", last.Purpose);
        }
    }
}
