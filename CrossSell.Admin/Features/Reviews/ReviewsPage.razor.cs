using CrossSell.Admin.Shared;
using CrossSell.Core.Review;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>What waits for a verdict: in the shop chosen in the bar, and where it is asked for in all shops.</summary>
public sealed partial class ReviewsPage : IDisposable
{
    private IReadOnlyList<ReviewRow>? rows;

    /// <summary><c>all</c> for those of every shop.</summary>
    [SupplyParameterFromQuery]
    public string? Shops { get; set; }

    [Inject]
    private ReviewQueue Queue { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    private bool IsAll => Shops == "all";

    private List<ReviewRow> Shown => [.. (rows ?? []).Where(row => IsAll || Session.Channel is not { } shop || IsIn(row, shop.Id))];

    // What waits in other shops is not forgotten because another one is looked at.
    private int Elsewhere => (rows?.Count ?? 0) - Shown.Count;

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override async Task OnInitializedAsync()
    {
        Session.Changed += ChannelChanged;
        rows = await Queue.LoadAsync(await CurrentActor.GetAsync());
    }

    private static bool IsIn(ReviewRow row, int shopId) => row.Quotes.Any(quote => quote.Channel.Id == shopId);

    private void ChannelChanged() => _ = InvokeAsync(StateHasChanged);

    private void Go(bool all) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("shops", all ? "all" : null), replace: true);

    private string Ago(DateTimeOffset at) => ReviewWords.Ago(Time.GetUtcNow() - at);
}
