using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Who owns what: the owner of a category is the one named for it in the shop, else the one named for it in all shops, else the owner of the category above
/// it.
/// </summary>
/// <param name="owners">All that are named.</param>
/// <param name="paths">Of every category, by id (<see cref="Category.Path"/>).</param>
[Engine]
public sealed class CategoryOwnership(IEnumerable<CategoryOwner> owners, IReadOnlyDictionary<int, string> paths)
{
    private readonly Dictionary<(int Category, int Channel), CategoryOwner> named = owners.ToDictionary(owner => (owner.CategoryId, owner.ChannelId ?? 0));

    /// <summary>Nobody's.</summary>
    public bool IsEmpty => named.Count == 0;

    /// <summary>The row that decides who owns the category in the shop; null for nobody's.</summary>
    public CategoryOwner? Of(int? categoryId, int channelId)
    {
        if (categoryId is not { } id || !paths.TryGetValue(id, out var path))
        {
            return null;
        }

        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            var category = int.Parse(part, CultureInfo.InvariantCulture);
            if (named.TryGetValue((category, channelId), out var owner) || named.TryGetValue((category, 0), out owner))
            {
                return owner;
            }
        }

        return null;
    }

    /// <summary>Whether this person owns the category in the shop.</summary>
    public bool IsOf(string userId, int? categoryId, int channelId) => Of(categoryId, channelId)?.UserId == userId;
}
