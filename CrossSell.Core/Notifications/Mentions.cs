using CrossSell.Core.Common;

namespace CrossSell.Core.Notifications;

/// <summary>Somebody who may be mentioned.</summary>
public sealed record Mentionable(string Id, string Name);

/// <summary>
/// Finds who is mentioned in a text: <c>@</c> and the display name, or the first name alone where only one person has it. Capital letters do not matter.
/// </summary>
[Engine]
public static class Mentions
{
    /// <returns>Each person once, in the order of the text.</returns>
    public static IReadOnlyList<Mentionable> In(string text, IReadOnlyCollection<Mentionable> people) =>
        [.. Find(text, people).Select(mention => mention.Who).DistinctBy(who => who.Id)];

    /// <summary>Where people are mentioned, for a page that marks them.</summary>
    /// <returns>Start and length in characters, the sign included, in the order of the text.</returns>
    public static IReadOnlyList<(int Start, int Length, Mentionable Who)> Find(string text, IReadOnlyCollection<Mentionable> people)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(people);
        // The longest first: "@Eva Maria" is not Eva.
        var names = people.Select(who => (who.Name, Who: who))
            .Concat(people.Select(who => (Name: who.Name.Split(' ')[0], Who: who)).GroupBy(item => item.Name, StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() == 1).SelectMany(same => same))
            .Where(item => item.Name.Length > 0).OrderByDescending(item => item.Name.Length).ToList();
        var found = new List<(int Start, int Length, Mentionable Who)>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf('@', at + 1) : -1)
        {
            // What stands before must end a word, or it is an e-mail address.
            if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
            {
                continue;
            }

            var rest = text.AsSpan(at + 1);
            foreach (var (name, who) in names)
            {
                if (rest.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (rest.Length == name.Length || !char.IsLetterOrDigit(rest[name.Length])))
                {
                    found.Add((at, name.Length + 1, who));
                    break;
                }
            }
        }

        return found;
    }
}
