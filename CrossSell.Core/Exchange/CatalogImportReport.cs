using CrossSell.Core.Dialects;

namespace CrossSell.Core.Exchange;

/// <summary>How a catalogue file is to be imported.</summary>
public sealed record CatalogImportOptions
{
    /// <summary>Null to go by the header.</summary>
    public CatalogFileKind? Kind { get; init; }

    /// <summary>What the columns become and what was corrected; null for a file that is read by its header.</summary>
    public FileReading? Reading { get; init; }

    /// <summary>Where to write every field that would change, as CSV (<see cref="ImportChanges"/>); null when nobody asks.</summary>
    public string? ChangesPath { get; init; }

    /// <summary>Only say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>Bring in nothing when one row cannot be read.</summary>
    public bool Strict { get; init; }

    /// <summary>Code of the channel that rows are about which name none; null when nobody said.</summary>
    public string? ChannelCode { get; init; }

    /// <summary>Read as one of ours, also when the columns look like another system's.</summary>
    public bool AsNative { get; init; }

    /// <summary>The system whose file it is, where somebody said; null to go by the columns.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>What the file was called where it came from; null where it still is.</summary>
    public string? FileName { get; init; }

    /// <summary>A new product to which the file gives no status is sold at once, not a draft: for the first file of a shop that is being set up.</summary>
    public bool NewAreActive { get; init; }

    /// <summary>As of when listings are reported: what a newer report has said is left as it is. Null for a file.</summary>
    internal ListingReportRows? Reports { get; init; }

    /// <summary>The job that imports, so that it is undone as one.</summary>
    public long? JobId { get; init; }
}

/// <summary>What an import of products or listings did, or would do.</summary>
/// <param name="Rows">All rows, readable or not; blank lines are none.</param>
/// <param name="New">Products, or listings, that were not there.</param>
/// <param name="Same">Stood there already, exactly the same.</param>
/// <param name="Wrong">Rows that were left out.</param>
/// <param name="Errors">What is wrong with them, one an error; the first of very many.</param>
/// <param name="CategoriesMade">Paths of categories that were not there.</param>
/// <param name="Ignored">Columns that say nothing to this studio.</param>
/// <param name="Locked">How long others had to wait with their writes at most: for the longest of its steps.</param>
/// <param name="Stopped">Why reading ended before the end of the file, or null.</param>
/// <param name="Pictures">Addresses of pictures that products do not have yet.</param>
/// <param name="PictureFile">The list of them in <see cref="Storage.DataDirectory.Exchange"/>, for <see cref="PictureImport"/>: the import itself asks no
/// address. Null when there are none.</param>
public sealed record CatalogImportReport(
    CatalogFileKind Kind,
    char Delimiter,
    int Rows,
    int New,
    int Changed,
    int Same,
    int Wrong,
    IReadOnlyList<RowError> Errors,
    IReadOnlyList<string> CategoriesMade,
    IReadOnlyList<string> Ignored,
    bool DryRun,
    TimeSpan Locked = default,
    string? Stopped = null,
    int Pictures = 0,
    string? PictureFile = null)
{
    /// <summary>What is wrong with the file as a whole, each as a sentence. While there is one, nothing is imported.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>What undo takes, the oldest first: one a step, those before an interruption too. Empty when nothing changed.</summary>
    public IReadOnlyList<long> ChangeSets { get; init; } = [];

    /// <summary>It was called off: <see cref="New"/> and <see cref="Changed"/> say what was written until then.</summary>
    public bool CalledOff { get; init; }

    /// <summary>Rows that would have been written and were not, because it was called off.</summary>
    public int NotReached { get; init; }

    /// <summary>Nothing of the file could be imported: its columns are wrong, or all of its rows.</summary>
    public bool IsFailure => Faults.Count > 0 || (Rows > 0 && Wrong == Rows && New + Changed + Same == 0);
}

public enum CatalogImportStage
{
    Reading,
    Writing,
}

/// <param name="Done">Rows read, or products written.</param>
/// <param name="Total">0 while it is not known.</param>
public sealed record CatalogImportProgress(CatalogImportStage Stage, int Done, int Total);
