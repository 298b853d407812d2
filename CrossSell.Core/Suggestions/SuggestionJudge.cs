using CrossSell.Core.Affinity;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Suggestions.SuggestionsTexts;

namespace CrossSell.Core.Suggestions;

/// <summary>Says of each of many pairs whether it can be decided so, by one look at what stands: as preview, and again inside the write.</summary>
internal sealed class SuggestionJudge
{
    private readonly SuggestionChoice choice;
    private readonly WaitingPairs waiting;
    private readonly LinkBatch batch;
    private readonly Dictionary<int, ProductSummary> products;
    private readonly HashSet<(int, int)> linked;
    private readonly HashSet<(int, int)> decided;

    private SuggestionJudge(
        SuggestionChoice choice, WaitingPairs waiting, LinkBatch batch, Dictionary<int, ProductSummary> products, HashSet<(int, int)> linked,
        HashSet<(int, int)> decided)
    {
        (this.choice, this.waiting, this.batch, this.products, this.linked, this.decided) = (choice, waiting, batch, products, linked, decided);
        Type = choice.Decision == SuggestionDecision.Accepted ? batch.Types.FirstOrDefault(type => type.Code == choice.TypeCode) : null;
    }

    /// <summary>Links that were taken for making.</summary>
    public int Links => batch.Count;

    /// <summary>The channel whose suggestions are decided on.</summary>
    private int ChannelId { get; init; }

    public LinkBatch Batch => batch;

    /// <summary>As which type is accepted; null for other decisions.</summary>
    public LinkType? Type { get; }

    /// <summary>Whether accepting also offers the anchor on the page of the companion.</summary>
    public bool GoesBack => LinksBack || Type?.Direction == LinkDirection.TwoWay;

    // A type with a reverse link makes it itself.
    private bool LinksBack => choice.BothWays && Type?.Direction == LinkDirection.OneWay;

    public static async Task<SuggestionJudge> LoadAsync(
        StudioDb db, SuggestionInbox inbox, InboxPairs pairs, IReadOnlyList<SuggestionPick> picks, SuggestionChoice choice, Actor actor,
        CancellationToken cancellation)
    {
        var waiting = await inbox.WaitingAsync(db, pairs, cancellation);
        var ids = picks.SelectMany(pick => new[] { pick.AnchorId, pick.CompanionId }).ToHashSet();
        var batch = await LinkBatch.LoadAsync(db, choice.Decision == SuggestionDecision.Accepted ? ids : [], actor, cancellation: cancellation);

        // Why a pair waits no longer is looked up only for those that do not.
        var gone = picks.Where(pick => waiting.Find(pick.AnchorId, pick.CompanionId) is null).SelectMany(pick => new[] { pick.AnchorId, pick.CompanionId })
            .ToHashSet();
        var (linked, decided) = (new HashSet<(int, int)>(), new HashSet<(int, int)>());
        if (gone.Count > 0)
        {
            linked = [.. (await (
                from link in db.Links
                join source in db.Products on link.SourceId equals source.Id
                join target in db.Products on link.TargetId equals target.Id
                where gone.Contains(source.ParentId ?? source.Id) && gone.Contains(target.ParentId ?? target.Id)
                select new { Source = source.ParentId ?? source.Id, Target = target.ParentId ?? target.Id }).ToListAsync(cancellation))
                    .SelectMany(link => new[] { (link.Source, link.Target), (link.Target, link.Source) })];
            decided = [.. (await db.SuggestionVerdicts.AsNoTracking()
                .Where(verdict => verdict.ChannelId == pairs.ChannelId && gone.Contains(verdict.AnchorId) && gone.Contains(verdict.CompanionId))
                .Select(verdict => new { verdict.AnchorId, verdict.CompanionId }).ToListAsync(cancellation))
                    .Select(verdict => (verdict.AnchorId, verdict.CompanionId))];
        }

        return new SuggestionJudge(
            choice, waiting, batch, (await ProductSummaries.LoadAsync(db, gone, pairs.ChannelId, cancellation))
                .ToDictionary(product => product.Id), linked, decided)
        {
            ChannelId = pairs.ChannelId,
        };
    }

    /// <summary>The pair as it waits, or why it is left out. What is taken for linking counts for those after it.</summary>
    public Outcome<Suggestion> Take(SuggestionPick pick)
    {
        if (waiting.Find(pick.AnchorId, pick.CompanionId) is not { } item)
        {
            return new Refusal("suggestion.gone", WhyNot(pick));
        }

        if (Type is null)
        {
            return item;
        }

        var there = Link(item);
        var back = LinksBack ? Link(item.Swapped()) : null;
        if ((batch.Judge(there, isSeen: false).Refusal ?? (back is null ? null : batch.Judge(back, isSeen: false).Refusal)) is { } refusal)
        {
            return new Refusal(refusal.Code, LinkReasons.Of(refusal));
        }

        batch.Add(there);
        if (back is not null)
        {
            batch.Add(back);
        }

        return item;
    }

    /// <summary>Whether the reverse link is free for the same verdict: what somebody decided on it keeps its reason and its name.</summary>
    public bool IsBackOpen(Suggestion item) => !waiting.IsDecided(item.Swapped());

    /// <summary>Of a pair that was left out, for examples.</summary>
    public string Name(SuggestionPick pick)
    {
        if (waiting.Find(pick.AnchorId, pick.CompanionId) is { } item)
        {
            return L["{0} with {1}", item.Anchor.Name, item.Companion.Name];
        }

        return products.TryGetValue(pick.AnchorId, out var anchor) && products.TryGetValue(pick.CompanionId, out var companion)
            ? L["{0} with {1}", anchor.Name, companion.Name]
            : L["a removed product"];
    }

    private NewLink Link(Suggestion item) => new(item.Anchor.Id, item.Companion.Id, Type!.Code, LinkOrigin.Suggestion, item.Evidence)
    {
        ChannelIds = batch.ShopsOfSuggested(item.Anchor.Id, item.Companion.Id, ChannelId),
    };

    private string WhyNot(SuggestionPick pick)
    {
        if (!products.TryGetValue(pick.AnchorId, out var anchor) || !products.TryGetValue(pick.CompanionId, out var companion))
        {
            return L["a product that no longer exists"];
        }

        if (anchor.Status == ProductStatus.Archived || companion.Status == ProductStatus.Archived)
        {
            return L["one of the two is archived"];
        }

        if (!IsSold(anchor) || !IsSold(companion))
        {
            return L["one of the two is not sold in this shop"];
        }

        if (anchor.FamilyId == companion.FamilyId)
        {
            return L["within one family"];
        }

        return linked.Contains((anchor.Id, companion.Id))
            ? Type is not null && batch.Judge(new NewLink(anchor.Id, companion.Id, Type.Code), isSeen: false)
                .Refusal is { Code: "link.contradiction" } contradiction
                ? LinkReasons.Of(contradiction)
                : L["already linked"].Value
            : decided.Contains((anchor.Id, companion.Id)) || decided.Contains((companion.Id, anchor.Id)) ? L["already decided"].Value
            : L["excluded, or the orders no longer show it"].Value;
    }

    private static bool IsSold(ProductSummary product) => product is { Status: ProductStatus.Active, Published: true, Price.Minor: > 0 };
}
