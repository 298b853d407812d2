using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;

namespace CrossSell.Core.Media;

/// <summary>The bytes of a picture with their SHA-256 in lower-case hexadecimal, not looked at yet.</summary>
public sealed record MediaContent(string Hash, byte[] Bytes)
{
    public static MediaContent Of(byte[] bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes);
}

/// <summary>A file that may be sent to anybody.</summary>
public sealed record ServedPicture(string Path, string ContentType);

/// <summary>
/// Pictures in the data folder, by what is in them: <c>media/ab/abcd…/</c> holds the original and what was drawn from it. Originals are never
/// served: they may tell where a photograph was taken, and may be something else as well. Thread safe, one a process.
/// </summary>
public sealed class MediaStore(DataDirectory data) : IDisposable
{
    private const string Original = "original";
    private const string UnnamedMark = "unnamed";

    private static readonly string[] WholeExtensions = ["jpeg", "png", "webp"];

    // A picture of 60 megapixels takes 240 MB while it is drawn: one at a time.
    private readonly SemaphoreSlim drawing = new(1);
    private readonly ConcurrentDictionary<string, Lazy<Task<ServedPicture?>>> making = new(StringComparer.Ordinal);

    /// <summary>Widths in pixels that are made; none is larger than the original.</summary>
    public static IReadOnlyList<int> Widths { get; } = [96, 320, 640, 1280];

    /// <summary>Whether this can name a picture, and nothing else on the disk.</summary>
    public static bool IsHash(string? text) => text is { Length: 64 } && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    /// <summary>Reads all of it, or refuses after <see cref="Picture.MaxBytes"/>.</summary>
    public static async Task<Outcome<MediaContent>> ReadAsync(Stream content, CancellationToken cancellation = default)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (memory.Length + read > Picture.MaxBytes)
            {
                return Picture.TooLarge;
            }

