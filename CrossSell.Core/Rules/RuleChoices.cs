using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Rules;

/// <param name="Path">Names from the root: "Footwear / Boots".</param>
public sealed record RuleCategory(int Id, string Code, string Name, string Path);

/// <param name="Options">For choices; empty for free values, which <see cref="RuleChoices.ValuesAsync"/> finds.</param>
public sealed record RuleAttribute(int Id, string Code, string Name, AttributeKind Kind, string? Unit, IReadOnlyList<string> Options);

/// <summary>What rules can speak of, all of it small at any size of the catalogue.</summary>
/// <param name="Categories">In the order of the tree.</param>
/// <param name="Attributes">In the shop's order.</param>
/// <param name="Segments">That those shops define.</param>
public sealed record RuleVocabulary(
    IReadOnlyList<RuleCategory> Categories, IReadOnlyList<(int Id, string Name)> ProductTypes, IReadOnlyList<RuleAttribute> Attributes,
    IReadOnlyList<(int Id, string Code, string Name, string Currency)> Channels, IReadOnlyList<Segment> Segments);

/// <summary>What a person may choose from while writing a rule. Values are searched for and answered a few at a time.</summary>
public sealed class RuleChoices(StudioStore store, TimeProvider time) : IDisposable
{
    // Reading all brands and tags looks at every product: not while somebody types.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Words? words;

    /// <param name="scope">Whose shops and segments may be chosen.</param>
    public async Task<RuleVocabulary> LoadAsync(ReadScope scope, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        var categories = await db.Categories.ToDictionaryAsync(category => category.Id, cancellation);
        var types = await db.ProductTypes.OrderBy(type => type.Name).Select(type => new { type.Id, type.Name }).ToListAsync(cancellation);
        var attributes = await db.Attributes.OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Id).ToListAsync(cancellation);
        var channels = await db.Channels.OrderBy(channel => channel.Id).Select(channel => new { channel.Id, channel.Code, channel.Name, channel.CurrencyCode })
            .ToListAsync(cancellation);
        return new RuleVocabulary(
            [.. categories.Values.Select(category => new RuleCategory(category.Id, category.Code, category.Name, PathOf(category, categories)))
                .OrderBy(category => category.Path, StringComparer.OrdinalIgnoreCase)],
            [.. types.Select(type => (type.Id, type.Name))],
            [.. attributes.Select(
                attribute => new RuleAttribute(attribute.Id, attribute.Code, attribute.Name, attribute.Kind, attribute.Unit, attribute.Options))],
            [.. channels.Select(channel => (channel.Id, channel.Code, channel.Name, channel.CurrencyCode))],
            await Segments.LoadAsync(db, cancellation));
    }

    /// <summary>Brands that hold the text, those that begin with it first.</summary>
    public async Task<IReadOnlyList<string>> BrandsAsync(string? text, int most = 20, CancellationToken cancellation = default) =>
        Find((await WordsAsync(cancellation)).Brands, text, most);

    /// <inheritdoc cref="BrandsAsync"/>
    public async Task<IReadOnlyList<string>> TagsAsync(string? text, int most = 20, CancellationToken cancellation = default) =>
        Find((await WordsAsync(cancellation)).Tags, text, most);

    /// <summary>Values of an attribute that hold the text: its options, else what products have.</summary>
    public async Task<IReadOnlyList<string>> ValuesAsync(int attributeId, string? text, int most = 20, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        if (await db.Attributes.SingleOrDefaultAsync(attribute => attribute.Id == attributeId, cancellation) is not { } attribute)
        {
            return [];
        }

        if (attribute.Kind == AttributeKind.YesNo)
        {
            return Find([AttributeRules.Yes, AttributeRules.No], text, most);
        }

        if (attribute.Options.Count > 0)
        {
            return Find(attribute.Options, text, most);
        }

        // The index on the values is walked from what was typed; single values of several come apart.
        var typed = text?.Trim() ?? "";
        var values = await db.AttributeValues.Where(value => value.AttributeId == attributeId && (typed == "" || value.Text.Contains(typed)))
            .Select(value => value.Text).Distinct().OrderBy(value => value).Take(10 * most).ToListAsync(cancellation);
        return Find([.. values.SelectMany(value => value.Split(AttributeValue.Separator)).Distinct()], text, most);
    }

    public void Dispose() => reading.Dispose();

    private async Task<Words> WordsAsync(CancellationToken cancellation)
    {
        var state = await store.StateAsync(cancellation);
        if (words is { } known && (known.State == state || time.GetElapsedTime(known.At) < Fresh))
        {
            return known;
        }

        await reading.WaitAsync(cancellation);
        try
        {
            if (words is { } other && (other.State == state || time.GetElapsedTime(other.At) < Fresh))
            {
                return other;
            }

            await using var db = store.Read();
            var brands = await db.Products.Where(product => product.Brand != null).Select(product => product.Brand!).Distinct().ToListAsync(cancellation);
            var lists = await db.Products.Select(product => product.Tags).Distinct().ToListAsync(cancellation);
            return words = new Words(
                state, time.GetTimestamp(), [.. brands.Order(StringComparer.OrdinalIgnoreCase)],
                [.. lists.SelectMany(tags => tags).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)]);
        }
        finally
        {
            reading.Release();
        }
    }

    private static string[] Find(IReadOnlyList<string> all, string? text, int most)
    {
        var typed = text?.Trim() ?? "";
        return [.. all.Where(word => word.Contains(typed, StringComparison.OrdinalIgnoreCase))
            .OrderBy(word => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase) ? 0 : 1).Take(most)];
    }

    private static string PathOf(
        Category category, Dictionary<int, Category> all) => string.Join(" / ", category.Path.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => all.GetValueOrDefault(int.Parse(part, CultureInfo.InvariantCulture))?.Name).Where(name => name is not null)
        .DefaultIfEmpty(category.Name));

    private sealed record Words(long State, long At, IReadOnlyList<string> Brands, IReadOnlyList<string> Tags);
}
