using System.Security.Claims;
using CrossSell.Admin.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Configuration;

namespace CrossSell.Tests.Admin.Account;

/// <summary>A person has so many pages open, and no more; what is closed is given back.</summary>
public sealed class CircuitLimitTests
{
    private readonly CircuitLimit limit = new(
        new ConfigurationBuilder().AddInMemoryCollection([new KeyValuePair<string, string?>("CrossSell:PagesPerPerson", "5")]).Build());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_BeyondThoseOfAPerson_HasNoPlace_UntilAnotherIsClosed()
    {
        var pages = new List<CircuitPlace>();
        for (var number = 0; number < 6; number++)
        {
            pages.Add(await OpenAsync("eva"));
        }

        Assert.Equal([false, false, false, false, false, true], pages.Select(page => page.IsTooMany));
        Assert.False((await OpenAsync("mark")).IsTooMany);
        // One that never had a place gives none back, nor does one that is closed twice.
        await pages[5].OnCircuitClosedAsync(null!, Stop);
        Assert.True((await OpenAsync("eva")).IsTooMany);
        await pages[0].OnCircuitClosedAsync(null!, Stop);
        await pages[0].OnCircuitClosedAsync(null!, Stop);

        Assert.False((await OpenAsync("eva")).IsTooMany);
        Assert.True((await OpenAsync("eva")).IsTooMany);
    }

    [Fact]
    public void ManyPagesAtOnce_GetNoMorePlacesThanThereAre()
    {
        var entered = 0;

        Parallel.For(0, 200, _ =>
        {
            if (limit.Enter("eva"))
            {
                Interlocked.Increment(ref entered);
            }
        });

        Assert.Equal(5, entered);
    }

    private async Task<CircuitPlace> OpenAsync(string person)
    {
        var place = new CircuitPlace(limit, new SignedIn(person));
        await place.OnCircuitOpenedAsync(null!, Stop);
        return place;
    }

    private sealed class SignedIn(string id) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "test"))));
    }
}
