using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Media;
using CrossSell.Core.People;
using CrossSell.Core.Undo;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using static CrossSell.Admin.Features.Media.MediaTexts;

namespace CrossSell.Admin.Features.Media;

/// <summary>
/// The pictures of one product: sent in by dropping, choosing, pasting or by address, put in order, described, removed. Asks for nothing but the product.
/// </summary>
public sealed partial class ProductMediaCard : IAsyncDisposable
{
    private readonly List<PictureUpload> uploads = [];
    private readonly List<int> inputs = [0];
    private readonly NewestLoad loads = new();
    private IReadOnlyList<PictureLine> lines = [];
    private ElementReference card;
    private PictureViewer? viewer;
    private readonly ComponentScript script = new("./Features/Media/ProductMediaCard.razor.js");
    private int shown;
    private int? dragged;
    private string? address;
    private string? focus;
    private bool sending;
    private bool gone;

    [Parameter, EditorRequired]
    public int ProductId { get; set; }

    /// <summary>The family whose picture a variant shows until it has its own; null when there is none.</summary>
    [Parameter]
    public string? FamilyName { get; set; }

    [Parameter]
    public bool CanEdit { get; set; }

    /// <summary>Raised when pictures came, went or changed places.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private MediaService Media { get; set; } = default!;

    [Inject]
    private UndoService Undos { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    public async ValueTask DisposeAsync()
    {
        gone = true;
        uploads.ForEach(upload => upload.Dispose());
        await script.LeaveAsync("detach", card);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown != ProductId)
        {
            // Another product: what is on its way still goes to the one it was meant for.
            shown = ProductId;
            uploads.RemoveAll(upload => !upload.IsOpen);
        }

        await ReadAsync();
    }

