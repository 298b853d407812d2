using CrossSell.Core.Audit;
using CrossSell.Core.Common;
using MudBlazor;

namespace CrossSell.Admin.Shared;

/// <summary>Says what happened at the foot of the page: a refusal in its own words, or what was done with a way to undo it.</summary>
internal sealed class Feedback(ISnackbar snackbar)
{
    /// <summary>Raised when something was written or taken back, so that counts in the frame can follow.</summary>
    public event Action? Changed;

    /// <summary>True when done; a refusal is shown and gives false.</summary>
    public bool Accepted(Outcome outcome)
    {
        if (outcome.IsRefused(out var refusal))
        {
            Refuse(refusal);
        }

        return outcome.IsDone;
    }

    /// <inheritdoc cref="Accepted(Outcome)"/>
    public bool Accepted<T>(Outcome<T> outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            Refuse(refusal);
        }

        return outcome.IsDone;
    }

    public void Refuse(Refusal refusal) => snackbar.Add(refusal.Message, Severity.Error, options => options.VisibleStateDuration = 8000);

    public void Say(string sentence)
    {
        Changed?.Invoke();
        snackbar.Clear();
        snackbar.Add(sentence, Severity.Normal, options =>
        {
            options.VisibleStateDuration = 4000;
            options.HideIcon = true;
        });
    }

    /// <summary>A job has written, and says so itself: only the counts in the frame should follow.</summary>
    public void Moved() => Changed?.Invoke();

    /// <summary>Something to look at again; nothing was kept from being done.</summary>
    public void Warn(string sentence) => snackbar.Add(sentence, Severity.Warning, options => options.VisibleStateDuration = 8000);

    /// <summary>What was done, with a button that takes it back.</summary>
    public void Done(string sentence, Func<Task> undo)
    {
        Changed?.Invoke();
        // One at a time: who makes ten links in a row wants to see the tenth, not a pile over the page.
        snackbar.Clear();
        snackbar.Add(sentence, Severity.Normal, options =>
        {
            options.VisibleStateDuration = 10000;
            options.HideIcon = true;
            options.Action = "Undo";
            options.OnClick = _ => undo();
        });
    }

    /// <summary>What came of an undo, whichever way it went.</summary>
    public void TakenBack(Outcome<UndoResult> outcome)
    {
        if (Accepted(outcome))
        {
            Undone(outcome.Required);
        }
    }

    /// <summary>What an undo did and what it had to leave.</summary>
    public void Undone(UndoResult result) => Undone($"Undone: {result.Purpose}.", result.Conflicts);

    /// <summary>The same in the page's own words.</summary>
    public void Undone(string sentence, IReadOnlyList<string> conflicts)
    {
        Changed?.Invoke();
        Say(sentence);
        foreach (var conflict in conflicts)
        {
            Warn(conflict);
        }
    }
}
