using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Search;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) =>
        services
            .AddSingleton<ProductSearch>()
            .AddSingleton<CatalogIndex>()
            .AddSingleton<CatalogList>();
}
