using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Sources.SourcesTexts;

namespace CrossSell.Core.Sources;

/// <summary>What a person writes about an address.</summary>
/// <param name="Id">Null makes a new one.</param>
/// <param name="ChannelId">The shop of rows that name none; null where the file says it, or is of none.</param>
/// <param name="Secret">A password or key; null keeps the one that is stored, as long as address and name stay on the same server.</param>
public sealed record SourceEdit(
    int? Id, int Version, string Name, string Address, int? ChannelId, SourceSchedule Schedule, int AtHour, SourceSignIn SignIn, string? SignInName,
    string? Secret);

/// <summary>An address as a list shows it: without its secret.</summary>
/// <param name="NextAt">Null while it is paused.</param>
/// <param name="Problem">Why it failed last; null where it did not.</param>
public sealed record ListedSource(ImportSource Source, DateTimeOffset? NextAt, string? Problem);

/// <summary>
/// Makes, lists and ends addresses that are fetched on a timetable: by who may import into their shop. Who changes one becomes its owner, for it is imported
/// with the owner's rights.
/// </summary>
public sealed class SourceService(StudioStore store, SourceSecrets secrets, SourceFetcher fetcher, ImportDrafts drafts)
{
    /// <summary>Addresses of one studio.</summary>
    public const int Most = 50;

