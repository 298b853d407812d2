using System.Globalization;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;

namespace CrossSell.Core.Events;

/// <summary>One event as a shop's page sends it: all of it text, so that a wrong field is refused with a sentence and not with the whole request.</summary>
/// <param name="Sku">The product that it is about; with <paramref name="Bundle"/> absent too, it is about the panel as a whole.</param>
public sealed record SentEvent(
    string? Id, string? Type, string? At, string? RecommendationId, string? PanelVersion, string? Placement, string? Arm, string? Anchor, string? Sku,
    string? Bundle)
{
    /// <summary>In the panel, from 1.</summary>
    public int? Position { get; init; }

    /// <summary>The shop's pseudonym of the visitor.</summary>
    public string? Visitor { get; init; }

    /// <summary>Whether the visitor agreed to be counted: <see cref="VisitorConsent"/>.</summary>
    public string? Consent { get; init; }

    /// <summary>As <see cref="ShopEvent.Device"/>.</summary>
    public string? Device { get; init; }

    /// <summary>As <see cref="ShopEvent.Source"/>.</summary>
    public string? Source { get; init; }

    /// <summary>As <see cref="ShopEvent.Traffic"/>.</summary>
    public string? Traffic { get; init; }

    /// <summary>Host of the page that the visit came from, for <see cref="VisitSources"/>; empty for none. Not stored.</summary>
    public string? Referrer { get; init; }

    /// <summary>What the visit's address says of the way it came, for <see cref="VisitSources"/>. Not stored.</summary>
    public string? Medium { get; init; }
}

/// <summary>What is wrong with events, one at a time: pure, so that trying a batch and taking it say the same.</summary>
[Engine]
public static class EventRules
{
    private const int MaxPosition = 1_000;

    /// <summary>A shopper's clock may be ahead by this much.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>What happened longer ago than this says nothing of today's panels.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(30);

    private static readonly string[] Devices = ["phone", "tablet", "desktop"];
    private static readonly string[] Sources = ["direct", "search", "ad", "social", "mail", "referral"];
    private static readonly string[] Traffics = ["bot", "staff"];
    private static readonly string[] Types = [.. Enum.GetNames<ShopEventType>().Select(name => name.ToLowerInvariant())];

    /// <summary>The event as it is stored, or what is wrong with the first field that is.</summary>
    /// <param name="visitor">Makes of the visitor's pseudonym what is stored.</param>
    /// <param name="now">When it came.</param>
    public static Outcome<ShopEvent> Read(SentEvent sent, int channelId, DateTimeOffset now, Func<string, string> visitor)
    {
        ArgumentNullException.ThrowIfNull(sent);
        ArgumentNullException.ThrowIfNull(visitor);
        var type = Array.IndexOf(Types, sent.Type);
        var at = now;
        var wrong = Needed(sent.Id, "id")
            ?? (type < 0 ? new Refusal("event.type", $"type is one of {string.Join(", ", Types)}.", "type") : null)
            ?? (TryAt(sent.At, now, out at) ? null : new Refusal(
                "event.at", $"at is a date and time with its offset, such as 2026-11-27T09:00:00Z, of the last {Oldest.Days} days.", "at"))
            ?? Needed(sent.Anchor, "anchor")
            ?? Optional(sent.RecommendationId, "recommendationId") ?? Optional(sent.PanelVersion, "panelVersion") ?? Optional(sent.Arm, "arm")
            ?? Optional(sent.Sku, "sku") ?? Optional(sent.Bundle, "bundle")
            ?? OneOf(sent.Device, Devices, "device") ?? OneOf(sent.Source, Sources, "source") ?? OneOf(sent.Traffic, Traffics, "traffic");
        if (wrong is not null)
        {
            return wrong;
        }

        if (PanelPlacements.Find(sent.Placement) is not { } placement)
        {
            return new Refusal("event.placement", $"placement is {PanelPlacements.Words}.", "placement");
        }

        if (type != (int)ShopEventType.Impression && string.IsNullOrEmpty(sent.Sku) && string.IsNullOrEmpty(sent.Bundle))
        {
            return new Refusal("event.subject", $"{sent.Type} is about a product or a bundle: name its sku or its bundle.", "sku");
        }

        if (!string.IsNullOrEmpty(sent.Sku) && !string.IsNullOrEmpty(sent.Bundle))
        {
            return new Refusal("event.subject", "An event is about a product or about a bundle: name one of them.", "bundle");
        }

        if (sent.Position is < 1 or > MaxPosition)
        {
            return new Refusal(
                "event.position", string.Create(CultureInfo.InvariantCulture, $"position is a whole number from 1 to {MaxPosition}."), "position");
        }

        if (VisitorConsent.Read(sent.Visitor, sent.Consent).IsRefused(out var unclear, out var named))
        {
            return unclear;
        }

        return new ShopEvent
        {
            ChannelId = channelId,
            EventId = sent.Id!,
            Type = (ShopEventType)type,
            At = at,
            ReceivedAt = now,
            RecommendationId = Some(sent.RecommendationId),
            PanelVersion = Some(sent.PanelVersion),
            Placement = placement,
            Arm = Some(sent.Arm),
            Anchor = sent.Anchor!,
            Sku = Some(sent.Sku),
            BundleCode = Some(sent.Bundle),
            Position = sent.Position,
            Visitor = named.Name is { } name ? visitor(name) : null,
            Device = Some(sent.Device),
            Source = Some(sent.Source),
            Traffic = Some(sent.Traffic),
        };
    }

    private static string? Some(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static Refusal? Needed(string? text, string field) => string.IsNullOrWhiteSpace(text)
        ? new Refusal($"event.{field}", $"{field} is missing.", field)
        : Optional(text, field);

    private static Refusal? Optional(string? text, string field) => text is not null && (text.Length > ShopEvent.TextLength || text.Any(char.IsControl))
        ? new Refusal($"event.{field}", $"{field} has at most {ShopEvent.TextLength} characters, and no line breaks.", field)
        : null;

    private static Refusal? OneOf(string? text, string[] words, string field) => string.IsNullOrEmpty(text) || Array.IndexOf(words, text) >= 0
        ? null
        : new Refusal($"event.{field}", $"{field} is one of {string.Join(", ", words)}, or absent.", field);

    private static bool TryAt(string? text, DateTimeOffset now, out DateTimeOffset at)
    {
        at = now;
        return string.IsNullOrEmpty(text) || (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at)
            && at <= now + Ahead && at >= now - Oldest);
    }
}
