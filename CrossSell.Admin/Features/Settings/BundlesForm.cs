using CrossSell.Admin.Shared;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How a channel prices bundles while it is being edited. Its field names are those of the refusals.</summary>
public sealed class BundlesForm : ISettingsForm<BundlesForm>
{
    private readonly Channel channel;
    private int version;

    public BundlesForm(BundleSettings settings, Channel channel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(channel);
        (this.channel, version) = (channel, settings.Version);
        (SplitBasis, LowestPriceRule, LowestPriceForOffers) = (settings.SplitBasis, settings.LowestPriceRule, settings.LowestPriceForOffers);
        MarginFloorBlocks = settings.MarginFloorBlocks;
        Codes = [.. settings.Codes.Select(code => new CodeRow
        {
            Code = code.Code,
            Off = code.PercentBasisPoints > 0
                ? $"{Formats.TypedPercent(code.PercentBasisPoints)} %" : Formats.Typed(new Money(code.Amount, channel.Currency)),
            From = DayOf(code.From),
            // Exclusive as it is stored: the last day is the one before.
            Until = DayOf(code.Until)?.AddDays(-1),
        })];
    }

    public SplitBasis SplitBasis { get; set; }

    public bool LowestPriceRule { get; set; }

    public bool LowestPriceForOffers { get; set; }

    public bool MarginFloorBlocks { get; set; }

    public List<CodeRow> Codes { get; }

    public void Follow(BundlesForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>What is to be saved, or the first thing that cannot be read.</summary>
    public Outcome<BundleSettings> ToSettings()
    {
        var codes = new List<DiscountCode>();
        foreach (var row in Codes.Where(row => !row.IsBlank))
        {
            var isPercent = row.Off.Contains('%', StringComparison.Ordinal);
            var (percent, amount) = (0, Money.Zero(channel.Currency));
            if (isPercent ? !TypedNumbers.TryPercent(row.Off, out percent) : !TypedNumbers.TryAmount(row.Off, channel.Currency, out amount))
            {
                return new Refusal("codes.number", L["What {0} takes off is a percentage such as 10 %, or an amount.", row.Code], "codes");
            }

            codes.Add(new DiscountCode(row.Code.Trim(), percent, amount.Minor, InstantOf(row.From), InstantOf(row.Until?.AddDays(1))));
        }

        return new BundleSettings
        {
            ChannelId = channel.Id,
            Version = version,
            SplitBasis = SplitBasis,
            LowestPriceRule = LowestPriceRule,
            LowestPriceForOffers = LowestPriceForOffers,
            MarginFloorBlocks = MarginFloorBlocks,
            Codes = [.. codes],
        };
    }

    private DateOnly? DayOf(DateTimeOffset? at) => at is { } instant ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, channel.Zone).DateTime) : null;

    private DateTimeOffset? InstantOf(DateOnly? day) =>
        day is { } known ? BundleSchedule.ToInstant(known.ToDateTime(TimeOnly.MinValue), channel.Zone).ToUniversalTime() : null;
}

/// <summary>A discount code as it is typed.</summary>
public sealed class CodeRow
{
    public string Code { get; set; } = "";

    /// <summary>With a percent sign a percentage, else an amount.</summary>
    public string Off { get; set; } = "";

    public DateOnly? From { get; set; }

    /// <summary>The last day on which it fires.</summary>
    public DateOnly? Until { get; set; }

    internal bool IsBlank => string.IsNullOrWhiteSpace(Code) && string.IsNullOrWhiteSpace(Off);
}
