using System.Security.Claims;
using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Account;

public sealed class SessionCookieTests
{
    private const string Scheme = "cookie";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ThatCannotBeRenewedWhileTheDatabaseIsBusy_GoesOn_AndIsRenewedByALaterRequest()
    {
        await using var studio = await TestStudio.CreateAsync();
        var eva = TestStudio.UserOf(TestStudio.Merchandiser, Role.Merchandiser);
        await studio.AddAsync(eva);
        var sessions = new UserSessionService(studio.Store, studio.Time);
        var id = await sessions.StartAsync(eva.Id, "", Stop);
        var until = await sessions.FindAsync(id, Stop);
        await using var services = new ServiceCollection().AddSingleton(sessions).AddSingleton<TimeProvider>(studio.Time).BuildServiceProvider();
        studio.Time.Advance(UserSessionService.Lifetime * 0.6);

        CookieValidatePrincipalContext asked;
        await using (await studio.Store.WriteAsync(Actor.Job("import"), "Imports", Stop))
        {
            asked = await AskAsync();
        }

        Assert.NotNull(asked.Principal);
        Assert.False(asked.ShouldRenew);
        Assert.Equal(until, await sessions.FindAsync(id, Stop));

        var again = await AskAsync();

        Assert.NotNull(again.Principal);
        Assert.True(again.ShouldRenew);
        Assert.Equal(studio.Time.GetUtcNow() + UserSessionService.Lifetime, (await sessions.FindAsync(id, Stop))?.Until);

        async Task<CookieValidatePrincipalContext> AskAsync()
        {
            var principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(CurrentActor.SessionClaim, id)], Scheme));
            var context = new CookieValidatePrincipalContext(
                new DefaultHttpContext { RequestServices = services },
                new AuthenticationScheme(Scheme, null, typeof(CookieAuthenticationHandler)),
                new CookieAuthenticationOptions(),
                new AuthenticationTicket(principal, Scheme));
            await SessionCookie.ValidateAsync(context);
            return context;
        }
    }
}
