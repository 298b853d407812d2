using CrossSell.Core.Common;

namespace CrossSell.Core.Panels;

/// <summary>One way in which two panels differ for a shopper.</summary>
public enum PanelChangeKind
{
    /// <summary>The panel is shown, and was not.</summary>
    Appeared,

    /// <summary>The panel is not shown any more.</summary>
    Vanished,
    SetAdded,
    SetGone,
    SetPrice,
    Added,
    Gone,
    Moved,
    Price,
    Ticked,
    Unticked,
    Headline,
}

/// <summary>One difference.</summary>
/// <param name="Sku">Of the product, or the code of the bundle; null where it is of the panel as a whole.</param>
/// <param name="Name">Of the product or the bundle; the headline for <see cref="PanelChangeKind.Headline"/>.</param>
/// <param name="From">Its position before, from 1; null for none.</param>
/// <param name="To">Its position after, from 1; null for none.</param>
/// <param name="Why">What the other panel's trace says of it; null where that says nothing.</param>
public sealed record PanelChange(
    PanelChangeKind Kind, string? Sku, string Name, int? From = null, int? To = null, Money? Before = null, Money? After = null, string? Why = null);

/// <summary>
/// What a shopper sees otherwise in one panel than in another. A product counts as moved only where its place among those that are in both is another: what
/// comes in or goes moves nothing by itself. The fewest that explain the new order are said to have moved (all but a longest common run).
/// </summary>
[Engine]
public static class PanelDifference
{
    public static IReadOnlyList<PanelChange> Of(Panel before, Panel after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<PanelChange>();
        if (before.IsShown != after.IsShown)
        {
            changes.Add(new(after.IsShown ? PanelChangeKind.Appeared : PanelChangeKind.Vanished, null, after.Anchor.Name, Why: after.NotShown?.Sentence));
        }

        OfSets(before, after, changes);
        if (before.Headline != after.Headline && before.Companions.Count > 0 && after.Companions.Count > 0)
        {
            changes.Add(new(PanelChangeKind.Headline, null, after.Headline ?? ""));
        }

        var then = after.Companions.ToDictionary(companion => companion.Product.Sku);
        var was = before.Companions.ToDictionary(companion => companion.Product.Sku);
        foreach (var gone in before.Companions.Where(companion => !then.ContainsKey(companion.Product.Sku)))
        {
            changes.Add(new(PanelChangeKind.Gone, gone.Product.Sku, gone.Product.Name, gone.Position, null, Why: WhyNot(after, gone)));
        }

        var moved = Moved(
            [.. after.Companions.Where(companion => was.ContainsKey(companion.Product.Sku)).Select(companion => was[companion.Product.Sku].Position)]);
        foreach (var companion in after.Companions)
        {
            if (!was.TryGetValue(companion.Product.Sku, out var old))
            {
                changes.Add(new(
                    PanelChangeKind.Added, companion.Product.Sku, companion.Product.Name, null, companion.Position, Why: WhyNot(before, companion)));
                continue;
            }

            if (moved.Contains(old.Position))
            {
                changes.Add(new(PanelChangeKind.Moved, companion.Product.Sku, companion.Product.Name, old.Position, companion.Position));
            }

            if (IsOther(old.Product.Price, companion.Product.Price))
            {
                changes.Add(new(
                    PanelChangeKind.Price, companion.Product.Sku, companion.Product.Name, Before: old.Product.Price, After: companion.Product.Price));
            }

            if (old.Preselected != companion.Preselected)
            {
                changes.Add(new(
                    companion.Preselected ? PanelChangeKind.Ticked : PanelChangeKind.Unticked, companion.Product.Sku, companion.Product.Name));
            }
        }

        return changes;
    }

    private static void OfSets(Panel before, Panel after, List<PanelChange> changes)
    {
        if (before.Offer?.Code == after.Offer?.Code)
        {
            if (before.Offer is { } old && after.Offer is { } offer && IsOther(old.SetPrice, offer.SetPrice))
            {
                changes.Add(new(PanelChangeKind.SetPrice, offer.Code, offer.Name, Before: old.SetPrice, After: offer.SetPrice));
            }

            return;
        }

        if (before.Offer is { } left)
        {
            changes.Add(new(
                PanelChangeKind.SetGone, left.Code, left.Name,
                Why: after.Trace.FirstOrDefault(entry => entry.BundleId == left.BundleId && entry.Verdict == TraceVerdict.Dropped)?.Sentence));
        }

        if (after.Offer is { } came)
        {
            changes.Add(new(PanelChangeKind.SetAdded, came.Code, came.Name, After: came.SetPrice));
        }
    }

    // Two shops may have two currencies, of which neither is dearer.
    private static bool IsOther(Money before, Money after) => before.Currency == after.Currency && before.Minor != after.Minor;

    private static string? WhyNot(Panel panel, PanelCompanion companion) => panel.Trace.FirstOrDefault(entry =>
        entry.Verdict != TraceVerdict.Shown && (entry.ChosenId == companion.Product.Id || entry.Code == companion.Product.Sku))?.Sentence;

    /// <summary>All but a longest increasing run of the old positions, as they stand in the new order.</summary>
    private static HashSet<int> Moved(int[] old)
    {
        var (length, before) = (new int[old.Length], new int[old.Length]);
        var best = -1;
        for (var at = 0; at < old.Length; at++)
        {
            (length[at], before[at]) = (1, -1);
            for (var earlier = 0; earlier < at; earlier++)
            {
                if (old[earlier] < old[at] && length[earlier] >= length[at])
                {
                    (length[at], before[at]) = (length[earlier] + 1, earlier);
                }
            }

            // Of two as long the later one: of two that change places the one that came up is said to have moved.
            best = best < 0 || length[at] >= length[best] ? at : best;
        }

        var moved = old.ToHashSet();
        for (; best >= 0; best = before[best])
        {
            moved.Remove(old[best]);
        }

        return moved;
    }
}
