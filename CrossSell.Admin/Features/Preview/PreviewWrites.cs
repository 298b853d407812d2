using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using static CrossSell.Admin.Features.Preview.PreviewTexts;

namespace CrossSell.Admin.Features.Preview;

/// <summary>What a person asks of a product in a panel.</summary>
public enum PanelGestureKind
{
    Pin,
    Unpin,
    Exclude,
    Allow,
}

/// <summary>One gesture on a product of a panel.</summary>
/// <param name="TargetId">A product, or a family by its parent.</param>
/// <param name="Scope">For a pin or an exclusion, for whom it holds.</param>
public sealed record PanelGesture(PanelGestureKind Kind, int TargetId, string Sku, OverrideScope Scope = OverrideScope.Product);

/// <summary>What was done, and by what it is taken back.</summary>
internal sealed record DoneGesture(string Said, long ChangeSetId);

/// <summary>What the panel studio writes, for who is signed in: pins, exclusions, the order of a panel, and links to share.</summary>
internal sealed class PreviewWrites(PanelOverrideService overrides, PanelExclusionService exclusions, SharedPanelService shared, CurrentActor current)
{
    public async Task<bool> MayOrderAsync(int channelId) => (await current.GetAsync()).Can(Permission.EditLinks, channelId);

    public Task<IReadOnlyList<PanelExclusion>> ExclusionsAsync(ReadScope reads, AnchorPanel place) => overrides.ExclusionsAsync(reads, place);

    public async Task<Outcome<DoneGesture>> DoAsync(AnchorPanel place, PanelGesture gesture)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(gesture);
        var actor = await current.GetAsync();
        if (gesture.Kind == PanelGestureKind.Allow)
        {
            return (await exclusions.LiftAsync(place.AnchorSku, gesture.Sku, place.ChannelId, actor)).IsRefused(out var no, out var lifted)
                ? no
                : new DoneGesture(
                    lifted.IsWide
                        ? L["{0} may be shown again with {1}, and with other products: it was excluded for a category or the whole shop.",
                            lifted.Name, lifted.AnchorName]
                        : L["{0} may be shown again with {1}.", lifted.Name, lifted.AnchorName],
                    lifted.ChangeSetId);
        }

        var outcome = gesture.Kind switch
        {
            PanelGestureKind.Pin => await overrides.PinAsync(place, gesture.TargetId, gesture.Scope, actor),
            PanelGestureKind.Unpin => await overrides.UnpinAsync(place, gesture.TargetId, actor),
            _ => await overrides.ExcludeAsync(place, gesture.TargetId, gesture.Scope, actor),
        };
        return outcome.IsRefused(out var refusal, out var done)
            ? refusal
            : new DoneGesture(
                gesture.Kind switch
                {
                    PanelGestureKind.Pin => L["{0} is pinned for {1}.", done.Name, done.ScopeName],
                    PanelGestureKind.Unpin => L["{0} is not pinned any more.", done.Name],
                    _ => L["{0} is excluded for {1}.", done.Name, done.ScopeName],
                },
                done.ChangeSetId);
    }

    /// <summary>Puts the products of a panel in this order, by pinning them.</summary>
    public async Task<Outcome<DoneGesture>> OrderAsync(AnchorPanel place, IReadOnlyList<int> targetIds) =>
        (await overrides.OrderAsync(place, targetIds, await current.GetAsync())).IsRefused(out var refusal, out var done)
            ? refusal
            : new DoneGesture(L["The panel of {0} keeps this order: its products are pinned.", done.Name], done.ChangeSetId);

    public async Task<Outcome<SharedPanel>> ShareAsync(PanelToShare what) => await shared.ShareAsync(what, await current.GetAsync());
}
