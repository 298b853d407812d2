using CrossSell.Core.Events;
using CrossSell.Core.Orders;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>An order as far as experiments care.</summary>
/// <param name="Visitor">The shop's pseudonym; null for nobody, and without consent.</param>
/// <param name="LineArms">What its lines say of the panels that they came from.</param>
public sealed record ArmedOrder(string ExternalId, DateTimeOffset At, string? Visitor, IReadOnlyList<string> LineArms)
{
    /// <summary>The visitor does not agree to be counted: known or not, it is nobody's order.</summary>
    public bool IsDenied { get; init; }
}

/// <summary>
/// In which arms a visitor is, worked out and not asked for: so that an order of somebody who saw no panel names experiment and arm as well.
/// </summary>
public sealed class VisitorArms(VisitorNames names, TimeProvider time)
{
    /// <summary>The arms of a visitor in all experiments that run in a shop at an instant, on whatever panel; null for none.</summary>
    /// <param name="started">Of the shop; what was decided on since is one of them.</param>
    /// <param name="visitor">As it is stored.</param>
    public static string? WordOf(IReadOnlyCollection<Experiment> started, string visitor, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(started);
        var (arms, isHeldOut) = (new List<ArmOf>(), false);
        var running = started.Where(experiment => experiment.From <= at && !(experiment.Until <= at)).ToList();
        foreach (var holdOut in running.Where(experiment => experiment.IsHoldOut))
        {
            if (Assignment.HoldOutArm(holdOut, visitor) is { } arm)
            {
                arms.Add(new ArmOf(holdOut.Id, arm));
                isHeldOut |= arm == "a";
            }
        }

        if (!isHeldOut)
        {
            var bucket = Assignment.BucketOf(Assignment.SharedSalt, visitor);
            arms.AddRange(running.Where(experiment => !experiment.IsHoldOut && Assignment.TakesPart(experiment, bucket))
                .Select(experiment => new ArmOf(experiment.Id, Assignment.ArmOf(experiment, visitor).Code)));
        }

        return ArmWord.Write(arms);
    }

    /// <summary>
    /// Keeps whose orders these are. What an order says takes the place of what it said before. One that names no visitor keeps the one that is known of it,
    /// and one whose visitor was forgotten stays nobody's until it names one; one whose visitor does not agree is nobody's from then on.
    /// </summary>
    /// <param name="db">A context that writes; no transaction is open on it.</param>
    public async Task KeepAsync(StudioDb db, int channelId, IReadOnlyList<ArmedOrder> orders, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(orders);
        var armed = orders.Where(order => order.Visitor is not null || order.LineArms.Count > 0 || order.IsDenied).DistinctBy(order => order.ExternalId)
            .ToList();
        if (armed.Count == 0)
        {
            return;
        }

        var started = await db.Experiments.AsNoTracking().Where(experiment => experiment.ChannelId == channelId && experiment.From != null)
            .ToListAsync(cancellation);
        var now = time.GetUtcNow();
        var ids = armed.ConvertAll(order => order.ExternalId);
        await using var transaction = await db.BeginAloneAsync(cancellation);
        var known = await db.OrderVisitors.AsNoTracking().Where(order => order.ChannelId == channelId && ids.Contains(order.ExternalId))
            .ToDictionaryAsync(order => order.ExternalId, cancellation);
        var wanted = armed.Select(order => RowOf(order, known.GetValueOrDefault(order.ExternalId), channelId, started, now)).OfType<OrderVisitor>().ToList();
        await db.OrderVisitors.Where(order => order.ChannelId == channelId && ids.Contains(order.ExternalId)).ExecuteDeleteAsync(cancellation);
        db.OrderVisitors.AddRange(wanted);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <returns>Null for an order that is and was nobody's.</returns>
    private OrderVisitor? RowOf(ArmedOrder order, OrderVisitor? known, int channelId, IReadOnlyCollection<Experiment> started, DateTimeOffset now)
    {
        var visitor = order is { IsDenied: false, Visitor: { } name } ? names.Of(channelId, name) : order.IsDenied ? null : known?.Visitor;
        // Once denied or forgotten, that it was somebody's is kept: else the arms of its lines alone would make it one that should have named a visitor.
        var isNobodys = visitor is null && (order.IsDenied || known?.IsForgotten == true);
        return isNobodys && known is null ? null : new OrderVisitor
        {
            ChannelId = channelId,
            ExternalId = order.ExternalId,
            // An order that is sent again does not keep its visitor for longer.
            ReceivedAt = order.At < now ? order.At : now,
            Visitor = visitor,
            Arm = isNobodys ? null : ArmOf(order, visitor, started),
        };
    }

    // The lines say what was shown; who saw no panel has the arms of the moment.
    private static string? ArmOf(ArmedOrder order, string? visitor, IReadOnlyCollection<Experiment> started)
    {
        var own = visitor is null ? [] : ArmWord.Read(WordOf(started, visitor, order.At));
        var shown = order.LineArms.SelectMany(ArmWord.Read);
        return ArmWord.Write(own.Concat(shown).DistinctBy(arm => arm.ExperimentId)) is { Length: <= OrderVisitor.TextLength } word ? word : null;
    }
}
