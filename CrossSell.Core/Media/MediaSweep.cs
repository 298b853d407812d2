using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Media;

/// <summary>Removes the files of pictures that no product has named for 30 days. Until then undo brings them back.</summary>
public sealed class MediaSweep(StudioStore store, MediaStore files, TimeProvider time, IEnumerable<IPictureUse>? others = null)
{
    private static readonly TimeSpan Grace = TimeSpan.FromDays(30);
    private static readonly Actor Sweeper = Actor.Job("picture sweep");

    /// <summary>Marks what nobody names and removes what nobody has named since long enough.</summary>
    /// <returns>How many pictures were removed.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation = default)
    {
        var removed = 0;
        for (var part = 0; part < 256; part++)
        {
            removed += await SweepAsync(part.ToString("x2", CultureInfo.InvariantCulture), cancellation);
        }

        return removed;
    }

    private async Task<int> SweepAsync(string prefix, CancellationToken cancellation)
    {
        var hashes = files.Hashes(prefix).ToList();
        if (hashes.Count == 0)
        {
            return 0;
        }

        var now = time.GetUtcNow();
        var due = new List<string>();
        await using (var db = store.Read())
        {
            var named = await NamedAsync(db, hashes, cancellation);
            foreach (var hash in hashes)
            {
                var since = files.UnnamedSince(hash);
                switch (named.Contains(hash), since)
                {
                    case (true, not null):
                        files.Mark(hash, null);
                        break;
                    case (false, null):
                        files.Mark(hash, now);
                        break;
                    case (false, { } at) when now - at >= Grace:
                        due.Add(hash);
                        break;
                }
            }
        }

        return due.Count == 0 ? 0 : await RemoveAsync(due, cancellation);
    }

    private async Task<int> RemoveAsync(List<string> due, CancellationToken cancellation)
    {
        // Under the writer's lock, and looked at again: nobody can begin to name one while its file goes.
        await using var session = await store.WriteAsync(Sweeper, "Deleted unused pictures", cancellation);
        session.CanUndo = false;
        var named = await NamedAsync(session.Db, due, cancellation);
        var gone = due.Where(hash => !named.Contains(hash)).ToList();
        await session.Db.MediaFiles.Where(file => gone.Contains(file.Hash)).ExecuteDeleteAsync(cancellation);
        gone.ForEach(files.Delete);
        session.Purpose = $"Deleted {English.Count(gone.Count, "picture")} not used for {Grace.Days} days";
        return (await session.CommitAsync(cancellation)).IsDone ? gone.Count : 0;
    }

    private async Task<HashSet<string>> NamedAsync(StudioDb db, List<string> hashes, CancellationToken cancellation)
    {
        var named = await db.ProductMedia.Where(media => hashes.Contains(media.Hash)).Select(media => media.Hash).ToHashSetAsync(cancellation);
        foreach (var other in others ?? [])
        {
            named.UnionWith(await other.NamedAsync(db, hashes, cancellation));
        }

        return named;
    }
}

/// <summary>What names pictures beside products; a room whose rows do registers one, or they are swept.</summary>
public interface IPictureUse
{
    /// <summary>Those of these content hashes that its rows name.</summary>
    Task<IReadOnlyCollection<string>> NamedAsync(StudioDb db, IReadOnlyCollection<string> hashes, CancellationToken cancellation);
}
