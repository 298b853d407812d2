using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>
/// How panels of a shop, or at one place in it, are filled while it is being edited: numbers as typed, read as a whole when it is saved. Its field names are
/// those of the refusals. At a place a field says something of its own (<see cref="Said"/>) or shows what it takes from wider settings.
/// </summary>
public sealed class PanelForm : ISettingsForm<PanelForm>
{
    private readonly int channelId;
    private readonly int? categoryId;
    private readonly PanelPlacement? placement;
    private readonly PanelLayers layers;
    private int version;

    /// <summary>Of a whole shop.</summary>
    /// <param name="layers">All layers; the form has a line for each that fills slots.</param>
    public PanelForm(PanelSettings settings, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(settings);
        (channelId, version, this.layers) = (settings.ChannelId, settings.Version, layers);
        var policy = PanelPolicies.Of(settings, [], layers);
        Show(policy, PanelPolicies.OfShop(settings, layers));
        Headlines = new(PanelHeadlines.Read(settings.Headlines), StringComparer.OrdinalIgnoreCase);
        MaxReportHours = Of(settings.MaxReportHours);
    }

    /// <summary>Of one place in a shop.</summary>
    /// <param name="own">What is said there, version 0 for nothing yet.</param>
    /// <param name="above">What it takes the rest from, the nearest first.</param>
    public PanelForm(PanelScopeSettings own, PanelSettings shop, IReadOnlyList<PanelScopeSettings> above, PanelLayers layers)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(above);
        ArgumentNullException.ThrowIfNull(layers);
        (channelId, placement, categoryId, version, this.layers) = (own.ChannelId, own.Placement, own.CategoryId, own.Version, layers);
        (IsPlace, Inherited) = (true, PanelPolicies.Of(shop, above, layers));
        InheritedPlaces = above.Select(scope => scope.Layers).FirstOrDefault(text => text is not null) is { } text
            ? PanelLayerOrder.Read(text, layers) : PanelPolicies.OfShop(shop, layers);
        Show(PanelPolicies.Of(shop, [own, .. above], layers), own.Layers is { } mine ? PanelLayerOrder.Read(mine, layers) : InheritedPlaces);
        Said = [.. Enum.GetValues<PanelField>().Where(own.Says).Select(field => field.ToString())];
        Headlines = new(PanelHeadlines.Read(own.Headlines), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether it is of one place, where fields may be left to wider settings.</summary>
    public bool IsPlace { get; }

    /// <summary>Fields that say something here, by name; of a shop none, for there all do.</summary>
    public List<string> Said { get; set; } = [];

    public string MaxSlots { get; set; } = "";

    public string MinSlots { get; set; } = "";

    public string MinBaskets { get; set; } = "";

    /// <summary>Empty is no cap.</summary>
    public string PriceCapPercent { get; set; } = "";

    public string MaxPerCategory { get; set; } = "";

    public string MinStock { get; set; } = "";

    /// <summary>Of a shop only; empty is any age.</summary>
    public string MaxReportHours { get; set; } = "";

    public bool AllowSubstitutes { get; set; }

    /// <summary>Which layers are on, by name.</summary>
    public Dictionary<string, bool> On { get; set; } = [];

    /// <summary>Names of the layers in the order in which they fill.</summary>
    public List<string> Order { get; set; } = [];

    public string MinCategoryBaskets { get; set; } = "";

    /// <summary>Companions are ticked before the shopper has chosen anything.</summary>
    public bool Preselect { get; set; }

    /// <summary>By locale; empty leaves it to wider settings, at last to the shop's own words.</summary>
    public Dictionary<string, string> Headlines { get; set; } = [];

    internal PanelPolicy? Inherited { get; }

    private IReadOnlyList<PanelLayerPlace> InheritedPlaces { get; } = [];

    /// <summary>The layers that can be ordered, as they stand.</summary>
    internal IReadOnlyList<PanelLayer> Ordered =>
        [.. Order.Select(name => layers.FirstOrDefault(layer => layer.Name == name)).OfType<PanelLayer>().Where(layer => !layer.Leads)];

    /// <summary>The layers that lead, which can be switched and not ordered.</summary>
    internal IReadOnlyList<PanelLayer> Leading => [.. layers.Where(layer => layer.Leads)];

    public void Follow(PanelForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>Whether a field can be typed: of a shop each, at a place what says something there.</summary>
    public bool Says(PanelField field) => !IsPlace || Said.Contains(field.ToString());

    /// <summary>Says something here from now on, at first the same; or takes it from wider settings again.</summary>
    public void Switch(PanelField field)
    {
        if (!Said.Remove(field.ToString()))
        {
            Said.Add(field.ToString());
        }
        else if (Inherited is { } wider)
        {
            GiveBack(field, wider);
        }
    }

    /// <summary>One place up (-1) or down (1).</summary>
    public void Move(string layer, int step)
    {
        var names = Ordered.Select(one => one.Name).ToList();
        var at = names.IndexOf(layer);
        if (at >= 0 && at + step >= 0 && at + step < names.Count)
        {
            (names[at], names[at + step]) = (names[at + step], names[at]);
            Order = [.. Leading.Select(one => one.Name), .. names];
        }
    }

    /// <summary>What is to be saved of a shop, or the first thing that is no number.</summary>
    public Outcome<PanelSettings> ToSettings()
    {
        var typed = new Typed();
        var settings = new PanelSettings
        {
            ChannelId = channelId,
            Version = version,
            MaxSlots = typed.Whole(MaxSlots, "maxSlots", L["The number of slots"]),
            MinSlots = typed.Whole(MinSlots, "minSlots", L["The minimum number of products"]),
            MinBaskets = typed.Whole(MinBaskets, "minBaskets", L["The minimum baskets"]),
            PriceCapPercent = string.IsNullOrWhiteSpace(PriceCapPercent) ? null : typed.Whole(PriceCapPercent, "priceCapPercent", L["The price cap"]),
            MaxPerCategory = typed.Whole(MaxPerCategory, "maxPerCategory", L["The maximum per category"]),
            MinCategoryBaskets = typed.Whole(MinCategoryBaskets, "minCategoryBaskets", L["The minimum baskets of a category"]),
            MinStock = typed.Whole(MinStock, "minStock", L["The minimum stock"]),
            MaxReportHours = string.IsNullOrWhiteSpace(MaxReportHours)
                ? null : typed.Whole(MaxReportHours, "maxReportHours", L["The age of price and stock"]),
            AllowSubstitutes = AllowSubstitutes,
            Preselect = Preselect,
            Headlines = PanelHeadlines.Write(Headlines),
            Layers = IsUsual() ? null : PanelLayerOrder.Write(Places()),
        };
        foreach (var layer in layers.Where(layer => layer.Switch is not null))
        {
            layer.Switch!.Set(settings, On.GetValueOrDefault(layer.Name, true));
        }

        return typed.Unread is { } refusal ? refusal : settings;
    }

    /// <summary>What is to be saved of a place, or the first thing that is no number.</summary>
    public Outcome<PanelScopeSettings> ToScope()
    {
        var typed = new Typed();
        int? Whole(PanelField field, string text, string name, string what) => Says(field) ? typed.Whole(text, name, what) : null;
        var settings = new PanelScopeSettings
        {
            ChannelId = channelId,
            Placement = placement,
            CategoryId = categoryId,
            Version = version,
            MaxSlots = Whole(PanelField.MaxSlots, MaxSlots, "maxSlots", L["The number of slots"]),
            MinSlots = Whole(PanelField.MinSlots, MinSlots, "minSlots", L["The minimum number of products"]),
            MinBaskets = Whole(PanelField.MinBaskets, MinBaskets, "minBaskets", L["The minimum baskets"]),
            // No cap is said, too.
            PriceCapPercent = string.IsNullOrWhiteSpace(PriceCapPercent) && Says(PanelField.PriceCap)
                ? 0 : Whole(PanelField.PriceCap, PriceCapPercent, "priceCapPercent", L["The price cap"]),
            MaxPerCategory = Whole(PanelField.MaxPerCategory, MaxPerCategory, "maxPerCategory", L["The maximum per category"]),
            MinCategoryBaskets = Whole(
                PanelField.MinCategoryBaskets, MinCategoryBaskets, "minCategoryBaskets", L["The minimum baskets of a category"]),
            MinStock = Whole(PanelField.MinStock, MinStock, "minStock", L["The minimum stock"]),
            AllowSubstitutes = Says(PanelField.Substitutes) ? AllowSubstitutes : null,
            Preselect = Says(PanelField.Preselect) ? Preselect : null,
            Headlines = PanelHeadlines.Write(Headlines),
            Layers = Says(PanelField.Layers) ? PanelLayerOrder.Write(Places()) : null,
        };
        return typed.Unread is { } refusal ? refusal : settings;
    }

    private IEnumerable<PanelLayerPlace> Places() =>
        Leading.Concat(Ordered).Select(layer => new PanelLayerPlace(layer, On.GetValueOrDefault(layer.Name, true)));

    // Then a layer that comes with a newer version finds its own place.
    private bool IsUsual() => Leading.Concat(Ordered).SequenceEqual(layers)
        && layers.Where(layer => layer.Switch is null).All(layer => On.GetValueOrDefault(layer.Name, true));

    private void Show(PanelPolicy policy, IReadOnlyList<PanelLayerPlace> places)
    {
        foreach (var field in Enum.GetValues<PanelField>())
        {
            GiveBack(field, policy);
        }

        ShowLayers(places);
    }

    private void ShowLayers(IReadOnlyList<PanelLayerPlace> places) =>
        (On, Order) = (places.ToDictionary(place => place.Layer.Name, place => place.IsOn), [.. places.Select(place => place.Layer.Name)]);

    private void GiveBack(PanelField field, PanelPolicy policy)
    {
        switch (field)
        {
            case PanelField.MaxSlots: MaxSlots = Of(policy.MaxSlots); break;
            case PanelField.MinSlots: MinSlots = Of(policy.MinSlots); break;
            case PanelField.PriceCap: PriceCapPercent = Of(policy.PriceCapPercent); break;
            case PanelField.MaxPerCategory: MaxPerCategory = Of(policy.MaxPerCategory); break;
            case PanelField.MinBaskets: MinBaskets = Of(policy.MinBaskets); break;
            case PanelField.MinCategoryBaskets: MinCategoryBaskets = Of(policy.MinCategoryBaskets); break;
            case PanelField.MinStock: MinStock = Of(policy.MinStock); break;
            case PanelField.Substitutes: AllowSubstitutes = policy.AllowSubstitutes; break;
            case PanelField.Preselect: Preselect = policy.Preselect; break;
            case PanelField.Layers when InheritedPlaces.Count > 0: ShowLayers(InheritedPlaces); break;
            default: break; // A headline is its own field by locale.
        }
    }

    private static string Of(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private sealed class Typed
    {
        public Refusal? Unread { get; private set; }

        public int Whole(string text, string field, string what)
        {
            if (TypedNumbers.TryWhole(text, out var number))
            {
                return number;
            }

            Unread ??= new Refusal("panel.number", L["{0} is a whole number.", what], field);
            return 0;
        }
    }
}
