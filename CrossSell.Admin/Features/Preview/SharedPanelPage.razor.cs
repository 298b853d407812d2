using CrossSell.Admin.Shared;
using CrossSell.Core.Panels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace CrossSell.Admin.Features.Preview;

/// <summary>A panel that somebody shared, for everybody who may look into its shop.</summary>
public sealed partial class SharedPanelPage
{
    private SharedPanel? panel;
    private SharedView? view;
    private PreviewSide? first;
    private PreviewSide? second;
    private bool isOutdated;
    private bool loading = true;

    [Parameter]
    public string Code { get; set; } = "";

    [Inject]
    private SharedPanelService Shared { get; set; } = default!;

    [Inject]
    private PreviewReader Reader { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        var found = await Shared.FindAsync(Session.Reads, Code);
        (panel, view, isOutdated, loading) = (found, found is null ? null : SharedView.Read(found.Answer), false, false);
        (first, second) = (null, null);
        if (found is not null)
        {
            StateHasChanged(); // What was shared is on the screen before anything is asked of what it is now.
            var shop = Session.Channels.FirstOrDefault(item => item.Id == found.ChannelId);
            var asked = Asked(found.Question);
            var now = (await Reader.ReadAsync(Session.Reads, asked, shop)).Value;
            var other = now is not null && asked.Versus is { } versus
                ? (await Reader.ReadOtherAsync(Session.Reads, asked, now.Channel, versus, Session.Channels)).Value : null;
            if (panel == found)
            {
                (first, second, isOutdated) = (now, other, now?.Panel.Answer.Panel.Version != found.PanelVersion);
            }
        }
    }

    // Another choice of a bundle has today's price: said only where the panel is still the one that was shared.
    private async Task<string?> PriceAsync(SharedFrame frame, PreviewSide? side, string bundle, IReadOnlyList<ChosenOption> picks) =>
        side is not null && frame.Scene.Contains($"\"{side.Panel.Answer.Panel.Version}\"", StringComparison.Ordinal)
            ? await Reader.PriceAsync(Session.Reads, side, bundle, picks)
            : null;

    /// <summary>What a query string asks the studio for.</summary>
    private static PreviewPageState Asked(string question)
    {
        var query = QueryHelpers.ParseQuery(question);
        string? One(string name) => query.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;
        string[] All(string name) => query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];
        return new PreviewPageState
        {
            Sku = One("sku"), Channel = One("channel"), Placement = One("placement"), Locale = One("locale"), At = One("at"), Segment = One("segment"),
            Cart = All("cart"), Stock = All("stock"), Device = One("device"), With = One("with"),
        };
    }
}
