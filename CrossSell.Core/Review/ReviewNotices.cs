using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Review;

/// <summary>
/// Tells people what happens to revisions that concern them, inside the write itself and by whatever way it came: who may approve, that one was submitted;
/// its authors, the verdict; who worked on it or talked about it, a comment; who is mentioned there, that.
/// </summary>
internal sealed class ReviewNotices : IWriteFollowUp
{
    public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
    {
        var submitted = written.Tracked.Where(item => item is { Row: BundleRevision { State: RevisionState.InReview } }
                && item.Change.IsEditOf(nameof(BundleRevision.State)) && item.Change.IsEditOf(nameof(BundleRevision.Round)))
            .Select(item => ((BundleRevision)item.Row).Id).ToHashSet();
        var verdicts = written.Tracked.Where(item => item is { Row: ReviewVerdict, Change.Kind: ChangeKind.Added })
            .Select(item => (ReviewVerdict)item.Row).DistinctBy(verdict => verdict.RevisionId).ToList();
        var comments = written.Tracked.Where(item => item is { Row: ReviewComment, Change.Kind: ChangeKind.Added })
            .Select(item => (ReviewComment)item.Row).Where(comment => comment.AuthorId == session.Actor.Id).ToList();
        if (submitted.Count + verdicts.Count + comments.Count == 0)
        {
            return Outcome.Done;
        }

        var ids = submitted.Concat(verdicts.Select(verdict => verdict.RevisionId)).Concat(comments.Select(comment => comment.RevisionId)).Distinct().ToArray();
        var revisions = await session.Db.BundleRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Id))
            .Include(revision => revision.Authors).Include(revision => revision.Channels).AsSplitQuery()
            .ToDictionaryAsync(revision => revision.Id, cancellation);
        foreach (var id in submitted.Where(revisions.ContainsKey))
        {
            await RequestAsync(session, revisions[id], cancellation);
        }

        foreach (var verdict in verdicts.Where(verdict => revisions.ContainsKey(verdict.RevisionId)))
        {
            await DecidedAsync(session, revisions[verdict.RevisionId], verdict, cancellation);
        }

        // What was asked for with a verdict stands in the conversation too, and is told once.
        foreach (var comment in comments.Where(item => revisions.ContainsKey(item.RevisionId)
            && !verdicts.Exists(verdict => verdict.RevisionId == item.RevisionId)))
        {
            await CommentedAsync(session, revisions[comment.RevisionId], comment, cancellation);
        }

        return Outcome.Done;
    }

    private static async Task RequestAsync(WriteSession session, BundleRevision revision, CancellationToken cancellation)
    {
        var reviewers = await Recipients.WhoMayAsync(session.Db, Permission.Review, ChannelsOf(revision), cancellation);
        await session.NotifyAsync(
            NotificationKind.ReviewRequested,
            reviewers.Select(person => person.Id).Where(id => revision.Authors.TrueForAll(author => author.ActorId != id)),
            NotificationTarget.Review, Key(revision), [session.Actor.Name, revision.Name], cancellation);
    }

    private static Task DecidedAsync(
        WriteSession session, BundleRevision revision, ReviewVerdict verdict, CancellationToken cancellation) => session.NotifyAsync(
        verdict.Decision switch
        {
            ReviewDecision.Approved => NotificationKind.Approved,
            ReviewDecision.ChangesRequested => NotificationKind.ChangesRequested,
            _ => NotificationKind.Rejected,
        },
        AuthorsOf(revision), NotificationTarget.Review, Key(revision), [verdict.ReviewerName, revision.Name, verdict.Reason ?? ""], cancellation);

    private static async Task CommentedAsync(WriteSession session, BundleRevision revision, ReviewComment comment, CancellationToken cancellation)
    {
        string[] said = [comment.AuthorName, revision.Name, comment.Text];
        var mentioned = Mentions.In(comment.Text, await Recipients.MentionableAsync(session.Db, ChannelsOf(revision), cancellation))
            .Select(who => who.Id).ToHashSet(StringComparer.Ordinal);
        await session.NotifyAsync(NotificationKind.Mentioned, mentioned, NotificationTarget.Review, Key(revision), said, cancellation);
        var others = await session.Db.ReviewComments.Where(item => item.RevisionId == revision.Id).Select(item => item.AuthorId).Distinct()
            .ToListAsync(cancellation);
        await session.NotifyAsync(
            NotificationKind.Commented, AuthorsOf(revision).Concat(others).Where(id => !mentioned.Contains(id)), NotificationTarget.Review, Key(revision), said,
            cancellation);
    }

    private static IEnumerable<string> AuthorsOf(BundleRevision revision) =>
        revision.Authors.Select(author => author.ActorId).Concat(revision.SubmittedBy is { } submitter ? [submitter] : []);

    private static int[] ChannelsOf(BundleRevision revision) => [.. revision.Channels.Select(place => place.ChannelId)];

    private static string Key(BundleRevision revision) => revision.Id.ToString(CultureInfo.InvariantCulture);
}
