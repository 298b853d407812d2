using CrossSell.Core.Affinity;
using CrossSell.Core.Audit;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Search;

/// <summary>What was written since the index was read, as far as the change sets tell.</summary>
internal sealed class CatalogChanges
{
    /// <summary>More is read again as a whole: faster than one by one.</summary>
    public const int Most = 20_000;

    private readonly HashSet<int> products = [];
    private readonly HashSet<int> reworded = [];
    private readonly HashSet<int> removed = [];
    private readonly Dictionary<int, (string Id, string Name)> changers = [];

    public required long State { get; init; }

    /// <summary>True when what was written cannot be told product by product.</summary>
    public bool NeedsAll { get; private set; }

    /// <summary>Names, the tree or units changed.</summary>
    public bool Renamed { get; private set; }

    public bool Bundles { get; private set; }

    /// <summary>What waits in the inbox may be other; who asks for it brings it (<see cref="CatalogIndex.SuggestAsync"/>).</summary>
    public bool Suggestions { get; private set; }

    public IReadOnlySet<int> Products => products;

    public IReadOnlySet<int> Reworded => reworded;

    public IReadOnlySet<int> Removed => removed;

    public IReadOnlyDictionary<int, (string Id, string Name)> Changers => changers;

    public bool IsNothing => !NeedsAll && !Renamed && !Bundles && !Suggestions && products.Count == 0 && removed.Count == 0;

    public static async Task<CatalogChanges> ReadAsync(StudioDb db, long since, long until, CancellationToken cancellation)
    {
        var found = new CatalogChanges { State = until };
        var sets = await db.ChangeSets.Where(set => set.Id > since && set.Id <= until)
            .Select(set => new { set.Id, set.ActorId, set.ActorName, Any = set.Changes.Count != 0 }).ToDictionaryAsync(set => set.Id, cancellation);
        if (sets.Values.Any(set => !set.Any))
        {
            // Written in bulk, without a record of rows.
            found.NeedsAll = true;
            return found;
        }

        var rows = db.Changes.Where(change => change.ChangeSetId > since && change.ChangeSetId <= until).OrderBy(change => change.Id).AsAsyncEnumerable();
        await foreach (var change in rows.WithCancellation(cancellation))
        {
            var set = sets[change.ChangeSetId];
            found.Take(change, (set.ActorId, set.ActorName));
            if (found.NeedsAll || found.products.Count > Most)
            {
                found.NeedsAll = true;
                return found;
            }
        }

        foreach (var chunk in found.linkIds.Chunk(CatalogReader.ChunkSize))
        {
            foreach (var link in await db.Links.Where(link => chunk.Contains(link.Id)).Select(link => new { link.SourceId, link.TargetId })
                .ToListAsync(cancellation))
            {
                found.products.Add(link.SourceId);
                found.products.Add(link.TargetId);
            }
        }

        return found;
    }

    private readonly HashSet<int> linkIds = [];

    private void Take(Change change, (string Id, string Name) actor)
    {
        switch (change.Entity)
        {
            case nameof(Product) or nameof(Listing) or nameof(ProductText) or nameof(ProductCategory) or nameof(AttributeValue):
                TakeProduct(change, actor);
                break;
            case nameof(ProductLink):
                // A link that is gone still says where it led.
                Ends(change, linkIds, nameof(ProductLink.SourceId), nameof(ProductLink.TargetId));
                break;
            case nameof(SuggestionVerdict) or nameof(PanelOverride):
                Suggestions = true;
                break;
            case nameof(Bundle) or nameof(BundleRevision) or nameof(BundleComponent):
                Bundles = true;
                break;
            case nameof(Category) or nameof(AttributeDefinition) or nameof(ProductType):
                Renamed = true;
                // What pointed at it points elsewhere now, or its values mean something else.
                NeedsAll |= change.Kind == ChangeKind.Removed
                    || (change.Entity == nameof(AttributeDefinition) && change.IsEditOf(nameof(AttributeDefinition.Kind)));
                break;
            case nameof(Channel) or nameof(TaxRate):
                NeedsAll = true;
                break;
            default:
                break; // Nothing that the list shows.
        }
    }

    private void TakeProduct(Change change, (string Id, string Name) actor)
    {
        var id = change.KeyPart();
        changers[id] = actor;
        if (change.Entity == nameof(Product) && change.Kind == ChangeKind.Removed)
        {
            // Links to it went with it, and nobody recorded which.
            removed.Add(id);
            NeedsAll = true;
            return;
        }

        products.Add(id);
        if (change.Entity is nameof(Product) or nameof(ProductText) or nameof(AttributeValue))
        {
            reworded.Add(id);
        }

        if (change.Entity != nameof(Product) || !change.IsEditOf(nameof(Product.ParentId)))
        {
            return;
        }

        Bundles = true; // A family is in the bundles of its variants, and this is a variant no more, or newly one.
        if (Change.Value<int?>(change.Before, nameof(Product.ParentId)) is { } family)
        {
            products.Add(family); // It left this one.
        }
    }

    private void Ends(Change change, HashSet<int> ids, params ReadOnlySpan<string> fields)
    {
        if (change.Kind != ChangeKind.Removed)
        {
            ids.Add(change.KeyPart());
        }

        foreach (var field in fields)
        {
            if (Change.Value<int?>(change.Before, field) is { } before)
            {
                products.Add(before);
            }
        }
    }
}
