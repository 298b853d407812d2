using System.Globalization;
using System.Text.Json;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.Mining;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Rules.RulesTexts;

namespace CrossSell.Core.Rules;

/// <summary>Says what a rule would do, while somebody still writes it. The database finds both sides; only the pairs of a sample are made.</summary>
public sealed class RulePreviewQuery(StudioStore store, TimeProvider time)
{
    /// <summary>With no more anchors than this every pair is counted.</summary>
    public const int MostCounted = 2_000;

    private const int Sampled = 500;
    private const int Compared = 300;
    private const int Shown = 8;
    private const int Examples = 5;
    private const int KeptEdited = 4;
    private const int KeptOthers = 100;

    // What the orders need to say before they fill a slot, where a channel does not say otherwise.
    private const int EnoughBaskets = 5;

    private readonly Lock gate = new();
    private readonly LinkedList<(string Key, LiveRule Rule)> editing = [];
    private readonly LinkedList<(string Key, LiveRule Rule)> beside = [];

    /// <param name="ruleId">The rule that is edited; null for a new one.</param>
    public async Task<RulePreview> PreviewAsync(RuleContent content, int? ruleId, int channelId, CancellationToken cancellation = default)
    {
        if (content.Check() is { Field: "anchors" or "companions" or "comparisons" or "limit" } wrong)
        {
            return RulePreview.Nothing(channelId, wrong.Message);
        }

        // SQLite answers on the thread that asks: not on that of a page.
        return await Task.Run(() => WorkAsync(content, ruleId, channelId, cancellation), cancellation);
    }

    private async Task<RulePreview> WorkAsync(RuleContent content, int? ruleId, int channelId, CancellationToken cancellation)
    {
        await using var db = store.Read();
        await db.Database.OpenConnectionAsync(cancellation);
        await using var snapshot = await StudioStore.SnapshotAsync(db, cancellation);
        if (await ConditionScope.LoadAsync(db, channelId, cancellation) is not { } scope)
        {
            return RulePreview.Nothing(channelId, L["There is no such shop."]);
        }

        var state = await db.ChangeSets.MaxAsync(set => (long?)set.Id, cancellation) ?? 0;
        var stored = await db.Rules.Where(rule => rule.Enabled).OrderBy(rule => rule.Priority).ThenBy(rule => rule.Id).ToListAsync(cancellation);
        var now = time.GetUtcNow();
        var live = stored.Where(rule => rule.Serves(channelId) && rule.StateAt(now) is RuleState.Live or RuleState.Scheduled).ToList();
        var edited = stored.Find(rule => rule.Id == ruleId);
        var rule = Live(editing, ruleId ?? 0, edited?.Priority ?? int.MaxValue, content, scope, state);

        var found = RuleRows.Products(db, scope.Anchors(db, content.Anchors), cancellation);
        var candidates = rule.Candidates(db, cancellation: cancellation);
        var ids = found.ConvertAll(product => product.Id);
        var sampled = RuleSampling.Choose(ids, ids.Count <= MostCounted ? MostCounted : Sampled);
        var anchors = RuleRows.Load(db, scope.Channel, sampled, rule.Attributes, scope.NamesProducts(rule.Attributes), cancellation);
        var fits = anchors.ConvertAll(anchor => candidates.Matcher.CountFits(anchor, content.Limit));

        var names = await db.Attributes.ToDictionaryAsync(attribute => attribute.Id, attribute => attribute.Name, cancellation);
        var sample = await SampleAsync(db, rule, candidates, anchors, fits, names, cancellation);
        var others = live.Where(other => other.Id != ruleId).Select(other => Live(beside, other.Id, other.Priority, RuleContent.Of(other), scope, state))
            .ToList();
        return new RulePreview(
            channelId,
            found.Count,
            found.Count(product => product.IsVariant),
            candidates.Total,
            RuleSampling.Sum(fits, found.Count, content.Limit),
            RuleSampling.Share(fits.Count(count => count == 0), fits.Count, found.Count),
            sample,
            Overlaps(db, rule, others, RuleSampling.Choose(sampled, Compared), found.Count, sample, cancellation),
            edited is not null && live.Contains(edited)
                ? await LossAsync(db, rule, Live(editing, edited.Id, edited.Priority, RuleContent.Of(edited), scope, state), others, ids, cancellation)
                : null,
            Warnings(rule, candidates, anchors, fits, found.Count, names, now));
    }

