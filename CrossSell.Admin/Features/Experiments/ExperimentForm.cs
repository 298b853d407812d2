using System.Text.Json.Serialization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using static CrossSell.Admin.Features.Experiments.ExperimentsTexts;

namespace CrossSell.Admin.Features.Experiments;

/// <summary>Another headline, or another order of the sources, that is tried against the present one.</summary>
public sealed class VariantForm
{
    /// <summary>For people; of a headline its text in the shop's first language.</summary>
    public string Name { get; set; } = "";

    /// <summary>As <see cref="PanelLayerOrder"/> writes it; empty for a headline.</summary>
    public string Layers { get; set; } = "";

    /// <summary>Texts by locale; empty for an order.</summary>
    public Dictionary<string, string> Headlines { get; set; } = [];
}

/// <summary>The plan of an experiment as it is typed. No Blazor type; what is wrong with it says <see cref="ExperimentRules"/>.</summary>
public sealed class ExperimentForm
{
    /// <summary>How much of the shop's visitors takes part unless somebody says otherwise.</summary>
    private const decimal UsualShare = 100;

    private const int UsualDays = 28;

    public string Name { get; set; } = "";

    public string Note { get; set; } = "";

    public ExperimentQuestion Question { get; set; }

    public int? RuleId { get; set; }

    public int? BundleId { get; set; }

    public string? Layer { get; set; }

    /// <summary>Of a rule or a bundle: nobody else sees it until somebody decides.</summary>
    public bool OnlyInExperiment { get; set; }

    public List<VariantForm> Variants { get; set; } = [];

    /// <summary>Empty is everywhere.</summary>
    public List<PanelPlacement> Placements { get; set; } = [];

    public string? Segment { get; set; }

    /// <summary>As typed: percent of the shop's visitors.</summary>
    public string Share { get; set; } = Formats.Typed(UsualShare);

    public ExperimentMetric Metric { get; set; }

    public List<ExperimentMetric> Others { get; set; } =
    [
        ExperimentMetric.AverageOrderValue, ExperimentMetric.AttachRate, ExperimentMetric.UnitsPerOrder, ExperimentMetric.MarginPerVisitor,
        ExperimentMetric.RepeatWithin30Days,
    ];

    public List<ExperimentMetric> Guardrails { get; set; } = [ExperimentMetric.Conversion, ExperimentMetric.Returns];

    public ExperimentMode Mode { get; set; }

    /// <summary>How long it runs.</summary>
    public int Days { get; set; } = UsualDays;

    /// <summary>As typed: the smallest difference worth finding, in percent; empty for none. A question, and no part of the plan: nothing to save.</summary>
    [JsonIgnore]
    public string Effect { get; set; } = "";

    /// <summary>Wall time in the shop; null is as soon as it is started.</summary>
    public DateTime? StartsAt { get; set; }

    /// <summary>The difference as a share; null where nothing that can be read is typed.</summary>
    [JsonIgnore]
    public double? AskedEffect => TypedNumbers.TryPercent(Effect, out var points) && points > 0 ? points / 10_000.0 : null;

    /// <summary>Whether it has variants of its own.</summary>
    public bool HasVariants => Question is ExperimentQuestion.Headline or ExperimentQuestion.LayerOrder;

    /// <summary>As it was saved.</summary>
    public static ExperimentForm Of(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return new ExperimentForm
        {
            Name = experiment.Name,
            Note = experiment.Note ?? "",
            Question = experiment.Question,
            RuleId = experiment.Question == ExperimentQuestion.Rule ? experiment.SubjectId : null,
            BundleId = experiment.Question == ExperimentQuestion.Bundle ? experiment.SubjectId : null,
            Layer = experiment.Layer,
            OnlyInExperiment = experiment.OnlyInExperiment,
            Variants = experiment.Question is ExperimentQuestion.Headline or ExperimentQuestion.LayerOrder
                ? [.. experiment.Arms.Skip(1).Select(arm => new VariantForm
                {
                    Name = arm.Name, Layers = arm.Layers ?? "", Headlines = new(PanelHeadlines.Read(arm.Headlines), StringComparer.OrdinalIgnoreCase),
                })]
                : [],
            Placements = [.. experiment.Placements],
            Segment = experiment.Segment,
            Share = Formats.TypedPercent(experiment.ShareBasisPoints),
            Metric = experiment.Metric,
            Others = [.. experiment.OtherMetrics],
            Guardrails = [.. experiment.Guardrails],
            Mode = experiment.Mode,
            Days = experiment.Days ?? UsualDays,
            StartsAt = experiment.StartsAt,
        };
    }

