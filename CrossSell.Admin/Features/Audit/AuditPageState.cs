using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.History;
using CrossSell.Core.People;

namespace CrossSell.Admin.Features.Audit;

/// <summary>What the audit log is narrowed to, as it stands in the address, and which of its lines are open. Knows no component and no database.</summary>
public sealed class AuditPageState
{
    /// <summary>In place of a person: what the studio's own jobs and the command line did.</summary>
    public const string Jobs = "jobs";

    /// <summary>In place of a person: what came with API keys.</summary>
    public const string ApiKeys = "api-keys";

    private readonly HashSet<long> opened = [];

    public string Text { get; set; } = "";

    /// <summary>An account's id, <see cref="Jobs"/> or <see cref="ApiKeys"/>; blank for everybody.</summary>
    public string Who { get; set; } = "";

    public AuditKind? Kind { get; set; }

    /// <summary>Code of a shop; blank for all.</summary>
    public string Shop { get; set; } = "";

    /// <summary>The first day; null is from the beginning.</summary>
    public DateOnly? From { get; set; }

    /// <summary>The last day, which is still in.</summary>
    public DateOnly? To { get; set; }

    public bool IsFiltered => Address() != Addresses.SettingsAudit;

    public bool IsOpen(long id) => opened.Contains(id);

    public void Toggle(long id)
    {
        if (!opened.Add(id))
        {
            opened.Remove(id);
        }
    }

    /// <summary>Takes what stands in an address; what it does not understand is as if it were not there.</summary>
    public void Read(string? text, string? who, string? kind, string? shop, string? from, string? to)
    {
        (Text, Who, Shop) = (text ?? "", who ?? "", shop ?? "");
        Kind = Enum.TryParse<AuditKind>(kind, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        (From, To) = (Day(from), Day(to));
    }

    public string Address() => Addresses.SettingsAudit + Query();

    /// <summary>The same filter as a file.</summary>
    public string FileAddress() => Addresses.AuditFile + Query();

    /// <summary>What is asked for.</summary>
    /// <param name="channels">Those that the reader may look into.</param>
    /// <param name="zone">In which a day begins.</param>
    public AuditFilter ToFilter(IReadOnlyList<Channel> channels, TimeZoneInfo zone) => new(
        Text.Trim().Length == 0 ? null : Text.Trim(),
        Who is "" or Jobs or ApiKeys ? null : Who,
        Who switch { Jobs => ActorKind.Job, ApiKeys => ActorKind.ApiKey, _ => null },
        Kind,
        Shop.Length == 0 ? null : channels.FirstOrDefault(channel => channel.Code == Shop)?.Id ?? 0,
        Begin(From, zone),
        Begin(To?.AddDays(1), zone));

    private string Query()
    {
        (string Key, string? Value)[] parts =
        [
            ("q", Text.Trim()), ("who", Who), ("kind", Kind?.ToString().ToLowerInvariant()), ("shop", Shop), ("from", Iso(From)), ("to", Iso(To)),
        ];
        var given = parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => $"{part.Key}={Uri.EscapeDataString(part.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Begin(DateOnly? day, TimeZoneInfo zone)
    {
        if (day is not { } date)
        {
            return null;
        }

        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
