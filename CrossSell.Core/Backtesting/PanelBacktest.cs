using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Mining;
using CrossSell.Core.Panels;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Backtesting;

/// <summary>
/// Backtests the panels as they are in the shop now: pins, links, rules, limits and stock as they are at this moment. What panels
/// take from the orders is learnt from the older baskets only, so that nothing they are asked reaches it. (People may have seen the newer ones.)
/// </summary>
/// <param name="layers">Null takes those of the product.</param>
public sealed class PanelBacktest(StudioStore store, TimeProvider time, PanelLayers? layers = null)
{
    /// <summary>The name of the panel as it is configured.</summary>
    public const string Now = "panel-now";

    /// <summary>The name of the panel that would stand there if no person had done anything: the same limits, only what the orders say.</summary>
    public const string Mined = "panel-mined";

    /// <summary>Panels take milliseconds each: of more cases every so manieth is asked.</summary>
    public const int MostCases = 3_000;

    /// <summary>Under so many cases of one product nothing is said about it.</summary>
    public const int EnoughOfProduct = 5;

    private readonly PanelLayers layers = layers ?? PanelLayers.Standard;

    private const int Told = 50;
    private const int MostExamples = 5;

    // A read that stays open keeps the database's log from being taken in.
    private const int CasesPerSnapshot = 250;

    /// <summary>The two rows of the panels, and where they differ.</summary>
    public async Task<ReplayedPanels> TryAsync(
        OrderHistory history, BacktestSplit split, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(split);
        var at = time.GetUtcNow();
        PanelIndex index;
        MiningPolicy? policy;
        HashSet<(int, int)> rejected;
        Dictionary<int, int> familyOf;
        Dictionary<int, int> categoryOf;
        await using (var db = store.Read())
        {
            index = await PanelIndexReader.ReadAsync(db, layers, source: null, cancellation);
            policy = await db.MiningPolicies.SingleOrDefaultAsync(item => item.ChannelId == history.Channel.Id, cancellation);
            rejected = (await db.SuggestionVerdicts.Where(verdict => verdict.ChannelId == history.Channel.Id && verdict.Decision == SuggestionDecision.Rejected)
                .Select(verdict => new { verdict.AnchorId, verdict.CompanionId }).ToListAsync(cancellation)).Select(pair => (pair.AnchorId, pair.CompanionId))
                    .ToHashSet();
            familyOf = await db.Products.Where(product => product.ParentId != null)
                .Select(product => new { product.Id, ParentId = product.ParentId!.Value })
                .ToDictionaryAsync(product => product.Id, product => product.ParentId, cancellation);
            categoryOf = await OrderBaskets.CategoriesAsync(db, cancellation);
        }

        var channel = index.Channel(history.Channel.Id) ?? throw new InvalidOperationException("The channel is gone.");
        var evidence = await Task.Run(() => new OlderEvidence(split, MiningSettings.Of(policy), rejected, categoryOf, cancellation), cancellation);
        var cases = Spread(split.Cases);
        using var trial = new BacktestPanelResolver(store, index, channel, evidence, familyOf, at);
        var (now, mined) = (new List<ReplayedPanel>(cases.Count), new List<ReplayedPanel>(cases.Count));
        var ids = split.Baskets.ProductIds.ToArray();
        var lacks = new Dictionary<int, IReadOnlyList<PanelShortfall>>();
        await Task.Run(
            () =>
            {
                for (var one = 0; one < cases.Count; one++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (one % CasesPerSnapshot == 0)
                    {
                        trial.Renew();
                        progress?.Report((double)one / cases.Count);
                    }

                    var (anchor, rest) = (ids[cases[one].Anchor], cases[one].Rest.Select(slot => ids[slot]).ToArray());
                    now.Add(trial.Ask(anchor, rest, onlyMined: false));
                    if (now[^1].Shown.Count == 0 && !lacks.ContainsKey(anchor))
                    {
                        lacks[anchor] = trial.WhyEmpty(anchor);
                    }

                    mined.Add(trial.Ask(anchor, rest, onlyMined: true));
                }
            },
            cancellation);
        var slotOf = ids.Select((id, slot) => (id, slot)).ToDictionary(pair => pair.id, pair => pair.slot);
        var (nowAnswers, minedAnswers) = (Answers(now, slotOf), Answers(mined, slotOf));
        return new ReplayedPanels(
            at,
            [Backtest.Judge(Now, split, cases, nowAnswers, history.Revenue), Backtest.Judge(Mined, split, cases, minedAnswers, history.Revenue)],
            await CompareAsync(history.Channel.Id, split, cases, now, nowAnswers, mined, minedAnswers, ids, slotOf, cancellation) with
            {
                Reasons = await ReasonsAsync(
                    history.Channel.Id, cases.Where((_, at) => now[at].Shown.Count == 0).Select(item => ids[item.Anchor]), lacks, cancellation),
            });
    }

