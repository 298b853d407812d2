using System.Globalization;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Bulk;

/// <summary>What an edit makes of some products, before it is done: which change, which are so already, which it must leave and why.</summary>
internal sealed class BulkVerdict
{
    public List<int> Changing { get; } = [];

    public int Unchanged { get; set; }

    public List<(int Id, string Reason)> Refused { get; } = [];

    /// <summary>New prices, for a price formula.</summary>
    public Dictionary<int, (long Price, long? CompareAt)> Prices { get; } = [];

    /// <summary>Before and after of a price, for a price formula.</summary>
    public Dictionary<int, BulkPrices> Amounts { get; } = [];

    /// <summary>Before and after of one that changes, in words.</summary>
    public Dictionary<int, (string Before, string After)> Words { get; } = [];

    public void Refuse(int id, string reason) => Refused.Add((id, reason));
}

/// <summary>
/// One edit on some thousand products: decided by what stands in the database, then written by statements. What an edit needs beside products
/// (names, the checked value) is loaded once and checked with the actor's rights.
/// </summary>
internal abstract class BulkEditStep(Actor actor)
{
    /// <summary>What the write touches, for <see cref="BulkAudit"/>.</summary>
    public abstract Type[] Touches { get; }

    /// <summary>The sentence of history and job, with a count in place of {0}: "Archive {0}".</summary>
    public abstract string Sentence { get; }

    /// <summary>Whether completeness may change.</summary>
    public virtual bool Completes => Touches.Length > 1 || Touches[0] == typeof(Listing);

    protected Actor Actor => actor;

    public abstract Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation);

    public abstract Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation);

    /// <summary>Ids that the actor may edit as products; the others are refused in the verdict.</summary>
    protected async Task<int[]> AllowedAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        if (actor.Can(Permission.EditCatalog, null))
        {
            return ids;
        }

        var channels = await ProductChannels.OfManyAsync(db, ids, cancellation);
        var allowed = new List<int>(ids.Length);
        foreach (var id in ids)
        {
            if (actor.CanInEach(Permission.EditCatalog, [.. channels[id]]))
            {
                allowed.Add(id);
            }
            else
            {
                verdict.Refuse(id, $"{actor.Name} may not edit products in every shop that lists this one");
            }
        }

        return [.. allowed];
    }

    protected static Task StampAsync(WriteSession session, List<int> ids, CancellationToken cancellation) =>
        session.Db.Products.Where(product => ids.Contains(product.Id))
            .ExecuteUpdateAsync(update => update.SetProperty(product => product.UpdatedAt, session.Now), cancellation);
}

internal sealed class StatusStep(Actor actor, SetStatus edit) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Product)];

    public override string Sentence =>
        edit.Status switch { ProductStatus.Active => "Activate {0}", ProductStatus.Archived => "Archive {0}", _ => "Make drafts of {0}" };

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        foreach (var product in await db.Products.Where(product => ids.Contains(product.Id))
            .Select(product => new { product.Id, product.Status, product.SuccessorId }).ToListAsync(cancellation))
        {
            if (product.Id == edit.SuccessorId)
            {
                verdict.Refuse(product.Id, "cannot take its own place");
            }
            else if (product.Status == edit.Status && (product.SuccessorId == Successor(product.SuccessorId)))
            {
                verdict.Unchanged++;
            }
            else
            {
                verdict.Changing.Add(product.Id);
                verdict.Words[product.Id] = (product.Status.ToString().ToLowerInvariant(), edit.Status.ToString().ToLowerInvariant());
            }
        }
    }

    public override Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        var products = session.Db.Products.Where(product => verdict.Changing.Contains(product.Id));
        // A product that is not archived has no successor.
        return edit is { Status: ProductStatus.Archived, SuccessorId: null }
            ? products.ExecuteUpdateAsync(
                update => update.SetProperty(product => product.Status, edit.Status).SetProperty(product => product.UpdatedAt, session.Now), cancellation)
            : products.ExecuteUpdateAsync(
                update => update.SetProperty(product => product.Status, edit.Status).SetProperty(product => product.SuccessorId, Successor(null))
                    .SetProperty(product => product.UpdatedAt, session.Now), cancellation);
    }

    private int? Successor(int? existing) => edit.Status != ProductStatus.Archived ? null : edit.SuccessorId ?? existing;
}

