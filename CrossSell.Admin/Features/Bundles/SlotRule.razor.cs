using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Rules;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Bundles.BundlesTexts;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>The rule that fills a slot, by the questions that are asked of products most: category, brand, tag and price.</summary>
public sealed partial class SlotRule
{
    private RuleVocabulary? vocabulary;
    private IReadOnlyList<string> brands = [];
    private IReadOnlyList<string> tags = [];
    private SlotRuleDraft? draft = SlotRuleDraft.Blank;
    private Condition? shown;

    [Parameter, EditorRequired]
    public BundlePageState State { get; set; } = default!;

    [Parameter, EditorRequired]
    public SlotContent Slot { get; set; } = default!;

    /// <summary>That is looked at.</summary>
    [Parameter, EditorRequired]
    public Channel Shop { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>True when the content changed.</summary>
    [Parameter]
    public EventCallback<bool> OnEdited { get; set; }

    [Inject]
    private RuleChoices Choices { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    private SlotRuleDraft Lines => draft ?? SlotRuleDraft.Blank;

    protected override async Task OnInitializedAsync()
    {
        vocabulary = await Choices.LoadAsync(Session.Reads);
        (brands, tags) = (await Choices.BrandsAsync(null, 500), await Choices.TagsAsync(null, 500));
    }

    protected override void OnParametersSet()
    {
        if (!Equals(shown, Slot.Condition))
        {
            (shown, draft) = (Slot.Condition, SlotRuleDraft.Of(Slot.Condition));
        }
    }

    private Task ChangeAsync(SlotRuleDraft changed)
    {
        (draft, shown) = (changed, changed.Condition);
        return OnEdited.InvokeAsync(State.SetSlotRule(Slot.Key, changed.Condition));
    }

    private Task PriceAsync(ChangeEventArgs change, bool isFrom)
    {
        var text = change.Value?.ToString();
        decimal? number = TypedNumbers.TryNumber(text, Shop.Currency.Decimals, out var read) && read >= 0 ? read : null;
        return draft is null || (number is null && !string.IsNullOrWhiteSpace(text))
            ? Task.CompletedTask
            : ChangeAsync(isFrom ? Lines with { From = number } : Lines with { To = number });
    }

    private string CategoryOf(int id) => vocabulary?.Categories.FirstOrDefault(category => category.Id == id)?.Path ?? L["a removed category"].Value;

    private string Id(string name) => $"slot-{Slot.Key}-{name}";

    private RenderFragment Chip(string label, Func<Task> remove) => builder =>
    {
        builder.OpenElement(0, "span");
        builder.AddAttribute(1, "class", "cs-chip-static");
        builder.AddContent(2, label);
        if (CanEdit)
        {
            builder.OpenElement(3, "button");
            builder.AddAttribute(4, "type", "button");
            builder.AddAttribute(5, "class", "cs-chip-out");
            builder.AddAttribute(6, "aria-label", L["Remove {0}", label].Value);
            builder.AddAttribute(7, "onclick", EventCallback.Factory.Create(this, remove));
            builder.AddContent(8, "×");
            builder.CloseElement();
        }

        builder.CloseElement();
    };
}
