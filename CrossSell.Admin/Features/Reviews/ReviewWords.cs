using CrossSell.Admin.Shared;
using static CrossSell.Admin.Features.Reviews.ReviewsTexts;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>How the review pages say how long something waits.</summary>
public static class ReviewWords
{
    /// <summary>"just now", "40 min ago", "3 hours ago", "yesterday", "5 days ago".</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => L["just now"].Value,
        { TotalMinutes: < 60 } => L["{0} min ago", Formats.Count((int)age.TotalMinutes)].Value,
        { TotalHours: < 2 } => L["an hour ago"].Value,
        { TotalHours: < 24 } => L["{0} hours ago", Formats.Count((int)age.TotalHours)].Value,
        { TotalDays: < 2 } => L["yesterday"].Value,
        _ => L["{0} days ago", Formats.Count((int)age.TotalDays)].Value,
    };
}
