using CrossSell.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Promises;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class PromisesServices
{
    public static IServiceCollection AddPromises(this IServiceCollection services) =>
        services
            .AddWriteFollowUp<PromiseFollowUp>()
            .AddSingleton<PromiseService>();
}
