using System.Globalization;
using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Workbench;

/// <summary>What about a product was changed.</summary>
public enum HistoryKind
{
    Content,
    Texts,
    Attributes,
    Categories,
    Listings,
    Media,
    Links,
}

/// <summary>One field of a change, in words.</summary>
/// <param name="Name">"Price in Camera store", "Mount".</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="Money">The channel in whose currency the values are minor units; null when they are no amounts.</param>
public sealed record HistoryField(HistoryKind Kind, string Name, string? Before, string? After, Channel? Money = null);

/// <summary>One write that touched the product.</summary>
/// <param name="CanUndo">Whether taking it back is possible at all; the right for it is asked when it is done.</param>
/// <param name="JobId">The job that did this to many products, which is undone as a whole; null for a change of its own.</param>
public sealed record HistoryLine(
    long ChangeSetId, DateTimeOffset At, string WhoId, string Who, string Purpose, bool CanUndo, bool IsUndo, bool Undone, long? JobId,
    IReadOnlyList<HistoryField> Fields);

/// <param name="Next">Pass as <c>before</c> for the page that follows; null at the end.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryLine> Lines, long? Next);

/// <summary>Reads who changed what of a product and when, the newest first, in the words that the page uses.</summary>
public sealed class ProductHistory(StudioStore store)
{
    public const int PageSize = 15;

    // A change of more rows than this is a bulk change: it is undone where it was made.
    private const int LargestUndo = 300;

    // A filter may pass over many changes of other kinds; after this many pages of them the person asks for more.
    private const int MostPages = 8;

    // With more at once a page is loaded again without looking.
    private const int ManyChanges = 2_000;

    private static readonly string[] OfFamily = [nameof(Product), nameof(Listing), nameof(AttributeValue)];

    /// <summary>A page of the history.</summary>
    /// <param name="kind">Only changes of this kind; null for all.</param>
    /// <param name="before">Only change sets older than this; null for the newest.</param>
    /// <param name="locale">The reader's, which names the link types.</param>
    public async Task<HistoryPage> LoadAsync(
        ReadScope scope, int productId, HistoryKind? kind = null, long? before = null, string? locale = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        var lines = new List<HistoryLine>();
        for (var page = 0; page < MostPages && lines.Count < PageSize; page++)
        {
            var sets = (await ChangesAsync(db, scope, productId, kind, before ?? long.MaxValue, 0, PageSize + 1, cancellation))
                .GroupBy(change => change.ChangeSetId).ToList();
            lines.AddRange(await LinesAsync(db, [.. sets.Take(PageSize)], kind, locale, cancellation));
            if (sets.Count <= PageSize)
            {
                return new HistoryPage(lines, null);
            }

            before = sets[PageSize - 1].Key;
        }

        return new HistoryPage(lines, before);
    }

    /// <summary>What was written since a state of the studio, the oldest first: for pages that stand open.</summary>
    public async Task<IReadOnlyList<HistoryLine>> SinceAsync(
        ReadScope scope, int productId, long state, string? locale = null, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        await db.Database.OpenConnectionAsync(cancellation); // Once, not for each question.
        if (!await db.ChangeSets.AnyAsync(set => set.Id > state, cancellation))
        {
            return [];
        }

        var rows = (await ChangesAsync(db, scope, productId, null, long.MaxValue, state, PageSize, cancellation)).GroupBy(change => change.ChangeSetId)
            .ToList();
        return [.. (await LinesAsync(db, rows, null, locale, cancellation)).Reverse()];
    }

    /// <summary>
    /// Whether anything of a family was written since a state of the studio that its members' pages show: prices, stock, values, who belongs to it.
    /// </summary>
    /// <param name="memberIds">The family and its variants.</param>
    /// <param name="but">Change sets that do not count.</param>
    public async Task<bool> FamilyMovedAsync(
        int familyId, IReadOnlyCollection<int> memberIds, long state, IReadOnlyCollection<long> but, CancellationToken cancellation = default)
    {
        await using var db = store.Read();
        var changes = await db.Changes.Where(change => change.ChangeSetId > state && OfFamily.Contains(change.Entity))
            .Select(change => new
            {
                change.ChangeSetId, change.EntityId, Added = change.Entity == nameof(Product) && change.Kind == ChangeKind.Added ? change.After : null
            })
            .Take(ManyChanges).ToListAsync(cancellation);
        var members = memberIds.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToHashSet(StringComparer.Ordinal);
        var joined = string.Create(CultureInfo.InvariantCulture, $"\"ParentId\":{familyId},");
        return changes.Count == ManyChanges || changes.Exists(change => !but.Contains(change.ChangeSetId)
            && (members.Contains(change.EntityId.Split('/')[0]) || change.Added?.Contains(joined, StringComparison.Ordinal) == true));
    }

    /// <summary>Of links that are gone, those that were for every shop or for one of the reader's.</summary>
    private static async Task<IReadOnlyList<string>> ReadableAsync(StudioDb db, ReadScope scope, IReadOnlyList<string> gone, CancellationToken cancellation)
    {
        var removals = await db.Changes
            .Where(change => change.Entity == nameof(ProductLink) && change.Kind == ChangeKind.Removed && gone.Contains(change.EntityId))
            .Select(change => new { change.EntityId, change.Before }).ToListAsync(cancellation);
        return [.. removals.Where(change => scope.IncludesAny(LinkHistory.ChannelsOf(change.Before))).Select(change => change.EntityId).Distinct()];
    }

