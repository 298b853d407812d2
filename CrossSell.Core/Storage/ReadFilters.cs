using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CrossSell.Core.Storage;

/// <summary>
/// What a reader of some channels sees of an entity, said once for every question, beside the entity. Whatever belongs to a channel has one, and
/// <c>ReadScopeTests</c> fails until it does. What belongs to a product for all shops (texts, attributes, pictures, categories) is the shared catalogue and
/// open to all readers.
/// </summary>
internal interface IReadFilter
{
    void Apply(ModelBuilder builder, StudioDb db);
}

/// <inheritdoc/>
internal interface IReadFilter<T> : IReadFilter
    where T : class
{
    /// <param name="db">The context whose model it is; the filter asks whichever context puts the question.</param>
    Expression<Func<T, bool>> Readable(StudioDb db);

    void IReadFilter.Apply(ModelBuilder builder, StudioDb db) => builder.Entity<T>().HasQueryFilter(Readable(db));
}

/// <summary>All filters of the core. Readers of everything get a model without them, so that their statements are what they always were.</summary>
internal static class ReadFilters
{
    public static void Apply(ModelBuilder builder, StudioDb db)
    {
        foreach (var type in typeof(ReadFilters).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IReadFilter))))
        {
            ((IReadFilter)Activator.CreateInstance(type)!).Apply(builder, db);
        }
    }

    /// <summary>Two models: with the filters, and without.</summary>
    internal sealed class ModelKey : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (context.GetType(), designTime, context is StudioDb { Scope.IsEverything: false });
    }
}
