using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.SavedViews;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class SavedViewsServices
{
    public static IServiceCollection AddSavedViews(this IServiceCollection services) =>
        services
            .AddUndoRule<SavedViewUndo>()
            .AddSingleton<SavedViewService>();
}
