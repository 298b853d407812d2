using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.People;

public sealed class KnownKeysTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task Key_IsFoundInMemoryOnceItWasAsked_AndOneThatNobodyKnowsNever()
    {
        var keys = new ApiKeyService(studio.Store);
        var key = await CreateAsync(keys);
        using var known = new KnownKeys(keys, studio.Store, studio.Time);

        Assert.Null(known.Find(key.Text));
        Assert.Equal(key.Id, (await known.FindAsync(key.Text, Stop))?.Id);
        Assert.Equal(key.Id, known.Find(key.Text)?.Id);
        foreach (var wrong in new[] { "", key.Text[..^1], key.Text + "0", new string('x', 5_000), "ключ" })
        {
            Assert.Null(await known.FindAsync(wrong, Stop));
            Assert.Null(known.Find(wrong));
        }
    }

    [StudioFact]
    public async Task KeyThatIsRevoked_IsForgottenAtOnceHere_AndWithinASecondElsewhere()
    {
        var keys = new ApiKeyService(studio.Store);
        var key = await CreateAsync(keys);
        var otherStore = studio.OtherProcess();
        using var here = new KnownKeys(keys, studio.Store, studio.Time);
        using var elsewhere = new KnownKeys(new ApiKeyService(otherStore), otherStore, studio.Time);
        Assert.NotNull(await here.FindAsync(key.Text, Stop));
        Assert.NotNull(await elsewhere.FindAsync(key.Text, Stop));

        Assert.True((await keys.RevokeAsync(key.Id, TestStudio.Administrator, Stop)).IsDone);

        Assert.Null(here.Find(key.Text));
        Assert.Null(await here.FindAsync(key.Text, Stop));
        Assert.NotNull(elsewhere.Find(key.Text));
        studio.Time.Advance(KnownKeys.Kept);
        Assert.Null(await elsewhere.FindAsync(key.Text, Stop));
        Assert.Null(elsewhere.Find(key.Text));
    }

    /// <summary>A thousand shoppers come in the moment when a key is no longer known: the database is asked once.</summary>
    [StudioFact]
    public async Task Key_ThatManyAskForAtOnce_IsOneQuestion_AlsoWhenItExpires_AndAnotherAfterARevocation()
    {
        var keys = new ApiKeyService(studio.Store);
        var key = await CreateAsync(keys);
        using var known = new KnownKeys(keys, studio.Store, studio.Time);
        async Task<int> AskAsync() => (await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => known.FindAsync(key.Text, Stop), Stop))))
            .Count(found => found?.Id == key.Id);

        Assert.Equal((100, 1L), (await AskAsync(), known.Questions));
        studio.Time.Advance(KnownKeys.Kept);
        Assert.Equal((100, 2L), (await AskAsync(), known.Questions));
        Assert.True((await keys.RevokeAsync(key.Id, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal(0, await AskAsync());
    }

    private static async Task<CreatedKey> CreateAsync(ApiKeyService keys) =>
        (await keys.CreateAsync("Feed", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).Required;
}
