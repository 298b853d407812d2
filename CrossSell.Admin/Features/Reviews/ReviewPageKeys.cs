using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

public sealed partial class ReviewPage : IHasKeys
{
    public static IReadOnlyList<PageKey> PageKeys =>
    [
        new("Shift+a", L["Approve"]),
        new("Shift+s", L["Send back, with a reason"]),
        new("j k", L["Next and previous review"]),
    ];
}
