using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Products;

/// <summary>The workbench of one product: what it is, what it is sold for, what it is linked with, what was done to it, and who else is at it.</summary>
public sealed partial class ProductPage : IAsyncDisposable
{
    private readonly HashSet<long> own = [];
    private readonly Workbench bench;
    private ProductDetails? details;
    private Actor? actor;
    private bool canEdit;
    private bool missing;
    private bool catchingUp;
    private bool leaving;
    private bool duplicating;
    private long stamp;
    private long state;
    private string? notice;
    private IReadOnlyList<PresentPerson> others = [];
    private IDisposable? stay;
    private readonly ComponentScript script = new("./Features/Products/ProductPage.razor.js");

    public ProductPage() =>
        bench = new Workbench { WriteAsync = WriteAsync, Changed = StateHasChanged, Open = sku => Navigation.NavigateTo(Addresses.Product(sku)) };

    [Parameter]
    public string Sku { get; set; } = "";

    [Inject]
    private ProductDetailsQuery Query { get; set; } = default!;

    [Inject]
    private ProductHistory History { get; set; } = default!;

    [Inject]
    private UndoService Undo { get; set; } = default!;

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private StudioPulse Pulse { get; set; } = default!;

    [Inject]
    private Presence Presence { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private string Place => $"product:{details?.Product.Id}";

    public async ValueTask DisposeAsync()
    {
        Session.Changed -= ChannelChanged;
        Pulse.Moved -= Moved;
        Presence.Changed -= PeopleChanged;
        stay?.Dispose();
        await script.LeaveAsync("detach");
    }

    protected override void OnInitialized()
    {
        Session.Changed += ChannelChanged;
        Pulse.Moved += Moved;
        Presence.Changed += PeopleChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (details is not null && string.Equals(details.Product.Sku, Sku, StringComparison.OrdinalIgnoreCase))
        {
            return; // Only the place on the page has changed.
        }

        (details, notice, duplicating, leaving) = (null, null, false, false);
        bench.LastChange = null;
        state = await Store.StateAsync();
        await LoadAsync();
        Arrive();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await script.LoadAsync(Js);
            await script.InvokeAsync("attach");
        }
    }

    private static IEnumerable<(string Id, string Name)> Sections(ProductDetails product) =>
    [
        ("texts", "Texts"), ("media", "Pictures"), ("attributes", "Attributes"), ("family", "Family"), ("links", $"Links {product.LinksOutCount}"),
        ("history", "History"),
        ("completeness", "Completeness"), ("facts", "Product"), ("shops", "Shops"), ("categories", "Categories"), ("panel", "Panel"),
    ];

    private static string Words(BundleLineOf bundle) => bundle switch
    {
        { Retired: true } => "retired",
        { State: RevisionState.Approved } => "approved",
        { State: RevisionState.InReview } => "in review",
        { State: RevisionState.ChangesRequested } => "sent back",
        _ => "draft",
    };

    private static string Sentence(HistoryLine line) => line.Fields.Count switch
    {
        0 => $"{line.Who} changed this product just now.",
        1 => $"{line.Who} changed {Lower(line.Fields[0].Name)} just now.",
        _ =>
            $"{line.Who} changed {string.Join(", ", line.Fields.Take(3).Select(field => Lower(field.Name)).Distinct())}{(line.Fields.Count > 3 ? " and more" : "")} just now.",
    };

    // "the price in Camera store", but a GTIN stays one.
    private static string Lower(string name) => name.Length > 1 && char.IsUpper(name[1]) ? $"the {name}" : $"the {char.ToLowerInvariant(name[0])}{name[1..]}";

    private async Task LoadAsync()
    {
        actor = await CurrentActor.GetAsync();
        // By its id once it is known: a colleague may have given it another SKU meanwhile.
        var sku = details is null ? Sku : await Query.SkuAsync(details.Product.Id) ?? Sku;
        details = await Query.LoadAsync(Session.Reads, sku, Session.Channel?.Id ?? 0);
        stamp++;
        missing = details is null;
        canEdit = details is not null && actor.CanInEach(Permission.EditCatalog, details.ListedIn);
        if (details is not null && !string.Equals(sku, Sku, StringComparison.OrdinalIgnoreCase))
        {
            leaving = true;
            Navigation.NavigateTo(Addresses.Product(sku), replace: true);
        }
    }

    private void Arrive()
    {
        stay?.Dispose();
        stay = null;
        if (details is not null && actor is not null)
        {
            stay = Presence.Enter(Place, new PresentPerson(actor.Id, actor.Name));
            others = Presence.Others(Place, actor.Id);
        }
    }

    private async Task<Refusal?> WriteAsync(Func<Actor, Task<Outcome<long>>> write, string sentence)
    {
        Refusal? problem = new("busy", "Something else is being saved. Try again in a moment.");
        await BusyAsync(async () =>
        {
            var outcome = await write(await CurrentActor.GetAsync());
            if (outcome.IsRefused(out problem, out var id))
            {
                if (problem.Code == Refusal.StaleCode)
                {
                    await CatchUpAsync();
                    await LoadAsync();
                }

                return;
            }

            own.Add(id);
            Feedback.Done(sentence, () => InvokeAsync(() => UndoAsync(id)));
            await LoadAsync();
        });
        return problem;
    }

    private Task UndoAsync(long changeSetId) => InTurnAsync(async () =>
    {
        var outcome = await Undo.UndoAsync(changeSetId, await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            own.Add(outcome.Value!.ChangeSetId);
            Feedback.Undone(outcome.Value!);
        }

        await LoadAsync();
    });

    private void MadeAsync(string sku)
    {
        duplicating = false;
        Navigation.NavigateTo(Addresses.Product(sku));
    }

    // What others wrote since this page was loaded, told in a sentence.
    private async Task<bool> CatchUpAsync()
    {
        if (details is null)
        {
            return false;
        }

        var lines = await History.SinceAsync(Session.Reads, details.Product.Id, state, LinkTypeNames.LocaleOf(Session.Channel));
        state = lines.Count > 0 ? Math.Max(state, lines[^1].ChangeSetId) : state;
        var foreign = lines.Where(line => !own.Contains(line.ChangeSetId)).ToList();
        if (foreign.FindLast(line => line.WhoId != actor!.Id) is { } last)
        {
            // One's own pictures and other tabs are shown too, but they are no news.
            notice = Sentence(last);
            bench.LastChange = (last.Who, last.At);
        }

        return foreign.Count > 0;
    }

    private void Moved(long newest) => _ = InvokeAsync(async () =>
    {
        if (newest <= state || details is null || IsBusy || catchingUp)
        {
            return;
        }

        catchingUp = true;
        try
        {
            if (await CatchUpAsync())
            {
                await LoadAsync();
                StateHasChanged();
            }
            else
            {
                // A sibling's price or place is shown here too, but is no news of this product.
                if (details.Family is { } family
                    && await History.FamilyMovedAsync(
                        details.Product.FamilyId, [details.Product.FamilyId, .. family.Variants.Select(line => line.Summary.Id)], state, own))
                {
                    await LoadAsync();
                    StateHasChanged();
                }

                state = Math.Max(state, newest);
            }
        }
        finally
        {
            catchingUp = false;
        }
    });

    private void PeopleChanged(string place) => _ = InvokeAsync(() =>
    {
        if (place == Place && actor is not null)
        {
            others = Presence.Others(Place, actor.Id);
            StateHasChanged();
        }
    });

    private void ChannelChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });
}
