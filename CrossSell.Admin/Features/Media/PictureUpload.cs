using CrossSell.Core.Common;
using CrossSell.Core.Media;
using static CrossSell.Admin.Features.Media.MediaTexts;

namespace CrossSell.Admin.Features.Media;

internal enum UploadState
{
    Waiting,
    Sending,
    Drawing,
    Done,
    Refused,
    Cancelled,
}

/// <summary>One picture on its way in, from a file or an address.</summary>
/// <param name="bytes">Null for an address: nobody knows before it is fetched.</param>
/// <param name="add">Sends it; tells how many bytes have come.</param>
internal sealed class PictureUpload(int productId, string name, long? bytes, Func<Action<long>, CancellationToken, Task<Outcome<MediaAdded>>> add) : IDisposable
{
    private readonly CancellationTokenSource cancellation = new();

    /// <summary>The product it is for, whichever is looked at when it arrives.</summary>
    public int ProductId { get; } = productId;

    public string Name { get; } = name;

    public UploadState State { get; private set; }

    /// <summary>0 to 100; null when it cannot be known.</summary>
    public int? Percent { get; private set; } = bytes is null ? null : 0;

    /// <summary>Why it was not taken.</summary>
    public string? Problem { get; private set; }

    public MediaAdded? Added { get; private set; }

    public bool IsOpen => State is UploadState.Waiting or UploadState.Sending or UploadState.Drawing;

    public void Cancel()
    {
        if (IsOpen)
        {
            State = UploadState.Cancelled;
            cancellation.Cancel();
        }
    }

    /// <param name="changed">Called when there is something new to show; a few dozen times, however large the file is.</param>
    public async Task RunAsync(Action changed)
    {
        if (State != UploadState.Waiting)
        {
            return;
        }

        State = UploadState.Sending;
        changed();
        try
        {
            Finish(await add(sent => Progress(sent, changed), cancellation.Token));
        }
        catch (OperationCanceledException) when (State == UploadState.Cancelled)
        {
            // As asked for.
        }
        catch (Exception problem) when (problem is IOException or Microsoft.JSInterop.JSException or OperationCanceledException or InvalidOperationException)
        {
            (State, Problem) = (UploadState.Refused, L["The browser stopped sending this file. Choose it again."].Value);
        }

        changed();
    }

    public void Dispose()
    {
        Cancel();
        cancellation.Dispose();
    }

    private void Finish(Outcome<MediaAdded> outcome)
    {
        // Anyone who cancelled too late has the picture nevertheless, and can remove it.
        (State, Problem, Added) = outcome.IsRefused(out var refusal, out var added)
            ? (UploadState.Refused, refusal.Message, null)
            : (UploadState.Done, (string?)null, added);
    }

    private void Progress(long sent, Action changed)
    {
        if (State == UploadState.Cancelled || bytes is not { } all)
        {
            return;
        }

        var percent = all == 0 ? 100 : (int)(sent * 100 / all);
        var state = sent >= all ? UploadState.Drawing : UploadState.Sending;
        if (percent >= Percent + 4 || state != State)
        {
            (Percent, State) = (percent, state);
            changed();
        }
    }
}

/// <summary>Reads through to another stream and tells how much has been read.</summary>
internal sealed class CountingStream(Stream inner, Action<long> read) : Stream
{
    private long count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => count; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var got = await inner.ReadAsync(buffer, cancellationToken);
        count += got;
        read(count);
        return got;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A browser's file is read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
