using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>What a browser calls itself, in the few words that its owner recognises it by. Nothing is decided by it: a browser may say anything.</summary>
internal static class SignInDevice
{
    // The first that fits: each also says the names of those it wants to be taken for.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <returns>"Firefox on Windows"; less where less is told.</returns>
    public static string Of(string? userAgent)
    {
        var (browser, system) = (Name(Browsers, userAgent), Name(Systems, userAgent));
        return (browser, system) switch
        {
            (null, null) => "Unknown browser",
            (null, _) => $"Unknown browser on {system}",
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    /// <summary>What was stored, which is in English, in the language of the person.</summary>
    public static string Said(string device) => device.Split(" on ", 2) switch
    {
        ["Unknown browser", var system] => L["Unknown browser on {0}", system],
        [var browser, var system] => L["{0} on {1}", browser, system],
        ["" or "Unknown browser"] => L["Unknown browser"],
        _ => device,
    };

    private static string? Name((string Mark, string Name)[] known, string? userAgent) =>
        known.FirstOrDefault(item => userAgent?.Contains(item.Mark, StringComparison.Ordinal) == true).Name;
}
