using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>One revision on one page, to be approved or returned for changes by click or key.</summary>
public sealed partial class ReviewPage
{
    private ReviewDetail? detail;
    private IReadOnlyList<ReviewRow> queue = [];
    private IReadOnlyList<Segment> segments = [];
    private string? cannotApprove;
    private int shownId;
    private string comment = "";
    private string reason = "";
    private bool mayReview;
    private bool mayComment;
    private readonly NewestLoad loads = new();
    private bool isLoading = true;
    private bool isSendingBack;
    private bool focusReason;
    private ElementReference reasonInput;

    [Parameter]
    public int RevisionId { get; set; }

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private ReviewQueue Queue { get; set; } = default!;

    [Inject]
    private SegmentService SegmentList { get; set; } = default!;

    [Inject]
    private ReviewService Reviews { get; set; } = default!;

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
        written => (comment, reason, isSendingBack) = (written.Comment, written.Reason, written.Reason.Length > 0),
        () => (comment, reason, isSendingBack) = ("", "", false));

    private bool CanDecide => mayReview && detail is { Revision.State: RevisionState.InReview, Bundle.RetiredAt: null };

    private string Who => detail!.Revision.SubmittedAt is { } at ? $"{detail.SubmittedBy}, {Ago(at)}" : detail.Revision.Authors.FirstOrDefault()?.Name ?? "";

    private string PlaceInQueue => queue.ToList().FindIndex(row => row.RevisionId == RevisionId) is >= 0 and var index
        ? L["{0} of {1}", Formats.Count(index + 1), Formats.Count(queue.Count)].Value
        : "";

    private (string Tone, string Name) StateWords => detail!.Revision.State switch
    {
        RevisionState.InReview => ("primary", L["in review"].Value),
        RevisionState.Approved => ("good", L["approved"].Value),
        RevisionState.ChangesRequested => ("warning", L["changes requested"].Value),
        RevisionState.Draft => ("plain", L["draft"].Value),
        _ => ("plain", L["superseded"].Value),
    };

    protected override Task OnParametersSetAsync()
    {
        if (shownId != RevisionId)
        {
            // What was written about one bundle is not said about the next.
            (shownId, comment, reason, isSendingBack) = (RevisionId, "", "", false);
        }

        return LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusReason && isSendingBack)
        {
            focusReason = false;
            await reasonInput.FocusAsync();
        }
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        isLoading = true;
        var id = RevisionId;
        // SQLite answers without ever letting go: give the page a chance to say that it is loading.
        await Task.Yield();
        var actor = await CurrentActor.GetAsync();
        var found = await Queue.FindAsync(actor.Reads, id);
        var known = await SegmentList.ListAsync(Session.Reads);
        var waiting = await Queue.LoadAsync(actor);
        if (!isNewest())
        {
            return;
        }

        (detail, segments, queue) = (found, known, waiting);
        if (detail is not null)
        {
            var channels = detail.Revision.Channels.ConvertAll(place => place.ChannelId);
            mayReview = channels.Exists(id => actor.Can(Permission.Review, id));
            mayComment = actor.CanInOneOf(Permission.EditBundles, channels);
            cannotApprove = detail.CannotApprove(actor);
        }

        isLoading = false;
    });

    private Task ApproveAsync() => DoAsync(async actor =>
    {
        var outcome = await Reviews.ApproveAsync(detail!.Revision.Id, detail.Revision.Version, actor);
        if (!Feedback.Accepted(outcome))
        {
            await LoadAsync();
            return;
        }

        Feedback.Say(outcome.Required
            ? L["Approved {0}.", detail.Revision.Name].Value
            : L["Approved {0} in your shops; others still decide.", detail.Revision.Name].Value);
        await NextAsync();
    });

    private Task SendBackAsync() => DoAsync(async actor =>
    {
        if (!Feedback.Accepted(await Reviews.RequestChangesAsync(detail!.Revision.Id, detail.Revision.Version, reason, actor)))
        {
            return;
        }

        Feedback.Say(L["Requested changes to {0} from {1}.", detail.Revision.Name, detail.SubmittedBy]);
        (reason, isSendingBack) = ("", false);
        await NextAsync();
    });

    private Task CommentAsync() => DoAsync(async actor =>
    {
        var sent = comment;
        if (Feedback.Accepted(await Reviews.CommentAsync(detail!.Revision.Id, sent, actor)))
        {
            // What was typed meanwhile is the next one.
            comment = comment == sent ? "" : comment;
            await LoadAsync();
        }
    });

    /// <summary>On to the next that waits, else the decided one stays in view.</summary>
    private async Task NextAsync()
    {
        queue = await Queue.LoadAsync(await CurrentActor.GetAsync());
        if (queue.FirstOrDefault(row => row.RevisionId != RevisionId && row.CannotApprove is null) is { } next)
        {
            Navigation.NavigateTo(Addresses.Review(next.RevisionId));
        }
        else
        {
            await LoadAsync();
        }
    }

    private void CancelSendingBack() => (isSendingBack, reason) = (false, "");

    private void StartSendingBack() => (isSendingBack, focusReason) = (true, true);

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (!CanDecide || isSendingBack || !key.ShiftKey || key.CtrlKey || key.AltKey || key.Repeat)
        {
            return;
        }

        switch (key.Key)
        {
            case "A" when cannotApprove is null:
                await ApproveAsync();
                break;
            case "S":
                StartSendingBack();
                break;
        }
    }

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

    private string ShownOn(BundleQuote quote)
    {
        var products = string.Join(", ", quote.Lines.Where(line => quote.Content.LeadsOn(line.Product.Id)).Select(line => line.Product.Name));
        return quote.Content.Segment is { } segment
            ? L["Shown on the page of {0}, only for {1}.", products, Segments.NameOf(segments, segment)]
            : L["Shown on the page of {0}.", products];
    }

    private string Ago(DateTimeOffset at) => ReviewWords.Ago(Time.GetUtcNow() - at);

    private sealed record Written(string Comment, string Reason);
}
