using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Catalog.CatalogTexts;

namespace CrossSell.Core.Catalog;

/// <summary>What a person writes about a channel.</summary>
/// <param name="Id">Null makes a new one.</param>
/// <param name="Code">Of a new one; blank makes one from the name. It stands in addresses and files, so it stays.</param>
/// <param name="Locales">The first is the default.</param>
/// <param name="TaxRates">Basis points by tax class.</param>
public sealed record ChannelEdit(
    int? Id,
    int Version,
    string Code,
    string Name,
    string CurrencyCode,
    IReadOnlyList<string> Locales,
    string TimeZone,
    bool PricesIncludeTax,
    IReadOnlyDictionary<string, int> TaxRates,
    int MarginFloorBasisPoints,
    string? ProductUrl,
    int CompletenessThreshold,
    IReadOnlyList<string> RequiredFields);

/// <summary>
/// The shops and what they need of a product: for administrators. Completeness follows in the same write, or by a job when the products are many.
/// </summary>
public sealed partial class ChannelService(StudioStore store)
{
    public const int NameLength = 60;

    public async Task<Outcome<(int Id, long ChangeSetId)>> SaveAsync(ChannelEdit edit, Actor actor, CancellationToken cancellation = default)
    {
        if (actor.Deny(Permission.Administer, null) is { } denied)
        {
            return denied;
        }

        await using var session = await store.WriteAsync(actor, $"Added the shop {edit.Name.Trim()}", cancellation);
        var db = session.Db;
        var codes = (await db.Attributes.Select(attribute => attribute.Code).ToListAsync(cancellation)).ToHashSet(StringComparer.Ordinal);
        if (Wrong(edit, codes) is { } wrong)
        {
            return wrong;
        }

        var currency = edit.CurrencyCode.Trim().ToUpperInvariant();
        Channel channel;
        if (edit.Id is { } id)
        {
            if (await db.Channels.AsTracking().Include(item => item.TaxRates).SingleOrDefaultAsync(item => item.Id == id, cancellation) is not { } found)
            {
                return Refusal.NotFound(L["This shop no longer exists."]);
            }

            if (found.Version != edit.Version)
            {
                return Refusal.Stale(L["{0} was changed by someone else. Reload and try again.", found.Name]);
            }

            if (found.CurrencyCode != currency && (await CurrencyIsFixedAsync(db, id, cancellation)))
            {
                return new Refusal(
                    "channel.currency", L["{0} has prices or orders in {1}, so its currency cannot change.", found.Name, found.CurrencyCode],
                    nameof(ChannelEdit.CurrencyCode));
            }

            (channel, session.Purpose) = (found, $"Edited the shop {edit.Name.Trim()}");
            db.Entry(channel).Property(item => item.Name).IsModified = true;
        }
        else
        {
            var taken = await db.Channels.Select(other => other.Code).ToListAsync(cancellation);
            var code = string.IsNullOrWhiteSpace(edit.Code) ? CatalogCode.Of(edit.Name, taken) : edit.Code.Trim();
            if (!CatalogCode.IsCode(code) || taken.Contains(code))
            {
                return new Refusal("channel.code", L["A code has lower-case letters, digits and hyphens, and no other shop has it."], nameof(ChannelEdit.Code));
            }

            channel = new Channel { Code = code, Name = "", CurrencyCode = currency };
            db.Add(channel);
        }

        (channel.Name, channel.CurrencyCode, channel.TimeZone, channel.PricesIncludeTax) = (edit.Name.Trim(), currency, edit.TimeZone, edit.PricesIncludeTax);
        (channel.MarginFloorBasisPoints, channel.CompletenessThreshold) = (edit.MarginFloorBasisPoints, edit.CompletenessThreshold);
        channel.ProductUrl = string.IsNullOrWhiteSpace(edit.ProductUrl) ? null : edit.ProductUrl.Trim();
        SetIfOther(channel.Locales, [.. edit.Locales.Select(locale => CultureInfo.GetCultureInfo(locale).Name)], locales => channel.Locales = locales);
        SetIfOther(channel.RequiredFields, [.. edit.RequiredFields], fields => channel.RequiredFields = fields);
        channel.TaxRates.RemoveAll(rate => !edit.TaxRates.ContainsKey(rate.TaxClass));
        foreach (var (taxClass, basisPoints) in edit.TaxRates)
        {
            if (channel.TaxRates.Find(rate => rate.TaxClass == taxClass) is { } rate)
            {
                rate.BasisPoints = basisPoints;
            }
            else
            {
                channel.TaxRates.Add(new TaxRate { TaxClass = taxClass, BasisPoints = basisPoints });
            }
        }

        return (await session.CommitAsync(cancellation)).IsRefused(out var refusal, out var set) ? refusal : (channel.Id, set);
    }

