using System.Security.Claims;
using CrossSell.Admin.Shared;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>What a browser's tab keeps for one circuit and gives the next.</summary>
public sealed class KeptDraftsTests
{
    private readonly EphemeralDataProtectionProvider keys = new();
    private readonly FakeTimeProvider time = new(TestClock.Now);
    private readonly Tab tab = new();

    [Fact]
    public async Task Draft_IsThereOnTheNextCircuit_Once_AndNobodyReadsItInTheTab()
    {
        var first = await CircuitAsync("eva");
        first.Keep("rule:1", "{\"secret\":\"plans\"}");
        await first.SettledAsync();

        var next = await CircuitAsync("eva");

        Assert.True(next.Has("rule:1"));
        Assert.Equal("{\"secret\":\"plans\"}", next.Take("rule:1"));
        Assert.Null(next.Take("rule:1"));
        Assert.DoesNotContain("plans", Assert.Single(tab.Drafts).Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAnotherPerson_IsGone()
    {
        var first = await CircuitAsync("eva");
        first.Keep("rule:1", "hers");
        await first.SettledAsync();

        var next = await CircuitAsync("mark");
        await next.SettledAsync();

        Assert.Null(next.Take("rule:1"));
        Assert.Empty(tab.Drafts);
    }

    [Theory]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 1, false)]
    public async Task Draft_IsKeptForADay(int minutes, bool isKept)
    {
        var first = await CircuitAsync("eva");
        first.Keep("rule:1", "mine");
        await first.SettledAsync();
        time.Advance(TimeSpan.FromMinutes(minutes));

        var next = await CircuitAsync("eva");
        await next.SettledAsync();

        Assert.Equal((isKept ? "mine" : null, isKept ? 1 : 0), (next.Take("rule:1"), tab.Drafts.Count));
    }

    [Fact]
    public async Task WhatIsNoDraft_IsGone()
    {
        tab.Drafts["rule:1"] = "scribbled";

        var drafts = await CircuitAsync("eva");
        await drafts.SettledAsync();

        Assert.Empty(tab.Drafts);
    }

    [Fact]
    public async Task Draft_ThatIsSaved_OrTooLong_IsKeptNoLonger()
    {
        var drafts = await CircuitAsync("eva");
        drafts.Keep("rule:1", "mine");
        drafts.Keep("rule:2", "mine");
        await drafts.SettledAsync();

        drafts.Keep("rule:1", null);
        drafts.Keep("rule:2", new string('x', KeptDrafts.MostLetters + 1));
        await drafts.SettledAsync();

        Assert.Empty(tab.Drafts);
    }

    [Fact]
    public async Task LettersTypedWhileTheTabIsTold_ReplaceEachOther_AndTheLastArrive()
    {
        var drafts = await CircuitAsync("eva");
        tab.Answer = new TaskCompletionSource();
        foreach (var text in new[] { "a", "ab", "abc" })
        {
            drafts.Keep("rule:1", text);
        }

        Assert.False(drafts.SettledAsync().IsCompleted);
        tab.Answer.SetResult();
        await drafts.SettledAsync();

        Assert.Equal(2, tab.Told);
        Assert.Equal("abc", (await CircuitAsync("eva")).Take("rule:1"));
    }

    [Fact]
    public async Task LettersTypedWhileTheLineIsDown_AreToldWhenItIsBack()
    {
        var drafts = await CircuitAsync("eva");
        tab.Answer = new TaskCompletionSource();
        drafts.Keep("rule:1", "typed in a tunnel");
        await drafts.OnConnectionDownAsync(null!, CancellationToken.None);
        await drafts.SettledAsync();
        Assert.Empty(tab.Drafts);

        tab.Answer = null;
        await drafts.OnConnectionUpAsync(null!, CancellationToken.None);
        await drafts.SettledAsync();

        Assert.Equal("typed in a tunnel", (await CircuitAsync("eva")).Take("rule:1"));
    }

    [Fact]
    public async Task Page_MayGo_OnceTheTabHasAll_AndNothingIsBeingSaved()
    {
        var work = new PageWork();
        var drafts = await CircuitAsync("eva", work);
        tab.Answer = new TaskCompletionSource();
        drafts.Keep("rule:1", "mine");
        var asked = drafts.MayGoAsync();
        Assert.False(asked.IsCompleted);
        using (work.Begin())
        {
            tab.Answer.SetResult();
            Assert.False(await asked);
        }

        Assert.True(await drafts.MayGoAsync());
    }

    private async Task<KeptDrafts> CircuitAsync(string person, PageWork? work = null)
    {
        var drafts = new KeptDrafts(tab, keys, new Person(person), work ?? new PageWork(), time);
        await drafts.LoadAsync();
        return drafts;
    }

    private sealed class Person(string id) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(
            new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id)], "test"))));
    }
}
