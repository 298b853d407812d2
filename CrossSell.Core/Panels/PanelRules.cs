using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Panels;

/// <summary>
/// The rules that are switched on, by channel and priority, with what each offers once somebody asked. A write gives a new one, in which only what it touched
/// is asked again.
/// </summary>
internal sealed class PanelRules(IReadOnlyDictionary<int, ConditionScope> scopes, IReadOnlyDictionary<int, IReadOnlyList<LiveRule>> byChannel) : LayerShared
{
    public static async Task<PanelRules> ReadAsync(StudioDb db, IEnumerable<int> channelIds, CancellationToken cancellation)
    {
        var scopes = new Dictionary<int, ConditionScope>();
        foreach (var id in channelIds)
        {
            scopes[id] = (await ConditionScope.LoadAsync(db, id, cancellation))!;
        }

        return Make(scopes, await StoredAsync(db, cancellation), (_, _) => null);
    }

    /// <summary>What the channel's rules compare of attributes, each once; and what that means there.</summary>
    public (IReadOnlyList<AttributeMatches> Comparisons, ConditionScope? Scope) Compared(int channelId) =>
        ([.. Of(channelId).SelectMany(rule => rule.Content.Comparisons.OfType<AttributeMatches>()).Distinct()], scopes.GetValueOrDefault(channelId));

    /// <summary>Whether the rules of every channel compare the same attributes as these do.</summary>
    private bool ComparesAs(PanelRules other) => scopes.Keys.All(id => Compared(id).Comparisons.ToHashSet().SetEquals(other.Compared(id).Comparisons));

    /// <summary>By priority.</summary>
    public IReadOnlyList<LiveRule> Of(int channelId) => byChannel.GetValueOrDefault(channelId, []);

    public override async Task<LayerSharedAfter> AfterAsync(StudioDb db, PanelWrites writes, IEnumerable<PanelKey> kept, CancellationToken cancellation)
    {
        var moved = new PanelRulesChanged();
        var written = writes.Rows[nameof(Rule)].Select(change => change.KeyPart()).ToHashSet();
        if (SharedBundles.Entities.Any(entity => writes.Rows[entity].Any()))
        {
            // What asks for bundles is another rule after a verdict on one.
            written.UnionWith(byChannel.Values.SelectMany(rules => rules)
                .Where(rule => RuleContent.AsksForBundles(rule.Content.Anchors) || RuleContent.AsksForBundles(rule.Content.Companions))
                .Select(rule => rule.Id));
        }

        var after = writes.Products is { Count: > 0 } products && byChannel.Values.Any(rules => rules.Any(rule => rule.Known is not null))
            ? WithProducts(db, products, moved)
            : Make((rule, _) => rule.Again());
        if (written.Count > 0)
        {
            after = await after.WithRulesAsync(db, written, kept, moved, cancellation);
        }

        // What fits is read with the facts: where rules compare something else now, nobody knows whose it changes.
        return new(after) { ForgetsAll = !after.ComparesAs(this), Touches = moved.IsNothing ? null : moved.Touches };
    }

    private PanelRules WithProducts(StudioDb db, IReadOnlySet<int> products, PanelRulesChanged moved)
    {
        var rows = FamilyRows.Load(db, products);
        var heads = rows.Products.Where(product => product.ParentId == null).ToList();
        // What is gone was a head, or one that left its family: its former head is touched, too.
        var touched = products.Concat(heads.Select(head => head.Id)).ToHashSet();
        var members = FamilyRows.ByFamily(rows);
        return Make((rule, channelId) =>
        {
            var after = rule.After(
                id => members[id].First().Rows, heads, touched,
                ids => RuleRows.Load(db, rule.Scope.Channel, ids, rule.Attributes, rule.Scope.NamesProducts(rule.Attributes)), out var changed);
            if (changed.Count > 0)
            {
                // Where a cut list is read again, nobody knows what moves up.
                moved.Add(channelId, rule, after.Known is null ? null : changed);
            }

            return after;
        });
    }

    private async Task<PanelRules> WithRulesAsync(
        StudioDb db, HashSet<int> written, IEnumerable<PanelKey> kept, PanelRulesChanged moved, CancellationToken cancellation)
    {
        var after = Make(
            scopes, await StoredAsync(db, cancellation), (id, channelId) => written.Contains(id) ? null : Of(channelId).FirstOrDefault(rule => rule.Id == id));
        foreach (var (channelId, rules) in byChannel)
        {
            foreach (var rule in rules.Where(rule => written.Contains(rule.Id)))
            {
                moved.Add(channelId, rule, null);
            }
        }

        var anchors = kept.ToLookup(key => key.ChannelId, key => key.AnchorId);
        foreach (var channelId in byChannel.Keys)
        {
            var ids = anchors[channelId].Distinct().ToList();
            foreach (var rule in after.Of(channelId).Where(rule => written.Contains(rule.Id) && ids.Count > 0))
            {
                moved.Add(channelId, await rule.Scope.Anchors(db, rule.Content.Anchors).Where(product => ids.Contains(product.Id)).Select(product => product.Id)
                    .ToListAsync(cancellation));
            }
        }

        return after;
    }

    private PanelRules Make(Func<LiveRule, int, LiveRule> make) => new(
        scopes,
        byChannel.ToDictionary(channel => channel.Key, IReadOnlyList<LiveRule> (channel) => [.. channel.Value.Select(rule => make(rule, channel.Key))]));

    private static PanelRules Make(IReadOnlyDictionary<int, ConditionScope> scopes, List<Rule> stored, Func<int, int, LiveRule?> known) => new(
        scopes,
        scopes.ToDictionary(
            scope => scope.Key,
            IReadOnlyList<LiveRule> (scope) => [.. stored.Where(rule => rule.Serves(scope.Key))
                .Select(rule => known(rule.Id, scope.Key) ?? new LiveRule(rule.Id, rule.Priority, RuleContent.Of(rule), scope.Value))]));

    private static Task<List<Rule>> StoredAsync(StudioDb db, CancellationToken cancellation) =>
        db.Rules.Where(rule => rule.Enabled).OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id).ToListAsync(cancellation);
}

/// <summary>Which anchors' panels writes to rules, and to what they offer, may have changed.</summary>
internal sealed class PanelRulesChanged
{
    private readonly List<(int ChannelId, LiveRule Rule, IReadOnlyList<RuleProduct>? Companions)> offers = [];
    private readonly HashSet<(int ChannelId, int AnchorId)> anchors = [];

    /// <summary>Then nobody need look at what is kept, which is as much as a whole refresh.</summary>
    public bool IsNothing => offers.Count == 0 && anchors.Count == 0;

    /// <param name="rule">As it was.</param>
    /// <param name="companions">As they were and as they are; null for any.</param>
    public void Add(int channelId, LiveRule rule, IReadOnlyList<RuleProduct>? companions) => offers.Add((channelId, rule, companions));

    /// <summary>Products that a rule is for now.</summary>
    public void Add(int channelId, IEnumerable<int> anchorIds) => anchors.UnionWith(anchorIds.Select(id => (channelId, id)));

    public bool Touches(PanelKey key, PanelFacts? facts) =>
        anchors.Contains((key.ChannelId, key.AnchorId))
        || (facts?.Of<RuleFacts>() is { Anchor: { } anchor } own
            && offers.Exists(offer => offer.ChannelId == key.ChannelId && own.RuleIds.Contains(offer.Rule.Id)
                && (offer.Companions is not { } companions || offer.Rule.Known is not { } known
                    || companions.Any(companion => known.Matcher.Fits(anchor, companion)))));
}
