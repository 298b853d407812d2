using System.Globalization;
using System.Text.RegularExpressions;
using CrossSell.Core.Common;

namespace CrossSell.Core.QuickStart;

/// <summary>The first rows of a file: what a shop may be guessed from.</summary>
/// <param name="Names">Of the columns, as written.</param>
/// <param name="Cells">By column.</param>
public sealed record FileSample(IReadOnlyList<string> Names, IReadOnlyList<IReadOnlyList<string>> Cells);

/// <summary>What a shop is called, sells in and speaks, as its files suggest: to be looked at, and changed where it is wrong.</summary>
/// <param name="Name">Empty where the files do not say it.</param>
/// <param name="Currency">Code of ISO 4217.</param>
/// <param name="Locale">Such as <c>nl-NL</c>.</param>
/// <param name="Zone">IANA name.</param>
public sealed record ShopSettings(string Name, string Currency, string Locale, string Zone);

/// <summary>
/// Guesses what a shop is from its files: a currency that a column names or prices stand beside, the language of its columns and texts, the country of its
/// customers and the offset of its order times. Looks at no person: of addresses only the country.
/// </summary>
[Engine]
public static partial class ShopGuess
{
    // The usual shop of a country, the most usual countries of a language first.
    private static readonly Region[] Regions =
    [
        new("GB", "en-GB", "GBP", "Europe/London", "united kingdom", "great britain", "uk"),
        new("US", "en-US", "USD", "America/New_York", "united states", "usa"),
        new("DE", "de-DE", "EUR", "Europe/Berlin", "germany", "deutschland"), new("NL", "nl-NL", "EUR", "Europe/Amsterdam", "netherlands", "nederland"),
        new("FR", "fr-FR", "EUR", "Europe/Paris", "france"), new("ES", "es-ES", "EUR", "Europe/Madrid", "spain", "españa"),
        new("IT", "it-IT", "EUR", "Europe/Rome", "italy", "italia"), new("AT", "de-AT", "EUR", "Europe/Vienna", "austria", "österreich"),
        new("CH", "de-CH", "CHF", "Europe/Zurich", "switzerland", "schweiz"), new("BE", "nl-BE", "EUR", "Europe/Brussels", "belgium", "belgië"),
        new("PL", "pl-PL", "PLN", "Europe/Warsaw", "poland", "polska"), new("CZ", "cs-CZ", "CZK", "Europe/Prague", "czechia", "česko"),
        new("DK", "da-DK", "DKK", "Europe/Copenhagen", "denmark", "danmark"), new("SE", "sv-SE", "SEK", "Europe/Stockholm", "sweden", "sverige"),
        new("NO", "nb-NO", "NOK", "Europe/Oslo", "norway", "norge"), new("FI", "fi-FI", "EUR", "Europe/Helsinki", "finland", "suomi"),
        new("PT", "pt-PT", "EUR", "Europe/Lisbon", "portugal"), new("IE", "en-IE", "EUR", "Europe/Dublin", "ireland"),
        new("CA", "en-CA", "CAD", "America/Toronto", "canada"), new("AU", "en-AU", "AUD", "Australia/Sydney", "australia"),
        new("RU", "ru-RU", "RUB", "Europe/Moscow", "russia", "россия"), new("JP", "ja-JP", "JPY", "Asia/Tokyo", "japan"),
    ];

    // Where a clock is that far from UTC, in minutes, and no country says more.
    private static readonly Dictionary<int, string> ZonesOfOffsets = new()
    {
        [-480] = "America/Los_Angeles", [-420] = "America/Los_Angeles", [-360] = "America/Chicago", [-300] = "America/New_York", [-240] = "America/New_York",
        [0] = "Europe/London", [60] = "Europe/Berlin", [120] = "Europe/Berlin", [180] = "Europe/Moscow", [540] = "Asia/Tokyo", [600] = "Australia/Sydney",
        [660] = "Australia/Sydney",
    };

    // Words that hardly stand in another of these languages: in columns, and in the sentences of descriptions.
    private static readonly Dictionary<string, string[]> WordsOf = new()
    {
        ["de"] = ["der", "und", "mit", "für", "aus", "ist", "preis", "veröffentlicht", "kategorien", "bestand", "lager", "bestellnummer"],
        ["nl"] = ["het", "een", "van", "voor", "met", "zijn", "prijs", "gepubliceerd", "categorieën", "voorraad", "bestelnummer"],
        ["fr"] = ["les", "pour", "avec", "est", "une", "prix", "publié", "catégories", "référence"],
        ["es"] = ["los", "las", "para", "con", "una", "precio", "publicado", "categorías", "existencias"],
        ["it"] = ["gli", "della", "nel", "sono", "prezzo", "pubblicato", "giacenza"],
        ["ru"] = ["и", "для", "из", "имя", "артикул", "опубликован", "тип"],
        ["en"] = ["the", "and", "with", "for", "this", "your", "price", "published", "categories", "stock", "description", "quantity"],
    };

