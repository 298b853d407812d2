using CrossSell.Admin.Shared;
using CrossSell.Core.Links;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Settings;

/// <summary>The types of links that the shop defines, in their order.</summary>
public sealed partial class LinkTypesPage
{
    private IReadOnlyList<LinkType>? types;
    private IReadOnlyDictionary<int, int>? use;
    private LinkType? edited;
    private bool mayEdit;

    [Inject]
    private LinkTypeService LinkTypes { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private IReadOnlyList<string> Locales => [.. Session.Channels.SelectMany(channel => channel.Locales).Distinct().Order(StringComparer.Ordinal)];

    protected override async Task OnInitializedAsync()
    {
        mayEdit = (await CurrentActor.GetAsync()).Can(Permission.Administer, null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        types = await LinkTypes.ListAsync();
        StateHasChanged();
        // Off the circuit: the list is there at once, its figures as soon as they are counted.
        use = await Task.Run(() => LinkTypes.UseAsync());
    }

    private Task MoveAsync(LinkType type, int? beforeId) => BusyAsync(async () =>
    {
        var outcome = await LinkTypes.MoveAsync(type.Id, beforeId, await CurrentActor.GetAsync());
        if (Feedback.Accepted(outcome))
        {
            await DoneAsync(outcome.Required);
        }
    });

    private async Task DoneAsync(LinkTypeWritten done)
    {
        edited = null;
        await LoadAsync();
        OfferUndo(done.Done, done.ChangeSetId, LoadAsync);
        if (done.Warning is { } warning)
        {
            Feedback.Warn(warning);
        }
    }
}
