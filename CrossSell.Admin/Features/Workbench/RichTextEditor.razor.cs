using CrossSell.Admin.Shared;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>Text with a few kinds of formatting. What it gives is clean; the script holds what is typed, .NET what is stored.</summary>
public sealed partial class RichTextEditor : IAsyncDisposable
{
    private static readonly (string Command, string Name, string Title, string Icon)[] Tools =
    [
        ("bold", Texts.Key("Bold"), Texts.Key("Bold (Ctrl+B)"), Icons.Material.Outlined.FormatBold),
        ("italic", Texts.Key("Italic"), Texts.Key("Italic (Ctrl+I)"), Icons.Material.Outlined.FormatItalic),
        ("heading", Texts.Key("Heading"), Texts.Key("Heading"), Icons.Material.Outlined.Title),
        ("bullets", Texts.Key("Bulleted list"), Texts.Key("Bulleted list"), Icons.Material.Outlined.FormatListBulleted),
        ("numbers", Texts.Key("Numbered list"), Texts.Key("Numbered list"), Icons.Material.Outlined.FormatListNumbered),
        ("link", Texts.Key("Insert link"), Texts.Key("Link (Ctrl+Shift+K)"), Icons.Material.Outlined.Link),
        ("plain", Texts.Key("Clear formatting"), Texts.Key("Clear formatting"), Icons.Material.Outlined.FormatClear),
    ];

    private ElementReference root;
    private readonly ComponentScript script = new("./Features/Workbench/RichTextEditor.razor.js");
    private bool attached;
    private DotNetObjectReference<RichTextEditor>? self;
    private string? known;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Clean HTML; the server cleans what comes back once more before it is stored.</summary>
    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string?> ValueChanged { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>What was typed, from the browser.</summary>
    [JSInvokable]
    public Task Typed(string html)
    {
        // Cleaned on the way in as well: what is compared and shown beside it is then what would be stored.
        known = RichText.Clean(html);
        return GestureAsync(() => ValueChanged.InvokeAsync(known));
    }

    public async ValueTask DisposeAsync()
    {
        self?.Dispose();
        await script.LeaveAsync("detach", root);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            known = Value;
            self = DotNetObjectReference.Create(this);
            await script.LoadAsync(Js);
            await script.InvokeAsync(
                "attach", root, self, RichText.ToHtml(Value),
                L["Address of the link (https://… or mailto:…). Leave empty to take it away."].Value);
            attached = true;
        }
        else if (attached && known != Value)
        {
            // Somebody else's text was taken over.
            known = Value;
            await script.InvokeAsync("set", root, RichText.ToHtml(Value));
        }
    }
}
