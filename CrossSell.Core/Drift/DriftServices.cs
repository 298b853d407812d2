using CrossSell.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Drift;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class DriftServices
{
    public static IServiceCollection AddDrift(this IServiceCollection services) =>
        services
            .AddWriteFollowUp<ApprovedTermsFollowUp>()
            .AddSingleton<DriftPolicyService>()
            .AddSingleton<DriftService>();
}