            memory.Write(buffer, 0, read);
        }

        return MediaContent.Of(memory.ToArray());
    }

    public bool Has(string hash) => File.Exists(Path.Combine(Folder(hash), Original));

    /// <summary>The bytes as they came; null when they are gone.</summary>
    internal async Task<byte[]?> ReadOriginalAsync(string hash, CancellationToken cancellation) =>
        Has(hash) ? await File.ReadAllBytesAsync(Path.Combine(Folder(hash), Original), cancellation) : null;

    /// <summary>Decodes the picture and keeps it with all its widths; what is there already stays as it is.</summary>
    /// <returns>What it is, for the database; or why it cannot be shown.</returns>
    public Task<Outcome<(string ContentType, int Width, int Height)>> KeepAsync(MediaContent content, CancellationToken cancellation = default) =>
        KeepAsync(content, Widths, cancellation);

    /// <summary>The same for one of many: only these widths are made now, and the others when somebody asks for them.</summary>
    internal async Task<Outcome<(string ContentType, int Width, int Height)>> KeepAsync(
        MediaContent content, IReadOnlyList<int> widths, CancellationToken cancellation)
    {
        await drawing.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Keep(content, widths), cancellation);
        }
        finally
        {
            drawing.Release();
        }
    }

    /// <summary>Puts the original back where a sweep has just taken it, and says that it is wanted.</summary>
    internal void Want(MediaContent content)
    {
        File.Delete(Path.Combine(Folder(content.Hash), UnnamedMark));
        if (!Has(content.Hash))
        {
            Write(content.Hash, Original, content.Bytes);
        }
    }

    /// <summary>
    /// The picture at one of <see cref="Widths"/>, or whole; drawn now when it is not there yet, once however many ask. Null when there is no such picture or
    /// width.
    /// </summary>
    public async Task<ServedPicture?> FindAsync(string hash, int? width)
    {
        if (!IsHash(hash) || (width is { } asked && !Widths.Contains(asked)))
        {
            return null;
        }

        if (Existing(hash, width) is { } there)
        {
            return there;
        }

        if (!Has(hash))
        {
            return null;
        }

        var key = $"{hash}/{width}";
        // Not the asker's to cancel: others may be waiting for the same one.
        var made = making.GetOrAdd(key, _ => new Lazy<Task<ServedPicture?>>(() => MakeAsync(hash, width)));
        try
        {
            return await made.Value;
        }
        finally
        {
            making.TryRemove(key, out _);
        }
    }

    /// <summary>Hashes on the disk that begin with these two digits.</summary>
    internal IEnumerable<string> Hashes(string prefix)
    {
        var folder = Path.Combine(data.Media, prefix);
        return Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Where(IsHash)] : [];
    }

    /// <summary>Since when no product has named the picture, as far as sweeps have seen; null when it was named at the last one.</summary>
    internal DateTimeOffset? UnnamedSince(string hash)
    {
        var mark = Path.Combine(Folder(hash), UnnamedMark);
        return File.Exists(mark) && long.TryParse(File.ReadAllText(mark), CultureInfo.InvariantCulture, out var at)
            ? DateTimeOffset.FromUnixTimeMilliseconds(at)
            : null;
    }

    internal void Mark(string hash, DateTimeOffset? unnamedSince)
    {
        var mark = Path.Combine(Folder(hash), UnnamedMark);
        if (unnamedSince is { } at)
        {
            File.WriteAllText(mark, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            File.Delete(mark);
        }
    }

    internal void Delete(string hash) => Directory.Delete(Folder(hash), recursive: true);

    public void Dispose() => drawing.Dispose();

    private Outcome<(string ContentType, int Width, int Height)> Keep(MediaContent content, IReadOnlyList<int> widths)
    {
        if (Picture.Read(content.Bytes).IsRefused(out var refusal, out var picture))
        {
            return refusal;
        }

        using (picture)
        {
            foreach (var width in widths.Reverse().Where(width => Existing(content.Hash, width) is null))
            {
                Write(content.Hash, Name(width), picture.AtWidth(width));
            }

            // Last, so that a picture that is there is there with these widths.
            if (!Has(content.Hash))
            {
                Write(content.Hash, Original, content.Bytes);
            }

            return (picture.ContentType, picture.Width, picture.Height);
        }
    }

    private ServedPicture? Existing(string hash, int? width)
    {
        var folder = Folder(hash);
        if (width is { } pixels)
        {
            var file = Path.Combine(folder, Name(pixels));
            return File.Exists(file) ? new ServedPicture(file, "image/webp") : null;
        }

        return WholeExtensions.Select(extension => new ServedPicture(Path.Combine(folder, $"whole.{extension}"), $"image/{extension}"))
            .FirstOrDefault(served => File.Exists(served.Path));
    }

    private async Task<ServedPicture?> MakeAsync(string hash, int? width)
    {
        await drawing.WaitAsync();
        try
        {
            return await Task.Run(() => Make(hash, width));
        }
        finally
        {
            drawing.Release();
        }
    }

    private ServedPicture? Make(string hash, int? width)
    {
        if (Existing(hash, width) is { } there)
        {
            return there;
        }

        if (Picture.Read(File.ReadAllBytes(Path.Combine(Folder(hash), Original))).IsRefused(out _, out var picture))
        {
            // It was whole when it was taken: the disk has lost it.
            return null;
        }

        using (picture)
        {
            if (width is { } pixels)
            {
                Write(hash, Name(pixels), picture.AtWidth(pixels));
            }
            else
            {
                var (content, type) = picture.Whole();
                Write(hash, $"whole.{type["image/".Length..]}", content);
            }
        }

        return Existing(hash, width);
    }

    // Under a name of its own first: who looks sees a whole file or none.
    private void Write(string hash, string name, byte[] content)
    {
        var folder = Directory.CreateDirectory(Folder(hash)).FullName;
        var fresh = Path.Combine(folder, $"{name}.{Guid.NewGuid():N}.part");
        using (var file = File.Create(fresh))
        {
            file.Write(content);
            file.Flush(flushToDisk: name == Original);
        }

        File.Move(fresh, Path.Combine(folder, name), overwrite: true);
    }

    private string Folder(string hash) =>
        IsHash(hash) ? Path.Combine(data.Media, hash[..2], hash) : throw new ArgumentException("This names no picture.", nameof(hash));

    private static string Name(int width) => string.Create(CultureInfo.InvariantCulture, $"{width}.webp");
}
