using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Media;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Webhooks;

/// <summary>
/// Tells webhooks what changed: writes of some seconds go together, what fails is tried again for a day. What is to be told stands in the database, so that a
/// restart loses nothing, and of several instances the one that takes a telling first sends it. Each receiver is told by itself, one telling after the other,
/// so that a slow one keeps nobody else waiting. Asks only what the public internet can ask (<see cref="PictureFetcher"/>), and follows no redirect.
/// </summary>
/// <param name="allowLoopback">For tests that listen themselves.</param>
public sealed class WebhookSender(StudioStore store, TimeProvider time, WebhookSecrets secrets, bool allowLoopback = false) : IDisposable
{
    /// <summary>Tellings that are over are listed for so long.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    // What one gesture or import writes goes together.
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    // Longer than the time limit: an instance that dies in the middle leaves it to the next.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // Of one write; a larger one is about everything.
    private const int MostRows = 1_000;
    private const int AtOnce = 50;

    // Receivers at once: those that answer slowly hold a connection each, no more.
    private const int MostReceivers = 32;

    private readonly SemaphoreSlim places = new(MostReceivers, MostReceivers);
    private readonly ConcurrentDictionary<int, Task<int>> telling = new();
    private readonly HttpClient client = new(PictureFetcher.NewHandler(allowLoopback)) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Looks for writes since the last turn, and sends what is due, to its end.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> TurnAsync(CancellationToken cancellation = default) =>
        (await Task.WhenAll(await BeginTurnAsync(cancellation))).Sum();

    /// <summary>
    /// Looks for writes since the last turn, and begins to send what is due to receivers that are not being told at this moment; waits for none of them.
    /// </summary>
    /// <returns>What was begun: each how many were sent to one receiver.</returns>
    /// <exception cref="AggregateException">What was begun in an earlier turn failed, but for the receiver's own failures.</exception>
    public async Task<IReadOnlyList<Task<int>>> BeginTurnAsync(CancellationToken cancellation = default)
    {
        await NoteAsync(cancellation);
        var failures = new List<Exception>();
        foreach (var (receiver, told) in telling.Where(pair => pair.Value.IsCompleted))
        {
            telling.TryRemove(receiver, out _);
            failures.AddRange(told.Exception?.InnerExceptions ?? []);
        }

        var now = time.GetUtcNow();
        await using var db = store.OpenUnaudited(inBackground: true);
        var due = await db.WebhookDeliveries.Where(item => item.DueAt <= now).OrderBy(item => item.DueAt).ThenBy(item => item.Id)
            .Select(item => item.WebhookId).ToListAsync(cancellation);
        var begun = new List<Task<int>>();
        foreach (var receiver in due.Distinct().Where(receiver => !telling.ContainsKey(receiver)))
        {
            begun.Add(telling[receiver] = Task.Run(() => TellAsync(receiver, cancellation), CancellationToken.None));
        }

        return failures.Count == 0 ? begun : throw new AggregateException(failures);
    }

    /// <summary>Ends when nobody is being told; what fails is told by the next turn.</summary>
    public Task IdleAsync() => Task.WhenAll(telling.Values).ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    /// <summary>Deletes tellings that were over long ago.</summary>
    public async Task SweepAsync(CancellationToken cancellation = default)
    {
        var before = time.GetUtcNow() - KeptFor;
        await using var db = store.OpenUnaudited(inBackground: true);
        if (await db.WebhookDeliveries.AnyAsync(item => item.DueAt == null && item.CreatedAt < before, cancellation))
        {
            await db.WebhookDeliveries.Where(item => item.DueAt == null && item.CreatedAt < before).ExecuteDeleteAsync(cancellation);
        }
    }

    public void Dispose()
    {
        client.Dispose();
        places.Dispose();
    }

