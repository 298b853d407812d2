using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Compares the rows of a catalogue file with what is there, some thousand at a time, and gathers in a <see cref="CatalogStage"/> how the rows shall be
/// that differ. Changes nothing; what it looked at is checked again when the stage is applied.
/// </summary>
internal sealed class CatalogDiff
{
    // Rows of a few batches live at a time: more of them live so long that the collector takes them for what stays.
    private const int Batch = 1_000;
    // Errors kept in words; more are only counted.
    private const int ErrorsKept = 100_000;

    private readonly StudioDb db;
    private readonly Actor actor;
    private readonly CatalogHeader header;
    private readonly CatalogStage stage;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, Channel> channels;
    private readonly CatalogListings listings;
    private readonly CatalogProducts products;
    private readonly HashSet<string> locales;
    private readonly CategoryPaths categories;
    private readonly CompletenessPreview ahead;
    private readonly FileFamilies families;
    private readonly AppliedRowsSql applied;
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, int[]> places = [];
    private readonly Dictionary<int, NewFamily> newFamilies = [];
    private readonly List<ProductType> types;
    private CatalogChanges? changes;

    private CatalogDiff(
        StudioDb db, Actor actor, CatalogHeader header, CatalogStage stage, DateTimeOffset now, List<Channel> channels, List<ProductType> types,
        List<Category> categories, CompletenessPreview ahead, FileFamilies families, AppliedRowsSql applied)
    {
        (this.db, this.actor, this.header, this.stage, this.now) = (db, actor, header, stage, now);
        (this.ahead, this.families, this.applied, this.types) = (ahead, families, applied, types);
        this.channels = channels.ToDictionary(channel => channel.Code, StringComparer.OrdinalIgnoreCase);
        listings = new CatalogListings(header, actor, this.channels);
        locales = new HashSet<string>(channels.SelectMany(channel => channel.Locales), StringComparer.OrdinalIgnoreCase);
        this.categories = new CategoryPaths(categories);
        products = new CatalogProducts(actor, now, types, channels.SelectMany(channel => channel.TaxRates), this.categories, families);
    }

    /// <inheritdoc cref="CatalogImportOptions.NewAreActive"/>
    public bool NewAreActive
    {
        get => products.NewStatus == ProductStatus.Active;
        set => products.NewStatus = value ? ProductStatus.Active : ProductStatus.Draft;
    }

    public int Rows { get; private set; }

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Same { get; private set; }

    public int WrongRows { get; private set; }

    public List<RowError> Errors { get; } = [];

    /// <summary>Addresses of pictures that products of the file shall have and do not have yet, by product.</summary>
    public SortedDictionary<int, (string Sku, IReadOnlyList<string> Addresses)> Pictures { get; } = [];

    public FileFamilies Families => families;

    /// <summary>Rows that earlier steps of the same import wrote.</summary>
    public (int New, int Changed) Before => (applied.New, applied.Count - applied.New);

    /// <summary>What completeness was worked out by: it has to be the same when it is written.</summary>
    public CompletenessPreview Ahead => ahead;

    public IReadOnlyList<Category> CategoriesMade => categories.Made;

    /// <summary>Paths of the categories that are made, and of those that earlier steps made.</summary>
    public IEnumerable<string> CategoryPathsMade => [.. applied.Categories.Select(categories.PathOf).OfType<string>(), .. categories.MadePaths];

    /// <param name="sets">Change sets of earlier steps of the same import.</param>
    public static async Task<CatalogDiff> PrepareAsync(
        StudioDb db, Actor actor, CatalogHeader header, CatalogStage stage, DateTimeOffset now, IReadOnlyCollection<long> sets,
        CancellationToken cancellation) => new(
        db,
        actor,
        header,
        stage,
        now,
        await db.Channels.Include(channel => channel.TaxRates).ToListAsync(cancellation),
        await db.ProductTypes.ToListAsync(cancellation),
        await db.Categories.ToListAsync(cancellation),
        await CompletenessPreview.LoadAsync(db, cancellation),
        new FileFamilies((await db.Products.MaxAsync(product => (int?)product.Id, cancellation) ?? 0) + 1),
        sets.Count == 0 ? AppliedRowsSql.None : await AppliedRowsSql.LoadAsync(db, sets, header.Kind, cancellation));

    /// <summary>Adds what is wrong with the header for this studio, and finds the channel that rows without one are about.</summary>
    public Refusal? Check()
    {
        foreach (var locale in header.Texts.Select(text => text.Locale).Distinct(StringComparer.OrdinalIgnoreCase).Where(locale => !locales.Contains(locale)))
        {
            header.Faults.Add($"No shop has the locale {locale}. The locales are {string.Join(", ", locales.Order())}.");
        }

        if (header.DefaultChannel is { } code && !channels.ContainsKey(code))
        {
            return Refusal.NotFound($"There is no channel \"{code}\". The channels are {listings.Codes}.", "channel");
        }

        return header.DefaultChannel is { } given && !actor.Can(Permission.EditCatalog, channels[given].Id)
            ? actor.Deny(Permission.EditCatalog, channels[given].Id)
            : null;
    }

