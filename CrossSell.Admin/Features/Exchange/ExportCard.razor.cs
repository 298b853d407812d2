using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Gives files out: everything of a kind, as import or another system takes it, with what it cannot hold said before it is downloaded.</summary>
public sealed partial class ExportCard
{
    private ExportContent content;
    private ExportSystem system;
    private string? chosenShop;
    private long? exporting;
    private bool runs;

    /// <summary>A file is there, or could not be made.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ExportJobs Exports { get; set; } = default!;

    [Inject]
    private CurrentActor Current { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private static IReadOnlyList<Choice<ExportContent>> Contents =>
        [.. Enum.GetValues<ExportContent>().Select(one => new Choice<ExportContent>(one, ExportWords.Content(one)))];

    /// <summary>Those whose files can hold it.</summary>
    private IReadOnlyList<Choice<ExportSystem>> Systems => [.. Enum.GetValues<ExportSystem>().Where(one => ExportRequest.Fits(content, one))
        .Select(one => new Choice<ExportSystem>(one, ExportWords.System(one)))];

    private IReadOnlyList<Choice<string>> Shops =>
    [
        .. system == ExportSystem.Native && content == ExportContent.Links ? [new Choice<string>("", L["All shops"])] : Array.Empty<Choice<string>>(),
        .. Session.Channels.Select(channel => new Choice<string>(channel.Code, channel.Name)),
    ];

    /// <summary>Our own files of products, prices and bundles are of all shops.</summary>
    private bool AsksForShop => Session.Channels.Count > 1 && (system != ExportSystem.Native || content is ExportContent.Panels or ExportContent.Links);

    private string? Shop => chosenShop ?? (system == ExportSystem.Native && content == ExportContent.Links ? "" : Session.Channel?.Code);

    private void ChooseContent(ExportContent chosen)
    {
        content = chosen;
        system = ExportRequest.Fits(content, system) ? system : Enum.GetValues<ExportSystem>().First(one => ExportRequest.Fits(content, one));
        Forget();
    }

    private void ChooseSystem(ExportSystem chosen)
    {
        system = chosen;
        Forget();
    }

    private void ChooseShop(string? code)
    {
        chosenShop = code;
        exporting = null;
    }

    /// <summary>What was made is of another choice.</summary>
    private void Forget()
    {
        exporting = null;
        chosenShop = chosenShop is "" ? null : chosenShop;
    }

    private async Task ExportAsync()
    {
        // Clicks that were on their way when the button was disabled still arrive.
        if (runs)
        {
            return;
        }

        await BusyAsync(async () =>
        {
            var started = await Exports.StartAsync(
                new ExportRequest(content, system, AsksForShop && Shop is { Length: > 0 } shop ? shop : null), await Current.GetAsync());
            if (Feedback.Accepted(started))
            {
                runs = exporting != started.Value;
                exporting = started.Value;
            }
        });
    }

    private Task OverAsync()
    {
        runs = false;
        return OnDone.InvokeAsync();
    }
}