    // Every kind is a seek on (Entity, EntityId) or bounded by the rows that hang on the product.
    private static async Task<List<Change>> ChangesAsync(
        StudioDb db, ReadScope scope, int productId, HistoryKind? kind, long before, long after, int sets, CancellationToken cancellation)
    {
        var id = productId.ToString(CultureInfo.InvariantCulture);
        // Keys of several parts begin with the product's id: "7/" up to, not with, "70".
        var (from, to) = (id + "/", id + "0");
        var found = new List<Change>();
        var all = db.Changes.Where(change => change.ChangeSetId < before && change.ChangeSetId > after);
        if (kind is null or HistoryKind.Content or HistoryKind.Categories or HistoryKind.Attributes)
        {
            found.AddRange(await NewestAsync(all.Where(change => change.Entity == nameof(Product) && change.EntityId == id)));
        }

#pragma warning disable CA1309 // The database compares bytes; this form is the one that it is given.
        foreach (var entity in Parts(kind))
        {
            found.AddRange(await NewestAsync(
                all.Where(change => change.Entity == entity && string.Compare(change.EntityId, from) >= 0 && string.Compare(change.EntityId, to) < 0)));
        }
#pragma warning restore CA1309

        if (kind is null or HistoryKind.Links)
        {
            var ids = (await db.Links.Where(link => link.SourceId == productId || link.TargetId == productId).Select(link => link.Id).Take(500)
                .ToListAsync(cancellation))
                .Select(link => link.ToString(CultureInfo.InvariantCulture)).ToList();
            // Those that are gone tell in their removal whose they were.
            var gone = await RemovedRows.LinksAsync(db, productId, cancellation);
            ids = [.. ids.Union(scope.IsEverything ? gone : await ReadableAsync(db, scope, gone, cancellation))];
            found.AddRange(await NewestAsync(all.Where(change => change.Entity == nameof(ProductLink) && ids.Contains(change.EntityId))));
        }

        if (kind is null or HistoryKind.Media)
        {
            var ids = (await db.ProductMedia.Where(media => media.ProductId == productId).Select(media => media.Id).ToListAsync(cancellation))
                .Select(media => media.ToString(CultureInfo.InvariantCulture)).ToList();
            ids = [.. ids.Union(await RemovedRows.MediaAsync(db, productId, cancellation))];
            found.AddRange(await NewestAsync(all.Where(change => change.Entity == nameof(ProductMedia) && ids.Contains(change.EntityId))));
        }

        var keep = found.Select(change => change.ChangeSetId).Distinct().OrderDescending().Take(sets).ToHashSet();
        return [.. found.Where(change => keep.Contains(change.ChangeSetId)).OrderByDescending(change => change.ChangeSetId).ThenBy(change => change.Id)];

        Task<List<Change>> NewestAsync(IQueryable<Change> changes) => changes.OrderByDescending(change => change.Id).Take(sets * 8).ToListAsync(cancellation);
    }

    private static IEnumerable<string> Parts(HistoryKind? kind) => kind switch
    {
        null => [nameof(Listing), nameof(ProductText), nameof(AttributeValue), nameof(ProductCategory)],
        HistoryKind.Listings => [nameof(Listing)],
        HistoryKind.Texts => [nameof(ProductText)],
        HistoryKind.Attributes => [nameof(AttributeValue)],
        HistoryKind.Categories => [nameof(ProductCategory)],
        _ => [],
    };

    private static async Task<IReadOnlyList<HistoryLine>> LinesAsync(
        StudioDb db, List<IGrouping<long, Change>> groups, HistoryKind? kind, string? locale, CancellationToken cancellation)
    {
        var ids = groups.Select(group => group.Key).ToList();
        var sets = await db.ChangeSets.Where(set => ids.Contains(set.Id)).ToDictionaryAsync(set => set.Id, cancellation);
        var sizes = await db.Changes.Where(change => ids.Contains(change.ChangeSetId)).GroupBy(change => change.ChangeSetId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellation);
        var words = await HistoryWords.LoadAsync(db, groups.SelectMany(group => group), locale, cancellation);
        var lines = new List<HistoryLine>();
        foreach (var group in groups.OrderByDescending(group => group.Key))
        {
            var set = sets[group.Key];
            var fields = Merge(group.SelectMany(words.Of)).Where(field => kind is null || field.Kind == kind).ToList();
            if (fields.Count > 0
                || (kind is null or HistoryKind.Content && group.Any(change => change.Entity == nameof(Product) && change.Kind != ChangeKind.Edited)))
            {
                lines.Add(new HistoryLine(
                    set.Id, set.At, set.ActorId, set.ActorName, set.Purpose,
                    set.CanUndo && set.UndoneById is null && set.UndoOfId is null && set.JobId is null && sizes[set.Id] <= LargestUndo,
                    set.UndoOfId is not null, set.UndoneById is not null, set.JobId, fields));
            }
        }

        return lines;
    }

    // A row is saved more than once in a write when its id had to be known first: people see one change.
    private static IReadOnlyList<HistoryField> Merge(IEnumerable<HistoryField> fields) => [.. fields.GroupBy(field => (field.Kind, field.Name))
        .Select(group => group.First() with { After = group.Last().After }).Where(field => field.Before != field.After)];
}
