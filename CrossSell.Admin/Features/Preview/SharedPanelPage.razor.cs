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
        if (found is not null)
        {
            StateHasChanged(); // What was shared is on the screen before anything is asked of what it is now.
            var shop = Session.Channels.FirstOrDefault(item => item.Id == found.ChannelId);
            var now = await Reader.ReadAsync(Session.Reads, Asked(found.Question), shop);
            isOutdated = panel == found && now.Value?.Panel.Answer.Panel.Version != found.PanelVersion;
        }
    }

    /// <summary>What a query string asks the studio for.</summary>
    private static PreviewPageState Asked(string question)
    {
        var query = QueryHelpers.ParseQuery(question);
        string? One(string name) => query.TryGetValue(name, out var values) ? values.FirstOrDefault() : null;
        string[] All(string name) => query.TryGetValue(name, out var values) ? [.. values.OfType<string>()] : [];
        return new PreviewPageState
        {
            Sku = One("sku"), Channel = One("channel"), Placement = One("placement"), Locale = One("locale"), At = One("at"), Segment = One("segment"),
            Cart = All("cart"), Stock = All("stock"), Device = One("device"),
        };
    }
}
