using System.Linq.Expressions;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static CrossSell.Core.Experiments.ExperimentsTexts;

namespace CrossSell.Core.Experiments;

/// <summary>
/// A comparison of what shoppers are shown, in one shop: which arms, for whom, measured by what, from when until when. Edited while it is a draft; from its
/// start on only its end changes, so that what it says is what was planned.
/// </summary>
public sealed class Experiment : IAudited, IVersioned
{
    public const int NameLength = 120;
    public const int NoteLength = 2000;

    /// <summary>Shares and weights are of this many.</summary>
    public const int Whole = 10_000;

    /// <summary>N* unless set.</summary>
    public const int UsualSequentialTuning = 5_000;

    /// <summary>Share of a hold-out unless set: 5 %.</summary>
    public const int UsualHoldOutBasisPoints = 500;

    /// <summary>Weeks that a frozen hold-out looks back.</summary>
    public const int LeastLookBackWeeks = 2;
    public const int MostLookBackWeeks = 4;

    public int Id { get; init; }

    public int ChannelId { get; init; }

    public string Name { get; private set; } = "";

    /// <summary>What is expected, and why.</summary>
    public string? Note { get; private set; }

    public ExperimentQuestion Question { get; private set; }

    /// <summary>The rule or the bundle that it is about; null for other questions.</summary>
    public int? SubjectId { get; private set; }

    /// <summary>Name of the layer that it is about; null for other questions.</summary>
    public string? Layer { get; private set; }

    /// <summary>In the order of their codes; <c>a</c> is what the others are compared with.</summary>
    public List<ExperimentArm> Arms { get; private set; } = [];

    /// <summary>
    /// Code of the arm whose content everybody sees who does not take part: what was there before. Known from the start on; null before.
    /// </summary>
    public string? PresentArm { get; private set; }

    /// <summary>Of a rule or a bundle: whether nobody but arm <c>b</c> sees it while the experiment is open.</summary>
    public bool OnlyInExperiment { get; private set; }

    /// <summary>Whether the rule was off before the start, which switched it on for arm <c>b</c> alone.</summary>
    public bool SubjectWasOff { get; private set; }

    /// <summary>Words of placements (<see cref="PanelPlacements.CodeOf"/>); empty is everywhere.</summary>
    public List<string> PlacementCodes { get; private set; } = [];

    /// <summary>Code of the shoppers it is for; null is all.</summary>
    public string? Segment { get; private set; }

    /// <summary>Of the shop's visitors that take part, of <see cref="Whole"/>; of a hold-out those that see no panels.</summary>
    public int ShareBasisPoints { get; private set; }

    /// <summary>
    /// The first of the <see cref="ShareBasisPoints"/> buckets of visitors that are this experiment's own while it runs, so that nobody is in two that touch
    /// the same panels. Null before the start.
    /// </summary>
    public int? FirstBucket { get; private set; }

    /// <summary>Random; makes who gets which arm independent of every other experiment.</summary>
    public required string Salt { get; init; }

    /// <summary>Decides.</summary>
    public ExperimentMetric Metric { get; private set; }

    public List<ExperimentMetric> OtherMetrics { get; private set; } = [];

    /// <summary>What must not get worse.</summary>
    public List<ExperimentMetric> Guardrails { get; private set; } = [];

    public ExperimentMode Mode { get; private set; }

    /// <inheritdoc cref="ExperimentTerms.SmallestEffectBasisPoints"/>
    public int? SmallestEffectBasisPoints { get; private set; }

    /// <inheritdoc cref="ExperimentTerms.PlannedVisitors"/>
    public long? PlannedVisitors { get; private set; }

    /// <inheritdoc cref="ExperimentTerms.SequentialTuning"/>
    public int SequentialTuning { get; private set; } = UsualSequentialTuning;

    /// <summary>Wall time in the shop; null is as soon as it is started.</summary>
    public DateTime? StartsAt { get; private set; }

    /// <summary>Exclusive wall time in the shop; null is open.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <inheritdoc cref="ExperimentTerms.Days"/>
    public int? Days { get; private set; }

    public ExperimentState State { get; private set; }

    /// <summary>From when visitors are split; known from the start on.</summary>
    public DateTimeOffset? From { get; private set; }

    /// <summary>Until when, exclusive; null is open.</summary>
    public DateTimeOffset? Until { get; private set; }

    /// <summary>The end that was planned at the start; <see cref="Until"/> is sooner when it was stopped.</summary>
    public DateTimeOffset? PlannedUntil { get; private set; }

    /// <summary>From when on a hold-out counts nobody new; null while it is not frozen.</summary>
    public DateTimeOffset? FrozenAt { get; private set; }

