using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Panels;
using CrossSell.Core.People;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Admin.Features.Settings;

/// <summary>How the panels of a channel are filled.</summary>
public sealed partial class PanelsPage
{
    private IReadOnlyList<Channel>? channels;
    private Channel? shown;
    private PanelForm? form;
    private Refusal? problem;
    private bool mayEdit;
    private bool busy;

    [SupplyParameterFromQuery(Name = "channel")]
    public string? Code { get; set; }

    [Inject]
    private StudioStore Store { get; set; } = default!;

    [Inject]
    private PanelSettingsService Settings { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private bool Wrong(string field) => problem?.Field == field;

    private async Task LoadAsync()
    {
        await using (var db = Store.Read())
        {
            channels = await db.Channels.OrderBy(channel => channel.Id).ToListAsync();
        }

        shown = channels.FirstOrDefault(channel => channel.Code == Code) ?? channels.FirstOrDefault(channel => channel.Id == Session.Channel?.Id) ?? channels.FirstOrDefault();
        problem = null;
        if (shown is { } channel)
        {
            mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
            form = new PanelForm(await Settings.FindAsync(channel.Id));
        }
    }

    private async Task SaveAsync()
    {
        if (busy || form is not { } edited || shown is not { } channel)
        {
            return;
        }

        busy = true;
        try
        {
            if (edited.ToSettings().IsRefused(out var unread, out var settings))
            {
                problem = unread;
                return;
            }

            if ((await Settings.SaveAsync(settings, await CurrentActor.GetAsync())).IsRefused(out var refusal, out var set))
            {
                problem = refusal;
                return;
            }

            await LoadAsync();
            if (set is { } id)
            {
                Feedback.Done($"Saved how the panels of {channel.Name} are filled.", () => InvokeAsync(() => UndoAsync(id)));
            }
            else
            {
                Feedback.Say("Nothing was changed.");
            }
        }
        finally
        {
            busy = false;
        }
    }

    private async Task UndoAsync(long set)
    {
        Feedback.TakenBack(await Settings.UndoAsync(set, await CurrentActor.GetAsync()));
        await LoadAsync();
        StateHasChanged();
    }
}