    private Task ReadAsync() => loads.RunAsync(async isNewest =>
    {
        var found = await Media.ListAsync(ProductId);
        if (isNewest())
        {
            lines = found;
        }
    });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await script.LoadAsync(Js);
            await script.InvokeAsync("attach", card);
        }

        if (focus is { } selector)
        {
            focus = null;
            await Js.InvokeVoidAsync("crosssell.focus", selector);
        }
    }

    private static string Words(PictureUpload upload) => upload.State switch
    {
        UploadState.Waiting => L["waiting"].Value,
        UploadState.Sending when upload.Percent is { } percent => $"{percent} %",
        UploadState.Sending => L["fetching"].Value,
        UploadState.Cancelled => L["cancelled"].Value,
        _ => L["resizing"].Value,
    };

    private Task ChosenAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.FileCount == 0)
        {
            return Task.CompletedTask;
        }

        var productId = ProductId;
        foreach (var file in chosen.GetMultipleFiles(chosen.FileCount))
        {
            uploads.Add(new PictureUpload(productId, file.Name, file.Size, (progress, stop) => SendAsync(productId, file, progress, stop)));
        }

        inputs.Add(inputs[^1] + 1);
        return SendAllAsync();
    }

    private async Task<Outcome<MediaAdded>> SendAsync(int productId, IBrowserFile file, Action<long> progress, CancellationToken cancellation)
    {
        if (file.Size > Picture.MaxBytes)
        {
            return Picture.TooLarge;
        }

        await using var content = new CountingStream(file.OpenReadStream(Picture.MaxBytes, cancellation), progress);
        return await Media.AddAsync(productId, content, file.Name, await CurrentActor.GetAsync(), cancellation);
    }

    private Task AddressAsync()
    {
        var productId = ProductId;
        foreach (var one in (address ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            uploads.Add(new PictureUpload(
                productId, one, null, async (_, stop) => await Media.AddFromAddressAsync(productId, one, await CurrentActor.GetAsync(), stop)));
        }

        address = null;
        return SendAllAsync();
    }

    // One after another, in the order that they were chosen: that is the order they stand in afterwards.
    private async Task SendAllAsync()
    {
        if (sending)
        {
            return;
        }

        var added = new List<long>();
        sending = true;
        try
        {
            while (!gone && uploads.Find(upload => upload.State == UploadState.Waiting) is { } next)
            {
                await next.RunAsync(StateHasChanged);
                if (next.Added is { } one)
                {
                    added.Add(one.ChangeSetId);
                    await ReadAsync();
                }
            }
        }
        finally
        {
            sending = false;
        }

        if (gone)
        {
            return;
        }

        uploads.RemoveAll(upload => upload.State is UploadState.Done or UploadState.Cancelled);
        inputs.RemoveRange(0, inputs.Count - 1);
        if (added.Count > 0)
        {
            Feedback.Done(L.Count(added.Count, "Added {0} picture.", "Added {0} pictures."), () => InvokeAsync(() => UndoAsync(added)));
            await OnChanged.InvokeAsync();
        }
    }

    private void View(PictureLine line) => viewer?.Open(line.Position);

    // Where it stands by then: anyone who clicks twice moves it by two.
    private Task MoveAsync(PictureLine line, int by) => MoveAsync(line, now => now.Position + by, $"#media-{line.Id}-{(by < 0 ? "earlier" : "later")}");

    private Task DropAsync(PictureLine target)
    {
        var from = lines.FirstOrDefault(line => line.Id == dragged);
        dragged = null;
        return from is null ? Task.CompletedTask : MoveAsync(from, _ => target.Position, null);
    }

    private Task MoveAsync(PictureLine line, Func<PictureLine, int> to, string? focusAfterwards) => SaidAsync(line, async (now, actor) =>
    {
        var place = to(now);
        if (!CanEdit || place == now.Position || place < 0 || place >= lines.Count)
        {
            return null;
        }

        var others = lines.Where(other => other.Id != now.Id).ToList();
        int? before = place < others.Count ? others[place].Id : null;
        focus = focusAfterwards;
        return (await Media.MoveAsync(now.Id, before, actor), L["Moved to place {0} of {1}.", place + 1, lines.Count].Value);
    });

    private Task<Refusal?> DescribeAsync(PictureLine line, string? text) => WriteAsync(line, async (now, actor) =>
        (text?.Trim() ?? "") == (now.AltText ?? "")
            ? null
            : (await Media.SetAltTextAsync(now.Id, text, actor),
                string.IsNullOrWhiteSpace(text) ? L["Removed the alt text."].Value : L["Saved the alt text."].Value));

    private Task RemoveAsync(PictureLine line) => SaidAsync(line, async (now, actor) =>
    {
        // The button goes with its picture: the next one takes the focus, or the field for new ones.
        focus = lines.Count == 1
            ? $"#media-files-{inputs[^1]}"
            : $"#media-{lines[now.Position == lines.Count - 1 ? now.Position - 1 : now.Position + 1].Id}-remove";
        return (await Media.RemoveAsync(now.Id, actor), L["Removed picture {0}.", now.Position + 1].Value);
    });

    private async Task SaidAsync(PictureLine line, Func<PictureLine, Actor, Task<(Outcome<long> Outcome, string Sentence)?>> write)
    {
        if (await WriteAsync(line, write) is { } refusal)
        {
            Feedback.Refuse(refusal);
        }
    }

    // One after the other: the alt text that was typed last waits for the one before it. A picture that is gone by then is left alone.
    private async Task<Refusal?> WriteAsync(PictureLine line, Func<PictureLine, Actor, Task<(Outcome<long> Outcome, string Sentence)?>> write)
    {
        Refusal? refused = null;
        await InTurnAsync(async () =>
        {
            if (lines.FirstOrDefault(now => now.Id == line.Id) is not { } now || await write(now, await CurrentActor.GetAsync()) is not var (outcome, sentence))
            {
                return;
            }

            refused = outcome.Refusal;
            if (refused is null)
            {
                Feedback.Done(sentence, () => InvokeAsync(() => UndoAsync([outcome.Value])));
            }

            await ReloadAsync();
        });
        return refused;
    }

    // The newest first; what was taken back is off the list, so that the rest can be tried again.
    private async Task UndoAsync(List<long> changeSets)
    {
        while (changeSets.Count > 0)
        {
            var outcome = await Undos.UndoAsync(changeSets[^1], await CurrentActor.GetAsync());
            if (!Feedback.Accepted(outcome))
            {
                break;
            }

            changeSets.RemoveAt(changeSets.Count - 1);
            if (changeSets.Count == 0)
            {
                Feedback.Undone(outcome.Value!);
            }
        }

        if (!gone)
        {
            await ReloadAsync();
            StateHasChanged();
        }
    }

    private async Task ReloadAsync()
    {
        await ReadAsync();
        await OnChanged.InvokeAsync();
    }
}