    // Files lie there for many shops.
    private static readonly string[] HostsOfMany =
        ["shopify.com", "googleapis.com", "googleusercontent.com", "cloudfront.net", "amazonaws.com", "cloudinary.com", "wp.com", "example.com", "github"];

    private static readonly HashSet<string> Currencies =
    [
        "EUR", "USD", "GBP", "CHF", "DKK", "NOK", "PLN", "SEK", "CZK", "CAD", "AUD", "JPY", "RUB", "NZD", "HUF", "RON", "TRY", "INR", "CNY", "ZAR", "BRL",
        "MXN",
        "TND", "AED", "SGD", "HKD",
    ];

    /// <param name="files">Those that were brought.</param>
    /// <param name="usual">What stands where they say nothing: that of the person who brings them.</param>
    public static ShopSettings Of(IReadOnlyCollection<FileSample> files, ShopSettings usual)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(usual);
        var said = files.SelectMany(CurrenciesOf).GroupBy(vote => vote.Currency).OrderByDescending(group => group.Sum(vote => vote.Weight))
            .Select(group => group.Key).FirstOrDefault();
        var country = Most(files.SelectMany(CountriesOf));
        var locale = LocaleOf(files, country, said);
        var region = country ?? Regions.FirstOrDefault(one => one.Locale == locale) ?? Regions.FirstOrDefault(one => said is not null && one.Currency == said
            && said != "EUR");
        var currency = said ?? region?.Currency ?? usual.Currency;
        return new ShopSettings(NameOf(files) ?? usual.Name, currency, locale ?? region?.Locale ?? usual.Locale, ZoneOf(files, region?.Zone ?? usual.Zone));
    }

    private static IEnumerable<(string Currency, int Weight)> CurrenciesOf(FileSample file)
    {
        for (var at = 0; at < file.Names.Count; at++)
        {
            var name = file.Names[at].Trim();
            var isCurrency = name.Contains("currency", StringComparison.OrdinalIgnoreCase) || name.Equals("währung", StringComparison.OrdinalIgnoreCase)
                || name.Equals("valuta", StringComparison.OrdinalIgnoreCase);
            if (CodeInName().Match(name) is { Success: true } code && Currencies.Contains(code.Groups[1].Value))
            {
                yield return (code.Groups[1].Value, 20);
            }

            foreach (var cell in file.Cells[at].Where(cell => cell.Length is > 0 and <= 24))
            {
                if (isCurrency && Currencies.Contains(cell.Trim().ToUpperInvariant()))
                {
                    yield return (cell.Trim().ToUpperInvariant(), 10);
                }
                else if (Beside().Match(cell) is { Success: true } beside)
                {
                    var sign = beside.Groups[1].Success ? beside.Groups[1].Value : beside.Groups[2].Value;
                    var found = sign switch { "€" => "EUR", "£" => "GBP", "$" => "USD", _ => sign };
                    if (Currencies.Contains(found))
                    {
                        yield return (found, 2);
                    }
                }
            }
        }
    }

    private static IEnumerable<Region> CountriesOf(FileSample file)
    {
        for (var at = 0; at < file.Names.Count; at++)
        {
            if (CountryName().IsMatch(file.Names[at].Trim()))
            {
                foreach (var cell in file.Cells[at])
                {
                    var said = cell.Trim();
                    if (Array.Find(Regions, one => one.Code.Equals(said, StringComparison.OrdinalIgnoreCase)
                        || one.Names.Contains(said, StringComparer.OrdinalIgnoreCase)) is { } region)
                    {
                        yield return region;
                    }
                }
            }
        }
    }

    private static string? LocaleOf(IReadOnlyCollection<FileSample> files, Region? country, string? currency)
    {
        // "name-de_DE": who writes several puts the own one first.
        var named = files.SelectMany(file => file.Names).Select(name => LocaleInName().Match(name)).Where(match => match.Success)
            .Select(match => $"{match.Groups[1].Value}-{match.Groups[2].Value}").FirstOrDefault(locale => Regions.Any(one => one.Locale == locale));
        if (named is not null)
        {
            return named;
        }

        var words = files.SelectMany(file => file.Names.Concat(file.Cells.SelectMany(cells => cells.Where(cell => cell.Length > 20).Take(100))))
            .SelectMany(text => Words().EnumerateMatches(text).Lower(text)).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        var best = WordsOf.Select(language => (Language: language.Key, Count: language.Value.Sum(word => words.GetValueOrDefault(word))))
            .OrderByDescending(language => language.Count).First();
        if (best.Count == 0)
        {
            return country?.Locale;
        }

        return country?.Locale.StartsWith(best.Language, StringComparison.Ordinal) == true ? country.Locale
            : Regions.FirstOrDefault(one => one.Locale.StartsWith(best.Language, StringComparison.Ordinal) && one.Currency == currency)?.Locale
                ?? Regions.FirstOrDefault(one => one.Locale.StartsWith(best.Language, StringComparison.Ordinal))?.Locale;
    }

    private static string ZoneOf(IReadOnlyCollection<FileSample> files, string usual)
    {
        var offsets = files.SelectMany(file => file.Cells.SelectMany(cells => cells)).Where(cell => cell.Length is > 15 and < 40)
            .Select(cell => OffsetInTime().Match(cell)).Where(match => match.Success)
            .Select(match => (match.Groups[1].Value == "-" ? -1 : 1)
                * ((int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * 60) + int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)))
            .GroupBy(offset => offset).OrderByDescending(group => group.Count()).Select(group => (int?)group.Key).FirstOrDefault();
        // 0 is how many systems write any time.
        if (offsets is not { } minutes || minutes == 0)
        {
            return usual;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(usual, out var zone) && (zone.BaseUtcOffset.TotalMinutes == minutes
            || (zone.SupportsDaylightSavingTime && zone.BaseUtcOffset.TotalMinutes + 60 == minutes)) ? usual
            : ZonesOfOffsets.GetValueOrDefault(minutes, usual);
    }

    private static string? NameOf(IReadOnlyCollection<FileSample> files)
    {
        foreach (var (names, cells) in files.Select(file => (file.Names, file.Cells)))
        {
            for (var at = 0; at < names.Count; at++)
            {
                // Shopify writes the shop itself as vendor of what it makes.
                if (names[at].Trim().Equals("vendor", StringComparison.OrdinalIgnoreCase) && Most(cells[at].Where(cell => cell.Length > 1)) is { } vendor
                    && cells[at].Count(cell => cell == vendor) * 10 >= cells[at].Count(cell => cell.Length > 0) * 8)
                {
                    return vendor.Length > 60 ? vendor[..60] : vendor;
                }
            }
        }

        return Most(files.SelectMany(file => file.Cells.SelectMany(column => column)).Where(cell => cell.StartsWith("http", StringComparison.OrdinalIgnoreCase))
            .Select(cell => Uri.TryCreate(cell.Split(',', ' ')[0], UriKind.Absolute, out var address) ? address.Host : "")
            .Where(host => host.Contains('.', StringComparison.Ordinal) && !HostsOfMany.Any(many => host.Contains(many, StringComparison.OrdinalIgnoreCase)))
            .Select(host => host.Split('.')[^2])
            .Where(part => part.Length > 2).Select(part => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(part.Replace('-', ' '))));
    }

    private static T? Most<T>(IEnumerable<T> votes)
        where T : class => votes.GroupBy(vote => vote).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault();

    private static IEnumerable<string> Lower(this Regex.ValueMatchEnumerator matches, string text)
    {
        var found = new List<string>();
        foreach (var match in matches)
        {
            found.Add(text.Substring(match.Index, match.Length).ToLowerInvariant());
        }

        return found;
    }

    [GeneratedRegex(@"(?:^|[-_ (/@:])([A-Z]{3})\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeInName();

    [GeneratedRegex(@"^(?:(€|£|\$|[A-Z]{3}) ?\d[\d.,' ]*|\d[\d.,' ]* ?(€|£|\$|[A-Z]{3}))$", RegexOptions.CultureInvariant)]
    private static partial Regex Beside();

    [GeneratedRegex(@"^((billing|shipping) )?(country|land|pays|país)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CountryName();

    [GeneratedRegex(@"[-@_ ]([a-z]{2})[_-]([A-Z]{2})(?:$|-)", RegexOptions.CultureInvariant)]
    private static partial Regex LocaleInName();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)? ?([+-])(\d\d):?(\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex OffsetInTime();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    private sealed record Region(string Code, string Locale, string Currency, string Zone, params string[] Names);
}