    /// <summary>Why panels were empty, what brings back most first.</summary>
    private async Task<IReadOnlyList<EmptyReason>> ReasonsAsync(
        int channelId, IEnumerable<int> anchors, Dictionary<int, IReadOnlyList<PanelShortfall>> lacks, CancellationToken cancellation)
    {
        var asked = anchors.GroupBy(id => id).ToDictionary(group => group.Key, group => group.Count());
        var reasons = asked.SelectMany(anchor => lacks[anchor.Key].Select(lack => (Id: anchor.Key, Questions: anchor.Value, Lack: lack)))
            .GroupBy(item => item.Lack.Filter)
            .Select(group => (Filter: group.Key, Items: group.OrderByDescending(item => item.Lack.Alone ?? false).ThenByDescending(item => item.Questions)
                .ThenBy(item => item.Id).ToList()))
            .ToList();
        var names = await NamesAsync(
            channelId, [.. reasons.SelectMany(reason => reason.Items.Take(MostExamples)).Select(item => item.Id).Distinct()], cancellation);
        return
        [
            .. reasons.Select(reason => new EmptyReason(
                reason.Filter,
                reason.Items.Sum(item => item.Questions),
                reason.Items.Count,
                reason.Items.Sum(item => item.Lack.Candidates),
                reason.Items.Exists(item => item.Lack.Alone is not null)
                    ? reason.Items.Where(item => item.Lack.Alone == true).Sum(item => item.Questions)
                    : null,
                [.. reason.Items.Take(MostExamples).Select(item => names[item.Id])]))
                .OrderByDescending(reason => reason.Alone ?? 0).ThenByDescending(reason => reason.Questions).ThenBy(reason => reason.Filter),
        ];
    }

    private static IReadOnlyList<BacktestCase> Spread(IReadOnlyList<BacktestCase> all)
    {
        var step = Math.Max(1, (all.Count + MostCases - 1) / MostCases);
        return step == 1 ? all : [.. all.Where((_, at) => at % step == 0)];
    }

    private static List<BacktestAnswer> Answers(List<ReplayedPanel> panels, Dictionary<int, int> slotOf) =>
    [
        .. panels.Select(panel =>
        {
            var shown = Slots(panel.Shown.Select(slot => slot.ProductId));
            return new BacktestAnswer(shown[..Math.Min(panel.Slots, shown.Count)], shown, Slots(panel.Cart));

            List<int> Slots(IEnumerable<int> products) => [.. products.Select(id => slotOf.GetValueOrDefault(id, -1))];
        }),
    ];

