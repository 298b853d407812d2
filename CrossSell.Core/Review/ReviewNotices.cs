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
            .Select(item => (ReviewVerdict)item.Row).Where(verdict => verdict.Decision != ReviewDecision.LeftOut).DistinctBy(verdict => verdict.RevisionId)
            .ToList();
        var takenBack = written.Tracked.Where(item => item is { Row: GivenVerdict { TakenBackAt: not null } }
                && item.Change.IsEditOf(nameof(GivenVerdict.TakenBackAt)))
            .Select(item => (GivenVerdict)item.Row).ToList();
        var comments = written.Tracked.Where(item => item is { Row: ReviewComment, Change.Kind: ChangeKind.Added })
            .Select(item => (ReviewComment)item.Row).Where(comment => comment.AuthorId == session.Actor.Id && !comment.OfVerdict).ToList();
        // Nobody waits for a reviewer any more.
        var over = written.Tracked.Where(item => item is { Row: BundleRevision { State: not RevisionState.InReview } }
                && item.Change.IsEditOf(nameof(BundleRevision.State)))
            .Select(item => Key((BundleRevision)item.Row)).ToList();
        if (over.Count > 0)
        {
            await session.Db.Notifications
                .Where(item => item.Target == NotificationTarget.Review && over.Contains(item.TargetKey) && item.ReadAt == null
                    && (item.Kind == NotificationKind.ReviewRequested || item.Kind == NotificationKind.SubmittedInCategory))
                .ExecuteUpdateAsync(update => update.SetProperty(item => item.ReadAt, (DateTimeOffset?)session.Now), cancellation);
        }

        if (submitted.Count + verdicts.Count + takenBack.Count + comments.Count == 0)
        {
            return Outcome.Done;
        }

        int[] ids =
        [
            .. submitted.Concat(verdicts.Select(verdict => verdict.RevisionId)).Concat(takenBack.Select(verdict => verdict.RevisionId))
                .Concat(comments.Select(comment => comment.RevisionId)).Distinct(),
        ];
        var revisions = await session.Db.BundleRevisions.AsNoTracking().Where(revision => ids.Contains(revision.Id))
            .Include(revision => revision.Authors).Include(revision => revision.Channels).Include(revision => revision.Components).AsSplitQuery()
            .ToDictionaryAsync(revision => revision.Id, cancellation);
        // What is in a campaign is submitted and decided on with it, and its people are told of that once.
        foreach (var member in await session.Db.CampaignBundles.Where(member => ids.Contains(member.RevisionId)).Select(member => member.RevisionId)
            .ToListAsync(cancellation))
        {
            submitted.Remove(member);
            verdicts.RemoveAll(verdict => verdict.RevisionId == member);
        }

        foreach (var id in submitted.Where(revisions.ContainsKey))
        {
            await RequestAsync(session, revisions[id], cancellation);
        }

        foreach (var verdict in verdicts.Where(verdict => revisions.ContainsKey(verdict.RevisionId)))
        {
            await DecidedAsync(session, revisions[verdict.RevisionId], verdict, cancellation);
        }

        foreach (var verdict in takenBack.Where(verdict => revisions.ContainsKey(verdict.RevisionId)))
        {
            var revision = revisions[verdict.RevisionId];
            await TellAsync(
                session, revision, NotificationKind.VerdictTakenBack, AuthorsOf(revision), [verdict.ReviewerName, revision.Name], cancellation);
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
        string[] said = [session.Actor.Name, revision.Name];
        var authors = revision.Authors.Select(author => author.ActorId).ToHashSet(StringComparer.Ordinal);
        var reviewers = (await Recipients.WhoMayAsync(session.Db, Permission.Review, ChannelsOf(revision), cancellation)).Select(person => person.Id)
            .Where(id => !authors.Contains(id)).ToHashSet(StringComparer.Ordinal);
        await TellAsync(session, revision, NotificationKind.ReviewRequested, reviewers, said, cancellation);
        var owners = await BundleOwners.OfCategoriesAsync(
            session.Db, [.. revision.Components.Select(component => component.ProductId)], ChannelsOf(revision), cancellation);
        await TellAsync(
            session, revision, NotificationKind.SubmittedInCategory, owners.Where(id => !reviewers.Contains(id) && !authors.Contains(id)), said, cancellation);
    }

    private static Task DecidedAsync(
        WriteSession session, BundleRevision revision, ReviewVerdict verdict, CancellationToken cancellation) => TellAsync(
        session, revision,
        verdict.Decision switch
        {
            ReviewDecision.Approved => NotificationKind.Approved,
            ReviewDecision.ChangesRequested => NotificationKind.ChangesRequested,
            _ => NotificationKind.Rejected,
        },
        AuthorsOf(revision), [verdict.ReviewerName == GivenVerdict.PolicyName ? "" : verdict.ReviewerName, revision.Name, verdict.Reason ?? ""],
        cancellation);

    private static async Task CommentedAsync(WriteSession session, BundleRevision revision, ReviewComment comment, CancellationToken cancellation)
    {
        string[] said = [comment.AuthorName, revision.Name, comment.Text];
        var mentioned = Mentions.In(comment.Text, await Recipients.MentionableAsync(session.Db, ChannelsOf(revision), cancellation))
            .Select(who => who.Id).ToHashSet(StringComparer.Ordinal);
        await TellAsync(session, revision, NotificationKind.Mentioned, mentioned, said, cancellation);
        var others = await session.Db.ReviewComments.Where(item => item.RevisionId == revision.Id).Select(item => item.AuthorId).Distinct()
            .ToListAsync(cancellation);
        await TellAsync(
            session, revision, NotificationKind.Commented, AuthorsOf(revision).Concat(others).Where(id => !mentioned.Contains(id)), said, cancellation);
    }

    // Those alone who may look into one of its shops: who wrote to it once may have lost that.
    private static Task TellAsync(
        WriteSession session, BundleRevision revision, NotificationKind kind, IEnumerable<string> who, IReadOnlyList<string> said,
        CancellationToken cancellation) =>
        session.NotifyAsync(kind, who, NotificationTarget.Review, Key(revision), said, ChannelsOf(revision), cancellation);

    private static IEnumerable<string> AuthorsOf(BundleRevision revision) =>
        revision.Authors.Select(author => author.ActorId).Concat(revision.SubmittedBy is { } submitter ? [submitter] : []);

    private static int[] ChannelsOf(BundleRevision revision) => [.. revision.Channels.Select(place => place.ChannelId)];

    private static string Key(BundleRevision revision) => revision.Id.ToString(CultureInfo.InvariantCulture);
}
