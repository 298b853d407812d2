using CrossSell.Admin.Shared;

namespace CrossSell.Admin.Features.Reviews;

/// <summary>How the review pages say how long something waits.</summary>
public static class ReviewWords
{
    /// <summary>"just now", "40 min ago", "3 hours ago", "yesterday", "5 days ago".</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalMinutes: < 60 } => $"{Formats.Count((int)age.TotalMinutes)} min ago",
        { TotalHours: < 2 } => "an hour ago",
        { TotalHours: < 24 } => $"{Formats.Count((int)age.TotalHours)} hours ago",
        { TotalDays: < 2 } => "yesterday",
        _ => $"{Formats.Count((int)age.TotalDays)} days ago",
    };
}
