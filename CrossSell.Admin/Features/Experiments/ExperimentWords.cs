using CrossSell.Admin.Shared;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>Experiments as merchandisers read them: what they ask, where they stand, how large an effect is.</summary>
internal static class ExperimentWords
{
    /// <summary>"+4.1 %", "−0.3 %", "0.0 %".</summary>
    /// <param name="share">0.041 for 4.1 % more.</param>
    public static string Signed(double share, int decimals = 1) => Formats.SignedFixed(share * 100, decimals) + " %";

    /// <summary>"between +1.2 % and +7.0 %".</summary>
    public static string Range(double low, double high) => L["between {0} and {1}", Signed(low), Signed(high)];

    /// <summary>Tone of a pill; its words say the same.</summary>
    public static string PillOf(EffectTone tone) => tone switch { EffectTone.Better => "good", EffectTone.Worse => "error", _ => "plain" };

    /// <summary>What an effect is, in a word or two.</summary>
    public static string Verdict(EffectTone tone) => tone switch
    {
        EffectTone.Better => L["better"],
        EffectTone.Worse => L["worse"],
        _ => L["may be chance"],
    };

    /// <summary>The state of one that was not saved yet, too.</summary>
    public static (string Tone, string Name) Draft => ("plain", L["draft"].Value);

    public static string Name(ExperimentQuestion question) => question switch
    {
        ExperimentQuestion.AnyPanel => L["Panels or no panels"],
        ExperimentQuestion.Rule => L["A rule: with it or without it"],
        ExperimentQuestion.Bundle => L["A bundle: with it or without it"],
        ExperimentQuestion.Layer => L["A source of recommendations: with it or without it"],
        ExperimentQuestion.LayerOrder => L["Another order of the sources"],
        ExperimentQuestion.Headline => L["Another headline"],
        _ => L["Hold-out of the shop"],
    };

    /// <summary>Where it stands, with the tone of its pill.</summary>
    public static (string Tone, string Name) State(Experiment experiment, DateTimeOffset now) => experiment.PhaseAt(now) switch
    {
        ExperimentPhase.Draft => Draft,
        ExperimentPhase.Scheduled => ("plain", L["scheduled"].Value),
        ExperimentPhase.Running => ("primary", L["running"].Value),
        ExperimentPhase.LookBack => ("primary", L["frozen"].Value),
        ExperimentPhase.Ended when experiment.IsHoldOut => ("plain", L["ended"].Value),
        ExperimentPhase.Ended => ("warning", L["to decide"].Value),
        ExperimentPhase.Decided => ("good", L["decided"].Value),
        _ => ("plain", L["cancelled"].Value),
    };

    /// <summary>What was tried, as a sentence begins with it: "Panels", "The rule “Socks”".</summary>
    /// <param name="arm">Number of the arm that is compared with the first.</param>
    public static string Subject(ExperimentRow row, int arm = 1)
    {
        ArgumentNullException.ThrowIfNull(row);
        var experiment = row.Experiment;
        return experiment.Question switch
        {
            ExperimentQuestion.AnyPanel or ExperimentQuestion.HoldOut => L["Panels"],
            ExperimentQuestion.Rule => L["The rule “{0}”", row.SubjectName ?? experiment.Name],
            ExperimentQuestion.Bundle => L["The bundle “{0}”", row.SubjectName ?? experiment.Name],
            ExperimentQuestion.Layer => L["The source “{0}”", PanelLayers.Standard.TitleOf(experiment.Layer ?? "")],
            ExperimentQuestion.LayerOrder => L["The order “{0}”", experiment.Arms.ElementAtOrDefault(arm)?.Name ?? experiment.Name],
            _ => L["The headline “{0}”", experiment.Arms.ElementAtOrDefault(arm)?.Name ?? experiment.Name],
        };
    }

    /// <summary>What is compared, for lists: "Rule “Socks”: with it or without it".</summary>
    public static string Asked(ExperimentRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var experiment = row.Experiment;
        return experiment.Question switch
        {
            ExperimentQuestion.AnyPanel => L["Panels or no panels"],
            ExperimentQuestion.Rule => L["Rule “{0}”: with it or without it", row.SubjectName ?? Formats.None],
            ExperimentQuestion.Bundle => L["Bundle “{0}”: with it or without it", row.SubjectName ?? Formats.None],
            ExperimentQuestion.Layer => L["Source “{0}”: with it or without it", PanelLayers.Standard.TitleOf(experiment.Layer ?? "")],
            ExperimentQuestion.LayerOrder => L["Order of the sources"],
            ExperimentQuestion.Headline => L["Headline of the panel"],
            _ => L["Hold-out of the shop"],
        };
    }

    /// <summary>"day 9 of 28", "day 9", "28 days", "from 3 Dec 2026 00:00"; null where there is nothing to say.</summary>
    public static string? Days(ExperimentRow row, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(row);
        var experiment = row.Experiment;
        var phase = experiment.PhaseAt(now);
        if (phase == ExperimentPhase.Draft)
        {
            return experiment.Days is { } planned ? PlanWords.Time(planned) : null;
        }

        if (experiment.From is not { } from)
        {
            return null;
        }

        if (phase == ExperimentPhase.Scheduled)
        {
            return L["from {0}", Formats.Scheduled(from, row.Channel.Zone)];
        }

        if (phase is ExperimentPhase.Running or ExperimentPhase.LookBack)
        {
            var day = Formats.Count((long)(now - from).TotalDays + 1);
            return experiment.Until is { } until
                ? L["day {0} of {1}", day, Formats.Count((long)Math.Ceiling((until - from).TotalDays))]
                : L["day {0}", day];
        }

        return experiment.Until is { } end ? L["{0} to {1}", Formats.Day(from), Formats.Day(end)] : L["since {0}", Formats.Day(from)];
    }

    public static string Name(ExperimentCut cut) => cut == ExperimentCut.Device ? L["Device"] : L["Origin"];

    public static string Name(ExperimentCut cut, string key) => (cut, key) switch
    {
        (_, "") => L["not known"],
        (ExperimentCut.Device, "phone") => L["Phone"],
        (ExperimentCut.Device, "tablet") => L["Tablet"],
        (ExperimentCut.Device, "desktop") => L["Desktop"],
        (ExperimentCut.Source, "direct") => L["Typed or bookmarked"],
        (ExperimentCut.Source, "search") => L["Search engine"],
        (ExperimentCut.Source, "ad") => L["Advertising"],
        (ExperimentCut.Source, "social") => L["Social media"],
        (ExperimentCut.Source, "mail") => L["E-mail"],
        (ExperimentCut.Source, "referral") => L["Link on another site"],
        _ => key,
    };
}
