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
internal sealed class LinkImportPlan(StudioDb db, Actor actor, DateTimeOffset now, LinkImportOptions options, List<RowError> errors)
{
    private readonly Dictionary<LinkKey, Wanted> byKey = [];
    private List<LinkType> types = [];
    private Dictionary<string, int> products = [];
    private Dictionary<string, int> channels = [];
    private IReadOnlyList<Segment> segments = [];
    private Dictionary<LinkKey, ProductLink> existing = [];

    /// <summary>Rows whose link was not there.</summary>
    public int New { get; private set; }

    public int Changed { get; private set; }

    /// <summary>Links that go because a row says so, or because the file replaces and does not name them; without their reverse links.</summary>
    public int Removed { get; private set; }

    public int Same { get; private set; }

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
        var known = rows.Where(row => !row.IsWrong).Select(Resolve).OfType<Wanted>().ToList();
        var ids = known.SelectMany(row => new[] { row.Key.Source, row.Key.Target }).ToHashSet();
        existing = (await db.Links.Where(link => ids.Contains(link.SourceId)).ToListAsync(cancellation)).ToDictionary(KeyOf);
        var before = existing.Values.ToDictionary(link => link.Id, StoredLink.Of);
        var batch = await LinkBatch.LoadAsync(db, ids, actor, cancellation: cancellation);
        foreach (var row in known)
        {
            Judge(row, batch);
        }

        JudgeDates();
        var (going, others) = await RemoveAsync(Named(rows), ids, batch, cancellation);
        batch = await LinkBatch.LoadAsync(db, ids, actor, [.. going.Select(link => link.Id)], cancellation);
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

