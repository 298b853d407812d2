using System.Linq.Expressions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;

namespace CrossSell.Core.Rules;

/// <summary>
/// Turns a tree of conditions into one expression over the rows of a channel: the only place that knows what a condition means. The database
/// translates it, and it is compiled for a few products in memory.
/// </summary>
/// <remarks>
/// What names values (category, attribute, SKU) asks "is the product one of these", so that the database starts from their index; amounts ask for the
/// product's one listing. Conditions never look at other families.
/// </remarks>
internal sealed class ConditionQuery(Channel channel, Func<IEnumerable<int>, List<int>> subtrees, IReadOnlyDictionary<int, AttributeKind> kinds)
{
    private readonly ParameterExpression rows = Expression.Parameter(typeof(ConditionRows), "rows");
    private readonly ParameterExpression product = Expression.Parameter(typeof(Product), "product");

    public Expression<Func<ConditionRows, Product, bool>> Build(Condition condition) => Lambda(Body(condition));

    /// <summary>
    /// The condition, and on sale: active, and published in the channel, itself or, for a family without a listing of its own, one of its variants.
    /// </summary>
    public Expression<Func<ConditionRows, Product, bool>> OnSale(Condition condition)
    {
        var parts = Parts(condition).ToList();
        List<Expression<Func<Listing, Product, bool>>> tests = [(listing, _) => listing.Published];
        List<Expression> rest = [];
        foreach (var part in parts)
        {
            if (TestOf(part) is { } test)
            {
                tests.Add(test);
            }
            else
            {
                rest.Add(Body(part));
            }
        }

        // Where nothing else names few products, the listings do: they are walked once, instead of asked for every product there is.
        var listed = parts.Exists(Names) ? Listed([.. tests]) : AmongListed([.. tests]);
        return Lambda(rest.Append(Apply((_, item) => item.Status == ProductStatus.Active)).Append(listed).Aggregate(Expression.AndAlso));
    }

    private static IEnumerable<Condition> Parts(Condition condition) => condition is AllOf all ? all.Parts.SelectMany(Parts) : [condition];

    /// <summary>What the database can begin with.</summary>
    private static bool Names(Condition condition) => condition is InCategory or HasSku or AttributeIs or AttributeBetween or InBundle;

    /// <summary>What it asks of a listing, and of nothing else; null for other conditions.</summary>
    private Expression<Func<Listing, Product, bool>>? TestOf(Condition condition) => condition switch
    {
        PriceBetween price => Price(price),
        CompleteBetween complete => Completeness(complete.From ?? int.MinValue, complete.To ?? int.MaxValue),
        _ => null,
    };

    private Expression<Func<ConditionRows, Product, bool>> Lambda(Expression body) =>
        Expression.Lambda<Func<ConditionRows, Product, bool>>(body, rows, product);

    private Expression Body(Condition condition) => condition switch
    {
        AllOf all => all.Parts.Select(Body).Aggregate((Expression?)null, (left, right) => left is null ? right : Expression.AndAlso(left, right))
            ?? Expression.Constant(true),
        AnyOf any => any.Parts.Select(Body).Aggregate((Expression?)null, (left, right) => left is null ? right : Expression.OrElse(left, right))
            ?? Expression.Constant(true),
        NoneOf none => none.Parts.Select(Body).Aggregate((Expression?)null, (left, right) => left is null ? right : Expression.OrElse(left, right)) is { } some
            ? Expression.Not(some)
            : Expression.Constant(true),
        InCategory category => Category(subtrees(category.CategoryIds)),
        OfBrand brand => Brand([.. brand.Brands]),
        OfType type => Type([.. type.ProductTypeIds]),
        Tagged tag => Tag([.. tag.Tags]),
        HasSku sku => Sku([.. sku.Skus]),
        AttributeIs attribute => Holds(attribute.AttributeId, Values(attribute)),
        AttributeBetween number => Holds(number.AttributeId, Numbers(number.AttributeId, number.From ?? double.MinValue, number.To ?? double.MaxValue)),
        PriceBetween price => Listed(Price(price)),
        MarginBetween margin => Margin(margin.From, margin.To),
        StockBetween stock => Stock(stock.From, stock.To),
        CompleteBetween complete => Listed(Completeness(complete.From ?? int.MinValue, complete.To ?? int.MaxValue)),
        InBundle bundle => Bundled(bundle.AsMain),
        _ => throw new NotSupportedException($"No rule for {condition.GetType().Name}."),
    };

