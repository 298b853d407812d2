using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>Keeps the category tree a tree: every path says the ancestors, positions among siblings have no gaps, nothing lies under itself.</summary>
public static class CategoryTree
{
    /// <summary>Sets path and position of every category from its parent and its order among its siblings (position, then id).</summary>
    /// <param name="categories">The whole tree.</param>
    /// <returns>Null, or a category that lies under itself; then nothing was set below it.</returns>
    public static Category? Settle(IReadOnlyCollection<Category> categories)
    {
        var known = categories.ToDictionary(category => category.Id);
        var children = categories.ToLookup(category => category.ParentId is { } parent && known.ContainsKey(parent) ? parent : 0);
        var settled = 0;
        var waiting = new Queue<(int Id, string Path)>([(0, "")]);
        while (waiting.TryDequeue(out var parent))
        {
            var position = 0;
            foreach (var category in children[parent.Id].OrderBy(child => child.Position).ThenBy(child => child.Id))
            {
                var path = $"{parent.Path}{category.Id.ToString(CultureInfo.InvariantCulture)}/";
                if (category.Path != path)
                {
                    category.Path = path;
                }

                category.Position = position++;
                settled++;
                waiting.Enqueue((category.Id, path));
            }
        }

        return settled == categories.Count ? null : categories.First(category => IsUnderItself(category, known));
    }

    /// <summary>Puts the tree right inside a write that changed one of its categories. Refused when the write would close a circle.</summary>
    internal sealed class FollowUp : IWriteFollowUp
    {
        public async Task<Outcome> FollowAsync(WriteSession session, WrittenRows written, CancellationToken cancellation)
        {
            if (!written.Changes.Any(change => change.Entity == nameof(Category)))
            {
                return Outcome.Done;
            }

            if (Settle(await session.Db.Categories.AsTracking().ToListAsync(cancellation)) is { } circle)
            {
                return new Refusal("category.circle", L["{0} would be inside itself. Move it to the top level first.", circle.Name]);
            }

            return await session.SaveAsync(cancellation);
        }
    }

    private static bool IsUnderItself(Category category, Dictionary<int, Category> known)
    {
        var steps = 0;
        for (var next = category.ParentId; next is { } parent && known.TryGetValue(parent, out var above)
            && steps <= known.Count; next = above.ParentId, steps++)
        {
            if (parent == category.Id)
            {
                return true;
            }
        }

        return false;
    }
}