internal sealed class ListingStep(Actor actor, BulkEdit edit, Channel channel) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Listing)];

    public override string Sentence => edit switch
    {
        ListIn => $"List {{0}} in {channel.Name}",
        UnlistFrom => $"Take {{0}} out of {channel.Name}",
        Publish => $"Publish {{0}} in {channel.Name}",
        Unpublish => $"Unpublish {{0}} in {channel.Name}",
        _ => $"Set the stock of {{0}} in {channel.Name}",
    };

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        var listed = await db.Listings.Where(listing => listing.ChannelId == channel.Id && ids.Contains(listing.ProductId))
            .Select(listing => new { listing.ProductId, listing.Price, listing.Published, listing.Stock })
            .ToDictionaryAsync(listing => listing.ProductId, cancellation);
        foreach (var id in ids)
        {
            var listing = listed.GetValueOrDefault(id);
            (bool Same, string? Reason, string Before, string After) found = (edit, listing) switch
            {
                (ListIn, null) => (false, null, "not listed", "listed, unpublished"),
                (ListIn, _) => (true, null, "", ""),
                (UnlistFrom, null) => (true, null, "", ""),
                (UnlistFrom, _) => (false, null, "listed", "not listed"),
                (Unpublish, null) => (true, null, "", ""),
                (_, null) => (false, $"is not listed in {channel.Name}", "", ""),
                (Publish, { Published: true }) or (Unpublish, { Published: false }) => (true, null, "", ""),
                (Publish, { Price: 0 }) => (false, $"has no price in {channel.Name}, so it cannot be published", "", ""),
                (Publish, _) => (false, null, "unpublished", "published"),
                (Unpublish, _) => (false, null, "published", "unpublished"),
                (SetStock stock, _) => (listing.Stock == stock.Stock, null, Words(listing.Stock), Words(stock.Stock)),
                _ => throw new InvalidOperationException(edit.GetType().Name),
            };
            if (found.Reason is { } reason)
            {
                verdict.Refuse(id, reason);
            }
            else if (found.Same)
            {
                verdict.Unchanged++;
            }
            else
            {
                verdict.Changing.Add(id);
                verdict.Words[id] = (found.Before, found.After);
            }
        }
    }

    public override Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        var listings = session.Db.Listings.Where(listing => listing.ChannelId == channel.Id && verdict.Changing.Contains(listing.ProductId));
        return edit switch
        {
            ListIn list => BulkEditSql.ListAsync(session, channel.Id, list.PricesOf, verdict.Changing, cancellation),
            UnlistFrom => listings.ExecuteDeleteAsync(cancellation),
            SetStock stock => listings.ExecuteUpdateAsync(update => update.SetProperty(listing => listing.Stock, stock.Stock), cancellation),
            _ => listings.ExecuteUpdateAsync(update => update.SetProperty(listing => listing.Published, edit is Publish), cancellation),
        };
    }

    private static string Words(int? stock) => stock?.ToString("N0", CultureInfo.InvariantCulture) ?? "not tracked";
}

internal sealed class CategoryStep(Actor actor, BulkEdit edit, Category category, IReadOnlyDictionary<int, string> names) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Product), typeof(ProductCategory), typeof(Listing)];

    public override string Sentence => edit switch
    {
        AddCategory => $"Add {{0}} to {category.Name}",
        RemoveCategory => $"Take {{0}} out of {category.Name}",
        _ => $"Move {{0}} to {category.Name}",
    };

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        var further = (await db.ProductCategories.Where(place => place.CategoryId == category.Id && ids.Contains(place.ProductId))
            .Select(place => place.ProductId).ToListAsync(cancellation)).ToHashSet();
        foreach (var product in await db.Products.Where(product => ids.Contains(product.Id)).Select(product => new { product.Id, product.CategoryId })
            .ToListAsync(cancellation))
        {
            var isPrimary = product.CategoryId == category.Id;
            var same = edit switch
            {
                AddCategory => isPrimary || further.Contains(product.Id),
                RemoveCategory => !isPrimary && !further.Contains(product.Id),
                _ => isPrimary,
            };
            if (same)
            {
                verdict.Unchanged++;
                continue;
            }

            verdict.Changing.Add(product.Id);
            var primary = product.CategoryId is { } id ? names.GetValueOrDefault(id, "?") : "no category";
            verdict.Words[product.Id] = edit switch
            {
                AddCategory => (primary, product.CategoryId is null ? category.Name : $"{primary}, also {category.Name}"),
                RemoveCategory => (isPrimary ? primary : $"{primary}, also {category.Name}", isPrimary ? "its next category, if any" : primary),
                _ => (primary, category.Name),
            };
        }
    }

    public override async Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        var db = session.Db;
        var changing = verdict.Changing;
        var primary = db.Products.Where(product => changing.Contains(product.Id) && product.CategoryId == category.Id);
        if (edit is AddCategory)
        {
            var first = await db.Products.Where(product => changing.Contains(product.Id) && product.CategoryId == null).Select(product => product.Id)
                .ToListAsync(cancellation);
            await db.Products.Where(product => first.Contains(product.Id))
                .ExecuteUpdateAsync(update => update.SetProperty(product => product.CategoryId, category.Id), cancellation);
            await BulkEditSql.PlaceAsync(session, category.Id, changing.Except(first), cancellation);
        }
        else
        {
            await db.ProductCategories.Where(place => place.CategoryId == category.Id && changing.Contains(place.ProductId)).ExecuteDeleteAsync(cancellation);
            if (edit is RemoveCategory)
            {
                await primary.ExecuteUpdateAsync(
                    update => update.SetProperty(product => product.CategoryId, product => db.Set<ProductCategory>()
                        .Where(place => place.ProductId == product.Id).Min(place => (int?)place.CategoryId)), cancellation);
                await db.ProductCategories.Where(place => changing.Contains(place.ProductId)
                    && db.Set<Product>().Any(product => product.Id == place.ProductId && product.CategoryId == place.CategoryId))
                    .ExecuteDeleteAsync(cancellation);
            }
            else
            {
                await db.Products.Where(product => changing.Contains(product.Id))
                    .ExecuteUpdateAsync(update => update.SetProperty(product => product.CategoryId, category.Id), cancellation);
            }
        }

        await StampAsync(session, changing, cancellation);
    }
}

