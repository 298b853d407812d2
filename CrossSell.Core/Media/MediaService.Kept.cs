using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Media;

/// <content>Pictures that something else than a product names: they are kept by content, and go when nothing has named them for some time.</content>
public sealed partial class MediaService
{
    /// <summary>Keeps a picture and says what to name it by. Who asks has looked at the rights of the person.</summary>
    /// <param name="content">Read to its end, or to the limit. Its content alone decides what it is.</param>
    /// <param name="name">What the file was called, to remember it by.</param>
    /// <returns>Its hash.</returns>
    internal async Task<Outcome<string>> KeepAsync(Stream content, string? name, string purpose, Actor actor, CancellationToken cancellation)
    {
        if ((await MediaStore.ReadAsync(content, cancellation)).IsRefused(out var refusal, out var read)
            || (await files.KeepAsync(read, cancellation)).IsRefused(out refusal, out var kept))
        {
            return refusal;
        }

        // Under the writer's lock: a sweep may have taken the file of the same picture just now.
        await using var session = await store.WriteAsync(actor, purpose, cancellation);
        session.CanUndo = false;
        files.Want(read);
        if (await session.Db.MediaFiles.AnyAsync(item => item.Hash == read.Hash, cancellation))
        {
            return read.Hash;
        }

        session.Db.MediaFiles.Add(new MediaFile
        {
            Hash = read.Hash,
            ContentType = kept.ContentType,
            Width = kept.Width,
            Height = kept.Height,
            Bytes = read.Bytes.Length,
            Origin = Shortened(name),
            CreatedAt = session.Now,
        });
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out _) ? refusal : read.Hash;
    }
}
