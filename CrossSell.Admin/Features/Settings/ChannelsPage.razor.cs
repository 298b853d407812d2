using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Settings.SettingsTexts;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The shops: what they are, and what they need of a product, with what a change would do before it is saved.</summary>
public sealed partial class ChannelsPage
{
    /// <summary>Stands in the address for a shop that is not there yet.</summary>
    private const string NewCode = "new";

    private SortedDictionary<string, string> attributeNames = [];
    private Debouncer previews = default!;
    private ChannelPreview? preview;
    private int? slots;
    private bool counting;
    private bool currencyIsFixed;
    private string savedName = "";
    private int? madeId;

    [Inject]
    private ChannelService Service { get; set; } = default!;

    [Inject]
    private PanelSlots Slots { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override void Dispose(bool disposing)
    {
        previews.Dispose();
        base.Dispose(disposing);
    }

    protected override void OnInitialized()
    {
        base.OnInitialized();
        previews = new Debouncer(Time);
    }

    protected override Channel? Choose(IReadOnlyList<Channel> channels) => Code == NewCode ? NewChannel() : base.Choose(channels);

    protected override async Task ReadAsync(ReadScope scope) => attributeNames = new SortedDictionary<string, string>(
        (await Definitions.AttributesAsync(scope)).ToDictionary(attribute => attribute.Code, attribute => attribute.Name), StringComparer.Ordinal);

    protected override async Task<ChannelForm> FindAsync(Channel channel, Actor actor)
    {
        previews.Cancel();
        (preview, slots, counting) = (null, null, false);
        currencyIsFixed = channel.Id > 0 && await Service.CurrencyIsFixedAsync(Session.Reads, channel.Id);
        return new ChannelForm(channel);
    }

    /// <summary>Anyone who saves with a language half added means it.</summary>
    protected override void Complete(ChannelForm form) => form.AddLocale();

    protected override async Task<Outcome<long?>> SaveAsync(ChannelForm form, Actor actor)
    {
        if (form.ToEdit().IsRefused(out var refusal, out var edit) || (await Service.SaveAsync(edit, actor)).IsRefused(out refusal, out var saved))
        {
            return refusal;
        }

        (savedName, madeId) = (edit.Name.Trim(), form.IsNew ? saved.Id : null);
        return saved.ChangeSetId;
    }

    protected override string Saved(Channel channel) => L["Saved {0}.", savedName];

    // Everything else shows the shops too; and one that was new has got its address.
    protected override async Task FollowAsync()
    {
        await Session.ReloadAsync();
        if (madeId is { } id && Channels?.FirstOrDefault(channel => channel.Id == id) is { } made)
        {
            madeId = null;
            Navigation.NavigateTo(Addresses.SettingsChannelsOf(made.Code));
        }
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

    private Task NeedAsync(string field, bool needed)
    {
        Form!.Need(field, needed);
        return PreviewAsync();
    }

    private Task AddFieldAsync(string? code) => string.IsNullOrEmpty(code) ? Task.CompletedTask : NeedAsync(Completeness.AttributePrefix + code, true);

    private Task ThresholdAsync(ChangeEventArgs change)
    {
        Form!.Threshold = int.TryParse(change.Value as string, NumberStyles.Integer, CultureInfo.InvariantCulture, out var threshold)
            ? Math.Clamp(threshold, 0, 100)
            : Form.Threshold;
        return PreviewAsync();
    }

    private Task PreviewAsync()
    {
        if (Form is not { IsNew: false } edited || Shown is not { } channel)
        {
            return Task.CompletedTask;
        }

        (counting, slots) = (true, null);
        var (fields, threshold) = (edited.Fields.ToList(), edited.Threshold);
        // Off the circuit: a preview of a big catalogue must not hold up the page.
        return previews.RunAsync(TimeSpan.Zero, async cancellation =>
        {
            try
            {
                var counted = await Task.Run(() => Service.PreviewAsync(Session.Reads, channel.Id, fields, threshold, cancellation), cancellation);
                var filled = await Task.Run(() => Slots.CountAsync(channel.Code, counted.Falling, cancellation), cancellation);
                cancellation.ThrowIfCancellationRequested();
                (preview, slots) = (counted, filled);
            }
            finally
            {
                // One that was cancelled leaves it to the newer one.
                counting = counting && cancellation.IsCancellationRequested;
            }
        });
    }
}
