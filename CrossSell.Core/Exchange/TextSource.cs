using System.IO.Compression;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Exchange;

/// <summary>Opens what people drop as text: packed by gzip or not, UTF-8 or UTF-16, and stray bytes of old Windows files kept readable.</summary>
public static class TextSource
{
    private const int SniffedBytes = 1 << 14;

    /// <summary>Refuses what is no text at all. The stream belongs to the text from here on.</summary>
    public static async Task<Outcome<Text>> OpenAsync(Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (head, whole) = await SniffAsync(stream, cancellation);
        if (head.Span is [(byte)'P', (byte)'K', 3 or 5, ..])
        {
            return new Refusal("file.zip", "This is an Excel or zip file. Save the sheet as CSV, or unpack it first.", "file");
        }

        if (head.Span is [0x1f, 0x8b, ..])
        {
            try
            {
                (head, whole) = await SniffAsync(new GZipStream(whole, CompressionMode.Decompress), cancellation);
            }
            catch (InvalidDataException)
            {
                return new Refusal("file.damaged", "The packed file is damaged. Fetch it again.", "file");
            }
        }

        if (head.IsEmpty)
        {
            return new Refusal("file.empty", "The file is empty.", "file");
        }

        var utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback, new Latin1Fallback());
        return new Text(new StreamReader(whole, utf8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16), DelimiterOf(head.Span));
    }

    private static async Task<(ReadOnlyMemory<byte> Head, Stream Whole)> SniffAsync(Stream stream, CancellationToken cancellation)
    {
        var head = new byte[SniffedBytes];
        var read = await stream.ReadAtLeastAsync(head, SniffedBytes, throwOnEndOfStream: false, cancellation);
        return (head.AsMemory(0, read), new PrefixedStream(head.AsMemory(0, read), stream));
    }

    /// <summary>The delimiter that the first line holds most often outside quotation marks; a comma where there is none. Bytes do: all are ASCII.</summary>
    private static char DelimiterOf(ReadOnlySpan<byte> head)
    {
        const string delimiters = ",;\t|";
        Span<int> counts = stackalloc int[delimiters.Length];
        counts.Clear();
        var quoted = false;
        foreach (var letter in head)
        {
            if (letter == '\n' && !quoted)
            {
                break;
            }

            quoted ^= letter == '"';
            var at = quoted ? -1 : delimiters.IndexOf((char)letter);
            if (at >= 0)
            {
                counts[at]++;
            }
        }

        var most = 0;
        for (var at = 1; at < counts.Length; at++)
        {
            most = counts[at] > counts[most] ? at : most;
        }

        return delimiters[most];
    }

    /// <summary>A text ready to be read as a table.</summary>
    /// <param name="Delimiter">As the first line suggests it.</param>
    public sealed record Text(StreamReader Reader, char Delimiter);

    /// <summary>A byte that is no UTF-8 is read as Latin-1, so that a pound sign from an old export survives.</summary>
    private sealed class Latin1Fallback : DecoderFallback
    {
        public override int MaxCharCount => 4;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private byte[] bytes = [];
            private int next;

            public override int Remaining => bytes.Length - next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                bytes = bytesUnknown;
                next = 0;
                return bytes.Length > 0;
            }

            public override char GetNextChar() => next < bytes.Length ? (char)bytes[next++] : '\0';

            public override bool MovePrevious()
            {
                if (next == 0)
                {
                    return false;
                }

                next--;
                return true;
            }

            public override void Reset()
            {
                bytes = [];
                next = 0;
            }
        }
    }

    /// <summary>Gives the sniffed bytes back before the rest of a stream that cannot seek.</summary>
    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> ahead = prefix;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer) => ahead.IsEmpty ? rest.Read(buffer) : Take(buffer);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ahead.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Take(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                rest.Dispose();
            }

            base.Dispose(disposing);
        }

        public override async ValueTask DisposeAsync()
        {
            await rest.DisposeAsync();
            await base.DisposeAsync();
        }

        private int Take(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, ahead.Length);
            ahead.Span[..count].CopyTo(buffer);
            ahead = ahead[count..];
            return count;
        }
    }
}
