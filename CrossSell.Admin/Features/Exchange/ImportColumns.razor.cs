using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.Dialects;
using CrossSell.Core.Exchange;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>The step in which a person says what the columns of a file are.</summary>
public sealed partial class ImportColumns
{
    private static readonly ColumnForm[] OfAmounts = [ColumnForm.Automatic, ColumnForm.DecimalComma, ColumnForm.DecimalPoint];
    private static readonly ColumnForm[] OfPieces = [ColumnForm.DecimalComma, ColumnForm.DecimalPoint];
    private static readonly ColumnForm[] OfDates = [ColumnForm.Automatic, ColumnForm.DayFirst, ColumnForm.MonthFirst];

    private ExchangeFile? taken;
    private ExchangeFile shown = default!;
    private FileMapping mapping = new(ExchangeKind.Products, []);
    private IReadOnlyList<Choice<string>> becomes = [];
    private IReadOnlyList<MappingFault> faults = [];

    [Parameter, EditorRequired]
    public ExchangeFile File { get; set; } = default!;

    /// <summary>What columns may become in this studio.</summary>
    [Parameter, EditorRequired]
    public CatalogueFields Catalogue { get; set; } = CatalogueFields.None;

    /// <summary>The file says no shop, so that it is asked next.</summary>
    [Parameter]
    public bool AsksForShop { get; set; }

    /// <summary>A person says that the file holds something else: its columns are guessed again.</summary>
    [Parameter, EditorRequired]
    public EventCallback<ExchangeKind> OnKind { get; set; }

    /// <summary>A file of a known system is to be read as that system means it: what was remembered of its columns is forgotten.</summary>
    [Parameter]
    public EventCallback OnWhole { get; set; }

    /// <summary>The mapping is done.</summary>
    [Parameter, EditorRequired]
    public EventCallback<FileMapping> OnChosen { get; set; }

    protected override void OnParametersSet()
    {
        if (taken != File)
        {
            taken = File;
            shown = File;
            Take(File.Mapping);
        }
    }

    private void Take(FileMapping next)
    {
        mapping = next;
        becomes =
        [
            new("", L["Leave aside"]),
            .. ImportFields.Of(next.Kind, Catalogue).Select(field => new Choice<string>(field.Key, field.IsNeeded ? $"{field.Words} *" : field.Words)),
        ];
        faults = ImportFields.Faults(next);
    }

    private Task ChooseKindAsync(ExchangeKind kind) => kind == mapping.Kind ? Task.CompletedTask : BusyAsync(() => OnKind.InvokeAsync(kind));

    private void Choose(int at, string? field) => Change(at, mapping.Columns[at] with
    {
        Field = string.IsNullOrEmpty(field) ? null : field,
        Form = ImportFields.ValueOf(mapping.Kind, field) == ImportFields.ValueOf(mapping.Kind, mapping.Columns[at].Field) ? mapping.Columns[at].Form
            : ImportFields.ValueOf(mapping.Kind, field) == FieldValue.Whole ? PiecesOf(at) : ColumnForm.Automatic,
    });

    private void ChooseForm(int at, ColumnForm form) => Change(at, mapping.Columns[at] with { Form = form });

    private void Change(int at, MappedColumn column)
    {
        Take(mapping with { Columns = [.. mapping.Columns.Select((other, index) => index == at ? column : other)] });
        shown = File with { Origin = MappingOrigin.Chosen };
    }

    private ColumnForm PiecesOf(int at) => File.Columns[at].Content.Mark == DecimalMark.Comma ? ColumnForm.DecimalComma : ColumnForm.DecimalPoint;

    private Task GoOnAsync() => faults.Count > 0 ? Task.CompletedTask : BusyAsync(() => OnChosen.InvokeAsync(mapping));

    private string WhyOf(int at) => mapping.Columns[at].Field is null && File.Columns[at].Guess.Column.Field is not null ? ""
        : mapping.Columns[at].Field == File.Columns[at].Guess.Column.Field ? ImportWords.Reason(File.Columns[at].Guess.Reason)
        : "";

    private ColumnForm[] FormsOf(MappedColumn column) => column.Field is null ? [] : ImportFields.ValueOf(mapping.Kind, column.Field) switch
    {
        FieldValue.Amount => OfAmounts,
        FieldValue.Whole => OfPieces,
        FieldValue.Date => OfDates,
        _ => [],
    };

    private string FormWords(ColumnForm form, MappedColumn column) => form switch
    {
        // Said by an example, which is the same in every language. Pieces have no decimals.
        ColumnForm.DecimalComma => ImportFields.ValueOf(mapping.Kind, column.Field) == FieldValue.Whole ? "1.299" : "1.299,00",
        ColumnForm.DecimalPoint => ImportFields.ValueOf(mapping.Kind, column.Field) == FieldValue.Whole ? "1,299" : "1,299.00",
        ColumnForm.DayFirst => L["day first: 24.12.2026"],
        ColumnForm.MonthFirst => L["month first: 12/24/2026"],
        _ => L["as written"],
    };
}
