using CrossSell.Core.Catalog;

namespace CrossSell.Admin.Features.Catalog;

/// <summary>One line of the tree as it is shown.</summary>
/// <param name="Depth">0 at the top.</param>
public sealed record CategoryRow(Category Category, int Depth, bool HasChildren, bool IsOpen);

/// <summary>The category tree on the page: what is open, what is chosen, and where one step up, down, in or out leads.</summary>
public sealed class CategoriesPageState
{
    private readonly HashSet<int> closed = [];
    private ILookup<int, Category> children = Array.Empty<Category>().ToLookup(_ => 0);
    private Dictionary<int, Category> all = [];

    public IReadOnlyList<CategoryRow> Rows { get; private set; } = [];

    public int? ChosenId { get; private set; }

    public Category? Chosen => ChosenId is { } id ? all.GetValueOrDefault(id) : null;

    public int Count => all.Count;

    /// <summary>The whole tree, in no particular order.</summary>
    public IReadOnlyCollection<Category> All => all.Values;

    /// <summary>As it is now; null when it is gone.</summary>
    public Category? Find(int id) => all.GetValueOrDefault(id);

    public void Show(IReadOnlyList<Category> categories)
    {
        all = categories.ToDictionary(category => category.Id);
        children = categories.OrderBy(category => category.Position).ThenBy(category => category.Id).ToLookup(category => category.ParentId ?? 0);
        if (ChosenId is { } id && !all.ContainsKey(id))
        {
            ChosenId = null;
        }

        Lay();
    }

    public void Choose(int? id)
    {
        ChosenId = id;
        for (var above = Chosen?.ParentId; above is { } parent; above = all.GetValueOrDefault(parent)?.ParentId)
        {
            closed.Remove(parent);
        }

        Lay();
    }

    public void Toggle(int id)
    {
        if (!closed.Remove(id))
        {
            closed.Add(id);
        }

        Lay();
    }

    /// <summary>Names from the top down to this one.</summary>
    public string PathOf(Category category) => string.Join(" / ", Ancestors(category).Reverse().Append(category).Select(item => item.Name));

    /// <summary>Before the neighbour above; null when there is none.</summary>
    public CategoryPlace? Up(Category category)
    {
        var (siblings, at) = Place(category);
        return at > 0 ? new CategoryPlace(category.ParentId, siblings[at - 1].Id) : null;
    }

    /// <summary>Behind the neighbour below; null when there is none.</summary>
    public CategoryPlace? Down(Category category)
    {
        var (siblings, at) = Place(category);
        return at < siblings.Count - 1 ? new CategoryPlace(category.ParentId, at + 2 < siblings.Count ? siblings[at + 2].Id : null) : null;
    }

    /// <summary>Into the neighbour above, last; null when there is none.</summary>
    public CategoryPlace? In(Category category)
    {
        var (siblings, at) = Place(category);
        return at > 0 ? new CategoryPlace(siblings[at - 1].Id) : null;
    }

    /// <summary>Out of its parent, right behind it; null at the top.</summary>
    public CategoryPlace? Out(Category category)
    {
        if (category.ParentId is not { } id || all.GetValueOrDefault(id) is not { } parent)
        {
            return null;
        }

        var (siblings, at) = Place(parent);
        return new CategoryPlace(parent.ParentId, at + 1 < siblings.Count ? siblings[at + 1].Id : null);
    }

    /// <summary>Whether it may be put there at all: not under itself, and not where it is.</summary>
    public bool CanMove(Category category, CategoryPlace place) =>
        place.BeforeId != category.Id && (place.ParentId is not { } id || !all[id].Path.StartsWith(category.Path, StringComparison.Ordinal));

    /// <summary>Every category that is not in its subtree, by path.</summary>
    public IReadOnlyList<(int Id, string Path)> TargetsOf(Category category) =>
        [.. Ordered(0).Where(other => !other.Path.StartsWith(category.Path, StringComparison.Ordinal)).Select(other => (other.Id, PathOf(other)))];

    private IEnumerable<Category> Ordered(int parent) => children[parent].SelectMany(child => Ordered(child.Id).Prepend(child));

    private IEnumerable<Category> Ancestors(Category category)
    {
        for (var next = category.ParentId; next is { } id && all.TryGetValue(id, out var above); next = above.ParentId)
        {
            yield return above;
        }
    }

    private (List<Category> Siblings, int At) Place(Category category)
    {
        var siblings = children[category.ParentId ?? 0].ToList();
        return (siblings, siblings.FindIndex(other => other.Id == category.Id));
    }

    private void Lay()
    {
        var rows = new List<CategoryRow>();
        void Add(int parent, int depth)
        {
            foreach (var category in children[parent])
            {
                var has = children[category.Id].Any();
                var open = has && !closed.Contains(category.Id);
                rows.Add(new CategoryRow(category, depth, has, open));
                if (open)
                {
                    Add(category.Id, depth + 1);
                }
            }
        }

        Add(0, 0);
        Rows = rows;
    }
}
