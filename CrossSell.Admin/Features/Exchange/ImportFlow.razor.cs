using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>
/// Brings a file in. It is tried before anything is written, and what was written can be undone. Where it stands is kept beside the file and named by the
/// address, so that a page that was reloaded or lost its line goes on from there.
/// </summary>
public sealed partial class ImportFlow : IDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly AddressEchoes echoes = new();
    private ExchangePageState state = new();
    private CatalogueFields catalogue = CatalogueFields.None;
    private string? chosenShop;

    // A person would rather say what the columns are than have them read as their system means them.
    private bool isByHand;
    private int drops;

    /// <summary>The file that the address names; null for none.</summary>
    [Parameter]
    public string? FileName { get; set; }

    /// <summary>An import is over, or was undone.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ImportJobs Imports { get; set; } = default!;

    [Inject]
    private ImportDrafts Drafts { get; set; } = default!;

    [Inject]
    private ImportRecognition Recognition { get; set; } = default!;

    [Inject]
    private ImportMappings Mappings { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    // The one that the person works in, until another is chosen; nothing is tried before the button says so.
    private string? ShopOfFile => chosenShop ?? state.Channel ?? Session.Channel?.Code;

    private static string ShopFrom(ExchangeFile file) => Addresses.StartShopOf(
        null, null, file.Kind == ExchangeKind.Orders ? null : file.File, file.Kind == ExchangeKind.Orders ? file.File : null);

    private IReadOnlyList<string> LeftAside => state.File?.Told?.LeftAside ?? [];

    protected override bool IsGone => closed.IsCancellationRequested;

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (echoes.IsNews(Navigation))
        {
            await ReturnAsync(FileName);
        }
    }

    /// <summary>Back to where the import of the file stood.</summary>
    private async Task ReturnAsync(string? name)
    {
        state = new ExchangePageState();
        if (string.IsNullOrEmpty(name))
        {
            return;
        }

        var actor = await Current.GetAsync();
        if (await Drafts.FindAsync(name, actor) is not { } draft)
        {
            state = state with { Problem = L["The file is no longer here. Choose it again."] };
            return;
        }

        catalogue = await Recognition.FieldsAsync(actor);
        var found = (await Recognition.RecogniseAsync(draft.File, draft.OriginalName, actor, draft.Kind)).Value;
        var file = found is not null && draft.Mapping is { } mapping && mapping.Fits([.. found.Columns.Select(column => column.Name)])
            && !mapping.Columns.SequenceEqual(found.Mapping.Columns) ? found.With(mapping) : found;
        if (file is null && draft.ImportJob is null)
        {
            state = state with { Problem = L["The file is no longer here. Choose it again."] };
            return;
        }

        state = new ExchangePageState { Draft = draft, File = file, Step = ExchangePageState.StepOf(draft, file) };
        if (state.Step == ImportStep.Shop)
        {
            await ShopOrCheckAsync();
        }
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        var file = chosen.File;
        if (file.Size > ExchangeUpload.MostBytes)
        {
            Feedback.Refuse(new Refusal(
                "file.size",
                L["{0} has {1} MB; the limit here is 512 MB. Import it on the server: import products FILE.", file.Name, Formats.Count(file.Size >> 20)]));
            drops++;
            return;
        }

        isByHand = false;
        state = new ExchangePageState { Arriving = 0 };
        StateHasChanged();
        // Taken while there is one: the page may be left before the last byte is here.
        var stop = closed.Token;
        var name = await ExchangeUpload.TakeAsync(file, Drafts, percent =>
        {
            state = state with { Arriving = percent };
            StateHasChanged();
        }, stop);
        if (name is null)
        {
            Restart();
            if (!stop.IsCancellationRequested)
            {
                Feedback.Refuse(new Refusal("file.broken", L["The upload was interrupted. Upload the file again."]));
            }

            return;
        }

        var actor = await Current.GetAsync();
        catalogue = await Recognition.FieldsAsync(actor, stop);
        var recognised = await Recognition.RecogniseAsync(name, Path.GetFileName(file.Name), actor, cancellation: stop);
        if (recognised.IsRefused(out var refusal, out var found))
        {
            // It says what to do with the file, so it stays as long as it is needed.
            File.Delete(Drafts.PathOfFile(name));
            Restart();
            state = state with { Problem = $"{file.Name}: {refusal.Message}" };
            return;
        }

        // Where there is but one shop, it is that one; else the shop that a file with these columns was for.
        var shop = found.ShopFor is null ? null
            : Session.Channels.Count == 1 ? Session.Channels[0].Code
            : Session.Channels.FirstOrDefault(channel => channel.Code == found.Channel)?.Code;
        state = new ExchangePageState
        {
            File = found,
            Draft = new ImportDraft(name, found.OriginalName, actor.Id)
            {
                Channel = shop, Mapping = found.Origin == MappingOrigin.Guessed ? null : found.Mapping,
            },
            Step = ImportStep.Columns,
        };
        await KeepAsync(state.Draft!);
        echoes.Go(Navigation, $"{Addresses.Exchange}?file={name}");
        if (found.Origin != MappingOrigin.Guessed)
        {
            await ShopOrCheckAsync();
        }
    }

    /// <summary>The same file, taken for something else: its columns are guessed for that.</summary>
    private async Task ChooseKindAsync(ExchangeKind kind)
    {
        if (state.Draft is not { } draft)
        {
            return;
        }

        var recognised = await Recognition.RecogniseAsync(draft.File, draft.OriginalName, await Current.GetAsync(), kind);
        if (Feedback.Accepted(recognised))
        {
            state = state with { File = recognised.Value, Draft = draft with { Kind = recognised.Value!.IsWhole ? kind : null } };
        }
    }

    /// <summary>Back to what its system means: what a person said of its columns is forgotten, for the next file too.</summary>
    private async Task ReadWholeAsync()
    {
        if (state is not { Draft: { } draft, File: { } file })
        {
            return;
        }

        var actor = await Current.GetAsync();
        if (!Feedback.Accepted(await Mappings.ForgetAsync(file.Columns.Select(column => column.Name), actor)))
        {
            return;
        }

        var recognised = await Recognition.RecogniseAsync(draft.File, draft.OriginalName, actor);
        if (Feedback.Accepted(recognised))
        {
            isByHand = false;
            state = state with { File = recognised.Value, Step = ImportStep.Columns, Draft = draft with { Mapping = null, Kind = null } };
            await KeepAsync(state.Draft!);
        }
    }

    /// <summary>The file is read as its system means it.</summary>
    private Task TakeWholeAsync() => ShopOrCheckAsync();

    private Task MapAsync(FileMapping mapping)
    {
        state = state with { File = state.File?.With(mapping), Draft = state.Draft! with { Mapping = mapping } };
        return ShopOrCheckAsync();
    }

    private async Task ShopOrCheckAsync()
    {
        if (state.File?.ShopFor is not null && state.Channel is null && Session.Channels.Count == 1)
        {
            state = state with { Draft = state.Draft! with { Channel = Session.Channels[0].Code } };
        }

        if (state.AsksForChannel)
        {
            state = state with { Step = ImportStep.Shop };
            await KeepAsync(state.Draft!);
            return;
        }

        await CheckAsync();
    }

    private Task ChooseShopAsync(string? channel)
    {
        channel = string.IsNullOrEmpty(channel) ? null : channel;
        if (state.Draft is null || (state.File?.ShopFor is not null && channel is null))
        {
            return Task.CompletedTask;
        }

        state = state with { Draft = state.Draft with { Channel = channel } };
        return BusyAsync(CheckAsync);
    }

    private Task AgainAsync() => BusyAsync(CheckAsync);

    private async Task CheckAsync()
    {
        if (state is not { File: { } file, Draft: { } draft })
        {
            return;
        }

        var actor = await Current.GetAsync();
        if (file.Told is { } mapping)
        {
            // Worth a sentence, but no reason to stop: the file is read as it was mapped all the same.
            _ = Feedback.Accepted(await Mappings.RememberAsync(mapping, draft.OriginalName, file.ChannelFor is null ? null : draft.Channel, actor));
        }

        var started = await Imports.StartAsync(InputOf(file, draft, isTrial: true), actor);
        if (Feedback.Accepted(started))
        {
            state = state with { Step = ImportStep.Check, Trial = null, Draft = draft with { TrialJob = started.Value, IsStale = false } };
            await KeepAsync(state.Draft!);
        }
    }

    private void Tried(Job trial) => state = state with { Trial = trial };

    private Task CorrectAsync(RowCorrections corrections)
    {
        state = state with { Draft = state.Draft! with { Corrections = corrections, IsStale = true } };
        return KeepAsync(state.Draft!);
    }

    private async Task ImportAsync()
    {
        if (state is not { File: { } file, Draft: { } draft, MayImport: true })
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var actor = await Current.GetAsync();
            var next = file.Next is { } kind ? await Drafts.AgainAsync(draft, kind, actor) : null;
            var started = await Imports.StartAsync(InputOf(file, draft, isTrial: false), actor);
            if (Feedback.Accepted(started))
            {
                state = state with { Step = ImportStep.Result, Draft = draft with { ImportJob = started.Value }, Next = next };
                await KeepAsync(state.Draft!);
            }
        });
    }

    private Task ImportedAsync()
    {
        state = state with { IsImported = true };
        return OnDone.InvokeAsync();
    }

    private Task GoOnAsync(ImportDraft next) => BusyAsync(async () =>
    {
        isByHand = false;
        echoes.Go(Navigation, $"{Addresses.Exchange}?file={next.File}");
        await ReturnAsync(next.File);
    });

    private void GoTo(ImportStep step) => state = state with { Step = step };

    private void Restart()
    {
        state = new ExchangePageState();
        chosenShop = null;
        drops++;
        echoes.Go(Navigation, Addresses.Exchange);
    }

    private async Task KeepAsync(ImportDraft draft) => await Drafts.SaveAsync(draft, await Current.GetAsync());

    private static ImportInput InputOf(ExchangeFile file, ImportDraft draft, bool isTrial) =>
        new(draft.File, draft.OriginalName, file.Kind, isTrial, Channel: draft.Channel)
        {
            Mapping = file.Told, Corrections = draft.Corrections.IsEmpty ? null : draft.Corrections,
        };
}
