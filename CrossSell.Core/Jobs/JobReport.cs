using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Jobs;

/// <summary>What came of a job, in one form for every kind: a sentence, figures, and what was left out and why.</summary>
/// <param name="Summary">A sentence with its subject left out: "Archived 1,204 products".</param>
/// <param name="Figures">In the order in which they are read.</param>
/// <param name="Problems">What was not done, grouped by reason.</param>
/// <param name="ErrorFile">Name of a file in <see cref="Storage.DataDirectory.Exchange"/> with the rows with errors; null when there are none.</param>
public sealed record JobReport(string Summary, IReadOnlyList<JobFigure> Figures, IReadOnlyList<JobProblem> Problems, string? ErrorFile = null)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The summary in other languages, by their code; null where it is there in English alone.</summary>
    public IReadOnlyDictionary<string, string>? Said { get; init; }

    /// <summary>The summary in the language of the person who reads it.</summary>
    [JsonIgnore]
    public string SummaryHere => Said?.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Summary;

    /// <summary>Name of a file in the same folder that the job made to be downloaded; null when it made none.</summary>
    public string? ResultFile { get; init; }

    /// <summary>Nothing of what was asked for, or of a whole part of it, could be done: the job failed, and the sentence says why.</summary>
    public bool Failed { get; init; }

    /// <summary>How much it changed, or a trial would: what a button that goes on from it asks. Figures are words for people.</summary>
    public long Changes { get; init; }

    /// <summary>A report of one sentence.</summary>
    public static JobReport Just(string summary) => new(summary, [], []);

    /// <summary>A report whose sentence is kept in each language.</summary>
    /// <param name="summary">Says it in the language of the moment; asked once for each.</param>
    public static JobReport Saying(Func<string> summary, IReadOnlyList<JobFigure> figures, IReadOnlyList<JobProblem> problems)
    {
        var said = Texts.InEach(summary);
        return new(said[Texts.Languages[0]], figures, problems) { Said = said.Where(text => text.Key != Texts.Languages[0]).ToDictionary() };
    }

    /// <summary>The report of a job that is over; null when it left none.</summary>
    public static JobReport? Of(Job job) => job.Report is { } json ? JsonSerializer.Deserialize<JobReport>(json, Web) : null;

    internal string ToJson() => JsonSerializer.Serialize(this, Web);
}

/// <summary>One figure of a report: "unchanged", 12.</summary>
public sealed record JobFigure(string Name, long Count);

/// <summary>Why something was not done, how often, and for the first few what it was.</summary>
public sealed record JobProblem(string Reason, long Count, IReadOnlyList<string> Examples)
{
    /// <summary>The reason in other languages, by their code; null where it is there in English alone.</summary>
    public IReadOnlyDictionary<string, string>? Said { get; init; }

    /// <summary>The reason in the language of the person who reads it.</summary>
    [JsonIgnore]
    public string ReasonHere => Said?.GetValueOrDefault(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Reason;

    /// <summary>A reason that is kept in each language.</summary>
    /// <param name="reason">Says it in the language of the moment; asked once for each.</param>
    public static JobProblem Saying(Func<string> reason, long count, IReadOnlyList<string> examples)
    {
        var said = Texts.InEach(reason);
        return new(said[Texts.Languages[0]], count, examples) { Said = said.Where(text => text.Key != Texts.Languages[0]).ToDictionary() };
    }
}

/// <summary>Gathers reasons while a job runs; keeps the first examples of each.</summary>
public sealed class JobProblems
{
    private const int ExamplesKept = 5;

    private readonly Dictionary<string, (long Count, List<string> Examples)> reasons = new(StringComparer.Ordinal);

    public long Count => reasons.Values.Sum(reason => reason.Count);

    public IReadOnlyList<JobProblem> All =>
        [.. reasons.OrderByDescending(pair => pair.Value.Count).Select(pair => new JobProblem(pair.Key, pair.Value.Count, [.. pair.Value.Examples]))];

    public void Add(string reason, string? example = null, long count = 1)
    {
        var (sum, examples) = reasons.GetValueOrDefault(reason, (0, []));
        if (example is not null && examples.Count < ExamplesKept)
        {
            examples.Add(example);
        }

        reasons[reason] = (sum + count, examples);
    }
}
