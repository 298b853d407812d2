using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>
/// A card of the product page that is read until somebody edits it: a draft of its own, saved or dropped as one, brought onto what others write meanwhile.
/// </summary>
public abstract class WorkbenchCard : StudioComponent, IDisposable
{
    // Each time somebody else was faster with another field; more is a machine writing in a circle.
    private const int Attempts = 3;
    private string? focus;
    private bool wasDirty;

    [CascadingParameter]
    public WorkbenchCards Bench { get; set; } = default!;

    [Parameter, EditorRequired]
    public ProductDetails Details { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    public bool IsDirty => Draft?.IsDirty == true;

    [Inject]
    protected IJSRuntime Js { get; set; } = default!;

    /// <summary>Null while nobody edits.</summary>
    protected CardDraft? Draft { get; private set; }

    protected internal bool Saving { get; private set; }

    protected internal string? Problem { get; set; }

    protected internal IReadOnlyList<ConflictItem> Conflicts => [.. (Draft?.Conflicts ?? [])
        .Select(conflict => new ConflictItem(Label(conflict.Field), Show(conflict.Field, conflict.Mine), Show(conflict.Field, conflict.Theirs)))];

    /// <summary>Id of the element that edits a field, as completeness names it; null when it is not here.</summary>
    public virtual string? ElementOf(string field, int channelId, string? locale) => null;

    /// <summary>Begins to edit, with the cursor in the element of this id.</summary>
    public async Task OpenAsync(string? element)
    {
        if (Draft is null && CanEdit)
        {
            var productId = Details.Product.Id;
            await BeginAsync();
            // Asked for twice, it begins once; and not for a product that is not here any more.
            if (productId == Details.Product.Id)
            {
                Draft ??= new CardDraft(productId, Read());
            }
        }

        focus = element;
        StateHasChanged();
    }

    public void Dispose()
    {
        Bench.Remove(this);
        GC.SuppressFinalize(this);
    }

    /// <summary>For the <see cref="DraftKeeper"/> of its form.</summary>
    protected internal KeptDraft? Kept => Draft?.Kept(KeptKey);

    /// <summary>Names this card of this product, and whose of several it is.</summary>
    protected virtual string KeptKey => FormattableString.Invariant($"product:{Details.Product.Id}:{GetType().Name}");

    protected override void OnInitialized() => Bench.Add(this);

    // What was typed in it before the page came back on this circuit is edited on.
    protected override Task OnInitializedAsync() => CanEdit && Services.GetService<KeptDrafts>()?.Has(KeptKey) == true ? EditAsync() : Task.CompletedTask;

    protected override void OnParametersSet()
    {
        if (Draft is null)
        {
            return;
        }

        if (Draft.ProductId != Details.Product.Id)
        {
            Close(); // The page went on to another product.
        }
        else
        {
            Draft.Rebase(Read());
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (wasDirty != IsDirty)
        {
            wasDirty = IsDirty;
            Bench.Changed();
        }

        if (focus is { } element)
        {
            focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", $"#{element}");
        }
    }

    /// <summary>The fields as they stand in <see cref="Details"/>.</summary>
    protected abstract IReadOnlyDictionary<string, string?> Read();

    /// <summary>Writes the draft against the version in <see cref="Details"/>.</summary>
    protected abstract Task<Outcome<long>> WriteAsync(CardDraft draft, Actor actor);

    /// <summary>What is said when it is saved.</summary>
    protected abstract string Done(CardDraft draft);

    /// <summary>A field's name as the card writes it.</summary>
    protected abstract string Label(string field);

    /// <summary>A field's value as people read it.</summary>
    protected virtual string? Show(string field, string? value) => value;

    /// <summary>Loads what the form needs before it opens.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    protected Task EditAsync() => OpenAsync(null);

    protected internal void Close() => (Draft, Problem) = (null, null);

    protected internal void KeepTheirs() => Draft?.KeepTheirs();

    protected internal Task WriteMineAsync()
    {
        Draft?.WriteMine();
        return SaveAsync();
    }

    private static async Task<Outcome<long>> WriteAsync(CardDraft draft, Func<Task<Outcome<long>>> write)
    {
        var typed = draft.Typed();
        var outcome = await write();
        if (outcome.IsDone)
        {
            draft.Saved(typed);
        }

        return outcome;
    }

    protected internal async Task SaveAsync()
    {
        if (Saving)
        {
            return;
        }

        await Js.FlushPendingInputAsync();
        if (Saving || Draft is not { } draft || draft.Conflicts.Count > 0)
        {
            return;
        }

        if (!draft.IsDirty)
        {
            Close();
            return;
        }

        (Saving, Problem) = (true, null);
        try
        {
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var refusal = await Bench.WriteAsync(actor => WriteAsync(draft, () => WriteAsync(draft, actor)), Done(draft));
                if (refusal is null)
                {
                    // Who went on typing while it was saved has something unsaved now: the form stays for it.
                    await Js.FlushPendingInputAsync();
                    if (!draft.IsDirty)
                    {
                        Close();
                    }

                    return;
                }

                // The page has loaded the newest state, and this draft stands on it now: what does not collide is written at once.
                if (refusal.Code != Refusal.StaleCode || draft.Conflicts.Count > 0 || Draft is null || attempt == Attempts)
                {
                    Problem = draft.Conflicts.Count > 0 ? null : refusal.Message;
                    return;
                }
            }
        }
        finally
        {
            Saving = false;
        }
    }
}
