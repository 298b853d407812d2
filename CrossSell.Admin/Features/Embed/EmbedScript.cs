using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileProviders;

namespace CrossSell.Admin.Features.Embed;

/// <summary>
/// <c>/embed/panel.js</c> as the server knows it: its version, and the words and styles in it, with which the server draws panels as HTML, so that both say and
/// look the same.
/// </summary>
public sealed partial class EmbedScript(IWebHostEnvironment environment)
{
    /// <summary>Where it is served, without its version.</summary>
    public const string Address = "/embed/panel.js";

    /// <summary>Its styles as a sheet for panels that the server has drawn.</summary>
    public const string SheetAddress = "/embed/panel.css";

    private const string English = "en";

    // What is kept for ever under the version.
    private static readonly string[] Versioned = [Address, "/embed/frame.js", "/embed/frame.css", "/embed/ga4.js", "/embed/segment.js"];

    private readonly Lazy<Content> content = new(() => Content.Of([.. Versioned.Select(file => Read(environment.WebRootFileProvider, file))]));

    /// <summary>Changes with every change of a script of <c>/embed</c>.</summary>
    public string Version => content.Value.Version;

    /// <summary>Rules that apply within <c>.crosssell-panel</c> alone.</summary>
    public string Sheet => content.Value.Sheet;

    /// <summary>The words of a language of a shop, by their keys in the script; English where the script does not speak it.</summary>
    /// <param name="locale">Such as <c>nl-NL</c>.</param>
    public IReadOnlyDictionary<string, string> Words(string? locale)
    {
        var words = content.Value.Words;
        return words.GetValueOrDefault((locale ?? English).Split('-', '_')[0].ToLowerInvariant()) ?? words[English];
    }

    private static string Read(IFileProvider files, string address)
    {
        using var reader = new StreamReader(files.GetFileInfo(address).CreateReadStream());
        return reader.ReadToEnd();
    }

    private sealed record Content(string Version, string Sheet, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Words)
    {
        public static Content Of(string[] files)
        {
            var script = files[0];
            var sheet = SheetOf().Match(script).Groups[1].Value;
            var words = JsonSerializer.Deserialize<Dictionary<string, IReadOnlyDictionary<string, string>>>(WordsOf().Match(script).Groups[1].Value)!;
            var dark = DarkOf().Match(sheet).Groups[1].Value;
            // Nobody looks at the page's text there, so what the server has drawn is as dark as the shopper's system.
            var scoped = $$"""
                .crosssell-panel {{{sheet.Replace(":host", "&", StringComparison.Ordinal)}}}
                @media (prefers-color-scheme: dark) { .crosssell-panel .panel:not([data-scheme]) {{{dark}}} }
                """;
            return new Content(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(files))))[..12], scoped, words);
        }
    }

    [GeneratedRegex("const SHEET = `(.*?)`;", RegexOptions.Singleline)]
    private static partial Regex SheetOf();

    [GeneratedRegex(@"const WORDS = (\{.*?\n\});", RegexOptions.Singleline)]
    private static partial Regex WordsOf();

    [GeneratedRegex(@"\.panel\[data-scheme=dark\] \{([^}]*)\}")]
    private static partial Regex DarkOf();
}
