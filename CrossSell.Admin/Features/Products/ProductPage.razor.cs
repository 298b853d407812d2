using CrossSell.Admin.Shared;
using CrossSell.Core.Browse;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Products;

/// <summary>The workbench of one product: what it is, what it is sold for, what it is linked with, and what was done to it.</summary>
public sealed partial class ProductPage : IDisposable
{
    private ProductDetails? details;
    private Actor? actor;
    private bool canEdit;
    private bool missing;
    private bool busy;
    private long stamp;

    [Parameter]
    public string Sku { get; set; } = "";

    [Inject]
    private ProductDetailsQuery Query { get; set; } = default!;

    [Inject]
    private ProductService Products { get; set; } = default!;

    [Inject]
    private ProductUndo Undo { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    public void Dispose() => Session.Changed -= ChannelChanged;

    protected override void OnInitialized() => Session.Changed += ChannelChanged;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private static string Words(BundleLineOf bundle) => bundle switch
    {
        { Retired: true } => "retired",
        { State: RevisionState.Approved } => "approved",
        { State: RevisionState.InReview } => "in review",
        { State: RevisionState.ChangesRequested } => "sent back",
        _ => "draft",
    };

    private async Task LoadAsync()
    {
        actor = await CurrentActor.GetAsync();
        details = await Query.LoadAsync(Sku, Session.Channel?.Id ?? 0);
        stamp++;
        missing = details is null;
        canEdit = details is not null && actor.CanInOneOf(Permission.EditCatalog, [.. details.Listings.Select(line => line.Channel.Id)]);
    }

    private Task<bool> SaveAsync(ProductEdit edit) =>
        WriteAsync(async () => await Products.EditAsync(details!.Product.Id, edit, await CurrentActor.GetAsync()), $"Saved {edit.Name.Trim()}.");

    private Task<bool> SaveListingAsync((ListingLine Line, ListingEdit Edit) listing) => WriteAsync(
        async () => await Products.EditListingAsync(details!.Product.Id, listing.Line.Channel.Id, listing.Edit, await CurrentActor.GetAsync()),
        $"Saved {details!.Product.Name} in {listing.Line.Channel.Name}.");

    private async Task<bool> WriteAsync(Func<Task<Outcome<long>>> write, string sentence)
    {
        if (busy || details is null)
        {
            return false;
        }

        busy = true;
        try
        {
            var outcome = await write();
            if (!Feedback.Accepted(outcome))
            {
                if (outcome.Refusal!.Code == Refusal.StaleCode)
                {
                    await LoadAsync();
                }

                return false;
            }

            Feedback.Done(sentence, () => InvokeAsync(() => UndoAsync(outcome.Value)));
            await LoadAsync();
            return true;
        }
        finally
        {
            busy = false;
            StateHasChanged();
        }
    }

    private async Task UndoAsync(long changeSetId)
    {
        if (busy || details is null)
        {
            return;
        }

        busy = true;
        try
        {
            var outcome = await Undo.UndoAsync(changeSetId, await CurrentActor.GetAsync());
            if (Feedback.Accepted(outcome))
            {
                Feedback.Undone(outcome.Value!);
            }

            await LoadAsync();
        }
        finally
        {
            busy = false;
        }

        StateHasChanged();
    }

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