internal sealed class AttributeStep(Actor actor, AttributeDefinition attribute, string? text, double? number) : BulkEditStep(actor)
{
    public override Type[] Touches => [typeof(Product), typeof(AttributeValue), typeof(Listing)];

    public override string Sentence => text is null ? $"Clear {attribute.Name} of {{0}}" : $"Set {attribute.Name} of {{0}}";

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        var types = (await db.Set<ProductTypeAttribute>().Where(place => place.AttributeId == attribute.Id).Select(place => place.ProductTypeId)
            .ToListAsync(cancellation)).ToHashSet();
        var existing = await db.AttributeValues.Where(value => value.AttributeId == attribute.Id && ids.Contains(value.ProductId))
            .Select(value => new { value.ProductId, value.Text }).ToDictionaryAsync(value => value.ProductId, value => value.Text, cancellation);
        var products = await (
            from product in db.Products
            where ids.Contains(product.Id)
            join family in db.Products on product.ParentId equals (int?)family.Id into families
            from family in families.DefaultIfEmpty()
            select new { product.Id, Type = product.ProductTypeId ?? family.ProductTypeId }).ToListAsync(cancellation);
        foreach (var product in products)
        {
            if (existing.GetValueOrDefault(product.Id) == text)
            {
                verdict.Unchanged++;
            }
            else if (text is not null && (product.Type is not { } type || !types.Contains(type)))
            {
                verdict.Refuse(product.Id, $"has no attribute {attribute.Name}: its product type does not give it one");
            }
            else
            {
                verdict.Changing.Add(product.Id);
                verdict.Words[product.Id] = (Words(existing.GetValueOrDefault(product.Id)), Words(text));
            }
        }
    }

    public override async Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        if (text is null)
        {
            await session.Db.AttributeValues.Where(value => value.AttributeId == attribute.Id && verdict.Changing.Contains(value.ProductId))
                .ExecuteDeleteAsync(cancellation);
        }
        else
        {
            await BulkEditSql.SetAttributeAsync(session, attribute.Id, text, number, verdict.Changing, cancellation);
        }

        await StampAsync(session, verdict.Changing, cancellation);
    }

    private string Words(string? value) => value is null
        ? "none"
        : value.Replace(AttributeValue.Separator.ToString(), ", ", StringComparison.Ordinal) + (attribute.Unit is { } unit ? $" {unit}" : "");
}

internal sealed class TagStep(Actor actor, string tag, bool adds) : BulkEditStep(actor)
{
    private const int MostTags = 50;

    public override Type[] Touches => [typeof(Product), typeof(Listing)];

