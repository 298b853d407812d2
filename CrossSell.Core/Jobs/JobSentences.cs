using static CrossSell.Core.Jobs.JobsTexts;

namespace CrossSell.Core.Jobs;

/// <summary>How a job that does many things one after the other says how far it came, in the language of the moment.</summary>
internal static class JobSentences
{
    /// <param name="done">What was done, without a full stop.</param>
    /// <param name="stopped">Why it did not go on; null where nothing kept it.</param>
    /// <param name="isCutShort">Somebody cancelled it before the end.</param>
    public static string Over(string done, string? stopped, bool isCutShort) =>
        stopped is not null ? L["{0}. Then it stopped: {1}", done, stopped]
        : isCutShort ? L["{0}. Cancelled before the rest.", done]
        : $"{done}.";

    /// <summary>The same of what was named as something to do: "Pause 3 links: done."</summary>
    /// <inheritdoc cref="Over"/>
    public static string TaskOver(string task, string? stopped, bool isCutShort) => Over(L["{0}: done", task], stopped, isCutShort);
}
