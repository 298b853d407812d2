namespace CrossSell.Core.Panels;

/// <summary>
/// A panel in the form in which a host sends it: made once, sent as it is until a write or the clock touches what it was made of (decision 0034). Never
/// changed.
/// </summary>
/// <param name="body">The bytes of the answer.</param>
/// <param name="tag">By which the asker knows it again: the entity tag, quotes included.</param>
public sealed class FinishedPanel(ReadOnlyMemory<byte> body, string tag)
{
    // What an entry weighs beside its body: the objects, their texts and their places in lists.
    private const int Beside = 400;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public string Tag { get; } = tag;

    /// <summary>Code of the channel it is for.</summary>
    public required string Channel { get; init; }

    /// <summary>Whether it recommends nothing.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>From when until when it holds, in ticks of UTC, the end exclusive.</summary>
    internal long From { get; init; }

    internal long Until { get; init; } = long.MaxValue;

    internal int Size => Body.Length + Beside;

    internal bool HoldsAt(long ticks) => ticks >= From && ticks < Until;
}

/// <summary>What beside the facts of an anchor decides how its finished panel looks, in the words of who asks.</summary>
/// <param name="Segment">As the channel writes it; null for none.</param>
/// <param name="Locale">As it was asked for; null for the channel's default.</param>
/// <param name="OnSaleOnly">As <see cref="PanelQuery.OnSaleOnly"/>.</param>
/// <param name="Origin">What addresses in the answer begin with.</param>
internal sealed record FinishedForm(PanelPlacement Placement, int? Limit, string? Segment, string? Locale, bool OnSaleOnly, string Origin)
{
    /// <summary>Key of the shopper's arms of experiments (<see cref="PanelArm.Key"/>).</summary>
    public string Arm { get; init; } = "";
}

/// <summary>A question for a panel without a cart, for now, of which the answer may be kept. Texts that are empty were not said.</summary>
public readonly ref struct FinishedQuery
{
    public required ReadOnlySpan<char> Sku { get; init; }

    /// <summary>The one channel that may be asked for; null for any.</summary>
    public int? OwnChannelId { get; init; }

    /// <summary>Code.</summary>
    public ReadOnlySpan<char> Channel { get; init; }

    public PanelPlacement Placement { get; init; }

    public ReadOnlySpan<char> Locale { get; init; }

    public ReadOnlySpan<char> Segment { get; init; }

    public int? Limit { get; init; }

    /// <inheritdoc cref="PanelQuery.Visitor"/>
    public ReadOnlySpan<char> Visitor { get; init; }

    /// <inheritdoc cref="PanelQuery.OnSaleOnly"/>
    public bool OnSaleOnly { get; init; }

    /// <summary>What addresses in the answer begin with.</summary>
    public required string Origin { get; init; }

    internal bool Is(FinishedForm form, string? segment, string arm) =>
        form.Placement == Placement && form.Limit == Limit && form.OnSaleOnly == OnSaleOnly && form.Segment == segment && form.Arm == arm
        && Locale.SequenceEqual(form.Locale) && form.Origin == Origin;
}

/// <summary>How much memory finished panels may take.</summary>
/// <param name="MostBytes">Bodies, and some hundred bytes beside each. The longest unused go first.</param>
public sealed record FinishedPanelMemory(long MostBytes)
{
    public static readonly FinishedPanelMemory Default = new(64L << 20);
}
