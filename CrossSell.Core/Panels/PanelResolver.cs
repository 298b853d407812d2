using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>
/// The one answer to "what is offered with this product": preview, API, embed and feeds all ask here. Pure and deterministic; it never
/// shows what a hard filter drops, never two products of one family, and never pads.
/// </summary>
/// <remarks>
/// The layers put candidates forward in their order, each filling the slots that the layers before it left open. Every candidate that
/// passes is ranked, as if there were slots without end; the first take the slots and the rest wait, so a panel with fewer slots is
/// always the beginning of one with more.
/// </remarks>
[Engine]
public static class PanelResolver
{
    /// <summary>Throws when the facts are those of another anchor or channel: that is a fault of the caller, not of a person.</summary>
    public static Panel Resolve(PanelRequest request, PanelFacts facts, PanelPolicy policy)
    {
        if (facts.Anchor.Id != request.AnchorId || facts.Channel.Id != request.ChannelId)
        {
            throw new ArgumentException("The facts are not those of the request's anchor and channel.", nameof(facts));
        }

        var context = new PanelContext(request, facts, policy);
        var (offer, trace, ended) = Lead(context);
        var candidates = Consider(context, offer);
        Place(context, candidates);

        var companions = candidates.Where(item => item.Position is not null).Select(item => item.Companion(context)).ToArray();
        var anchor = View(facts.Anchor, facts.Channel.Currency);
        var headline = companions.Length == 0 ? null : PanelHeadlines.Of(policy.Headlines, request.Locale ?? facts.Locale, facts.Channel.Locale);
        var said = Content(anchor, offer, companions, ended, headline);
        var version = Hash(said, 4);
        said.Append(CultureInfo.InvariantCulture, $"\u001f{request.ChannelId}\u001f{request.Placement}\u001f{request.Locale}\u001f{request.Segment}")
            .Append(request.Arm?.Word is { } arm ? $"\u001f{arm}" : "");
        return new Panel(
            anchor,
            offer,
            companions,
            Totals(facts, companions),
            version,
            Hash(said, 16),
            request.IsTraced ? [.. trace, .. candidates.Select(item => item.Trace(context))] : [])
        {
            Ended = ended,
            Headline = headline,
            NotShown = offer is null && companions.Length == 0 ? WhyNothing(context, candidates) : null,
        };
    }

    /// <summary>What leads is of the first layer that has something to sell; the trace tells what became of all that was looked at.</summary>
    private static (BundleOffer? Offer, List<TraceEntry> Trace, string[] Ended) Lead(PanelContext context)
    {
        var (trace, ended) = (new List<TraceEntry>(), new List<string>());
        foreach (var layer in context.Facts.Layers.Where(layer => layer.Leads))
        {
            if (layer.LeadOf(context) is { } lead)
            {
                if (!context.Policy.IsOn(layer))
                {
                    trace.AddRange(lead.Trace.Select(entry => entry with
                    {
                        Verdict = TraceVerdict.Dropped,
                        Filter = PanelFilter.LayerOff,
                        Sentence = layer.Off,
                        PartSku = null,
                    }));
                    ended.AddRange(lead.Ended);
                    continue;
                }

                trace.AddRange(lead.Trace);
                ended.AddRange(lead.Ended);
                if (lead.Offer is { } offer)
                {
                    return (offer, trace, [.. ended]);
                }
            }
        }

        return (null, trace, [.. ended]);
    }

    internal static PanelProduct View(ProductFact product, Currency currency) => new(
        product.Id,
        product.Sku,
        product.Name,
        product.Picture,
        new Money(product.Price, currency),
        product.CompareAtPrice is { } before && before > product.Price ? new Money(before, currency) : null,
        product.InStock);