        Place(kept, links, ids);
        LinkWriter.Renumber(others, types);
        var old = kept.Where(row => existing.TryGetValue(row.Key, out var link) && !going.Contains(link)).ToList();
        New = kept.Count - old.Count;
        Changed = old.Count(row => reversed.Contains(row) || !before[existing[row.Key].Id].IsOf(existing[row.Key]));
        Same = old.Count - Changed + byKey.Values.Count(row => row.Row.Delete && !existing.ContainsKey(row.Key));
    }

    /// <summary>The links of all products of the file as they will be, without what goes and with what is new.</summary>
    private Dictionary<LinkKey, ProductLink> Links(LinkBatch batch, HashSet<ProductLink> going)
    {
        var links = existing.Values.Where(link => !going.Contains(link)).ToDictionary(KeyOf);
        var ends = links.Values.GroupBy(link => (link.SourceId, List: LinkWriter.ListOf(link.TypeId, types)))
            .ToDictionary(group => group.Key, group => group.Count());
        var byId = links.Values.ToDictionary(link => link.Id);
        Added = batch.Make(now, ends, id => byId[id]).New;
        foreach (var link in Added)
        {
            links.Add(KeyOf(link), link);
        }

        return links;
    }

    /// <summary>Takes the row, or says what is wrong with it: by itself, or beside a row before it that speaks of the same link.</summary>
    private void Judge(Wanted row, LinkBatch batch)
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
        else if (byKey.TryGetValue(row.Reverse, out var other) && Contradiction(row, other) is var (column, how))
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

    private IReadOnlyCollection<int> ReachOf(Wanted row) =>
        existing.GetValueOrDefault(row.Key) is not { } link ? row.ChannelIds ?? [] : LinkRights.Reach(link.ChannelIds, row.ChannelIds ?? link.ChannelIds);

    private static (string Column, string How)? Contradiction(Wanted row, Wanted other)
    {
        var (one, two) = (row.Row, other.Row);
        if (one.Delete != two.Delete)
        {
            return row.IsPaired || row.AsksForReverse || other.AsksForReverse ? ("delete", "one removes it, the other keeps it") : null;
        }

        return !row.IsPaired || one.Delete ? null
            : Differ(one.From, two.From) ? ("valid_from", "its two directions have the same dates")
            : Differ(one.To, two.To) ? ("valid_to", "its two directions have the same dates")
            : one.Segment is { } segment && two.Segment is { } otherSegment && segment != otherSegment ? ("segment", "its two directions have the same segment")
            : one.State is { } state && two.State is { } otherState && state != otherState ? ("state", "its two directions have the same state")
            : one.Note is { } note && two.Note is { } otherNote && note != otherNote ? ("note", "its two directions have the same note")
            : row.ChannelIds is { } ids && other.ChannelIds is { } otherIds && !ids.SequenceEqual(otherIds)
                ? ("channels", "its two directions have the same channels")
            : null;

        static bool Differ(DateTimeOffset? one, DateTimeOffset? two) => one is { } first && two is { } second && first != second;
    }

    /// <summary>Dates by what the rows of both directions and the link that exists say together.</summary>
    private void JudgeDates()
    {
        var wrong = new List<Wanted>();
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
    }

    /// <summary>What the file names, wrong rows too: where it replaces, nothing goes that it names.</summary>
    private HashSet<LinkKey> Named(IReadOnlyList<LinkRecord> rows)
    {
        var named = new HashSet<LinkKey>();
        foreach (var row in rows)
        {
            if (products.TryGetValue(row.Source, out var source) && products.TryGetValue(row.Target, out var target) && TypeOf(row) is { } type)
            {
                var key = new LinkKey(source, target, type.Id);
                named.Add(key);
                var back = LinkRules.ReverseTypeOf(type, types);
                if (back is not null || row.TwoWay)
                {
                    named.Add(new LinkKey(target, source, (back ?? type).Id));
                }
            }
        }

        return named;
    }

    /// <returns>What goes, and what stays of the lists of products that the file does not name, which lose a reverse link.</returns>
    private async Task<(HashSet<ProductLink> Going, List<ProductLink> Others)> RemoveAsync(
        HashSet<LinkKey> named, HashSet<int> ids, LinkBatch batch, CancellationToken cancellation)
    {
        var gone = byKey.Values.Where(row => row.Row.Delete).Select(row => existing.GetValueOrDefault(row.Key)).OfType<ProductLink>().ToHashSet();
        if (options.Replace)
        {
            var lists = byKey.Keys.Select(key => (key.Source, key.Type)).ToHashSet();
            gone.UnionWith(existing.Values.Where(link => lists.Contains((link.SourceId, link.TypeId)) && !named.Contains(KeyOf(link))
                && link.Origin != LinkOrigin.Inverse && batch.Deny(link.SourceId, link.ChannelIds) is null));
        }

        var pairs = gone.Select(link => link.PairId).OfType<Guid>().ToHashSet();
        var elsewhere = gone.Where(link => link.PairId is not null && !ids.Contains(link.TargetId)).Select(link => link.TargetId).Distinct().ToArray();
        var others = await db.Links.Where(link => elsewhere.Contains(link.SourceId)).ToListAsync(cancellation);
        var going = gone.Concat(existing.Values.Concat(others).Where(link => link.PairId is { } pair && pairs.Contains(pair))).ToHashSet();
        others.RemoveAll(going.Contains);
        (Gone, Removed) = (going, gone.Count);
        return (going, others);
    }

    /// <summary>Adds what is new in the order of the file: what a shop allows at most is used up by the rows before.</summary>
    /// <returns>Rows that cannot become links unless another row brings them as its reverse link, and rows that got their reverse link now.</returns>
    private (List<(Wanted Row, Refusal Why)> Refused, HashSet<Wanted> Reversed) Add(List<Wanted> rows, HashSet<ProductLink> going, LinkBatch batch)
    {
        var refused = new List<(Wanted Row, Refusal Why)>();
        var reversed = new HashSet<Wanted>();
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
            else if (row.AsksForReverse && Refused(ReverseOf(row)) is { } back)
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

                if (row.AsksForReverse && batch.Add(ReverseOf(row)).Refusal is null)
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
    private void Say(Wanted row, ProductLink link, ProductLink? partner)
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

    private void Place(List<Wanted> rows, Dictionary<LinkKey, ProductLink> all, HashSet<int> sources)
    {
        var positions = rows.Where(row => row.Row.Position is not null)
            .ToDictionary(row => all[row.Key], row => (At: row.Row.Position!.Value - 1, row.Row.Line));
        foreach (var list in all.Values.Where(link => sources.Contains(link.SourceId))
            .GroupBy(link => (link.SourceId, List: LinkWriter.ListOf(link.TypeId, types))))
        {
            LinkFileOrder.Place(list, positions);
        }
    }

    private Wanted? Resolve(LinkRecord row)
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
            Wrong(row, "type", $"There is no link type \"{row.Type}\". The types are {string.Join(", ", types.Select(item => item.Code))}.");
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
        return new Wanted(
            row, new LinkKey(source, target, type.Id), new LinkKey(target, source, (back ?? type).Id), type, back is not null,
            row.Channels?.Select(code => channels[code]).Distinct().Order().ToList());
    }

    private LinkType? TypeOf(LinkRecord row) => types.Find(item => item.Code.Equals(row.Type, StringComparison.OrdinalIgnoreCase));

    private void Wrong(LinkRecord row, string? column, string message) =>
        errors.Add(new RowError(row.Line, column, string.Create(CultureInfo.InvariantCulture, $"Line {row.Line}: {message}"), ""));

    /// <summary>What a row that asks for both ways says of the other one: the same.</summary>
    private static NewLink ReverseOf(Wanted row) =>
        new(row.Key.Target, row.Key.Source, row.Type.Code, LinkOrigin.Import, Note: row.Row.Note, Quantity: row.Row.Quantity ?? 1)
        {
            ChannelIds = row.ChannelIds ?? [], Segment = row.Row.Segment, ValidFrom = row.Row.From, ValidTo = row.Row.To,
            State = row.Row.State ?? LinkState.Active, Fields = LinkFields.Read(row.Type, row.Row.Fields).Required,
        };

    private static LinkKey KeyOf(ProductLink link) => new(link.SourceId, link.TargetId, link.TypeId);

    private readonly record struct LinkKey(int Source, int Target, int Type);

    /// <param name="Reverse">The link the other way, which this one brings along where its type is paired or the row asks for it.</param>
    /// <param name="IsPaired">Both directions are one link.</param>
    private sealed record Wanted(LinkRecord Row, LinkKey Key, LinkKey Reverse, LinkType Type, bool IsPaired, IReadOnlyList<int>? ChannelIds)
    {
        public bool AsksForReverse => !IsPaired && Row is { TwoWay: true, Delete: false };
    }

    /// <summary>What a row can change of a link, as it was. Lists and fields are replaced, never changed in place, so that nothing is copied.</summary>
    private readonly record struct StoredLink(int Position, LinkTerms Terms)
    {
        public static StoredLink Of(ProductLink link) => new(link.Position, LinkTerms.Of(link));

        public bool IsOf(ProductLink link) =>
            Position == link.Position && LinkTerms.Of(link) with { ChannelIds = Terms.ChannelIds, Fields = Terms.Fields } == Terms
            && Terms.ChannelIds.SequenceEqual(link.ChannelIds) && Terms.Fields.Count == link.Fields.Count
            && Terms.Fields.All(field => link.Fields.TryGetValue(field.Key, out var value) && value == field.Value);
    }
}
