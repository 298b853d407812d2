using System.Globalization;
using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using CrossSell.Core.Warehouse;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Mining.MiningTexts;

namespace CrossSell.Core.Mining;

/// <summary>
/// Orders that live in the shop's warehouse: it counts, and only counts come here, never a line, an order or a customer. Codes are matched to products here, as
/// an import does it, and go there with the family and category of each.
/// </summary>
internal sealed class WarehouseOrders(StudioStore store, ShopWarehouse warehouse, TimeProvider time) : MiningSource
{
    /// <summary>The names of the columns that are sent with each code.</summary>
    public static readonly SentTable EmptyCodes = new("codes", "sku", [], ["product", "family", "category"], [[], [], []]);

    private const int Day = 86_400_000;

    public override async Task<Outcome<MinedFindings>> FindAsync(
        Channel channel, MiningSettings settings, IReadOnlyDictionary<int, int> categoryOf, IProgress<(string Step, double Share)>? progress,
        CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var outcome = await warehouse.AskAsync(
            async questions =>
            {
                var columns = await questions.ColumnsAsync(cancellation);
                var sql = WarehouseSql.Of(warehouse.Settings, columns, settings.HalfLifeDays is null ? 0 : MinedBaskets.HalfLives);
                if (sql.Wrong() is { } wrong)
                {
                    throw new WarehouseException(wrong);
                }

                var run = new Run(questions, sql, settings, categoryOf, cancellation);
                questions.Values["channel"] = warehouse.Settings.Shops[channel.Code];
                await run.BeginAsync();
                var codes = await CodesAsync(run.Codes, categoryOf, cancellation);
                questions.Tables["codes"] = codes.Table;
                return await run.FindAsync(codes.HasVariants, progress) with { UnknownCodes = codes.Unknown };
            },
            cancellation);
        return outcome.IsRefused(out var refusal, out var found)
            ? refusal
            : found with { Source = warehouse.Settings.Label, SourceTook = time.GetElapsedTime(began) };
    }

    /// <summary>The product, family and category of each code that the warehouse has.</summary>
    private async Task<(SentTable Table, int Unknown, bool HasVariants)> CodesAsync(
        List<string> codes, IReadOnlyDictionary<int, int> categoryOf, CancellationToken cancellation)
    {
        // Case does not tell two codes apart, as in the catalogue.
        var wanted = codes.ToLookup(code => code, StringComparer.OrdinalIgnoreCase);
        var (texts, products, families, categories) = (new List<string>(), new List<int>(), new List<int>(), new List<int>());
        await using var db = store.Read();
        await foreach (var product in db.Products.Select(product => new { product.Id, product.Sku, product.ParentId }).AsAsyncEnumerable()
            .WithCancellation(cancellation))
        {
            foreach (var code in wanted[product.Sku])
            {
                var family = product.ParentId ?? product.Id;
                texts.Add(code);
                products.Add(product.Id);
                families.Add(family);
                categories.Add(categoryOf.GetValueOrDefault(family));
            }
        }

        return (
            EmptyCodes with { Texts = texts, Numbers = [products.ToArray(), families.ToArray(), categories.ToArray()] }, codes.Count - texts.Count,
            products.Zip(families).Any(pair => pair.First != pair.Second));
    }

