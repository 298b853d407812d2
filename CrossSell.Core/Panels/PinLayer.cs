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

    protected internal override async Task<LayerShared?> ShareAsync(StudioDb db, IReadOnlyList<Channel> channels, CancellationToken cancellation)
    {
        var pins = await db.PanelOverrides.Where(item => item.Action == OverrideAction.Pin).ToListAsync(cancellation);
        return new SharedPins(channels.ToDictionary(channel => channel.Id, channel => pins
            .Where(item => item.ChannelId is null || item.ChannelId == channel.Id)
            .ToLookup(
                PanelIndexReader.PlaceOf, item => new PinFact(item.TargetId, item.Scope, item.Position, new ValidityFact(item.ValidFrom, item.ValidTo)))));
    }

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
                pin.Scope switch
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
    public ILookup<(OverrideScope Scope, int Id), PinFact> Of(int channelId) => byChannel[channelId];
}

/// <summary>Pins that reach the anchor, by its product, its category or the channel.</summary>
public sealed record PinFacts : LayerFacts
{
    public IReadOnlyList<PinFact> Pins { get; init; } = [];

    public override IEnumerable<int> Products => Pins.Select(pin => pin.ProductId);
}

public sealed record PinFact(int ProductId, OverrideScope Scope, int Position = 0, ValidityFact Validity = default);
