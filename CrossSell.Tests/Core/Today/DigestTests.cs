using System.Globalization;
using CrossSell.Core.People;
using CrossSell.Core.Today;
using CrossSell.Tests.Core.Notifications;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Today;

public sealed class DigestTests
{
    private static readonly TimeZoneInfo Amsterdam = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam");

    /// <summary>Instants in UTC; Amsterdam is an hour ahead in winter, two in summer; its clocks skip 2:00 to 3:00 on 29 March 2026.</summary>
    [Theory]
    [InlineData("2026-11-20T06:59:59", 8, null, false)]
    [InlineData("2026-11-20T07:00:00", 8, null, true)]
    [InlineData("2026-11-20T10:59:59", 8, null, true)]
    [InlineData("2026-11-20T11:00:00", 8, null, false)] // Too late: tomorrow.
    [InlineData("2026-11-20T07:05:00", 8, "2026-11-20T07:00:00", false)]
    [InlineData("2026-11-20T07:05:00", 8, "2026-11-19T10:00:00", true)]
    [InlineData("2026-07-20T06:00:00", 8, null, true)]
    [InlineData("2026-11-21T00:30:00", 23, null, true)] // The evening's, after midnight.
    [InlineData("2026-11-21T00:30:00", 23, "2026-11-20T22:00:00", false)]
    [InlineData("2026-03-29T01:00:00", 2, null, true)] // Comes at 3:00.
    [InlineData("2026-10-25T00:00:00", 2, null, true)] // The first 2:00 of two.
    [InlineData("2026-10-25T01:00:00", 2, "2026-10-25T00:00:00", false)] // Not a second time.
    public void Digest_IsDueOnceADay_AtTheHourOfThePerson(string now, int hour, string? last, bool expected) =>
        Assert.Equal(expected, DigestSchedule.IsDue(At(now)!.Value, Amsterdam, hour, At(last)));

    [StudioFact]
    public async Task Turn_IsTakenByOneInstance_AndComesAgainWhenItIsGivenBackOrTheNextDay()
    {
        await using var studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await AddAsync(studio, TestStudio.Merchandiser, user => user.DigestHour = 13);
        await AddAsync(studio, TestStudio.Manager, user => user.WantsNoDigest = true);
        await AddAsync(studio, TestStudio.Administrator, user => user.IsDemo = true);
        var (here, there) = (new Digests(studio.Store), new Digests(studio.OtherProcess()));

        // 12:00 in UTC is 13:00 in the first shop's zone.
        var turn = Assert.Single(await here.DueAsync());
        var same = Assert.Single(await there.DueAsync());
        Assert.Equal(TestStudio.Merchandiser.Id, turn.Person.Id);
        Assert.True(await there.TakeAsync(same));
        Assert.False(await here.TakeAsync(turn));
        Assert.Empty(await here.DueAsync());

        await there.GiveBackAsync(same);
        Assert.True(await here.TakeAsync(Assert.Single(await here.DueAsync())));
        studio.Time.Advance(TimeSpan.FromHours(23));
        Assert.Empty(await here.DueAsync());
        studio.Time.Advance(TimeSpan.FromHours(1));
        Assert.Single(await here.DueAsync());
    }

    [StudioFact]
    public async Task Waiting_IsWhatThePersonCanDecide_WhatWasReturned_AndMentions()
    {
        await using var studio = await TestStudio.CreateAsync();
        await NotificationScene.AddPeopleAsync(studio);
        var kit = await Bundles.KitScene.CreateAsync(studio);
        await kit.SubmitAsync();
        Assert.True((await kit.Reviews.CommentAsync(kit.Revision.Id, "@Eva why?", TestStudio.Manager)).IsDone);
        var query = new WaitingQuery(studio.Store, new CrossSell.Core.Review.ReviewQueue(studio.Store));

        Assert.Equal(["D7 kit"], (await query.LoadAsync(TestStudio.Manager)).Reviews.Select(row => row.Name));
        var eva = await query.LoadAsync(TestStudio.Merchandiser);
        Assert.Equal((0, 0, 1), (eva.Reviews.Count, eva.SentBack.Count, eva.Mentions.Count));

        Assert.True((await kit.Reviews.RequestChangesAsync(kit.Revision.Id, kit.Revision.Version, "Dear", TestStudio.Manager)).IsDone);
        Assert.Equal(0, (await query.LoadAsync(TestStudio.Manager)).Count);
        Assert.Equal(["D7 kit"], (await query.LoadAsync(TestStudio.Merchandiser)).SentBack.Select(bundle => bundle.Name));
    }

    private static async Task AddAsync(TestStudio studio, Actor actor, Action<User> change)
    {
        var user = TestStudio.UserOf(actor, Role.Viewer);
        user.Email = $"{actor.Id}@x.org";
        change(user);
        await studio.AddAsync(user);
    }

    private static DateTimeOffset? At(string? text) =>
        text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
