using System.ComponentModel;
using CrossSell.Core.Bundles;
using CrossSell.Core.Exchange;

namespace CrossSell.Admin.Api;

/// <param name="Cursor">Ask again with this to go on behind the row.</param>
/// <param name="Position">From 1, in the list of its source.</param>
internal sealed record LinkFeedJson(
    string Cursor, string Source, string Target, string Type, int Position, int Quantity, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, string? Segment,
    IReadOnlyDictionary<string, string>? Fields)
{
    /// <summary>The columns of the same as CSV.</summary>
    public static readonly string[] Columns = ["cursor", "source", "target", "type", "position", "quantity", "valid_from", "valid_to", "segment"];

    public static LinkFeedJson Of(LinkFeedRow row) => new(
        FeedEndpoints.Cursor(row.Id), row.Source, row.Target, row.Type, row.Position, row.Quantity, row.ValidFrom, row.ValidTo, row.Segment,
        row.Fields.Count > 0 ? row.Fields : null);

    public IEnumerable<string?[]> Cells() =>
    [
        [Cursor, Source, Target, Type, FeedEndpoints.Cursor(Position), FeedEndpoints.Cursor(Quantity), FeedEndpoints.Said(ValidFrom),
            FeedEndpoints.Said(ValidTo), Segment],
    ];
}

/// <param name="ListPrice">Of one unit, as it is sold alone.</param>
/// <param name="SetPrice">Its share of the set, all units; these add up to the set's price.</param>
internal sealed record BundleFeedPartJson(string Sku, int Quantity, MoneyJson? ListPrice, MoneyJson? SetPrice);

/// <param name="Cursor">Ask again with this to go on behind the row.</param>
/// <param name="SetPrice">Of the usual choice; absent where it cannot be priced.</param>
/// <param name="Sellable">Whether all that it needs is in stock.</param>
internal sealed record BundleFeedJson(
    string Cursor, string Code, int Revision, string Kind, string Name, string? Text, DateTimeOffset? From, DateTimeOffset? Until, MoneyJson? SumOfParts,
    MoneyJson? SetPrice, bool Sellable, IReadOnlyList<BundleFeedPartJson> Parts)
{
    /// <summary>The columns of the same as CSV: a row a part.</summary>
    public static readonly string[] Columns =
        ["cursor", "bundle", "revision", "kind", "name", "from", "until", "set_price", "sum_of_parts", "currency", "sellable", "sku", "quantity", "share"];

    public static BundleFeedJson Of(ApprovedBundle bundle)
    {
        var (quote, content) = (bundle.Quote, bundle.Quote.Content);
        return new BundleFeedJson(
            FeedEndpoints.Cursor(bundle.BundleId), bundle.Code, bundle.Revision,
            System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(content.Kind.ToString()), content.Name, content.Text, bundle.From, bundle.Until,
            quote.Price is { } price ? MoneyJson.Of(price.SumOfParts) : null, quote.Price is { } set ? MoneyJson.Of(set.SetPrice) : null, quote.IsSellable,
            [.. quote.Lines.Select(line => new BundleFeedPartJson(
                line.Product.Sku, line.Quantity, line.Product.Price is { } alone ? MoneyJson.Of(alone) : null,
                line.Price is { } share ? MoneyJson.Of(share.SetTotal) : null))]);
    }

    public IEnumerable<string?[]> Cells() => Parts.Select(part => new[]
    {
        Cursor, Code, FeedEndpoints.Cursor(Revision), Kind, Name, FeedEndpoints.Said(From), FeedEndpoints.Said(Until), SetPrice?.Amount, SumOfParts?.Amount,
        (SetPrice ?? SumOfParts)?.Currency, Sellable ? "yes" : "no", part.Sku, FeedEndpoints.Cursor(part.Quantity), part.SetPrice?.Amount,
    });
}

/// <param name="Cursor">Ask again with this to go on behind the row.</param>
/// <param name="Panel">As the panel's own address answers it to a shopper.</param>
internal sealed record PanelFeedJson(string Cursor, [property: Description("As GET /api/v1/products/{sku}/panel answers it.")] PanelJson Panel)
{
    /// <summary>The columns of the same as CSV: a row a recommended product, then the bundle.</summary>
    public static readonly string[] Columns =
        ["cursor", "anchor", "position", "sku", "bundle", "price", "currency", "origin", "recommendation_id", "panel_version"];

    public IEnumerable<string?[]> Cells()
    {
        if (Panel.Bundle is { } bundle)
        {
            yield return
            [
                Cursor, Panel.Anchor.Sku, null, null, bundle.Code, bundle.SetPrice.Amount, bundle.SetPrice.Currency, "bundle", Panel.RecommendationId,
                Panel.PanelVersion,
            ];
        }

        foreach (var companion in Panel.Companions)
        {
            yield return
            [
                Cursor, Panel.Anchor.Sku, FeedEndpoints.Cursor(companion.Position), companion.Sku, null, companion.Price.Amount, companion.Price.Currency,
                companion.Origin, Panel.RecommendationId, Panel.PanelVersion,
            ];
        }
    }
}
