using CrossSell.Core.Catalog;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Shared;

/// <summary>
/// A page about one thing that several people may have open at once. It says who else is here (<see cref="Others"/>, drawn by <see cref="PresentPeople"/>),
/// catches up with what anybody writes, and asks before it is left with something unsaved. What is typed into it is a <see cref="LiveDraft{T}"/>.
/// <para>
/// A page says what it is about by <see cref="OpenAsync"/>, reads again in <see cref="CatchUpAsync"/>, and hands <see cref="AsksToStay"/> to its
/// <see cref="LeaveGuard"/>. It catches up between two gestures and never during one; what is heard meanwhile is caught up with once the gesture has ended.
/// </para>
/// </summary>
/// <param name="script">
/// The page's own script, from the root of the site: its <c>attach</c> gets this page to call, its <c>detach</c> cleans up. Null for none.
/// </param>
public abstract class LivePage(string? script = null) : StudioComponent, IAsyncDisposable
{
    private readonly ComponentScript? module = script is null ? null : new ComponentScript(script);
    private DotNetObjectReference<LivePage>? self;
    private IDisposable? stay;
    private string? place;
    private bool isOpen;
    private bool isCatchingUp;
    private bool isLeaving;
    private bool isGone;
    private long heard;
    private int opened;
    private Channel? looked;

    /// <summary>Who looks at it, with the rights that they had when it was opened; a write asks for them again.</summary>
    protected Actor? Me { get; private set; }

    /// <summary>Who else has it open now.</summary>
    protected IReadOnlyList<PresentPerson> Others { get; private set; } = [];

    /// <summary>What somebody else did meanwhile, in a sentence, until it is dismissed; drawn by <see cref="LiveNotice"/>.</summary>
    protected string? Notice { get; set; }

    /// <summary>The change set up to which everything is on the page; a page that reads farther may say so.</summary>
    protected long Seen { get; set; }

    /// <summary>Whether this is a moment to catch up with others; by default any but during a gesture.</summary>
    protected virtual bool CanCatchUp => !IsBusy;

    protected override bool IsGone => isGone;

    /// <summary>Whether something is typed that is not saved.</summary>
    protected virtual bool HasUnsaved => false;

    [Inject]
    private ChangeNotifier Notifier { get; set; } = default!;

    [Inject]
    private Presence Presence { get; set; } = default!;

    [Inject]
    private protected StudioSession Session { get; set; } = default!;

    [Inject]
    private protected CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private protected IJSRuntime Js { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        GC.SuppressFinalize(this);
    }

    /// <summary>The page is left.</summary>
    protected virtual async ValueTask DisposeAsyncCore()
    {
        isGone = true;
        // A person who leaves while the page is still being opened is not here.
        opened++;
        Session.Changed -= HearOfChannel;
        Notifier.Changed -= Hear;
        Presence.Changed -= HearOfPeople;
        stay?.Dispose();
        self?.Dispose();
        if (module is not null)
        {
            await module.LeaveAsync("detach");
        }
    }

    /// <summary>Reads what others wrote since <see cref="Seen"/>, and brings it onto the page.</summary>
    protected abstract Task CatchUpAsync();

    /// <summary>Another shop is looked at. Nothing by default.</summary>
    protected virtual Task ChannelChangedAsync() => Task.CompletedTask;

    /// <summary>Opens what the page is about. What is written while it is read is caught up with afterwards.</summary>
    /// <param name="read">Reads it; gives the place that it is, <c>rule:17</c>, for who else is there, or null when nobody can be.</param>
    protected async Task OpenAsync(Func<Task<string?>> read)
    {
        var turn = ++opened;
        Enter(null);
        (isOpen, isLeaving, Notice, looked) = (false, false, null, Session.Channel);
        Seen = heard = await Notifier.StateAsync();
        Me = await CurrentActor.GetAsync();
        var there = await read();
        // Somebody who goes on to the next one before this one is read is not here.
        if (turn == opened)
        {
            Enter(there);
            isOpen = true;
            await FollowChannelAsync();
        }
    }

    /// <summary>This is where the person is from now on: what was new has been saved.</summary>
    protected void Enter(string? there)
    {
        if (there == place)
        {
            return;
        }

        stay?.Dispose();
        (stay, place, Others) = (null, there, []);
        if (there is not null && Me is { } me)
        {
            stay = Presence.Enter(there, new PresentPerson(me.Id, me.Name));
            Others = Presence.Others(there, me.Id);
        }
    }

    /// <summary>Goes elsewhere without being asked: nothing here is worth staying for any more. Who has left already stays where they are.</summary>
    protected void GoTo(string address, bool replace = false)
    {
        isLeaving = true;
        if (!isGone)
        {
            Navigation.NavigateTo(address, replace: replace);
        }
    }

    /// <summary>For the page's <see cref="LeaveGuard"/>.</summary>
    protected bool AsksToStay() => HasUnsaved && !isLeaving;

    protected override void OnInitialized()
    {
        Session.Changed += HearOfChannel;
        Notifier.Changed += Hear;
        Presence.Changed += HearOfPeople;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && module is not null)
        {
            self = DotNetObjectReference.Create(this);
            await module.LoadAsync(Js);
            await module.InvokeAsync("attach", self);
        }

        // A gesture ends with a render: what was heard during it comes now.
        await KeepUpAsync();
    }

    private void Hear(long newest) => _ = InvokeAsync(() =>
    {
        heard = Math.Max(heard, newest);
        return KeepUpAsync();
    });

    private async Task KeepUpAsync()
    {
        if (!isOpen || isGone || isLeaving || isCatchingUp || !CanCatchUp || heard <= Seen)
        {
            return;
        }

        isCatchingUp = true;
        try
        {
            var newest = heard;
            await InTurnUnseenAsync(CatchUpAsync);
            Seen = Math.Max(Seen, newest);
        }
        catch (Exception problem) when (StorageTrouble.Of(problem) is not null)
        {
            // The page stays as it is, and tries again when it hears of the next change.
            return;
        }
        finally
        {
            isCatchingUp = false;
        }

        StateHasChanged();
    }

    private void HearOfPeople(string where) => _ = InvokeAsync(() =>
    {
        if (where == place && Me is { } me)
        {
            Others = Presence.Others(where, me.Id);
            StateHasChanged();
        }
    });

    private void HearOfChannel() => _ = InvokeAsync(() => GestureAsync(FollowChannelAsync));

    // The session changes in other ways too, such as to the dark; a page that is still being opened follows when it is.
    private async Task FollowChannelAsync()
    {
        if (isOpen && !ReferenceEquals(looked, Session.Channel))
        {
            looked = Session.Channel;
            await ChannelChangedAsync();
        }
    }
}
