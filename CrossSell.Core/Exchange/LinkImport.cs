using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>How a file of links is to be brought in.</summary>
public sealed record LinkImportOptions
{
    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Bring in nothing when one row is wrong.</summary>
    public bool Strict { get; init; }

    /// <summary>Links of a product and type of the file that the file does not name are removed.</summary>
    public bool Replace { get; init; }

    /// <summary>The job that imports, so that it is undone as one.</summary>
    public long? JobId { get; init; }
}

/// <summary>What an import of links did, or would do.</summary>
/// <param name="New">Links that were not there, without ways back that came with them.</param>
/// <param name="Same">Stood there already, just so.</param>
/// <param name="ChangeSetId">What undo takes; null when nothing changed.</param>
/// <param name="Stopped">Why reading ended before the end of the file, or null.</param>
public sealed record LinkImportReport(
    int Rows, int New, int Changed, int Removed, int Same, int Wrong, IReadOnlyList<RowError> Errors, IReadOnlyList<string> Ignored, bool DryRun, long? ChangeSetId = null, string? Stopped = null);

/// <summary>
/// Brings a file of links in, by the same invariants as by hand: rows that cannot be are reported and the rest lands in one transaction.
/// A blank cell never deletes; the same file twice changes nothing.
/// </summary>
public sealed class LinkImport(StudioStore store)
{
    private const int Batch = 5_000;

