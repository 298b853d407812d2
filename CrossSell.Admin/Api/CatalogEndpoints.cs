using System.ComponentModel;
using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrossSell.Admin.Api;

/// <summary>A product by its SKU. What is absent stays as it is.</summary>
internal sealed record ProductJson
{
    [Description("Its code, case-insensitive: a new one makes a product.")]
    public string? Sku { get; init; }

    [Description("A new product needs one.")]
    public string? Name { get; init; }

    public string? Brand { get; init; }

    [Description("draft, active or archived; a new product is a draft.")]
    public string? Status { get; init; }

    [Description("SKU of what takes an archived product's place.")]
    public string? Successor { get; init; }

    [Description("simple, parent or variant.")]
    public string? Kind { get; init; }

    [Description("SKU of a variant's family.")]
    public string? Parent { get; init; }

    [Description("Code of its product type.")]
    public string? ProductType { get; init; }

    [Description("Paths such as Cameras/Lenses; the first one is its main category.")]
    public IReadOnlyList<string>? Categories { get; init; }

    public string? TaxClass { get; init; }

    public string? Gtin { get; init; }

    public string? Description { get; init; }

    [Description("Addresses that are fetched afterwards.")]
    public IReadOnlyList<string>? ImageUrls { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    [Description("Values by the attribute's code.")]
    public IReadOnlyDictionary<string, string?>? Attributes { get; init; }

    [Description("Names by locale, such as nl-NL.")]
    public IReadOnlyDictionary<string, string?>? Names { get; init; }

    [Description("Descriptions by locale.")]
    public IReadOnlyDictionary<string, string?>? Descriptions { get; init; }

    /// <summary>As a row of a file of ours.</summary>
    public SentCatalogRow Sent()
    {
        var cells = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["sku"] = Sku, ["name"] = Name, ["brand"] = Brand, ["status"] = Status, ["successor"] = Successor, ["kind"] = Kind, ["parent"] = Parent,
            ["product_type"] = ProductType, ["categories"] = Joined(Categories), ["tax_class"] = TaxClass, ["gtin"] = Gtin, ["description"] = Description,
            ["image_urls"] = Joined(ImageUrls), ["tags"] = Tags is null ? null : Joined(Tags) + (Tags.Count == 1 ? "|" : ""),
        };
        foreach (var (start, texts) in new[] { (Completeness.AttributePrefix, Attributes), ("name@", Names), ("description@", Descriptions) })
        {
            foreach (var (code, text) in texts ?? new Dictionary<string, string?>())
            {
                cells[start + code] = text;
            }
        }

        return new SentCatalogRow(cells);
    }

    private static string? Joined(IReadOnlyList<string>? all) => all is null ? null : string.Join('|', all);
}

internal sealed record ProductBatchJson
{
    [Description("Up to 1000 products.")]
    public IReadOnlyList<ProductJson>? Products { get; init; }

    [Description("Says what would be accepted and refused, and stores nothing.")]
    public bool ValidateOnly { get; init; }
}

/// <summary>Price and stock of a product in a shop. What is absent stays as it is.</summary>
internal sealed record ListingJson
{
    // What is ahead by more was meant in another time zone, and would hold back what is right.
    private static readonly TimeSpan ClocksApart = TimeSpan.FromMinutes(5);

    public string? Sku { get; init; }

    public MoneyJson? Price { get; init; }

    [Description("What it was sold for before; shown struck through.")]
    public MoneyJson? CompareAtPrice { get; init; }

    [Description("What it costs the shop.")]
    public MoneyJson? Cost { get; init; }

    [Description("Units that can be sold.")]
    public int? Stock { get; init; }

    public bool? Published { get; init; }

    [Description("As of when your shop knew it so, with an offset; absent is now. One that is older than the last changes nothing.")]
    public string? AsOf { get; init; }

    /// <summary>As a row of a file of ours; refused where an amount or the instant cannot be.</summary>
    public Outcome<SentCatalogRow> Sent(Currency currency, DateTimeOffset now)
    {
        var cells = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["sku"] = Sku, ["stock"] = Stock?.ToString(CultureInfo.InvariantCulture),
            ["published"] = Published switch { true => "yes", false => "no", _ => null },
        };
        foreach (var (column, field, money) in new[]
        {
            ("price", "price", Price), ("compare_at_price", "compareAtPrice", CompareAtPrice), ("cost", "cost", Cost),
        })
        {
            if (money is null)
            {
                continue;
            }

            if (!currency.Code.Equals(money.Currency ?? currency.Code, StringComparison.OrdinalIgnoreCase))
            {
                return new Refusal($"listing.{field}", $"The shop sells in {currency}; send {field} in that currency.", field);
            }

            // Up to what minor units hold, with all the decimals that the currency has: what is written so is never taken for something else.
            if (!decimal.TryParse(money.Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                || amount > 1_000_000_000 || decimal.Round(amount, currency.Decimals) != amount)
            {
                return new Refusal($"listing.{field}", $"{field} is an amount such as 12.95, with at most {currency.Decimals} decimals.", field);
            }

            cells[column] = Money.FromAmount(amount, currency).ToInvariant();
        }

        if (!PanelEndpoints.TryInstant(AsOf, out var asOf) || asOf > now + ClocksApart)
        {
            return new Refusal("listing.asOf", "asOf is a date and time with its offset that is not in the future, such as 2026-11-27T09:00:00Z.", "asOf");
        }

        return new SentCatalogRow(cells, asOf ?? now);
    }
}

