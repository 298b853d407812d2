using Microsoft.Win32.SafeHandles;

namespace CrossSell.Core.Exchange;

/// <summary>
/// The text of a zip or a workbook, taken out once into a file without a name that everybody who has the <see cref="SniffedFile"/> reads: a workbook takes
/// long to read. The file goes when nobody holds this any more, and with the process however that ends.
/// </summary>
internal sealed class UnpackedText
{
    private readonly SafeFileHandle handle;

    /// <param name="stream">The packed file; closed here.</param>
    /// <param name="most">Bytes behind which nothing more is taken out: a small file can hold very much.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public UnpackedText(Stream stream, FileContainer container, long most)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var text = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, 1 << 16, FileOptions.DeleteOnClose);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // It stays for as long as it is open; nobody else can find it.
                File.Delete(path);
            }

            using (stream)
            {
                TextSource.Take(stream, container, text, most);
            }

            text.Flush();
            handle = text.SafeFileHandle;
        }
        catch
        {
            text.Dispose();
            throw;
        }
    }

    /// <summary>A stream of its own, at the beginning of the text.</summary>
    public Stream Open() => new TextStream(handle);

    /// <summary>Reads at a place of its own, beside others that read the same file.</summary>
    private sealed class TextStream(SafeFileHandle handle) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => RandomAccess.GetLength(handle);

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = RandomAccess.Read(handle, buffer, Position);
            Position += read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await RandomAccess.ReadAsync(handle, buffer, Position, cancellationToken);
            Position += read;
            return read;
        }

        public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => Position + offset,
            _ => Length + offset,
        };

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
