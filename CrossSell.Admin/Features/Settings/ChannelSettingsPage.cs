using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>
/// A page that sets something up for each channel: which channel is shown, what is typed, what was refused, the save and its undo. Pages bring their
/// service and their fields, inside a <see cref="ChannelSettingsForm"/>.
/// </summary>
/// <typeparam name="TForm">What is typed.</typeparam>
public abstract class ChannelSettingsPage<TForm> : StudioComponent, IDisposable
    where TForm : class, ISettingsForm<TForm>
{
    [SupplyParameterFromQuery(Name = "channel")]
    public string? Code { get; set; }

    /// <summary>Null while they are read.</summary>
    protected IReadOnlyList<Channel>? Channels { get; private set; }

    protected Channel? Shown { get; private set; }

    protected TForm? Form { get; private set; }

    protected Refusal? Problem { get; private set; }

    protected bool MayEdit { get; private set; }

    /// <summary>For the page's <see cref="ChannelSettingsForm"/>.</summary>
    protected ChannelSettingsView View => new(Channels, Shown, Form, Problem, MayEdit, IsBusy, IsDirty, Kept);

    /// <summary>For the page's <see cref="DraftKeeper"/>.</summary>
    protected KeptDraft? Kept => MayEdit && Shown is { } channel
        ? KeptDraft.OfForm(FormattableString.Invariant($"settings:{GetType().Name}:{channel.Id}{Part}"), () => Form, () => asLoaded)
        : null;

    private string? asLoaded;
    private string? loaded;
    private string? loadedPart;
    private Channel? inBar;

    [Inject]
    private protected CatalogDefinitions Definitions { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private protected CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private protected StudioSession Session { get; set; } = default!;

    [Inject]
    private protected Feedback Feedback { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = default!;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The page is left.</summary>
    protected virtual void Dispose(bool disposing) => Session.Changed -= ChannelChosen;

    protected override void OnInitialized()
    {
        inBar = Session.Channel;
        Session.Changed += ChannelChosen;
    }

    // The shop in the bar decides which one's settings are shown. It goes through the address, so that what is unsaved is asked about.
    private void ChannelChosen() => _ = InvokeAsync(() =>
    {
        if (Session.Channel is { } chosen && chosen.Id != inBar?.Id)
        {
            inBar = chosen;
            if (Shown is { Id: > 0 } shown && shown.Id != chosen.Id)
            {
                Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("channel", chosen.Code));
            }
        }
    });

    // The same address again, and the link to what is open already, lead here too: what is typed stays.
    protected override Task OnParametersSetAsync()
    {
        var isOpen = Form is not null && (loaded == Code || Shown?.Code == Code) && loadedPart == Part;
        (loaded, loadedPart) = (Code, Part);
        return isOpen && IsDirty() ? Task.CompletedTask : InTurnAsync(LoadAsync);
    }

    /// <summary>Which part of a channel's settings the address names; null where they are one.</summary>
    protected virtual string? Part => null;

    /// <summary>What the page shows beside the settings; nothing by default.</summary>
    protected virtual Task ReadAsync(ReadScope scope) => Task.CompletedTask;

    /// <summary>Something is about to be saved: what is typed beside the form's fields comes into it. Nothing by default.</summary>
    protected virtual void Complete(TForm form)
    {
    }

    /// <summary>Something was saved or taken back: what depends on it follows. Nothing by default.</summary>
    protected virtual Task FollowAsync() => Task.CompletedTask;

    /// <summary>The channel that the address names, else the one in the bar, else the first.</summary>
    protected virtual Channel? Choose(IReadOnlyList<Channel> channels) => channels.FirstOrDefault(channel => channel.Code == Code)
        ?? channels.FirstOrDefault(channel => channel.Id == Session.Channel?.Id) ?? channels.FirstOrDefault();

    /// <summary>The settings of the channel, to be typed over.</summary>
    /// <param name="actor">Who looks at them.</param>
    protected abstract Task<TForm> FindAsync(Channel channel, Actor actor);

    /// <summary>Saves what is typed: the change set, null when nothing was changed.</summary>
    protected abstract Task<Outcome<long?>> SaveAsync(TForm form, Actor actor);

    /// <summary>What was done, as a sentence.</summary>
    protected abstract string Saved(Channel channel);

    /// <summary>Whether this person may change what is shown; administrators of all shops by default.</summary>
    protected virtual bool Edits(Channel channel, Actor actor) => actor.Can(Permission.Administer, null);

    /// <summary>Whether something is typed that is not saved.</summary>
    protected bool IsDirty() => FormPrint.Of(Form) != asLoaded;

    /// <summary>Whether this is what was refused.</summary>
    protected bool Wrong(string field) => Problem?.Field == field;

    protected async Task LoadAsync() => Form = await ReadAsync();

    // What is stored, which is also what unsaved means from now on.
    private async Task<TForm?> ReadAsync()
    {
        Channels = await Definitions.ChannelsAsync(Session.Reads);
        await ReadAsync(Session.Reads);
        Shown = Choose(Channels);
        Problem = null;
        if (Shown is not { } channel)
        {
            return Form;
        }

        var actor = await CurrentActor.GetAsync();
        MayEdit = Edits(channel, actor);
        var stored = await FindAsync(channel, actor);
        asLoaded = FormPrint.Of(stored);
        return stored;
    }

    protected async Task SaveAsync()
    {
        if (Form is not { } form || Shown is not { } channel)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            Complete(form);
            var sent = FormPrint.Of(form);
            if ((await SaveAsync(form, await CurrentActor.GetAsync())).IsRefused(out var refusal, out var set))
            {
                Problem = refusal;
                return;
            }

            await StandOnStoredAsync(form, sent);
            await FollowAsync();
            if (set is { } id)
            {
                Feedback.Done(Saved(channel), () => InvokeAsync(() => UndoAsync(id)));
            }
            else
            {
                Feedback.Say(L["No changes."]);
            }
        });
    }

    // What was typed while it was being saved is not in what was saved: then the form stays as it is, and stands on what is stored now.
    private async Task StandOnStoredAsync(TForm form, string? sent)
    {
        await Js.FlushPendingInputAsync();
        var stored = await ReadAsync();
        if (stored is not null && Shown is { Id: > 0 } && Form == form && FormPrint.Of(form) != sent)
        {
            form.Follow(stored);
        }
        else
        {
            Form = stored;
        }
    }

    private async Task UndoAsync(long changeSetId)
    {
        await Js.FlushPendingInputAsync();
        if (IsDirty())
        {
            // The form is read again after an undo: what was typed since would go with it.
            Feedback.SaveFirst(() => InvokeAsync(() => UndoAsync(changeSetId)));
            return;
        }

        Feedback.TakenBack(await Undos.UndoAsync(changeSetId, await CurrentActor.GetAsync()));
        await LoadAsync();
        await FollowAsync();
        StateHasChanged();
    }
}