    private static async Task<IReadOnlyList<RuleSample>> SampleAsync(
        StudioDb db, LiveRule rule, RuleCandidates candidates, List<RuleProduct> anchors, List<int> fits, Dictionary<int, string> names,
        CancellationToken cancellation)
    {
        // What people know best, families before their variants, and what gets nothing last.
        var shown = anchors.Zip(fits).OrderBy(pair => pair.Second == 0).ThenBy(pair => pair.First.Id != pair.First.FamilyId)
            .ThenByDescending(pair => pair.First.Baskets).ThenBy(pair => pair.First.Id)
            .Select(pair => pair.First).DistinctBy(anchor => anchor.FamilyId).Take(Shown).ToList();
        var channelId = rule.Scope.Channel.Id;
        var families = shown.Select(anchor => anchor.FamilyId).ToList();
        var scores = rule.Content.Order != RuleOrder.Affinity ? [] : await db.Affinities
            .Where(pair => pair.ChannelId == channelId && families.Contains(pair.AnchorId)
                && !db.Set<SuggestionVerdict>().Any(verdict => verdict.ChannelId == channelId && verdict.AnchorId == pair.AnchorId
                    && verdict.CompanionId == pair.CompanionId
                    && verdict.Decision == SuggestionDecision.Rejected))
            .Select(pair => new { pair.AnchorId, pair.CompanionId, pair.Score }).ToListAsync(cancellation);
        var affinity = scores.ToLookup(pair => pair.AnchorId);
        var pairs = shown.ConvertAll(anchor => (Anchor: anchor, Best: candidates.Matcher.Best(
            anchor, rule.Content.Limit, affinity[anchor.FamilyId].ToDictionary(pair => pair.CompanionId, pair => pair.Score))));
        var summaries = (await ProductSummaries.LoadAsync(
            db, [.. pairs.SelectMany(pair => pair.Best.Append(pair.Anchor)).Select(product => product.Id).Distinct()], channelId, cancellation))
                .ToDictionary(product => product.Id);
        return [.. pairs.Select(pair => new RuleSample(
            summaries[pair.Anchor.Id],
            [.. pair.Best.Select(
                companion => new RuleSamplePair(summaries[companion.Id], candidates.Matcher.Why(pair.Anchor, companion, names), companion.IsSellable))]))];
    }

    private static IReadOnlyList<RuleOverlap> Overlaps(
        StudioDb db, LiveRule rule, List<LiveRule> others, List<int> looked, int all, IReadOnlyList<RuleSample> sample, CancellationToken cancellation)
    {
        if (others.Count == 0 || looked.Count == 0)
        {
            return [];
        }

        var pairs = sample.SelectMany(item => item.Companions.Select(pair => (Anchor: item.Anchor.Id, Companion: pair.Companion.Id))).ToList();
        var named = pairs.SelectMany(pair => new[] { pair.Anchor, pair.Companion }).Distinct().ToList();
        var members = FamilyRows.ByFamily(FamilyRows.Load(db, [.. looked.Concat(named).Distinct()]));
        var attributes = others.SelectMany(other => other.Attributes).Distinct().ToArray();
        var products = RuleRows.Load(db, rule.Scope.Channel, named, attributes, rule.Scope.NamesProducts(attributes), cancellation)
            .ToDictionary(product => product.Id);
        return [.. others.Select(other =>
        {
            var shared = looked.Count(id => members[id].Any(member => other.IsFor(member.Rows, member.Product)));
            var matcher = new RuleMatcher(other.Content.Comparisons, other.Content.Order, other.Scope.Kinds, []);
            return new RuleOverlap(
                other.Id, other.Content.Name, other.Priority, other.Priority < rule.Priority, RuleSampling.Share(shared, looked.Count, all),
                pairs.Count(pair => members[pair.Anchor].Any(member => other.IsFor(member.Rows, member.Product))
                    && members[pair.Companion].Any(member => other.Offers(member.Rows, member.Product))
                    && matcher.Fits(products[pair.Anchor], products[pair.Companion])),
                pairs.Count);
        }).Where(overlap => overlap.SharedAnchors.Value > 0)];
    }

    private async Task<RuleLoss> LossAsync(StudioDb db, LiveRule rule, LiveRule saved, List<LiveRule> others, List<int> ids, CancellationToken cancellation)
    {
        var channelId = rule.Scope.Channel.Id;
        var before = saved.Content.Anchors.Equals(rule.Content.Anchors)
            ? ids
            : RuleRows.Ids(db, saved.Scope.Anchors(db, saved.Content.Anchors).Select(product => product.Id), cancellation);
        var looked = RuleSampling.Choose(before, Compared).ToHashSet();
        var stay = rule.Content.Enabled && rule.Content.Serves(channelId) && (rule.Content.ValidTo is not { } end || end > time.GetUtcNow())
            ? ids.Where(looked.Contains).ToHashSet()
            : [];
        int[] attributes = [.. rule.Attributes.Concat(saved.Attributes).Distinct()];
        var (now, then) = (rule.Candidates(db, cancellation: cancellation).Matcher, saved.Candidates(db, cancellation: cancellation).Matcher);
        var losing = RuleRows.Load(db, rule.Scope.Channel, looked, attributes, rule.Scope.NamesProducts(attributes), cancellation)
            .Where(anchor => then.CountFits(anchor, 1) > 0 && !(stay.Contains(anchor.Id) && now.CountFits(anchor, 1) > 0)).ToList();
        if (losing.Count > 0)
        {
            var lost = losing.SelectMany(anchor => new[] { anchor.Id, anchor.FamilyId }).Distinct().ToList();
            var members = FamilyRows.ByFamily(FamilyRows.Load(db, lost));
            var linked = (await db.Links
                .Where(link => link.State == LinkState.Active && lost.Contains(link.SourceId)
                    && db.Set<LinkType>().Any(type => type.Id == link.TypeId && type.FillsPanel))
                .Select(link => link.SourceId).Distinct().ToListAsync(cancellation)).ToHashSet();
            linked.UnionWith(await db.Affinities
                .Where(pair => pair.ChannelId == channelId && lost.Contains(pair.AnchorId) && pair.PairBaskets >= EnoughBaskets && pair.Lift >= 1)
                .Select(pair => pair.AnchorId).Distinct().ToListAsync(cancellation));
            losing.RemoveAll(anchor => linked.Contains(anchor.Id) || linked.Contains(anchor.FamilyId)
                || others.Exists(other => members[anchor.Id].Any(member => other.IsFor(member.Rows, member.Product))));
        }

        var examples = losing.OrderByDescending(anchor => anchor.Baskets).ThenBy(anchor => anchor.Id).DistinctBy(anchor => anchor.FamilyId).Take(Examples)
            .Select(anchor => anchor.Id).ToList();
        return new RuleLoss(
            RuleSampling.Share(losing.Count, looked.Count, before.Count),
            [.. (await ProductSummaries.LoadAsync(db, examples, channelId, cancellation)).OrderBy(product => examples.IndexOf(product.Id))]);
    }

