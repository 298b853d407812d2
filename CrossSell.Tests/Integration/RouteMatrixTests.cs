using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CrossSell.Admin.Account;
using CrossSell.Core.Catalog;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Integration;

/// <summary>Every address of the host, asked by everybody: a new page or endpoint without a rule here fails.</summary>
[Trait("Kind", "Slow")]
public sealed class RouteMatrixTests(RouteMatrixTests.People people) : IClassFixture<RouteMatrixTests.People>
{
    private const string Password = "a long enough sentence";

    // Answers for: without sign-in, signed in without a grant, viewer of one shop, manager of one shop, administrator.
    private const string Open = "200 200 200 200 200";
    private const string Page = "302 302 200 200 200";

    /// <summary>Route, an address of it, and who gets what.</summary>
    private static readonly Dictionary<string, (string? Address, string Answers)> Rules = new(StringComparer.Ordinal)
    {
        ["/"] = ("/", Page),
        ["/start"] = ("/start", Page),
        ["/start/shop"] = ("/start/shop", Page),
        ["/products"] = ("/products", Page),
        ["/products/new"] = ("/products/new", "302 302 302 200 200"),
        ["/products/compare"] = ("/products/compare", Page),
        ["/products/{Sku}"] = ("/products/CAM-D7", Page),
        ["/links"] = ("/links", Page),
        ["/links/copy"] = ("/links/copy", Page),
        ["/links/successor"] = ("/links/successor", Page),
        ["/links/health"] = ("/links/health", Page),
        ["/links/many"] = ("/links/many", Page),
        ["/rules"] = ("/rules", Page),
        ["/rules/new"] = ("/rules/new", Page),
        ["/rules/{Id:int}"] = ("/rules/1", Page),
        ["/reviews"] = ("/reviews", Page),
        ["/reviews/{RevisionId:int}"] = ("/reviews/1", Page),
        ["/bundles"] = ("/bundles", Page),
        ["/bundles/{Code}"] = ("/bundles/any", Page),
        ["/campaigns"] = ("/campaigns", Page),
        ["/campaigns/{Code}"] = ("/campaigns/any", Page),
        ["/notifications"] = ("/notifications", Page),
        ["/preview"] = ("/preview", Page),
        ["/preview/frame"] = ("/preview/frame", Page),
        ["/preview/shared/{Code}"] = ("/preview/shared/any", Page),
        ["/exchange"] = ("/exchange", Page),
        // In Development, as this host is; HostTests asks one of Production.
        ["/kit"] = ("/kit", Page),
        ["/suggestions"] = ("/suggestions", Page),
        ["/experiments"] = ("/experiments", Page),
        ["/experiments/new"] = ("/experiments/new", Page),
        ["/experiments/{Id:int}"] = ("/experiments/1", Page),
        ["/insights"] = ("/insights", Page),
        ["/insights/backtest"] = ("/insights/backtest", Page),
        // Of another shop than the reader's.
        ["/insights/{figure}.csv"] = ("/insights/orders.csv?channel=camera", "302 302 404 404 200"),
        ["/settings"] = ("/settings", Page),
        ["/settings/attributes"] = ("/settings/attributes", Page),
        ["/settings/categories"] = ("/settings/categories", Page),
        ["/settings/channels"] = ("/settings/channels", Page),
        ["/settings/completeness"] = ("/settings/completeness", Page),
        ["/settings/link-types"] = ("/settings/link-types", Page),
        ["/settings/mining"] = ("/settings/mining", Page),
        ["/settings/panels"] = ("/settings/panels", Page),
        ["/settings/drift"] = ("/settings/drift", Page),
        ["/settings/reviews"] = ("/settings/reviews", Page),
        ["/settings/bundles"] = ("/settings/bundles", Page),
        ["/settings/segments"] = ("/settings/segments", Page),
        ["/settings/backups"] = ("/settings/backups", "302 302 302 302 200"),
        ["/settings/backups/{name}"] = ("/settings/backups/crosssell-none.zip", "302 404 404 404 404"),
        ["/settings/system"] = ("/settings/system", "302 302 302 302 200"),
        // Without the key, which is not configured here.
        ["/metrics"] = ("/metrics", "404 404 404 404 404"),
        ["/settings/users"] = ("/settings/users", "302 302 302 302 200"),
        ["/settings/api-keys"] = ("/settings/api-keys", "302 302 302 302 200"),
        ["/settings/webhooks"] = ("/settings/webhooks", "302 302 302 302 200"),
        ["/settings/audit"] = ("/settings/audit", "302 302 302 302 200"),
        ["/settings/audit.csv"] = ("/settings/audit.csv", "302 302 302 302 200"),
        ["/settings/jobs"] = ("/settings/jobs", Page),
        ["/settings/jobs/{Id:long}"] = ("/settings/jobs/1", Page),
        // Of another shop than the reader's.
        ["/settings/completeness.csv"] = ("/settings/completeness.csv?channel=camera", "302 302 404 404 200"),
        // Started by somebody else, for another shop.
        ["/settings/jobs/{id:long}/file"] = ("/settings/jobs/{job}/file", "302 404 404 404 200"),
        ["/settings/jobs/{id:long}/errors"] = ("/settings/jobs/{job}/errors", "302 404 404 404 404"),
        ["/account/sign-in"] = ("/account/sign-in", Open),
        ["/account"] = ("/account", "302 302 200 200 200"),
        ["/account/code"] = ("/account/code", Open),
        // POST only, with a token.
        ["/account/passkeys"] = (null, ""),
        ["/account/passkeys/options"] = (null, ""),
        ["/account/passkeys/sign-in"] = (null, ""),
        ["/account/passkeys/sign-in-options"] = (null, ""),
        ["/account/accept"] = ("/account/accept", Open),
        ["/account/reset"] = ("/account/reset", Open),
        ["/account/set-up"] = ("/account/set-up", Open),
        ["/account/forbidden"] = ("/account/forbidden", Open),
        ["/account/too-many-pages"] = ("/account/too-many-pages", Open),
        ["/theme.{print}.css"] = ("/theme.any.css", Open),
        ["/account/forgot"] = ("/account/forgot", Open),
        ["/error"] = ("/error", Open),
        ["/not-found"] = ("/not-found", "302 200 200 200 200"),
        // POST only, with a token.
        ["/account/sign-out"] = (null, ""),
        ["/openapi/{documentName}.json"] = ("/openapi/v1.json", Open),
        ["/health/live"] = ("/health/live", Open),
        ["/health/ready"] = ("/health/ready", Open),
        ["/pictures/{name}"] = ("/pictures/camera.indigo.svg", Open),
        ["/media/{hash}"] = ("/media/none", "404 404 404 404 404"),
        ["/media/{hash}/{width:int}"] = ("/media/none/64", "404 404 404 404 404"),
        ["/media/{**rest}"] = ("/media/none/of/these", "404 404 404 404 404"),
        ["/embed/panel/{sku}"] = ("/embed/panel/none", "404 404 404 404 404"),
        ["/embed/panel/{sku}/offer/{code}"] = ("/embed/panel/none/offer/none", "404 404 404 404 404"),
        ["/embed/panel.css"] = ("/embed/panel.css", Open),
        // Sample shops stand open, in Development.
        ["/demo-shop/"] = ("/demo-shop", Open),
        ["/demo-shop/{channel}"] = ("/demo-shop/camera", Open),
        ["/demo-shop/{channel}/p/{sku}"] = ("/demo-shop/camera/p/none", "404 404 404 404 404"),
        ["/demo-shop/{channel}/checkout"] = ("/demo-shop/camera/checkout", Open),
        ["/demo-shop/{channel}/thanks"] = ("/demo-shop/camera/thanks", Open),
        ["/demo-shop/{channel}/account"] = ("/demo-shop/camera/account", Open),
        ["/demo-shop/{*path:nonfile}"] = ("/demo-shop/camera/none", "404 404 404 404 404"),
        // POST only, from its own pages.
        ["/demo-shop/{channel}/orders"] = (null, ""),
        ["/settings/embed"] = ("/settings/embed", Page),
        ["/api/v1/products/{sku}/panel.html"] = ("/api/v1/products/CAM-D7/panel.html", "401 401 401 401 401"),
        ["/api/v1/bundles/{code}/offer"] = ("/api/v1/bundles/any/offer", "401 401 401 401 401"),
        ["/api/v1/products/{sku}/panel"] = ("/api/v1/products/CAM-D7/panel", "401 401 401 401 401"),
        // POST and DELETE only, with a key: DeliveryApiTests.
        ["/api/v1/panels"] = (null, ""),
        ["/api/v1/events"] = (null, ""),
        ["/api/v1/orders"] = (null, ""),
        ["/api/v1/products"] = (null, ""),
        ["/api/v1/listings"] = (null, ""),
        ["/api/v1/visitors/{id}"] = (null, ""),
        ["/api/v1/feeds/links"] = ("/api/v1/feeds/links", "401 401 401 401 401"),
        ["/api/v1/feeds/bundles"] = ("/api/v1/feeds/bundles", "401 401 401 401 401"),
        ["/api/v1/feeds/panels"] = ("/api/v1/feeds/panels", "401 401 401 401 401"),
        ["/docs"] = ("/docs", Open),
        ["/api/{**rest}"] = ("/api/none", "404 404 404 404 404"),
    };

