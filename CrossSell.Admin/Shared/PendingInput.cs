using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>
/// What somebody has typed and the server has not heard of yet (<c>wwwroot/pending.js</c>). Anyone who is about to save, leave or close an editor asks for it
/// first: only then does a draft hold all that was typed.
/// </summary>
internal static class PendingInput
{
    /// <summary>Returns when everything typed until now has arrived.</summary>
    public static async Task FlushPendingInputAsync(this IJSRuntime js)
    {
        try
        {
            await js.InvokeAsync<bool>("crosssell.flush");
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone: what it held went with it.
        }
    }
}
