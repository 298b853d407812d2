using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>
/// How a channel's panels are filled while it is being edited: numbers as typed, read as a whole when it is saved. Its field names are those of the refusals.
/// </summary>
public sealed class PanelForm : ISettingsForm<PanelForm>
{
    private readonly int channelId;
    private int version;
    private readonly IReadOnlyList<PanelLayer> layers;

    /// <param name="layers">All layers; the form has a box for each that can be switched off.</param>
    public PanelForm(PanelSettings settings, IReadOnlyList<PanelLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(settings);
        (channelId, version) = (settings.ChannelId, settings.Version);
        (MaxSlots, MinSlots, MinBaskets) = (Of(settings.MaxSlots), Of(settings.MinSlots), Of(settings.MinBaskets));
        (PriceCapPercent, MaxPerCategory) = (Of(settings.PriceCapPercent), Of(settings.MaxPerCategory));
        (MinCategoryBaskets, Preselect) = (Of(settings.MinCategoryBaskets), settings.Preselect);
        this.layers = [.. layers.Where(layer => layer.Switch is not null)];
        On = this.layers.ToDictionary(layer => layer.Name, layer => layer.Switch!.IsOn(settings));
    }

    public string MaxSlots { get; set; }

    public string MinSlots { get; set; }

    public string MinBaskets { get; set; }

    /// <summary>Empty is no cap.</summary>
    public string PriceCapPercent { get; set; }

    public string MaxPerCategory { get; set; }

    /// <summary>Which layers are on, by name.</summary>
    public Dictionary<string, bool> On { get; }

    public string MinCategoryBaskets { get; set; }

    /// <summary>Companions are ticked before the shopper has chosen anything.</summary>
    public bool Preselect { get; set; }

    public void Follow(PanelForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>What is to be saved, or the first thing that is no number.</summary>
    public Outcome<PanelSettings> ToSettings()
    {
        Refusal? unread = null;
        var settings = new PanelSettings
        {
            ChannelId = channelId,
            Version = version,
            MaxSlots = Whole(MaxSlots, "maxSlots", L["The number of slots"]),
            MinSlots = Whole(MinSlots, "minSlots", L["The minimum number of products"]),
            MinBaskets = Whole(MinBaskets, "minBaskets", L["The minimum baskets"]),
            PriceCapPercent = string.IsNullOrWhiteSpace(PriceCapPercent) ? null : Whole(PriceCapPercent, "priceCapPercent", L["The price cap"]),
            MaxPerCategory = Whole(MaxPerCategory, "maxPerCategory", L["The maximum per category"]),
            MinCategoryBaskets = Whole(MinCategoryBaskets, "minCategoryBaskets", L["The minimum baskets of a category"]),
            Preselect = Preselect,
        };
        foreach (var layer in layers)
        {
            layer.Switch!.Set(settings, On[layer.Name]);
        }

        return unread is { } refusal ? refusal : settings;

        int Whole(string text, string field, string what)
        {
            if (TypedNumbers.TryWhole(text, out var number))
            {
                return number;
            }

            unread ??= new Refusal("panel.number", L["{0} is a whole number.", what], field);
            return 0;
        }
    }

    private static string Of(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
