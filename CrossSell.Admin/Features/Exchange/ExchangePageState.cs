using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>The steps of an import, in their order.</summary>
public enum ImportStep
{
    File,

    /// <summary>What the columns of the file become.</summary>
    Columns,

    /// <summary>Which shop a price file is of; only where it does not say it.</summary>
    Shop,

    /// <summary>What would change, and which rows are wrong.</summary>
    Check,

    Result,
}

/// <summary>Where an import stands on its page: a file is brought, mapped, tried, and then imported or dropped.</summary>
public sealed record ExchangePageState
{
    /// <summary>Percent of the file that has arrived; null when none is on its way.</summary>
    public int? Arriving { get; init; }

    /// <summary>What is kept of the import beside its file; null while there is none.</summary>
    public ImportDraft? Draft { get; init; }

    /// <summary>What the file was recognised as; null while there is none, and when it was imported.</summary>
    public ExchangeFile? File { get; init; }

    public ImportStep Step { get; init; }

    /// <summary>Why the file that was brought last is none that can be read, and what to do with it.</summary>
    public string? Problem { get; init; }

    /// <summary>Code of the channel that rows are about which name none.</summary>
    public string? Channel => Draft?.Channel;

    public long? TrialJob => Draft?.TrialJob;

    /// <summary>The trial when it is over.</summary>
    public Job? Trial { get; init; }

    /// <summary>Something was corrected since the trial, so that it has to be tried again.</summary>
    public bool IsStale => Draft?.IsStale == true;

    public long? ImportJob => Draft?.ImportJob;

    public bool IsImported { get; init; }

    /// <summary>The file once more, for what is imported from it next; null for nothing.</summary>
    public ImportDraft? Next { get; init; }

    public bool WantsFile => Arriving is null && Draft is null;

    /// <summary>The file is about one shop and does not say which: that is asked before anything is tried.</summary>
    public bool AsksForChannel => File?.ShopFor is not null && Channel is null;

    /// <summary>The steps that this file has.</summary>
    public IReadOnlyList<ImportStep> Steps => File?.ShopFor is not null
        ? [ImportStep.File, ImportStep.Columns, ImportStep.Shop, ImportStep.Check, ImportStep.Result]
        : [ImportStep.File, ImportStep.Columns, ImportStep.Check, ImportStep.Result];

    /// <summary>Whether a person may go to the step by its name: back to what was said of the file, as long as nothing is being imported.</summary>
    public bool MayGoTo(ImportStep step) => File is { HasOwnReader: false } && ImportJob is null && Arriving is null
        && (step is ImportStep.Columns or ImportStep.Shop) && step < Step;

    /// <summary>Something would change, and nothing has been started yet.</summary>
    public bool MayImport => ImportJob is null && !IsStale && Trial is { State: JobState.Done } trial && Changes(trial) > 0;

    public bool ChangesNothing => ImportJob is null && !IsStale && Trial is { State: JobState.Done } trial && Changes(trial) == 0;

    /// <summary>What the button says.</summary>
    public string ImportWords
    {
        get
        {
            var count = Formats.Count(Trial is { } trial ? Changes(trial) : 0);
            return File?.Kind switch
            {
                ExchangeKind.Products => L["Import {0} products", count].Value,
                ExchangeKind.Listings => L["Import prices and stock of {0} products", count].Value,
                ExchangeKind.Orders => L["Import {0} orders", count].Value,
                ExchangeKind.Links => L["Import {0} links", count].Value,
                ExchangeKind.Bundles => L["Import {0} bundles", count].Value,
                _ => L["Import {0} rows", count].Value,
            };
        }
    }

    /// <summary>The step that a draft was left at.</summary>
    public static ImportStep StepOf(ImportDraft draft, ExchangeFile? file)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return draft.ImportJob is not null ? ImportStep.Result
            : draft.TrialJob is not null ? ImportStep.Check
            : file is { Origin: MappingOrigin.Guessed } || draft.Mapping is null ? ImportStep.Columns
            : ImportStep.Shop;
    }

    private static long Changes(Job trial) => JobReport.Of(trial)?.Changes ?? 0;
}
