using CrossSell.Core.Review;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>Which of the waiting reviews are shown.</summary>
public enum ReviewsView
{
    All,

    /// <summary>What this person may approve.</summary>
    ToDecide,

    /// <summary>What this person worked on.</summary>
    Mine,

    Overdue,
}

/// <summary>The filters of the list of reviews, as the address says them.</summary>
/// <param name="Risk">Only those that stand out so; null for any.</param>
/// <param name="ShopId">Only those sold there; null for all shops.</param>
public sealed record ReviewsPageState(ReviewsView View = ReviewsView.All, ReviewFlagKind? Risk = null, int? ShopId = null)
{
    /// <summary>From the address; what it does not know is as if it were not there.</summary>
    public static ReviewsPageState Of(string? view, string? risk, int? shopId) => new(
        Enum.TryParse<ReviewsView>(view, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : ReviewsView.All,
        Enum.TryParse<ReviewFlagKind>(risk, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null,
        shopId);

    /// <summary>What is shown, in the order of the queue.</summary>
    public IReadOnlyList<ReviewRow> Of(IEnumerable<ReviewRow> rows) => [.. InShop(rows).Where(row => Shows(row, View) && HasRisk(row))];

    /// <summary>How many another view would show.</summary>
    public int CountOf(IEnumerable<ReviewRow> rows, ReviewsView view) => InShop(rows).Count(row => Shows(row, view) && HasRisk(row));

    /// <summary>Those of the shop, whatever else is chosen.</summary>
    public IEnumerable<ReviewRow> InShop(IEnumerable<ReviewRow> rows) =>
        rows.Where(row => ShopId is not { } shop || row.Quotes.Any(quote => quote.Channel.Id == shop));

    /// <summary>The campaigns that are shown before the bundles: none while what stands out of bundles is asked for.</summary>
    public IReadOnlyList<ReviewCampaign> Of(IEnumerable<ReviewCampaign> campaigns) => Risk is null ? [.. Shown(campaigns, View)] : [];

    /// <summary>How many another view would show.</summary>
    public int CountOf(IEnumerable<ReviewCampaign> campaigns, ReviewsView view) => Risk is null ? Shown(campaigns, view).Count() : 0;

    /// <inheritdoc cref="InShop(IEnumerable{ReviewRow})"/>
    public IEnumerable<ReviewCampaign> InShop(IEnumerable<ReviewCampaign> campaigns) =>
        campaigns.Where(campaign => ShopId is not { } shop || campaign.Channels.Any(channel => channel.Id == shop));

    private IEnumerable<ReviewCampaign> Shown(IEnumerable<ReviewCampaign> campaigns, ReviewsView view) => InShop(campaigns).Where(campaign => view switch
    {
        ReviewsView.ToDecide => campaign.CannotApprove is null,
        ReviewsView.Mine => campaign.IsMine,
        ReviewsView.Overdue => campaign.IsOverdue,
        _ => true,
    });

    private bool HasRisk(ReviewRow row) => Risk is not { } kind || row.Flags.Any(flag => flag.Kind == kind);

    private static bool Shows(ReviewRow row, ReviewsView view) => view switch
    {
        ReviewsView.ToDecide => row.CannotApprove is null,
        ReviewsView.Mine => row.IsMine,
        ReviewsView.Overdue => row.IsOverdue,
        _ => true,
    };
}
