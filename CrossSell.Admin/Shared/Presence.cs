namespace CrossSell.Admin.Shared;

/// <summary>Somebody who has a page open.</summary>
public sealed record PresentPerson(string Id, string Name)
{
    public string Initials => string.Concat(Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2).Select(word => char.ToUpperInvariant(word[0])));
}

/// <summary>Who has what open right now, in this process. One a host; nothing of it is stored, and closing a tab forgets it.</summary>
public sealed class Presence
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<PresentPerson>> places = new(StringComparer.Ordinal);

    /// <summary>Raised with the place that somebody came to or left, on any thread.</summary>
    public event Action<string>? Changed;

    /// <summary>Is there until it is disposed. The same person may be there in several tabs.</summary>
    /// <param name="place">A page and what it shows: <c>product:17</c>.</param>
    public IDisposable Enter(string place, PresentPerson person)
    {
        lock (gate)
        {
            if (!places.TryGetValue(place, out var people))
            {
                places[place] = people = [];
            }

            people.Add(person);
        }

        Changed?.Invoke(place);
        return new Stay(this, place, person);
    }

    /// <summary>Everybody there besides one person, once each.</summary>
    public IReadOnlyList<PresentPerson> Others(string place, string personId)
    {
        lock (gate)
        {
            return places.TryGetValue(place, out var people) ? [.. people.Where(person => person.Id != personId).DistinctBy(person => person.Id)
                .OrderBy(person => person.Name, StringComparer.CurrentCulture)] : [];
        }
    }

    private void Leave(string place, PresentPerson person)
    {
        lock (gate)
        {
            if (places.TryGetValue(place, out var people) && people.Remove(person) && people.Count == 0)
            {
                places.Remove(place);
            }
        }

        Changed?.Invoke(place);
    }

    private sealed class Stay(Presence presence, string place, PresentPerson person) : IDisposable
    {
        private int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
            {
                presence.Leave(place, person);
            }
        }
    }
}
