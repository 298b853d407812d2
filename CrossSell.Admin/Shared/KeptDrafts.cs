using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>
/// What is typed and not saved, kept in the browser's tab (<c>wwwroot/kept.js</c>), so that it is there again when the page comes back on another circuit:
/// after a restart, on another instance, on a laptop that slept. Nothing of it stays at the server. It is sealed for the person and this studio, and
/// forgotten after a day. Pages do not call this: <see cref="DraftKeeper"/> does.
/// </summary>
internal sealed class KeptDrafts(
    IJSRuntime js, IDataProtectionProvider protection, AuthenticationStateProvider people, PageWork work, TimeProvider time) : CircuitHandler, IDisposable
{
    /// <summary>Beyond this many letters a draft is not kept.</summary>
    public const int MostLetters = 512 * 1024;

    // All drafts of a tab, sealed: more than the tab may hold of them (kept.js).
    private const long MostBytes = 8 * 1024 * 1024;

    /// <summary>How long a draft can be taken back after its last edit.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> waiting = new(StringComparer.Ordinal);
    private DotNetObjectReference<KeptDrafts>? self;
    private CancellationTokenSource line = new();
    private Task telling = Task.CompletedTask;
    private IDataProtector? seal;

    /// <summary>Reads what the tab has kept. Once, before the first page of a circuit is shown.</summary>
    public async Task LoadAsync()
    {
        if ((await people.GetAuthenticationStateAsync()).User.FindFirstValue(ClaimTypes.NameIdentifier) is not { } person)
        {
            return;
        }

        seal = protection.CreateProtector("CrossSell.KeptDrafts", person);
        self = DotNetObjectReference.Create(this);
        foreach (var (key, closed) in await ReadAsync(self))
        {
            if (Open(closed) is { } text)
            {
                kept[key] = text;
            }
            else
            {
                Keep(key, null);
            }
        }
    }

    /// <summary>Whether a draft waits to be taken back.</summary>
    public bool Has(string key) => kept.ContainsKey(key);

    /// <summary>The draft that was kept under this key before the circuit began; given once.</summary>
    public string? Take(string key) => kept.Remove(key, out var text) ? text : null;

    /// <summary>Keeps a draft in the tab in place of the one before. Null when there is nothing unsaved any more. Returns before the tab has it.</summary>
    public void Keep(string key, string? text)
    {
        if (seal is null)
        {
            return;
        }

        waiting[key] = text is { Length: <= MostLetters } ? text : null;
        if (telling.IsCompleted)
        {
            telling = TellAsync(seal);
        }
    }

    /// <summary>Returns when the tab has everything; the page asks before it gives its circuit up.</summary>
    [JSInvokable]
    public Task SettledAsync() => telling;

    /// <summary>Whether the page may leave this circuit: the tab has everything, and nothing is being saved.</summary>
    [JSInvokable]
    public async Task<bool> MayGoAsync()
    {
        await telling;
        return !work.IsBusy;
    }

    // What was on its way when the line broke may not have arrived.
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (seal is not null && waiting.Count > 0 && telling.IsCompleted)
        {
            telling = TellAsync(seal);
        }

        return Task.CompletedTask;
    }

    public override async Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var broken = line;
        line = new CancellationTokenSource();
        await broken.CancelAsync();
        broken.Dispose();
    }

    public void Dispose()
    {
        self?.Dispose();
        line.Dispose();
    }

    // One at a time: while one is on its way, newer letters only replace what waits.
    private async Task TellAsync(IDataProtector with)
    {
        try
        {
            while (waiting.Count > 0)
            {
                var (key, text) = waiting.First();
                await js.InvokeVoidAsync("crosssell.kept.put", line.Token, key, text is null ? null : Close(text, with));
                // What came meanwhile is told next.
                if (waiting[key] == text)
                {
                    waiting.Remove(key);
                }
            }
        }
        catch (Exception problem) when (problem is JSDisconnectedException or JSException or OperationCanceledException or ObjectDisposedException)
        {
            // The tab is gone, or does not answer: it is told with the next letter, or when the line is back.
        }
    }

    private async Task<Dictionary<string, string>> ReadAsync(DotNetObjectReference<KeptDrafts> here)
    {
        try
        {
            if (!await js.InvokeAsync<bool>("crosssell.kept.open", here))
            {
                return [];
            }

            // In pieces: one message of a circuit holds no more than 32 kB.
            await using var all = await js.InvokeAsync<IJSStreamReference>("crosssell.kept.all");
            await using var stream = await all.OpenReadStreamAsync(MostBytes);
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream) ?? [];
        }
        catch (Exception problem) when (problem is JSException or JsonException or ArgumentOutOfRangeException)
        {
            return []; // A page never fails for what it might have shown.
        }
    }

    private string Close(string text, IDataProtector with) => with.Protect(JsonSerializer.Serialize(new Sheet(time.GetUtcNow(), text)));

    // Null when it is another person's or another studio's, was changed, or is too old.
    private string? Open(string closed)
    {
        try
        {
            var sheet = JsonSerializer.Deserialize<Sheet>(seal!.Unprotect(closed));
            return sheet is not null && time.GetUtcNow() - sheet.At <= Lifetime ? sheet.Text : null;
        }
        catch (Exception problem) when (problem is CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Sheet(DateTimeOffset At, string Text);
}
