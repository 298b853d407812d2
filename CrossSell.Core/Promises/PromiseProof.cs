using System.Text.Json.Serialization;
using CrossSell.Core.Catalog;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Promises;

/// <summary>
/// What shoppers who were not shown a bundle bought of it all the same, beside those who were: by an experiment of the bundle, or by the shop's hold-out.
/// Frozen with the promise.
/// </summary>
/// <param name="Name">Of the comparison, as it was called.</param>
/// <param name="SetsWithout">Whole sets that were bought by those who were not shown it.</param>
/// <param name="WeightWithout">How many they are beside the others: both weights are parts of the same.</param>
public sealed record PromiseProof(int ExperimentId, string Name, int SetsWithout, int SetsWith, double WeightWithout, double WeightWith)
{
    /// <inheritdoc cref="BundleForecasts.Additional"/>
    [JsonIgnore]
    public AttachEstimate Additional => BundleForecasts.Additional(SetsWithout, SetsWith, WeightWithout / WeightWith);
}

/// <summary>A comparison of shoppers who may see a bundle with others who may not.</summary>
/// <param name="BundleId">Null for all panels together.</param>
/// <param name="Until">Exclusive; null while it goes on.</param>
public sealed record PromiseComparison(
    int ExperimentId, string Name, int? BundleId, DateTimeOffset From, DateTimeOffset? Until, double WeightWithout, double WeightWith);

/// <summary>Where comparisons hook into promises: the room that has them reads them.</summary>
public abstract class PromiseComparisons
{
    /// <summary>Those of a shop that may be looked at now, and whose shoppers are split as planned.</summary>
    public abstract Task<IReadOnlyList<PromiseComparison>> ReadAsync(int channelId, CancellationToken cancellation);

    /// <summary>Whether an order is one of those who may see it, by the arms that are kept with it; null for one that takes no part.</summary>
    public abstract bool? IsWith(string arms, int experimentId);
}

/// <summary>Finds what a comparison says of a promise.</summary>
internal static class PromiseProofs
{
    /// <summary>The bundle's own before that of all panels; null where none has enough sets.</summary>
    public static async Task<PromiseProof?> OfAsync(
        StudioDb db, BundlePromise promise, IReadOnlyList<(PromiseComparisons Room, PromiseComparison Comparison)> known, CancellationToken cancellation)
    {
        foreach (var (room, comparison) in known
            .Where(item => (item.Comparison.BundleId ?? promise.BundleId) == promise.BundleId
                && item.Comparison.From < promise.Until && !(item.Comparison.Until <= promise.From))
            .OrderBy(item => item.Comparison.BundleId is null).ThenByDescending(item => item.Comparison.From))
        {
            var lines = (await LinesAsync(db, promise, comparison, cancellation)).ConvertAll(
                line => (IsWith: room.IsWith(line.Arms, comparison.ExperimentId), line.Line));
            int SetsOf(bool isWith) => PromiseDelivery.Count(promise.Set, lines.Where(line => line.IsWith == isWith).Select(line => line.Line)).Sets;
            var (kept, shown) = (SetsOf(false), SetsOf(true));
            if (kept + shown >= BundleForecasts.EnoughSets)
            {
                return new PromiseProof(comparison.ExperimentId, comparison.Name, kept, shown, comparison.WeightWithout, comparison.WeightWith);
            }
        }

        return null;
    }

    private static async Task<List<(string Arms, DeliveredLine Line)>> LinesAsync(
        StudioDb db, BundlePromise promise, PromiseComparison comparison, CancellationToken cancellation)
    {
        int[] families = [promise.Set.MainFamilyId, .. promise.Set.Parts.SelectMany(part => part.FamilyIds)];
        var start = promise.From > comparison.From ? promise.From : comparison.From;
        var end = comparison.Until < promise.Until ? comparison.Until.Value : promise.Until;
        var lines = await (
            from line in db.OrderLines
            join order in db.Orders on line.OrderId equals order.Id
            join product in db.Products on line.ProductId equals (int?)product.Id
            join visitor in db.Set<OrderVisitor>() on new { order.ChannelId, order.ExternalId } equals new { visitor.ChannelId, visitor.ExternalId }
            where order.ChannelId == promise.ChannelId && order.Status == OrderStatus.Placed && order.OrderedAt >= start && order.OrderedAt < end
                && visitor.Arm != null && families.Contains(product.ParentId ?? product.Id)
            select new
            {
                visitor.Arm, line.OrderId, Family = product.ParentId ?? product.Id, Quantity = line.Quantity - line.ReturnedQuantity, line.UnitPrice,
            }).ToListAsync(cancellation);
        return lines.ConvertAll(line => (line.Arm!, new DeliveredLine(line.OrderId, line.Family, line.Quantity, line.UnitPrice)));
    }
}
