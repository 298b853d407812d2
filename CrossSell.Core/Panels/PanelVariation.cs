namespace CrossSell.Core.Panels;

/// <summary>
/// What panels are for some shoppers otherwise than they are set: made of settings that could be written for everybody, so that what was tried can become the
/// setting (<see cref="PanelVariations"/>). Content never changes under the same key.
/// </summary>
public sealed record PanelVariation
{
    public static readonly PanelVariation None = new();

    /// <summary>Whether no panel is shown at all.</summary>
    public bool IsNothing { get; init; }

    /// <summary>Ids of rules that fill nothing.</summary>
    public IReadOnlySet<int> WithoutRules { get; init; } = new HashSet<int>();

    /// <summary>Ids of bundles that lead nothing.</summary>
    public IReadOnlySet<int> WithoutBundles { get; init; } = new HashSet<int>();

    /// <summary>Where its settings of panels are said; empty is for the whole shop.</summary>
    public IReadOnlyList<PanelPlacement> Placements { get; init; } = [];

    /// <summary>Which layers fill panels in which order, as <see cref="PanelLayerOrder"/> writes it; null as it is set.</summary>
    public string? Layers { get; init; }

    /// <summary>Name of a layer that is switched on, or off; null for none.</summary>
    public string? Layer { get; init; }

    /// <summary>Whether <see cref="Layer"/> is on.</summary>
    public bool IsLayerOn { get; init; }

    /// <summary>Over panels, by locale, as <see cref="PanelHeadlines"/> writes it; null as it is set.</summary>
    public string? Headlines { get; init; }

    /// <summary>Whether it says something that settings of panels say.</summary>
    public bool IsOfSettings => Layers is not null || Layer is not null || Headlines is not null;

    /// <summary>What is known of an anchor, without what is kept back.</summary>
    internal PanelFacts Without(PanelFacts facts)
    {
        if (WithoutRules.Count > 0)
        {
            var rules = facts.Of<RuleFacts>();
            facts = facts.With(rules with { KeptBack = rules.KeptBack.Union(WithoutRules).ToHashSet() });
        }

        if (WithoutBundles.Count > 0)
        {
            var bundles = facts.Of<BundleFacts>();
            facts = facts.With(bundles with { Bundles = [.. bundles.Bundles.Where(bundle => !WithoutBundles.Contains(bundle.Id))] });
        }

        return facts;
    }

    public bool IsNone => !IsNothing && !IsOfSettings && WithoutRules.Count == 0 && WithoutBundles.Count == 0;
}

/// <summary>How the panels of a shopper are: by which arms of experiments, if any.</summary>
/// <param name="Key">The same for the same variation and word, and for no others.</param>
/// <param name="Word">What answers, events and orders carry of it; null for a shopper who takes part in nothing.</param>
/// <param name="Variations">What is other for this shopper, one after the other.</param>
public sealed record PanelArm(string Key, string? Word, IReadOnlyList<PanelVariation> Variations)
{
    /// <summary>Nothing is tried.</summary>
    public static readonly PanelArm None = new("", null, []);
}

/// <summary>An arm of an experiment that concerns a panel.</summary>
/// <param name="Code">As answers name it: the experiment's number and its arm's letter, <c>12b</c>.</param>
/// <param name="Experiment">Its name.</param>
/// <param name="Name">Of the arm.</param>
/// <param name="IsPlanned">It begins later.</param>
public sealed record PanelArmChoice(string Code, string Experiment, string Name, bool IsPlanned);

/// <summary>Where experiments of a channel stand. Never changed: another one is read when something of them was written.</summary>
public abstract class ChannelArms
{
    public abstract int ChannelId { get; }

    /// <summary>Names of layers that some arm needs switched on.</summary>
    public abstract IReadOnlySet<string> LayersOn { get; }

    /// <summary>The arm of a shopper. The same for the same question.</summary>
    /// <param name="visitor">As the shop calls the visitor; empty for nobody, who takes part in nothing.</param>
    public abstract PanelArm Of(ReadOnlySpan<char> visitor, PanelPlacement placement, string? segment, DateTimeOffset at);

    /// <summary>What a shopper of an arm is shown, who is in no other experiment; also of one that begins later. For people who want to see it.</summary>
    /// <param name="code">As <see cref="PanelArmChoice.Code"/>.</param>
    /// <returns>Null for an arm that these panels do not have.</returns>
    public abstract PanelArm? Named(string code, PanelPlacement placement, string? segment, DateTimeOffset at);

    /// <summary>The arms of what runs or is planned and concerns such panels, the oldest experiment first.</summary>
    public abstract IReadOnlyList<PanelArmChoice> Choices(PanelPlacement placement, string? segment, DateTimeOffset at);
}

/// <summary>Where experiments hook into panels: the room that has them reads them.</summary>
public abstract class PanelArmsSource
{
    /// <summary>Class name of what is written when they change.</summary>
    public abstract string Entity { get; }

    /// <summary>Of the channels that have any open.</summary>
    public abstract Task<IReadOnlyList<ChannelArms>> ReadAsync(Storage.StudioDb db, CancellationToken cancellation);
}
