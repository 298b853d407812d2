using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Orders;
using CrossSell.Core.Panels;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Demo;

/// <summary>
/// What the people of the demo have tried out: a hold-out of a year that is over, an experiment that found something and was decided on, one that found nothing
/// and waits, and one that runs. Planned, started and decided through the services that pages use, each act on its day; what was counted is stored as daily
/// sums of visitors who are forgotten by now. Nobody is kept from panels by it on the day on which the demo is opened.
/// </summary>
public sealed class DemoExperiments(StudioStore store, UndoRules undoRules, PanelLayers layers, VisitorNames names)
{
    internal const string Told = "Laid out the experiments of the demo";

    private const string Cart = "Panels in the cart: a second product more often?";
    private const string Bag = "Does the rule for bags sell more pieces?";
    private const string Look = "“Complete the look” over the panel";
    private const string BagRule = "A bag that holds the camera";
    private const int HoldOutBasisPoints = 2_500;
    private const int HeldOutSince = 379;
    private const int FrozenBefore = 22;

    // Of visitors who see a panel.
    private const double Conversion = .08;

    /// <summary>Lays them out once, in a demo that nobody has signed in to. Nothing happens elsewhere.</summary>
    /// <returns>Whether anything was missing.</returns>
    public async Task<Outcome<bool>> TellAsync(CancellationToken cancellation = default)
    {
        DemoPeople people;
        DateTimeOffset day;
        await using (var db = store.Read())
        {
            if (!await db.ChangeSets.AnyAsync(set => set.ActorId == DemoLoader.Loader.Id && set.Purpose == DemoLoader.Purpose, cancellation)
                || await db.ChangeSets.AnyAsync(set => set.ActorId == DemoLoader.Loader.Id && set.Purpose == Told, cancellation)
                || await DemoPeople.FindAsync(db, cancellation) is not { } found
                || await db.Bundles.OrderBy(bundle => bundle.Id).FirstOrDefaultAsync(cancellation) is not { } first)
            {
                return false;
            }

            (people, day) = (found, first.CreatedAt.AddDays(DemoRows.BundlesMadeDaysBefore));
        }

        if ((await ActAsync(people, day, cancellation)).IsRefused(out var refusal))
        {
            return refusal;
        }

        await DemoTraffic.WriteAsync(store, names, (int)(1 / Conversion), day, cancellation);
        var counted = await CountAsync(day, cancellation);
        await using var session = await store.WriteAsync(DemoLoader.Loader, Told, cancellation);
        (session.CanUndo, session.RunsWriteHooks) = (false, false);
        foreach (var (terms, days) in counted)
        {
            // Groups of whom nothing is known are nothing to look at.
            session.Db.AddRange(days.Build().Where(pair => pair.Key.Cut is ExperimentCut.None or ExperimentCut.Cohort || pair.Key.CutKey.Length > 0)
                .Select(pair => pair.Value.ToDay(terms, pair.Key, isSealed: true)));
            session.Db.AddRange(days.Excluded.Select(pair => new ExperimentExclusion
            {
                ExperimentId = terms.ExperimentId,
                ChannelId = terms.ChannelId,
                Reason = pair.Key,
                IsSealed = true,
                Count = pair.Value.Count,
                Amount = pair.Value.Amount,
            }));
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out refusal, out _) ? refusal : true;
    }

