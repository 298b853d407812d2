using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Review;

/// <summary>Somebody who may be named in a comment.</summary>
public sealed record ReviewPerson(string Id, string Name);

/// <summary>Who is named in a comment: "@Mark", by the whole name or its first word where only one is called so.</summary>
public static class ReviewMentions
{
    /// <summary>Everyone who may look into one of the shops, by name; accounts that are switched off are none.</summary>
    public static async Task<IReadOnlyList<ReviewPerson>> PeopleAsync(
        StudioDb db, IReadOnlyCollection<int> channelIds, CancellationToken cancellation = default) =>
        await db.Users
            .Where(user => user.DisabledAt == null
                && user.Grants.Any(grant => grant.ChannelId == null || channelIds.Contains(grant.ChannelId.Value)))
            .OrderBy(user => user.DisplayName).ThenBy(user => user.Id)
            .Select(user => new ReviewPerson(user.Id, user.DisplayName)).ToListAsync(cancellation);

    /// <summary>The people whom a text names, each once; the longest name that fits counts. Pure.</summary>
    public static IReadOnlyList<ReviewPerson> In(string text, IReadOnlyList<ReviewPerson> people)
    {
        ArgumentNullException.ThrowIfNull(text);
        var firsts = people.Select(First).GroupBy(name => name, StringComparer.CurrentCultureIgnoreCase).Where(names => names.Count() == 1)
            .Select(names => names.Key).ToHashSet(StringComparer.CurrentCultureIgnoreCase);
        var names = people.Select(person => (Said: person.Name, Person: person))
            .Concat(people.Where(person => firsts.Contains(First(person))).Select(person => (Said: First(person), Person: person)))
            .Where(name => name.Said.Length > 0).OrderByDescending(name => name.Said.Length).ToList();
        var found = new List<ReviewPerson>();
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            // An address of e-mail names nobody.
            if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
            {
                continue;
            }

            var rest = text.AsSpan(at + 1);
            foreach (var (said, person) in names)
            {
                if (rest.StartsWith(said, StringComparison.CurrentCultureIgnoreCase) && (rest.Length == said.Length || !char.IsLetterOrDigit(rest[said.Length])))
                {
                    if (!found.Contains(person))
                    {
                        found.Add(person);
                    }

                    break;
                }
            }
        }

        return found;
    }

    private static string First(ReviewPerson person) => person.Name.Split(' ', 2)[0];
}
