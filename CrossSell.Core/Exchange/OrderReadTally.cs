using System.Globalization;
using CrossSell.Core.Mining;

namespace CrossSell.Core.Exchange;

/// <summary>What a reader has met so far: rows by flaw, and those it could not read.</summary>
public sealed class OrderReadTally
{
    /// <summary>Errors of each column that are kept in words; more are only counted here, and written to the error file.</summary>
    public const int ErrorsKept = 100;

    // What is kept is shown: nobody reads more of a row.
    private const int RecordKept = 1_000;

    private readonly int[] byFlaw = new int[Enum.GetValues<LineFlaw>().Length];
    private readonly List<RowError> errors = [];
    private readonly Dictionary<string, int> byColumn = new(StringComparer.Ordinal);

    /// <summary>All rows, readable or not; blank lines are none.</summary>
    public int Rows { get; private set; }

    public int Unreadable { get; private set; }

    /// <summary>Rows of another system's file that are no sale, such as those of cancelled orders.</summary>
    public int Aside { get; private set; }

    /// <summary>Of the rows that could not be read, the first <see cref="ErrorsKept"/> of each column, in the order of the file.</summary>
    public IReadOnlyList<RowError> Errors => errors;

    /// <summary>Why reading ended before the end of the file, or null. What was read before is good.</summary>
    public RowError? Stopped { get; private set; }

    /// <summary>How many rows could not be read because of this column; null for rows that are broken as a whole.</summary>
    public int UnreadableIn(string? column) => byColumn.GetValueOrDefault(column ?? "");

    public int Of(LineFlaw flaw) => byFlaw[(int)flaw];

    /// <summary>One line a reason that occurred, most frequent first: "6,652 in cancelled orders".</summary>
    public IEnumerable<string> FlawsInWords() =>
        Enum.GetValues<LineFlaw>()
            .Where(flaw => flaw != LineFlaw.None && Of(flaw) > 0)
            .OrderByDescending(Of)
            .Select(flaw => string.Create(CultureInfo.InvariantCulture, $"{Of(flaw):N0} {MiningFilter.InWords(flaw)}"));

    internal void Add(OrderRow row)
    {
        Rows++;
        byFlaw[(int)row.Flaw]++;
    }

    internal void Add(RowError error)
    {
        Rows++;
        Unreadable++;
        if ((byColumn[error.Column ?? ""] = UnreadableIn(error.Column) + 1) <= ErrorsKept)
        {
            errors.Add(error.Record.Length <= RecordKept ? error : error with { Record = error.Record[..RecordKept] });
        }
    }

    /// <summary>A row that could be read but has no place to go becomes an error after all.</summary>
    internal void Revoke(OrderRow row, RowError error)
    {
        byFlaw[(int)row.Flaw]--;
        Rows--;
        Add(error);
    }

    /// <summary>Says the errors as those of the file that was translated, and counts what was refused and left aside before.</summary>
    internal void Translate(Func<RowError, RowError> said, IEnumerable<RowError> refused, int aside)
    {
        var own = errors.ConvertAll(error => said(error));
        errors.Clear();
        errors.AddRange(own);
        foreach (var error in refused)
        {
            Add(error);
        }

        errors.Sort((one, other) => one.Line.CompareTo(other.Line));
        Aside = aside;
        Rows += aside;
    }

    internal void Stop(RowError error) => Stopped = error;
}
