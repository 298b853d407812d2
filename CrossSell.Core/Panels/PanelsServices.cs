using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Panels;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class PanelsServices
{
    public static IServiceCollection AddPanels(this IServiceCollection services) =>
        services
            .AddUndoRule<SegmentUndo>()
            .AddUndoRule<PanelOverrideUndo>()
            .AddSingleton<PanelExclusionService>()
            .AddSingleton<PanelSlots>()
            .AddSingleton<PanelSettingsService>()
            .AddSingleton<PanelScopeService>()
            .AddSingleton<PanelOverrideService>()
            .AddSingleton<SharedPanelService>()
            .AddSingleton<SegmentService>()
            .AddPanelLayers()
            .AddSingleton<PanelService>()
            .AddSingleton<PanelPreview>();
}