    private Expression Category(List<int> ids) => Apply((all, item) =>
        all.Products.Where(other => other.CategoryId != null && ids.Contains(other.CategoryId.Value)).Select(other => other.Id)
            .Concat(all.Places.Where(place => ids.Contains(place.CategoryId)).Select(place => place.ProductId))
            .Concat(all.Products.Where(variant => variant.CategoryId == null && variant.ParentId != null
                && (all.Products.Any(family => family.Id == variant.ParentId && family.CategoryId != null && ids.Contains(family.CategoryId.Value))
                    || all.Places.Any(place => place.ProductId == variant.ParentId && ids.Contains(place.CategoryId)))).Select(variant => variant.Id))
            .Contains(item.Id));

    private Expression Brand(List<string> brands) => Apply((all, item) =>
        (item.Brand != null && brands.Contains(item.Brand))
        || (item.Brand == null && item.ParentId != null
            && all.Products.Any(family => family.Id == item.ParentId && family.Brand != null && brands.Contains(family.Brand))));

    private Expression Type(List<int> types) => Apply((all, item) =>
        (item.ProductTypeId != null && types.Contains(item.ProductTypeId.Value))
        || (item.ProductTypeId == null && item.ParentId != null
            && all.Products.Any(family => family.Id == item.ParentId && family.ProductTypeId != null && types.Contains(family.ProductTypeId.Value))));

    private Expression Tag(List<string> tags) => Apply((all, item) =>
        item.Tags.Any(tag => tags.Contains(tag))
            || (item.ParentId != null && all.Products.Any(family => family.Id == item.ParentId && family.Tags.Any(tag => tags.Contains(tag)))));

    private Expression Sku(List<string> skus) => Apply((all, item) =>
        all.Products.Where(other => skus.Contains(other.Sku)).Select(other => other.Id).Contains(item.Id)
        || (item.ParentId != null && all.Products.Where(other => skus.Contains(other.Sku)).Select(other => other.Id).Contains(item.ParentId.Value)));

    /// <summary>Its own part in a bundle, its family's, or that of a variant: as panels find the bundles of a page.</summary>
    private Expression Bundled(bool asMain)
    {
        var channelId = channel.Id;
        return Apply((all, item) =>
            all.Bundled.Where(part => part.ChannelId == channelId && (!asMain || part.IsMain)).Select(part => part.ProductId)
                .Concat(all.Bundled.Where(part => part.ChannelId == channelId && (!asMain || part.IsMain))
                    .SelectMany(part => all.Products.Where(variant => variant.ParentId == part.ProductId)).Select(variant => variant.Id))
                .Concat(all.Bundled.Where(part => part.ChannelId == channelId && (!asMain || part.IsMain))
                    .SelectMany(part => all.Products.Where(variant => variant.Id == part.ProductId && variant.ParentId != null))
                    .Select(variant => variant.ParentId!.Value))
                .Contains(item.Id));
    }

    /// <summary>Itself, its family where it has no value of its own, or a variant of it has one of the values that match.</summary>
    private Expression Holds(int attributeId, Expression<Func<ConditionRows, IQueryable<AttributeValue>>> matching)
    {
        Expression<Func<ConditionRows, IQueryable<AttributeValue>, Product, bool>> holds = (all, matched, item) =>
            matched.Select(value => value.ProductId)
                .Concat(matched.SelectMany(value => all.Products.Where(variant => variant.ParentId == value.ProductId
                    && !all.Values.Any(own => own.ProductId == variant.Id && own.AttributeId == attributeId))).Select(variant => variant.Id))
                .Concat(matched.SelectMany(value => all.Products.Where(variant => variant.Id == value.ProductId && variant.ParentId != null))
                    .Select(variant => variant.ParentId!.Value))
                .Contains(item.Id);
        var matched = new Inline(matching.Parameters[0], rows).Visit(matching.Body);
        return new Inline((holds.Parameters[0], rows), (holds.Parameters[1], matched), (holds.Parameters[2], product)).Visit(holds.Body);
    }

    private Expression<Func<ConditionRows, IQueryable<AttributeValue>>> Values(AttributeIs condition)
    {
        var id = condition.AttributeId;
        if (condition.Values.Count == 0)
        {
            return all => all.Values.Where(value => value.AttributeId == id);
        }

        if (kinds.GetValueOrDefault(id) is AttributeKind.Choices or AttributeKind.Products)
        {
            List<string> parts = [.. condition.Values.Select(value => $"{AttributeValue.Separator}{value}{AttributeValue.Separator}")];
            const string mark = "\n";
            return all => all.Values.Where(value => value.AttributeId == id && parts.Any(part => (mark + value.Text + mark).Contains(part)));
        }

        List<string> texts = [.. condition.Values];
        return all => all.Values.Where(value => value.AttributeId == id && texts.Contains(value.Text));
    }

