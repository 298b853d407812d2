using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>
/// The script of one component, from its first render until the component is gone. Who leaves a page while its script is still on the way must find
/// nothing broken: from then on nothing is asked of it, what was on the way is given back, and what the browser could no longer answer is no failure.
/// </summary>
/// <param name="path">Of the module, from the root of the site.</param>
internal sealed class ComponentScript(string path)
{
    private IJSObjectReference? module;
    private bool gone;

    /// <summary>Loads it once.</summary>
    /// <returns>False when the component, or the tab, has gone meanwhile.</returns>
    public async ValueTask<bool> LoadAsync(IJSRuntime js)
    {
        if (module is null && !gone)
        {
            var loaded = await AskAsync(() => js.InvokeAsync<IJSObjectReference?>("import", path));
            if (!gone)
            {
                module = loaded;
            }
            else if (loaded is not null)
            {
                await AskAsync(() => DisposedAsync(loaded));
            }
        }

        return module is not null && !gone;
    }

    /// <summary>Calls a function of it; nothing happens before it is loaded and after the component is gone.</summary>
    public async ValueTask InvokeAsync(string function, params object?[] arguments) => await InvokeAsync<object?>(function, arguments);

    /// <inheritdoc cref="InvokeAsync(string, object?[])"/>
    /// <returns>The default value when it was not called.</returns>
    public async ValueTask<TValue?> InvokeAsync<TValue>(string function, params object?[] arguments) =>
        module is { } loaded && !gone ? await AskAsync(() => loaded.InvokeAsync<TValue?>(function, arguments)) : default;

    /// <summary>The component is gone: lets the script clean up after itself and gives it back.</summary>
    /// <param name="function">What the script calls it, mostly <c>detach</c>; null for one that keeps nothing.</param>
    public async ValueTask LeaveAsync(string? function = null, params object?[] arguments)
    {
        if (gone)
        {
            return;
        }

        gone = true;
        if (module is { } loaded)
        {
            if (function is not null)
            {
                await AskAsync(() => loaded.InvokeAsync<object?>(function, arguments));
            }

            await AskAsync(() => DisposedAsync(loaded));
        }
    }

    private static async ValueTask<object?> DisposedAsync(IJSObjectReference reference)
    {
        await reference.DisposeAsync();
        return null;
    }

    private async ValueTask<TValue?> AskAsync<TValue>(Func<ValueTask<TValue?>> ask)
    {
        try
        {
            return await ask();
        }
        catch (JSDisconnectedException)
        {
            return default; // The tab is gone, and the script with it.
        }
        catch (Exception problem) when (gone && problem is JSException or OperationCanceledException or ObjectDisposedException)
        {
            return default; // What it was about was taken away while the browser was asked.
        }
    }
}