    private async Task<Outcome> ActAsync(DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        int camera, fashion;
        int? rule;
        await using (var db = store.Read())
        {
            camera = await ChannelAsync(db, CameraShop.Channel.Code, cancellation);
            fashion = await ChannelAsync(db, FashionShop.Channel.Code, cancellation);
            rule = await db.Rules.Where(item => item.Name == BagRule).Select(item => (int?)item.Id).FirstOrDefaultAsync(cancellation);
        }

        var cart = new ExperimentTerms(
            Cart, ExperimentQuestion.AnyPanel, null, null, ExperimentTerms.TwoArms("No panel in the cart", "The panel as now"), [PanelPlacement.Cart], null,
            Experiment.Whole, null, null)
        {
            Note = "The cart is the last place where we can offer anything. Does it, or are shoppers only held up?",
            Metric = ExperimentMetric.AttachRate,
            OtherMetrics = [ExperimentMetric.RevenuePerVisitor, ExperimentMetric.AverageOrderValue, ExperimentMetric.UnitsPerOrder],
            Days = 28,
            SmallestEffectBasisPoints = 2_000,
            PlannedVisitors = 6_000,
        };
        var bag = cart with
        {
            Name = Bag,
            Note = "The rule fills a slot on every camera's page. Something else might sell there.",
            Question = ExperimentQuestion.Rule,
            SubjectId = rule,
            Arms = ExperimentTerms.TwoArms("Without the rule", "With the rule"),
            Placements = [PanelPlacement.ProductPage],
            Metric = ExperimentMetric.UnitsPerOrder,
            OtherMetrics = [ExperimentMetric.RevenuePerVisitor, ExperimentMetric.AttachRate],
            SmallestEffectBasisPoints = 1_200,
        };
        var look = new ExperimentTerms(
            Look, ExperimentQuestion.Headline, null, null,
            [
                new("a", "The headline as now", Experiment.Whole / 2),
                new("b", "Complete the look", Experiment.Whole / 2)
                {
                    Headlines = PanelHeadlines.Write([new("en-GB", "Complete the look"), new("de-DE", "Den Look vervollständigen")]),
                },
            ],
            [PanelPlacement.ProductPage], null, Experiment.Whole, null, null)
        {
            Note = "Shoppers come for an outfit: say so.",
            Metric = ExperimentMetric.AttachRate,
            OtherMetrics = [ExperimentMetric.RevenuePerVisitor],
            Mode = ExperimentMode.AlwaysValid,
            Days = 56,
            SmallestEffectBasisPoints = 1_000,
            PlannedVisitors = 16_000,
        };
        return await HoldOutAsync(camera, people, day, cancellation) is { } held ? held
            : await StartAsync(camera, cart, people, day.AddDays(-50), cancellation) is { } first ? first
            : await DecideAsync(Cart, people, day.AddDays(-20).AddHours(1), cancellation) is { } decided ? decided
            : rule is not null && await StartAsync(camera, bag, people, day.AddDays(-40), cancellation) is { } second ? second
            : await StartAsync(fashion, look, people, day.AddDays(-16), cancellation) is { } third ? third
            : Outcome.Done;
    }

    private async Task<Refusal?> HoldOutAsync(int shop, DemoPeople people, DateTimeOffset day, CancellationToken cancellation)
    {
        Experiment? known;
        await using (var db = store.Read())
        {
            known = await db.Experiments.FirstOrDefaultAsync(
                item => item.ChannelId == shop && item.Question == ExperimentQuestion.HoldOut, cancellation);
        }

        var (id, version) = (known?.Id ?? 0, known?.Version ?? 0);
        if (known is null)
        {
            if ((await On(day.AddDays(-HeldOutSince)).HoldOutAsync(shop, HoldOutBasisPoints, people.Mark, cancellation))
                .IsRefused(out var refusal, out var made))
            {
                return refusal;
            }

            (id, version) = (made.Id, made.Version);
        }

        return known?.FrozenAt is not null
            ? null
            : (await On(day.AddDays(-FrozenBefore)).FreezeAsync(id, version, Experiment.LeastLookBackWeeks, people.Mark, cancellation)).Refusal;
    }

