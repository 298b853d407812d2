using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Preview;

/// <summary>Why a product is not in the panel that is looked at, whichever product somebody misses.</summary>
public sealed partial class PreviewWhyNot
{
    private PanelWhyNot? asked;
    private PreviewSide? answered;

    [Parameter, EditorRequired]
    public PreviewSide Side { get; set; } = default!;

    [Parameter]
    public bool MayPin { get; set; }

    [Parameter]
    public EventCallback<PanelGesture> OnGesture { get; set; }

    [Inject]
    private PreviewReader Reader { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    // Another panel answers the same question; another main product ends it.
    protected override async Task OnParametersSetAsync()
    {
        if (ReferenceEquals(answered, Side) || asked is not { Sku: var sku })
        {
            return;
        }

        var isSame = answered?.Panel.Answer.Panel.Anchor.Id == Side.Panel.Answer.Panel.Anchor.Id;
        answered = Side;
        asked = isSame ? (await Reader.WhyNotAsync(Session.Reads, Side, sku)).Value : null;
    }

    private Task AskAsync(ProductSummary product) => InTurnAsync(async () =>
    {
        answered = Side;
        var outcome = await Reader.WhyNotAsync(Session.Reads, Side, product.Sku);
        asked = Feedback.Accepted(outcome) ? outcome.Required : null;
    });

    private Task PinAsync() => asked is { } product
        ? OnGesture.InvokeAsync(new PanelGesture(PanelGestureKind.Pin, product.TargetId, product.Sku))
        : Task.CompletedTask;
}
