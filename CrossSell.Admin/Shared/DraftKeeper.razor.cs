using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>
/// Keeps what an editor has unsaved in the browser's tab, and takes it back when the editor is opened again on another circuit: before it is seen, so that
/// nobody types into what is about to be replaced. Stands beside the <see cref="LeaveGuard"/> of the same editor, where what is stored is on the page. What
/// is saved, discarded or left is kept no longer.
/// </summary>
public sealed partial class DraftKeeper : IDisposable
{
    private string? key;
    private string? told;
    private TakenBack? taken;

    /// <summary>What is kept; null while there is nothing to edit.</summary>
    [Parameter, EditorRequired]
    public KeptDraft? Draft { get; set; }

    /// <summary>The editor holds the draft now, or has let go of it: what is read from it is read again.</summary>
    [Parameter]
    public EventCallback OnTakenBack { get; set; }

    /// <summary>Whether the editor saves by itself: then the offer to discard stays when everything is saved.</summary>
    [Parameter]
    public bool SavesItself { get; set; }

    // Parts of a page are also shown without a circuit of their own, where nothing is kept.
    private KeptDrafts? Drafts => Services.GetService<KeptDrafts>();

    public void Dispose() => Forget();

    protected override async Task OnParametersSetAsync()
    {
        if (Draft?.Key != key)
        {
            Forget();
            (key, taken) = (Draft?.Key, null);
            if (key is not null && Drafts?.Take(key) is { } text)
            {
                taken = Draft!.TakeBack(text);
                // What was kept is replaced by what the editor says now, be it nothing.
                told = text;
                await OnTakenBack.InvokeAsync();
            }
        }

        Keep();
    }

    // Here and not after the render, which the browser answers first: what is asked of this circuit next finds it on its way.
    private void Keep()
    {
        var text = Draft?.Write();
        if (text is null && !SavesItself)
        {
            taken = null;
        }

        if (key is not null && text != told)
        {
            told = text;
            Drafts?.Keep(key, text);
        }
    }

    private void Forget()
    {
        if (key is not null && told is not null)
        {
            told = null;
            Drafts?.Keep(key, null);
        }
    }

    private async Task DiscardAsync()
    {
        taken?.Discard();
        taken = null;
        await OnTakenBack.InvokeAsync();
    }
}
