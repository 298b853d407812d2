using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <summary>The rows that a condition asks: the sets of the database, or the rows of a few whole families in memory.</summary>
public sealed record ConditionRows(
    IQueryable<Product> Products, IQueryable<Listing> Listings, IQueryable<AttributeValue> Values, IQueryable<ProductCategory> Places,
    IQueryable<BundledProduct> Bundled)
{
    public static ConditionRows Of(StudioDb db) => new(db.Products, db.Listings, db.AttributeValues, db.ProductCategories, BundledRows.Of(db));
}

/// <summary>
/// What a condition means in one channel: its currency and taxes, the category tree, the kinds of attributes. Small at any size of the catalogue; it has to
/// be read again when one of them changes.
/// </summary>
public sealed class ConditionScope
{
    private readonly Dictionary<int, string> paths;

    private ConditionScope(Channel channel, Dictionary<int, string> paths, IReadOnlyDictionary<int, AttributeKind> kinds) =>
        (Channel, this.paths, Kinds) = (channel, paths, kinds);

    public Channel Channel { get; }

    /// <summary>Of the attributes, by id.</summary>
    public IReadOnlyDictionary<int, AttributeKind> Kinds { get; }

    /// <summary>Null when there is no such channel.</summary>
    public static async Task<ConditionScope?> LoadAsync(StudioDb db, int channelId, CancellationToken cancellation = default) =>
        await db.Channels.Include(channel => channel.TaxRates).SingleOrDefaultAsync(channel => channel.Id == channelId, cancellation) is { } channel
            ? new ConditionScope(
                channel,
                await db.Categories.ToDictionaryAsync(category => category.Id, category => category.Path, cancellation),
                await db.Attributes.ToDictionaryAsync(attribute => attribute.Id, attribute => attribute.Kind, cancellation))
            : null;

    /// <summary>A scope of what was read already.</summary>
    public static ConditionScope Of(Channel channel, IEnumerable<Category> categories, IEnumerable<AttributeDefinition> attributes) =>
        new(channel, categories.ToDictionary(
            category => category.Id, category => category.Path), attributes.ToDictionary(attribute => attribute.Id, attribute => attribute.Kind));

    /// <summary>Whether one of the attributes holds SKUs.</summary>
    public bool NamesProducts(IEnumerable<int> attributes) => attributes.Any(id => Kinds.GetValueOrDefault(id) == AttributeKind.Products);

    /// <summary>Products on sale in the channel for which the condition holds, variants each.</summary>
    public IQueryable<Product> Anchors(StudioDb db, Condition condition) => db.Products.Where(Translated(db, OnSale(condition)));

    /// <summary>Products and families on sale in the channel for which the condition holds.</summary>
    public IQueryable<Product> Companions(StudioDb db, Condition condition) =>
        db.Products.Where(Translated(db, OnSale(condition))).Where(product => product.ParentId == null);

    /// <summary>The same question as <see cref="Anchors"/>, asked of rows in memory that hold the product's whole family.</summary>
    public Func<ConditionRows, Product, bool> Compiled(Condition condition) => ConditionInMemory.Compile(OnSale(condition));

    internal static Expression<Func<Product, bool>> Translated(StudioDb db, Expression<Func<ConditionRows, Product, bool>> condition) =>
        Expression.Lambda<Func<Product, bool>>(new RowsOf(condition.Parameters[0], ConditionRows.Of(db)).Visit(condition.Body), condition.Parameters[1]);

    private Expression<Func<ConditionRows, Product, bool>> OnSale(Condition condition) => new ConditionQuery(Channel, Subtrees, Kinds).OnSale(condition);

    /// <summary>The categories and all below them.</summary>
    private List<int> Subtrees(IEnumerable<int> ids)
    {
        var roots = ids.Select(paths.GetValueOrDefault).Where(path => path is { Length: > 0 }).ToArray();
        return [.. paths.Where(category => roots.Any(root => category.Value.StartsWith(root!, StringComparison.Ordinal))).Select(category => category.Key)];
    }

    private sealed class RowsOf(ParameterExpression parameter, ConditionRows rows) : ExpressionVisitor
    {
        protected override Expression VisitMember(MemberExpression node) => node.Expression != parameter
            ? base.VisitMember(node)
            : node.Member.Name switch
            {
                nameof(ConditionRows.Products) => rows.Products.Expression,
                nameof(ConditionRows.Listings) => rows.Listings.Expression,
                nameof(ConditionRows.Values) => rows.Values.Expression,
                nameof(ConditionRows.Places) => rows.Places.Expression,
                _ => rows.Bundled.Expression,
            };
    }
}
