using CrossSell.Core.Undo;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Affinity;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class AffinityServices
{
    public static IServiceCollection AddAffinity(this IServiceCollection services) =>
        services
            .AddUndoRule<VerdictUndo>();
}
