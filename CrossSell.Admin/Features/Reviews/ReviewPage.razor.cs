using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Notifications;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>One revision on one page, to be decided on by tap or key; the next one that waits opens by itself.</summary>
public sealed partial class ReviewPage
{
    private ReviewDetail? detail;
    private IReadOnlyList<ReviewRow> queue = [];
    private IReadOnlyList<ReviewShop> shops = [];
    private IReadOnlyList<ReviewPanelChange>? panels;
    private string? cannotApprove;
    private int shownId;
    private string comment = "";
    private int about;
    private string reason = "";
    private bool mayReview;
    private bool mayComment;
    private bool mayRollBack;
    private readonly NewestLoad loads = new();
    private bool isLoading = true;
    private VerdictStage stage;

    [Parameter]
    public int RevisionId { get; set; }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private ReviewQueue Queue { get; set; } = default!;

    [Inject]
    private ReviewService Reviews { get; set; } = default!;

    [Inject]
    private NotificationService Notifications { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private KeptDraft Kept => KeptDraft.Of(
        FormattableString.Invariant($"review:{RevisionId}"),
        () => comment.Trim().Length > 0 || reason.Trim().Length > 0 ? new Written(comment, reason) : null,
        written => (comment, reason, stage) =
            (written.Comment, written.Reason, written.Reason.Length > 0 ? VerdictStage.Refusing : VerdictStage.Asking),
        () => (comment, reason, stage) = ("", "", VerdictStage.Asking));

    private bool CanDecide => mayReview && detail is { Revision.State: RevisionState.InReview, Bundle.RetiredAt: null, Campaign: null };

    private string Who => detail!.Revision.SubmittedAt is { } at ? $"{detail.SubmittedBy}, {Ago(at)}" : detail.Revision.Authors.FirstOrDefault()?.Name ?? "";

    // As the list shows it: those of the shop in the bar, where this is one of them.
    private List<ReviewRow> Waiting => [.. queue.Where(row => IsHere(row.Quotes) || !IsHere(detail?.Quotes ?? []))];

    private string PlaceInQueue => Waiting.FindIndex(row => row.RevisionId == RevisionId) is >= 0 and var index
        ? L["{0} of {1}", Formats.Count(index + 1), Formats.Count(Waiting.Count)].Value
        : "";

    protected override Task OnParametersSetAsync()
    {
        if (shownId != RevisionId)
        {
            // What was written about one bundle is not said about the next.
            (shownId, comment, about, reason, stage, panels) = (RevisionId, "", 0, "", VerdictStage.Asking, null);
        }

        return LoadAsync();
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        isLoading = true;
        var id = RevisionId;
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        var actor = await CurrentActor.GetAsync();
        var found = await Queue.FindAsync(actor.Reads, id);
        var waiting = await Queue.LoadAsync(actor, Time.GetUtcNow());
        if (!isNewest())
        {
            return;
        }

        (detail, queue) = (found, waiting);
        if (detail is not null)
        {
            var channels = detail.Revision.Channels.ConvertAll(place => place.ChannelId);
            mayReview = channels.Exists(id => actor.Can(Permission.Review, id));
            mayComment = actor.CanInOneOf(Permission.EditBundles, channels);
            mayRollBack = actor.CanInEach(Permission.EditBundles, channels);
            (shops, cannotApprove) = (detail.ShopsFor(actor), detail.CannotApprove(actor));
            await Notifications.MarkReadAsync(NotificationTarget.Review, ReviewWords.Id(id), actor);
        }

        isLoading = false;
    });

    private Task ApproveAsync(IReadOnlyList<int> shopIds) => DoAsync(async actor =>
    {
        var revision = detail!.Revision;
        // What was written beside it is said first, whatever comes of the verdict.
        if (comment.Trim().Length > 0)
        {
            if (!Feedback.Accepted(await Reviews.CommentAsync(revision.Id, comment, actor, about == 0 ? null : about)))
            {
                return;
            }

            (comment, about) = ("", 0);
        }

        var outcome = await Reviews.ApproveAsync(revision.Id, revision.Version, actor, shopIds);
        if (!Feedback.Accepted(outcome))
        {
            stage = VerdictStage.Asking;
            await LoadAsync();
            return;
        }

        var isSecondDue = !outcome.Required && shops.Any(shop => shopIds.Contains(shop.Quote.Channel.Id) && shop.Standing.Approvals + 1 < shop.Approvers);
        await SayAsync(outcome.Required ? L["Approved {0}.", revision.Name]
            : isSecondDue ? L["Approved {0}; a second person has to approve it too.", revision.Name]
            : L["Approved {0} in your shops; others still decide.", revision.Name]);
    });

