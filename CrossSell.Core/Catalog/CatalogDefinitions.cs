using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>What the catalogue is made of, as settings list it: whole lists, all of them small at any number of products.</summary>
public sealed class CatalogDefinitions(StudioStore store)
{
    /// <summary>The channels that the reader may look into with their tax rates, the oldest first.</summary>
    public async Task<IReadOnlyList<Channel>> ChannelsAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Channels.Include(channel => channel.TaxRates).OrderBy(channel => channel.Id).ToListAsync(cancellation);
    }

    /// <summary>In no particular order: paths and positions make the tree.</summary>
    public async Task<IReadOnlyList<Category>> CategoriesAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Categories.ToListAsync(cancellation);
    }

    /// <summary>In the order in which products show them.</summary>
    public async Task<IReadOnlyList<AttributeDefinition>> AttributesAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.Attributes.OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Id).ToListAsync(cancellation);
    }

    /// <summary>By name, each with the places of its attributes.</summary>
    public async Task<IReadOnlyList<ProductType>> ProductTypesAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await db.ProductTypes.Include(type => type.Attributes).OrderBy(type => type.Name).ToListAsync(cancellation);
    }
}