    public required string CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Name of who started it.</summary>
    public string? StartedBy { get; private set; }

    /// <summary>Name of who stopped it before its end; null for nobody.</summary>
    public string? StoppedBy { get; private set; }

    /// <summary>Code of the arm that became the setting; null before, and for a hold-out.</summary>
    public string? Winner { get; private set; }

    /// <summary>Name of who decided or cancelled it.</summary>
    public string? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was decided so.</summary>
    public string? Reason { get; private set; }

    public int Version { get; set; }

    public bool IsEditable => State == ExperimentState.Draft;

    public bool IsHoldOut => Question == ExperimentQuestion.HoldOut;

    /// <summary>Whether it is the hold-out that its shop has at an instant: until it was stopped or has looked back. A shop has one at most.</summary>
    public bool IsCurrentHoldOut(DateTimeOffset at) =>
        IsHoldOut && PhaseAt(at) is (ExperimentPhase.Scheduled or ExperimentPhase.Running or ExperimentPhase.LookBack);

    public IReadOnlyList<PanelPlacement> Placements => [.. PlacementCodes.Select(code => PanelPlacements.Find(code)).OfType<PanelPlacement>()];

    /// <summary>Whether panels are other than before for anybody because of it: from its start until somebody decides.</summary>
    public bool IsOpen => State == ExperimentState.Started;

    public static Experiment Draft(int channelId, string salt, Actor actor, DateTimeOffset now) =>
        new() { ChannelId = channelId, Salt = salt, CreatedBy = actor.Name, CreatedAt = now };

    public ExperimentPhase PhaseAt(DateTimeOffset now) => State switch
    {
        ExperimentState.Draft => ExperimentPhase.Draft,
        ExperimentState.Decided => ExperimentPhase.Decided,
        ExperimentState.Cancelled => ExperimentPhase.Cancelled,
        _ when From > now => ExperimentPhase.Scheduled,
        _ when Until <= now => ExperimentPhase.Ended,
        _ when FrozenAt <= now => ExperimentPhase.LookBack,
        _ => ExperimentPhase.Running,
    };

    /// <summary>From when until when it would be, were it started now.</summary>
    public (DateTimeOffset From, DateTimeOffset? Until) Window(Channel channel, DateTimeOffset now)
    {
        var zone = BundleSchedule.ZoneOf(channel);
        var from = StartsAt is { } starts ? BundleSchedule.ToInstant(starts, zone) : now;
        from = Milliseconds(from < now ? now : from);
        return (from, EndsAt is { } ends ? BundleSchedule.ToInstant(ends, zone) : Days is { } days ? from.AddDays(days) : null);
    }

    /// <summary>Takes what a person says, whole or not at all.</summary>
    public Outcome Edit(ExperimentTerms terms)
    {
        if (!IsEditable)
        {
            return new Refusal("experiment.frozen", L["This experiment was started and cannot be edited."]);
        }

        if (ExperimentRules.Check(terms) is { } wrong)
        {
            return wrong;
        }

        (Name, Note) = (terms.Name.Trim(), string.IsNullOrWhiteSpace(terms.Note) ? null : terms.Note.Trim());
        (Question, SubjectId, Layer) = (terms.Question, terms.SubjectId, terms.Layer);
        (Arms, OnlyInExperiment) = ([.. terms.Arms], terms.OnlyInExperiment);
        PlacementCodes = [.. terms.Placements.Distinct().Order().Select(PanelPlacements.CodeOf)];
        (Segment, ShareBasisPoints) = (string.IsNullOrWhiteSpace(terms.Segment) ? null : terms.Segment.Trim(), terms.ShareBasisPoints);
        (Metric, OtherMetrics, Guardrails) = (terms.Metric, [.. terms.OtherMetrics.Distinct()], [.. terms.Guardrails.Distinct()]);
        (Mode, SequentialTuning) = (terms.Mode, terms.SequentialTuning);
        (SmallestEffectBasisPoints, PlannedVisitors) = (terms.SmallestEffectBasisPoints, terms.PlannedVisitors);
        (StartsAt, EndsAt, Days) = (terms.StartsAt, terms.EndsAt, terms.EndsAt is null ? terms.Days : null);
        return Outcome.Done;
    }

