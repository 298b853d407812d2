using CrossSell.Admin.Features.Reviews;
using CrossSell.Core.Review;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Admin.Reviews;

/// <summary>What the filters of the queue show.</summary>
public sealed class ReviewsPageStateTests
{
    private static readonly ReviewRow[] Rows =
    [
        Row(1, null, new ReviewFlag(ReviewFlagKind.Margin, "below cost", true)) with { IsOverdue = true },
        Row(2, "You worked on it") with { IsMine = true },
        Row(3, null, new ReviewFlag(ReviewFlagKind.Stock, "stock for 2", false)),
    ];

    [Theory]
    [InlineData(null, null, new[] { 1, 2, 3 })]
    [InlineData("todecide", null, new[] { 1, 3 })]
    [InlineData("mine", null, new[] { 2 })]
    [InlineData("overdue", null, new[] { 1 })]
    [InlineData(null, "stock", new[] { 3 })]
    [InlineData("overdue", "stock", new int[0])]
    [InlineData("nonsense", "7", new[] { 1, 2, 3 })]
    public void Shown_IsWhatTheAddressSays(string? view, string? risk, int[] expected)
    {
        var state = ReviewsPageState.Of(view, risk, null);

        Assert.Equal(expected, state.Of(Rows).Select(row => row.RevisionId));
        Assert.Equal(expected.Length, state.CountOf(Rows, state.View));
        Assert.Empty(ReviewsPageState.Of(view, risk, 999).Of(Rows));
    }

    private static ReviewRow Row(int id, string? cannotApprove, params ReviewFlag[] flags) =>
        new(id, "kit", "Kit", 1, "Eva", TestStudio.Start, [], flags, cannotApprove);
}
