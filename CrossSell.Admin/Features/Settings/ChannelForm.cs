using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>A channel while it is being edited: everything as typed, read as a whole when it is saved.</summary>
public sealed class ChannelForm : ISettingsForm<ChannelForm>
{
    private readonly int? id;
    private int version;

    public ChannelForm(Channel channel)
    {
        (id, version) = (channel.Id == 0 ? null : channel.Id, channel.Version);
        (Code, Name, Currency, TimeZone, PricesIncludeTax) = (channel.Code, channel.Name, channel.CurrencyCode, channel.TimeZone, channel.PricesIncludeTax);
        (MarginFloor, ProductUrl, Threshold) = (Formats.TypedPercent(channel.MarginFloorBasisPoints), channel.ProductUrl ?? "", channel.CompletenessThreshold);
        Locales = [.. channel.Locales];
        Fields = [.. channel.RequiredFields];
        Taxes = [.. channel.TaxRates.OrderBy(rate => rate.TaxClass != "standard").ThenBy(rate => rate.TaxClass)
            .Select(rate => new Tax { Class = rate.TaxClass, Rate = Formats.TypedPercent(rate.BasisPoints) })];
    }

    public string Code { get; set; }

    public string Name { get; set; }

    public string Currency { get; set; }

    public List<string> Locales { get; }

    /// <summary>A language that is typed and not added yet.</summary>
    public string NewLocale { get; set; } = "";

    public string TimeZone { get; set; }

    public bool PricesIncludeTax { get; set; }

    public List<Tax> Taxes { get; }

    public string MarginFloor { get; set; }

    public string ProductUrl { get; set; }

    public int Threshold { get; set; }

    /// <summary>Needed fields, in the order in which missing ones are named.</summary>
    public List<string> Fields { get; }

    public bool IsNew => id is null;

    public void Follow(ChannelForm stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        version = stored.version;
    }

    /// <summary>Adds the language that is typed, once.</summary>
    public void AddLocale()
    {
        if (NewLocale.Trim() is { Length: > 0 } locale && !Locales.Contains(locale, StringComparer.OrdinalIgnoreCase))
        {
            Locales.Add(locale);
        }

        NewLocale = "";
    }

    public void Need(string field, bool needed)
    {
        Fields.Remove(field);
        if (needed)
        {
            Fields.Add(field);
            // The known ones keep the order of the page, whichever was ticked last.
            var known = Fields.Where(CompletenessNeeds.Names.Contains).OrderBy(name => CompletenessNeeds.Names.ToList().IndexOf(name)).ToList();
            var others = Fields.Except(known).ToList();
            Fields.Clear();
            Fields.AddRange([.. known, .. others]);
        }
    }

    public void MoveLocale(string locale, int by)
    {
        var at = Locales.IndexOf(locale);
        if (at >= 0 && at + by >= 0 && at + by < Locales.Count)
        {
            Locales.RemoveAt(at);
            Locales.Insert(at + by, locale);
        }
    }

    /// <summary>What is to be saved, or what cannot be read.</summary>
    public Outcome<ChannelEdit> ToEdit()
    {
        var rates = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var tax in Taxes.Where(tax => !string.IsNullOrWhiteSpace(tax.Class)))
        {
            if (!TypedNumbers.TryPercent(tax.Rate, out var basisPoints) || !rates.TryAdd(tax.Class.Trim(), basisPoints))
            {
                return new Refusal("channel.tax", L["The tax of {0} is one percentage from 0 to 100.", tax.Class], nameof(Taxes));
            }
        }

        return TypedNumbers.TryPercent(MarginFloor, out var floor)
            ? new ChannelEdit(id, version, Code, Name, Currency, [.. Locales], TimeZone, PricesIncludeTax, rates, floor, ProductUrl, Threshold, [.. Fields])
            : new Refusal("channel.margin", L["The minimum margin is a percentage from 0 to 100."], nameof(MarginFloor));
    }

    /// <summary>One tax class.</summary>
    public sealed class Tax
    {
        public string Class { get; set; } = "";

        public string Rate { get; set; } = "";
    }
}