    /// <summary>What other completeness settings would make of the channel's products.</summary>
    public async Task<ChannelPreview> PreviewAsync(
        ReadScope scope, int channelId, IReadOnlyList<string> requiredFields, int threshold, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await ChannelPreview.LoadAsync(db, channelId, requiredFields, threshold, cancellation);
    }

    /// <summary>Whether the channel has amounts already that another currency would falsify.</summary>
    public async Task<bool> CurrencyIsFixedAsync(ReadScope scope, int channelId, CancellationToken cancellation = default)
    {
        await using var db = store.Read(scope);
        return await CurrencyIsFixedAsync(db, channelId, cancellation);
    }

    private static async Task<bool> CurrencyIsFixedAsync(StudioDb db, int channelId, CancellationToken cancellation) =>
        await ChannelUseSql.HasOrdersAsync(db, channelId, cancellation)
            || await db.Listings.AnyAsync(listing => listing.ChannelId == channelId && listing.Price > 0, cancellation);

    private static void SetIfOther(List<string> now, List<string> wanted, Action<List<string>> set)
    {
        if (!now.SequenceEqual(wanted))
        {
            set(wanted);
        }
    }

    private static Refusal? Wrong(ChannelEdit edit, HashSet<string> attributeCodes)
    {
        if (string.IsNullOrWhiteSpace(edit.Name) || edit.Name.Trim().Length > NameLength)
        {
            return new Refusal("channel.name", L["A shop needs a name of at most {0} characters.", NameLength], nameof(ChannelEdit.Name));
        }

        if (!CurrencyCode().IsMatch(edit.CurrencyCode.Trim()))
        {
            return new Refusal("channel.currency", L["A currency is three letters, such as EUR."], nameof(ChannelEdit.CurrencyCode));
        }

        if (edit.Locales.Count == 0 || !edit.Locales.All(IsLocale))
        {
            return new Refusal("channel.locales", L["Add at least one language, such as nl-NL or en."], nameof(ChannelEdit.Locales));
        }

        if (edit.Locales.Distinct(StringComparer.OrdinalIgnoreCase).Count() < edit.Locales.Count)
        {
            return new Refusal("channel.locales", L["A language is listed twice."], nameof(ChannelEdit.Locales));
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(edit.TimeZone, out _))
        {
            return new Refusal("channel.time-zone", L["Choose a time zone such as Europe/Amsterdam."], nameof(ChannelEdit.TimeZone));
        }

        if (edit.TaxRates.FirstOrDefault(rate => string.IsNullOrWhiteSpace(rate.Key) || rate.Value is < 0 or > 10_000) is { Key: not null } rate)
        {
            return new Refusal("channel.tax", L["The tax of {0} is from 0 to 100 %.", rate.Key], nameof(ChannelEdit.TaxRates));
        }

        if (edit.MarginFloorBasisPoints is < 0 or > 10_000)
        {
            return new Refusal("channel.margin", L["The minimum margin is from 0 to 100 %."], nameof(ChannelEdit.MarginFloorBasisPoints));
        }

        if (!string.IsNullOrWhiteSpace(edit.ProductUrl)
            && !(edit.ProductUrl.Contains("{sku}", StringComparison.Ordinal)
                && Uri.TryCreate(edit.ProductUrl.Trim().Replace("{sku}", "a", StringComparison.Ordinal), UriKind.Absolute, out var address)
                && address.Scheme is "http" or "https"))
        {
            return new Refusal("channel.address", L["The address of a product starts with https:// and has {sku} in it."], nameof(ChannelEdit.ProductUrl));
        }

        if (edit.CompletenessThreshold is < 0 or > 100)
        {
            return new Refusal("channel.threshold", L["The threshold is from 0 to 100 %."], nameof(ChannelEdit.CompletenessThreshold));
        }

        return edit.RequiredFields.FirstOrDefault(field => !CompletenessNeeds.Fields.ContainsKey(field)
                && !(field.StartsWith(Completeness.AttributePrefix, StringComparison.Ordinal)
                    && attributeCodes.Contains(field[Completeness.AttributePrefix.Length..]))) is { } unknown
            ? new Refusal("channel.fields", L["There is no field \"{0}\".", unknown], nameof(ChannelEdit.RequiredFields))
            : null;
    }

    private static bool IsLocale(string text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(text) && CultureInfo.GetCultureInfo(text, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[A-Za-z]{3}$")]
    private static partial Regex CurrencyCode();
}
