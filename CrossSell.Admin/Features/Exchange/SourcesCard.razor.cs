using CrossSell.Admin.Shared;
using CrossSell.Core.Sources;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Addresses from which files are fetched: listed, added, fetched at once, paused and deleted.</summary>
public sealed partial class SourcesCard
{
    private IReadOnlyList<ListedSource> sources = [];
    private SourceForm? edited;
    private ImportSource? asked;
    private long? fetching;

    /// <summary>Something was imported.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private SourceService Sources { get; set; } = default!;

    [Inject]
    private SourceJobs Jobs { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        sources = await Sources.ListAsync(await Current.GetAsync());
        if (fetching is not null)
        {
            await OnDone.InvokeAsync();
        }
    }

    private void Add() => edited = new SourceForm { ChannelId = Session.Channels.Count == 1 ? Session.Channels[0].Id : Session.Channel?.Id };

    private void Edit(ImportSource source) => edited = SourceForm.Of(source);

    private async Task SavedAsync()
    {
        edited = null;
        await LoadAsync();
    }

    private Task FetchAsync(ImportSource source) => BusyAsync(async () =>
    {
        var started = await Jobs.StartAsync(source.Id, await Current.GetAsync());
        fetching = Feedback.Accepted(started) ? started.Value : null;
    });

    private Task SwitchAsync(ImportSource source) => BusyAsync(async () =>
    {
        Feedback.Accepted(await Sources.SwitchAsync(source.Id, source.PausedAt is not null, await Current.GetAsync()));
        await LoadAsync();
    });

    private Task DeleteAsync(ImportSource source) => BusyAsync(async () =>
    {
        Feedback.Accepted(await Sources.DeleteAsync(source.Id, await Current.GetAsync()));
        asked = null;
        await LoadAsync();
    });

    private IEnumerable<string> Facts(ImportSource source, DateTimeOffset? next)
    {
        yield return source.Host;
        if (Session.Channels.FirstOrDefault(channel => channel.Id == source.ChannelId) is { } shop)
        {
            yield return shop.Name;
        }

        yield return SourceForm.Words(source.Schedule);
        if (source.TriedAt is { } tried)
        {
            yield return L["fetched {0}", Formats.Moment(tried)];
        }

        if (next is { } due)
        {
            yield return L["next {0}", Formats.Moment(due)];
        }

        yield return source.OwnerName;
    }

    private static (string Tone, string Word) StateOf(ImportSource source) => source switch
    {
        { PausedAt: not null } => ("plain", L["paused"]),
        { Result: SourceResult.Failed } => ("error", L["failed"]),
        { Result: SourceResult.Imported } => ("good", L["imported"]),
        { Result: SourceResult.Unchanged } => ("good", L["no changes"]),
        _ => ("plain", L["not fetched yet"]),
    };
}
