using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>One event of a visitor of an experiment, as far as it matters for who is counted.</summary>
/// <param name="At">Unix milliseconds.</param>
/// <param name="Device">Place in <see cref="VisitorGroups.Devices"/>.</param>
/// <param name="Source">Place in <see cref="VisitorGroups.Sources"/>.</param>
public readonly record struct SeenEvent(int Arm, long At, int Device, int Source, VisitorMarks Marks);

/// <summary>Why a visitor may not count; kept as the sum.</summary>
[Flags]
public enum VisitorMarks
{
    None = 0,
    Bot = 1,
    Staff = 2,
    TwoArms = 4,

    /// <summary>What the visitor brought is sealed; the row is kept while the visitor comes, so that nobody counts as new twice.</summary>
    Sealed = 8,
}

/// <summary>For how long a visitor's orders count, so that all of them are known as long as any of them is looked at.</summary>
/// <param name="Past">Before the first exposure: the comparison with the past (CUPED).</param>
/// <param name="Counted">After it. Then what the visitor brought is sealed.</param>
[Engine]
public readonly record struct VisitorWindow(TimeSpan Past, TimeSpan Counted)
{
    // Of a short time that visitors are kept, the past has no more than this part.
    private const int MostOfIt = 3;

    /// <summary>Both together are as long as visitors are kept: older orders are nobody's any more.</summary>
    /// <param name="pastDays">As many as are wished for.</param>
    public static VisitorWindow Of(TimeSpan keptFor, int pastDays)
    {
        var past = TimeSpan.FromDays(Math.Min(pastDays, (int)(keptFor.TotalDays / MostOfIt)));
        return new VisitorWindow(past, keptFor - past);
    }
}

/// <summary>
/// What the events of a visitor say, whatever their order and in whatever batches they came: <see cref="And"/> is commutative and associative.
/// </summary>
[Engine]
public readonly record struct SeenVisitor
{
    /// <summary>More events a day, on average from the first to the last, are no person's.</summary>
    public const int MostEventsADay = 500;

    private const long Day = 86_400_000;

    // Millions of them are in memory at once, and none of these reaches 256.
    private readonly byte arm;
    private readonly byte device;
    private readonly byte source;
    private readonly byte marks;

    /// <summary>0 is the control; of a visitor of two arms the lower.</summary>
    public int Arm
    {
        get => arm;
        init => arm = (byte)value;
    }

    /// <summary>First exposure, in Unix milliseconds.</summary>
    public long FirstAt { get; init; }

    public long LastAt { get; init; }

    public int Events { get; init; }

    /// <summary>At the first exposure; a place in <see cref="VisitorGroups.Devices"/>.</summary>
    public int Device
    {
        get => device;
        init => device = (byte)value;
    }

    /// <summary>At the first exposure; a place in <see cref="VisitorGroups.Sources"/>.</summary>
    public int Source
    {
        get => source;
        init => source = (byte)value;
    }

    public VisitorMarks Marks
    {
        get => (VisitorMarks)marks;
        init => marks = (byte)value;
    }

    /// <summary>Null for a visitor who counts.</summary>
    public ExclusionReason? Excluded =>
        Marks.HasFlag(VisitorMarks.Staff) ? ExclusionReason.Staff
        : Marks.HasFlag(VisitorMarks.Bot) || Events > MostEventsADay * (1 + ((LastAt - FirstAt) / Day)) ? ExclusionReason.Bot
        : Marks.HasFlag(VisitorMarks.TwoArms) ? ExclusionReason.TwoArms
        : null;

    public static SeenVisitor Of(SeenEvent seen) => new()
    {
        Arm = seen.Arm, FirstAt = seen.At, LastAt = seen.At, Events = 1, Device = seen.Device, Source = seen.Source, Marks = seen.Marks,
    };

    /// <summary>The same visitor by more events.</summary>
    public SeenVisitor And(SeenVisitor other)
    {
        // Of two at the same instant the smaller places, so that it does not matter which came first.
        var isFirst = FirstAt < other.FirstAt || (FirstAt == other.FirstAt && (Device, Source).CompareTo((other.Device, other.Source)) <= 0);
        var (first, then) = isFirst ? (this, other) : (other, this);
        return first with
        {
            Arm = Math.Min(first.Arm, then.Arm),
            LastAt = Math.Max(first.LastAt, then.LastAt),
            Events = first.Events + then.Events,
            Marks = first.Marks | then.Marks | (first.Arm == then.Arm ? VisitorMarks.None : VisitorMarks.TwoArms),
        };
    }
}

/// <summary>Groups of visitors that effects are looked at for. Their order is stored; add at the end.</summary>
public static class VisitorGroups
{
    public static readonly IReadOnlyList<string> Devices = ["", "phone", "tablet", "desktop"];

    public static readonly IReadOnlyList<string> Sources = ["", "direct", "search", "ad", "social", "mail", "referral"];

    /// <summary>Visitors of the first seven days.</summary>
    public const string FirstWeek = "first";

    /// <summary>Those who came after.</summary>
    public const string Later = "later";

    /// <summary>A place among words; 0 for none, and for one that is not known.</summary>
    public static int PlaceOf(IReadOnlyList<string> words, string? word)
    {
        ArgumentNullException.ThrowIfNull(words);
        for (var at = 1; at < words.Count; at++)
        {
            if (words[at] == word)
            {
                return at;
            }
        }

        return 0;
    }
}
