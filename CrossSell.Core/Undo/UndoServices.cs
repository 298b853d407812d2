using CrossSell.Core.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Undo;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class UndoServices
{
    public static IServiceCollection AddUndo(this IServiceCollection services) =>
        services
            .AddSingleton(provider => new UndoRules(provider.GetServices<UndoRule>(), provider.GetService<IBulkUndo>()))
            .AddSingleton<UndoService>()
            .AddSingleton<JobUndo>()
            .AddSingleton<JobWork, JobUndoWork>();
}
