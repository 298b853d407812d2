using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>States, shares and durations of jobs as people read them.</summary>
internal static class JobWords
{
    public static (string Tone, string Name) Of(Job job)
    {
        var (tone, code) = StateOf(job);
        return (tone, L[code].Value);
    }

    /// <summary>The state in English, whatever the language of the page: for scripts and tests.</summary>
    public static string CodeOf(Job job) => StateOf(job).Code;

    /// <summary>0 to 100; null while the end is not known.</summary>
    public static int? Percent(Job job) => job switch
    {
        { State: JobState.Done } => 100,
        { Total: > 0 } => (int)Math.Min(100, job.Done * 100 / job.Total),
        _ => null,
    };

    /// <summary>"1,204 of 5,000 · 800 a second · about 5 s left"; null while nothing can be said.</summary>
    public static string? Pace(Job job, DateTimeOffset now)
    {
        if (job.Total == 0 && job.Done == 0)
        {
            return null;
        }

        var count = job.Total > 0 ? L["{0} of {1}", Formats.Count(job.Done), Formats.Count(job.Total)].Value : Formats.Count(job.Done);
        if (job.State != JobState.Running || job.StartedAt is not { } started || (now - started).TotalSeconds is not (> 1 and var seconds) || job.Done == 0)
        {
            return count;
        }

        var rate = job.Done / seconds;
        var pace = L["{0} a second", rate >= 10 ? Formats.Count((long)rate) : Formats.Fixed(rate, 1)].Value;
        return job.Total <= job.Done
            ? $"{count} · {pace}"
            : $"{count} · {pace} · {L["about {0} left", Formats.Duration(TimeSpan.FromSeconds(Math.Max(1, (job.Total - job.Done) / rate)))].Value}";
    }

    /// <summary>What a figure of a report is called in the language of the person; as it is stored where it is none of ours.</summary>
    public static string Figure(string name) => name switch
    {
        "addresses" => L["addresses"],
        "already there" => L["already there"],
        "cases" => L["cases"],
        "changed" => L["changed"],
        "changes left" => L["changes left"],
        "changes undone" => L["changes undone"],
        "drawn" => L["drawn"],
        "excluded" => L["excluded"],
        "failed" => L["failed"],
        "fetched" => L["fetched"],
        "files" => L["files"],
        "links accepted automatically" => L["links accepted automatically"],
        "left out" => L["left out"],
        "links created" => L["links created"],
        "listings changed" => L["listings changed"],
        "new categories" => L["new categories"],
        "new products" => L["new products"],
        "new" => L["new"],
        "newest baskets" => L["newest baskets"],
        "not downloaded" => L["not downloaded"],
        "not reached" => L["not reached"],
        "older backups deleted" => L["older backups deleted"],
        "older baskets" => L["older baskets"],
        "pairs decided" => L["pairs decided"],
        "pairs stored" => L["pairs stored"],
        "pairs" => L["pairs"],
        "pictures being fetched" => L["pictures being fetched"],
        "products" => L["products"],
        "removed" => L["removed"],
        "repaired" => L["repaired"],
        "rows" => L["rows"],
        "skipped" => L["skipped"],
        "unchanged" => L["unchanged"],
        "warehouse codes that are no product" => L["warehouse codes that are no product"],
        "with bundles" => L["with bundles"],
        "without a picture" => L["without a picture"],
        "wrong" => L["with errors"],
        "pictures to fetch" => L["pictures to download"],
        "orders" => L["orders"],
        "% of revenue with recommendations before" => L["% of revenue with recommendations before"],
        "% of revenue with recommendations now" => L["% of revenue with recommendations now"],
        _ => name,
    };

    private static (string Tone, string Code) StateOf(Job job) => job switch
    {
        { State: JobState.Waiting } => ("plain", Texts.Key("waiting")),
        { State: JobState.Running, CancelAsked: true } => ("warning", Texts.Key("stopping")),
        { State: JobState.Running } => ("primary", Texts.Key("running")),
        { State: JobState.Done } => ("good", Texts.Key("done")),
        { State: JobState.Cancelled } => ("warning", Texts.Key("cancelled")),
        _ => ("error", Texts.Key("failed")),
    };
}
