using Bunit;
using CrossSell.Admin.Features.Settings;
using CrossSell.Admin.Shared;
using CrossSell.Core.Backups;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Settings;

/// <summary>Eva, who administers, is on the page of backups.</summary>
public sealed class BackupsPageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public async Task BackUpNow_RunsAJob_AndTheListHasIt()
    {
        var page = await OpenAsync();
        Assert.Contains("No backups yet", page.Markup, StringComparison.Ordinal);

        await Button(page, "Back up now").ClickAsync();
        Assert.True(Button(page, "Back up now").HasAttribute("disabled"));
        Assert.True(await context.Services.GetRequiredService<JobExecution>().RunNextAsync(JobLane.Backup, Stop));

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody tr")));
        Assert.Equal("/settings/backups/crosssell-2026-11-20-120000.zip", page.Find("tbody a").GetAttribute("href"));
        Assert.False(Button(page, "Back up now").HasAttribute("disabled"));
        Assert.StartsWith(
            "Made the backup crosssell-2026-11-20-120000.zip", Assert.Single(context.Services.GetRequiredService<Feedback>().Messages).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_IsSaved_SaidAtTheTop_AndTakenBack()
    {
        var page = await OpenAsync();
        Assert.Contains("no schedule", page.Markup, StringComparison.Ordinal);
        await page.Find("#backup-on").ChangeAsync(true);
        await page.ChooseAsync("backup-hour", "03:00");
        await page.Find("form").SubmitAsync();

        Assert.Contains("next on Sat 21 Nov 03:00", page.Markup, StringComparison.Ordinal);
        await page.InvokeAsync(context.Services.GetRequiredService<Feedback>().UndoLastAsync);
        Assert.Contains("no schedule", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#backup-daily", "0", "1 to 366 days")]
    [InlineData("#backup-folder", "backups", "the whole path of a folder")]
    public async Task WhatCannotBe_IsSaidAtItsField(string field, string typed, string words)
    {
        var page = await OpenAsync();
        await page.Find(field).ChangeAsync(typed);
        await page.Find("form").SubmitAsync();

        Assert.Equal("true", page.Find(field).GetAttribute("aria-invalid"));
        Assert.Contains(words, page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await context.Services.GetRequiredService<BackupSettingsService>().FindAsync(Stop)).Version);
    }

    [Fact]
    public async Task BesideTheData_IsWarnedOf()
    {
        var page = await OpenAsync();

        Assert.Contains("on the same disk as the data", page.Find(".cs-note").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FolderThatCannotBeRead_IsSaidInASentence_AndAnotherCanBeNamed()
    {
        var folder = Directory.CreateDirectory(Path.Combine(studio.Data.Root, "locked"));
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = UnixFileMode.None;
        }

        // Nothing of its own is locked to root, but what belongs to the first process may be.
        var locked = ((string[])[folder.FullName, "/proc/1/map_files"]).FirstOrDefault(IsLocked);
        Assert.SkipWhen(locked is null, "This account can read every folder.");
        await studio.WriteAsync(session =>
        {
            session.Db.Add(new BackupSettings { Folder = locked });
            return Task.CompletedTask;
        });

        var page = await OpenAsync();

        var said = page.Find(".cs-problem[role=alert]").TextContent;
        Assert.StartsWith($"The backup folder {locked} cannot be read: ", said, StringComparison.Ordinal);
        Assert.EndsWith("An operator can correct its rights.", said, StringComparison.Ordinal);
        await page.Find("#backup-folder").ChangeAsync(Path.Combine(studio.Data.Root, "backups"));
        await page.Find("form").SubmitAsync();
        Assert.Empty(page.FindAll(".cs-problem[role=alert]"));
        Assert.Contains("No backups yet", page.Markup, StringComparison.Ordinal);

        static bool IsLocked(string path)
        {
            try
            {
                return Directory.Exists(path) && Directory.GetFiles(path).Length < 0;
            }
            catch (UnauthorizedAccessException)
            {
                return true;
            }
        }
    }

    [Fact]
    public async Task ForAnAdministratorOfOneShop_ThereIsNothing()
    {
        var page = await OpenAsync(Role.Manager);

        Assert.Contains("You do not have access", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
    }

    private async Task<IRenderedComponent<BackupsPage>> OpenAsync(Role role = Role.Administrator)
    {
        await ProductUi.PrepareAsync(context, studio, role);
        context.Services.AddSingleton(studio.Data);
        context.Services.AddSingleton<IDatabaseCopy>(new SqliteCopy(studio.Data.Database));
        context.Services.AddSingleton<BackupSettingsService>();
        context.Services.AddSingleton<BackupService>();
        context.Services.AddSingleton<BackupJobs>();
        context.Services.AddSingleton<JobWork, BackupWork>();
        context.Services.AddSingleton<JobWork, BackupCheckWork>();
        var page = context.Render<BackupsPage>();
        await page.WaitForElementAsync(role == Role.Administrator ? "form" : ".cs-empty");
        return page;
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<BackupsPage> page, string name) =>
        page.FindAll("button").Single(button => button.TextContent.Trim() == name);
}
