using System.Globalization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Exchange;

/// <summary>
/// What the rows of a file make of the links, worked out in memory: read by a dry run without a lock, and by the import inside its write, which then saves it.
/// A row is judged whole before anything of it is applied, and by what the file says, not by what rows before it have done: so the same file a second time
/// finds everything as it says.
/// </summary>
/// <param name="db">Of a write, links that exist are changed as they are tracked; of a read, nobody saves them.</param>
/// <param name="named">What the whole file names, where the rows are a part of it; null where they are all.</param>
internal sealed class LinkImportPlan(
    StudioDb db, Actor actor, DateTimeOffset now, LinkImportOptions options, List<RowError> errors, IReadOnlySet<LinkKey>? named = null)
{
    private readonly Dictionary<int, LinkFate> fates = [];
    private readonly Dictionary<LinkKey, WantedLink> byKey = [];
    private List<LinkType> types = [];
    private Dictionary<string, int> products = [];
    private Dictionary<string, int> channels = [];
    private IReadOnlyList<Segment> segments = [];
    private Dictionary<LinkKey, ProductLink> existing = [];

    /// <summary>What each row does, by its line; wrong rows do nothing.</summary>
    public IReadOnlyDictionary<int, LinkFate> Fates => fates;

    /// <summary>How many links of a product go because the file replaces and does not name them; without their reverse links.</summary>
    public IReadOnlyDictionary<int, int> Replaced { get; private set; } = new Dictionary<int, int>();

    /// <summary>What the file names, wrong rows too: where it replaces, nothing goes that it names.</summary>
    public IReadOnlySet<LinkKey> Named { get; private set; } = new HashSet<LinkKey>();

    /// <summary>Rows to remove, reverse links too.</summary>
    public IReadOnlyCollection<ProductLink> Gone { get; private set; } = [];

    /// <summary>Rows to add, reverse links too, in the order of the file.</summary>
    public IReadOnlyCollection<ProductLink> Added { get; private set; } = [];

    public async Task MakeAsync(IReadOnlyList<LinkRecord> rows, CancellationToken cancellation)
    {
        types = await db.LinkTypes.OrderBy(type => type.Position).ToListAsync(cancellation);
        products = await LinkImport.ProductsAsync(db, rows.SelectMany(row => new[] { row.Source, row.Target }), cancellation);
        channels = await db.Channels.ToDictionaryAsync(channel => channel.Code, channel => channel.Id, StringComparer.OrdinalIgnoreCase, cancellation);
        segments = await Segments.LoadAsync(db, cancellation);
        var known = rows.Where(row => !row.IsWrong).Select(Resolve).OfType<WantedLink>().ToList();
        Named = named ?? NamesOf(rows);
        // The links of a target matter only where one is made or goes there; else they would be most of what is read.
        var ids = known.SelectMany(row => new[] { row.Key.Source, row.Key.Target }).ToHashSet();
        var lists = known.Select(row => row.Key.Source).Concat(known.Where(row => row.IsPaired || row.Row.TwoWay).Select(row => row.Key.Target)).ToHashSet();
        existing = (await db.Links.Where(link => lists.Contains(link.SourceId)).ToListAsync(cancellation)).ToDictionary(LinkKey.Of);
        var before = existing.Values.ToDictionary(link => link.Id, StoredLink.Of);
        var batch = await LinkBatch.LoadAsync(db, ids, actor, lists: lists, cancellation: cancellation);
        foreach (var row in known)
        {
            Judge(row, batch);
        }

        JudgeDates();
        var (going, others) = await RemoveAsync(lists, batch, cancellation);
        if (going.Count > 0)
        {
            batch = await LinkBatch.LoadAsync(db, ids, actor, [.. going.Select(link => link.Id)], lists, cancellation);
        }

        var kept = byKey.Values.Where(row => !row.Row.Delete).ToList();
        var (refused, reversed) = Add(kept, going, batch);
        var links = Links(batch, going);
        var byPair = links.Values.Where(link => link.PairId is not null).ToLookup(link => link.PairId!.Value);
        foreach (var (row, why) in refused.Where(pair => !links.ContainsKey(pair.Row.Key)))
        {
            Wrong(row.Row, null, why.Message);
        }

        kept.RemoveAll(row => !links.ContainsKey(row.Key));
        foreach (var row in kept)
        {
            var link = links[row.Key];
            Say(row, link, link.PairId is { } pair ? byPair[pair].FirstOrDefault(other => other != link) : null);
        }

        Place(kept, links, lists);
        LinkWriter.Renumber(others, types);
        foreach (var row in kept)
        {
            fates[row.Row.Line] = !existing.TryGetValue(row.Key, out var link) || going.Contains(link) ? LinkFate.New
                : reversed.Contains(row) || !before[link.Id].IsOf(link) ? LinkFate.Changed : LinkFate.Same;
        }

        foreach (var row in byKey.Values.Where(row => row.Row.Delete))
        {
            fates[row.Row.Line] = existing.ContainsKey(row.Key) ? LinkFate.Removed : LinkFate.Same;
        }
    }

    /// <summary>The rows that can be judged, each product's together in the order of the file, to be planned again part by part.</summary>
    public IReadOnlyList<LinkRows> Parts()
    {
        var reversed = new Dictionary<int, int>();
        var parts = new List<LinkRows>();
        foreach (var source in byKey.Values.GroupBy(row => row.Key.Source))
        {
            foreach (var row in source.Where(row => row.IsPaired || row.Row.TwoWay))
            {
                reversed[row.Key.Target] = parts.Count;
            }

            parts.Add(new LinkRows(source.Key, [.. source.Select(row => row.Row)]));
        }

        return [.. parts.Select((part, at) => part with { IsPlacedAgain = part.Rows.Any(row => row.Position is not null)
            && reversed.TryGetValue(part.SourceId, out var last) && last > at })];
    }

    /// <summary>The links of all products of the file as they will be, without what goes and with what is new.</summary>
    private Dictionary<LinkKey, ProductLink> Links(LinkBatch batch, HashSet<ProductLink> going)
    {
        var links = existing.Values.Where(link => !going.Contains(link)).ToDictionary(LinkKey.Of);
        var ends = links.Values.GroupBy(link => (link.SourceId, List: LinkWriter.ListOf(link.TypeId, types)))
            .ToDictionary(group => group.Key, group => group.Count());
        var byId = links.Values.ToDictionary(link => link.Id);
        Added = batch.Make(now, ends, id => byId[id]).New;
        foreach (var link in Added)
        {
            links.Add(LinkKey.Of(link), link);
        }

        return links;
    }

    /// <summary>Takes the row, or says what is wrong with it: by itself, or beside a row before it that speaks of the same link.</summary>
    private void Judge(WantedLink row, LinkBatch batch)
    {
        var (said, type) = (row.Row, row.Type);
        var wrong = errors.Count;
        if (batch.Deny(row.Key.Source, ReachOf(row)) is { } denied)
        {
            Wrong(said, null, denied.Message);
        }
        else if (row.IsPaired && batch.DenyReverse(row.Key.Target, ReachOf(row)) is { } foreign)
        {
            Wrong(said, null, foreign.Message);
        }

        if (byKey.TryGetValue(row.Key, out var twice))
        {
            Wrong(said, null, string.Create(CultureInfo.InvariantCulture, $"This link is already on line {twice.Row.Line}. Keep one of the rows."));
        }
        else if (byKey.TryGetValue(row.Reverse, out var other) && row.ContradictionWith(other) is var (column, how))
        {
            Wrong(said, column, string
                .Create(CultureInfo.InvariantCulture, $"Line {other.Row.Line} contradicts this row for the same link: {how}. Correct one of the rows."));
        }

        if (!said.Delete)
        {
            if (LinkRules.RefuseTerms(type, said.Quantity ?? 1, null, null) is { } quantity)
            {
                Wrong(said, "quantity", quantity.Message + " Leave the cell blank.");
            }

            if (said.Fields.Count > 0 && LinkFields.Read(type, said.Fields).IsRefused(out var refusal, out _))
            {
                Wrong(said, LinkFile.FieldPrefix + refusal.Field, refusal.Message);
            }
        }

        if (errors.Count == wrong)
        {
            byKey.Add(row.Key, row);
        }
    }

    private IReadOnlyCollection<int> ReachOf(WantedLink row) =>
        existing.GetValueOrDefault(row.Key) is not { } link ? row.ChannelIds ?? [] : LinkRights.Reach(link.ChannelIds, row.ChannelIds ?? link.ChannelIds);

    /// <summary>Dates by what the rows of both directions and the link that exists say together.</summary>
    private void JudgeDates()
    {
        var wrong = new List<WantedLink>();
        foreach (var row in byKey.Values.Where(row => !row.Row.Delete && (row.Row.From ?? row.Row.To) is not null))
        {
            var other = row.IsPaired ? byKey.GetValueOrDefault(row.Reverse)?.Row : null;
            var link = existing.GetValueOrDefault(row.Key) ?? (row.IsPaired ? existing.GetValueOrDefault(row.Reverse) : null);
            if (LinkRules.RefuseTerms(row.Type, 1, row.Row.From ?? other?.From ?? link?.ValidFrom, row.Row.To ?? other?.To ?? link?.ValidTo) is not null)
            {
                wrong.Add(row);
            }
        }

        foreach (var row in wrong)
        {
            byKey.Remove(row.Key);
            Wrong(row.Row, "valid_to", "The link ends before it starts.");
        }

        // One row may move the start of a pair and the other one its end: each says both, so that it does not matter which is written first.
        foreach (var row in byKey.Values.Where(row => row.IsPaired && !row.Row.Delete).ToList())
        {
            if (byKey.GetValueOrDefault(row.Reverse)?.Row is { } other)
            {
                byKey[row.Key] = row with { Row = row.Row with { From = row.Row.From ?? other.From, To = row.Row.To ?? other.To } };
            }
        }
    }

    private HashSet<LinkKey> NamesOf(IReadOnlyList<LinkRecord> rows)
    {
        var names = new HashSet<LinkKey>();
        foreach (var row in rows)
        {
            if (products.TryGetValue(row.Source, out var source) && products.TryGetValue(row.Target, out var target) && TypeOf(row) is { } type)
            {
                var key = new LinkKey(source, target, type.Id);
                names.Add(key);
                var back = LinkRules.ReverseTypeOf(type, types);
                if (back is not null || row.TwoWay)
                {
                    names.Add(new LinkKey(target, source, (back ?? type).Id));
                }
            }
        }

        return names;
    }

    /// <returns>What goes, and what stays of the lists of products that the file does not name, which lose a reverse link.</returns>
    private async Task<(HashSet<ProductLink> Going, List<ProductLink> Others)> RemoveAsync(
        HashSet<int> ids, LinkBatch batch, CancellationToken cancellation)
    {
        var gone = byKey.Values.Where(row => row.Row.Delete).Select(row => existing.GetValueOrDefault(row.Key)).OfType<ProductLink>().ToHashSet();
        if (options.Replace)
        {
            var lists = byKey.Keys.Select(key => (key.Source, key.Type)).ToHashSet();
            var replaced = existing.Values.Where(link => lists.Contains((link.SourceId, link.TypeId)) && !Named.Contains(LinkKey.Of(link))
                && link.Origin != LinkOrigin.Inverse && batch.Deny(link.SourceId, link.ChannelIds) is null).ToList();
            Replaced = replaced.CountBy(link => link.SourceId).ToDictionary();
            gone.UnionWith(replaced);
        }

        var pairs = gone.Select(link => link.PairId).OfType<Guid>().ToHashSet();
        var elsewhere = gone.Where(link => link.PairId is not null && !ids.Contains(link.TargetId)).Select(link => link.TargetId).Distinct().ToArray();
        var others = await db.Links.Where(link => elsewhere.Contains(link.SourceId)).ToListAsync(cancellation);
        var going = gone.Concat(existing.Values.Concat(others).Where(link => link.PairId is { } pair && pairs.Contains(pair))).ToHashSet();
        others.RemoveAll(going.Contains);
        Gone = going;
        return (going, others);
    }

    /// <summary>Adds what is new in the order of the file: what a shop allows at most is used up by the rows before.</summary>
    /// <returns>Rows that cannot become links unless another row brings them as its reverse link, and rows that got their reverse link now.</returns>
    private (List<(WantedLink Row, Refusal Why)> Refused, HashSet<WantedLink> Reversed) Add(List<WantedLink> rows, HashSet<ProductLink> going, LinkBatch batch)
    {
        var refused = new List<(WantedLink Row, Refusal Why)>();
        var reversed = new HashSet<WantedLink>();
        foreach (var row in rows.ToList())
        {
            var isThere = existing.TryGetValue(row.Key, out var link) && !going.Contains(link);
            var wanted = new NewLink(row.Key.Source, row.Key.Target, row.Type.Code, LinkOrigin.Import, Quantity: row.Row.Quantity
                ?? 1)
            { ChannelIds = row.ChannelIds ?? [], ValidFrom = row.Row.From, ValidTo = row.Row.To };
            if (!isThere && Refused(wanted) is { } why)
            {
                refused.Add((row, why));
            }
            else if (row.AsksForReverse && Refused(row.NewReverse()) is { } back)
            {
                // The row says both or nothing.
                rows.Remove(row);
                Wrong(row.Row, "two_way", back.Message);
            }
            else
            {
                if (!isThere)
                {
                    batch.Add(wanted);
                }

                if (row.AsksForReverse && batch.Add(row.NewReverse()).Refusal is null)
                {
                    reversed.Add(row);
                }
            }
        }

        // Whether it is there already, as the reverse link of a row before it, is no refusal.
        Refusal? Refused(NewLink link) => batch.Judge(link).Refusal is { Code: not "link.duplicate" } refusal ? refusal : null;

        return (refused, reversed);
    }

    /// <summary>What each row says of its link; the reverse link follows, as by hand. Everything was judged before.</summary>
    private void Say(WantedLink row, ProductLink link, ProductLink? partner)
    {
        var (said, values) = (row.Row, LinkFields.Read(row.Type, row.Row.Fields).Required);
        Write(link, row.Type, terms => terms with
        {
            Quantity = said.Quantity ?? terms.Quantity,
            Fields = terms.Fields.Where(field => !values.ContainsKey(field.Key)).Concat(values).ToDictionary(StringComparer.Ordinal),
        });
        if (partner is not null)
        {
            Write(partner, types.First(type => type.Id == partner.TypeId), terms => terms);
        }

        void Write(ProductLink end, LinkType type, Func<LinkTerms, LinkTerms> own)
        {
            var was = LinkTerms.Of(end);
            var edited = end.Edit(type, own(was with
            {
                ValidFrom = said.From ?? was.ValidFrom,
                ValidTo = said.To ?? was.ValidTo,
                Segment = said.Segment ?? was.Segment,
                State = said.State ?? was.State,
                Note = said.Note ?? was.Note,
                ChannelIds = row.ChannelIds?.ToList() ?? was.ChannelIds,
            }));
            if (edited.IsRefused(out var refused))
            {
                throw new InvalidOperationException($"Line {said.Line} was judged and is refused all the same: {refused.Message}");
            }
        }
    }

    private void Place(List<WantedLink> rows, Dictionary<LinkKey, ProductLink> all, HashSet<int> sources)
    {
        var positions = rows.Where(row => row.Row.Position is not null)
            .ToDictionary(row => all[row.Key], row => (At: row.Row.Position!.Value - 1, row.Row.Line));
        foreach (var list in all.Values.Where(link => sources.Contains(link.SourceId))
            .GroupBy(link => (link.SourceId, List: LinkWriter.ListOf(link.TypeId, types))))
        {
            LinkFileOrder.Place(list, positions);
        }
    }

    private WantedLink? Resolve(LinkRecord row)
    {
        if (!products.TryGetValue(row.Source, out var source))
        {
            Wrong(row, "source_sku", $"There is no product \"{row.Source}\".");
        }

        if (!products.TryGetValue(row.Target, out var target))
        {
            Wrong(row, "target_sku", $"There is no product \"{row.Target}\".");
        }

        var type = TypeOf(row);
        if (type is null)
        {
            Wrong(
                row, "type",
                $"There is no link type \"{row.Type}\". The types are {string.Join(", ", types.Select(item => item.Code))}. "
                + "Add it under Settings, Link types, and import the file again.");
        }

        var unknown = row.Channels?.FirstOrDefault(code => !channels.ContainsKey(code));
        if (unknown is not null)
        {
            Wrong(row, "channels", $"There is no channel \"{unknown}\". The channels are {string.Join(", ", channels.Keys.Order(StringComparer.Ordinal))}.");
        }

        var none = type is null ? null : row.Fields.Keys.FirstOrDefault(code => type.Fields.TrueForAll(field => field.Code != code));
        if (none is not null)
        {
            Wrong(row, LinkFile.FieldPrefix + none, $"Links of type {type!.Name} have no field \"{none}\".");
        }

        var noSegment = unknown is null
            ? Segments.Refuse(segments, row.Segment, row.Channels is { } named ? [.. named.Select(code => channels[code])] : [])
            : null;
        if (noSegment is not null)
        {
            Wrong(row, "segment", noSegment.Message);
        }

        if (source == 0 || target == 0 || type is null || unknown is not null || none is not null || noSegment is not null)
        {
            return null;
        }

        var back = LinkRules.ReverseTypeOf(type, types);
        return new WantedLink(
            row, new LinkKey(source, target, type.Id), new LinkKey(target, source, (back ?? type).Id), type, back is not null,
            row.Channels?.Select(code => channels[code]).Distinct().Order().ToList());
    }

    private LinkType? TypeOf(LinkRecord row) => types.Find(item => item.Code.Equals(row.Type, StringComparison.OrdinalIgnoreCase));

    private void Wrong(LinkRecord row, string? column, string message) =>
        errors.Add(new RowError(row.Line, column, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {message}"), ""));
}
