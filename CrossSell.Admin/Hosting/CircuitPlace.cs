using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// How many pages each person may have open at once, over all browsers: each costs memory on the server for as long as it is open, and for a while after its
/// connection was lost. By each instance alone.
/// </summary>
internal sealed class CircuitLimit
{
    private const string Setting = "CrossSell:PagesPerPerson";
    private const int Usual = 100;

    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);
    private readonly int most;

    /// <exception cref="InvalidOperationException">The setting is no number.</exception>
    public CircuitLimit(IConfiguration configuration) => most = configuration[Setting] switch
    {
        null or "" => Usual,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 => number,
        var text => throw new InvalidOperationException($"{Setting} is \"{text}\". Write a whole number from 1."),
    };

    /// <summary>Takes a place, unless the person has all of theirs.</summary>
    public bool Enter(string person)
    {
        if (open.AddOrUpdate(person, 1, (_, count) => count + 1) <= most)
        {
            return true;
        }

        Leave(person);
        return false;
    }

    /// <summary>Gives one back.</summary>
    public void Leave(string person)
    {
        // Who has none left is forgotten; somebody who enters meanwhile finds the count as it was.
        if (open.AddOrUpdate(person, 0, (_, count) => count - 1) == 0)
        {
            open.TryRemove(new KeyValuePair<string, int>(person, 0));
        }
    }
}

/// <summary>The place of one page among those of its person, from when it opens until its circuit is given up.</summary>
internal sealed class CircuitPlace(CircuitLimit limit, AuthenticationStateProvider people) : CircuitHandler
{
    private string? person;

    /// <summary>Whether the person had too many pages open already when this one was opened.</summary>
    public bool IsTooMany { get; private set; }

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if ((await people.GetAuthenticationStateAsync()).User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id)
        {
            IsTooMany = !limit.Enter(id);
            person = IsTooMany ? null : id;
        }
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref person, null) is { } id)
        {
            limit.Leave(id);
        }

        return Task.CompletedTask;
    }
}