internal sealed record ListingBatchJson
{
    [Description("Up to 1000 listings.")]
    public IReadOnlyList<ListingJson>? Listings { get; init; }

    [Description("Code of the shop; a key of one shop needs none.")]
    public string? Channel { get; init; }

    [Description("Says what would be accepted and refused, and stores nothing.")]
    public bool ValidateOnly { get; init; }
}

/// <param name="Created">Products, or listings, that were not there.</param>
/// <param name="Updated">Were there, and said something else.</param>
/// <param name="Unchanged">Were there exactly so.</param>
/// <param name="Outdated">Listings that are left as they are, because a newer report was there.</param>
/// <param name="Refused">Each with what to correct; the rest was accepted.</param>
/// <param name="UnknownIds">SKUs of listings that are no product: send the product first.</param>
internal sealed record CatalogReceiptJson(
    int Created, int Updated, int Unchanged, int Outdated, IReadOnlyList<RefusedRowJson> Refused, IReadOnlyList<string> UnknownIds);

/// <summary><c>POST /api/v1/products</c> and <c>POST /api/v1/listings</c>: what keeps the catalogue, prices and stock fresh.</summary>
internal static class CatalogEndpoints
{
    public static void MapCatalog(this RouteGroupBuilder api)
    {
        Described(api.MapPost("/products", PostProductsAsync)
            .WithName("sendProducts").WithSummary("Products, by their SKUs.")
            .WithDescription(
                "A SKU that is new makes a product, a known one is edited; the same again changes nothing. There is no limit of writes to a product.")
            .RequireScope(ApiKeyScopes.Products)
            .Takes<ProductBatchJson>());
        Described(api.MapPost("/listings", PostListingsAsync)
            .WithName("sendListings").WithSummary("Prices and stock of products in a shop.")
            .WithDescription("Send what changed, as often as it changes; a report that arrives late (asOf) takes nothing back.")
            .RequireScope(ApiKeyScopes.Listings)
            .Takes<ListingBatchJson>());
    }

    private static void Described(RouteHandlerBuilder route) => route
        .WithTags("Intake")
        .Produces<CatalogReceiptJson>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status401Unauthorized)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<JsonHttpResult<CatalogReceiptJson>, ProblemHttpResult>> PostProductsAsync(HttpContext http, CatalogIntake intake)
    {
        var (body, problem) = await ApiBody.ReadAsync<ProductBatchJson>(http);
        if (body is null)
        {
            return problem!;
        }

        return body.Products is { Count: > 0 and <= CatalogIntake.MostRows } products && !products.Contains(null!)
            ? await TakeAsync(http, intake, null, [.. products.Select((product, index) => (index, product.Sent()))], [], body.ValidateOnly)
            : TooMany("products");
    }

    private static async Task<Results<JsonHttpResult<CatalogReceiptJson>, ProblemHttpResult>> PostListingsAsync(
        HttpContext http, StudioStore store, CatalogIntake intake, TimeProvider time)
    {
        var (body, problem) = await ApiBody.ReadAsync<ListingBatchJson>(http);
        if (body is null)
        {
            return problem!;
        }

        if (body.Listings is not { Count: > 0 and <= CatalogIntake.MostRows } listings || listings.Contains(null!))
        {
            return TooMany("listings");
        }

        var (channel, missing) = await ApiChannel.FindAsync(store, ApiAccess.KeyOf(http), body.Channel, http.RequestAborted);
        if (channel is null)
        {
            return missing!;
        }

        var (rows, refused) = (new List<(int, SentCatalogRow)>(), new List<RefusedRowJson>());
        for (var index = 0; index < listings.Count; index++)
        {
            if (listings[index].Sent(channel.Currency, time.GetUtcNow()).IsRefused(out var wrong, out var row))
            {
                refused.Add(new RefusedRowJson(index, wrong.Field, wrong.Code, wrong.Message));
            }
            else
            {
                rows.Add((index, row));
            }
        }

        return await TakeAsync(http, intake, channel, rows, refused, body.ValidateOnly);
    }

    private static async Task<Results<JsonHttpResult<CatalogReceiptJson>, ProblemHttpResult>> TakeAsync(
        HttpContext http, CatalogIntake intake, Channel? channel, List<(int Index, SentCatalogRow Row)> rows, List<RefusedRowJson> refused,
        bool validateOnly)
    {
        var taken = await intake.TakeAsync(
            Actor.Of(ApiAccess.KeyOf(http)), channel, [.. rows.Select(item => item.Row)], validateOnly, http.RequestAborted);
        if (taken.IsRefused(out var refusal, out var report))
        {
            return ApiProblems.Of(refusal);
        }

        refused.AddRange(report.Problems.Select(wrong => new RefusedRowJson(rows[wrong.Index].Index, wrong.Field, wrong.Code, wrong.Message)));
        return TypedResults.Json(
            new CatalogReceiptJson(
                report.New, report.Changed, report.Unchanged, report.Outdated, [.. refused.OrderBy(row => row.Index)], report.UnknownIds),
            PanelEndpoints.Json);
    }

    private static ProblemHttpResult TooMany(string field) => ApiProblems.Of(
        StatusCodes.Status400BadRequest, $"{field}.{field}",
        string.Create(CultureInfo.InvariantCulture, $"{field} holds 1 to {CatalogIntake.MostRows} {field}."), field);
}
