using CrossSell.Admin.Shared;
using CrossSell.Core.Notifications;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using static CrossSell.Admin.Features.Notifications.NotificationsTexts;

namespace CrossSell.Admin.Features.Notifications;

/// <summary>All that the person was told, the newest first, live.</summary>
public sealed partial class NotificationsPage : IDisposable
{
    private const int PageSize = 50;

    private readonly NewestLoad loads = new();
    private IReadOnlyList<Notification>? items;
    private int unread;
    private int wanted = PageSize;
    private bool mayHaveMore;
    private bool? shownUnread;
    private string? me;

    /// <summary><c>unread</c> for those alone.</summary>
    [SupplyParameterFromQuery]
    public string? Show { get; set; }

    [Inject]
    private NotificationService Notifications { get; set; } = default!;

    [Inject]
    private ChangeNotifier Notifier { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool UnreadOnly => Show == "unread";

    public void Dispose()
    {
        Notifier.Changed -= Written;
        Notifications.Changed -= Marked;
    }

    protected override void OnInitialized()
    {
        Notifier.Changed += Written;
        Notifications.Changed += Marked;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shownUnread != UnreadOnly)
        {
            (shownUnread, wanted) = (UnreadOnly, PageSize);
            await LoadAsync();
        }
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var actor = await CurrentActor.GetAsync();
        me = actor.Id;
        var (count, found) = (await Notifications.CountUnreadAsync(actor), await Notifications.ListAsync(actor, UnreadOnly, wanted));
        if (isNewest())
        {
            (unread, items, mayHaveMore) = (count, found, found.Count == wanted);
        }
    });

    private void Written(long state) => Follow();

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

    private static string MarkWords(Notification item) => item.ReadAt is null ? L["Mark as read"] : L["Mark as unread"];

    private void Go(string? show) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("show", show), replace: true);

    private Task MoreAsync() => BusyAsync(() =>
    {
        wanted += PageSize;
        return LoadAsync();
    });

    // The link itself goes to the page.
    private async Task OpenAsync(Notification item) => await Notifications.MarkAsync(item.Id, isRead: true, await CurrentActor.GetAsync());

    private Task MarkAsync(Notification item) => InTurnAsync(async () =>
    {
        await Notifications.MarkAsync(item.Id, item.ReadAt is null, await CurrentActor.GetAsync());
        await LoadAsync();
    });

    private Task ReadAllAsync() => BusyAsync(async () =>
    {
        var actor = await CurrentActor.GetAsync();
        if (items is { Count: > 0 } shown)
        {
            await Notifications.MarkAllReadAsync(shown.Max(item => item.Id), actor);
            await LoadAsync();
        }
    });

    private Task KeyAsync(KeyboardEventArgs key, Notification item)
    {
        if (!key.ShiftKey || key.CtrlKey || key.AltKey || key.Repeat)
        {
            return Task.CompletedTask;
        }

        return key.Key switch
        {
            "R" => MarkAsync(item),
            "A" => ReadAllAsync(),
            _ => Task.CompletedTask,
        };
    }
}
