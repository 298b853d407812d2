using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Mining;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>
/// How a channel's orders are counted while it is being edited: numbers as typed, read as a whole when it is saved. Its field names are those of the refusals.
/// </summary>
public sealed class MiningForm : ISettingsForm<MiningForm>
{
    private readonly int channelId;
    private int version;

    public MiningForm(MiningPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (channelId, version) = (policy.ChannelId, policy.Version);
        (WindowDays, HalfLifeDays, MinBaskets, MostProducts) = (Of(policy.WindowDays), Of(policy.HalfLifeDays), Of(policy.MinBaskets), Of(policy.MostProducts));
        (TestOrders, RepeatPurchaseDays) = (policy.TestOrders ?? "", Of(policy.RepeatPurchaseDays));
        (Schedule, AtHour, NewOrders) = (policy.Schedule, policy.AtHour, Of(policy.NewOrders));
        (AutoAccept, AutoType, AutoMinBaskets) = (policy.AutoAccept, policy.AutoType, Of(policy.AutoMinBaskets));
        (AutoMinLift, AutoMinConfidence) = (Formats.Typed(policy.AutoMinLift, 2), Formats.Typed(policy.AutoMinConfidence, 2));
        (AutoPerProduct, AutoPerRun) = (Of(policy.AutoPerProduct), Of(policy.AutoPerRun));
        AutoCategories = [.. policy.AutoCategories];
    }

    public string WindowDays { get; set; }

    public string HalfLifeDays { get; set; }

    public string MinBaskets { get; set; }

    public string MostProducts { get; set; }

    public string TestOrders { get; set; }

    public string RepeatPurchaseDays { get; set; }

    public MiningSchedule Schedule { get; set; }

    /// <summary>0 to 23, in the shop's time.</summary>
    public int AtHour { get; set; }

    public string NewOrders { get; set; }

    public bool AutoAccept { get; set; }

    /// <summary>Code of the link type.</summary>
    public string AutoType { get; set; }

    public string AutoMinBaskets { get; set; }

    public string AutoMinLift { get; set; }

    public string AutoMinConfidence { get; set; }

    public string AutoPerProduct { get; set; }

    public string AutoPerRun { get; set; }

    /// <summary>Ids; empty means all.</summary>
    public List<int> AutoCategories { get; }

    public void Follow(MiningForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>What is to be saved, or the first thing that is no number.</summary>
    public Outcome<MiningPolicy> ToPolicy()
    {
        var reader = new Reader();
        var policy = new MiningPolicy
        {
            ChannelId = channelId,
            Version = version,
            WindowDays = reader.WholeOrNone(WindowDays, "windowDays", L["The window"]),
            HalfLifeDays = reader.WholeOrNone(HalfLifeDays, "halfLifeDays", L["The time after which an order weighs half"]),
            MinBaskets = reader.Whole(MinBaskets, "minBaskets", L["The minimum baskets of a pair"]),
            MostProducts = reader.WholeOrNone(MostProducts, "mostProducts", L["The limit for oversized baskets"]),
            TestOrders = string.IsNullOrWhiteSpace(TestOrders) ? null : TestOrders.Trim(),
            RepeatPurchaseDays = reader.Whole(RepeatPurchaseDays, "repeatPurchaseDays", L["The repeat purchase window"]),
            Schedule = Schedule,
            AtHour = AtHour,
            NewOrders = reader.WholeOrNone(NewOrders, "newOrders", L["The number of new orders"]),
            AutoAccept = AutoAccept,
            AutoType = AutoType,
            AutoMinBaskets = reader.Whole(AutoMinBaskets, "autoMinBaskets", L["The minimum baskets"]),
            AutoMinLift = reader.Number(AutoMinLift, "autoMinLift", L["How much more than expected"]),
            AutoMinConfidence = reader.Number(AutoMinConfidence, "autoMinConfidence", L["The share of the product's baskets"]),
            AutoPerProduct = reader.Whole(AutoPerProduct, "autoPerProduct", L["The maximum per product"]),
            AutoPerRun = reader.Whole(AutoPerRun, "autoPerRun", L["The maximum per run"]),
            AutoCategories = [.. AutoCategories],
        };
        return reader.Refusal is { } refusal ? refusal : policy;
    }

    private static string Of(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Reads on after the first thing that it cannot read, and remembers that one.</summary>
    private sealed class Reader
    {
        public Refusal? Refusal { get; private set; }

        public int? WholeOrNone(string text, string field, string what) => string.IsNullOrWhiteSpace(text) ? null : Whole(text, field, what);

        public int Whole(string text, string field, string what)
        {
            if (TypedNumbers.TryWhole(text, out var number))
            {
                return number;
            }

            Refusal ??= new Refusal("mining.number", L["{0} is a whole number.", what], field);
            return 0;
        }

        public double Number(string text, string field, string what)
        {
            if (TypedNumbers.TryNumber(text, 4, out var number) && number >= 0)
            {
                return (double)number;
            }

            Refusal ??= new Refusal("mining.number", L["{0} is a number such as 3 or 2.5.", what], field);
            return 0;
        }
    }
}
