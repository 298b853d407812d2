using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Experiments;
using CrossSell.Core.Insights;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>What an experiment says, in sentences that claim no more than its figures do.</summary>
internal static class ReadingWords
{
    /// <summary>The one sentence at the top.</summary>
    /// <param name="subject">What was tried, as a sentence begins with it: "Panels", "The rule “Socks”".</param>
    public static string Sentence(ExperimentReading reading, string subject) => reading switch
    {
        { Verdict: ExperimentVerdict.Invalid } => L["These figures cannot be trusted: visitors were not split as planned."],
        { Visitors: 0 } => L["No visitors counted yet."],
        { Verdict: ExperimentVerdict.Better or ExperimentVerdict.Worse, First: { Relative: { } effect } first } => Found(first, effect, subject),
        { Verdict: ExperimentVerdict.Better } => L["{0} did better.", subject],
        { Verdict: ExperimentVerdict.Worse } => L["{0} did worse.", subject],
        { Verdict: ExperimentVerdict.NoDifference, First.Relative: { } effect } => L[
            "No difference beyond chance was found. If there is one, it lies between {0} and {1}.", ExperimentWords.Signed(effect.Low),
            ExperimentWords.Signed(effect.High)],
        { Verdict: ExperimentVerdict.NoDifference } => L["No difference beyond chance was found."],
        { IsHidden: true, DaysLeft: { } days } => L.Count(
            days, "Running as planned: the answer comes in about {0} day.", "Running as planned: the answer comes in about {0} days."),
        { IsHidden: true } => L["Running as planned: no answer before the planned visitors are there."],
        { DaysLeft: { } left } => L.Count(
            left, "Not yet conclusive: about {0} more day at this traffic.", "Not yet conclusive: about {0} more days at this traffic."),
        _ => L["Not yet conclusive."],
    };

    /// <summary>What follows from it, for who has to decide; null where nothing is to be done.</summary>
    public static string? Advice(ExperimentReading reading, bool isOver) => reading.Verdict switch
    {
        ExperimentVerdict.Invalid => L["End it, find out why, and start another one: an uneven split favours one side without anybody noticing."],
        ExperimentVerdict.Better when reading.Broken.Any() => L[
            "But {0} became worse: weigh both before you decide.",
            Texts.And(reading.Broken.Select(metric => MetricWords.Name(metric.Metric)).Distinct())],
        ExperimentVerdict.Better => L["Making it the setting is safe to recommend: nothing that must not get worse did."],
        ExperimentVerdict.Worse => L["Keep what you had."],
        ExperimentVerdict.NoDifference => L["Choose what is easier to keep up. A larger experiment can find a smaller difference."],
        ExperimentVerdict.NotYet when isOver => L["It ended before it could tell. Nothing speaks for a change."],
        ExperimentVerdict.TooEarly when reading.IsHidden => L[
            "Figures stay hidden until then: an early look finds differences that are only chance, and stops at the wrong moment."],
        ExperimentVerdict.NotYet => L["You may look whenever you like: the range already allows for that."],
        _ => (string?)null,
    };

    /// <summary>Tone of the sentence: good, error, warning, primary or plain.</summary>
    public static string Tone(ExperimentReading reading) => reading.Verdict switch
    {
        ExperimentVerdict.Invalid => "error",
        ExperimentVerdict.Better => reading.Broken.Any() ? "warning" : "good",
        ExperimentVerdict.Worse => "error",
        _ => "plain",
    };

    /// <summary>The same for a list: "+4.1 %", "not yet", "no difference".</summary>
    public static string Short(ExperimentReading reading) => reading switch
    {
        { Verdict: ExperimentVerdict.Invalid } => L["split is off"],
        { Visitors: 0 } => L["no visitors yet"],
        { IsHidden: true } => L["hidden until its end"],
        { Verdict: ExperimentVerdict.NotYet or ExperimentVerdict.TooEarly } => L["not yet conclusive"],
        { Verdict: ExperimentVerdict.NoDifference } => L["no difference found"],
        { Verdict: ExperimentVerdict.Better } => L["better"],
        _ => L["worse"],
    };

    /// <summary>Whether the visitors are split as planned.</summary>
    public static string Split(SampleRatioReading ratio)
    {
        var all = Math.Max(1, ratio.Seen.Sum());
        var seen = Texts.And(ratio.Seen.Select(count => Formats.Share((double)count / all, 1)));
        var planned = Texts.And(ratio.Planned.Select(share => Formats.Share(share, 1)));
        return ratio.IsAlarm
            ? L[
                "{0} instead of {1}: chance alone hardly ever does that. Usual causes are a group that loads slower, a cache in the shop, or bots.", seen,
                planned]
            : L["{0}, as planned ({1}).", seen, planned];
    }

    /// <summary>Whether the effect fades.</summary>
    public static string Novelty(NoveltyReading novelty) => novelty.IsAlarm
        ? L[
            "Visitors of the first week: {0}; those who came later: {1}. Expect the later figure to last.", ExperimentWords.Signed(novelty.First.Value),
            ExperimentWords.Signed(novelty.Later.Value)]
        : L[
            "First week {0}, later {1}: no sign that it was only new.", ExperimentWords.Signed(novelty.First.Value),
            ExperimentWords.Signed(novelty.Later.Value)];

    /// <summary>What was left out, and why it was right.</summary>
    public static string Excluded(ExclusionReading excluded, Currency currency) => excluded.Reason switch
    {
        ExclusionReason.Bot => L.Count(
            excluded.Count, "{0} visitor: a program, not a person", "{0} visitors: programs, not people"),
        ExclusionReason.Staff => L.Count(excluded.Count, "{0} visitor of your own staff", "{0} visitors of your own staff"),
        ExclusionReason.TwoArms => L.Count(
            excluded.Count, "{0} visitor who was seen on both sides", "{0} visitors who were seen on both sides"),
        ExclusionReason.BeforeExposure => L.Count(
            excluded.Count, "{0} order from before its visitor took part", "{0} orders from before their visitors took part"),
        ExclusionReason.NoVisitor => L.Count(
            excluded.Count, "{0} order of which nobody knows whose it is", "{0} orders of which nobody knows whose they are"),
        ExclusionReason.Cancelled => L.Count(excluded.Count, "{0} cancelled order", "{0} cancelled orders"),
        ExclusionReason.Test => L.Count(excluded.Count, "{0} test order", "{0} test orders"),
        _ => L.Count(
            excluded.Count, "{0} returned unit, worth {1}, taken off its order", "{0} returned units, worth {1}, taken off their orders",
            Formats.Amount(InsightsReport.Money(excluded.Amount, currency))),
    };

    private static string Found(MetricReading first, Effect effect, string subject)
    {
        var words = effect.Value >= 0 ? MetricWords.More(first.Metric) : MetricWords.Less(first.Metric);
        // Beyond chance in amounts and not quite in percent: then the range says so with its signs.
        var (low, high) = effect.IsClear
            ? (Formats.Share(Math.Min(Math.Abs(effect.Low), Math.Abs(effect.High)), 1), Formats.Share(Math.Max(Math.Abs(effect.Low), Math.Abs(effect.High)), 1))
            : (ExperimentWords.Signed(effect.Low), ExperimentWords.Signed(effect.High));
        return L["{0} brought {1} {2}; between {3} and {4}.", subject, Formats.Share(Math.Abs(effect.Value), 1), words, low, high];
    }
}
