using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The shops: what they are, and what they need of a product, with what a change would do before it is saved.</summary>
public sealed partial class ChannelsPage : IDisposable
{
    private static readonly IReadOnlyList<string> Zones = [
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(id => id.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private IReadOnlyList<Channel>? channels;
    private SortedDictionary<string, string> attributeNames = [];
    private Channel? shown;
    private ChannelForm? form;
    private string? asLoaded;
    private ChannelPreview? preview;
    private int? slots;
    private bool counting;
    private bool currencyIsFixed;
    private string newLocale = "";
    private string? problem;
    private string? loaded;
    private bool mayEdit;
    private CancellationTokenSource? asking;

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Code { get; set; }

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private ChannelService Channels { get; set; } = default!;

    [Inject]
    private PanelSlots Slots { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    private bool IsDirty => FormPrint.Of(form) != asLoaded || newLocale.Trim().Length > 0;

    public void Dispose()
    {
        asking?.Cancel();
        asking?.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
        // The link to what is open already leads here too: what is typed stays.
        if (form is null || loaded != Code || !IsDirty)
        {
            loaded = Code;
            await LoadAsync();
        }
    }

    private static string LocaleName(string locale)
    {
        try
        {
            return CultureInfo.GetCultureInfo(locale).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return locale;
        }
    }

    private async Task LoadAsync()
    {
        await ReadAsync();
        (problem, preview, slots, newLocale) = (null, null, null, "");
        form = shown is null ? null : new ChannelForm(shown);
        asLoaded = FormPrint.Of(form);
    }

    private async Task ReadAsync()
    {
        await using var db = Store.Read(Session.Reads);
        channels = await db.Channels.Include(channel => channel.TaxRates).OrderBy(channel => channel.Id).ToListAsync();
        attributeNames = new SortedDictionary<string, string>(
            await db.Attributes.ToDictionaryAsync(attribute => attribute.Code, attribute => attribute.Name), StringComparer.Ordinal);
        shown = Code == "new" ? NewChannel() : channels.FirstOrDefault(channel => channel.Code == Code)
            ?? channels.FirstOrDefault(channel => channel.Id == Session.Channel?.Id) ?? channels.FirstOrDefault();
        currencyIsFixed = shown is { Id: > 0 } && await ChannelService.CurrencyIsFixedAsync(db, shown.Id);
    }

    private static Channel NewChannel()
    {
        var channel = new Channel
        {
            Code = "", Name = "", CurrencyCode = "EUR", TimeZone = "Europe/Amsterdam", RequiredFields = ["name", "picture", "category", "price"],
            CompletenessThreshold = 50
        };
        channel.TaxRates.Add(new TaxRate { TaxClass = "standard", BasisPoints = 2100 });
        return channel;
    }

    private void AddLocale()
    {
        if (form is { } edited && newLocale.Trim() is { Length: > 0 } locale)
        {
            if (!edited.Locales.Contains(locale, StringComparer.OrdinalIgnoreCase))
            {
                edited.Locales.Add(locale);
            }

            newLocale = "";
        }
    }

    private Task NeedAsync(string field, bool needed)
    {
        form!.Need(field, needed);
        return PreviewAsync();
    }

    private Task AddFieldAsync(string? code) => string.IsNullOrEmpty(code) ? Task.CompletedTask : NeedAsync(Completeness.AttributePrefix + code, true);

    private Task ThresholdAsync(ChangeEventArgs change)
    {
        form!.Threshold = int.TryParse(change.Value as string, NumberStyles.Integer, CultureInfo.InvariantCulture, out var threshold)
            ? Math.Clamp(threshold, 0, 100)
            : form.Threshold;
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        if (form is not { IsNew: false } edited || shown is not { } channel)
        {
            return;
        }

        if (asking is not null)
        {
            await asking.CancelAsync();
            asking.Dispose();
        }

        asking = new CancellationTokenSource();
        var token = asking.Token;
        (counting, slots) = (true, null);
        StateHasChanged();
        var (fields, threshold) = (edited.Fields.ToList(), edited.Threshold);
        try
        {
            // Off the circuit: a preview of a big catalogue must not hold up the page.
            var counted = await Task.Run(() => ChannelPreview.LoadAsync(Store, channel.Id, fields, threshold, token), token);
            var filled = await Task.Run(() => Slots.CountAsync(channel.Code, counted.Falling, token), token);
            (preview, slots, counting) = (counted, filled, false);
        }
        catch (OperationCanceledException)
        {
            // Asked anew meanwhile: the newer answer counts.
        }
    }

    private async Task SaveAsync()
    {
        if (form is not { } edited)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            // Whoever saves with a language half added means it.
            AddLocale();
            var sent = FormPrint.Of(edited);
            if (edited.ToEdit().IsRefused(out var unread, out var edit))
            {
                problem = unread.Message;
                return;
            }

            var outcome = await Channels.SaveAsync(edit, await CurrentActor.GetAsync());
            if (outcome.IsRefused(out var refusal, out var saved))
            {
                problem = refusal.Message;
                return;
            }

            await FollowAsync(edited, sent);
            await Session.ReloadAsync();
            Feedback.Done($"Saved {edit.Name.Trim()}.", () => InvokeAsync(() => UndoAsync(saved.ChangeSetId)));
            if (edited.IsNew)
            {
                Navigation.NavigateTo($"{Addresses.SettingsChannels}?channel={channels!.First(channel => channel.Id == saved.Id).Code}");
            }
        });
    }

    // What was typed while it was being saved is not in what was saved: then the form stays as it is, and stands on what is stored now.
    private async Task FollowAsync(ChannelForm edited, string? sent)
    {
        await Js.FlushPendingInputAsync();
        if (edited.IsNew || (FormPrint.Of(edited) == sent && newLocale.Trim().Length == 0))
        {
            await LoadAsync();
            return;
        }

        await ReadAsync();
        if (shown is { } stored)
        {
            edited.Follow(stored);
            (problem, asLoaded) = (null, FormPrint.Of(new ChannelForm(stored)));
        }
    }

    private async Task UndoAsync(long set)
    {
        await Js.FlushPendingInputAsync();
        if (IsDirty)
        {
            // The form is read again after an undo: what was typed since would go with it.
            Feedback.SaveFirst(() => InvokeAsync(() => UndoAsync(set)));
            return;
        }

        var undone = await Undos.UndoAsync(set, await CurrentActor.GetAsync());
        Feedback.TakenBack(undone);
        await LoadAsync();
        await Session.ReloadAsync();
        StateHasChanged();
    }
}
