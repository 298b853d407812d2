using System.Diagnostics;
using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Benchmarks;

/// <summary>Somebody who saves one product every 100 ms while something else is written, and how long each save took.</summary>
internal static class Editor
{
    private static readonly Actor Person = new(ActorKind.Person, "beside", "Beside", [new Grant(Role.Administrator, null)]);

    /// <summary>What was done, how long it took, and the saves beside it, the shortest wait first.</summary>
    public sealed record Measured<T>(T Result, TimeSpan Took, TimeSpan Processor, IReadOnlyList<TimeSpan> Waits)
    {
        /// <summary>Milliseconds that so many of the saves took at most.</summary>
        public double Within(double share) => Waits.Count == 0 ? 0 : Waits[(int)Math.Min(Waits.Count - 1, share * Waits.Count)].TotalMilliseconds;
    }

    /// <summary>Runs the work with the editor beside it.</summary>
    public static async Task<Measured<T>> MeasureAsync<T>(StudioStore store, Func<Task<T>> work)
    {
        using var stop = new CancellationTokenSource();
        var editing = Task.Run(() => EditAsync(store, stop.Token));
        var (processor, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        T result;
        try
        {
            result = await work();
        }
        finally
        {
            await stop.CancelAsync();
        }

        var (took, busy, waits) = (clock.Elapsed, Environment.CpuUsage.TotalTime - processor, await editing);
        waits.Sort();
        return new Measured<T>(result, took, busy, waits);
    }

    /// <summary>Runs the work with the editor beside it, and says the median, the 99th percentile and the longest of the saves.</summary>
    public static async Task<T> BesideAsync<T>(StudioStore store, string what, Func<Task<T>> work)
    {
        var measured = await MeasureAsync(store, work);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  beside {what} ({measured.Took.TotalSeconds:0.0} s, {measured.Processor.TotalSeconds:0.0} s of processor): {measured.Waits.Count} saves, median {measured.Within(0.5):0} ms, 99 of 100 within {measured.Within(0.99):0} ms, the longest {measured.Within(1):0} ms"));
        return measured.Result;
    }

    /// <inheritdoc cref="BesideAsync{T}"/>
    public static Task BesideAsync(StudioStore store, string what, Func<Task> work) => BesideAsync(store, what, async () =>
    {
        await work();
        return 0;
    });

    private static async Task<List<TimeSpan>> EditAsync(StudioStore store, CancellationToken stop)
    {
        var waits = new List<TimeSpan>();
        while (!stop.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            await using (var session = await store.WriteAsync(Person, "Edited beside", CancellationToken.None))
            {
                var product = await session.Db.Products.SingleAsync(product => product.Sku == "EDITED", CancellationToken.None);
                var edit = new ProductEdit(product.Version, product.Name, null, null, $"Edit {waits.Count}", product.Status);
                if (product.Edit(edit, session.Now).IsRefused(out var refusal))
                {
                    throw new InvalidOperationException(refusal.Message);
                }

                // A save that was refused, because it waited for too long, counts as one that waited so long.
                _ = await session.CommitAsync(CancellationToken.None);
            }

            waits.Add(clock.Elapsed);
            await Task.Delay(100, CancellationToken.None);
        }

        return waits;
    }
}
