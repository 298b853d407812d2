using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>Where the mapping of a file comes from.</summary>
public enum MappingOrigin
{
    /// <summary>Its columns are called as ours.</summary>
    Own,

    /// <summary>A file with the same columns was mapped before.</summary>
    Remembered,

    /// <summary>It was guessed, and a person has to look at it.</summary>
    Guessed,

    /// <summary>A person said it.</summary>
    Chosen,
}

/// <summary>A column of a file that was brought, with what it shows.</summary>
/// <param name="Samples">Its first different cells.</param>
/// <param name="Content">What the first cells show.</param>
/// <param name="Guess">What it is taken for, and why.</param>
public sealed record ExchangeColumn(string Name, IReadOnlyList<string> Samples, ColumnContent Content, GuessedColumn Guess);

/// <summary>What the reader of a system found in a file, for who decides whether it is to be imported so.</summary>
/// <param name="Holds">What can be imported from it, what it is before all first.</param>
/// <param name="HasPrices">It says prices or stock, which are of one shop.</param>
/// <param name="Refused">Rows and cells that cannot be read; the check says which.</param>
/// <param name="LeftAside">Columns that say nothing to this studio.</param>
public sealed record DialectSummary(
    IReadOnlyList<ExchangeKind> Holds, int Products, int Families, int Sellable, int Links, int Bundles, int Orders, bool HasPrices, int Refused,
    IReadOnlyList<string> LeftAside)
{
    /// <summary>Types of links that it defines.</summary>
    public int LinkTypes { get; init; }

    internal static DialectSummary Of(DialectReading reading) => new(
        [.. Enum.GetValues<ExchangeKind>().Where(reading.Has).OrderBy(kind => kind != reading.Kind)], reading.Facts.ProductCount, reading.Facts.FamilyCount,
        reading.Facts.SellableCount, reading.Facts.Links.Count, reading.Facts.Bundles.Count, reading.Facts.OrderCount,
        reading.Facts.Products.Exists(product => product.Prices.Count > 0 || product.Stock is not null), reading.Facts.Refused.Count, reading.Facts.LeftAside)
    {
        LinkTypes = reading.Facts.LinkTypes.Count,
    };
}

/// <summary>A file that was brought and recognised, waiting to be imported.</summary>
public sealed record ExchangeFile
{
    /// <summary>Its name in <see cref="DataDirectory.Exchange"/>.</summary>
    public required string File { get; init; }

    public required string OriginalName { get; init; }

    public required FileEncoding Encoding { get; init; }

    public required char Delimiter { get; init; }

    /// <summary>The other system whose file it looks like, or null.</summary>
    public ForeignDialect? Dialect { get; init; }

    /// <summary>Online Retail is read by a reader of its own, and is not mapped.</summary>
    public bool HasOwnReader { get; init; }

    public required IReadOnlyList<ExchangeColumn> Columns { get; init; }

    public required FileMapping Mapping { get; init; }

    public required MappingOrigin Origin { get; init; }

    /// <summary>How much the guess may be relied on.</summary>
    public required Sureness Sureness { get; init; }

    /// <summary>Code of the shop that a remembered mapping is of.</summary>
    public string? Channel { get; init; }

    /// <summary>Several shops have a remembered mapping of these columns, and no shop was chosen: a person has to look whether it is the right one.</summary>
    public bool IsOfSeveralShops { get; init; }

    /// <summary>What the reader of its system found; null for a file of none, or of which nothing is read.</summary>
    public DialectSummary? Summary { get; init; }

    /// <summary>It is read as its system means it, and no column has to be said: until a person says one.</summary>
    public bool IsWhole => Summary is not null && Origin == MappingOrigin.Guessed;

    /// <summary>Of what is read whole, what is imported from it.</summary>
    public ExchangeKind? Chosen { get; init; }

    public ExchangeKind Kind => IsWhole ? Chosen ?? Summary!.Holds[0] : Mapping.Kind;

