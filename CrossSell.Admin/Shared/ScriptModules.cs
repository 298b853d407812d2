using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

internal static class ScriptModules
{
    /// <summary>Lets a component's script clean up after itself and gives it back. Nothing happens where none was loaded, or where the tab is gone already.</summary>
    /// <param name="function">What the script calls it, mostly <c>detach</c>.</param>
    public static async ValueTask CloseAsync(this IJSObjectReference? module, string function, params object?[] arguments)
    {
        if (module is null)
        {
            return;
        }

        try
        {
            await module.InvokeVoidAsync(function, arguments);
            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and the script with it.
        }
    }
}
