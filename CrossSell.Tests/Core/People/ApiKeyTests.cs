using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.People;

public sealed class ApiKeyTests : IAsyncLifetime
{
    private TestStudio studio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ApiKeyService Keys => new(studio.Store);

    public async ValueTask InitializeAsync() => studio = await TestStudio.CreateAsync();

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [StudioFact]
    public async Task KeysOfAShop_AreMadeListedAndRevokedByItsAdministrators_AndNoOthers()
    {
        var (camera, coffee) = (await studio.ChannelAsync(), await studio.ChannelAsync("coffee"));
        var ofCamera = TestStudio.Person("kim", Role.Administrator, camera.Id);
        var own = (await Keys.CreateAsync("Web shop", ApiKeyKind.Publishable, camera.Id, ofCamera, Stop)).Required;
        var other = (await Keys.CreateAsync("Coffee", ApiKeyKind.Secret, coffee.Id, TestStudio.Administrator, Stop)).Required;
        var all = (await Keys.CreateAsync("Feed", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).Required;

        Assert.Equal([own.Id], (await Keys.ListAsync(ofCamera, Stop)).Select(key => key.Id));
        Assert.Equal([own.Id, other.Id, all.Id], (await Keys.ListAsync(TestStudio.Administrator, Stop)).Select(key => key.Id));
        Assert.Empty(await Keys.ListAsync(TestStudio.Manager, Stop));
        Assert.Equal(
            ["forbidden", "forbidden", "forbidden", "forbidden"],
            new[]
            {
                (await Keys.CreateAsync("Feed", ApiKeyKind.Secret, null, ofCamera, Stop)).Refusal?.Code,
                (await Keys.CreateAsync("Coffee", ApiKeyKind.Publishable, coffee.Id, ofCamera, Stop)).Refusal?.Code,
                (await Keys.RevokeAsync(other.Id, ofCamera, Stop)).Refusal?.Code, (await Keys.RevokeAsync(all.Id, ofCamera, Stop)).Refusal?.Code,
            });
        Assert.True((await Keys.RevokeAsync(own.Id, ofCamera, Stop)).IsDone);
        Assert.Equal("key.revoked", (await Keys.RevokeAsync(own.Id, ofCamera, Stop)).Refusal?.Code);
        Assert.Null(await Keys.FindAsync(own.Text, Stop));
        Assert.NotNull(await Keys.FindAsync(other.Text, Stop));
    }

    [StudioFact]
    public async Task Scopes_AreThoseOfItsMaking_AndAKeyOfBeforeThereWereAny_HasAll()
    {
        var camera = await studio.ChannelAsync();
        var stock = (await Keys.CreateAsync(
            "Stock", ApiKeyKind.Secret, camera.Id, ApiKeyScopes.Listings | ApiKeyScopes.At, TestStudio.Administrator, Stop)).Required;
        var bare = (await Keys.CreateAsync("Bare", ApiKeyKind.Secret, null, ApiKeyScopes.None, TestStudio.Administrator, Stop)).Required;
        var open = (await Keys.CreateAsync("Shop", ApiKeyKind.Publishable, camera.Id, ApiKeyScopes.All, TestStudio.Administrator, Stop)).Required;
        var old = (await Keys.CreateAsync("Old", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).Required;
        await using (var db = studio.Store.OpenForIdentity())
        {
            await db.ApiKeys.Where(key => key.Id == old.Id).ExecuteUpdateAsync(update => update.SetProperty(key => key.Scopes, (ApiKeyScopes?)null), Stop);
        }

        async Task<string> Of(CreatedKey made)
        {
            var key = (await Keys.FindAsync(made.Text, Stop))!;
            return string.Join(' ', Enum.GetValues<ApiKeyScopes>().Where(scope => scope is not ApiKeyScopes.None and not ApiKeyScopes.All).Where(key.Allows));
        }

        Assert.Equal(
            ["Listings At", "", "", "Orders Products Listings Feeds Explain At Visitors"], [await Of(stock), await Of(bare), await Of(open), await Of(old)]);
    }

    [StudioFact]
    public async Task LastUse_IsStoredWithTheNextFlush_AndNeverGoesBack()
    {
        var key = (await Keys.CreateAsync("Feed", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).Required;
        var (use, late) = (new ApiKeyUse(studio.Store, studio.Time), new ApiKeyUse(studio.Store, studio.Time));
        late.Note(key.Id);
        studio.Time.Advance(TimeSpan.FromMinutes(3));
        use.Note(key.Id);
        Assert.Null(Assert.Single(await Keys.ListAsync(TestStudio.Administrator, Stop)).LastUsedAt);
        await using (var db = studio.Store.Read())
        {
            var sets = await db.ChangeSets.CountAsync(Stop);
            await use.FlushAsync(Stop);
            await late.FlushAsync(Stop);
            await use.FlushAsync(Stop);
            Assert.Equal(sets, await db.ChangeSets.CountAsync(Stop));
        }

        Assert.Equal(TestStudio.Start.AddMinutes(3), Assert.Single(await Keys.ListAsync(TestStudio.Administrator, Stop)).LastUsedAt);
    }
}