    /// <summary>Freezes it and lets it begin, now or at its time.</summary>
    /// <param name="present">Code of the arm whose content is there now.</param>
    /// <param name="subjectWasOff">Whether the rule was off until now.</param>
    /// <param name="firstBucket">Of the buckets that are its own.</param>
    public Outcome Start(string present, bool subjectWasOff, int firstBucket, Channel channel, Actor actor, DateTimeOffset now)
    {
        if (!IsEditable)
        {
            return new Refusal("experiment.started", L["This experiment was started before."]);
        }

        var (from, until) = Window(channel, now);
        if (until <= from)
        {
            return new Refusal("experiment.dates", L["The experiment ends before it starts."], "endsAt");
        }

        if (until is null && Mode == ExperimentMode.FixedHorizon && !IsHoldOut)
        {
            return new Refusal("experiment.end", L["An experiment that is read once needs its end."], "endsAt");
        }

        (State, PresentArm, SubjectWasOff, FirstBucket) = (ExperimentState.Started, present, subjectWasOff, firstBucket);
        (From, Until, PlannedUntil, StartedBy) = (from, until, until, actor.Name);
        return Outcome.Done;
    }

    /// <summary>Ends it now; what was counted stays.</summary>
    public Outcome Stop(Actor actor, DateTimeOffset now)
    {
        if (PhaseAt(now) is not (ExperimentPhase.Running or ExperimentPhase.LookBack))
        {
            return new Refusal("experiment.not-running", L["This experiment is not running."]);
        }

        (Until, StoppedBy) = (Milliseconds(now), actor.Name);
        return Outcome.Done;
    }

    /// <summary>Lets a hold-out count nobody new; what the counted ones buy is counted for some weeks more, and then everybody sees panels.</summary>
    public Outcome Freeze(int lookBackWeeks, DateTimeOffset now)
    {
        if (!IsHoldOut || PhaseAt(now) != ExperimentPhase.Running)
        {
            return new Refusal("experiment.not-running", L["There is no hold-out to freeze."]);
        }

        if (lookBackWeeks is < LeastLookBackWeeks or > MostLookBackWeeks)
        {
            return new Refusal("experiment.weeks", L["A hold-out looks back {0} to {1} weeks.", LeastLookBackWeeks, MostLookBackWeeks], "weeks");
        }

        (FrozenAt, Until) = (Milliseconds(now), Milliseconds(now.AddDays(7 * lookBackWeeks)));
        return Outcome.Done;
    }

    /// <summary>Makes an arm the setting. Refused while it runs: it is stopped first.</summary>
    public Outcome Decide(string winner, string? reason, Actor actor, DateTimeOffset now)
    {
        if (PhaseAt(now) != ExperimentPhase.Ended || IsHoldOut)
        {
            return new Refusal("experiment.not-ended", L["A group can be chosen when the experiment has ended."]);
        }

        if (!Arms.Exists(arm => arm.Code == winner))
        {
            return new Refusal("experiment.winner", L["Choose one of the groups."], "winner");
        }

        if (reason?.Length > NoteLength)
        {
            return ExperimentRules.NoteTooLong;
        }

        (State, Winner, Reason) = (ExperimentState.Decided, winner, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        (DecidedBy, DecidedAt) = (actor.Name, now);
        return Outcome.Done;
    }

    /// <summary>Gives it up: scheduled, running or over, everybody sees again what was there before.</summary>
    public Outcome Cancel(string? reason, Actor actor, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new Refusal("experiment.not-open", L["This experiment is not open."]);
        }

        if (reason?.Length > NoteLength)
        {
            return ExperimentRules.NoteTooLong;
        }

        if (!(Until <= now))
        {
            Until = Milliseconds(now);
        }

        (State, Reason) = (ExperimentState.Cancelled, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim());
        (DecidedBy, DecidedAt) = (actor.Name, now);
        return Outcome.Done;
    }

    // What is stored is whole milliseconds: a finer instant would look like a change.
    private static DateTimeOffset Milliseconds(DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());

    internal sealed class Map : IEntityTypeConfiguration<Experiment>, IReadFilter<Experiment>
    {
        public void Configure(EntityTypeBuilder<Experiment> builder)
        {
            builder.ToTable("Experiments");
            builder.Ignore(experiment => experiment.IsEditable);
            builder.Ignore(experiment => experiment.IsHoldOut);
            builder.Ignore(experiment => experiment.IsOpen);
            builder.Ignore(experiment => experiment.Placements);
            builder.Property(experiment => experiment.Arms).AsJson();
            builder.Property(experiment => experiment.PlacementCodes).AsJson();
            builder.Property(experiment => experiment.OtherMetrics).AsJson();
            builder.Property(experiment => experiment.Guardrails).AsJson();
            builder.Property(experiment => experiment.Version).IsConcurrencyToken();
            builder.HasIndex(experiment => new { experiment.ChannelId, experiment.State });
            builder.HasOne<Channel>().WithMany().HasForeignKey(experiment => experiment.ChannelId).OnDelete(DeleteBehavior.Cascade);
        }

        public Expression<Func<Experiment, bool>> Readable(StudioDb db) => experiment => db.Readable.Contains(experiment.ChannelId);
    }
}