    private async Task<PanelComparison> CompareAsync(
        int channelId, BacktestSplit split, IReadOnlyList<BacktestCase> cases, List<ReplayedPanel> now, List<BacktestAnswer> nowAnswers,
        List<ReplayedPanel> mined,
        List<BacktestAnswer> minedAnswers, int[] ids,
        Dictionary<int, int> slotOf, CancellationToken cancellation)
    {
        var asked = cases.Select(
            (item, at) => new BacktestedPanel(item, now[at], Backtest.HitsOf(item, nowAnswers[at]), mined[at], Backtest.HitsOf(item, minedAnswers[at])))
                .ToList();
        var worth = asked
            .SelectMany(item => item.Now.InSlots.Select(slot => item.Holds(slot.ProductId, ids)
                ? (slot.Layer, Hit: 1d, IsClear: split.IsSignificant(item.Case.Anchor, slotOf[slot.ProductId]) ? 1d : 0d)
                : (slot.Layer, Hit: 0d, IsClear: 0d)))
            .GroupBy(slot => slot.Layer.Name).OrderBy(group => layers.PlaceOf(group.Key))
            .Select(group => (
                group.Key, Slots: group.Count(), Rate: Backtest.Mean([.. group], slot => slot.Hit), Clear: Backtest.Mean([.. group], slot => slot.IsClear)))
            .Select(layer => new LayerScore(
                layer.Key, layer.Slots, layer.Rate.Value, layer.Rate.Error)
            { Clear = new BacktestValue(layer.Clear.Value, layer.Clear.Error) }).ToList();

        var byHand = asked.Where(item => item.Now.IsByHand).ToList();
        var difference = Backtest.Mean(byHand, item => (item.NowHits - item.MinedHits) / (double)Backtest.Panel);
        var comparisons = byHand.GroupBy(item => item.Case.Anchor).Where(group => group.Count() >= EnoughOfProduct)
            .Select(group => (Id: ids[group.Key], Cases: group.ToList())).ToList();
        var judged = comparisons.Select(
            comparison => (comparison.Id, comparison.Cases, Gap: Backtest.Mean(comparison.Cases, item => (double)(item.NowHits - item.MinedHits)))).ToList();
        var better = judged.Where(comparison => comparison.Gap.Value > 0).OrderByDescending(comparison => comparison.Gap.Value * comparison.Cases.Count)
            .ThenBy(comparison => comparison.Id).ToList();
        var worse = judged.Where(comparison => comparison.Gap.Value < 0).OrderBy(comparison => comparison.Gap.Value * comparison.Cases.Count)
            .ThenBy(comparison => comparison.Id).ToList();
        var told = better.Take(Told).Concat(worse.Take(Told)).ToList();
        var names = await NamesAsync(
            channelId,
            [.. told.SelectMany(comparison => comparison.Cases[0].Now.InSlots.Concat(comparison.Cases[0].Mined.InSlots).Select(slot => slot.ProductId)
                .Append(comparison.Id))
                .Distinct()], cancellation);
        return new PanelComparison(
            cases.Count,
            asked.Count(item => item.Now.Shown.Count == 0),
            worth,
            new ManualVsMined(
                byHand.Select(item => item.Case.Anchor).Distinct().Count(),
                byHand.Count,
                Backtest.Mean(byHand, item => item.NowHits / (double)Backtest.Panel).Value,
                Backtest.Mean(byHand, item => item.MinedHits / (double)Backtest.Panel).Value,
                difference.Value,
                difference.Error),
            comparisons.Count,
            better.Count,
            worse.Count,
            [.. better.Take(Told).Select(comparison => Compare(comparison.Id, comparison.Cases, comparison.Gap))],
            [.. worse.Take(Told).Select(comparison => Compare(comparison.Id, comparison.Cases, comparison.Gap))]);

        ProductPanelComparison Compare(int id, List<BacktestedPanel> of, (double Value, double Error) gap) => new(
            names[id], of.Count, of.Sum(item => item.NowHits), of.Sum(item => item.MinedHits), Math.Abs(gap.Value) > 2 * gap.Error,
            [.. of[0].Now.InSlots.Select(slot => Slot(slot, of))],
            [.. of[0].Mined.InSlots.Select(slot => Slot(slot, of))]);

        ComparedSlot Slot(ReplayedSlot slot, List<BacktestedPanel> of) =>
            new(names[slot.ProductId], slot.Layer.Name, of.Count(item => item.Holds(slot.ProductId, ids)));
    }

    private async Task<Dictionary<int, BacktestProduct>> NamesAsync(int channelId, int[] ids, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var found = (await ProductSummaries.LoadAsync(db, ids, channelId, cancellation)).ToDictionary(product => product.Id);
        return ids.ToDictionary(id => id, id => found.TryGetValue(id, out var product)
            ? new BacktestProduct(id, product.Sku, product.Name, product.Picture)
            : new BacktestProduct(id, "", "a removed product", null));
    }

    /// <summary>One case with both answers.</summary>
    private sealed record BacktestedPanel(BacktestCase Case, ReplayedPanel Now, int NowHits, ReplayedPanel Mined, int MinedHits)
    {
        public bool Holds(int productId, int[] ids) => ids[Case.Hidden] == productId || Case.Rest.Any(slot => ids[slot] == productId);
    }