    public override string Sentence => adds ? $"Tag {{0}} with {tag}" : $"Take the tag {tag} off {{0}}";

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        ids = await AllowedAsync(db, ids, verdict, cancellation);
        foreach (var product in await db.Products.Where(product => ids.Contains(product.Id)).Select(product => new { product.Id, product.Tags })
            .ToListAsync(cancellation))
        {
            if (Has(product.Tags) == adds)
            {
                verdict.Unchanged++;
            }
            else if (adds && product.Tags.Count >= MostTags)
            {
                verdict.Refuse(product.Id, $"has {MostTags} tags, which is the most a product may have");
            }
            else
            {
                verdict.Changing.Add(product.Id);
                verdict.Words[product.Id] = (Words(product.Tags), Words(After(product.Tags)));
            }
        }
    }

    public override async Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation)
    {
        // Few different lists stand on many products: each is written once.
        var products = await session.Db.Products.Where(product => verdict.Changing.Contains(product.Id)).Select(product => new { product.Id, product.Tags })
            .ToListAsync(cancellation);
        foreach (var list in products.GroupBy(product => string.Join('\n', product.Tags), StringComparer.Ordinal))
        {
            var ids = list.Select(product => product.Id).ToList();
            var tags = After(list.First().Tags);
            await session.Db.Products.Where(product => ids.Contains(product.Id))
                .ExecuteUpdateAsync(
                    update => update.SetProperty(product => product.Tags, tags).SetProperty(product => product.UpdatedAt, session.Now), cancellation);
        }
    }

    private bool Has(List<string> tags) => tags.Contains(tag, StringComparer.OrdinalIgnoreCase);

    private List<string> After(List<string> tags) => adds ? [.. tags, tag] : [.. tags.Where(other => !other.Equals(tag, StringComparison.OrdinalIgnoreCase))];

    private static string Words(List<string> tags) => tags.Count == 0 ? "no tags" : string.Join(", ", tags);
}

internal sealed class PriceStep(Actor actor, PriceFormula edit, Channel channel) : BulkEditStep(actor)
{
    private const decimal Whole = 10_000;

    public override Type[] Touches => [typeof(Listing)];

    public override string Sentence => $"Change the price of {{0}} in {channel.Name}";

    public override async Task DecideAsync(StudioDb db, int[] ids, BulkVerdict verdict, CancellationToken cancellation)
    {
        var rates = channel.TaxRates.ToDictionary(rate => rate.TaxClass, rate => rate.BasisPoints, StringComparer.Ordinal);
        var listed = await (
            from listing in db.Listings
            join product in db.Products on listing.ProductId equals product.Id
            where listing.ChannelId == channel.Id && ids.Contains(listing.ProductId)
            select new { listing.ProductId, listing.Price, listing.CompareAtPrice, listing.Cost, listing.Published, product.TaxClass })
                .ToDictionaryAsync(row => row.ProductId, cancellation);
        foreach (var id in ids)
        {
            if (!listed.TryGetValue(id, out var row))
            {
                verdict.Refuse(id, $"is not listed in {channel.Name}");
                continue;
            }

            if (PriceOf(row.Price, row.Cost, channel.PricesIncludeTax ? rates.GetValueOrDefault(row.TaxClass) : 0) is not { } price)
            {
                verdict.Refuse(id, "has no cost, so no price can be made from it");
            }
            else if (price < 0 || price > ListingEdit.MaxAmount)
            {
                verdict.Refuse(id, price < 0 ? "would cost less than nothing" : "would cost more than 100 million");
            }
            else if (price == 0 && row.Published)
            {
                verdict.Refuse(id, "is published and would have no price");
            }
            else
            {
                var compareAt = edit.KeepOldAsCompareAt && price < row.Price ? Math.Max(row.CompareAtPrice ?? 0, row.Price) : row.CompareAtPrice;
                // A price to compare with that is no longer above the price says nothing.
                compareAt = compareAt > price ? compareAt : null;
                if (price == row.Price && compareAt == row.CompareAtPrice)
                {
                    verdict.Unchanged++;
                    continue;
                }

                verdict.Changing.Add(id);
                verdict.Prices[id] = (price, compareAt);
                var amounts = new BulkPrices(new Money(row.Price, channel.Currency), new Money(price, channel.Currency));
                verdict.Amounts[id] = amounts;
                verdict.Words[id] = (amounts.Before.ToString(), amounts.After.ToString());
            }
        }
    }

    public override Task ApplyAsync(WriteSession session, BulkVerdict verdict, CancellationToken cancellation) =>
        BulkEditSql.SetPricesAsync(session, channel.Id, verdict.Prices.Select(pair => (pair.Key, pair.Value.Price, pair.Value.CompareAt)), cancellation);

    private long? PriceOf(long price, long? cost, int taxBasisPoints)
    {
        decimal? exact = edit.Rule switch
        {
            PriceRule.Set => edit.Number,
            PriceRule.Amount => price + edit.Number,
            PriceRule.Percent => price * (Whole + edit.Number) / Whole,
            // Margin is of the net price: net = cost / (1 - margin), and tax comes on top where prices hold it.
            _ => cost / (1 - (edit.Number / Whole)) * (Whole + taxBasisPoints) / Whole,
        };
        return exact is { } amount
            ? BundlePricing.RoundDown((long)decimal.Round(amount, 0, MidpointRounding.AwayFromZero), edit.Rounding, channel.Currency)
            : null;
    }
}
