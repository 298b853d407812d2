using CrossSell.Admin.Shared;

namespace CrossSell.Admin.Shell;

/// <summary>What an entry of the command palette is; also the groups, in their order where nothing is better than the other.</summary>
public enum PaletteKind
{
    Recent,
    Action,
    Page,
    Setting,
    Product,
    Bundle,
    Rule,
    View,
}

/// <summary>Something that the command palette finds: it is opened, or done at once.</summary>
/// <param name="Name">In the language of the person.</param>
/// <param name="Detail">What tells it apart from others of its name: a SKU, a shop, the page of a setting.</param>
public sealed record PaletteEntry(PaletteKind Kind, string Name, string Detail = "")
{
    /// <summary>Where it is; null for what is done at once.</summary>
    public string? Address { get; init; }

    /// <summary>Does it; null for what is opened.</summary>
    public Func<Task>? Deed { get; init; }

    /// <summary>The key that does the same without the palette; null where there is none.</summary>
    public PageKey? Key { get; init; }

    /// <summary>Of a product.</summary>
    public string? Picture { get; init; }

    /// <summary>Whether it is offered before anything is typed.</summary>
    public bool IsSuggested { get; init; }

    /// <summary>By which it is found.</summary>
    public IReadOnlyList<SearchedName> Names { get; init; } = [];
}

/// <summary>Entries of one kind, the best first.</summary>
internal sealed record PaletteGroup(PaletteKind Kind, IReadOnlyList<PaletteEntry> Entries);
