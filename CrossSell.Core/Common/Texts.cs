using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using Microsoft.Extensions.Localization;

namespace CrossSell.Core.Common;

/// <summary>
/// The texts of one feature, in the language of the person (<see cref="CultureInfo.CurrentUICulture"/>, which flows with the request or circuit). The key is
/// the English text itself; other languages stand in resource files named after the feature's class: <c>LinksTexts.de.resx</c> beside <c>LinksTexts.cs</c>.
/// Where nobody asked for a language (jobs, files, the API, the command line) everything is English. <c>TextsTests</c> hold that no key lacks a translation.
/// </summary>
/// <param name="owner">The class after which the resource files are named.</param>
public sealed class Texts(Type owner) : IStringLocalizer
{
    /// <summary>Codes of the languages that texts are written in, English first.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "de", "nl"];

    private static readonly Texts Common = new(typeof(Texts));
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private readonly ResourceManager resources = new(owner);

    // A key is a constant of the code, so these are few, and a page asks for hundreds of them at each drawing.
    private readonly ConcurrentDictionary<(string Language, string Key), LocalizedString> found = new();

    /// <summary>The text of this English one; itself where there is no translation.</summary>
    public LocalizedString this[string name] => found.GetOrAdd((CultureInfo.CurrentUICulture.Name, name), Find, this);

    /// <summary>The text with its <c>{0}</c>, <c>{1}</c> filled in. Numbers and dates come written already, in the person's format.</summary>
    public LocalizedString this[string name, params object[] arguments] =>
        this[name] is var text ? new(name, string.Format(CultureInfo.CurrentCulture, text.Value, arguments), text.ResourceNotFound) : text;

    /// <summary>Marks an English text that is kept as a constant and said later by <c>L[key]</c>: the same text.</summary>
    public static string Key(string name) => name;

    /// <summary>A text in English whatever the person reads: of what is stored, such as the title of a job, and read by others.</summary>
    public static string InEnglish(Func<string> text)
    {
        var language = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = English;
            return text();
        }
        finally
        {
            CultureInfo.CurrentUICulture = language;
        }
    }

    /// <summary>A text in every language that there is, by its code: of what is stored once and read by people of each.</summary>
    public static IReadOnlyDictionary<string, string> InEach(Func<string> text)
    {
        var language = CultureInfo.CurrentUICulture;
        try
        {
            var said = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var code in Languages)
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(code);
                said[code] = text();
            }

            return said;
        }
        finally
        {
            CultureInfo.CurrentUICulture = language;
        }
    }

    /// <summary>A number as the language writes it, for what is stored; what a page shows is written in the format of its reader.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.GetCultureInfo(CultureInfo.CurrentUICulture.Name));

    /// <summary>One of two texts by a number, for what is stored; it is <c>{0}</c>, and what follows <c>{1}</c> and so on.</summary>
    /// <inheritdoc cref="Plural"/>
    public string Counted(long number, string one, string many, params ReadOnlySpan<object> arguments) =>
        Plural(number, Number(number), one, many, arguments);

    /// <summary>One of two texts by a number: English, German and Dutch have the same two forms.</summary>
    /// <param name="said">The number as it is written; it is <c>{0}</c>, and what follows <c>{1}</c> and so on.</param>
    /// <param name="one">The text for one.</param>
    /// <param name="many">The text for none and for more than one.</param>
    public string Plural(long number, string said, string one, string many, params ReadOnlySpan<object> arguments) =>
        string.Format(CultureInfo.CurrentCulture, this[number == 1 ? one : many].Value, [said, .. arguments]);

    /// <summary>"a", "a and b", "a, b and c"; empty for nothing.</summary>
    public static string And(params IEnumerable<string> parts) => Joined(Common["and"], parts);

    /// <summary>"a", "a or b", "a, b or c"; empty for nothing.</summary>
    public static string Or(params IEnumerable<string> parts) => Joined(Common["or"], parts);

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures)
    {
        if (resources.GetResourceSet(CultureInfo.CurrentUICulture, createIfNotExists: true, tryParents: includeParentCultures) is not { } all)
        {
            yield break;
        }

        foreach (System.Collections.DictionaryEntry entry in all)
        {
            yield return new LocalizedString(((string)entry.Key).TrimStart('~'), (string?)entry.Value ?? "");
        }
    }

    private static LocalizedString Find((string Language, string Key) asked, Texts texts)
    {
        for (var culture = CultureInfo.GetCultureInfo(asked.Language); culture.Name.Length > 0; culture = culture.Parent)
        {
            if (texts.resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.GetString(NameOf(asked.Key)) is { Length: > 0 } text)
            {
                return new LocalizedString(asked.Key, text);
            }
        }

        return new LocalizedString(asked.Key, asked.Key, resourceNotFound: true);
    }

    // MSBuild takes names that differ in case only for one, and drops the second: a text that begins with a small letter stands there with a mark.
    private static string NameOf(string key) => key.Length > 0 && char.IsLower(key[0]) ? "~" + key : key;

    private static string Joined(string word, IEnumerable<string> parts)
    {
        var all = parts.ToArray();
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {word} {all[^1]}";
    }
}
