using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Orders;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>What an import of orders wrote.</summary>
/// <param name="Products">Made of codes that were no product.</param>
internal readonly record struct WrittenOrders(int New, int Changed, int Products)
{
    public static WrittenOrders operator +(WrittenOrders left, WrittenOrders right) =>
        new(left.New + right.New, left.Changed + right.Changed, left.Products + right.Products);
}

/// <summary>
/// Writes a stage of orders step by step (<see cref="WriteSteps"/>): the channel where it is made, products of unknown codes, then the orders, each whole.
/// Every step is a transaction and a change set of its own that tells how much it wrote, so that an import that was broken off counts on from there.
/// </summary>
internal sealed class OrderWrite(StudioStore store, WriteSteps steps, Actor actor, long? jobId, StageView view, IProgress<double>? progress)
{
    // What a step wrote, as its change set tells it.
    private const string ToldNew = "New";
    private const string ToldChanged = "Changed";

    private int rows = steps.First;

    /// <summary>How much was written by this run.</summary>
    public WrittenOrders Written { get; private set; }

    /// <summary>How many steps that was.</summary>
    public int Steps { get; private set; }

    /// <summary>The longest time for which a step kept others from writing.</summary>
    public TimeSpan Held { get; private set; }

    /// <summary>What the same job wrote before it was broken off.</summary>
    public static async Task<WrittenOrders> BeforeAsync(StudioDb db, long? jobId, CancellationToken cancellation)
    {
        var written = default(WrittenOrders);
        if (jobId is not { } job)
        {
            return written;
        }

        var told = await db.ChangeSets.Where(set => set.JobId == job)
            .Join(db.Changes.Where(change => change.Entity == OrderWritten.Told), set => set.Id, change => change.ChangeSetId, (_, change) => change.After)
            .ToListAsync(cancellation);
        return told.Aggregate(
            written, (sum, after) => sum + new WrittenOrders(Number(after, ToldNew), Number(after, ToldChanged), Number(after, OrderWritten.ToldProducts)));
    }

    /// <summary>Makes the channel of the orders that name none.</summary>
    public async Task<Outcome> MakeChannelAsync(Channel channel)
    {
        await using var session = await BeginAsync();
        session.Db.Add(channel);
        if ((await EndAsync(session, $"Created the channel {channel.Code} for imported orders", default, step: 0, store.Time.GetTimestamp()))
            .IsRefused(out var refusal))
        {
            return refusal;
        }

        await OrderStage.NameChannelAsync(view.Keeper, channel.Id, CancellationToken.None);
        return Outcome.Done;
    }

    /// <summary>Makes products of the codes that are none; orders of earlier files that waited for them get them.</summary>
    /// <returns>Whether it came to its end, and was not called off.</returns>
    public async Task<Outcome<bool>> MakeProductsAsync(Channel channel, CancellationToken cancellation)
    {
        for (long after = 0; !cancellation.IsCancellationRequested;)
        {
            await using var session = await BeginAsync();
            var began = store.Time.GetTimestamp();
            var seen = await OrderStage.UnknownAsync(session, after, rows, CancellationToken.None);
            if (seen.Count == 0)
            {
                await session.DisposeAsync();
                return await GiveProductsAsync(channel, cancellation);
            }

            await ProductsFromOrders.CreateAsync(session, seen, channel.Id, CancellationToken.None);
            if ((await EndAsync(
                session, $"Created {English.Count(seen.Count, "product")} from codes in orders", new WrittenOrders(0, 0, seen.Count), seen.Count, began))
                .IsRefused(out var refusal))
            {
                return refusal;
            }

            after = seen[^1].Id;
            progress?.Report(0);
        }

        return false;
    }

    private async Task<Outcome<bool>> GiveProductsAsync(Channel channel, CancellationToken cancellation)
    {
        var waiting = await OrderStage.WaitingLinesAsync(view.Keeper, channel.Id, cancellation);
        for (var at = 0; at < waiting.Count;)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            var lines = waiting.GetRange(at, Math.Min(rows, waiting.Count - at));
            await using var session = await BeginAsync();
            var began = store.Time.GetTimestamp();
            await ProductsFromOrders.GiveAsync(session, lines, CancellationToken.None);
            if ((await EndAsync(session, $"Assigned products to {English.Count(lines.Count, "order line")}", default, lines.Count, began))
                .IsRefused(out var refusal))
            {
                return refusal;
            }

            at += lines.Count;
            progress?.Report(0);
        }

        return true;
    }

    /// <summary>Writes what the plan found new or changed. Each order is compared once more when its turn comes.</summary>
    /// <returns>Whether it came to its end, and was not called off.</returns>
    public async Task<Outcome<bool>> WriteAsync(OrderPlan plan, IReadOnlyList<string> channels, CancellationToken cancellation)
    {
        var total = plan.New + plan.Changed;
        rows = steps.First;
        for (var after = 0; after < total;)
        {
            if (cancellation.IsCancellationRequested)
            {
                return false;
            }

            var last = Math.Min(after + rows, total);
            await using var session = await BeginAsync();
            var began = store.Time.GetTimestamp();
            var written = await OrderStage.WriteAsync(session, after, last, CancellationToken.None);
            if (written != default
                && (await EndAsync(
                    session,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Imported {English.Count(written.New + written.Changed, "order")} ({written.New:N0} new) into {string.Join(", ", channels)}"),
                    written, last - after, began)).IsRefused(out var refusal))
            {
                return refusal;
            }

            after = last;
            progress?.Report((double)after / total);
        }

        return true;
    }

    private async Task<WriteSession> BeginAsync()
    {
        var session = await view.WriteAsync(actor, "Imported orders", CancellationToken.None);
        (session.CanUndo, session.JobId) = (false, jobId);
        return session;
    }

    /// <param name="step">Of how many rows the next one is worked out; 0 for none.</param>
    private async Task<Outcome> EndAsync(WriteSession session, string purpose, WrittenOrders written, int step, long began)
    {
        session.Purpose = purpose;
        session.Tell(Change.Told(OrderWritten.Told, string.Create(CultureInfo.InvariantCulture, $"{jobId ?? 0}"), null, new Dictionary<string, string?>
        {
            [ToldNew] = Text(written.New), [ToldChanged] = Text(written.Changed), [OrderWritten.ToldProducts] = Text(written.Products),
        }));
        if ((await session.CommitAsync(CancellationToken.None)).IsRefused(out var refusal, out _))
        {
            return refusal;
        }

        var held = store.Time.GetElapsedTime(began);
        (Written, Steps, Held) = (Written + written, Steps + 1, held > Held ? held : Held);
        rows = step > 0 ? steps.After(step, held) : rows;
        await session.DisposeAsync();
        await store.LetOthersAsync(CancellationToken.None);
        return Outcome.Done;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string? after, string field) => int.Parse(Change.Value<string>(after, field) ?? "0", CultureInfo.InvariantCulture);
}
