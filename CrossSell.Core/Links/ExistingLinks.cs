using CrossSell.Core.Common;
using CrossSell.Core.People;

namespace CrossSell.Core.Links;

/// <summary>A product as the rules of links see it.</summary>
/// <param name="FamilyId">The parent's id, or its own.</param>
/// <param name="Shops">The channels that list it; a family is listed where its variants are.</param>
public sealed record LinkEnd(int Id, string Name, int FamilyId, IReadOnlyCollection<int> Shops);

/// <summary>A link that is there already.</summary>
/// <param name="Id">0 for one that is asked for in the same breath and not written yet.</param>
/// <param name="Position">From 0.</param>
public readonly record struct ExistingLink(int Id, LinkState State, int Position);

/// <summary>
/// All that <see cref="LinkRules"/> looks at: some products, the types, the links that start at the products, and what the writer may. Loaded once for any
/// number of links (<see cref="LinkBatch.LoadAsync"/>); what is taken for making counts at once for what is judged after it.
/// </summary>
[Engine]
public sealed class ExistingLinks(Actor actor, IReadOnlyList<LinkType> types, IReadOnlyDictionary<int, LinkEnd> products)
{
    private readonly Dictionary<string, LinkType> byCode = types.ToDictionary(type => type.Code, StringComparer.Ordinal);
    private readonly Dictionary<int, LinkType> byId = types.ToDictionary(type => type.Id);
    private readonly Dictionary<(int Source, int Target, int Type), ExistingLink> links = [];
    private readonly Dictionary<(int Source, int Type), int> perType = [];
    private readonly HashSet<(int One, int Other)> accessories = [];
    private readonly HashSet<(int One, int Other)> substitutes = [];

    public Actor Actor => actor;

    public IReadOnlyList<LinkType> Types => types;

    public LinkType? TypeOf(string code) => byCode.GetValueOrDefault(code);

    public LinkEnd? ProductOf(int id) => products.GetValueOrDefault(id);

    /// <summary>The link of this type from one product to the other; null when there is none.</summary>
    public ExistingLink? Find(int sourceId, int targetId, int typeId) => links.TryGetValue((sourceId, targetId, typeId), out var link) ? link : null;

    /// <summary>Links of a type that start at a product, wherever they lead.</summary>
    public int Count(int sourceId, int typeId) => perType.GetValueOrDefault((sourceId, typeId));

    /// <summary>Whether a link of this kind joins the two, whichever way; asked for accessories and substitutes.</summary>
    public bool AreJoined(LinkKind kind, int oneId, int otherId) => kind switch
    {
        LinkKind.Accessory => accessories.Contains(Unordered(oneId, otherId)),
        LinkKind.Substitute => substitutes.Contains(Unordered(oneId, otherId)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only accessories and substitutes are looked up."),
    };

    /// <summary>A link that is there, or will be.</summary>
    public void Add(int sourceId, int targetId, int typeId, ExistingLink link)
    {
        perType[(sourceId, typeId)] = Count(sourceId, typeId) + 1;
        if (!products.ContainsKey(targetId))
        {
            // To a product that nobody asks about: it counts, and stands in nobody's way.
            return;
        }

        links[(sourceId, targetId, typeId)] = link;
        switch (byId[typeId].Kind)
        {
            case LinkKind.Accessory:
                accessories.Add(Unordered(sourceId, targetId));
                break;
            case LinkKind.Substitute:
                substitutes.Add(Unordered(sourceId, targetId));
                break;
        }
    }

    private static (int One, int Other) Unordered(int one, int other) => one < other ? (one, other) : (other, one);
}