    private Task RefuseAsync(ReviewDecision decision) => DoAsync(async actor =>
    {
        var (revision, ends) = (detail!.Revision, decision == ReviewDecision.Rejected);
        if (Feedback.Accepted(ends
            ? await Reviews.RejectAsync(revision.Id, revision.Version, reason, actor)
            : await Reviews.RequestChangesAsync(revision.Id, revision.Version, reason, actor)))
        {
            await SayAsync(ends ? L["Rejected {0}.", revision.Name] : L["Requested changes to {0} from {1}.", revision.Name, detail.SubmittedBy]);
        }
    });

    private Task CommentAsync() => DoAsync(async actor =>
    {
        var sent = comment;
        if (Feedback.Accepted(await Reviews.CommentAsync(detail!.Revision.Id, sent, actor, about == 0 ? null : about)))
        {
            // What was typed meanwhile is the next one.
            (comment, about) = (comment == sent ? "" : comment, 0);
            await LoadAsync();
        }
    });

    /// <summary>Says what was decided, with the ten seconds to take it back, and goes on to the next that waits; else the decided one stays in view.</summary>
    private async Task SayAsync(string sentence)
    {
        var decided = detail!.Revision;
        Feedback.Done(sentence, () => InvokeAsync(async () =>
        {
            if (Feedback.Accepted(await Reviews.TakeBackAsync(decided.Id, await CurrentActor.GetAsync())))
            {
                Feedback.Say(L["Taken back. {0} waits for review again.", decided.Name]);
                if (RevisionId == decided.Id)
                {
                    await LoadAsync();
                    StateHasChanged();
                }
                else
                {
                    Navigation.NavigateTo(Addresses.Review(decided.Id));
                }
            }
        }));
        (reason, stage) = ("", VerdictStage.Asking);
        queue = await Queue.LoadAsync(await CurrentActor.GetAsync(), Time.GetUtcNow());
        if (queue.OrderByDescending(row => IsHere(row.Quotes)).FirstOrDefault(row => row.RevisionId != RevisionId && row.CannotApprove is null) is { } next)
        {
            Navigation.NavigateTo(Addresses.Review(next.RevisionId));
        }
        else
        {
            await LoadAsync();
        }
    }

    private void ShowPanels(IReadOnlyList<ReviewPanelChange> found) => panels = found;

    private void Key(KeyboardEventArgs key)
    {
        if (stage != VerdictStage.Asking || key.CtrlKey || key.AltKey || key.MetaKey || key.Repeat)
        {
            return;
        }

        switch (key.Key)
        {
            case "A" when key.ShiftKey && CanDecide && cannotApprove is null:
                stage = VerdictStage.Approving;
                break;
            case "S" when key.ShiftKey && CanDecide:
                stage = VerdictStage.Refusing;
                break;
            case "j":
                GoBy(1);
                break;
            case "k":
                GoBy(-1);
                break;
        }
    }

    private void GoBy(int step)
    {
        var to = Waiting.FindIndex(row => row.RevisionId == RevisionId) + step;
        if (to >= 0 && to < Waiting.Count)
        {
            Navigation.NavigateTo(Addresses.Review(Waiting[to].RevisionId));
        }
    }

    private bool IsHere(IEnumerable<BundleQuote> quotes) => quotes.Any(quote => quote.Channel.Id == Session.Channel?.Id);

    /// <summary>One click at a time: every click may arrive twice.</summary>
    private async Task DoAsync(Func<Actor, Task> action)
    {
        if (isLoading)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            await action(await CurrentActor.GetAsync());
        });
    }

    private string Ago(DateTimeOffset at) => ReviewWords.Ago(Time.GetUtcNow() - at);

    private sealed record Written(string Comment, string Reason);
}
