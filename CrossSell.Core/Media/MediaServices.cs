using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Core.Media;

/// <summary>What this room registers: its services and what it hooks into others.</summary>
internal static class MediaServices
{
    public static IServiceCollection AddMedia(this IServiceCollection services) =>
        services
            .AddSingleton<MediaStore>()
            .AddSingleton(provider => new PictureFetcher(provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<MediaService>()
            .AddSingleton<MediaSweep>();
}