    private static List<CandidateState> Consider(PanelContext context, BundleOffer? offer)
    {
        // The same product at two prices in one panel helps nobody: what the bundle holds is in it alone.
        var offered = offer is null ? [] : offer.Parts.Select(part => context.Find(part.Product.Id)!.FamilyId).ToHashSet();
        offered.Remove(context.Facts.Anchor.FamilyId);
        var candidates = new List<CandidateState>();
        var accepted = new List<CandidateState>();
        var beside = new List<PanelCandidate>();
        var most = context.Request.IsTraced ? int.MaxValue : Slots(context);
        foreach (var layer in (context.Policy.Order ?? context.Facts.Layers).TakeWhile(_ => accepted.Count < most))
        {
            PanelDrop? off = context.Policy.IsOn(layer) ? null : new(PanelFilter.LayerOff, layer.Off);

            // Who comes later moves nobody who came before.
            foreach (var candidate in layer.CandidatesOf(context).TakeWhile(_ => accepted.Count < most))
            {
                var item = new CandidateState(layer, candidate);
                candidates.Add(item);
                Judge(context, item, off, accepted, beside);
                if (item.Listed is { } listed && offered.Contains(listed.FamilyId))
                {
                    (item.Product, item.Duplicate) = (null, null);
                    item.Drop = new(PanelFilter.InBundleOffer, L["already in the bundle above, {0}", offer!.Name]);
                }

                if (item.Drop is null)
                {
                    accepted.Add(item);
                    beside.Add(candidate);
                }
            }
        }

        return candidates;
    }

    private static void Judge(PanelContext context, CandidateState item, PanelDrop? off, List<CandidateState> accepted, List<PanelCandidate> beside)
    {
        item.Listed = context.Find(item.Candidate.ProductId);
        if (item.Listed is not { } listed)
        {
            item.Drop = new(PanelFilter.NotInChannel, L["not sold in this shop"]);
            return;
        }

        item.Duplicate = accepted.Find(other => other.Product!.FamilyId == listed.FamilyId);
        if (item.Duplicate is { } duplicate)
        {
            var same = duplicate.Product!.Id == listed.Id || duplicate.Candidate.ProductId == listed.Id || listed.Kind == ProductKind.Parent;
            item.Drop = new(same ? PanelFilter.AlreadyShown : PanelFilter.FamilyShown, "");
            return;
        }

        item.Drop = off ?? item.Candidate.Refused ?? item.Candidate.RefusedBeside(beside);
        if (item.Drop is null)
        {
            Choose(context, item, listed);
        }

        if (item.Drop is null && item.Layer.IsSoft)
        {
            item.Drop = context.SoftDrop(item.Candidate, item.Product!, accepted.Select(other => other.Product!));
        }
    }

    /// <summary>Applies the hard filters; a parent is stood for by its nearest variant that passes them.</summary>
    private static void Choose(PanelContext context, CandidateState item, ProductFact listed)
    {
        var isByHand = item.Candidate.IsByHand;
        if (listed.Kind != ProductKind.Parent || listed.FamilyId == context.Facts.Anchor.FamilyId)
        {
            (item.Product, item.Drop) = (listed, context.HardDrop(listed, isByHand) ?? VariantChoice.OtherSize(context, listed)
                ?? Unproven(context, item, listed));
            return;
        }

        if (!listed.IsActive)
        {
            item.Drop = context.NotSold(listed);
            return;
        }

        if (context.InCart(listed) is not null)
        {
            item.Drop = new(PanelFilter.InCart, L["already in the cart"]);
            return;
        }

        (item.Product, item.Drop) = VariantChoice.Choose(
            context, listed, variant => context.HardDrop(variant, isByHand) ?? item.Candidate.RefusedAs(variant) ?? Unproven(context, item, variant));
    }

    private static PanelDrop? Unproven(PanelContext context, CandidateState item, ProductFact product) =>
        item.Layer.IsUnproven ? context.UnprovenDrop(product) : null;

    private static int Slots(PanelContext context) => Math.Max(0, Math.Min(context.Request.Limit ?? context.Policy.MaxSlots, context.Policy.MaxSlots));

