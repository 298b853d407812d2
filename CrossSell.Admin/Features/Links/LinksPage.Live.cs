using CrossSell.Admin.Shared;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Links;

/// <content>Who else is here and what they do; and the keys that work wherever the focus is.</content>
public sealed partial class LinksPage
{
    private IReadOnlyList<PresentPerson> others = [];
    private IDisposable? stay;
    private string? place;
    private Actor? me;
    private string? news;
    private long seen;
    private bool catchingUp;
    private readonly ComponentScript script = new("./Features/Links/LinksPage.razor.js");
    private DotNetObjectReference<LinksPage>? self;

    [Inject]
    private StudioPulse Pulse { get; set; } = default!;

    [Inject]
    private Presence Presence { get; set; } = default!;

    [Inject]
    private LinkHistory History { get; set; } = default!;

    /// <summary>Ctrl+Z outside of the canvas and of every field that is typed in.</summary>
    [JSInvokable]
    public Task UndoKeyAsync() => GestureAsync(UndoAsync);

    /// <summary>Ctrl+Shift+Z or Ctrl+Y, as above.</summary>
    [JSInvokable]
    public Task RedoKeyAsync() => GestureAsync(RedoAsync);

    public async ValueTask DisposeAsync()
    {
        Session.Changed -= ChannelChanged;
        Pulse.Moved -= Moved;
        Presence.Changed -= PeopleChanged;
        stay?.Dispose();
        self?.Dispose();
        await script.LeaveAsync("detach");
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.LoadAsync(Js);
            await script.InvokeAsync("attach", self);
        }
    }

    private async Task ArriveAsync()
    {
        var there = around is null ? null : FormattableString.Invariant($"links:{around.Anchor.Id}");
        if (there == place)
        {
            return;
        }

        stay?.Dispose();
        (stay, place, others) = (null, there, []);
        if (there is not null)
        {
            me = await Current.GetAsync();
            stay = Presence.Enter(there, new PresentPerson(me.Id, me.Name));
            others = Presence.Others(there, me.Id);
        }
    }

    private void PeopleChanged(string changed) => _ = InvokeAsync(() =>
    {
        if (changed == place && me is not null)
        {
            others = Presence.Others(changed, me.Id);
            StateHasChanged();
        }
    });

    private void Moved(long newest) => _ = InvokeAsync(async () =>
    {
        // One's own change is on the page already; while one is being written the next beat tells of it.
        if (catchingUp || IsBusy || around is null || me is null || newest <= Math.Max(seen, around.State))
        {
            return;
        }

        catchingUp = true;
        try
        {
            var told = await History.OthersSinceAsync(Session.Reads, Math.Max(seen, around.State), me.Id);
            seen = newest;
            var before = Versions();
            await LoadAsync();
            if (told.Count > 0 && !before.SetEquals(Versions()))
            {
                news = told[0];
                announcement = $"{told[0]}.";
            }

            StateHasChanged();
        }
        finally
        {
            catchingUp = false;
        }
    });

    private HashSet<(int, int)> Versions() =>
        around is null ? [] : [.. around.Outgoing.Concat(around.Incoming).Concat(around.Farther).Select(row => (row.Link.Id, row.Link.Version))];
}
