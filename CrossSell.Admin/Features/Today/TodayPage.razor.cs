using CrossSell.Admin.Shared;
using CrossSell.Core.Browse;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Today;

/// <summary>What needs a person in the channel looked at; each figure is a link to the list behind it.</summary>
public sealed partial class TodayPage : IDisposable
{
    private static readonly string DeadLinks = $"{Addresses.Products}?with=dead-link&status=active";

    private const int FreshRows = 4;

    private TodayFigures? figures;
    private int reviews;
    private SuggestionPage? fresh;
    private bool canReview;
    private bool canEdit;
    private int asked;

    [Inject]
    private TodayQuery Today { get; set; } = default!;

    [Inject]
    private ReviewQueue Reviews { get; set; } = default!;

    [Inject]
    private SuggestionInbox Suggestions { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    private string ReviewDetail => reviews == 0 ? "nothing to decide" : canReview ? "by age and risk" : "a manager decides";

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += ChannelChanged;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (Session.Channel is not { } channel)
        {
            return;
        }

        var mine = ++asked;
        var actor = await CurrentActor.GetAsync();
        var waiting = await Reviews.CountAsync();
        var suggested = await Suggestions.FindAsync(new SuggestionQuery(channel.Id, PageSize: FreshRows));
        var loaded = await Today.LoadAsync(channel.Id);
        if (mine != asked)
        {
            return; // Another shop was chosen meanwhile.
        }

        (reviews, fresh, figures) = (waiting, suggested, loaded);
        (canReview, canEdit) = (actor.CanAnywhere(Permission.Review), actor.Can(Permission.EditLinks, channel.Id));
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
