using System.Reflection;
using MudBlazor;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Addresses of what MudBlazor's package brings. A publish packs those files, but under the addresses with a fingerprint it sends them unpacked (627 kB instead
/// of 43): only the plain address knows the packed one. So a page names the plain address with the package's version, and what is asked for by a version
/// is kept like what has a fingerprint.
/// </summary>
internal static class PackageAssets
{
    private const string Key = "v";

    /// <summary>The style sheet, relative to the base of a page.</summary>
    public static string Styles { get; } = Of("_content/MudBlazor/MudBlazor.min.css");

    /// <summary>The script, relative to the base of a page.</summary>
    public static string Script { get; } = Of("_content/MudBlazor/MudBlazor.min.js");

    private static string Version => typeof(MudThemeProvider).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion
        .Split('+')[0];

    /// <summary>Before the files themselves are mapped.</summary>
    public static void UsePackageAssets(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/_content", StringComparison.Ordinal) && context.Request.Query[Key] == Version)
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status304NotModified)
                {
                    context.Response.Headers.CacheControl = "max-age=31536000, immutable";
                }

                return Task.CompletedTask;
            });
        }

        return next();
    });

    private static string Of(string path) => $"{path}?{Key}={Uri.EscapeDataString(Version)}";
}