    /// <summary>Whether rows may name others that stand further down, so that the file has to be read ahead.</summary>
    public bool NeedsScan => header["parent"] >= 0 || header["successor"] >= 0;

    /// <summary>Reads the codes of the whole file ahead: a parent may stand after its variants, a successor after whom it replaces.</summary>
    public async Task ScanAsync(TableFile file, CancellationToken cancellation)
    {
        families.Begin();
        var (sku, parent, successor) = (header["sku"], header["parent"], header["successor"]);
        await foreach (var _ in file.RowsAsync(cancellation))
        {
            if (file.Wrong is null)
            {
                families.Meet(file.Cell(sku), file.Cell(parent), file.Cell(successor));
            }
        }

        await families.LookUpAsync(db, cancellation);
    }

    /// <summary>Has every field noted that would change; null when nobody asks.</summary>
    public void Note(ImportChangeWriter? writer) => changes = writer is null ? null : new CatalogChanges(writer, header, types, categories);

    public async Task ReadAsync(TableFile file, IProgress<CatalogImportProgress>? progress, CancellationToken cancellation)
    {
        await foreach (var (rows, last, share) in RowPrefetcher.ReadAsync(file, header, Batch, cancellation))
        {
            Rows = last;
            await CompareAsync(rows, cancellation);
            await stage.FlushAsync();
            await (changes?.FlushAsync() ?? Task.CompletedTask);
            ImportMemory.LetGo();
            progress?.Report(new CatalogImportProgress(CatalogImportStage.Reading, last, share > 0 ? (int)(last / share) : 0));
        }

        // A family that was refused takes its variants along, a successor those that it replaces.
        foreach (var (line, why) in families.Left())
        {
            await stage.DropAsync(line.Id);
            Pictures.Remove(line.Id);
            places.Remove(line.Id);
            changes?.Drop(line.Line);
            (New, Changed) = line.IsNew ? (New - 1, Changed) : (New, Changed - 1);
            Report(line.Line, [(line.Column, string.Create(CultureInfo.InvariantCulture, $"Line {line.Line}: {why}"))], "");
        }

        categories.Keep(places.Values.SelectMany(ids => ids));
        Errors.Sort((one, other) => one.Line.CompareTo(other.Line));
    }

    /// <summary>Whether rows turned out to be wrong after they were read, so that they have to be fetched from the file again.</summary>
    public bool LacksRecords => Errors.Exists(error => error.Record.Length == 0);

    /// <summary>Gives errors that lack it the row as it stands in the file.</summary>
    /// <param name="file">The same again, at its beginning.</param>
    public async Task RecordsAsync(TableFile file, CancellationToken cancellation)
    {
        var at = 0;
        await foreach (var _ in file.RowsAsync(cancellation))
        {
            for (; at < Errors.Count && Errors[at].Line <= file.Line; at++)
            {
                if (Errors[at].Line == file.Line && Errors[at].Record.Length == 0)
                {
                    Errors[at] = Errors[at] with { Record = file.Record };
                }
            }

            if (at == Errors.Count)
            {
                return;
            }
        }
    }