    private async Task NoteAsync(CancellationToken cancellation)
    {
        await using var db = store.OpenUnaudited(inBackground: true);
        var hooks = await db.Webhooks.AsNoTracking().Where(hook => hook.DisabledAt == null).ToListAsync(cancellation);
        if (hooks.Count == 0)
        {
            return;
        }

        var state = await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
        var silent = db.Model.GetEntityTypes().Select(type => type.ClrType).Where(type => type.IsAssignableTo(typeof(INotForShoppers)))
            .Select(type => type.Name).Append(OrderWritten.Told).Except([nameof(ListingReport)]).ToHashSet();
        foreach (var hook in hooks.Where(hook => hook.Seen < state))
        {
            var topics = await TopicsAsync(db, hook, state, silent, cancellation) & hook.Topics;
            await using var transaction = await db.BeginAloneAsync(cancellation);
            // Of several instances one moves it on, and tells.
            var isMine = await db.Webhooks.Where(item => item.Id == hook.Id && item.Seen == hook.Seen && item.DisabledAt == null)
                .ExecuteUpdateAsync(update => update.SetProperty(item => item.Seen, state), cancellation) == 1;
            if (isMine && topics != WebhookTopics.None)
            {
                await PlaceAsync(db, hook, topics, state, cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
    }

    private static async Task<WebhookTopics> TopicsAsync(
        StudioDb db, Webhook hook, long state, IReadOnlySet<string> silent, CancellationToken cancellation)
    {
        var topics = WebhookTopics.None;
        var sets = await db.ChangeSets.Where(set => set.Id > hook.Seen && set.Id <= state).Select(set => set.Id).Take(MostRows + 1).ToListAsync(cancellation);
        var rows = await db.Changes.Where(change => change.ChangeSetId > hook.Seen && change.ChangeSetId <= state)
            .Select(change => new { change.ChangeSetId, change.Entity, change.EntityId }).Take(MostRows + 1).ToListAsync(cancellation);
        if (sets.Count > MostRows || rows.Count > MostRows)
        {
            return WebhookTopics.All;
        }

        var bySet = rows.ToLookup(row => row.ChangeSetId);
        foreach (var set in sets)
        {
            topics |= WebhookRules.TopicsOf([.. bySet[set].Select(row => (row.Entity, row.EntityId))], hook.ChannelId, silent);
        }

        return topics;
    }

    private async Task PlaceAsync(StudioDb db, Webhook hook, WebhookTopics topics, long state, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // What has not been tried yet tells of this too, unless an instance takes it at this moment.
        var open = await db.WebhookDeliveries.AsNoTracking()
            .Where(item => item.WebhookId == hook.Id && item.DueAt != null && item.Attempts == 0 && item.Topics != WebhookTopics.None)
            .OrderBy(item => item.Id).FirstOrDefaultAsync(cancellation);
        var all = topics | (open?.Topics ?? WebhookTopics.None);
        if (open is not null && await db.WebhookDeliveries.Where(item => item.Id == open.Id && item.Attempts == 0)
            .ExecuteUpdateAsync(update => update.SetProperty(item => item.Topics, all).SetProperty(item => item.State, state), cancellation) == 1)
        {
            return;
        }

        db.WebhookDeliveries.Add(new WebhookDelivery { WebhookId = hook.Id, Topics = topics, State = state, CreatedAt = now, DueAt = now + Gathering });
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
    }

    /// <summary>Sends what is due to one receiver, the oldest first.</summary>
    private async Task<int> TellAsync(int webhookId, CancellationToken cancellation)
    {
        await places.WaitAsync(cancellation);
        try
        {
            var now = time.GetUtcNow();
            await using var db = store.OpenUnaudited(inBackground: true);
            var due = await db.WebhookDeliveries.AsNoTracking().Where(item => item.WebhookId == webhookId && item.DueAt <= now)
                .OrderBy(item => item.DueAt).ThenBy(item => item.Id).Take(AtOnce).ToListAsync(cancellation);
            var receiver = await db.Webhooks.AsNoTracking().Where(hook => hook.Id == webhookId)
                .Join(db.Set<Channel>(), hook => hook.ChannelId, channel => channel.Id, (hook, channel) => new { Hook = hook, channel.Code })
                .SingleOrDefaultAsync(cancellation);
            var sent = 0;
            foreach (var item in receiver is null ? [] : due)
            {
                // Those before it may have taken their time.
                var until = time.GetUtcNow() + Lease;
                // Attempts count when one begins, so that what has begun takes nothing more up.
                if (await db.WebhookDeliveries.Where(other => other.Id == item.Id && other.DueAt == item.DueAt).ExecuteUpdateAsync(
                    update => update.SetProperty(other => other.DueAt, until).SetProperty(other => other.Attempts, other => other.Attempts + 1),
                    cancellation) == 0)
                {
                    continue;
                }

                var (status, problem) = await PostAsync(receiver!.Hook, item, receiver.Code, cancellation);
                await EndAsync(db, item, until, status, problem, cancellation);
                sent++;
                if (status is not (>= 200 and < 300))
                {
                    // Who did not hear this one hears the next not a moment later either: the next turn tries it.
                    break;
                }
            }

            return sent;
        }
        finally
        {
            places.Release();
        }
    }

    private async Task EndAsync(StudioDb db, WebhookDelivery item, DateTimeOffset lease, int? status, string? problem, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var isDelivered = status is >= 200 and < 300;
        DateTimeOffset? delivered = isDelivered ? now : null;
        var again = isDelivered ? null : now + WebhookRules.WaitAfter(item.Attempts + 1);
        await db.WebhookDeliveries.Where(other => other.Id == item.Id && other.DueAt == lease).ExecuteUpdateAsync(
            update => update.SetProperty(other => other.DueAt, again).SetProperty(other => other.DeliveredAt, delivered)
                .SetProperty(other => other.Status, status).SetProperty(other => other.Problem, problem), cancellation);
    }

    private async Task<(int? Status, string? Problem)> PostAsync(Webhook hook, WebhookDelivery item, string channel, CancellationToken cancellation)
    {
        var body = JsonSerializer.Serialize(
            new
            {
                id = item.Id, test = item.Topics == WebhookTopics.None, channel, topics = WebhookRules.Words(item.Topics), state = item.State,
                at = item.CreatedAt,
            });
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.Address)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CrossSell", "1.0"));
        request.Headers.Add("CrossSell-Signature", WebhookSecrets.Sign(secrets.Of(hook), time.GetUtcNow(), body));
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return ((int)answer.StatusCode, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, "slow");
        }
        catch (HttpRequestException failed)
        {
            return (null, PictureFetcher.IsNotPublic(failed) ? "private" : "unreachable");
        }
        catch (IOException)
        {
            return (null, "unreachable");
        }
    }
}
