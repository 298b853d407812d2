namespace CrossSell.Admin.Features.Experiments;

/// <summary>What an interval says for the shop.</summary>
public enum EffectTone
{
    /// <summary>It holds zero: the effect may be chance.</summary>
    Unclear,

    /// <summary>All of it lies on the side that is good for the shop.</summary>
    Better,

    /// <summary>All of it lies on the other side.</summary>
    Worse,
}
