using CrossSell.Admin.Api;

namespace CrossSell.Admin.Features.Embed;

/// <summary>How shoppers choose in a slot of a bundle where there is no script: by the rules of <c>#slot</c> in <c>wwwroot/embed/panel.js</c>.</summary>
/// <param name="Offer">The bundle, which says what is chosen at first.</param>
/// <param name="Slot">One of its slots.</param>
internal sealed record PanelHtmlSlot(BundleOfferJson Offer, BundleSlotJson Slot)
{
    /// <summary>The type of its inputs: one of several (<c>radio</c>), any of them (<c>checkbox</c>), or how often each (<c>number</c>).</summary>
    public string Kind => IsFixed && !Slot.Required ? "checkbox" : Slot.ChooseMax == 1 ? "radio" : Slot.MayRepeat ? "number" : "checkbox";

    /// <summary>What the form posts a chosen SKU as; nothing chosen is posted as empty.</summary>
    public string Field => $"slot.{Slot.Key}";

    /// <summary>Whether its only choice says already what the slot is.</summary>
    public bool IsAlone => Slot.Choices.Count == 1 && Slot.Title == Slot.Choices[0].Name;

    /// <summary>Whether "none" is a choice of its own: a radio button cannot be taken back.</summary>
    public bool HasNone => Kind == "radio" && !Slot.Required;

    /// <summary>Whether nothing is chosen at first.</summary>
    public bool IsEmpty => !Slot.Choices.Any(choice => Taken(choice) > 0);

    // A part that may be left out, in place of a slot: it is counted in units.
    private bool IsPart => Slot.Key.StartsWith("part-", StringComparison.Ordinal);

    private bool IsFixed => Slot.Choices.Count == 1 && Slot.ChooseMin == Slot.ChooseMax;

    /// <summary>Units that the choice stands for.</summary>
    public int Units(BundleChoiceJson choice) => IsPart ? (IsFixed ? Slot.ChooseMin : 1) : choice.Quantity;

    /// <summary>How often it is chosen at first.</summary>
    public int Taken(BundleChoiceJson choice)
    {
        var units = Offer.Parts.FirstOrDefault(part => part.Slot == Slot.Key && part.Sku == choice.Sku)?.Quantity ?? 0;
        var times = units / (IsPart ? 1 : choice.Quantity);
        return times > 0 ? times : Slot.Preselected && choice == Slot.Choices[0] ? Slot.ChooseMin : 0;
    }
}
