using System.Security.Claims;
using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.Bulk;
using CrossSell.Core.Bundles;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;
using CrossSell.Core.Media;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Search;
using CrossSell.Core.Today;
using CrossSell.Core.Undo;
using CrossSell.Core.Workbench;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Products;

/// <summary>Sets a component's test up with the real services on a test's studio, and somebody signed in.</summary>
internal static class ProductUi
{
    public static async Task PrepareAsync(BunitContext context, TestStudio studio, Role role = Role.Merchandiser)
    {
        context.UseKit();
        var user = new User { UserName = "eva@test", Email = "eva@test", NormalizedEmail = "EVA@TEST", DisplayName = "Eva" };
        user.Grants.Add(new RoleGrant { UserId = user.Id, Role = role });
        await studio.AddAsync(user);
        var services = context.Services;
        services.AddSingleton(studio.Store);
        services.AddSingleton<TimeProvider>(studio.Time);
        services.AddSingleton(studio.Undo);
        services.AddSingleton<ProductService>();
        services.AddSingleton<ProductFieldService>();
        services.AddSingleton<ProductGlanceQuery>();
        services.AddSingleton<PanelService>();
        services.AddSingleton<ProductSearch>();
        services.AddSingleton<CatalogIndex>();
        services.AddSingleton(provider => new CatalogList(studio.Store, provider.GetRequiredService<CatalogIndex>()));
        services.AddSingleton<BulkChoicesQuery>();
        services.AddSingleton<BundleService>();
        services.AddSingleton<BrokenBundles>();
        services.AddSingleton(_ => new BundlePictureService(
            studio.Store, new MediaService(studio.Store, new MediaStore(studio.Data), new PictureFetcher(studio.Time, allowLoopback: true))));
        services.AddSingleton<JobQueue>();
        services.AddSingleton<BulkEditService>();
        services.AddSingleton<JobUndo>();
        services.AddSingleton<JobWork, BulkEditWork>();
        services.AddSingleton<JobWork, JobUndoWork>();
        services.AddSingleton<JobExecution>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<Feedback>();
        services.AddScoped<ProductHandoff>();
        services.AddSingleton<Presence>();
        services.AddSingleton<ChangeNotifier>();
        var signIn = await new UserSessionService(studio.Store, studio.Time).StartAsync(user.Id, "");
        var session = new StudioSession(studio.Store, new CurrentActor(new SignedIn(user.Id, signIn), studio.Store), context.JSInterop.JSRuntime);
        await session.LoadAsync(null);
        services.AddSingleton(session);
        context.AddAuthorization().SetAuthorized("Eva").SetClaims(new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(CurrentActor.SessionClaim, signIn));
    }

    public static CatalogRow Row(Product product, Channel channel, long price, int? stock) => new(
        new ProductSummary(
            product.Id, product.Sku, product.Name, product.Brand, product.Kind, product.ParentId, product.Status, "product.slate", null, null,
            new Money(price, channel.Currency), null, stock, true),
        0, 0, 100, "", null, null, [], null, [channel.Code], 0, 0, product.UpdatedAt, product.CreatedAt, (product.Version, 0));

    /// <summary>Somebody signed in, for what is made before the page's own services are.</summary>
    private sealed class SignedIn(string id, string signIn) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, id), new Claim(CurrentActor.SessionClaim, signIn)], "test"))));
    }
}
