using CrossSell.Admin.Shared;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Bulk.BulkTexts;

namespace CrossSell.Admin.Features.Bulk;

/// <summary>What can be done to many products from the bar.</summary>
public enum BulkKind
{
    Status,
    Channels,
    Category,
    Attribute,
    Tags,
    Price,
    Stock,
    Link,
    Bundle,
}

/// <summary>What is done about a channel, a category or a tag.</summary>
public enum BulkVerb
{
    List,
    Publish,
    Unpublish,
    Unlist,
    Add,
    Move,
    Remove,
}

/// <summary>How a price is made, as it is offered: up and down are ways of their own, so that nobody types a sign.</summary>
public enum PriceWay
{
    Set,
    RaiseBy,
    LowerBy,
    RaiseByPercent,
    LowerByPercent,
    Margin,
}

/// <summary>A bulk edit as somebody fills it in; says in words what is still missing.</summary>
public sealed class BulkForm
{
    public BulkKind Kind { get; init; }

    public BulkVerb Verb { get; set; }

    public ProductStatus Status { get; set; } = ProductStatus.Active;

    /// <summary>For archiving; null leaves it open.</summary>
    public ProductSummary? Successor { get; set; }

    public Channel? Channel { get; set; }

    /// <summary>For listing: the shop whose prices are taken over.</summary>
    public int? PricesOf { get; set; }

    public int? CategoryId { get; set; }

    public AttributeDefinition? Attribute { get; set; }

    public bool Clear { get; set; }

    /// <summary>A tag, an attribute's value, an amount, a percentage or pieces.</summary>
    public string? Text { get; set; }

    /// <summary>For several choices.</summary>
    public HashSet<string> Chosen { get; } = new(StringComparer.Ordinal);

    /// <summary>For links, and for attributes that name products.</summary>
    public List<ProductSummary> Products { get; } = [];

    public PriceWay Way { get; set; }

    public PriceRounding Rounding { get; set; }

    public bool KeepOldAsCompareAt { get; set; }

    public bool Untracked { get; set; }

    public string? TypeCode { get; set; }

    public string? BundleCode { get; set; }

    /// <summary>Decimals of what is typed, where it is no amount.</summary>
    public int Decimals => Kind == BulkKind.Stock ? 0 : 2;

    /// <summary>The currency of an amount that is typed; null where none is.</summary>
    public Currency? TypedCurrency =>
        Kind == BulkKind.Price && Way is not (PriceWay.RaiseByPercent or PriceWay.LowerByPercent or PriceWay.Margin) ? Channel?.Currency : null;

    public static string Title(BulkKind kind) => kind switch
    {
        BulkKind.Status => L["Set status"].Value,
        BulkKind.Channels => L["Shops"].Value,
        BulkKind.Category => L["Categories"].Value,
        BulkKind.Attribute => L["Attribute"].Value,
        BulkKind.Tags => L["Tags"].Value,
        BulkKind.Price => L["Prices"].Value,
        BulkKind.Stock => L["Stock"].Value,
        BulkKind.Link => L["Link to"].Value,
        _ => L["Add to a bundle"].Value,
    };

    public Outcome<BulkEdit> ToEdit() => Kind switch
    {
        BulkKind.Status => new SetStatus(Status, Status == ProductStatus.Archived ? Successor?.Id : null),
        BulkKind.Channels => Channels(),
        BulkKind.Category => Category(),
        BulkKind.Attribute => OfAttribute(),
        BulkKind.Tags =>
            string.IsNullOrWhiteSpace(Text) ? Missing(L["Enter a tag."])
            : Verb == BulkVerb.Remove ? new RemoveTag(Text.Trim())
            : new AddTag(Text.Trim()),
        BulkKind.Price => Price(),
        BulkKind.Stock => Stock(),
        BulkKind.Link => Products.Count == 0 ? Missing(L["Choose at least one product to link to."])
            : TypeCode is null ? Missing(L["Choose a type of link."])
            : new LinkTo([.. Products.Select(product => product.Id)], TypeCode),
        _ => BundleCode is null ? Missing(L["Choose a bundle."]) : new AddToBundle(BundleCode),
    };

    private static Outcome<BulkEdit> Missing(string sentence) => new Refusal("bulk.missing", sentence);

    private Outcome<BulkEdit> Channels() => Channel is not { } shop ? Missing(L["Choose a shop."]) : Verb switch
    {
        BulkVerb.Publish => new Publish(shop.Id),
        BulkVerb.Unpublish => new Unpublish(shop.Id),
        BulkVerb.Unlist => new UnlistFrom(shop.Id),
        _ => new ListIn(shop.Id, PricesOf),
    };

    private Outcome<BulkEdit> Category() => CategoryId is not { } category ? Missing(L["Choose a category."]) : Verb switch
    {
        BulkVerb.Move => new MoveToCategory(category),
        BulkVerb.Remove => new RemoveCategory(category),
        _ => new AddCategory(category),
    };

    private Outcome<BulkEdit> OfAttribute()
    {
        if (Attribute is not { } attribute)
        {
            return Missing(L["Choose an attribute."]);
        }

        if (Clear)
        {
            return new SetAttribute(attribute.Id, null);
        }

        var value = attribute.Kind switch
        {
            AttributeKind.Choices => string.Join(AttributeValue.Separator, attribute.Options.Where(Chosen.Contains)),
            AttributeKind.Products => string.Join(AttributeValue.Separator, Products.Select(product => product.Sku)),
            var kind => AttributeNumbers.Stored(kind, Text?.Trim()),
        };
        return string.IsNullOrEmpty(value)
            ? Missing(L["Enter a value for {0}, or choose to clear it.", attribute.Name])
            : new SetAttribute(attribute.Id, value);
    }

    private Outcome<BulkEdit> Price()
    {
        if (Channel is not { } shop)
        {
            return Missing(L["Choose a shop."]);
        }

        long number;
        if (Way is PriceWay.RaiseByPercent or PriceWay.LowerByPercent or PriceWay.Margin)
        {
            if (!TypedNumbers.TryPercent(Text, out var basisPoints))
            {
                return Missing(L["Enter a percentage from 0 to 100, such as 10 or 12.5."]);
            }

            if (Way == PriceWay.Margin && basisPoints >= 10_000)
            {
                return Missing(L["A margin is less than 100 %."]);
            }

            number = basisPoints;
        }
        else if (TypedNumbers.TryAmount(Text, shop.Currency, out var amount))
        {
            number = amount.Minor;
        }
        else
        {
            return Missing(L["Enter an amount in {0}, such as 12.95.", shop.CurrencyCode]);
        }

        var rule = Way switch
        {
            PriceWay.Set => PriceRule.Set,
            PriceWay.RaiseBy or PriceWay.LowerBy => PriceRule.Amount,
            PriceWay.Margin => PriceRule.MarginOnCost,
            _ => PriceRule.Percent,
        };
        return new PriceFormula(shop.Id, rule, Way is PriceWay.LowerBy or PriceWay.LowerByPercent ? -number : number, Rounding, KeepOldAsCompareAt);
    }

    private Outcome<BulkEdit> Stock()
    {
        if (Channel is not { } shop)
        {
            return Missing(L["Choose a shop."]);
        }

        if (Untracked)
        {
            return new SetStock(shop.Id, null);
        }

        return TypedNumbers.TryWhole(Text, out var pieces) && pieces <= ListingEdit.MaxStock
            ? new SetStock(shop.Id, pieces)
            : Missing(L["Enter the number of pieces, as a whole number."]);
    }
}
