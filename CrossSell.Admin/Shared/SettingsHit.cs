using CrossSell.Core.People;
using CrossSell.Core.Search;
using static CrossSell.Admin.Shared.SharedTexts;

namespace CrossSell.Admin.Shared;

/// <summary>A page of settings, or one setting of it, as a list shows it.</summary>
/// <param name="Name">In the language of the person.</param>
/// <param name="Under">Of a single setting: the name of its page; of a page: of its group.</param>
/// <param name="IsPage">Whether it is the whole page.</param>
internal sealed record SettingsHit(string Name, string Under, string Address, bool IsPage, IReadOnlyList<SearchedName> Names)
{
    /// <summary>Everything that this person may open, in the language of now.</summary>
    public static IReadOnlyList<SettingsHit> Of(Actor actor) => [.. SettingsPlaces.All.Where(place => place.IsFor(actor)).SelectMany(place =>
        place.Fields.Select(field => new SettingsHit(
                L[field.Name], L[place.Name], place.AddressOf(field), false,
                [
                    .. SearchedName.Of(L[field.Name], field.Name), .. SearchedName.Of(L[field.Also], field.Also, SearchedName.Related),
                    .. SearchedName.Of($"{L[place.Name]} {L[field.Name]}", $"{place.Name} {field.Name}", SearchedName.Related),
                ]))
            .Prepend(new SettingsHit(
                L[place.Name], L[place.Group], place.Address, true,
                [.. SearchedName.Of(L[place.Name], place.Name), .. SearchedName.Of(L[place.Also], place.Also, SearchedName.Related)])))];

    /// <summary>Those that the text finds, the best first.</summary>
    public static IReadOnlyList<SettingsHit> Find(IEnumerable<SettingsHit> all, string text)
    {
        var typed = NameMatch.WordsOf(text);
        return [.. all.Select((hit, place) => (hit, place, Score: SearchedName.Best(hit.Names, typed))).Where(found => found.Score > 0)
            .OrderByDescending(found => found.Score).ThenByDescending(found => found.hit.IsPage).ThenBy(found => found.place).Select(found => found.hit)];
    }
}

/// <summary>One of the names by which something is found.</summary>
/// <param name="Less">By how much it counts less than the name that is shown.</param>
public sealed record SearchedName(NameMatch Match, int Less)
{
    /// <summary>Words that people also use count less than the name itself.</summary>
    public const int Related = 25;

    /// <summary>A text in the person's language and in English, in which many know the product.</summary>
    public static IEnumerable<SearchedName> Of(string said, string english, int less = 0)
    {
        if (said.Length > 0)
        {
            yield return new SearchedName(new NameMatch(said), less);
        }

        if (english.Length > 0 && english != said)
        {
            yield return new SearchedName(new NameMatch(english), less + 1);
        }
    }

    /// <summary>The best score of any of the names; 0 when none is meant.</summary>
    /// <param name="typed">By <see cref="NameMatch.WordsOf"/>.</param>
    public static int Best(IReadOnlyList<SearchedName> names, string[] typed)
    {
        var best = 0;
        foreach (var name in names)
        {
            best = Math.Max(best, name.Match.Score(typed) - name.Less);
        }

        return best;
    }
}
