using CrossSell.Admin.Hosting;
using CrossSell.Core.People;
using CrossSell.Core.Review;
using CrossSell.Core.Today;
using CrossSell.Tests.Core.Bundles;
using CrossSell.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CrossSell.Tests.Admin.Hosting;

/// <summary>Mark, who reads German, has chosen 13:00: it is that in the shop's zone.</summary>
public sealed class DigestClockTests : IAsyncLifetime
{
    private TestStudio studio = null!;
    private KitScene kit = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        var mark = TestStudio.UserOf(TestStudio.Manager, Role.Manager);
        (mark.Email, mark.Language, mark.DigestHour) = ("mark@x.org", "de", 13);
        await studio.AddAsync(mark);
        kit = await KitScene.CreateAsync(studio);
    }

    public ValueTask DisposeAsync() => studio.DisposeAsync();

    [Fact]
    public async Task Digest_SaysWhatWaits_WithThePageOfEach_OnceADay_AlsoByTwoInstances()
    {
        await kit.SubmitAsync();
        await using var server = new MailServer();
        using var one = Clock(server);
        using var other = Clock(server);

        await Task.WhenAll(one.SendDueAsync(Stop), other.SendDueAsync(Stop));
        studio.Time.Advance(TimeSpan.FromMinutes(5));
        await one.SendDueAsync(Stop);

        var message = Assert.Single(server.Messages);
        Assert.Equal("mark@x.org", Assert.Single(message.To.Mailboxes).Address);
        Assert.Equal("1 Sache wartet in CrossSell auf Sie", message.Subject);
        Assert.Contains($"D7 kit, eingereicht von Eva", message.TextBody, StringComparison.Ordinal);
        Assert.Contains($"https://studio.example/reviews/{kit.Revision.Id}", message.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://studio.example/notifications", message.TextBody, StringComparison.Ordinal);

        studio.Time.Advance(TimeSpan.FromDays(1));
        await other.SendDueAsync(Stop);
        Assert.Equal(2, server.Messages.Count);
    }

    [Fact]
    public async Task NothingWaits_NothingIsSent()
    {
        await using var server = new MailServer();
        using var clock = Clock(server);

        await clock.SendDueAsync(Stop);

        Assert.Empty(server.Messages);
    }

    [Fact]
    public async Task WhatTheServerDoesNotTake_ComesAgain()
    {
        await kit.SubmitAsync();
        await using (var refusing = new MailServer(refuses: true))
        {
            using var late = Clock(refusing);
            await late.SendDueAsync(Stop);
        }

        await using var server = new MailServer();
        using var clock = Clock(server);
        await clock.SendDueAsync(Stop);

        Assert.Single(server.Messages);
    }

    private DigestClock Clock(MailServer server) => new(
        new Digests(studio.Store), new WaitingQuery(studio.Store, new ReviewQueue(studio.Store)), MailServer.Sender(server.Settings),
        new FrontDoor(new Uri("https://studio.example/"), []), studio.Time, NullLogger<DigestClock>.Instance);
}
