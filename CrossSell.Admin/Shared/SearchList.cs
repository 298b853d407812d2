using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A field with a list of what it finds (a combobox with a listbox): typed text, hits, the active one, and the keys that move and choose.
/// The component draws it; nothing is chosen before what stands in the field is answered.
/// </summary>
/// <param name="find">Asked with the text; null while there is nothing to search for.</param>
/// <param name="pick">A hit was chosen; the field is empty by then.</param>
internal sealed class SearchList<T>(Func<string, Task<IReadOnlyList<T>?>> find, Func<T, Task> pick)
{
    private readonly TypedSearch<IReadOnlyList<T>?> search = new(find);

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
    public Task AskAsync() => search.AskAsync(Text, found => (Hits, IsOpen, Active) = (found ?? [], found is not null, 0));

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
            case "Enter":
                await search.AnsweredAsync();
                if (IsOpen && Hits.Count > 0)
                {
                    await PickAsync(Hits[Active]);
                }

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

    /// <summary>Hides the hits; the text stays.</summary>
    public void Close()
    {
        // What is still on its way does not open it again.
        search.Forget();
        IsOpen = false;
    }
}
