using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A field that is saved when it is left. It shows what was typed until the answer is there. What was refused is not stored, and does not look so: words
/// stay as they were typed, said to be not saved, until they are saved or discarded; a choice goes back to what is stored, and the reason is a message.
/// </summary>
public sealed partial class SavedField<T>
{
    // What is on its way, or was refused; what is stored is the page's.
    private (T? Value, int Number)? mine;
    private int number;
    private string? problem;

    /// <summary>What is stored.</summary>
    [Parameter, EditorRequired]
    public T? Value { get; set; }

    /// <summary>Writes it. Gives why it could not be done, which is said here.</summary>
    [Parameter, EditorRequired]
    public Func<T?, Task<Refusal?>> OnSave { get; set; } = default!;

    /// <summary>The element, bound to <see cref="Shown"/> and <see cref="SaveAsync"/>.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<SavedField<T>> ChildContent { get; set; } = default!;

    /// <summary>For a box that is ticked or an option that is chosen: nothing was typed that could be lost.</summary>
    [Parameter]
    public bool IsChoice { get; set; }

    /// <summary>As a question about leaving says it: "The note".</summary>
    [Parameter]
    public string Subject { get; set; } = L["A field on this page"];

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    public T? Shown => mine is { } typed ? typed.Value : Value;

    /// <summary>For <c>aria-invalid</c>.</summary>
    public string? Invalid => problem is null ? null : "true";

    public async Task SaveAsync(T? value)
    {
        var mineNow = (value, Number: ++number);
        (mine, problem) = (mineNow, null);
        Refusal? refusal;
        try
        {
            refusal = await OnSave(value);
        }
        catch (Exception trouble) when (StorageTrouble.Of(trouble) is { } storage)
        {
            refusal = storage;
        }

        // What was typed meanwhile has an answer of its own.
        if (mineNow.Number == number)
        {
            if (refusal is not null && IsChoice)
            {
                Feedback.Refuse(refusal);
            }

            problem = IsChoice ? null : refusal?.Message;
            mine = problem is null ? null : mineNow;
        }

        StateHasChanged();
    }

    private Task AgainAsync() => mine is { } typed ? SaveAsync(typed.Value) : Task.CompletedTask;

    private void Discard() => (mine, problem) = (null, null);
}
