using System.Collections.Frozen;
using System.Text.Json;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Catalog;

/// <summary>
/// Completeness of products that are not in the database yet, nor are their families, by what shops and types ask for: the same rules as
/// <see cref="CompletenessRows"/>. Counts only as long as <see cref="IsStaleAsync"/> says no inside the write.
/// </summary>
internal sealed class CompletenessPreview
{
    private static readonly IReadOnlyDictionary<string, bool> NoType = FrozenDictionary<string, bool>.Empty;

    private readonly string asked;
    private readonly Dictionary<int, string> codes;
    private readonly Dictionary<int, IReadOnlyDictionary<string, bool>> types;

    private CompletenessPreview(string asked, Dictionary<int, string> codes, Dictionary<int, IReadOnlyDictionary<string, bool>> types) =>
        (this.asked, this.codes, this.types) = (asked, codes, types);

    public static async Task<CompletenessPreview> LoadAsync(StudioDb db, CancellationToken cancellation)
    {
        var codes = await db.Attributes.AsNoTracking().ToDictionaryAsync(attribute => attribute.Id, attribute => attribute.Code, cancellation);
        return new CompletenessPreview(await AskedAsync(db, cancellation), codes, await CompletenessRows.TypesAsync(db, codes, cancellation));
    }

    /// <summary>Whether shops or types ask for something else by now.</summary>
    public async Task<bool> IsStaleAsync(WriteSession session, CancellationToken cancellation) => await AskedAsync(session.Db, cancellation) != asked;

    /// <summary>Gives the only listing of a new product its completeness. Pictures come to it later, by a job of their own.</summary>
    /// <param name="further">Whether it stands in further categories.</param>
    /// <param name="family">Of a variant; it is new as well.</param>
    /// <returns>Of the channel's other locales.</returns>
    public IEnumerable<LocaleScore> Score(
        Product product, Channel channel, Listing listing, List<AttributeValue> values, List<ProductText> texts, bool further, NewFamily? family)
    {
        var type = product.ProductTypeId ?? family?.TypeId;
        var filled = If(CompletenessNeeds.HasText(product.Name), CompletenessFields.Name)
            | If(CompletenessNeeds.HasText(product.Brand), CompletenessFields.Brand)
            | If(CompletenessNeeds.HasText(product.Description), CompletenessFields.Description)
            | If(!string.IsNullOrWhiteSpace(product.Gtin), CompletenessFields.Gtin)
            | If(product.Tags.Count > 0, CompletenessFields.Tags)
            | If(product.CategoryId is not null || further, CompletenessFields.Category)
            | If(type is not null, CompletenessFields.Type);
        var attributes = new HashSet<string>(values.Count, StringComparer.Ordinal);
        foreach (var attribute in NewFamily.Filled(values).Concat(family?.AttributeIds ?? []))
        {
            attributes.Add(codes[attribute]);
        }

        var row = new CompletenessRow(
            product.Id, new CompletenessFacts(product.Kind, filled, attributes, types.GetValueOrDefault(type ?? 0) ?? NoType), [],
            new(StringComparer.OrdinalIgnoreCase));
        foreach (var text in texts)
        {
            row.Texts[text.Locale] = If(CompletenessNeeds.HasText(text.Name), CompletenessFields.Name)
                | If(CompletenessNeeds.HasText(text.Description), CompletenessFields.Description);
        }

        var figures = If(listing.Price > 0, CompletenessFields.Price) | If(listing.Cost is not null, CompletenessFields.Cost);
        var scores = CompletenessUpdate.Scores(channel, row, new CompletenessListing(channel.Id, figures, 0, "", []));
        listing.Score(scores[0].Completeness.Percent, scores[0].Completeness.MissingText);
        return scores.Skip(1);
    }

    private static CompletenessFields If(bool filled, CompletenessFields field) => filled ? field : CompletenessFields.None;

    private static async Task<string> AskedAsync(StudioDb db, CancellationToken cancellation) => JsonSerializer.Serialize(new
    {
        Channels = await db.Channels.AsNoTracking().OrderBy(channel => channel.Id)
            .Select(channel => new { channel.Id, channel.RequiredFields, channel.Locales }).ToListAsync(cancellation),
        Attributes = await db.Attributes.AsNoTracking().OrderBy(attribute => attribute.Id).Select(attribute => new { attribute.Id, attribute.Code })
            .ToListAsync(cancellation),
        Types = await db.Set<ProductTypeAttribute>().AsNoTracking().OrderBy(place => place.ProductTypeId).ThenBy(place => place.AttributeId)
            .Select(place => new { place.ProductTypeId, place.AttributeId, place.Required, place.Position }).ToListAsync(cancellation),
    });
}

/// <summary>What the variants of a family that is not in the database yet have of it.</summary>
/// <param name="AttributeIds">Of the values that say something.</param>
internal sealed record NewFamily(int? TypeId, int[] AttributeIds)
{
    public static NewFamily Of(Product product, List<AttributeValue> values) => new(product.ProductTypeId, [.. Filled(values)]);

    public static IEnumerable<int> Filled(List<AttributeValue> values) =>
        values.Where(value => !string.IsNullOrWhiteSpace(value.Text)).Select(value => value.AttributeId);
}
