using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>A place that the shopper fills: from its products, or from what the catalogue has for its rule.</summary>
public sealed partial class BundleSlot
{
    private static readonly string[] Fields = ["title", "min", "max", "limit", "off"];

    // A rule that says nothing yet is not stored: until its first line it is this page's alone.
    private bool isAsking;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    [Parameter, EditorRequired]
    public SlotContent Slot { get; set; } = default!;

    /// <summary>Of the shop that is looked at.</summary>
    [Parameter, EditorRequired]
    public BundleQuote Quote { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when the content changed.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    /// <summary>Its products, where no rule fills it.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private bool IsByRule => isAsking || Slot.IsDynamic;

    private Channel Shop => Quote.Channel;

    /// <summary>What the rule offers there now.</summary>
    private IReadOnlyList<QuoteOption> Options => Quote.Parts.Slots.FirstOrDefault(slot => slot.Slot.Key == Slot.Key)?.Options ?? [];

    private int Place => State.Content.Slots.IndexOf(Slot);

    private string? Wrong => Fields.Select(name => State.Problem($"{name}-{Slot.Key}")).FirstOrDefault(text => text is not null);

    // Whose last line is taken out is still being asked.
    protected override void OnParametersSet() => isAsking |= Slot.IsDynamic;

    private Task ByHandAsync()
    {
        isAsking = false;
        return OnEdited.InvokeAsync(State.SetSlotRule(Slot.Key, null));
    }

    private string Shown(string name, int value) => State.Shown($"{name}-{Slot.Key}", value.ToString(CultureInfo.InvariantCulture));

    private string? Invalid(string name) => State.Problem($"{name}-{Slot.Key}") is null ? null : "true";
}
