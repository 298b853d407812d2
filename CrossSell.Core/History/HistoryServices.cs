using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.History;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class HistoryServices
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddSingleton<AuditLog>();
}
