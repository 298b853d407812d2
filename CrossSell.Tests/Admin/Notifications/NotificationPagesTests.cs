using Bunit;
using CrossSell.Admin.Features.Notifications;
using CrossSell.Admin.Shell;
using CrossSell.Core.Notifications;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Notifications;

/// <summary>Eva looks at what she was told: in the bell of the frame, and on its page.</summary>
public sealed class NotificationPagesTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;
    private string eva = "";

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await ProductUi.PrepareAsync(context, studio);
        context.Services.AddSingleton<NotificationService>();
        await using var db = studio.Store.Read();
        eva = (await db.Users.SingleAsync(Stop)).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task Bell_CountsWhatIsUnread_AndFollowsItsMarks()
    {
        await TellAsync("Kit", "Lens set");
        var bell = context.Render<NotificationBell>();
        await bell.WaitForAssertionAsync(() => Assert.Equal("2", bell.Find(".cs-bell-count").TextContent));
        Assert.Contains("2 unread notifications", bell.Find(".cs-bell").TextContent, StringComparison.Ordinal);

        await bell.Find(".cs-bell").ClickAsync(new MouseEventArgs());
        Assert.Equal(
            ["/reviews/2", "/reviews/1", "/notifications"], bell.FindAll(".cs-menu-pop a").Select(link => link.GetAttribute("href")));
        await bell.FindAll(".cs-bell-row")[1].ClickAsync(new MouseEventArgs());
        await bell.WaitForAssertionAsync(() => Assert.Equal("1", bell.Find(".cs-bell-count").TextContent));

        await bell.Find(".cs-bell").ClickAsync(new MouseEventArgs());
        await bell.Find(".cs-bell-head button").ClickAsync(new MouseEventArgs());
        await bell.WaitForAssertionAsync(() => Assert.Empty(bell.FindAll(".cs-bell-count")));
    }

    [Fact]
    public async Task Page_ShowsAllOrUnread_AndMarksByClickAndKey()
    {
        await TellAsync("Kit", "Lens set", "Travel set");
        var page = context.Render<NotificationsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(3, page.FindAll("li").Count));
        Assert.Equal("Mark approved Travel set", page.Find(".notifications-sentence").TextContent);

        await page.Find("li button").ClickAsync(new MouseEventArgs());
        Assert.Equal(2, page.FindAll(".notifications-unread").Count);
        await page.FindAll("li")[1].KeyDownAsync(new KeyboardEventArgs { Key = "R", ShiftKey = true });
        Assert.Single(page.FindAll(".notifications-unread"));
        await page.FindAll("li")[1].KeyDownAsync(new KeyboardEventArgs { Key = "r" });
        Assert.Single(page.FindAll(".notifications-unread"));

        await page.Find("li").KeyDownAsync(new KeyboardEventArgs { Key = "A", ShiftKey = true });
        Assert.Empty(page.FindAll(".notifications-unread"));
        Assert.True(page.Find("[aria-keyshortcuts]").HasAttribute("disabled"));
        context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/notifications?show=unread");
        var unread = context.Render<NotificationsPage>();
        await unread.WaitForAssertionAsync(() => Assert.Equal("You have read everything", unread.Find("h2").TextContent));
    }

    private async Task TellAsync(params string[] bundles)
    {
        var number = 0;
        foreach (var bundle in bundles)
        {
            await using var session = await studio.Store.WriteAsync(TestStudio.Manager, "Approved");
            await session.NotifyAsync(NotificationKind.Approved, [eva], NotificationTarget.Review, $"{++number}", ["Mark", bundle], Stop);
            Assert.Null((await session.CommitAsync(Stop)).Refusal);
        }
    }
}
