using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CrossSell.Core.Access;
using CrossSell.Core.Catalog;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using CrossSell.Core.Webhooks;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Webhooks;

/// <summary>Webhooks are told over a real connection: to a listener of the test.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private readonly Listener listener = new();
    private TestStudio studio = null!;
    private Channel camera = null!;
    private Channel coffee = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private WebhookSecrets Secrets => new(studio.Data);

    private WebhookService Hooks => new(studio.Store, Secrets, allowLoopback: true);

    public async ValueTask InitializeAsync()
    {
        await listener.StartAsync();
        studio = await TestStudio.CreateAsync();
        (camera, coffee) = (await studio.ChannelAsync(), await studio.ChannelAsync("coffee"));
    }

    public async ValueTask DisposeAsync()
    {
        await listener.DisposeAsync();
        await studio.DisposeAsync();
    }

    [StudioFact]
    public async Task Writes_OfSomeSeconds_AreToldOnce_SignedAndForTheShopTheyAreAbout()
    {
        var hook = await AddAsync();
        using var sender = Sender();
        await studio.ProductAsync("D7", camera);
        Assert.Equal(0, await sender.TurnAsync(Stop));
        await studio.ProductAsync("BAG", camera);
        studio.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, await sender.TurnAsync(Stop));

        var (body, signature) = Assert.Single(listener.Heard);
        var told = JsonDocument.Parse(body).RootElement;
        Assert.Equal("camera", told.GetProperty("channel").GetString());
        Assert.Equal(["panels", "products"], told.GetProperty("topics").EnumerateArray().Select(topic => topic.GetString()));
        Assert.Equal(await studio.Store.StateAsync(Stop), told.GetProperty("state").GetInt64());
        Assert.Equal(WebhookSecrets.Sign(hook.Secret, studio.Time.GetUtcNow(), body), signature);
        Assert.NotNull(Assert.Single(await Hooks.DeliveriesAsync(hook.Id, TestStudio.Administrator, Stop)).DeliveredAt);
        Assert.Equal(0, await TurnLaterAsync(sender, TimeSpan.FromDays(1)));
    }

    [StudioFact]
    public async Task Prices_OfAnotherShop_AndWhatShoppersNeverSee_AreNotTold()
    {
        var product = await studio.ProductAsync("D7", coffee);
        await AddAsync();
        using var sender = Sender();
        await using (var session = await studio.Store.WriteAsync(TestStudio.Merchandiser, "Priced D7", Stop))
        {
            var listing = await session.Db.Listings.SingleAsync(item => item.ProductId == product.Id, Stop);
            Assert.True(listing.Edit(new ListingEdit(listing.Version, 2000, null, 500, 3, true)).IsDone);
            Assert.True((await session.CommitAsync(Stop)).IsDone);
        }

        Assert.True((await new ApiKeyService(studio.Store).CreateAsync("Feed", ApiKeyKind.Secret, null, TestStudio.Administrator, Stop)).IsDone);
        await Hooks.AddAsync(coffee.Id, listener.Address, WebhookTopics.Links, TestStudio.Administrator, Stop);

        Assert.Equal(0, await TurnLaterAsync(sender, TimeSpan.Zero) + await TurnLaterAsync(sender, TimeSpan.FromSeconds(1)));
    }

    [StudioFact]
    public async Task AddressThatFails_IsTriedAgainAfterEverLongerWaits_AndGivenUpAfterADay()
    {
        var hook = await AddAsync();
        listener.Status = HttpStatusCode.InternalServerError;
        Assert.True((await Hooks.TestAsync(hook.Id, TestStudio.Administrator, Stop)).IsDone);
        using var sender = Sender();

        Assert.Equal(1, await sender.TurnAsync(Stop));
        Assert.Equal(0, await TurnLaterAsync(sender, TimeSpan.FromSeconds(9)));
        var tries = 1;
        for (var hours = 0; hours < 40; hours++)
        {
            tries += await TurnLaterAsync(sender, TimeSpan.FromHours(1));
        }

        var delivery = Assert.Single(await Hooks.DeliveriesAsync(hook.Id, TestStudio.Administrator, Stop));
        Assert.Equal((8, 8, 500, null, null), (tries, delivery.Attempts, delivery.Status, delivery.DueAt, delivery.DeliveredAt));
        studio.Time.Advance(WebhookSender.KeptFor);
        await sender.SweepAsync(Stop);
        Assert.Empty(await Hooks.DeliveriesAsync(hook.Id, TestStudio.Administrator, Stop));
    }

    [StudioFact]
    public async Task TwoInstances_TellItOnce()
    {
        await AddAsync();
        using var one = Sender();
        using var other = new WebhookSender(studio.OtherProcess(), studio.Time, Secrets, allowLoopback: true);
        await studio.ProductAsync("D7", camera);
        await Task.WhenAll(Task.Run(() => one.TurnAsync(Stop)), Task.Run(() => other.TurnAsync(Stop)));
        studio.Time.Advance(TimeSpan.FromSeconds(2));

        var sent = await Task.WhenAll(Task.Run(() => one.TurnAsync(Stop)), Task.Run(() => other.TurnAsync(Stop)));

        Assert.Equal(1, sent.Sum());
        Assert.Single(listener.Heard);
    }

    [StudioFact]
    public async Task SlowReceiver_KeepsNobodyElseWaiting_AndIsToldOneAfterTheOther()
    {
        await using var quick = new Listener();
        await quick.StartAsync();
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Before = answered.Task;
        var slow = await AddAsync();
        Assert.True((await Hooks.AddAsync(camera.Id, quick.Address, WebhookTopics.All, TestStudio.Administrator, Stop)).IsDone);
        using var sender = Sender();
        await WrittenAsync("D7");
        var first = await sender.BeginTurnAsync(Stop);
        await Task.WhenAll(listener.HearsAsync(), quick.HearsAsync());
        Assert.Equal(1, await await Task.WhenAny(first));

        await WrittenAsync("BAG");
        var second = await sender.BeginTurnAsync(Stop);
        await quick.HearsAsync();

        Assert.Equal((2, 1, 1, 2), (first.Count, second.Count, listener.Heard.Count, quick.Heard.Count));
        answered.SetResult();
        await sender.IdleAsync();
        Assert.Equal(1, await sender.TurnAsync(Stop));
        Assert.Equal(2, listener.Heard.Count);
        Assert.All(await Hooks.DeliveriesAsync(slow.Id, TestStudio.Administrator, Stop), delivery => Assert.NotNull(delivery.DeliveredAt));

        async Task WrittenAsync(string sku)
        {
            await studio.ProductAsync(sku, camera);
            await sender.BeginTurnAsync(Stop);
            studio.Time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [StudioFact]
    public async Task AddressInAPrivateNetwork_IsNeverAsked()
    {
        var hook = await AddAsync();
        Assert.True((await Hooks.TestAsync(hook.Id, TestStudio.Administrator, Stop)).IsDone);
        using var sender = new WebhookSender(studio.Store, studio.Time, Secrets);

        Assert.Equal(1, await sender.TurnAsync(Stop));

        Assert.Empty(listener.Heard);
        Assert.Equal("private", Assert.Single(await Hooks.DeliveriesAsync(hook.Id, TestStudio.Administrator, Stop)).Problem);
    }

    [StudioFact]
    public async Task Webhook_ThatIsOff_HearsNothing_AndAfterwardsOnlyOfWhatComes()
    {
        var hook = await AddAsync();
        using var sender = Sender();
        await studio.ProductAsync("D7", camera);
        Assert.Equal(0, await sender.TurnAsync(Stop));
        Assert.True((await Hooks.SwitchAsync(hook.Id, isOn: false, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal("webhook.same", (await Hooks.SwitchAsync(hook.Id, isOn: false, TestStudio.Administrator, Stop)).Refusal?.Code);
        await studio.ProductAsync("BAG", camera);
        Assert.Equal(0, await TurnLaterAsync(sender, TimeSpan.FromSeconds(5)));
        Assert.True((await Hooks.SwitchAsync(hook.Id, isOn: true, TestStudio.Administrator, Stop)).IsDone);
        Assert.Equal(0, await TurnLaterAsync(sender, TimeSpan.FromSeconds(5)) + await TurnLaterAsync(sender, TimeSpan.FromSeconds(5)));

        Assert.Empty(listener.Heard);
        Assert.True((await Hooks.DeleteAsync(hook.Id, TestStudio.Administrator, Stop)).IsDone);
        Assert.Empty(await Hooks.ListAsync(TestStudio.Administrator, Stop));
    }

    [StudioFact]
    public async Task Webhooks_AreOfTheShopsAdministrators_AndNeedAGoodAddress()
    {
        var ofCoffee = TestStudio.Person("kim", Role.Administrator, coffee.Id);
        var hook = await AddAsync();
        var strict = new WebhookService(studio.Store, Secrets);

        Assert.Equal(
            ["forbidden", "forbidden", "forbidden", "forbidden", "webhook.channel", "webhook.topics"],
            new[]
            {
                (await Hooks.AddAsync(camera.Id, listener.Address, WebhookTopics.All, ofCoffee, Stop)).Refusal?.Code,
                (await Hooks.SwitchAsync(hook.Id, isOn: false, ofCoffee, Stop)).Refusal?.Code, (await Hooks.DeleteAsync(hook.Id, ofCoffee, Stop)).Refusal?.Code,
                (await Hooks.TestAsync(hook.Id, ofCoffee, Stop)).Refusal?.Code,
                (await Hooks.AddAsync(null, listener.Address, WebhookTopics.All, ofCoffee, Stop)).Refusal?.Code,
                (await Hooks.AddAsync(coffee.Id, listener.Address, WebhookTopics.None, ofCoffee, Stop)).Refusal?.Code,
            });
        Assert.Empty(await Hooks.ListAsync(ofCoffee, Stop));
        Assert.Empty(await Hooks.DeliveriesAsync(hook.Id, ofCoffee, Stop));
        foreach (var address in new[] { "", "shop", "http://shop.example/x", "https://eva:secret@shop.example/", "ftp://shop.example/", listener.Address })
        {
            Assert.Equal("webhook.address", (await strict.AddAsync(camera.Id, address, WebhookTopics.All, TestStudio.Administrator, Stop)).Refusal?.Code);
        }

        Assert.True((await strict.AddAsync(camera.Id, "https://shop.example/hook?token=x", WebhookTopics.All, TestStudio.Administrator, Stop)).IsDone);
    }

    [Fact]
    public void Topics_AreToldByWhatWasWritten()
    {
        HashSet<string> silent = ["Notification"];
        WebhookTopics Of(params (string, string)[] rows) => WebhookRules.TopicsOf(rows, 7, silent);

        Assert.Equal(WebhookTopics.All, Of());
        Assert.Equal(WebhookTopics.Panels | WebhookTopics.Links, Of(("WrittenLinks", "0")));
        Assert.Equal(WebhookTopics.None, Of(("Notification", "1"), (nameof(Listing), "3/17")));
        Assert.Equal(WebhookTopics.Panels | WebhookTopics.Products, Of((nameof(Listing), "3/7")));
        Assert.Equal(WebhookTopics.Panels | WebhookTopics.Links, Of((nameof(ProductLink), "3")));
        Assert.Equal(WebhookTopics.Panels | WebhookTopics.Bundles, Of(("BundleRevision", "3")));
        Assert.Equal(WebhookTopics.Panels, Of(("PanelSettings", "3")));
    }

    private WebhookSender Sender() => new(studio.Store, studio.Time, Secrets, allowLoopback: true);

    private async Task<CreatedWebhook> AddAsync() =>
        (await Hooks.AddAsync(camera.Id, listener.Address, WebhookTopics.All & ~WebhookTopics.Bundles, TestStudio.Administrator, Stop)).Required;

    private Task<int> TurnLaterAsync(WebhookSender sender, TimeSpan later)
    {
        studio.Time.Advance(later);
        return sender.TurnAsync(Stop);
    }

    /// <summary>Hears what is posted, on a port of this machine that was free when it took it.</summary>
    private sealed class Listener : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentQueue<(string Body, string? Signature)> heard = new();
        private readonly SemaphoreSlim hearing = new(0);

        public Listener()
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            app = builder.Build();
            app.Run(HearAsync);
        }

        public string Address => app.Urls.Single() + "/";

        public HttpStatusCode Status { get; set; } = HttpStatusCode.NoContent;

        /// <summary>What it waits for before it answers.</summary>
        public Task Before { get; set; } = Task.CompletedTask;

        public ConcurrentQueue<(string Body, string? Signature)> Heard => heard;

        public Task StartAsync() => app.StartAsync(Stop);

        /// <summary>Ends when one more was heard than was waited for before.</summary>
        public Task HearsAsync() => hearing.WaitAsync(Stop);

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            hearing.Dispose();
        }

        private async Task HearAsync(HttpContext http)
        {
            using var reader = new StreamReader(http.Request.Body);
            heard.Enqueue((await reader.ReadToEndAsync(http.RequestAborted), http.Request.Headers["CrossSell-Signature"]));
            hearing.Release();
            await Before;
            http.Response.StatusCode = (int)Status;
        }
    }
}