    /// <summary>The field that is about one shop while the file does not say which; null when nothing is to be asked.</summary>
    public string? ChannelFor => IsWhole
        ? Kind switch
        {
            ExchangeKind.Orders => "channel",
            ExchangeKind.Products or ExchangeKind.Listings when Summary!.HasPrices => "price",
            _ => null,
        }
        : HasOwnReader || (Origin == MappingOrigin.Own && Kind == ExchangeKind.Orders) ? null : ImportFields.WithoutShop(Mapping);

    /// <summary>
    /// As <see cref="ChannelFor"/>, and for exports of a shop's system in any case: what goes back with its products (IDs, columns that are nothing here) is of
    /// one shop as well. For who can ask a person.
    /// </summary>
    public string? ShopFor => ChannelFor ?? (IsWhole && Kind == ExchangeKind.Products
        && Dialect?.Dialect is Dialects.Dialect.ShopifyCurrent or Dialects.Dialect.ShopifyLegacy or Dialects.Dialect.WooCommerce or Dialects.Dialect.Magento
        ? "channel" : null);

    /// <summary>Of a file that is read whole, what comes next when this is imported: links need their products, bundles too. Null for nothing.</summary>
    public ExchangeKind? Next => !IsWhole || (Kind is ExchangeKind.Listings or ExchangeKind.Orders) ? null
        : new ExchangeKind?[] { ExchangeKind.Links, ExchangeKind.Bundles }.FirstOrDefault(next => next > Kind && Summary!.Holds.Contains(next!.Value));

    /// <summary>What the readers have to be told; null for a file that they know by its header.</summary>
    public FileMapping? Told => IsWhole || HasOwnReader || Origin == MappingOrigin.Own ? null : Mapping;

    /// <summary>The same file with what a person says its columns are.</summary>
    public ExchangeFile With(FileMapping mapping) => this with { Mapping = mapping, Origin = mapping.IsPlain ? MappingOrigin.Own : MappingOrigin.Chosen };
}

/// <summary>Says what a file is before it is imported: how it is written, whose it is, and what its columns become.</summary>
public sealed class ImportRecognition(StudioStore store, DataDirectory data, ImportMappings mappings, ImportLimits? limits = null)
{
    // As many as a person would look through, and as one question can ask for.
    private const int RowsRead = 200;
    private const int SamplesShown = 3;
    private const int LongestSku = Product.SkuLength;

    /// <summary>Reads the header and the first rows. Refuses what is no table of text, and says what to do with it.</summary>
    /// <param name="file">Its name in <see cref="DataDirectory.Exchange"/>.</param>
    /// <param name="kind">What a person says it holds, so that its columns are guessed for that; null to find out.</param>
    /// <param name="channel">Code of the shop that it is for, so that its columns are read as this shop's; null where that is not known.</param>
    public async Task<Outcome<ExchangeFile>> RecogniseAsync(
        string file, string originalName, Actor actor, ExchangeKind? kind = null, string? channel = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var path = ImportJobs.PathOf(data, file);
        if (!File.Exists(path))
        {
            return Refusal.NotFound(L["The file has expired. Upload it again."], "file");
        }

        if ((await FileSniffer.SniffAsync(path, limits, cancellation)).IsRefused(out var refusal, out var sniffed)
            || (await CellsAsync(path, sniffed, cancellation)).IsRefused(out refusal, out var cells))
        {
            return refusal;
        }

        var catalogue = await CatalogueAsync(cells, actor, cancellation);
        var input = new GuessInput(sniffed.Names, cells, catalogue.Skus, catalogue.Fields)
        {
            Delimiter = sniffed.Delimiter, IsForeign = sniffed.Dialect is not null,
        };
        var guess = ColumnGuess.Of(input, kind);
        var own = kind is null ? Own(sniffed, catalogue.Fields) : null;
        var summary = sniffed.Dialect is null ? null : await SummaryAsync(path, originalName, sniffed, cancellation);
        var isRead = summary?.Holds.Count > 0 && (kind is null || summary.Holds.Contains(kind.Value));
        var remembered = own is null && kind is null ? await mappings.FindAsync(sniffed.Names, channel, actor, cancellation) : null;
        return new ExchangeFile
        {
            File = file,
            OriginalName = originalName,
            Encoding = sniffed.Encoding,
            Delimiter = sniffed.Delimiter,
            Dialect = sniffed.Dialect,
            HasOwnReader = OrderFile.Recognise(sniffed.Names) == OrderFormat.OnlineRetail,
            Columns = [
                .. guess.Columns.Select((column, at) => new ExchangeColumn(
                    sniffed.Names[at], [.. cells[at].Where(cell => cell.Length > 0).Distinct().Take(SamplesShown)], ColumnContent.Of(cells[at], catalogue.Skus),
                    column))],
            Mapping = own ?? remembered?.Mapping ?? guess.Mapping,
            Origin = own is not null ? MappingOrigin.Own : remembered is not null ? MappingOrigin.Remembered : MappingOrigin.Guessed,
            Sureness = own is not null ? Sureness.Sure : guess.Sureness,
            Channel = remembered?.Channel,
            IsOfSeveralShops = channel is null && remembered is { IsSole: false },
            Summary = isRead ? summary : null,
            Chosen = kind,
        };
    }

