using Bunit;
using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shell;
using CrossSell.Core.People;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RouteData = Microsoft.AspNetCore.Components.RouteData;

namespace CrossSell.Tests.Admin.Shell;

public sealed class PermittedPageTests : BunitContext, IAsyncLifetime
{
    private readonly Withheld gate = new();
    private TestStudio studio = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await ProductUi.PrepareAsync(this, studio, Role.Administrator);
        ComponentFactories.AddStub<StudioLayout>();
        Services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        Services.AddSingleton<IAuthorizationHandler>(gate);
        Services.AddAuthorizationCore(options => options.AddPolicy(
            nameof(Permission.Administer), policy => policy.AddRequirements(new PermissionRequirement(Permission.Administer))));
        Services.AddTransient<IAuthorizationService, DefaultAuthorizationService>();
        Services.AddTransient<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Right_ThatIsKnown_IsAnsweredAtOnce_AndWithoutTheDatabase()
    {
        var handler = new PermissionHandler(studio.Store, Services.GetRequiredService<CurrentActor>());
        await Services.GetRequiredService<CurrentActor>().GetAsync();
        var user = (await Services.GetRequiredService<Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider>()
            .GetAuthenticationStateAsync()).User;
        var context = new AuthorizationHandlerContext([new PermissionRequirement(Permission.Administer)], user, resource: null);
        await TakeRightsAsync();

        var answer = handler.HandleAsync(context);

        Assert.True(answer.IsCompletedSuccessfully);
        Assert.True(context.HasSucceeded);
    }

    [Fact]
    public async Task Page_WhoseAddressChanges_StaysTheSame_AndIsTakenAwayOnceTheRightIsGone()
    {
        var page = Render<PermittedPage>(parameters => parameters.Add(it => it.RouteData, Route()));
        page.WaitForAssertion(() => page.FindComponent<Guarded>());
        var first = page.FindComponent<Guarded>().Instance;

        // A server takes its time to answer.
        gate.Answer = new TaskCompletionSource();
        page.Render(parameters => parameters.Add(it => it.RouteData, Route()));
        Assert.Same(first, page.FindComponent<Guarded>().Instance);
        gate.Answer.SetResult();
        page.WaitForAssertion(() => Assert.Same(first, page.FindComponent<Guarded>().Instance));

        await TakeRightsAsync();
        page.Render(parameters => parameters.Add(it => it.RouteData, Route()));
        page.WaitForAssertion(() => Assert.Empty(page.FindComponents<Guarded>()));
    }

    private async Task TakeRightsAsync()
    {
        await using var db = studio.Store.Read();
        await db.Set<RoleGrant>().ExecuteDeleteAsync(Xunit.TestContext.Current.CancellationToken);
    }

    private static RouteData Route() => new(typeof(Guarded), new Dictionary<string, object?>());

    /// <summary>Lets every question of a right wait until it is told to go on.</summary>
    private sealed class Withheld : IAuthorizationHandler
    {
        public TaskCompletionSource? Answer { get; set; }

        public Task HandleAsync(AuthorizationHandlerContext context) => Answer?.Task ?? Task.CompletedTask;
    }

    [Authorize(Policy = nameof(Permission.Administer))]
    [Layout(typeof(Bare))]
    public sealed class Guarded : ComponentBase;

    public sealed class Bare : LayoutComponentBase
    {
        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Body);
    }
}