    /// <summary>Drafted by the merchandiser two days before the manager starts it.</summary>
    private async Task<Refusal?> StartAsync(int shop, ExperimentTerms terms, DemoPeople people, DateTimeOffset at, CancellationToken cancellation)
    {
        var known = await FindAsync(terms.Name, cancellation);
        var (id, version) = (known?.Id ?? 0, known?.Version ?? 0);
        if (known is null)
        {
            if ((await On(at.AddDays(-2).AddHours(3)).CreateAsync(shop, terms, people.Eva, cancellation)).IsRefused(out var refusal, out var made))
            {
                return refusal;
            }

            (id, version) = (made.Id, made.Version);
        }

        return known is { IsEditable: false } ? null : (await On(at).StartAsync(id, version, people.Mark, cancellation)).Refusal;
    }

    private async Task<Refusal?> DecideAsync(string name, DemoPeople people, DateTimeOffset at, CancellationToken cancellation) =>
        await FindAsync(name, cancellation) is { State: ExperimentState.Started } open
            ? (await On(at).DecideAsync(
                open.Id, open.Version, "b", "More orders with a second product, and no fewer orders: the panel stays in the cart.", people.Mark,
                cancellation)).Refusal
            : null;

    private async Task<List<(ReadingTerms Terms, VisitorDays Days)>> CountAsync(DateTimeOffset day, CancellationToken cancellation)
    {
        await using var db = store.Read();
        var counted = await db.ExperimentDays.Select(row => row.ExperimentId).Distinct().ToListAsync(cancellation);
        var all = await db.Experiments.Where(item => item.From != null && !counted.Contains(item.Id)).OrderBy(item => item.Id).ToListAsync(cancellation);
        var found = new List<(ReadingTerms, VisitorDays)>();
        foreach (var shop in all.GroupBy(item => item.ChannelId))
        {
            var channel = await db.Channels.SingleAsync(item => item.Id == shop.Key, cancellation);
            var customers = await CustomersAsync(
                db, shop.Key, shop.Min(item => item.From)!.Value.AddDays(-ReadingTerms.DefaultPastDays), cancellation);
            foreach (var experiment in shop)
            {
                var terms = ReadingTerms.Of(experiment);
                found.Add((terms, DemoCrowd.Of(
                    terms, LeadOf(experiment), customers, BundleSchedule.ZoneOf(channel), day, TimeSpan.FromDays(VisitorRetention.DefaultDays))));
            }
        }

        return found;
    }

    private static DemoLead LeadOf(Experiment experiment) => experiment switch
    {
        // Both samples together have twice the share.
        { IsHoldOut: true } => new DemoLead(.36, null, null, Conversion, 2.0 * HoldOutBasisPoints / Experiment.Whole),
        { Name: Cart } => new DemoLead(.1, .3, .1, Conversion),
        { Name: Bag } => new DemoLead(-.02, .01, .012, Conversion),
        _ => new DemoLead(.05, .26, null, Conversion),
    };

    /// <summary>The orders of each customer; of a guest each order alone.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<VisitorOrder>>> CustomersAsync(
        StudioDb db, int shop, DateTimeOffset since, CancellationToken cancellation)
    {
        var orders = await ExperimentOrderRows.ReadAsync(db, shop, since, everybody: true, cancellation);
        var whose = await db.Orders.Where(order => order.ChannelId == shop && order.OrderedAt >= since && order.CustomerHash != null)
            .ToDictionaryAsync(order => -order.Id, order => order.CustomerHash!, cancellation);
        return [.. orders.OrderByDescending(pair => pair.Key).GroupBy(pair => whose.GetValueOrDefault(pair.Key) ?? FormattableString.Invariant($"{pair.Key}"))
            .Select(own => own.SelectMany(pair => pair.Value).ToList())];
    }

    private async Task<Experiment?> FindAsync(string name, CancellationToken cancellation)
    {
        await using var db = store.Read();
        return await db.Experiments.FirstOrDefaultAsync(item => item.Name == name, cancellation);
    }

    private static Task<int> ChannelAsync(StudioDb db, string code, CancellationToken cancellation) =>
        db.Channels.Where(item => item.Code == code).Select(item => item.Id).SingleAsync(cancellation);

    private ExperimentService On(DateTimeOffset at) => new(store.At(new Clock(at)), undoRules, layers);

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