    /// <summary>What the reader of its system finds in the file; null where it finds nothing to import.</summary>
    private static async Task<DialectSummary?> SummaryAsync(string path, string name, SniffedFile file, CancellationToken cancellation)
    {
        await using var stream = File.OpenRead(path);
        return (await DialectFile.CountAsync(stream, file, name, cancellation: cancellation)).Value is { } reading ? DialectSummary.Of(reading) : null;
    }

    /// <summary>What columns may become here beside the fields that every studio has.</summary>
    public async Task<CatalogueFields> FieldsAsync(Actor actor, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = store.Read(actor.Reads);
        return await FieldsAsync(db, cancellation);
    }

    /// <summary>The file as one of ours, where its header says so.</summary>
    private static FileMapping? Own(SniffedFile file, CatalogueFields catalogue)
    {
        if (file.OwnKind is not { } found)
        {
            return null;
        }

        // What looks like one of ours and is none (an attribute that nobody defined) is said by the reader.
        var known = ImportFields.Of(found, catalogue).Select(field => field.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new FileMapping(
            found, [.. file.Names.Select(name => new MappedColumn(name, known.Contains(name) || name.AsSpan().IndexOfAny(':', '@') >= 0 ? name : null))]);
    }

    private static async Task<Outcome<IReadOnlyList<IReadOnlyList<string>>>> CellsAsync(string path, SniffedFile sniffed, CancellationToken cancellation)
    {
        if ((await TableFile.OpenAsync(path, sniffed, cancellation)).IsRefused(out var refusal, out var table))
        {
            return refusal;
        }

        await using (table)
        {
            var cells = sniffed.Names.Select(_ => new List<string>()).ToList();
            await foreach (var number in table.RowsAsync(cancellation))
            {
                for (var at = 0; at < cells.Count && table.Wrong is null; at++)
                {
                    cells[at].Add(table.Raw(at));
                }

                if (number == RowsRead)
                {
                    break;
                }
            }

            return Outcome.Of<IReadOnlyList<IReadOnlyList<string>>>(cells);
        }
    }

    private async Task<(IReadOnlySet<string> Skus, CatalogueFields Fields)> CatalogueAsync(
        IReadOnlyList<IReadOnlyList<string>> cells, Actor actor, CancellationToken cancellation)
    {
        var asked = cells.SelectMany(column => column).Where(cell => cell.Length is > 0 and <= LongestSku && !cell.Contains('\n'))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        await using var db = store.Read(actor.Reads);
        var skus = asked.Count == 0 ? [] : await db.Products.Where(product => EF.Parameter(asked).Contains(product.Sku)).Select(product => product.Sku)
            .ToListAsync(cancellation);
        return (skus.ToHashSet(StringComparer.OrdinalIgnoreCase), await FieldsAsync(db, cancellation));
    }

    private static async Task<CatalogueFields> FieldsAsync(StudioDb db, CancellationToken cancellation) => new(
        await db.Attributes.OrderBy(attribute => attribute.Position).ThenBy(attribute => attribute.Code)
            .Select(attribute => new CatalogueAttribute(attribute.Code, attribute.Name)).ToListAsync(cancellation),
        [
            .. (await db.Channels.ToListAsync(cancellation)).SelectMany(channel => channel.Locales).Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ]);
}
