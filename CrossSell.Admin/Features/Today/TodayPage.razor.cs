using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Suggestions;
using CrossSell.Core.Today;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Today.TodayTexts;

namespace CrossSell.Admin.Features.Today;

/// <summary>What needs a person in the channel looked at; each figure is a link to the list behind it.</summary>
public sealed partial class TodayPage : IDisposable
{
    private static readonly string DeadLinks = $"{Addresses.Products}?with=dead-link&status=active";

    private const int FreshRows = 4;

    private TodayFigures? figures;
    private int? reviews;
    private SuggestionPage? fresh;
    private bool canReview;
    private bool canEdit;
    private bool mineOnly;
    private string? me;
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

    private bool Waits => reviews is null || fresh is null || figures is null;

    private string ReviewDetail => reviews is null or 0 ? L["nothing to review"] : canReview ? L["by age and risk"] : L["for a manager"];

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
        (fresh, figures) = (null, null);
        // Off the circuit, for SQLite works synchronously: in a large studio some of this takes long when nobody has asked before. Each part is shown when it
        // is known.
        var counting = Task.Run(() => Reviews.CountAsync(Session.Reads, channel.Id));
        var suggesting = Task.Run(() => Suggestions.FindAsync(new SuggestionQuery(channel.Id, PageSize: FreshRows)));
        var gathering = Task.Run(() => Today.LoadAsync(channel.Id));
        var actor = await CurrentActor.GetAsync();
        me = actor.Id;
        (canReview, canEdit) = (actor.CanAnywhere(Permission.Review), actor.Can(Permission.EditLinks, channel.Id));
        Show(mine, await counting, (page, found) => page.reviews = found);
        Show(mine, await suggesting, (page, found) => page.fresh = found);
        Show(mine, await gathering, (page, found) => page.figures = found);
    }

    private IReadOnlyList<BrokenBundle> Attention => [.. (figures?.Broken ?? []).Where(bundle => bundle.NeedsAttention)];

    /// <summary>What is sold with a replacement that a person chose beforehand: to know, not to do.</summary>
    private IReadOnlyList<BrokenBundle> Replaced => [.. (figures?.Broken ?? []).Where(bundle => !bundle.NeedsAttention)];

    private bool IsMine(BrokenBundle bundle) => me is not null && bundle.OwnerIds.Contains(me);

    private void Show<T>(int mine, T found, Action<TodayPage, T> put)
    {
        if (mine == asked)
        {
            put(this, found);
            StateHasChanged();
        } // Else another shop was chosen meanwhile.
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