    [Fact]
    public void EveryRoute_HasItsRule()
    {
        var routes = people.Studio.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.TrimStart('/'))
            // The circuit itself, which asks for the rights of the person who opened it, and the files of a source run.
            .Where(route => !route.StartsWith("/_blazor", StringComparison.Ordinal) && !route.StartsWith("/_framework", StringComparison.Ordinal)
                && route != "/{**path:file}")
            .ToHashSet(StringComparer.Ordinal);

        Assert.Empty(routes.Except(Rules.Keys));
        Assert.Empty(Rules.Keys.Except(routes));
    }

    [Fact]
    public async Task EveryRoute_AnswersEachRole_AsItsRuleSays()
    {
        var everybody = new[] { null, "nobody", "viewer", "manager", "administrator", "merchandiser" };
        var answers = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var person in everybody)
        {
            using var client = people.Studio.NewClient();
            if (person is not null)
            {
                await SignInAsync(client, person);
            }

            foreach (var (route, (address, _)) in Rules.Where(rule => rule.Value.Address is not null))
            {
                using var answer = await client.GetAsync(address!
                    .Replace("{job}", people.Job.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
                (answers.TryGetValue(route, out var list) ? list : answers[route] = []).Add((int)answer.StatusCode);
            }
        }

        // What a merchandiser may not is in the pages (review, settings), behind the same addresses as a manager's.
        Assert.Empty(answers.Where(answer => answer.Value[5] != answer.Value[3]).Select(answer => $"{answer.Key} is another for a merchandiser"));
        Assert.Empty(Rules.Where(rule => rule.Value.Address is not null && rule.Value.Answers != string.Join(' ', answers[rule.Key].Take(5)))
            .Select(rule => $"{rule.Key} answers {string.Join(' ', answers[rule.Key])} instead of {rule.Value.Answers}"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Redirect)]
    [InlineData("nobody", HttpStatusCode.OK)]
    [InlineData("viewer", HttpStatusCode.OK)]
    [InlineData("administrator", HttpStatusCode.OK)]
    public async Task Circuit_IsOpenedBySomebodyWhoIsSignedIn_WhoseRightsItsPagesAsk(string? person, HttpStatusCode expected)
    {
        using var client = people.Studio.NewClient();
        if (person is not null)
        {
            await SignInAsync(client, person);
        }

        client.DefaultRequestHeaders.Add("Origin", people.Studio.Address.GetLeftPart(UriPartial.Authority));
        using var answer = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);

        Assert.Equal(expected, answer.StatusCode);
    }

    private static async Task SignInAsync(HttpClient client, string person)
    {
        var page = await client.GetStringAsync("/account/sign-in");
        using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value,
            ["_handler"] = "sign-in", ["Form.Email"] = $"{person}@test.crosssell", ["Form.Password"] = Password,
        }));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>The demo, with an account for each role in one shop, and a file of somebody else.</summary>
    public sealed class People : IAsyncLifetime
    {
        public StudioFactory Studio { get; private set; } = null!;

        public long Job { get; private set; }

        public async ValueTask InitializeAsync()
        {
            Studio = new StudioFactory().Start();
            await using var db = Studio.Store.Read();
            var mine = await db.Channels.Where(channel => channel.Code != "camera").OrderBy(channel => channel.Id).FirstAsync();
            await using var scope = Studio.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            foreach (var (name, role) in ((string, Role)[])
                [("viewer", Role.Viewer), ("manager", Role.Manager), ("merchandiser", Role.Merchandiser), ("nobody", Role.Viewer)])
            {
                // A grant for a channel that never was is none.
                Assert.True((await AccountWrites.CreateAsync(
                    users, Studio.Store, $"{name}@test.crosssell", name, Password, role, channelId: name == "nobody" ? null : mine.Id)).IsDone);
            }

            Assert.True(
                (await AccountWrites.CreateAsync(users, Studio.Store, "administrator@test.crosssell", "administrator", Password, Role.Administrator)).IsDone);
            await using (var session = await Studio.Store.WriteAsync(Actor.Job("test"), "Took the grant away"))
            {
                session.Db.RoleGrants.RemoveRange(session.Db.RoleGrants
                    .Where(grant => session.Db.Users.Any(user => user.Id == grant.UserId && user.UserName == "nobody@test.crosssell")));
                Assert.True((await session.CommitAsync()).IsDone);
            }

            var file = "listings-test.csv";
            await File.WriteAllTextAsync(Path.Combine(Studio.Services.GetRequiredService<DataDirectory>().Exchange, file), "sku\n");
            await using var jobs = await Studio.Store.WriteAsync(Actor.Job("test"), "Arranged a job");
            var row = new Job
            {
                Kind = "export", Title = "Export listings", ActorKind = ActorKind.Person, ActorId = "somebody", ActorName = "Somebody", State = JobState.Done,
                Report = JsonSerializer.Serialize(JobReport.Just("Wrote 1 listing.") with { ResultFile = file }, JsonSerializerOptions.Web),
            };
            jobs.Db.Jobs.Add(row);
            Assert.True((await jobs.CommitAsync()).IsDone);
            Job = row.Id;
        }

        public ValueTask DisposeAsync() => Studio.DisposeAsync();
    }
}