    private static Expression<Func<ConditionRows, IQueryable<AttributeValue>>> Numbers(int id, double from, double to) =>
        all => all.Values.Where(value => value.AttributeId == id && value.Number != null && value.Number >= from && value.Number <= to);

    private Expression<Func<Listing, Product, bool>> Price(PriceBetween price)
    {
        var from = price.From is { } low ? Money.FromAmount(low, channel.Currency).Minor : long.MinValue;
        var to = price.To is { } high ? Money.FromAmount(high, channel.Currency).Minor : long.MaxValue;
        return (listing, _) => listing.Price >= from && listing.Price <= to;
    }

    private static Expression<Func<Listing, Product, bool>> Completeness(int from, int to) =>
        (listing, _) => listing.Completeness >= from && listing.Completeness <= to;

    /// <summary>Margin m in percent of the net price: 100 * (price - cost * (1 + tax)) / price, compared without dividing.</summary>
    private BinaryExpression Margin(double? from, double? to)
    {
        var item = Expression.Parameter(typeof(Product), "item");
        Expression rate = Expression.Constant(0L);
        foreach (var tax in channel.PricesIncludeTax ? channel.TaxRates.AsEnumerable() : [])
        {
            rate = Expression.Condition(
                Expression.Equal(Expression.Property(item, nameof(Product.TaxClass)), Expression.Constant(tax.TaxClass)),
                Expression.Constant((long)tax.BasisPoints), rate);
        }

        var (low, high) = (100 * (from ?? -1e9), 100 * (to ?? 1e9));
        Expression<Func<Func<Product, long>, Func<Listing, Product, bool>>> range = tax => (listing, of) =>
            listing.Cost != null && listing.Price > 0
            && (double)((listing.Price * 10_000L) - (listing.Cost.Value * (10_000L + tax(of)))) >= low * listing.Price
            && (double)((listing.Price * 10_000L) - (listing.Cost.Value * (10_000L + tax(of)))) <= high * listing.Price;
        var body = (LambdaExpression)new Inline(range.Parameters[0], Expression.Lambda<Func<Product, long>>(rate, item)).Visit(range.Body);
        return Listed((Expression<Func<Listing, Product, bool>>)body);
    }

    /// <summary>Stock of a family is that of its active variants together, and not tracked when one of them is not.</summary>
    private Expression Stock(int? from, int? to)
    {
        var (least, most, tracked) = (from ?? int.MinValue, to ?? int.MaxValue, to is not null);
        var channelId = channel.Id;
        return Apply((all, item) => item.Kind == ProductKind.Parent
            ? all.Products.Where(variant => variant.ParentId == item.Id && variant.Status == ProductStatus.Active)
                .SelectMany(variant => all.Listings.Where(listing => listing.ProductId == variant.Id && listing.ChannelId == channelId))
                .Any(listing => listing.Stock == null)
                ? !tracked
                : all.Products.Where(variant => variant.ParentId == item.Id && variant.Status == ProductStatus.Active)
                    .SelectMany(variant => all.Listings.Where(listing => listing.ProductId == variant.Id && listing.ChannelId == channelId))
                    .Sum(listing => listing.Stock ?? 0) >= least
                && all.Products.Where(variant => variant.ParentId == item.Id && variant.Status == ProductStatus.Active)
                    .SelectMany(variant => all.Listings.Where(listing => listing.ProductId == variant.Id && listing.ChannelId == channelId))
                    .Sum(listing => listing.Stock ?? 0) <= most
            : all.Listings.Any(listing => listing.ProductId == item.Id && listing.ChannelId == channelId
                && ((listing.Stock == null && !tracked) || (listing.Stock != null && listing.Stock >= least && listing.Stock <= most))));
    }

