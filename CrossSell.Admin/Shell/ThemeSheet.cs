using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Net.Http.Headers;
using MudBlazor;

namespace CrossSell.Admin.Shell;

/// <summary>
/// The colours of both themes as one style sheet with an address of its own: what <see cref="StudioTheme"/> says, and what MudBlazor makes of it. MudBlazor
/// would write a style element into the page, which the content security policy does not let in; a browser also keeps a file, and a page does not send it.
/// </summary>
internal sealed partial class ThemeSheet(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>As the endpoint is mapped.</summary>
    public const string Route = "/theme.{print}.css";

    private static readonly string Print = Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(StudioTheme.Css + typeof(MudThemeProvider).Assembly.GetName().Version)))[..10];

    private readonly Lazy<Task<string>> text = new(() => MakeAsync(scopes, loggers));
    private byte[]? packed;

    /// <summary>Relative to the base of a page. Other colours, another address.</summary>
    public static string Address { get; } = Route[1..].Replace("{print}", Print, StringComparison.Ordinal);

    /// <summary>Whether an address names this sheet; another version of CrossSell that runs beside this one has another.</summary>
    public static bool IsOwn(string print) => print == Print;

    public Task<string> TextAsync() => text.Value;

    /// <summary>The same packed with Brotli, once: like what a publish packs.</summary>
    public async Task<byte[]> PackedAsync() => packed ??= Pack(await TextAsync());

    private static byte[] Pack(string css)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.SmallestSize))
        {
            brotli.Write(Encoding.UTF8.GetBytes(css));
        }

        return bytes.ToArray();
    }

    private static async Task<string> MakeAsync(IServiceScopeFactory scopes, ILoggerFactory loggers)
    {
        await using var scope = scopes.CreateAsyncScope();
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        var light = await MudAsync(renderer, isDark: false);
        var dark = await MudAsync(renderer, isDark: true);
        // Both say the same of sizes and shadows.
        var same = VariablesOf(light).ToHashSet(StringComparer.Ordinal);
        var differs = VariablesOf(dark).Where(variable => !same.Contains(variable));
        return string.Create(CultureInfo.InvariantCulture, $"{StudioTheme.Css}\n{light}\n[data-theme=dark]{{{string.Concat(differs)}}}\n");
    }

    private static Task<string> MudAsync(HtmlRenderer renderer, bool isDark) => renderer.Dispatcher.InvokeAsync(async () =>
    {
        var rendered = await renderer.RenderComponentAsync<MudThemeProvider>(ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(MudThemeProvider.Theme)] = StudioTheme.Mud,
            [nameof(MudThemeProvider.IsDarkMode)] = isDark,
        }));
        var written = StyleElement.Matches(rendered.ToHtmlString());
        return written.Count > 0
            ? string.Join('\n', written.Select(match => match.Groups["css"].Value.Trim()))
            : throw new InvalidOperationException("MudThemeProvider wrote no style element.");
    });

    private static IEnumerable<string> VariablesOf(string css) => Variable.Matches(css).Select(match => match.Value);

    [GeneratedRegex("<style[^>]*>(?<css>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleElement { get; }

    [GeneratedRegex("--mud-[a-z0-9-]+:[^;{}]*;")]
    private static partial Regex Variable { get; }
}

internal static class ThemeEndpoints
{
    public static void MapTheme(this WebApplication app) => app.MapGet(ThemeSheet.Route, async (HttpContext http, ThemeSheet sheet, string print) =>
    {
        http.Response.Headers.CacheControl = ThemeSheet.IsOwn(print) ? "public, max-age=31536000, immutable" : "no-store";
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            return Results.Text(await sheet.TextAsync(), "text/css", Encoding.UTF8);
        }

        http.Response.Headers.ContentEncoding = "br";
        return Results.Bytes(await sheet.PackedAsync(), "text/css; charset=utf-8");
    }).AllowAnonymous();
}