    /// <param name="errors">Gets the rows that were left out, as a file of the same format; null when nobody wants them.</param>
    public async Task<Outcome<LinkImportReport>> ImportAsync(Actor actor, string path, LinkImportOptions options, TextWriter? errors = null, CancellationToken cancellation = default)
    {
        if (!actor.CanAnywhere(Permission.EditLinks))
        {
            return actor.Deny(Permission.EditLinks, null)!;
        }

        if ((await TableFile.OpenAsync(File.OpenRead(path), cancellation)).IsRefused(out var refusal, out var file))
        {
            return refusal;
        }

        var wrong = new List<RowError>();
        List<LinkRecord> rows;
        int count;
        List<string> ignored;
        await using (file)
        {
            if (!LinkFile.Recognise(file.Names))
            {
                return new Refusal("file.columns", "A file of links needs the columns source_sku and target_sku.", "file");
            }

            (rows, count, ignored) = await LinkFile.ReadAsync(file, wrong, cancellation);
        }

        await using var session = await store.WriteAsync(actor, "Imported links", cancellation);
        session.JobId = options.JobId;
        var plan = new LinkImportPlan(session, options, wrong);
        if ((await plan.ApplyAsync(rows, cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        var report = new LinkImportReport(
            count, plan.New, plan.Changed, plan.Removed, plan.Same, wrong.Select(error => error.Line).Distinct().Count(), [.. wrong.OrderBy(error => error.Line)], ignored, options.DryRun, Stopped: file.Stopped);
        await WriteErrorsAsync(report, file, errors);
        if (options.Strict && (report.Wrong > 0 || report.Stopped is not null))
        {
            return new Refusal(
                "import.strict",
                report.Stopped is { } stopped ? $"Nothing was brought in. {stopped}"
                    : string.Create(CultureInfo.InvariantCulture, $"Nothing was brought in: {report.Wrong:N0} of {report.Rows:N0} rows are wrong. {report.Errors[0].Message}"),
                "file");
        }

        if (options.DryRun || report.New + report.Changed + report.Removed == 0)
        {
            // Nothing is committed: the write was the trial of itself.
            return report;
        }

        session.Purpose = string.Create(CultureInfo.InvariantCulture, $"Imported {report.New + report.Changed + report.Removed:N0} links ({report.New:N0} new)");
        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out var set) ? refusal : report with { ChangeSetId = set };
    }

    /// <summary>Ids of products by SKU, without regard to case.</summary>
    internal static async Task<Dictionary<string, int>> ProductsAsync(StudioDb db, IEnumerable<string> skus, CancellationToken cancellation)
    {
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var chunk in skus.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(Batch))
        {
            foreach (var product in await db.Products.Where(product => chunk.Contains(product.Sku)).Select(product => new { product.Sku, product.Id }).ToListAsync(cancellation))
            {
                found[product.Sku] = product.Id;
            }
        }

        return found;
    }

    private static async Task WriteErrorsAsync(LinkImportReport report, TableFile file, TextWriter? errors)
    {
        if (errors is null || report.Errors.Count == 0)
        {
            return;
        }

        await errors.WriteAsync($"error{file.Delimiter}{string.Join(file.Delimiter, file.Names.Select(Quoted))}\n");
        foreach (var row in report.Errors.GroupBy(error => error.Line))
        {
            await errors.WriteAsync($"{Quoted(string.Join(' ', row.Select(error => error.Message)))}{file.Delimiter}{row.First().Record}\n");
        }
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

/// <summary>Applies the rows of a file inside one write, and counts what differs afterwards.</summary>
internal sealed class LinkImportPlan(WriteSession session, LinkImportOptions options, List<RowError> errors)
{
    private readonly StudioDb db = session.Db;
    private List<LinkType> types = [];
    private Dictionary<string, int> products = [];
    private Dictionary<string, int> channels = [];

    public int New { get; private set; }

    public int Changed { get; private set; }

    public int Removed { get; private set; }

    public int Same { get; private set; }

    public async Task<Outcome> ApplyAsync(IReadOnlyList<LinkRecord> rows, CancellationToken cancellation)
    {
        types = await db.LinkTypes.OrderBy(type => type.Position).ToListAsync(cancellation);
        products = await LinkImport.ProductsAsync(db, rows.SelectMany(row => new[] { row.Source, row.Target }), cancellation);
        channels = await db.Channels.ToDictionaryAsync(channel => channel.Code, channel => channel.Id, StringComparer.OrdinalIgnoreCase, cancellation);
        var known = rows.Select(Resolve).OfType<Wanted>().ToList();
        var ids = known.SelectMany(row => new[] { row.Source, row.Target }).ToHashSet();
        var standing = (await db.Links.Where(link => ids.Contains(link.SourceId)).ToListAsync(cancellation)).ToDictionary(link => (link.SourceId, link.TargetId, link.TypeId));
        var before = standing.Values.ToDictionary(link => link.Id, Picture);
        var batch = await LinkBatch.LoadAsync(db, ids, session.Actor, cancellation: cancellation);
        var byKey = known.GroupBy(row => row.Key).ToDictionary(group => group.Key, group => group.Last());

        // 1. What goes: named by delete, or not named at all where the file replaces.
        var gone = byKey.Values.Where(row => row.Row.Delete).Select(row => standing.GetValueOrDefault(row.Key)).OfType<ProductLink>().ToHashSet();
        if (options.Replace)
        {
            var lists = byKey.Keys.Select(key => (key.Source, key.Type)).ToHashSet();
            gone.UnionWith(standing.Values.Where(link => lists.Contains((link.SourceId, link.TypeId)) && !byKey.ContainsKey((link.SourceId, link.TargetId, link.TypeId)) && link.Origin != LinkOrigin.Inverse));
        }

        var pairs = gone.Select(link => link.PairId).OfType<Guid>().ToArray();
        var goneToo = await db.Links.Where(link => link.PairId != null && pairs.Contains(link.PairId.Value)).ToListAsync(cancellation);
        foreach (var link in gone.ToList().Where(link => batch.Deny(link.SourceId) is not null))
        {
            gone.Remove(link);
            Wrong(byKey.GetValueOrDefault((link.SourceId, link.TargetId, link.TypeId))?.Row, null, batch.Deny(link.SourceId)!.Message);
        }

        var going = gone.Concat(goneToo.Where(link => gone.Any(other => other.PairId == link.PairId))).ToHashSet();
        db.Links.RemoveRange(going);
        Removed = gone.Count;
        if ((await session.SaveAsync(cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        // 2. What is new, with its way back.
        batch = await LinkBatch.LoadAsync(db, ids, session.Actor, cancellation: cancellation);
        var left = byKey.Values.Where(row => !row.Row.Delete).ToList();
        var fresh = new List<Wanted>();
        foreach (var row in left.Where(row => !standing.ContainsKey(row.Key) || going.Contains(standing[row.Key])))
        {
            var verdict = batch.Add(new NewLink(row.Source, row.Target, row.Type.Code, LinkOrigin.Import, Quantity: row.Row.Quantity ?? 1) { ValidFrom = row.Row.From, ValidTo = row.Row.To });
            if (verdict.Refusal is null)
            {
                fresh.Add(row);
                if (row.Row.TwoWay && row.Type.Direction == LinkDirection.OneWay)
                {
                    batch.Add(new NewLink(row.Target, row.Source, row.Type.Code, LinkOrigin.Import));
                }
            }
            else if (verdict.Refusal.Code == "link.double")
            {
                // It came as the way back of a row before it, and may still say more.
                fresh.Add(row);
            }
            else
            {
                Wrong(row.Row, null, verdict.Refusal.Message);
            }
        }

        if ((await batch.WriteAsync(session, cancellation)).IsRefused(out refusal, out _))
        {
            return refusal;
        }

        // 3. What each row says of its link; the way back follows, as by hand.
        var now = db.Links.Local.ToDictionary(link => (link.SourceId, link.TargetId, link.TypeId));
        var byPair = db.Links.Local.Where(link => link.PairId is not null).ToLookup(link => link.PairId!.Value);
        foreach (var row in left.Where(row => now.ContainsKey(row.Key)))
        {
            if (batch.Deny(row.Source) is { } denied)
            {
                Wrong(row.Row, null, denied.Message);
                continue;
            }

            var link = now[row.Key];
            Say(row, link, link.PairId is { } pair ? byPair[pair].FirstOrDefault(other => other != link) : null);
        }

        if ((await session.SaveAsync(cancellation)).IsRefused(out refusal) || (await LinkWriter.RenumberAsync(session, ids, cancellation)).IsRefused(out refusal))
        {
            return refusal;
        }

        New = fresh.Count(row => now.ContainsKey(row.Key));
        var old = left.Where(row => standing.ContainsKey(row.Key) && !going.Contains(standing[row.Key])).ToList();
        Changed = old.Count(row => before[standing[row.Key].Id] != Picture(standing[row.Key]));
        Same = old.Count - Changed;
        return Outcome.Done;
    }

    private void Say(Wanted row, ProductLink link, ProductLink? partner)
    {
        var said = row.Row;
        if (said.Quantity is { } quantity && quantity != link.Quantity)
        {
            if (quantity > 1 && !row.Type.AllowsQuantity)
            {
                Wrong(said, "quantity", $"Links of type {row.Type.Name} have no quantity. Leave the cell blank.");
            }
            else
            {
                link.Quantity = quantity;
            }
        }

        if ((said.From ?? link.ValidFrom) >= (said.To ?? link.ValidTo))
        {
            Wrong(said, "valid_to", "The link would end before it begins.");
            return;
        }

        if (said.Fields.Count > 0)
        {
            if (LinkFields.Read(row.Type, said.Fields).IsRefused(out var refusal, out var values))
            {
                Wrong(said, LinkFile.FieldPrefix + refusal.Field, refusal.Message);
            }
            else
            {
                link.Fields = link.Fields.Where(field => !values.ContainsKey(field.Key)).Concat(values).ToDictionary(StringComparer.Ordinal);
            }
        }

        link.Position = said.Position is { } position ? position - 1 : link.Position;
        foreach (var end in partner is null ? new[] { link } : [link, partner])
        {
            end.ValidFrom = said.From ?? end.ValidFrom;
            end.ValidTo = said.To ?? end.ValidTo;
            end.Segment = said.Segment ?? end.Segment;
            end.State = said.State ?? end.State;
            end.Note = said.Note ?? end.Note;
            end.ChannelIds = row.ChannelIds is { } ids ? [.. ids] : end.ChannelIds;
        }
    }

    private Wanted? Resolve(LinkRecord row)
    {
        if (!products.TryGetValue(row.Source, out var source))
        {
            return Wrong(row, "source_sku", $"There is no product \"{row.Source}\".");
        }

        if (!products.TryGetValue(row.Target, out var target))
        {
            return Wrong(row, "target_sku", $"There is no product \"{row.Target}\".");
        }

        if (types.Find(item => item.Code.Equals(row.Type, StringComparison.OrdinalIgnoreCase)) is not { } type)
        {
            return Wrong(row, "type", $"There is no link type \"{row.Type}\". The types are {string.Join(", ", types.Select(item => item.Code))}.");
        }

        if (row.Channels?.FirstOrDefault(code => !channels.ContainsKey(code)) is { } unknown)
        {
            return Wrong(row, "channels", $"There is no channel \"{unknown}\". The channels are {string.Join(", ", channels.Keys.Order(StringComparer.Ordinal))}.");
        }

        return row.Fields.Keys.FirstOrDefault(code => type.Fields.TrueForAll(field => field.Code != code)) is { } none
            ? Wrong(row, LinkFile.FieldPrefix + none, $"Links of type {type.Name} have no field \"{none}\".")
            : new Wanted(row, source, target, type, row.Channels?.Select(code => channels[code]).Distinct().Order().ToList());
    }

    private Wanted? Wrong(LinkRecord? row, string? column, string message)
    {
        if (row is not null)
        {
            errors.Add(new RowError(row.Line, column, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {message}"), row.Record));
        }

        return null;
    }

    private static string Picture(ProductLink link) => JsonSerializer.Serialize(new
    {
        link.Position, link.Quantity, link.ChannelIds, link.Segment, link.ValidFrom, link.ValidTo, link.Note, link.State, Fields = link.Fields.OrderBy(field => field.Key, StringComparer.Ordinal),
    });

    private sealed record Wanted(LinkRecord Row, int Source, int Target, LinkType Type, IReadOnlyList<int>? ChannelIds)
    {
        public (int Source, int Target, int Type) Key => (Source, Target, Type.Id);
    }
}
