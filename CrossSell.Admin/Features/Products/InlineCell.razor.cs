using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Search;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Products.ProductsTexts;

namespace CrossSell.Admin.Features.Products;

/// <summary>
/// Name, price, stock or status of a row, edited in place: F2, Enter or a double click opens it, Enter saves, Escape restores, Tab saves and opens the
/// next one. It opens as soon as it is made; from then on it is the cell, open or not. Never writes over a value that the person has not seen: they are asked.
/// </summary>
public sealed partial class InlineCell
{
    private ElementReference input;
    private readonly ComponentScript script = new("./Features/Products/InlineCell.razor.js");
    private bool editing;
    private bool saving;
    private int productId;
    private string? text;
    private string? seen;
    private string? shown;
    private string? problem;

    // What was refused: the same words are not tried again by leaving the cell, others are.
    private string? refused;
    private FieldConflict? conflict;
    private Focus wanted;

    private enum Focus
    {
        None,
        Input,
        Button,
        Next,
        Previous,
    }

    [Inject]
    private ProductFieldService Fields { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public CatalogRow Row { get; set; } = default!;

    /// <summary>Name, Price, Stock or Status.</summary>
    [Parameter, EditorRequired]
    public ProductField Field { get; set; }

    /// <summary>The shop whose listing the row shows.</summary>
    [Parameter, EditorRequired]
    public Channel? Channel { get; set; }

    /// <summary>-1 in lists that move the focus themselves.</summary>
    [Parameter]
    public int TabIndex { get; set; }

    /// <summary>The words that stand in the cell, where they are others than the value's: its label must say what is seen.</summary>
    [Parameter]
    public string? Says { get; set; }

    /// <summary>How the value looks while nobody edits it.</summary>
    [Parameter, EditorRequired]
    public RenderFragment ChildContent { get; set; } = default!;

    /// <summary>After something was written or taken back: the list should read its rows again.</summary>
    [Parameter]
    public EventCallback OnSaved { get; set; }

    private string Label => InlineCellButton.NameOf(Field);

    // As the object of a sentence, which has a form of its own in some languages.
    private string Subject => Field switch
    {
        ProductField.Price => L["the price of {0}", Row.Product.Name].Value,
        ProductField.Stock => L["the stock of {0}", Row.Product.Name].Value,
        ProductField.Status => L["the status of {0}", Row.Product.Name].Value,
        _ => L["the name of {0}", Row.Product.Name].Value,
    };

    private string ProblemId => "inline-problem-" + InlineCellButton.IdOf(Row, Field);

    // How the number is read, where somebody might mean another.
    private string? ReadAs => Field switch
    {
        ProductField.Price => TypedNumbers.Said(text, Channel!.Currency.Decimals, isAmount: true),
        ProductField.Stock => TypedNumbers.Said(text, 0),
        _ => null,
    };

    private string? Value => InlineCellButton.ValueOf(Row, Field);

    public ValueTask DisposeAsync() => script.LeaveAsync();

    // It is made when it is opened first.
    protected override void OnInitialized()
    {
        productId = Row.Product.Id;
        Open();
    }

    protected override void OnParametersSet()
    {
        if (productId != Row.Product.Id)
        {
            (productId, editing, shown, problem, conflict) = (Row.Product.Id, false, null, null, null);
        }
        else if (!editing && shown is not null && Value != seen)
        {
            shown = null; // The row has caught up with what was written.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (wanted == Focus.None)
        {
            return;
        }

        var now = wanted;
        wanted = Focus.None;
        await script.LoadAsync(Js);
        await (now switch
        {
            Focus.Input => script.InvokeAsync("edit", input),
            Focus.Button => script.InvokeAsync("focus", InlineCellButton.IdOf(Row, Field)),
            _ => script.InvokeAsync("go", InlineCellButton.IdOf(Row, Field), now == Focus.Next ? 1 : -1),
        });
    }

    private string Words(string? value) => InlineCellButton.WordsOf(Field, value, Channel);

    private void Open()
    {
        if (saving || editing)
        {
            return;
        }

        (editing, problem, shown, wanted) = (true, null, null, Focus.Input);
        seen = Value;
        text = Field == ProductField.Price ? Formats.Typed(Row.Product.Price) : Value;
    }

    private async Task InputKeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "Enter":
                await SaveAsync(Focus.Button);
                break;
            case "Tab":
                await SaveAsync(key.ShiftKey ? Focus.Previous : Focus.Next);
                break;
            case "Escape":
                Close(Focus.Button);
                break;
        }
    }

