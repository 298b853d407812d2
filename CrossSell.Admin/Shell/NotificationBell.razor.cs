using CrossSell.Admin.Shared;
using CrossSell.Core.Jobs;
using CrossSell.Core.Notifications;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Shell.ShellTexts;

namespace CrossSell.Admin.Shell;

/// <summary>How many notifications the person has not read, live, and the newest of them.</summary>
public sealed partial class NotificationBell
{
    private const int Latest = 6;

    private readonly NewestLoad loads = new();
    private IReadOnlyList<Notification> latest = [];
    private int unread;
    private int opened;
    private string? me;

    [Inject]
    private NotificationService Notifications { get; set; } = default!;

    [Inject]
    private ChangeNotifier Notifier { get; set; } = default!;

    [Inject]
    private JobQueue Jobs { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    private string Name => unread == 0 ? L["Notifications"] : L.Count(unread, "{0} unread notification", "{0} unread notifications");

    public void Dispose()
    {
        Notifier.Changed -= Written;
        Notifications.Changed -= Marked;
        Jobs.Changed -= JobChanged;
    }

    // Before anything is waited for: what is written meanwhile is heard.
    protected override void OnInitialized()
    {
        Notifier.Changed += Written;
        Notifications.Changed += Marked;
        Jobs.Changed += JobChanged;
    }

    protected override Task OnInitializedAsync() => LoadAsync();

    private void Written(long state) => Follow();

    // The end of a job is no write of the shop's data, so nobody else tells of it.
    private void JobChanged(Job job)
    {
        if (job.State == JobState.Failed && job.ActorId == me)
        {
            Follow();
        }
    }

    private void Marked(string person)
    {
        if (person == me)
        {
            Follow();
        }
    }

    private void Follow() => _ = InvokeAsync(async () =>
    {
        try
        {
            await LoadAsync();
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // What is shown stays; the next write tells again.
            return;
        }

        StateHasChanged();
    });

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var actor = await Current.GetAsync();
        me = actor.Id;
        // Off the circuit: SQLite works synchronously, and the page must not wait for a figure in its frame.
        var (count, list) = await Task.Run(async () =>
            (await Notifications.CountUnreadAsync(actor), await Notifications.ListAsync(actor, take: Latest)));
        if (isNewest())
        {
            (unread, latest) = (count, list);
        }
    });

    // The menu makes way: another one stands there, closed. The link itself goes to the page.
    private async Task OpenAsync(Notification item)
    {
        opened++;
        await Notifications.MarkAsync(item.Id, isRead: true, await Current.GetAsync());
    }

    private Task ReadAllAsync() => BusyAsync(async () => await Notifications.MarkAllReadAsync(latest.Max(item => item.Id), await Current.GetAsync()));
}
