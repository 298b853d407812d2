using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Drift;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The limits of a shop while they are being edited: numbers as typed. Its field names are those of the refusals.</summary>
public sealed class DriftForm : ISettingsForm<DriftForm>
{
    private readonly int channelId;
    private int version;

    public DriftForm(DriftPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        (channelId, version, Pause) = (policy.ChannelId, policy.Version, policy.Pause);
        (PricePercent, MarginPoints, StockDays) = (Of(policy.PricePercent), Of(policy.MarginPoints), Of(policy.StockDays));
    }

    public string PricePercent { get; set; }

    public string MarginPoints { get; set; }

    public string StockDays { get; set; }

    public DriftPause Pause { get; set; }

    public void Follow(DriftForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>What is to be saved, or the first thing that is no number.</summary>
    public Outcome<DriftPolicy> ToPolicy()
    {
        Refusal? unread = null;
        var policy = new DriftPolicy
        {
            ChannelId = channelId,
            Version = version,
            PricePercent = Whole(PricePercent, "price", L["The limit of a price"]),
            MarginPoints = Whole(MarginPoints, "margin", L["The limit of the margin"]),
            StockDays = Whole(StockDays, "stock", L["The number of days"]),
            Pause = Pause,
        };
        return unread is { } refusal ? refusal : policy;

        int Whole(string text, string field, string what)
        {
            if (TypedNumbers.TryWhole(text, out var number))
            {
                return number;
            }

            unread ??= new Refusal("drift.number", L["{0} is a whole number.", what], field);
            return 0;
        }
    }

    private static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);
}