    private static List<string> Warnings(
        LiveRule rule, RuleCandidates candidates, List<RuleProduct> anchors, List<int> fits, int all, Dictionary<int, string> names, DateTimeOffset now)
    {
        var (warnings, content, channel, matcher) = (new List<string>(), rule.Content, rule.Scope.Channel, candidates.Matcher);
        if (!content.Serves(channel.Id))
        {
            warnings.Add(L["The rule is not active in {0}.", channel.Name]);
        }

        if (content.ValidTo <= now)
        {
            warnings.Add(L["The rule has ended."]);
        }

        if (all == 0)
        {
            warnings.Add(L["No matches: {0} sells no product that the rule is for.", channel.Name]);
        }

        if (candidates.Total == 0)
        {
            warnings.Add(L["No matches: {0} sells nothing that the rule offers.", channel.Name]);
        }
        else if (!matcher.Candidates.Any(candidate => candidate.IsSellable))
        {
            warnings.Add(L["No product that the rule offers is available: out of stock, without a price, or not complete enough."]);
        }
        else if (all > 0 && fits.TrueForAll(count => count == 0))
        {
            warnings.AddRange(NothingFits(rule, matcher, anchors, names));
        }

        if (candidates.IsCut)
        {
            warnings.Add(L[
                "The rule may offer {0} products; the first {1} by its order are used. Narrow what it offers.",
                candidates.Total.ToString("N0", CultureInfo.InvariantCulture), matcher.Count.ToString("N0", CultureInfo.InvariantCulture)]);
        }

        return warnings;
    }

    private static IEnumerable<string> NothingFits(LiveRule rule, RuleMatcher matcher, List<RuleProduct> anchors, Dictionary<int, string> names)
    {
        var missing = rule.Content.Comparisons.OfType<AttributeMatches>().Where(match => !rule.Scope.NamesProducts([match.CompanionAttributeId])).ToArray();
        foreach (var match in missing.Where(match => !anchors.Exists(anchor => anchor.Values.ContainsKey(match.AnchorAttributeId))))
        {
            yield return L["No product that the rule is for has a value of {0}.", NameOf(match.AnchorAttributeId)];
        }

        foreach (var match in missing.Where(match => !matcher.Candidates.Any(candidate => candidate.Values.ContainsKey(match.CompanionAttributeId))))
        {
            yield return L["Nothing that the rule offers has a value of {0}.", NameOf(match.CompanionAttributeId)];
        }

        // As if of another family, a product would fit itself.
        yield return anchors.Exists(anchor => matcher.Find(anchor.FamilyId) is { IsSellable: true } self && matcher.Fits(anchor with { FamilyId = -1 }, self))
            ? L["The rule offers products only to themselves, so no panel shows it."]
            : rule.Content.Comparisons.Count > 0 ? L["The comparisons leave no products to offer."] : L["There is nothing to offer."];

        string NameOf(int attributeId) => names.GetValueOrDefault(attributeId) ?? L["the attribute"].Value;
    }

    /// <summary>Candidates cost most: they are kept while only the other side, or nothing, is changed.</summary>
    private LiveRule Live(LinkedList<(string Key, LiveRule Rule)> kept, int id, int priority, RuleContent content, ConditionScope scope, long state)
    {
        var key = string.Join(
            '\n', id, priority, scope.Channel.Id, state,
            JsonSerializer.Serialize(content with { Name = "", Note = null, Version = 0, Anchors = new AllOf([]) }));
        lock (gate)
        {
            for (var node = kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    kept.Remove(node);
                    kept.AddFirst(node);
                    return node.Value.Rule.Content.Equals(content) ? node.Value.Rule : node.Value.Rule.For(content);
                }
            }

            var made = new LiveRule(id, priority, content, scope);
            kept.AddFirst((key, made));
            if (kept.Count > (kept == editing ? KeptEdited : KeptOthers))
            {
                kept.RemoveLast();
            }

            return made;
        }
    }
}
