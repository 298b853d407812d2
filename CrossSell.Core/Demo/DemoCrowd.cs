using CrossSell.Core.Experiments;

namespace CrossSell.Core.Demo;

/// <summary>How the visitors of an experiment of the demo turned out: by how much arm <c>b</c> is ahead, as a share of arm <c>a</c>.</summary>
/// <param name="Attach">Null where it follows from the revenue.</param>
/// <param name="Units">Likewise.</param>
/// <param name="Conversion">Of the visitors the share that buys.</param>
/// <param name="Sample">Of the shop's customers the share that both arms have together.</param>
internal sealed record DemoLead(double Revenue, double? Attach, double? Units, double Conversion, double Sample = 1);

/// <summary>
/// Deals the customers of a demo's shop out to the two arms of an experiment, with all their orders, and adds visitors who bought nothing. Two customers who
/// follow one another go to different arms, so that the figures come near to what is asked for, whatever the orders of the day are: the demo says the same on
/// every day. Nothing of the orders is changed, so what experiments say agrees with what Insights say.
/// </summary>
internal sealed class DemoCrowd
{
    private const ulong Seed = 0xC40D;
    private const double Swing = .25;
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    private readonly DemoLead lead;
    private readonly VisitorDays days;
    private readonly long start;
    private readonly long end;
    private readonly long ordersUntil;
    private readonly bool hasGroups;
    private readonly Arm[] arms = [new(), new()];
    private readonly List<long> seenAt = [];
    private DemoRandom random;