    /// <summary>What mining the older baskets alone would have stored.</summary>
    private sealed class OlderEvidence(
        BacktestSplit split, MiningSettings settings, HashSet<(int, int)> rejected, Dictionary<int, int> categoryOf,
        CancellationToken cancellation) : OrderFindings
    {
        private const int CartKeep = 20;
        private const float LeastWeight = 0.01f;

        private readonly int[] ids = split.Baskets.ProductIds.ToArray();
        private readonly Dictionary<int, int> slotOf = split.Baskets.ProductIds.ToArray().Select((id, slot) => (id, slot))
            .ToDictionary(pair => pair.id, pair => pair.slot);
        private readonly Ease? cart = split.Train.Count < 200 ? null : Ease.Solve(split.Train, maxProducts: 4_000, cancellation: cancellation);

        private readonly IReadOnlyDictionary<int, IReadOnlyList<CategoryPair>> categoryPairs = Affinity.CategoryPairs
            .Find(split.Train, categoryOf, cancellation: cancellation);

        public override IReadOnlyList<CategoryPair> CategoryPairs(int categoryId) => categoryPairs.GetValueOrDefault(categoryId, []);

        public override IReadOnlyList<BestsellerFact> Bestsellers() =>
        [
            .. split.Counts.Support.Select((baskets, slot) => new BestsellerFact(ids[slot], baskets)).Where(best => best.Baskets > 0)
                .OrderByDescending(best => best.Baskets).ThenBy(best => best.ProductId).Take(MostBestsellers),
        ];

        public override IReadOnlyList<MinedFact> Pairs(int familyId)
        {
            if (!slotOf.TryGetValue(familyId, out var anchor))
            {
                return [];
            }

            var (counts, found) = (split.Counts, new List<MinedFact>());
            for (var at = (int)counts.RowStart[anchor]; at < counts.RowStart[anchor + 1]; at++)
            {
                var pair = counts.Pair(anchor, at);
                if (pair.Together >= settings.MinBaskets)
                {
                    var companion = ids[counts.Companions[at]];
                    found.Add(new MinedFact(companion, new PanelEvidence(
                        pair.Together, pair.Anchor, AffinityScore.Lift(pair),
                        AffinityScore.WilsonDamped(pair))
                    { Certainty = AffinityScore.LogLikelihoodRatio(pair) }, rejected.Contains((familyId, companion))));
                }
            }

            return [.. found.OrderByDescending(fact => fact.Evidence.Score).ThenBy(fact => fact.ProductId).Take(settings.Keep)];
        }

        public override IReadOnlyList<CartWeightFact> CartWeights(int familyId)
        {
            if (cart is null || !slotOf.TryGetValue(familyId, out var slot) || !cart.Knows(slot))
            {
                return [];
            }

            var (row, slots) = (cart.Row(slot).ToArray(), cart.Slots.ToArray());
            var found = new List<CartWeightFact>();
            for (var at = 0; at < row.Length; at++)
            {
                if (row[at] >= LeastWeight)
                {
                    found.Add(new CartWeightFact(ids[slots[at]], row[at]));
                }
            }

            return [.. found.OrderByDescending(weight => weight.Weight).ThenBy(weight => weight.ProductId).Take(CartKeep)];
        }
    }
}

/// <param name="At">The moment whose pins, links, rules, prices and stock were asked.</param>
/// <param name="Scores">Of the panel as configured and of the mined one.</param>
public sealed record ReplayedPanels(DateTimeOffset At, IReadOnlyList<BacktestScore> Scores, PanelComparison Comparison);

/// <summary>Where the panels that people made serve better than the mined ones, and where worse.</summary>
/// <param name="Empty">Cases to which the panel showed nothing.</param>
/// <param name="Layers">What a slot that each layer filled was worth.</param>
/// <param name="Products">Products with enough cases to be told apart.</param>
public sealed record PanelComparison(
    int Cases, int Empty, IReadOnlyList<LayerScore> Layers, ManualVsMined ManualVsMined, int Products, int BetterCount, int WorseCount,
    IReadOnlyList<ProductPanelComparison> Better,
    IReadOnlyList<ProductPanelComparison> Worse)
{
    /// <summary>Why those are empty, what alone brings back most first; none in a result of an older version.</summary>
    public IReadOnlyList<EmptyReason> Reasons { get; init; } = [];
}

/// <param name="Layer">Its <see cref="PanelLayer.Name"/>.</param>
/// <param name="Rate">Share of the slots that lay in the same basket, 0 to 1.</param>
public sealed record LayerScore(string Layer, int Slots, double Rate, double Error)
{
    /// <summary>
    /// The same, where only pairs count that the older orders find beyond chance: what lies in every basket is right by luck. Null in a result of an older
    /// version.
    /// </summary>
    public BacktestValue? Clear { get; init; }
}

/// <summary>
/// The panels in which pins, links or rules fill at least one slot. Shares of slots, 0 to 1; the error is that of the difference, case by case.
/// </summary>
public sealed record ManualVsMined(int Products, int Cases, double Now, double Mined, double Difference, double Error);

/// <summary>One product's panel against the mined one.</summary>
/// <param name="NowHits">Slots that lay in the basket, over all cases.</param>
/// <param name="IsClear">The difference is more than two standard errors.</param>
public sealed record ProductPanelComparison(
    BacktestProduct Product, int Cases, int NowHits, int MinedHits, bool IsClear, IReadOnlyList<ComparedSlot> Now, IReadOnlyList<ComparedSlot> Mined);

/// <param name="Layer">Name of the layer that filled it.</param>
/// <param name="Hits">Cases whose basket held it.</param>
public sealed record ComparedSlot(BacktestProduct Product, string Layer, int Hits);

public sealed record BacktestProduct(int Id, string Sku, string Name, string? Picture);
