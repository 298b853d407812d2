using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Review;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class ReviewServices
{
    public static IServiceCollection AddReview(this IServiceCollection services) =>
        services
            .AddWriteFollowUp<ReviewNotices>()
            .AddSingleton<ReviewService>()
            .AddSingleton<ReviewPolicyService>()
            .AddSingleton<RollBackService>()
            .AddSingleton<BundleDrafts>()
            .AddUndoRule<CommentUndo>()
            .AddSingleton<ReviewQueue>();
}