    /// <summary>The questions of one run, one after the other.</summary>
    private sealed class Run(
        WarehouseQuestions questions, WarehouseSql sql, MiningSettings settings, IReadOnlyDictionary<int, int> categoryOf, CancellationToken cancellation)
    {
        public List<string> Codes { get; } = [];

        /// <summary>Finds the newest order, from which windows and quarters are reckoned back, and the codes that there are.</summary>
        public async Task BeginAsync()
        {
            var (orders, last) = (0L, 0L);
            await questions.ReadAsync(sql.Newest(), 2, row => (orders, last) = (row[0], row[0] == 0 ? 0 : row[1]), cancellation);
            const long quarter = (long)MinedBaskets.TrendDays * Day;
            var values = questions.Values;
            values["last"] = orders == 0 ? long.MinValue / 2 : last;
            values["from"] = settings.WindowDays is { } days ? last - ((long)days * Day) : long.MinValue / 2;
            values["tests"] = settings.TestOrders ?? "";
            values["most"] = settings.MostProducts ?? int.MaxValue;
            values["recent"] = last - quarter;
            values["earlier"] = last - (2 * quarter);
            values["age"] = (long)(settings.HalfLifeDays ?? 1) * Day;
            values["window"] = (long)settings.RepeatPurchaseDays * Day;
            values["least"] = 1L;
            await questions.ReadTextsAsync(sql.Codes(), (code, _) => Codes.Add(code), cancellation);
        }

        public async Task<MinedFindings> FindAsync(bool hasVariants, IProgress<(string Step, double Share)>? progress)
        {
            var overview = new long[WarehouseSql.OverviewColumns + sql.Periods];
            await questions.ReadAsync(sql.Overview(), overview.Length, row => row.CopyTo(overview, 0), cancellation);
            questions.Values["latest"] = overview[5];
            progress?.Report(MiningSteps.Counting);
            var (baskets, categorised) = ((int)overview[3], (int)overview[4]);
            var (families, byPeriod) = await SupportsAsync(WarehouseLevel.Families, baskets, overview.AsMemory(WarehouseSql.OverviewColumns));
            var (companions, cart) = await FamiliesAsync(families);
            var totals = hasVariants ? await ProductsAsync(baskets) : companions.Totals;
            var (categories, categoryPairs) = await CategoriesAsync(families, categorised);
            progress?.Report(MiningSteps.ComingBack);
            var boughtLater = await BoughtLaterAsync();
            var returned = await ReturnedTogetherAsync();
            var periods = byPeriod.Select(IPairPeriod (supports, period) => new CountedPeriod(supports, companions, period)).ToArray();
            return new MinedFindings
            {
                Totals = totals,
                Families = families,
                Companions = companions,
                Quarters = (periods[0], periods[1]),
                Recency = settings.HalfLifeDays is null ? null : new RecencyRank(periods[2..]),
                BoughtLater = boughtLater,
                ReturnedTogether = returned,
                CategoryPairs = categoryPairs,
                Categories = categories,
                Cart = cart,
                CartProductIds = cart is null ? [] : families.ProductIds,
                LeftOut = LeftOut(overview),
            };
        }

        /// <summary>In how many baskets each item lies, in all and in each period.</summary>
        private async Task<(BasketSupports All, BasketSupports[] ByPeriod)> SupportsAsync(WarehouseLevel level, int baskets, ReadOnlyMemory<long> inPeriods)
        {
            var counted = new List<(int, int)>();
            var byPeriod = Enumerable.Range(0, sql.Periods).Select(_ => new List<(int, int)>()).ToArray();
            await questions.ReadAsync(
                sql.Supports(level), 2 + sql.Periods,
                row =>
                {
                    counted.Add(((int)row[0], (int)row[1]));
                    for (var period = 0; period < byPeriod.Length && !inPeriods.IsEmpty; period++)
                    {
                        if (row[2 + period] > 0)
                        {
                            byPeriod[period].Add(((int)row[0], (int)row[2 + period]));
                        }
                    }
                },
                cancellation);
            return (
                BasketSupports.Of(counted, baskets),
                inPeriods.IsEmpty ? [] : [.. byPeriod.Select((supports, period) => BasketSupports.Of(supports, (int)inPeriods.Span[period]))]);
        }

        /// <summary>The best companions; and, where there is enough to solve carts from, the counts of the best sellers for that, from the same rows.</summary>
        private async Task<(PairCountResult Companions, Ease? Cart)> FamiliesAsync(BasketSupports families)
        {
            var pairs = new CountedPairs(families, MinedFindings.OptionsOf(settings), sql.Periods);
            if (families.BasketCount < MinedFindings.CartBaskets)
            {
                await PairsAsync(
                    WarehouseLevel.Families, settings.MinBaskets, withTop: false, row => pairs.Add((int)row[0], (int)row[1], (int)row[2], Periods(row)));
                return (pairs.Build(), null);
            }

            var cart = await Ease.SolveAsync(
                families.ProductIds, families.Support, MinedFindings.CartProducts,
                async (placeOf, together) =>
                {
                    var top = families.ProductIds.Where((_, rank) => placeOf[rank] >= 0).ToArray();
                    questions.Tables["top"] = new SentTable("top", null, null, ["item"], [top]);
                    await PairsAsync(
                        WarehouseLevel.Families, settings.MinBaskets, withTop: true,
                        row =>
                        {
                            if (families.TryRank((int)row[0], out var one) && families.TryRank((int)row[1], out var other)
                                && placeOf[one] is >= 0 and var first && placeOf[other] is >= 0 and var second)
                            {
                                together[(first * top.Length) + second] = together[(second * top.Length) + first] = row[2];
                            }

                            return pairs.Add((int)row[0], (int)row[1], (int)row[2], Periods(row));
                        });
                },
                cancellation);
            return (pairs.Build(), cart);
        }

        private async Task<PairTotals> ProductsAsync(int baskets)
        {
            var (products, _) = await SupportsAsync(WarehouseLevel.Products, baskets, default);
            var pairs = new CountedPairs(products, MinedFindings.OptionsOf(settings) with { Best = 1 });
            await PairsAsync(WarehouseLevel.Products, settings.MinBaskets, withTop: false, row => pairs.Add((int)row[0], (int)row[1], (int)row[2]));
            return pairs.Build().Totals;
        }

        private async Task<(PairCountResult Categories, Dictionary<int, IReadOnlyList<CategoryPair>> Pairs)> CategoriesAsync(
            BasketSupports families, int categorised)
        {
            var (categories, _) = await SupportsAsync(WarehouseLevel.Categories, categorised, default);
            var pairs = new CountedPairs(categories, ContentSuggestions.Counted);
            var goTogether = new HashSet<(int, int)>();
            await PairsAsync(
                WarehouseLevel.Categories, 1, withTop: false,
                row =>
                {
                    var (one, other, together) = ((int)row[0], (int)row[1], (int)row[2]);
                    if (Affinity.CategoryPairs.GoTogether(
                        new PairCount(together, categories.SupportOf(one), categories.SupportOf(other), families.BasketCount)))
                    {
                        goTogether.UnionWith([(one, other), (other, one)]);
                    }

                    return pairs.Add(one, other, together);
                });
            var found = new Dictionary<int, List<CategoryPair>>();
            questions.Values["least"] = (long)Affinity.CategoryPairs.MinBaskets;
            await questions.ReadAsync(
                sql.CategoryFamilies(), 3,
                row =>
                {
                    var (category, family) = ((int)row[0], (int)row[1]);
                    if (categoryOf.TryGetValue(family, out var other) && goTogether.Contains((category, other)))
                    {
                        found.TryAdd(category, []);
                        found[category].Add(new CategoryPair(
                            category, family,
                            new PairCount((int)row[2], categories.SupportOf(category), families.SupportOf(family), families.BasketCount)));
                    }
                },
                cancellation);
            return (
                pairs.Build(),
                found.Select(one => (one.Key, Best: (IReadOnlyList<CategoryPair>)[.. Affinity.CategoryPairs.BestOf(one.Value)]))
                    .Where(one => one.Best.Count > 0).ToDictionary(one => one.Key, one => one.Best));
        }

        private async Task<IReadOnlyList<ObservedPair>> BoughtLaterAsync()
        {
            var eligible = new Dictionary<int, long>();
            await questions.ReadAsync(sql.FirstPurchases(), 2, row => eligible[(int)row[0]] = row[1], cancellation);
            var all = eligible.Values.Sum();
            var anyway = new Dictionary<int, (long Came, long Had)>();
            await questions.ReadAsync(sql.CameBackFor(), 3, row => anyway[(int)row[0]] = (row[1], row[2]), cancellation);
            var pairs = new List<ObservedPair>();
            questions.Values["least"] = (long)RepeatPurchases.LeastCount;
            await questions.ReadAsync(
                sql.CameBack(), 4,
                row =>
                {
                    var (anchor, companion) = ((int)row[0], (int)row[1]);
                    var (came, had) = anyway.GetValueOrDefault(companion);
                    var could = all - eligible.GetValueOrDefault(companion) - had;
                    pairs.Add(new ObservedPair(
                        anchor, companion, (int)row[2], (int)(eligible.GetValueOrDefault(anchor) - row[3]), (int)came, (int)could));
                },
                cancellation);
            return [.. pairs.GroupBy(pair => pair.AnchorId).OrderBy(anchor => anchor.Key).SelectMany(anchor => RepeatPurchases.BestOf(anchor))];
        }

        private async Task<IReadOnlyList<ObservedPair>> ReturnedTogetherAsync()
        {
            var ordered = new Dictionary<int, (int Returned, int Ordered)>();
            await questions.ReadAsync(sql.Returned(), 3, row => ordered[(int)row[0]] = ((int)row[2], (int)row[1]), cancellation);
            var pairs = new List<ObservedPair>();
            questions.Values["least"] = (long)RepeatPurchases.LeastCount;
            await questions.ReadAsync(
                sql.ReturnedTogether(), 4,
                row =>
                {
                    var anyway = ordered.GetValueOrDefault((int)row[1]);
                    pairs.Add(new ObservedPair((int)row[0], (int)row[1], (int)row[3], (int)row[2], anyway.Returned, anyway.Ordered));
                },
                cancellation);
            return [.. pairs.Where(pair => pair.IsClear(RepeatPurchases.LeastCount)).OrderBy(pair => pair.AnchorId).ThenBy(pair => pair.CompanionId)];
        }

        /// <param name="take">False for a pair that cannot be of the baskets that were counted.</param>
        private async Task PairsAsync(WarehouseLevel level, int least, bool withTop, Func<long[], bool> take)
        {
            questions.Values["least"] = (long)least;
            var isWhole = true;
            await questions.ReadAsync(sql.Pairs(level, withTop), 3 + sql.Periods, row => isWhole &= take(row), cancellation);
            if (!isWhole)
            {
                throw new WarehouseException(new Refusal(
                    "warehouse.moved",
                    L["Older orders came into the warehouse while it counted, so that its counts do not belong together. Recalculate once more."]));
            }
        }

        private ReadOnlySpan<int> Periods(long[] row)
        {
            for (var period = 0; period < inPeriods.Length; period++)
            {
                inPeriods[period] = (int)row[3 + period];
            }

            return inPeriods;
        }

        private readonly int[] inPeriods = new int[sql.Periods];

        private Dictionary<string, long> LeftOut(long[] overview)
        {
            var reasons = new List<(string Reason, long Count)>
            {
                (string.Create(CultureInfo.InvariantCulture, $"orders more than {settings.WindowDays ?? 0:N0} days before the newest one"), overview[0]),
                (settings.TestOrders is { Length: > 0 } tests ? $"test orders, whose number starts with {tests}" : "test orders", overview[1]),
                (string.Create(CultureInfo.InvariantCulture, $"baskets of more than {settings.MostProducts ?? 0:N0} products"), overview[2]),
            };
            reasons.AddRange(Enum.GetValues<LineFlaw>().Where(flaw => flaw != LineFlaw.None)
                .Select(flaw => ($"lines {MiningFilter.InWords(flaw)}", overview[5 + (int)flaw])));
            return reasons.Where(reason => reason.Count > 0).ToDictionary(reason => reason.Reason, reason => reason.Count);
        }
    }
}