    /// <summary>What must all hold of the product's listing in the channel or, for a family that has none, each of some active variant's.</summary>
    private BinaryExpression Listed(params Expression<Func<Listing, Product, bool>>[] tests)
    {
        var channelId = channel.Id;
        Expression<Func<ConditionRows, Product, Func<Listing, Product, bool>, bool>> own = (all, item, holds) =>
            all.Listings.Any(listing => listing.ProductId == item.Id && listing.ChannelId == channelId && holds(listing, item));
        Expression<Func<ConditionRows, Product, bool>> none = (all, item) =>
            item.Kind == ProductKind.Parent && !all.Listings.Any(listing => listing.ProductId == item.Id && listing.ChannelId == channelId);
        Expression<Func<ConditionRows, Product, Func<Listing, Product, bool>, bool>> byVariant = (all, item, holds) =>
            all.Products.Any(variant => variant.ParentId == item.Id && variant.Status == ProductStatus.Active
                && all.Listings.Any(listing => listing.ProductId == variant.Id && listing.ChannelId == channelId && holds(listing, variant)));
        return Expression.OrElse(
            new Inline((own.Parameters[0], rows), (own.Parameters[1], product), (own.Parameters[2], Together(tests))).Visit(own.Body),
            tests.Select(test => new Inline((byVariant.Parameters[0], rows), (byVariant.Parameters[1], product), (byVariant.Parameters[2], test))
                .Visit(byVariant.Body))
                .Aggregate(Apply(none), Expression.AndAlso));
    }

    /// <summary>The same as <see cref="Listed"/>, asked the other way round: "is the product one of those whose listing is so".</summary>
    /// <param name="tests">They look at the listing alone.</param>
    private Expression AmongListed(params Expression<Func<Listing, Product, bool>>[] tests)
    {
        // Grouped, not distinct: so each family is asked once, and not once for each of its variants. Joining bits with nothing keeps the database from an
        // index on the channel, which finds each listing singly: a quarter of a million take longer than all.
        var channelId = channel.Id;
        Expression<Func<ConditionRows, Func<Listing, Product, bool>, IQueryable<int>>> own = (all, holds) =>
            all.Listings.Where(listing => (listing.ChannelId | 0) == channelId && holds(listing, null!)).Select(listing => listing.ProductId);
        Expression<Func<ConditionRows, IQueryable<int>>> none = all =>
            all.Products.Where(variant => variant.ParentId != null).GroupBy(variant => variant.ParentId!.Value).Select(family => family.Key)
                .Where(family => !all.Listings.Any(listing => listing.ProductId == family && listing.ChannelId == channelId));
        Expression<Func<ConditionRows, IQueryable<int>, Func<Listing, Product, bool>, IQueryable<int>>> byVariant = (all, families, holds) =>
            families.Where(family => all.Products.Any(variant => variant.ParentId == family && variant.Status == ProductStatus.Active
                && all.Listings.Any(listing => listing.ProductId == variant.Id && listing.ChannelId == channelId && holds(listing, variant))));
        Expression<Func<IQueryable<int>, IQueryable<int>, Product, bool>> among = (alone, together, item) => alone.Concat(together).Contains(item.Id);
        var listed = new Inline((own.Parameters[0], rows), (own.Parameters[1], Together(tests))).Visit(own.Body);
        var families = tests.Aggregate(
            new Inline(none.Parameters[0], rows).Visit(none.Body),
            (found, test) => new Inline((byVariant.Parameters[0], rows), (byVariant.Parameters[1], found), (byVariant.Parameters[2], test))
                .Visit(byVariant.Body));
        return new Inline((among.Parameters[0], listed), (among.Parameters[1], families), (among.Parameters[2], product)).Visit(among.Body);
    }

    private static Expression<Func<Listing, Product, bool>> Together(Expression<Func<Listing, Product, bool>>[] tests)
    {
        var (listing, item) = (Expression.Parameter(typeof(Listing), "listing"), Expression.Parameter(typeof(Product), "item"));
        return Expression.Lambda<Func<Listing, Product, bool>>(
            tests.Select(test => new Inline((test.Parameters[0], listing), (test.Parameters[1], item)).Visit(test.Body))
                .Aggregate(Expression.AndAlso), listing, item);
    }

    private Expression Apply(Expression<Func<ConditionRows, Product, bool>> condition) =>
        new Inline((condition.Parameters[0], rows), (condition.Parameters[1], product)).Visit(condition.Body);

    /// <summary>Puts expressions in the place of parameters; where one of them is called, its body with the arguments.</summary>
    private sealed class Inline(params (ParameterExpression Parameter, Expression Value)[] values) : ExpressionVisitor
    {
        public Inline(ParameterExpression parameter, Expression value)
            : this((parameter, value))
        {
        }

        protected override Expression VisitParameter(ParameterExpression node) =>
            Array.Find(values, value => value.Parameter == node) is { Value: { } value } ? value : node;

        protected override Expression VisitInvocation(InvocationExpression node)
        {
            if (Visit(node.Expression) is not LambdaExpression called)
            {
                return base.VisitInvocation(node);
            }

            var arguments = node.Arguments.Select(Visit).ToArray();
            return new Inline([.. called.Parameters.Zip(arguments, (parameter, argument) => (parameter, argument!))]).Visit(called.Body);
        }
    }
}
