using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A field with a list of what it finds (a combobox with a listbox): typed text, hits, the active one, and the keys that move and choose.
/// The component draws it; what is chosen is an answer to what stood in the field at that moment.
/// </summary>
/// <param name="find">Asked with the text; null while there is nothing to search for.</param>
/// <param name="pick">A hit was chosen; the field is empty by then.</param>
internal sealed class SearchList<T>(Func<string, Task<IReadOnlyList<T>?>> find, Func<T, Task> pick)
{
    private readonly TypedSearch<IReadOnlyList<T>?> search = new(find);

    // The text that the hits are the answer to, and the one that Enter is asking about.
    private string? answered;
    private string? entered;

    public string Text { get; private set; } = "";

    public IReadOnlyList<T> Hits { get; private set; } = [];

    public bool IsOpen { get; private set; }

    /// <summary>The hit that Enter chooses, from 0.</summary>
    public int Active { get; private set; }

    public Task TypeAsync(string? value)
    {
        Text = value ?? "";
        return AskAsync();
    }

    /// <summary>Shows what the text finds now, when the field is entered again.</summary>
    public Task AskAsync()
    {
        var asked = Text;
        return search.AskAsync(asked, found => (Hits, IsOpen, Active, answered) = (found ?? [], found is not null, 0, asked));
    }

    public async Task KeyAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when Hits.Count > 0:
                Active = (Active + 1) % Hits.Count;
                break;
            case "ArrowUp" when Hits.Count > 0:
                Active = (Active + Hits.Count - 1) % Hits.Count;
                break;
            case "Enter" when answered == Text:
                if (IsOpen && Hits.Count > 0)
                {
                    await PickAsync(Hits[Active]);
                }

                break;
            case "Enter" when entered != Text:
                await EnterAsync(Text);
                break;
            case "Escape":
                search.Forget();
                Close();
                break;
        }
    }

    public Task PickAsync(T hit)
    {
        search.Forget();
        (IsOpen, Text, Hits) = (false, "", []);
        return pick(hit);
    }

    /// <summary>Chosen before it was answered: a quick person is on with the next words, or elsewhere, when it is, and loses nothing by that.</summary>
    private async Task EnterAsync(string wanted)
    {
        entered = wanted;
        try
        {
            if (await find(wanted) is { Count: > 0 } found)
            {
                await (Text == wanted ? PickAsync(found[0]) : pick(found[0]));
            }
        }
        finally
        {
            entered = null;
        }
    }

    /// <summary>Hides the hits; the text stays.</summary>
    public void Close()
    {
        // What is still on its way does not open it again.
        search.Forget();
        IsOpen = false;
    }
}