    /// <param name="until">Nothing is known of what comes after.</param>
    private DemoCrowd(ReadingTerms terms, DemoLead lead, TimeZoneInfo zone, DateTimeOffset until, TimeSpan keptFor)
    {
        this.lead = lead;
        start = terms.StartedAt.ToUnixTimeMilliseconds();
        end = Math.Min(terms.EndedAt?.ToUnixTimeMilliseconds() ?? long.MaxValue, until.ToUnixTimeMilliseconds());
        ordersUntil = Math.Min(terms.OrdersUntil?.ToUnixTimeMilliseconds() ?? long.MaxValue, until.ToUnixTimeMilliseconds());
        // Of a year, groups would be thousands of rows that nobody looks at.
        hasGroups = end - start < 100 * Day;
        random = DemoRandom.For(Seed, $"{terms.FirstMetric} {terms.Mode} {terms.ChannelId}");
        days = new VisitorDays(
            terms, at => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(at), zone).DateTime), until, keptFor);
    }

    /// <summary>The daily sums, as they are stored for visitors who are kept no longer.</summary>
    /// <param name="customers">The orders of each.</param>
    public static VisitorDays Of(
        ReadingTerms terms, DemoLead lead, IEnumerable<IReadOnlyList<VisitorOrder>> customers, TimeZoneInfo zone, DateTimeOffset until, TimeSpan keptFor)
    {
        var crowd = new DemoCrowd(terms, lead, zone, until, keptFor);
        crowd.Deal(customers);
        crowd.AddOthers();
        return crowd.days;
    }

    private void Deal(IEnumerable<IReadOnlyList<VisitorOrder>> customers)
    {
        var buyers = customers.Select(Buyer.Of(start, end)).OfType<Buyer>()
            .OrderBy(buyer => buyer.FirstAt).ThenBy(buyer => buyer.Revenue).ThenBy(buyer => buyer.Units).ToList();
        Buyer? waits = null;
        var pairs = 0;
        foreach (var buyer in buyers.Where(_ => random.Chance(lead.Sample)))
        {
            if (waits is not { } first)
            {
                waits = buyer;
                continue;
            }

            // Further off at first, as chance is.
            var sway = Swing * Math.Sin(++pairs / 9.0) / Math.Sqrt(1 + (pairs / 12.0));
            var isFirstControl = Off(first, buyer, sway) <= Off(buyer, first, sway);
            Take(isFirstControl ? first : buyer, 0);
            Take(isFirstControl ? buyer : first, 1);
            waits = null;
        }
    }

    /// <summary>How far from what is asked for both arms are once these two are in them.</summary>
    private double Off(Buyer control, Buyer treatment, double sway)
    {
        var (a, b) = (arms[0].And(control), arms[1].And(treatment));
        return Of(a.Revenue, b.Revenue, lead.Revenue) + Of(a.Attached, b.Attached, lead.Attach) + Of(a.Units, b.Units, lead.Units);

        double Of(double without, double with, double? wanted) =>
            wanted is not { } ahead ? 0 : without > 0 && with > 0 ? Math.Abs(Math.Log(with / without) - Math.Log(1 + ahead) - sway) : 1;
    }

    private void Take(Buyer buyer, int arm)
    {
        arms[arm] = arms[arm].And(buyer);
        var at = Math.Max(start, buyer.FirstAt - random.Between(3, 45) * Minute);
        seenAt.Add(at);
        // Nothing after the end: whether somebody came back later is none of what is shown.
        days.Add(Seen(arm, at, VisitorMarks.None), [.. buyer.Orders.Where(order => order.At < ordersUntil)]);
    }

    // Who looked and bought nothing, at the hours at which others buy; and who is left out.
    private void AddOthers()
    {
        if (seenAt.Count == 0)
        {
            return;
        }

        var looking = (int)(seenAt.Count / 2 * ((1 / lead.Conversion) - 1));
        for (var arm = 0; arm < 2; arm++)
        {
            var count = looking + random.Between(-looking / 200, looking / 200);
            for (var visitor = 0; visitor < count; visitor++)
            {
                days.Add(Seen(arm, SomeTime(), VisitorMarks.None), []);
            }
        }

        for (var bot = 0; bot < looking / 60; bot++)
        {
            days.Add(Seen(bot % 2, SomeTime(), VisitorMarks.Bot), []);
        }

        for (var staff = 0; staff < 7; staff++)
        {
            days.Add(Seen(staff % 2, SomeTime(), VisitorMarks.Staff), []);
        }
    }

    private long SomeTime() => Math.Clamp(random.Pick(seenAt) + (random.Between(-600, 600) * Minute), start, end - 1);

    private SeenVisitor Seen(int arm, long at, VisitorMarks marks)
    {
        // Places in VisitorGroups: phones, tablets, desktops; direct, search, ad, social, mail, referral.
        var (device, source) = (random.Next(100), random.Next(100));
        return new SeenVisitor
        {
            Arm = arm,
            FirstAt = at,
            LastAt = at,
            Events = 1,
            Marks = marks,
            Device = !hasGroups ? 0 : device < 57 ? 1 : device < 63 ? 2 : 3,
            Source = !hasGroups ? 0 : source < 24 ? 1 : source < 60 ? 2 : source < 78 ? 3 : source < 87 ? 4 : source < 95 ? 5 : 6,
        };
    }

    /// <summary>A customer who ordered while the experiment ran.</summary>
    private sealed record Buyer(long FirstAt, long Revenue, int Attached, int Units, int Count, IReadOnlyList<VisitorOrder> Orders)
    {
        public static Func<IReadOnlyList<VisitorOrder>, Buyer?> Of(long start, long end) => orders =>
        {
            var counted = orders.Where(order => order.Left is null && !order.IsTakenBack && order.At >= start && order.At < end).ToList();
            return counted.Count == 0 ? null : new Buyer(
                counted.Min(order => order.At), counted.Sum(order => order.Ordered - order.Returned), counted.Count(order => order.HasBeside),
                counted.Sum(order => order.Units), counted.Count, orders);
        };
    }

    /// <summary>What an arm has by now; attached and units by order.</summary>
    private readonly record struct Arm(double Revenue, double WithBeside, double AllUnits, double Orders)
    {
        public double Attached => Orders > 0 ? WithBeside / Orders : 0;

        public double Units => Orders > 0 ? AllUnits / Orders : 0;

        public Arm And(Buyer buyer) =>
            new(Revenue + buyer.Revenue, WithBeside + buyer.Attached, AllUnits + buyer.Units, Orders + buyer.Count);
    }
}