    private async Task CompareAsync(List<CatalogImportRow> rows, CancellationToken cancellation)
    {
        // As one text each (EF.Parameter): thousands of parameters cost more than the rows.
        var skus = rows.Where(row => row.Errors.Count == 0).Select(row => row.Sku).ToList();
        var existing = (await db.Products.AsNoTracking().Where(product => EF.Parameter(skus).Contains(product.Sku)).ToListAsync(cancellation))
            // The database knows the case of ASCII letters only.
            .GroupBy(product => product.Sku, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
        var facts = await ExistingRows.LoadAsync(
            db, [.. existing.Values.Select(product => product.Id)], families.ExistingParents(rows), header, rows, cancellation);
        foreach (var row in rows)
        {
            if (row.Errors.Count == 0)
            {
                Compare(row, existing.GetValueOrDefault(row.Sku), facts);
            }

            if (row.Errors.Count > 0)
            {
                Report(row.Line, row.Errors, row.Record);
            }
        }
    }

    private void Compare(CatalogImportRow row, Product? product, ExistingRows facts)
    {
        var channel = listings.ChannelOf(row);
        var place = channel?.Code ?? row.Channel;
        if (!seen.Add(header.Kind == CatalogFileKind.Listings ? $"{row.Sku}\n{place}" : row.Sku))
        {
            row.Wrong("sku", $"{row.Sku} is in the file twice{(header.Kind == CatalogFileKind.Listings ? $" for {place}" : "")}. Keep one of the rows.");
            return;
        }

        if (product is null && header.Kind == CatalogFileKind.Listings)
        {
            row.Wrong("sku", $"there is no product {row.Sku}. Import the products first.");
            return;
        }

        if (product is not null && applied.WasNew(product.Id, header.Kind == CatalogFileKind.Listings ? channel?.Id ?? 0 : 0) is { } wasNew)
        {
            Want(row, product.Id, facts);
            (New, Changed) = wasNew ? (New + 1, Changed) : (New, Changed + 1);
            return;
        }

        Allow(row, product, facts);
        var next = header.Kind == CatalogFileKind.Products ? products.Next(row, product) : product!;
        var (listing, listingIsNew) = channel is null ? (null, false) : listings.Next(row, product, channel, facts);
        var children = header.Kind == CatalogFileKind.Products ? Children(row, product, next, facts) : null;
        if (row.Errors.Count > 0)
        {
            return;
        }

        if (product is null)
        {
            next.AssignId(families.IdFor(row.Sku));
            var family = next.ParentId is { } parent ? newFamilies.GetValueOrDefault(parent) : null;
            if (next.Kind != ProductKind.Variant || family is not null)
            {
                // A variant's completeness asks for its family's, which may stand further down, or be in the studio already.
                stage.AddReady(next.Id);
                if (listing is not null)
                {
                    foreach (var score in ahead.Score(next, channel!, listing, children!.Values, children.Texts, children.Categories?.Count > 0, family))
                    {
                        stage.AddScore(next.Id, channel!.Id, score);
                    }
                }
            }

            if (next.Kind == ProductKind.Parent)
            {
                newFamilies.Add(next.Id, NewFamily.Of(next, children!.Values));
            }

            stage.Add(next, next.Id);
            children!.Stage(stage, next.Id);
            families.Arrive(row, next, isNew: true);
        }
        else if (header.Kind == CatalogFileKind.Products && (children!.Any || CatalogProducts.Differ(product, next)))
        {
            stage.Add(next, next.Id, product.Version);
            children.Stage(stage, next.Id);
            families.Arrive(row, next, isNew: false);
        }
        else if (listing is null)
        {
            Want(row, product.Id, facts);
            Same++;
            return;
        }

        Want(row, next.Id, facts);
        changes?.Add(row, product, next, children, channel, listing, facts);
        if (children is not null)
        {
            // Categories are planned while rows are read: they are made for those that stay.
            places[next.Id] = [.. new[] { next.CategoryId }.OfType<int>(), .. children.Categories ?? []];
        }

        if (listing is not null)
        {
            listing.AssignProduct(next.Id);
            stage.Add(listing, next.Id, listingIsNew ? null : listing.Version);
        }

        if (product is null || (header.Kind == CatalogFileKind.Listings && listingIsNew))
        {
            New++;
        }
        else
        {
            Changed++;
        }
    }

    // Fetched when everything else is in: the import itself never waits for the network.
    private void Want(CatalogImportRow row, int productId, ExistingRows facts)
    {
        if (row.Pictures.Where(address => !facts.Pictures[productId].Contains(PictureAddress.Origin(address))).ToList() is { Count: > 0 } wanted)
        {
            Pictures[productId] = (row.Sku, wanted);
        }
    }

    private void Allow(CatalogImportRow row, Product? product, ExistingRows facts)
    {
        if (header.Kind == CatalogFileKind.Products && !actor.Can(Permission.EditCatalog, null)
            && !actor.CanInEach(Permission.EditCatalog, product is null ? [] : [.. facts.Shops[product.Id]]))
        {
            row.Wrong("sku", $"{row.Sku} is sold in a shop whose products you may not edit. Remove the row, or ask an administrator.");
        }

        // Another variant changes what every shop of the family sells.
        if (row.Parent is { } parent && families.ExistingParent(parent) is { } family && family != product?.ParentId
            && !actor.Can(Permission.EditCatalog, null) && !actor.CanInEach(Permission.EditCatalog, [.. facts.Shops[family]]))
        {
            row.Wrong(
                "parent", $"{parent} is sold in a shop whose products you may not edit, so you cannot add variants to it. Use another parent, or ask an administrator.");
        }
    }

    private ChildChanges Children(CatalogImportRow row, Product? product, Product next, ExistingRows facts)
    {
        var children = new ChildChanges();
        if (row.Categories is { Count: > 0 } paths && row.Errors.Count == 0)
        {
            var further = paths.Skip(1).Select(path => products.Category(row, path)).OfType<int>().Where(id => id != next.CategoryId).Distinct().Order()
                .ToList();
            var existing = facts.Categories[product?.Id ?? 0].Order();
            if (!further.SequenceEqual(existing))
            {
                children.Categories = further;
            }
        }

        children.Take(row, header, product?.Id, facts, locales);
        return children;
    }

    private void Report(int line, List<(string? Column, string Message)> errors, string record)
    {
        WrongRows++;
        foreach (var (column, message) in errors)
        {
            if (Errors.Count < ErrorsKept)
            {
                var error = new RowError(line, column, message, record);
                Errors.Add(header.Mapping?.Said(error) ?? error);
            }
        }
    }
}
