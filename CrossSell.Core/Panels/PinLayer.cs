using CrossSell.Core.Audit;
using CrossSell.Core.Catalog;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Core.Panels.PanelsTexts;

namespace CrossSell.Core.Panels;

/// <summary>What people pinned to the product, its category or the whole shop.</summary>
public sealed class PinLayer : PanelLayer<PinFacts>
{
    public override string Name => "Pin";

    public override string Label => L["pin"];

    public override string Title => L["Pins"];

    public override string By => L["by a pin"];

    public override bool IsManual => true;

    protected override PinFacts Read(PanelReading reading)
    {
        PinFact[] pins = [.. reading.Scopes.SelectMany(scope => reading.Shared<SharedPins>()!.Of(reading.Channel.Id)[scope])];
        return pins.Length == 0 ? None : new() { Pins = pins };
    }

    protected internal override IReadOnlyCollection<string> Entities { get; } = [nameof(PanelOverride)];

    /// <summary>None by themselves: whose panels a word of a person reaches, those tell that are kept (<see cref="PanelFacts.Places"/>).</summary>
    protected internal override Task<IReadOnlyCollection<int>?> TouchedAsync(StudioDb db, IReadOnlyList<Change> changes, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyCollection<int>?>([]);

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation) =>
        await SharedPins.ReadAsync(db, [.. channels.Select(channel => channel.Id)], cancellation);

    protected internal override Task<IReadOnlyCollection<int>> AnchorsAsync(
        StudioDb db, int channelId, IReadOnlyCollection<int> productIds, CancellationToken cancellation) =>
        PanelSlots.InPortionsAsync(productIds, ids => db.PanelOverrides
            .Where(item => item.Scope == OverrideScope.Product && item.Action == OverrideAction.Pin && ids.Contains(item.TargetId)).Select(item => item.ScopeId)
            .ToListAsync(cancellation));

    protected override IEnumerable<PanelCandidate> Candidates(PanelContext context, PinFacts facts) =>
        facts.Pins
            .OrderBy(pin => pin.Scope).ThenBy(pin => pin.Position).ThenBy(pin => pin.ProductId)
            .Select(pin => new PanelCandidate(
                pin.ProductId,
                () => pin.Scope switch
                {
                    OverrideScope.Product => L["Pinned to this product"],
                    OverrideScope.Category => L["Pinned to the category"],
                    _ => L["Pinned in the whole shop"],
                },
                context.OutsideValidity(pin.Validity),
                IsByHand: pin.Scope == OverrideScope.Product));
}

/// <summary>All pins, by channel; by scope and the id within it.</summary>
internal sealed class SharedPins(IReadOnlyDictionary<int, ILookup<(OverrideScope Scope, int Id), PinFact>> byChannel) : LayerShared
{
    public static async Task<SharedPins> ReadAsync(StudioDb db, IReadOnlyCollection<int> channelIds, CancellationToken cancellation)
    {
        var pins = await db.PanelOverrides.Where(item => item.Action == OverrideAction.Pin).ToListAsync(cancellation);
        return new SharedPins(channelIds.ToDictionary(id => id, id => pins
            .Where(item => item.ChannelId is null || item.ChannelId == id)
            .ToLookup(
                PanelIndexReader.PlaceOf, item => new PinFact(item.TargetId, item.Scope, item.Position, new ValidityFact(item.ValidFrom, item.ValidTo)))));
    }

    public ILookup<(OverrideScope Scope, int Id), PinFact> Of(int channelId) => byChannel[channelId];

    public override async Task<LayerSharedAfter> AfterAsync(
        StudioDb db, PanelWrites writes, IEnumerable<PanelKey> kept, CancellationToken cancellation)
    {
        if (!writes.Rows[nameof(PanelOverride)].Any())
        {
            return new(this);
        }

        var after = await ReadAsync(db, [.. byChannel.Keys], cancellation);
        var moved = byChannel.SelectMany(channel => PanelPlace.Moved(channel.Key, channel.Value, after.Of(channel.Key))).ToHashSet();
        return new(after) { Touches = (key, facts) => PanelPlace.Reach(moved, key, facts) };
    }
}

/// <summary>Pins that reach the anchor, by its product, its category or the channel.</summary>
public sealed record PinFacts : LayerFacts
{
    public IReadOnlyList<PinFact> Pins { get; init; } = [];

    public override IEnumerable<int> Products => Pins.Select(pin => pin.ProductId);

    public override IEnumerable<ValidityFact> Windows => Pins.Select(pin => pin.Validity);
}

public sealed record PinFact(int ProductId, OverrideScope Scope, int Position = 0, ValidityFact Validity = default);
