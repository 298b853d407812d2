using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CrossSell.Core.Events;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>Lets the open experiments of each shop into its panels.</summary>
public sealed class ExperimentArmsSource(VisitorNames names) : PanelArmsSource
{
    public override string Entity => nameof(Experiment);

    public override async Task<IReadOnlyList<ChannelArms>> ReadAsync(StudioDb db, CancellationToken cancellation)
    {
        var open = await db.Experiments.Where(experiment => experiment.State == ExperimentState.Started)
            .OrderBy(experiment => experiment.Id).ToListAsync(cancellation);
        return [.. open.GroupBy(experiment => experiment.ChannelId).Select(channel => new ExperimentChannelArms(channel.Key, [.. channel], names))];
    }
}

/// <summary>
/// The open experiments of a shop. Nobody is in two that touch the same panels; who takes part in none sees of each what was there before it.
/// </summary>
internal sealed class ExperimentChannelArms(int channelId, IReadOnlyList<Experiment> open, VisitorNames names) : ChannelArms
{
    // Each experiment adds a digit to the number that a shopper's arms are known by: 0 for what was there before, else the arm's place from 1.
    private const int Digit = 5;

    private readonly ConcurrentDictionary<Int128, PanelArm> known = new();
    private readonly Experiment[] holdOuts = [.. open.Where(experiment => experiment.IsHoldOut)];
    private readonly Experiment[] others = [.. open.Where(experiment => !experiment.IsHoldOut)];

    public override int ChannelId => channelId;

    public override IReadOnlySet<string> LayersOn { get; } = open.SelectMany(experiment => experiment.Arms.SelectMany(arm => On(experiment, arm.Code)))
        .ToHashSet();

    public override PanelArm Of(ReadOnlySpan<char> visitor, PanelPlacement placement, string? segment, DateTimeOffset at)
    {
        // Hashed once, and only where somebody looks for it.
        string? hashed = null;
        var bucket = -1;
        var arms = (Int128)0;
        var isHeldOut = false;
        foreach (var holdOut in holdOuts)
        {
            var place = Runs(holdOut, at) && visitor.Length > 0 && Assignment.HoldOutArm(holdOut, hashed ??= Hashed(visitor)) is { } arm
                ? arm == "a" ? 1 : 2
                : 0;
            isHeldOut |= place == 1;
            arms = (arms * Digit) + place;
        }

        foreach (var experiment in others)
        {
            var place = 0;
            if (!isHeldOut && visitor.Length > 0 && Runs(experiment, at) && Concerns(experiment, placement, segment))
            {
                hashed ??= Hashed(visitor);
                bucket = bucket < 0 ? Assignment.BucketOf(Assignment.SharedSalt, hashed) : bucket;
                place = Assignment.TakesPart(experiment, bucket) ? experiment.Arms.IndexOf(Assignment.ArmOf(experiment, hashed)) + 1 : 0;
            }

            arms = (arms * Digit) + place;
        }

        return Known(arms);
    }

    public override PanelArm? Named(string code, PanelPlacement placement, string? segment, DateTimeOffset at)
    {
        if (ArmWord.Read(code) is not [var named]
            || open.FirstOrDefault(experiment => experiment.Id == named.ExperimentId) is not { } asked || !IsOpen(asked, at)
            || !(asked.IsHoldOut || Concerns(asked, placement, segment)) || asked.Arms.FindIndex(arm => arm.Code == named.Arm) is not (>= 0 and var place))
        {
            return null;
        }

        return Known(holdOuts.Concat(others).Aggregate((Int128)0, (arms, experiment) => (arms * Digit) + (experiment == asked ? place + 1 : 0)));
    }

    public override IReadOnlyList<PanelArmChoice> Choices(PanelPlacement placement, string? segment, DateTimeOffset at) =>
        [.. open.Where(experiment => IsOpen(experiment, at) && (experiment.IsHoldOut || Concerns(experiment, placement, segment)))
            .SelectMany(experiment => experiment.Arms.Select(arm => new PanelArmChoice(
                ArmWord.Write([new ArmOf(experiment.Id, arm.Code)])!, experiment.Name, arm.Name, experiment.From > at)))];

    private PanelArm Known(Int128 arms) => known.TryGetValue(arms, out var found) ? found : known.GetOrAdd(arms, Make(arms));

    private static bool IsOpen(Experiment experiment, DateTimeOffset at) => experiment.From is not null && !(experiment.Until <= at);

    private static bool Runs(Experiment experiment, DateTimeOffset at) => experiment.From <= at && !(experiment.Until <= at);

    private static bool Concerns(Experiment experiment, PanelPlacement placement, string? segment) =>
        (experiment.PlacementCodes.Count == 0 || experiment.PlacementCodes.Contains(PanelPlacements.CodeOf(placement)))
        && (experiment.Segment is not { } own || string.Equals(own, segment, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> On(Experiment experiment, string arm) => ExperimentArms.VariationOf(experiment, arm) switch
    {
        { Layer: { } layer, IsLayerOn: true } => [layer],
        { Layers: { } layers } => PanelLayerOrder.Read(layers, PanelLayers.Standard).Where(place => place.IsOn).Select(place => place.Layer.Name),
        _ => [],
    };

    private string Hashed(ReadOnlySpan<char> visitor) => names.Of(channelId, visitor.ToString());

    private PanelArm Make(Int128 arms)
    {
        var places = new int[holdOuts.Length + others.Length];
        for (var at = places.Length - 1; at >= 0; at--)
        {
            (places[at], arms) = ((int)(arms % Digit), arms / Digit);
        }

        var (key, word, variations) = (new StringBuilder(), new List<ArmOf>(), new List<PanelVariation>());
        foreach (var (experiment, place) in holdOuts.Concat(others).Zip(places))
        {
            var arm = place > 0 ? experiment.Arms[place - 1].Code : null;
            var shown = arm ?? experiment.PresentArm!;
            // What was started is not edited any more, but a decision may be taken back and another version be started.
            key.Append(CultureInfo.InvariantCulture, $"{experiment.Id}.{experiment.Version}{shown}{(arm is null ? "" : "!")} ");
            if (arm is not null)
            {
                word.Add(new ArmOf(experiment.Id, arm));
            }

            if (ExperimentArms.VariationOf(experiment, shown) is { IsNone: false } variation)
            {
                variations.Add(variation);
            }
        }

        return new PanelArm(key.ToString(), ArmWord.Write(word), variations);
    }
}