    /// <summary>Those of the shops that the actor may import into, with when they are asked next.</summary>
    public async Task<IReadOnlyList<ListedSource>> ListAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read(actor.Reads);
        var sources = (await db.ImportSources.AsNoTracking().OrderBy(source => source.Name).ThenBy(source => source.Id).ToListAsync(cancellation))
            .FindAll(source => May(actor, source.ChannelId));
        var zones = await db.Channels.AsNoTracking().ToDictionaryAsync(channel => channel.Id, channel => channel.Zone, cancellation);
        var jobs = sources.Where(source => source is { Result: SourceResult.Failed, JobId: not null }).Select(source => source.JobId!.Value).ToList();
        var problems = await db.Set<Jobs.Job>().Where(job => jobs.Contains(job.Id)).ToDictionaryAsync(job => job.Id, job => job.Problem, cancellation);
        return sources.ConvertAll(source => new ListedSource(
            Shown(source), source.PausedAt is null ? NextAt(source, zones) : null, source.JobId is { } job ? problems.GetValueOrDefault(job) : null));
    }

    /// <summary>Adds an address, or changes one.</summary>
    public async Task<Outcome<int>> SaveAsync(SourceEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(actor);
        if (Denied(actor, edit.ChannelId) is { } denied)
        {
            return denied;
        }

        if (Wrong(edit) is { } wrong)
        {
            return wrong;
        }

        await using var session = await store.WriteAsync(actor, $"{(edit.Id is null ? "Added" : "Edited")} the address {edit.Name.Trim()}", cancellation);
        session.CanUndo = false;
        var db = session.Db;
        if (edit.ChannelId is { } channel && !await db.Channels.AnyAsync(item => item.Id == channel, cancellation))
        {
            return Refusal.NotFound(L["This shop no longer exists."], "channel");
        }

        ImportSource source;
        if (edit.Id is { } id)
        {
            if (await db.ImportSources.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } found || !May(actor, found.ChannelId))
            {
                return Refusal.NotFound(L["This address was deleted."]);
            }

            if (found.Version != edit.Version)
            {
                return Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", found.Name]);
            }

            source = found;
        }
        else
        {
            if (await db.ImportSources.CountAsync(cancellation) >= Most)
            {
                return new Refusal("source.many", L["A studio has at most {0} addresses. Delete one first.", Most]);
            }

            source = new ImportSource { Name = "", Address = "", OwnerId = "", OwnerName = "", CreatedAt = session.Now };
            db.ImportSources.Add(source);
        }

        if (SecretOf(edit, source, actor).IsRefused(out var refusal, out var secret))
        {
            return refusal;
        }

        if (source.Address != edit.Address.Trim() || source.ChannelId != edit.ChannelId)
        {
            // What was said of the file before says nothing of this one, or of what this shop has of it.
            (source.ETag, source.LastModified, source.ContentHash) = (null, null, null);
        }

        (source.Name, source.Address, source.ChannelId) = (edit.Name.Trim(), edit.Address.Trim(), edit.ChannelId);
        (source.Schedule, source.AtHour) = (edit.Schedule, edit.AtHour);
        (source.SignIn, source.SignInName, source.Secret) = (edit.SignIn, edit.SignIn == SourceSignIn.None ? null : edit.SignInName!.Trim(), secret.Sealed);
        (source.OwnerId, source.OwnerName) = (actor.Id, actor.Name);
        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        session.Tell(Told(source, edit.Id is null ? null : "changed", "on"));
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out _) ? refusal : source.Id;
    }

    /// <summary>Lets it be asked by its timetable, or no more.</summary>
    public Task<Outcome> SwitchAsync(int id, bool isOn, Actor actor, CancellationToken cancellation = default) => ChangeAsync(
        id, isOn ? "Resumed an address" : "Paused an address", actor, (session, source) =>
        {
            // Who lets it go on becomes its owner, and the owner's is what is stored.
            if (isOn && source.Secret is not null && !MayUseSecret(source, actor))
            {
                return new Refusal("source.secret-of", L["Only {0} and administrators can resume an address with a password or key.", source.OwnerName]);
            }

            source.PausedAt = isOn ? null : source.PausedAt ?? session.Now;
            // Who lets it go on answers for it from here on.
            (source.OwnerId, source.OwnerName) = isOn ? (actor.Id, actor.Name) : (source.OwnerId, source.OwnerName);
            session.Tell(Told(source, isOn ? "off" : "on", isOn ? "on" : "off"));
            return null;
        }, cancellation);

    /// <summary>Deletes it with its secret. What was imported from it stays.</summary>
    public Task<Outcome> DeleteAsync(int id, Actor actor, CancellationToken cancellation = default) => ChangeAsync(
        id, "Deleted an address", actor, (session, source) =>
        {
            session.Db.ImportSources.Remove(source);
            session.Tell(Told(source, "on", "deleted"));
            return null;
        }, cancellation);

    /// <summary>
    /// Fetches the file as one that a person brings, to be looked at, mapped and checked on the import page. Nothing is imported, and nothing is remembered of
    /// the address.
    /// </summary>
    /// <returns>The name of the file in <see cref="DataDirectory.Exchange"/>; a draft of the actor stands beside it.</returns>
    public async Task<Outcome<string>> TryAsync(SourceEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(edit);
        ArgumentNullException.ThrowIfNull(actor);
        if ((Denied(actor, edit.ChannelId) ?? Wrong(edit)) is { } wrong)
        {
            return wrong;
        }

        ImportSource? known = null;
        string? code = null;
        await using (var db = store.Read(actor.Reads))
        {
            known = edit.Id is { } id ? await db.ImportSources.AsNoTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) : null;
            code = edit.ChannelId is { } channel
                ? await db.Channels.Where(item => item.Id == channel).Select(item => item.Code).SingleOrDefaultAsync(cancellation) : null;
        }

        if ((known is not null && !May(actor, known.ChannelId) ? Denied(actor, known.ChannelId) : null) is { } foreign)
        {
            return foreign;
        }

        if (SecretOf(edit, known, actor).IsRefused(out var refusal, out var secret))
        {
            return refusal;
        }

        var file = ImportDrafts.NewFile();
        var path = drafts.PathOfFile(file);
        var fetched = await fetcher.FetchAsync(
            new SourceRequest(edit.Address.Trim(), edit.SignIn, edit.SignInName?.Trim(), secret.Sealed is { } text ? secrets.Open(text) : null), path,
            cancellation: cancellation);
        if (fetched.IsRefused(out refusal, out var found))
        {
            return refusal;
        }

        await drafts.SaveAsync(new ImportDraft(file, found.Name!, actor.Id) { Channel = code }, actor, cancellation);
        return file;
    }

    internal static DateTimeOffset NextAt(ImportSource source, IReadOnlyDictionary<int, TimeZoneInfo> zones) => SourceTimetable.NextAt(
        source.Schedule, source.AtHour, source.ChannelId is { } shop && zones.TryGetValue(shop, out var zone) ? zone : TimeZoneInfo.Utc, source.TriedAt,
        source.Failures, source.CreatedAt);

    internal static bool May(Actor actor, int? channelId) => channelId is { } channel
        ? actor.Can(Permission.EditCatalog, channel) || actor.Can(Permission.ImportOrders, channel)
        : actor.CanAnywhere(Permission.EditCatalog) || actor.CanAnywhere(Permission.ImportOrders);

    private static Refusal? Denied(Actor actor, int? channelId) => May(actor, channelId) ? null : actor.Deny(Permission.ImportOrders, channelId)
        ?? actor.Deny(Permission.EditCatalog, channelId);

    private Refusal? Wrong(SourceEdit edit) => string.IsNullOrWhiteSpace(edit.Name) || edit.Name.Trim().Length > ImportSource.NameLength
        ? new Refusal("source.name", L["An address needs a name of at most {0} characters.", ImportSource.NameLength], "name")
        : fetcher.Wrong(edit.Address) is { } address ? address
        : edit.AtHour is < 0 or > 23 ? new Refusal("source.hour", L["The hour is a number from 0 to 23."], "hour")
        : edit.SignIn != SourceSignIn.None && (string.IsNullOrWhiteSpace(edit.SignInName) || edit.SignInName.Trim().Length > ImportSource.SignInLength)
            ? new Refusal("source.sign-in", edit.SignIn == SourceSignIn.Basic ? L["Give the user name."] : L["Give the name of the header."], "sign-in")
        : edit.SignIn == SourceSignIn.Header && !IsHeader(edit.SignInName!.Trim())
            ? new Refusal("source.sign-in", L["The name of a header has letters, digits and hyphens, such as X-API-Key."], "sign-in")
        : edit.Secret?.AsSpan().IndexOfAny('\r', '\n') >= 0 || edit.Secret?.Length > 2_000
            ? new Refusal("source.secret", L["A password or key is one line of at most 2,000 characters."], "secret")
        : null;

    // Those that say what is asked for and how are not a person's to set.
    private static bool IsHeader(string name) => name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        && !((string[])["host", "content-length", "transfer-encoding", "connection", "if-none-match", "if-modified-since", "accept-encoding"])
            .Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What is stored as the secret. The one that is known is sent to no other server than the one that it was given for, and for nobody else than who gave it,
    /// or an administrator.
    /// </summary>
    private Outcome<StoredSecret> SecretOf(SourceEdit edit, ImportSource? known, Actor actor)
    {
        if (edit.SignIn == SourceSignIn.None)
        {
            return new StoredSecret(null);
        }

        if (!string.IsNullOrEmpty(edit.Secret))
        {
            return new StoredSecret(secrets.Seal(edit.Secret));
        }

        if (known?.Secret is not { } kept || known.SignIn != edit.SignIn || known.SignInName != edit.SignInName?.Trim()
            || new Uri(known.Address).Authority != new Uri(edit.Address.Trim()).Authority)
        {
            return new Refusal("source.secret", edit.SignIn == SourceSignIn.Basic ? L["Give the password."] : L["Give what the header says."], "secret");
        }

        return MayUseSecret(known, actor) ? new StoredSecret(kept) : new Refusal(
            "source.secret-of", L["Only {0} and administrators can use the password or key that is stored. Type it again.", known.OwnerName], "secret");
    }

    private static bool MayUseSecret(ImportSource source, Actor actor) => source.OwnerId == actor.Id || actor.Can(Permission.Administer, source.ChannelId);

    private async Task<Outcome> ChangeAsync(
        int id, string purpose, Actor actor, Func<WriteSession, ImportSource, Refusal?> change, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var session = await store.WriteAsync(actor, purpose, cancellation);
        session.CanUndo = false;
        if (await session.Db.ImportSources.AsTracking().SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } source)
        {
            return Refusal.NotFound(L["This address was deleted."]);
        }

        if (Denied(actor, source.ChannelId) is { } denied)
        {
            return denied;
        }

        if (change(session, source) is { } refusal)
        {
            return refusal;
        }

        return Outcome.FromRefusalOrDone((await session.CommitAsync(cancellation)).Refusal);
    }

    // For pages: nothing that opens the other server.
    private static ImportSource Shown(ImportSource source)
    {
        source.Secret = source.Secret is null ? null : "";
        return source;
    }

    private static Change Told(ImportSource source, string? before, string after) => Change.Told(
        nameof(ImportSource), source.Id.ToString(CultureInfo.InvariantCulture), before is null ? null : Fields(source, before), Fields(source, after));

    private static Dictionary<string, string?> Fields(ImportSource source, string state) => new(StringComparer.Ordinal)
    {
        // The whole address may hold a key of the system that it leads to.
        ["Name"] = source.Name, ["Host"] = source.Host, ["ChannelId"] = source.ChannelId?.ToString(CultureInfo.InvariantCulture),
        ["Schedule"] = source.Schedule.ToString(), ["State"] = state,
    };

    private sealed record StoredSecret(string? Sealed);
}
