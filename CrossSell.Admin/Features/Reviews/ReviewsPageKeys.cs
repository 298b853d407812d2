using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

public sealed partial class ReviewsPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("j k ArrowDown ArrowUp", L["Next and previous review"]),
    ];
}
