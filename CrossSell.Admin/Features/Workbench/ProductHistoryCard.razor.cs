using System.Globalization;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.People;
using CrossSell.Core.Workbench;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Workbench.WorkbenchTexts;

namespace CrossSell.Admin.Features.Workbench;

/// <summary>The card of what was done to a product, the newest first, with the way to undo it.</summary>
public sealed partial class ProductHistoryCard
{
    private const int Longest = 80;
    private const int MostFields = 12;
    private readonly NewestLoad loads = new();
    private (int ProductId, long Stamp)? shown;
    private HistoryKind? kind;
    private List<HistoryLine>? lines;
    private long? next;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private ProductHistory History { get; set; } = default!;

    [Parameter, EditorRequired]
    public int ProductId { get; set; }

    /// <summary>Another number loads the history again.</summary>
    [Parameter]
    public long Stamp { get; set; }

    /// <summary>The reader's, which names the link types.</summary>
    [Parameter]
    public string? Locale { get; set; }

    [Parameter, EditorRequired]
    public Actor Actor { get; set; } = default!;

    [Parameter]
    public bool CanEdit { get; set; }

    [Parameter]
    public EventCallback<long> OnUndo { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == (ProductId, Stamp))
        {
            return;
        }

        shown = (ProductId, Stamp);
        await LoadAsync();
    }

    private static string Word(HistoryKind kind) => kind switch
    {
        HistoryKind.Content => L["Content"].Value,
        HistoryKind.Texts => L["Translations"].Value,
        HistoryKind.Attributes => L["Attributes"].Value,
        HistoryKind.Categories => L["Categories"].Value,
        HistoryKind.Listings => L["Shops and prices"].Value,
        HistoryKind.Media => L["Pictures"].Value,
        _ => L["Links"].Value,
    };

    private static string Value(HistoryField field, string? value) => value switch
    {
        null or "" => L["none"].Value,
        _ when field.Money is { } channel && long.TryParse(value, CultureInfo.InvariantCulture, out var minor) =>
            Formats.Amount(new Money(minor, channel.Currency)),
        { Length: > Longest } => value[..Longest] + "…",
        _ => value,
    };

    private Task FilterAsync(HistoryKind? chosen)
    {
        kind = chosen;
        return LoadAsync();
    }

    private Task LoadAsync() => loads.RunAsync(async isNewest =>
    {
        var page = await History.LoadAsync(Session.Reads, ProductId, kind, locale: Locale);
        if (isNewest())
        {
            (lines, next) = ([.. page.Lines], page.Next);
        }
    });

    // Of another product or another kind by now, they would stand under lines that they do not follow.
    private Task MoreAsync() => BusyAsync(async () =>
    {
        if (next is { } from)
        {
            var isStillThese = loads.Since();
            var page = await History.LoadAsync(Session.Reads, ProductId, kind, from, Locale);
            if (isStillThese())
            {
                lines!.AddRange(page.Lines);
                next = page.Next;
            }
        }
    });
}
