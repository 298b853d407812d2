using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Links.LinksTexts;

namespace CrossSell.Core.Links;

/// <content>The same for a selection: one gesture, one change set, one undo. What cannot be done is left and said; when nothing can, nothing is
/// written.</content>
public sealed partial class LinkService
{
    /// <summary>Adds these links in their order.</summary>
    public async Task<Outcome<LinksWritten>> AddManyAsync(IReadOnlyCollection<NewLink> wanted, Actor actor, CancellationToken cancellation = default)
    {
        await using var session = await store.WriteAsync(actor, "Linked links", cancellation);
        var ends = wanted.SelectMany(link => new[] { link.SourceId, link.TargetId }).ToHashSet();
        var batch = await LinkBatch.LoadAsync(session.Db, ends, actor, cancellation: cancellation);
        var verdicts = wanted.Select(link => batch.Add(link)).ToList();
        return batch.Count > 0 && (await batch.WriteAsync(session, cancellation)).IsRefused(out var refusal, out _)
            ? refusal
            : await CommitManyAsync(
                session, "Linked", done => L.Plural(done, Said.Whole(done), "Linked {0} link", "Linked {0} links"), batch.Count,
                [.. verdicts.Select(verdict => verdict.Refusal).OfType<Refusal>()],
                verdicts.Where(verdict => verdict.Refusal is null).Select(verdict => verdict.Warning).OfType<string>(), cancellation);
    }

    /// <summary>Removes these links with their reverse links.</summary>
    public Task<Outcome<LinksWritten>> RemoveManyAsync(IReadOnlyCollection<int> linkIds, Actor actor, CancellationToken cancellation = default) =>
        ManyAsync(linkIds, "Removed", done => L.Plural(done, Said.Whole(done), "Removed {0} link", "Removed {0} links"), actor, async (session, id) =>
        {
            // Of a selected pair both ends may be named: the second is gone with the first.
            if (!await session.Db.Links.AnyAsync(link => link.Id == id, cancellation))
            {
                return Outcome.Of<string?>(null);
            }

            if ((await FindAsync(session, id, actor, cancellation)).IsRefused(out var refusal, out var link))
            {
                return refusal;
            }

            return (await LinkWriter.RemoveAsync(session, link, cancellation)).IsRefused(out refusal) ? refusal : Outcome.Of<string?>(null);
        }, cancellation);

    /// <summary>Gives these links another type; those that have it already stay as they are.</summary>
    public Task<Outcome<LinksWritten>> ChangeTypeManyAsync(
        IReadOnlyCollection<int> linkIds, string typeCode, Actor actor, CancellationToken cancellation = default) =>
        ManyAsync(linkIds, "Changed the type of", SayRetyped, actor, async (session, id) =>
        {
            if ((await FindAsync(session, id, actor, cancellation)).IsRefused(out var refusal, out var link))
            {
                return refusal;
            }

            if (await session.Db.LinkTypes.AnyAsync(type => type.Id == link.TypeId && type.Code == typeCode, cancellation))
            {
                return Outcome.Of<string?>(null);
            }

            return (await RetypeAsync(session, link, typeCode, cancellation)).IsRefused(out refusal, out var added) ? refusal : Outcome.Of(added.Warning);
        }, cancellation);

    /// <summary>Pauses or resumes these links with their reverse links.</summary>
    public Task<Outcome<LinksWritten>> SetStateManyAsync(
        IReadOnlyCollection<int> linkIds, LinkState state, Actor actor, CancellationToken cancellation = default) =>
        ManyAsync(linkIds, state == LinkState.Paused ? "Paused" : "Resumed", done => SaySwitched(done, state), actor, async (session, id) =>
        {
            if ((await FindAsync(session, id, actor, cancellation)).IsRefused(out var refusal, out var link))
            {
                return refusal;
            }

            if (await LinkWriter.PartnerAsync(session.Db, link, cancellation) is { } partner)
            {
                if (await LinkRights.DenyReverseAsync(session, partner.SourceId, partner.ChannelIds, cancellation) is { } foreign)
                {
                    return foreign;
                }

                partner.SwitchTo(state);
            }

            link.SwitchTo(state);
            return Outcome.Of<string?>(null);
        }, cancellation);

    private async Task<Outcome<LinksWritten>> ManyAsync<T>(
        IReadOnlyCollection<T> items, string verb, Func<int, string> say, Actor actor, Func<WriteSession, T, Task<Outcome<string?>>> one,
        CancellationToken cancellation)
    {
        await using var session = await store.WriteAsync(actor, $"{verb} links", cancellation);
        var done = 0;
        var left = new List<Refusal>();
        var warnings = new List<string>();
        foreach (var item in items)
        {
            if ((await one(session, item)).IsRefused(out var refusal, out var warning))
            {
                left.Add(refusal);
                continue;
            }

            // What comes next looks at what is stored: positions, limits, pairs.
            if ((await session.SaveAsync(cancellation)).IsRefused(out refusal))
            {
                return refusal;
            }

            done++;
            if (warning is not null)
            {
                warnings.Add(warning);
            }
        }

        return await CommitManyAsync(session, verb, say, done, left, warnings, cancellation);
    }

    private static string SayRetyped(int done) => L.Plural(done, Said.Whole(done), "Changed the type of {0} link", "Changed the type of {0} links");

    private static string SaySwitched(int done, LinkState state) => state == LinkState.Paused
        ? L.Plural(done, Said.Whole(done), "Paused {0} link", "Paused {0} links")
        : L.Plural(done, Said.Whole(done), "Resumed {0} link", "Resumed {0} links");

    // The verb makes the purpose, which is kept in English; what is said to the person is in their language.
    private static async Task<Outcome<LinksWritten>> CommitManyAsync(
        WriteSession session, string verb, Func<int, string> say, int done, List<Refusal> left, IEnumerable<string> warnings, CancellationToken cancellation)
    {
        if (done == 0)
        {
            return left.Count > 0 ? left[0] : new Refusal("link.none", L["Nothing suitable is selected."]);
        }

        session.Purpose = FormattableString.Invariant($"{verb} {English.Count(done, "link")}");
        return (await session.CommitAsync(cancellation)).IsRefused(out var stale, out var id)
            ? stale
            : new LinksWritten(id, done, say(done), [.. left.Select(refusal => refusal.Message).Distinct()], [.. warnings.Distinct()]);
    }
}