    /// <summary>A rule, a bundle and so on have two sides; a headline or an order begins with one variant.</summary>
    /// <param name="order">The sources as they are now.</param>
    public void Ask(ExperimentQuestion question, IReadOnlyList<PanelLayerPlace> order)
    {
        Question = question;
        Variants = HasVariants ? [NewVariant(order)] : [];
    }

    /// <summary>One more variant, which begins as the panels are now.</summary>
    public VariantForm NewVariant(IReadOnlyList<PanelLayerPlace> order) => new()
    {
        Name = Question == ExperimentQuestion.LayerOrder ? L["Order {0}", ((char)('B' + Variants.Count)).ToString()] : "",
        Layers = Question == ExperimentQuestion.LayerOrder ? PanelLayerOrder.Write(order) : "",
    };

    /// <summary>What decides is named once.</summary>
    public void Decide(ExperimentMetric metric)
    {
        var before = Metric;
        Metric = metric;
        if (!Others.Contains(before) && !Guardrails.Contains(before))
        {
            Others.Add(before);
        }

        Others.Remove(metric);
        Guardrails.Remove(metric);
    }

    /// <summary>As the service takes it.</summary>
    /// <param name="forecast">What can be found in which time; null while it is not known, and then nothing is planned.</param>
    public ExperimentTerms ToTerms(Channel channel, ExperimentForecast? forecast)
    {
        ArgumentNullException.ThrowIfNull(channel);
        var span = SpanIn(forecast);
        return new ExperimentTerms(
            Name.Trim(), Question, Question switch { ExperimentQuestion.Rule => RuleId, ExperimentQuestion.Bundle => BundleId, _ => null },
            Question == ExperimentQuestion.Layer ? Layer : null, Arms(channel), Placements, Segment,
            TypedNumbers.TryPercent(Share, out var share) ? share : 0, StartsAt, EndsAt: null)
        {
            OnlyInExperiment = OnlyInExperiment && Question is (ExperimentQuestion.Rule or ExperimentQuestion.Bundle),
            Note = Note,
            Metric = Metric,
            OtherMetrics = [.. Others],
            Guardrails = [.. Guardrails],
            Mode = Mode,
            Days = Days,
            SmallestEffectBasisPoints = span?.Smallest is { } smallest ? Math.Max(1, (int)Math.Round(smallest * 10_000)) : null,
            PlannedVisitors = span is { Visitors: > 0 } ? span.Visitors : null,
        };
    }

    /// <summary>The chosen time; null while nothing is known of it.</summary>
    public PlannedSpan? SpanIn(ExperimentForecast? forecast) => PlanWords.Spans(forecast, this).FirstOrDefault(span => span.Days == Days);

    private List<ExperimentArm> Arms(Channel channel) => Question switch
    {
        ExperimentQuestion.AnyPanel => [.. ExperimentTerms.TwoArms(L["No panels"], L["Panels"])],
        ExperimentQuestion.Headline or ExperimentQuestion.LayerOrder => WithVariants(channel),
        _ => [.. ExperimentTerms.TwoArms(L["Without"], L["With"])],
    };

    // The first takes what does not divide.
    private List<ExperimentArm> WithVariants(Channel channel)
    {
        var each = Experiment.Whole / (Variants.Count + 1);
        return
        [
            new("a", L["As it is"], Experiment.Whole - (each * Variants.Count)),
            .. Variants.Select((variant, at) => new ExperimentArm(((char)('b' + at)).ToString(), NameOf(variant, channel), each)
            {
                Layers = variant.Layers.Length > 0 ? variant.Layers : null,
                Headlines = PanelHeadlines.Write(variant.Headlines),
            }),
        ];
    }

    private string NameOf(VariantForm variant, Channel channel) => Question == ExperimentQuestion.Headline
        ? PanelHeadlines.Of(variant.Headlines, null, channel.Locales.FirstOrDefault()) ?? variant.Headlines.Values.FirstOrDefault(text => text.Length > 0) ?? ""
        : variant.Name.Trim();
}
