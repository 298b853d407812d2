using CrossSell.Core.Catalog;

namespace CrossSell.Core.Search;

/// <summary>The small tables that filters are named after: channels, the category tree, product types, attributes.</summary>
internal sealed class CatalogLookups
{
    private readonly Dictionary<int, int> categoryPlaces;
    private readonly Dictionary<int, Channel> channels;
    private readonly Dictionary<int, AttributeDefinition> attributes;
    private readonly Dictionary<int, ProductType> types;

    public CatalogLookups(
        IReadOnlyList<Channel> channels, IReadOnlyList<Category> categories, IReadOnlyList<ProductType> types, IReadOnlyList<AttributeDefinition> attributes)
    {
        Channels = [.. channels.OrderBy(channel => channel.Id)];
        Categories = InTreeOrder(categories);
        Types = [.. types.OrderBy(type => type.Name, StringComparer.OrdinalIgnoreCase)];
        Attributes = [.. attributes.OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Id)];
        categoryPlaces = Categories.Select((category, place) => (category.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place);
        Above = [.. Categories.Select(category => category.ParentId is { } parent ? categoryPlaces.GetValueOrDefault(parent, -1) : -1)];
        this.channels = Channels.ToDictionary(channel => channel.Id);
        this.attributes = Attributes.ToDictionary(attribute => attribute.Id);
        this.types = Types.ToDictionary(type => type.Id);
    }

    public IReadOnlyList<Channel> Channels { get; }

    /// <summary>Depth first, so that a node stands before everything below it. A category's index here is its place.</summary>
    public IReadOnlyList<Category> Categories { get; }

    /// <summary>By place: the place of the node above, -1 at the top.</summary>
    public int[] Above { get; }

    public IReadOnlyList<ProductType> Types { get; }

    public IReadOnlyList<AttributeDefinition> Attributes { get; }

    public Channel? Channel(int id) => channels.GetValueOrDefault(id);

    public AttributeDefinition? Attribute(int id) => attributes.GetValueOrDefault(id);

    public ProductType? Type(int id) => types.GetValueOrDefault(id);

    /// <summary>-1 for a category that is gone, and for none.</summary>
    public int PlaceOf(int categoryId) => categoryPlaces.GetValueOrDefault(categoryId, -1);

    private static List<Category> InTreeOrder(IReadOnlyList<Category> categories)
    {
        var known = categories.Select(category => category.Id).ToHashSet();
        var below = categories.ToLookup(category => category.ParentId is { } parent && known.Contains(parent) ? parent : 0);
        var order = new List<Category>(categories.Count);
        var open = new Stack<Category>(Siblings(0));
        while (open.TryPop(out var next))
        {
            order.Add(next);
            foreach (var child in Siblings(next.Id))
            {
                open.Push(child);
            }
        }

        return order;

        // Last first, because a stack turns them round.
        IEnumerable<Category> Siblings(int parent) => below[parent].OrderByDescending(category => category.Position).ThenByDescending(category => category.Id);
    }
}
