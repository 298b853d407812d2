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