    /// <summary>Gives the slots to the first that passed, lets the rest wait, and shows none when they are too few.</summary>
    private static void Place(PanelContext context, List<CandidateState> candidates)
    {
        var passed = candidates.FindAll(item => item.Drop is null);
        var slots = Slots(context);
        var shown = Math.Min(slots, passed.Count);
        PanelDrop? hidden = AnchorNotSold(context) switch
        {
            { } why => new(PanelFilter.AnchorNotSold, L["the main product is {0}", why]),
            _ when shown < Math.Min(context.Policy.MinSlots, slots) => new(
                PanelFilter.UnderMinimum,
                L.Plural(
                    shown, PanelContext.Number(shown), "only {0} product, the panel needs at least {1}",
                    "only {0} products, the panel needs at least {1}", context.Policy.MinSlots)),
            _ => null,
        };

        for (var rank = 0; rank < passed.Count; rank++)
        {
            var item = passed[rank];
            if (hidden is not null)
            {
                item.Drop = hidden;
            }
            else if (rank < slots)
            {
                item.Position = rank + 1;
            }
            else
            {
                item.IsWaiting = true;
                item.Drop = new(
                    PanelFilter.SlotsFull, rank == slots ? L["panel full, next in line"] : L["panel full, {0} ranked before it", rank - slots]);
            }
        }
    }

    /// <summary>Why the anchor has no panel in the channel at all, as the end of a sentence; null when it may have one.</summary>
    private static string? AnchorNotSold(PanelContext context) =>
        context.NotSold(context.Facts.Anchor) is { Filter: PanelFilter.NotActive or PanelFilter.NotPublished } drop ? drop.Why : null;

    /// <summary>The first thing to know about a panel that shows nothing: what the anchor itself is comes before what its candidates are.</summary>
    private static PanelNotShown WhyNothing(PanelContext context, List<CandidateState> candidates)
    {
        if (AnchorNotSold(context) is { } why)
        {
            return new(PanelFilter.AnchorNotSold, L["{0} is {1}, so it has no panel.", context.Facts.Anchor.Name, why]);
        }

        if (candidates.Find(item => item.Drop?.Filter == PanelFilter.UnderMinimum) is { } few)
        {
            return new(PanelFilter.UnderMinimum, L["It has {0}.", few.Drop!.Value.Why]);
        }

        return candidates.Count == 0
            ? new(null, L["It has no links, no rules and no pairs in orders yet."])
            : new(null, L.Plural(
                candidates.Count, PanelContext.Number(candidates.Count), "None of {0} candidate can be shown.", "None of {0} candidates can be shown."));
    }

    private static PanelTotals Totals(PanelFacts facts, PanelCompanion[] companions)
    {
        var currency = facts.Channel.Currency;
        var anchor = new Money(facts.Anchor is { InStock: true, IsActive: true, IsPublished: true } ? facts.Anchor.Price : 0, currency);
        var (others, preselected) = (Money.Zero(currency), anchor);
        foreach (var companion in companions)
        {
            others += companion.Product.Price;
            preselected += companion.Preselected ? companion.Product.Price : Money.Zero(currency);
        }

        return new PanelTotals(anchor, others, anchor + others, preselected);
    }

    /// <summary>All that a shopper sees, as one text.</summary>
    private static StringBuilder Content(PanelProduct anchor, BundleOffer? offer, PanelCompanion[] companions, string[] ended, string? headline)
    {
        var content = new StringBuilder(1024);
        Append(content, anchor);
        if (offer is not null)
        {
            content.Append(CultureInfo.InvariantCulture, $"|{offer.Code}\u001e{offer.Revision}\u001e{offer.Name}\u001e{offer.Text}\u001e{offer.SetPrice}");
            foreach (var part in offer.Parts)
            {
                Append(content, part.Product);
                content.Append(CultureInfo.InvariantCulture, $"\u001e{part.Quantity}\u001e{part.Share.Minor}");
            }

            AppendChoices(content, offer);
        }

        foreach (var code in ended)
        {
            content.Append(CultureInfo.InvariantCulture, $"|ended\u001e{code}");
        }

        foreach (var companion in companions)
        {
            Append(content, companion.Product);
            content.Append(CultureInfo.InvariantCulture, $"\u001e{companion.Layer.Name}\u001e{companion.Origin.Name}\u001e{companion.Preselected}");
        }

        return headline is null ? content : content.Append(CultureInfo.InvariantCulture, $"|headline\u001e{headline}");
    }

