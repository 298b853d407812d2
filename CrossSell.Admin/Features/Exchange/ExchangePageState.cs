using CrossSell.Admin.Shared;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using static CrossSell.Admin.Features.Exchange.ExchangeTexts;

namespace CrossSell.Admin.Features.Exchange;

/// <summary>Where an import stands on its page: a file is brought, tried, and then imported or dropped.</summary>
public sealed record ExchangePageState
{
    /// <summary>Percent of the file that has arrived; null when none is on its way.</summary>
    public int? Arriving { get; init; }

    public ExchangeFile? File { get; init; }

    /// <summary>Why the file that was brought last is none that can be read, and what to do with it.</summary>
    public string? Problem { get; init; }

    /// <summary>Code of the channel that rows are about which name none.</summary>
    public string? Channel { get; init; }

    /// <summary>The file is about one shop and does not say which: that is asked before anything is tried.</summary>
    public bool AsksForChannel => File?.ChannelFor is not null && Channel is null && TrialJob is null;

    public long? TrialJob { get; init; }

    /// <summary>The trial when it is over.</summary>
    public Job? Trial { get; init; }

    public long? ImportJob { get; init; }

    public bool IsImported { get; init; }

    public bool WantsFile => Arriving is null && File is null;

    /// <summary>Something would change, and nothing has been started yet.</summary>
    public bool MayImport => ImportJob is null && Trial is { State: JobState.Done } trial && Changes(trial) > 0;

    public bool ChangesNothing => ImportJob is null && Trial is { State: JobState.Done } trial && Changes(trial) == 0;

    /// <summary>What the button says.</summary>
    public string ImportWords
    {
        get
        {
            var count = Formats.Count(Trial is { } trial ? Changes(trial) : 0);
            return File?.Kind switch
            {
                ExchangeKind.Products => L["Import {0} products", count].Value,
                ExchangeKind.Listings => L["Import {0} listings", count].Value,
                ExchangeKind.Orders => L["Import {0} orders", count].Value,
                ExchangeKind.Links => L["Import {0} links", count].Value,
                _ => L["Import {0} rows", count].Value,
            };
        }
    }

    private static long Changes(Job trial) => JobReport.Of(trial)?.Changes ?? 0;
}
