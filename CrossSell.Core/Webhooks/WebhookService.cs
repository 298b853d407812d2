using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Webhooks.WebhooksTexts;

namespace CrossSell.Core.Webhooks;

/// <summary>A new webhook, with the secret that its tellings are signed with.</summary>
public sealed record CreatedWebhook(int Id, string Secret);

/// <param name="Last">The newest telling; null before the first.</param>
public sealed record ListedWebhook(Webhook Hook, WebhookDelivery? Last);

/// <summary>Makes, lists and ends webhooks: those of a shop by its administrators.</summary>
/// <param name="allowLoopback">For tests that listen themselves.</param>
public sealed class WebhookService(StudioStore store, WebhookSecrets secrets, bool allowLoopback = false)
{
    /// <summary>Tellings that are listed.</summary>
    public const int DeliveriesShown = 50;

    private const int MostOfAShop = 20;

    public async Task<Outcome<CreatedWebhook>> AddAsync(
        int? channelId, string address, WebhookTopics topics, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (channelId is not { } channel)
        {
            return new Refusal("webhook.channel", L["Choose the shop that it tells of."], "channel");
        }

        if (actor.Deny(Permission.Administer, channel) is { } forbidden)
        {
            return forbidden;
        }

        if (Wrong(address) is { } wrong)
        {
            return wrong;
        }

        if ((topics & WebhookTopics.All) == WebhookTopics.None)
        {
            return new Refusal("webhook.topics", L["Choose what it tells of."], "topics");
        }

        await using var session = await store.WriteAsync(actor, "Added a webhook", cancellation);
        session.CanUndo = false;
        if (await session.Db.Webhooks.CountAsync(item => item.ChannelId == channel, cancellation) >= MostOfAShop)
        {
            return new Refusal("webhook.many", L["A shop has at most {0} webhooks. Delete one first.", MostOfAShop]);
        }

        var hook = new Webhook
        {
            ChannelId = channel,
            Address = address.Trim(),
            Topics = topics & WebhookTopics.All,
            Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
            CreatedAt = session.Now,
            CreatedBy = actor.Name,
            // It is told of what comes, not of what was.
            Seen = await session.Db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0,
        };
        session.Db.Webhooks.Add(hook);
        if ((await session.SaveAsync(cancellation)).IsRefused(out var stale))
        {
            return stale;
        }

        session.Tell(Told(hook, null, "on"));
        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out _) ? refusal : new CreatedWebhook(hook.Id, secrets.Of(hook));
    }

    /// <summary>Those that the actor administers, with what became of the last telling.</summary>
    public async Task<IReadOnlyList<ListedWebhook>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read();
        var hooks = (await db.Webhooks.OrderBy(hook => hook.Id).ToListAsync(cancellation)).FindAll(hook => actor.Can(Permission.Administer, hook.ChannelId));
        var ids = hooks.ConvertAll(hook => hook.Id);
        var newest = await db.WebhookDeliveries.Where(item => ids.Contains(item.WebhookId)).GroupBy(item => item.WebhookId)
            .Select(group => group.Max(item => item.Id)).ToListAsync(cancellation);
        var last = await db.WebhookDeliveries.Where(item => newest.Contains(item.Id)).ToDictionaryAsync(item => item.WebhookId, cancellation);
        return hooks.ConvertAll(hook => new ListedWebhook(hook, last.GetValueOrDefault(hook.Id)));
    }

    /// <summary>The newest tellings of one, the newest first.</summary>
    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read();
        return await db.Webhooks.SingleOrDefaultAsync(hook => hook.Id == id, cancellation) is { } hook && actor.Can(Permission.Administer, hook.ChannelId)
            ? await db.WebhookDeliveries.Where(item => item.WebhookId == id).OrderByDescending(item => item.Id).Take(DeliveriesShown).ToListAsync(cancellation)
            : [];
    }

    /// <summary>Lets it be told, or no more. What waits when it is switched off is dropped.</summary>
    public Task<Outcome> SwitchAsync(int id, bool isOn, Actor actor, CancellationToken cancellation = default) => ChangeAsync(
        id, isOn ? "Switched a webhook on" : "Switched a webhook off", actor, async (session, hook) =>
        {
            if (hook.DisabledAt is null == isOn)
            {
                return new Refusal("webhook.same", isOn ? L["It is on already."] : L["It is off already."]);
            }

            hook.DisabledAt = isOn ? null : session.Now;
            hook.Seen = await session.Db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
            await session.Db.WebhookDeliveries.Where(item => item.WebhookId == id && item.DueAt != null).ExecuteDeleteAsync(cancellation);
            session.Tell(Told(hook, isOn ? "off" : "on", isOn ? "on" : "off"));
            return Outcome.Done;
        }, cancellation);

    /// <summary>Deletes it with the log of its tellings.</summary>
    public Task<Outcome> DeleteAsync(int id, Actor actor, CancellationToken cancellation = default) => ChangeAsync(
        id, "Deleted a webhook", actor, (session, hook) =>
        {
            session.Db.Webhooks.Remove(hook);
            session.Tell(Told(hook, hook.DisabledAt is null ? "on" : "off", "deleted"));
            return Task.FromResult(Outcome.Done);
        }, cancellation);

    /// <summary>Has a telling sent that tells of nothing, also while it is switched off.</summary>
    public async Task<Outcome> TestAsync(int id, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.OpenUnaudited();
        var hook = await db.Webhooks.AsNoTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation);
        if (actor.Deny(Permission.Administer, hook?.ChannelId) is { } forbidden)
        {
            return forbidden;
        }

        if (hook is null)
        {
            return Refusal.NotFound(L["This webhook was deleted."]);
        }

        var now = store.Time.GetUtcNow();
        db.WebhookDeliveries.Add(new WebhookDelivery { WebhookId = id, Topics = WebhookTopics.None, State = hook.Seen, CreatedAt = now, DueAt = now });
        await db.SaveChangesAsync(cancellation);
        return Outcome.Done;
    }

    private async Task<Outcome> ChangeAsync(
        int id, string purpose, Actor actor, Func<WriteSession, Webhook, Task<Outcome>> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var session = await store.WriteAsync(actor, purpose, cancellation);
        session.CanUndo = false;
        var hook = await session.Db.Webhooks.SingleOrDefaultAsync(item => item.Id == id, cancellation);
        if (actor.Deny(Permission.Administer, hook?.ChannelId) is { } forbidden)
        {
            return forbidden;
        }

        if (hook is null)
        {
            return Refusal.NotFound(L["This webhook was deleted."]);
        }

        return (await change(session, hook)).IsRefused(out var refusal)
            ? refusal
            : Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    private Refusal? Wrong(string address)
    {
        var isAddress = Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var target);
        if (!isAddress || target!.UserInfo.Length > 0 || target.AbsoluteUri.Length > Webhook.AddressLength
            || (target.Scheme != Uri.UriSchemeHttps && !(allowLoopback && target.IsLoopback)))
        {
            return new Refusal("webhook.address", L["The address must start with https:// and contain no user name or password."], "address");
        }

        return null;
    }

    private static Change Told(Webhook hook, string? before, string after) => Change.Told(
        nameof(Webhook), hook.Id.ToString(CultureInfo.InvariantCulture), before is null ? null : Fields(hook, before), Fields(hook, after));

    private static Dictionary<string, string?> Fields(Webhook hook, string state) => new(StringComparer.Ordinal)
    {
        // The whole address may hold a token of the system that it leads to.
        ["Name"] = new Uri(hook.Address).Host, ["ChannelId"] = hook.ChannelId.ToString(CultureInfo.InvariantCulture), ["Topics"] = hook.Topics.ToString(),
        ["State"] = state,
    };
}
