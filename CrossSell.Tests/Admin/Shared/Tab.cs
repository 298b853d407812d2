using System.Text.Json;
using Microsoft.JSInterop;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>The browser's side of kept drafts (<c>wwwroot/kept.js</c>): what outlives a circuit. Whatever else is asked is answered with nothing.</summary>
internal sealed class Tab : IJSRuntime
{
    /// <summary>As they are sealed, by their keys.</summary>
    public Dictionary<string, string> Drafts { get; } = new(StringComparer.Ordinal);

    /// <summary>How often it was told something.</summary>
    public int Told { get; private set; }

    /// <summary>Waited for before it answers; null for at once.</summary>
    public TaskCompletionSource? Answer { get; set; }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

    public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        switch (identifier)
        {
            case "crosssell.kept.open":
                return (TValue)(object)(Drafts.Count > 0);
            case "crosssell.kept.all":
                return (TValue)(object)new Stored(JsonSerializer.SerializeToUtf8Bytes(Drafts));
            case "crosssell.kept.put":
                Told++;
                if (Answer is { } answer)
                {
                    await answer.Task.WaitAsync(cancellationToken);
                }

                var (key, closed) = ((string)args![0]!, (string?)args[1]);
                Drafts.Remove(key);
                if (closed is not null)
                {
                    Drafts[key] = closed;
                }

                break;
            default:
                break;
        }

        return default!;
    }

    private sealed class Stored(byte[] bytes) : IJSStreamReference
    {
        public long Length => bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512000, CancellationToken cancellationToken = default) =>
            new(new MemoryStream(bytes));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
