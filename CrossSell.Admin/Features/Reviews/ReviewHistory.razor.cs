using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>The revisions of a bundle with what was said about each, and the one step back to an earlier one.</summary>
public sealed partial class ReviewHistory
{
    private int? asked;

    [Parameter, EditorRequired]
    public ReviewDetail Detail { get; set; } = default!;

    /// <summary>Whether this person may edit the bundle.</summary>
    [Parameter]
    public bool MayRollBack { get; set; }

    [Inject]
    private RollBackService Service { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool CanReturnTo(ReviewPast past) => Detail.Bundle.RetiredAt is null && past.State is RevisionState.Approved or RevisionState.Superseded
        && past.Number < Detail.History.Max(other => other.Number);

    private Task RollBackAsync(int number) => BusyAsync(async () =>
    {
        var outcome = await Service.RollBackAsync(Detail.Bundle.Id, number, await CurrentActor.GetAsync());
        if (!Feedback.Accepted(outcome))
        {
            return;
        }

        asked = null;
        Feedback.Say(outcome.Required.State == RevisionState.Approved
            ? L["Rolled back to revision {0}. It is approved as revision {1}.", number, outcome.Required.Number]
            : L["Revision {0} with the content of revision {1} waits for review.", outcome.Required.Number, number]);
        Navigation.NavigateTo(Addresses.Review(outcome.Required.RevisionId));
    });
}
