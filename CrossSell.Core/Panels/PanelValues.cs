namespace CrossSell.Core.Panels;

/// <summary>One thing that settings of panels say: what can be set nearer than for the whole shop, and be given back.</summary>
public enum PanelField
{
    MaxSlots,
    MinSlots,
    Layers,
    PriceCap,
    MaxPerCategory,
    MinBaskets,
    MinCategoryBaskets,
    MinStock,
    Substitutes,
    Preselect,
    Headlines,
}

/// <summary>What settings of panels say at one place; null leaves it to the next wider place.</summary>
public abstract class PanelValues
{
    public int? MaxSlots { get; set; }

    /// <summary>With fewer companions no panel is shown.</summary>
    public int? MinSlots { get; set; }

    public int? MinBaskets { get; set; }

    /// <summary>Percent of the anchor's price; 0 is no cap.</summary>
    public int? PriceCapPercent { get; set; }

    public int? MaxPerCategory { get; set; }

    public int? MinCategoryBaskets { get; set; }

    /// <summary>Units that must be in stock; 0 offers what is sold out, too, for shops that deliver it later.</summary>
    public int? MinStock { get; set; }

    /// <summary>Whether what replaces the anchor may stand beside it.</summary>
    public bool? AllowSubstitutes { get; set; }

    /// <summary>Whether companions are ticked before the shopper has chosen anything.</summary>
    public bool? Preselect { get; set; }

    /// <summary>Which layers fill it and in which order, as <see cref="PanelLayerOrder"/> writes it.</summary>
    public string? Layers { get; set; }

    /// <summary>Over the panel, by locale, as <see cref="PanelHeadlines"/> writes it. A locale that is not in it is left to the wider place.</summary>
    public string? Headlines { get; set; }

    /// <summary>Whether something is said of it here.</summary>
    public bool Says(PanelField field) => field switch
    {
        PanelField.MaxSlots => MaxSlots is not null,
        PanelField.MinSlots => MinSlots is not null,
        PanelField.Layers => Layers is not null,
        PanelField.PriceCap => PriceCapPercent is not null,
        PanelField.MaxPerCategory => MaxPerCategory is not null,
        PanelField.MinBaskets => MinBaskets is not null,
        PanelField.MinCategoryBaskets => MinCategoryBaskets is not null,
        PanelField.MinStock => MinStock is not null,
        PanelField.Substitutes => AllowSubstitutes is not null,
        PanelField.Preselect => Preselect is not null,
        _ => Headlines is not null,
    };

    /// <summary>Whether nothing is said here at all.</summary>
    public bool IsEmpty => !Array.Exists(Enum.GetValues<PanelField>(), Says);
}