    private static void AppendChoices(StringBuilder content, BundleOffer offer)
    {
        if (offer.Was != (offer.Saving.Minor > 0 ? offer.SumOfParts : null) || offer.Picture is not null)
        {
            content.Append(CultureInfo.InvariantCulture, $"|{offer.Was}\u001e{offer.Saving}\u001e{offer.Picture}");
        }

        foreach (var slot in offer.Slots)
        {
            content.Append(
                CultureInfo.InvariantCulture, $"|{slot.Key}\u001e{slot.Title}\u001e{slot.ChooseMin}\u001e{slot.ChooseMax}\u001e{slot.Preselected}");
            foreach (var choice in slot.Choices)
            {
                Append(content, choice.Product);
                content.Append(CultureInfo.InvariantCulture, $"\u001e{choice.Title}\u001e{choice.Quantity}\u001e{choice.SetPrice}");
            }
        }
    }

    private static void Append(StringBuilder content, PanelProduct product) =>
        content.Append(
            CultureInfo.InvariantCulture,
            $"|{product.Id}\u001e{product.Sku}\u001e{product.Name}\u001e{product.Picture}"
            + $"\u001e{product.Price}\u001e{product.CompareAtPrice}\u001e{product.InStock}");

    private static string Hash(StringBuilder text, int bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, bytes));

    /// <summary>One candidate on its way through the filters.</summary>
    private sealed class CandidateState(PanelLayer layer, PanelCandidate candidate)
    {
        public PanelLayer Layer { get; } = layer;

        public PanelCandidate Candidate { get; } = candidate;

        /// <summary>The product put forward.</summary>
        public ProductFact? Listed { get; set; }

        /// <summary>The product that stands for it.</summary>
        public ProductFact? Product { get; set; }

        public PanelDrop? Drop { get; set; }

        /// <summary>The candidate of an earlier layer or place that took its family's slot.</summary>
        public CandidateState? Duplicate { get; set; }

        public bool IsWaiting { get; set; }

        public int? Position { get; set; }

        public PanelCompanion Companion(PanelContext context) => new(
            Position!.Value,
            View(Product!, context.Facts.Channel.Currency),
            Layer,
            Candidate.Origin ?? Layer.Origin,
            context.Request.SaysWhy ? Reason(context) : "",
            context.Request.SaysWhy ? Evidence(context) : null,
            Warning(context))
        {
            Preselected = context.Policy.Preselect,
        };

        public TraceEntry Trace(PanelContext context) => new(
            Layer,
            Candidate.Origin ?? Layer.Origin,
            Candidate.ProductId,
            Product?.Id,
            (Product ?? Listed)?.Sku ?? context.NameElsewhere(Candidate.ProductId).Sku,
            (Product ?? Listed)?.Name ?? context.NameElsewhere(Candidate.ProductId).Name,
            Position,
            Position is not null ? TraceVerdict.Shown : IsWaiting ? TraceVerdict.Waiting : TraceVerdict.Dropped,
            Drop?.Filter,
            Drop is not { } drop ? Reason(context) : Duplicate is { } duplicate ? OfDuplicate(duplicate) : drop.Why,
            Evidence(context),
            Warning(context))
        {
            RuleId = Candidate.RuleId,
            RuleName = Candidate.RuleName,
        };

        private string OfDuplicate(CandidateState duplicate)
        {
            var by = duplicate.Layer.By;
            string state = duplicate.Position is not null ? L["already shown {0}", by]
                : duplicate.IsWaiting ? L["already waiting {0}", by] : L["already considered {0}", by];
            return Drop!.Value.Filter == PanelFilter.AlreadyShown ? state : L["another of its family, {0}, is {1}", duplicate.Product!.Name, state].Value;
        }

        private PanelEvidence? Evidence(PanelContext context) =>
            Listed is null ? null : context.EvidenceOf(Listed);

        private string? Warning(PanelContext context) =>
            Candidate.IsByHand && Product is not null && Drop?.Filter is null or PanelFilter.SlotsFull && context.IsSubstitute(Product!)
                ? L["Also a substitute of the main product"].Value
                : null;

        private string Reason(PanelContext context) => Layer.Reason(Candidate, Evidence(context));
    }
}
