using CrossSell.Core.Common;
using CrossSell.Core.Undo;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>How a message is drawn.</summary>
internal enum MessageTone
{
    Plain,
    Warning,
    Error,
}

/// <summary>One message over the page.</summary>
/// <param name="Undo">Takes back what it tells of; null where there is nothing to take back.</param>
internal sealed record PageMessage(long Id, MessageTone Tone, string Text, Func<Task>? Undo = null);

/// <summary>
/// Says what happened: a refusal in its own words, or what was done with a way to undo it. Messages go by themselves (<see cref="Shared.Messages"/>); what the
/// last one offered to undo can be undone by Ctrl+Z after it has gone, too.
/// </summary>
internal sealed class Feedback
{
    private const int Most = 4;

    private readonly List<PageMessage> messages = [];

    // Where messages can be said: the page, and over it each dialog that is open.
    private readonly List<object> places = [];
    private PageMessage? undoable;

    // Whether the person has gone on to another page since it was done.
    private bool isElsewhere;
    private long last;

    // How often something was said to be done, or taken back.
    private int told;

    /// <summary>Raised when something was written or taken back, so that counts in the frame can follow.</summary>
    public event Action? Changed;

    /// <summary>Raised when a message came or went.</summary>
    public event Action? MessagesChanged;

    public IReadOnlyList<PageMessage> Messages => messages;

    /// <summary>Whether <see cref="UndoLastAsync"/> would take something back.</summary>
    public bool CanUndo => undoable is not null;

    /// <summary>Whether a place is where messages are said now: the newest one that is there.</summary>
    public bool IsSaidBy(object place) => places.Count > 0 && ReferenceEquals(places[^1], place);

    /// <summary>From now on messages are said here.</summary>
    public void SayBy(object place)
    {
        places.Add(place);
        MessagesChanged?.Invoke();
    }

    /// <summary>The place is gone; messages are said again where they were before it came.</summary>
    public void Withdraw(object place)
    {
        places.Remove(place);
        MessagesChanged?.Invoke();
    }

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

    public void Refuse(Refusal refusal) => Show(MessageTone.Error, refusal.Message);

    public void Say(string sentence)
    {
        told++;
        Changed?.Invoke();
        messages.Clear();
        // Something else was done since: the key must not take back what is out of sight.
        undoable = null;
        Show(MessageTone.Plain, sentence);
    }

    /// <summary>A job has written, and says so itself: only the counts in the frame should follow.</summary>
    public void Moved() => Changed?.Invoke();

    /// <summary>Something to look at again; nothing was kept from being done.</summary>
    public void Warn(string sentence) => Show(MessageTone.Warning, sentence);

    /// <summary>What was done, with a button that takes it back.</summary>
    public void Done(string sentence, Func<Task> undo)
    {
        told++;
        Changed?.Invoke();
        // One at a time: who makes ten links in a row wants to see the tenth, not a pile over the page.
        messages.Clear();
        undoable = Show(MessageTone.Plain, sentence, undo);
        isElsewhere = false;
    }

    /// <summary>What an undo would take with it is not saved yet: it stays on offer until that is.</summary>
    public void SaveFirst(Func<Task> undo) => Done(L["Something on this page is not saved yet. Save it first, then undo."], undo);

    /// <summary>What came of an undo, whichever way it went.</summary>
    public void TakenBack(Outcome<UndoResult> outcome)
    {
        if (Accepted(outcome))
        {
            Undone(outcome.Required);
        }
    }

    /// <summary>What an undo did and what it had to leave.</summary>
    public void Undone(UndoResult result) => Undone(L["Undone: {0}.", result.Purpose], result.Conflicts);

    /// <summary>The same in the page's own words.</summary>
    public void Undone(string sentence, IReadOnlyList<string> conflicts)
    {
        undoable = null;
        Say(sentence);
        foreach (var conflict in conflicts)
        {
            Warn(conflict);
        }
    }

    /// <summary>The message was read, or its time is over. What it offered to undo stays within reach of <see cref="UndoLastAsync"/>.</summary>
    public void Dismiss(long id)
    {
        if (undoable?.Id == id && isElsewhere)
        {
            undoable = null;
        }

        if (messages.RemoveAll(message => message.Id == id) > 0)
        {
            MessagesChanged?.Invoke();
        }
    }

    /// <summary>Takes back what a message tells of: once, and again when it was refused.</summary>
    public Task UndoAsync(PageMessage message) => messages.Contains(message) ? TakeBackAsync(message) : Task.CompletedTask;

    /// <summary>Takes back what was done last, whether its message still stands or not.</summary>
    public Task UndoLastAsync() => undoable is { } message ? TakeBackAsync(message) : Task.CompletedTask;

    private async Task TakeBackAsync(PageMessage message)
    {
        if (message.Undo is not { } undo)
        {
            return;
        }

        undoable = undoable == message ? null : undoable;
        messages.Remove(message);
        MessagesChanged?.Invoke();
        var before = told;
        try
        {
            await undo();
        }
        finally
        {
            if (told == before)
            {
                // Nothing was said to be done: it was refused, by a busy database perhaps, and stays on offer.
                undoable ??= message;
                messages.Insert(0, message);
                Shorten();
            }
        }
    }

    /// <summary>The person went on to another page: what is out of sight by then is undone in the history, not by a key.</summary>
    public void Leave()
    {
        isElsewhere = true;
        if (undoable is { } message && !messages.Contains(message))
        {
            undoable = null;
            MessagesChanged?.Invoke();
        }
    }

    private PageMessage Show(MessageTone tone, string text, Func<Task>? undo = null)
    {
        var message = new PageMessage(++last, tone, text, undo);
        messages.Add(message);
        Shorten();
        return message;
    }

    private void Shorten()
    {
        if (messages.Count > Most)
        {
            messages.RemoveAt(0);
        }

        MessagesChanged?.Invoke();
    }
}
