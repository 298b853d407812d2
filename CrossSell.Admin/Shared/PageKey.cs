using System.Reflection;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>A page that has keys of its own. It says them once; the dialog of <c>?</c> and the tests read them here.</summary>
public interface IHasKeys
{
    /// <summary>In the order in which they are shown, in the language of now.</summary>
    static abstract IReadOnlyList<PageKey> PageKeys { get; }
}

/// <summary>A key, or several that do the same, and what it does.</summary>
/// <param name="Keys">
/// As browsers name them (<c>ArrowUp</c>, <c>Escape</c>, <c>j</c>): what is pressed together joined by <c>+</c>, one after the other by <c>,</c>, other keys
/// for the same after a blank: <c>ArrowUp ArrowDown</c>, <c>Ctrl+s</c>, <c>g,p</c>.
/// </param>
/// <param name="What">What happens, and where when that is not everywhere on the page.</param>
public sealed record PageKey(string Keys, string What)
{
    private static readonly MethodInfo Reader = typeof(PageKey).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>The keys of a page; none for one that declares none.</summary>
    public static IReadOnlyList<PageKey> Of(Type? page) => page is not null && typeof(IHasKeys).IsAssignableFrom(page)
        ? (IReadOnlyList<PageKey>)Reader.MakeGenericMethod(page).Invoke(null, null)!
        : [];

    /// <summary>Keys that do the same, each as what is pressed one after the other, each of that as what is held down together.</summary>
    public IEnumerable<string[][]> Ways => Keys.Split(' ').Select(way => way.Split(',').Select(Held).ToArray());

    /// <summary>Whether a person can switch it off: a letter or a sign alone, which speech or a stray key would press (WCAG 2.1.4).</summary>
    public bool IsSingleKey => Ways.All(way => way.All(held => held is [.., { Length: 1 }] && !held.Contains("Ctrl") && !held.Contains("Alt")));

    /// <summary>What stands on the key, for the person.</summary>
    public static string Said(string key) => key switch
    {
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "Ctrl" => L["Ctrl"],
        "Shift" => L["Shift"],
        "Enter" => L["Enter"],
        "Escape" => L["Esc"],
        "Delete" => L["Del"],
        "Backspace" => L["Backspace"],
        "Home" => L["Home"],
        "End" => L["End"],
        "PageUp" => L["Page up"],
        "PageDown" => L["Page down"],
        "Space" => L["Space"],
        { Length: 1 } => key.ToUpperInvariant(),
        _ => key,
    };

    // A plus may be the key itself.
    private static string[] Held(string press) => press == "+" ? ["+"] : press.Split('+');

    private static IReadOnlyList<PageKey> Read<TPage>()
        where TPage : IHasKeys => TPage.PageKeys;
}