    private Task BlurredAsync() => editing && !saving && conflict is null && (problem is null || text != refused) ? SaveAsync(Focus.None) : Task.CompletedTask;

    private void Close(Focus then) => (editing, problem, conflict, wanted) = (false, null, null, then);

    private async Task SaveAsync(Focus then)
    {
        if (saving || !editing)
        {
            return;
        }

        if (Typed().IsRefused(out var refusal, out var typed))
        {
            Refuse(refusal);
            return;
        }

        if (typed.Value == seen)
        {
            Close(then);
            return;
        }

        await WriteAsync(seen, typed.Value, then);
    }

    // The words stay, with the reason beside them.
    private void Refuse(Refusal refusal) => (problem, refused, conflict, wanted) = (refusal.Message, text, null, Focus.Input);

    private async Task WriteAsync(string? before, string? value, Focus then)
    {
        (saving, problem) = (true, null);
        try
        {
            var product = Row.Product;
            var edit = new ProductFieldEdit(product.Id, Field.IsOfListing() ? Channel!.Id : null, Field, before, value);
            var outcome = await Fields.EditAsync(edit, await CurrentActor.GetAsync());
            saving = false;
            if (productId != product.Id)
            {
                await SavedElsewhereAsync(product, outcome);
                return;
            }

            if (outcome.IsRefused(out var refusal, out var edited))
            {
                Refuse(refusal);
            }
            else if (edited.Conflict is { } clash)
            {
                conflict = clash;
            }
            else
            {
                shown = Words(value);
                Close(then);
                if (edited.ChangeSetId is { } written)
                {
                    Tell(product, written);
                }

                await OnSaved.InvokeAsync();
            }
        }
        finally
        {
            saving = false;
        }
    }

    // The list moved on while the database was asked: this cell is another product's by now.
    private async Task SavedElsewhereAsync(ProductSummary product, Outcome<FieldEdited> outcome)
    {
        if (!Feedback.Accepted(outcome))
        {
            return;
        }

        if (outcome.Required.Conflict is not null)
        {
            Feedback.Warn(L["Somebody else changed the {0} of {1} meanwhile, so yours was not saved.", FacetWords.InSentence(Label), product.Name]);
        }
        else if (outcome.Required.ChangeSetId is { } written)
        {
            Tell(product, written);
        }

        await OnSaved.InvokeAsync();
    }

    // The row may show another product by the time somebody presses Undo.
    private void Tell(ProductSummary product, long changeSetId)
    {
        var saved = OnSaved;
        Feedback.Done(L["Saved the {0} of {1}.", FacetWords.InSentence(Label), product.Name], () => InvokeAsync(async () =>
        {
            var outcome = await Undos.UndoAsync(changeSetId, await CurrentActor.GetAsync());
            if (Feedback.Accepted(outcome))
            {
                shown = null;
                Feedback.Undone(outcome.Value!);
                await saved.InvokeAsync();
            }
        }));
    }

    private async Task KeepTheirsAsync()
    {
        if (conflict is { } clash)
        {
            shown = Words(clash.Now);
            Close(Focus.Button);
            await OnSaved.InvokeAsync();
        }
    }

    private Task WriteMineAsync() => conflict is { } clash ? WriteAsync(clash.Now, clash.Wanted, Focus.Button) : Task.CompletedTask;

    private Outcome<TypedValue> Typed()
    {
        var typed = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        switch (Field)
        {
            case ProductField.Price:
                return TypedNumbers.TryAmount(typed, Channel!.Currency, out var amount)
                    ? new TypedValue(ProductFields.Text(amount.Minor))
                    : new Refusal("listing.price", L["The price is not an amount such as 129.00."], nameof(Listing.Price));
            case ProductField.Stock when typed is not null:
                return TypedNumbers.TryWhole(typed, out var pieces)
                    ? new TypedValue(ProductFields.Text(pieces))
                    : new Refusal("listing.stock", L["Stock is a whole number, or empty when it is not tracked."], nameof(Listing.Stock));
            default:
                return new TypedValue(typed);
        }
    }

    private sealed record TypedValue(string? Value);
}
