namespace CrossSell.Core.Panels;

/// <summary>What is known of an anchor, with the finished panels made of it.</summary>
/// <param name="anchorId">Whose facts they are.</param>
/// <param name="facts">Null when the channel does not know the product.</param>
internal sealed class CacheEntry(int anchorId, PanelFacts? facts)
{
    // Placements times locales times segments times arms that a shop asks for; what nobody in his right mind asks for does not grow without end.
    private const int MostForms = 48;

    private (FinishedForm Form, FinishedPanel Panel)[] finished = [];
    private readonly ulong mark = facts is null ? ulong.MaxValue : MarkOf([anchorId, .. facts.Products.Keys, .. facts.Elsewhere.Keys]);
    private bool isStray;

    public PanelFacts? Facts { get; } = facts;

    /// <summary>Whether nobody finds it again: its facts are newer than what all panels share, or forgotten.</summary>
    public bool IsStray
    {
        get => Volatile.Read(ref isStray);
        set => Volatile.Write(ref isStray, value);
    }

    /// <summary>The state of the studio that they were read of.</summary>
    public long Of { get; init; }

    public long UsedAt { get; set; }

    /// <summary>From when on it is read again, in ticks of UTC: a report that it goes by is too old then, unless there is a newer one.</summary>
    public long Until { get; init; } = long.MaxValue;

    public int Size { get; } = 1 + (facts is null ? 0 : facts.Products.Count + facts.Elsewhere.Count);

    /// <summary>Of its finished panels.</summary>
    public int Bytes => Volatile.Read(ref finished).Sum(item => item.Panel.Size);

    /// <summary>Null when none was kept that holds at this instant.</summary>
    public FinishedPanel? Find(in FinishedQuery query, string? segment, string arm, long ticks)
    {
        foreach (var (form, panel) in Volatile.Read(ref finished))
        {
            if (query.Is(form, segment, arm))
            {
                return panel.HoldsAt(ticks) ? panel : null;
            }
        }

        return null;
    }

    /// <summary>Keeps a panel in the place of the one before of its form, or of the oldest where there are too many.</summary>
    /// <returns>By how many bytes it grew.</returns>
    public int Keep(FinishedForm form, FinishedPanel panel)
    {
        while (true)
        {
            var before = Volatile.Read(ref finished);
            var others = before.Where(item => item.Form != form).ToArray();
            (FinishedForm, FinishedPanel)[] after = [.. others.Skip(Math.Max(0, others.Length - MostForms + 1)), (form, panel)];
            if (Interlocked.CompareExchange(ref finished, after, before) == before)
            {
                return after.Sum(item => item.Item2.Size) - before.Sum(item => item.Panel.Size);
            }
        }
    }

    /// <summary>Drops its finished panels.</summary>
    public void Forget() => Volatile.Write(ref finished, []);

    /// <summary>A bit for each of some products, of 64: several share one.</summary>
    public static ulong MarkOf(IEnumerable<int> products)
    {
        var mark = 0UL;
        foreach (var product in products)
        {
            mark |= BitOf(product);
        }

        return mark;
    }

    // Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): ids that follow one another have bits far apart.
    private static ulong BitOf(int product) => 1UL << (int)(((ulong)product * 11400714819323198485UL) >> 58);

    /// <summary>False where none of the products with this mark is named: then <see cref="Names"/> need not be asked.</summary>
    public bool MayName(ulong others) => (mark & others) != 0;

    /// <summary>Whether they are of one of these products, or name it for this very anchor.</summary>
    /// <remarks>An entry without facts does not know whose it would be: a family that no shop sells is sold as soon as a variant is listed.</remarks>
    public bool Names(ReadOnlySpan<int> products)
    {
        if (Facts is null)
        {
            return products.Length > 0;
        }

        foreach (var product in products)
        {
            if (MayName(BitOf(product)) && (product == anchorId || Facts.Products.ContainsKey(product) || Facts.Elsewhere.ContainsKey(product)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what is offered to anything of its category names one of these.</summary>
    public bool NamesWider(ReadOnlySpan<int> products)
    {
        foreach (var product in products)
        {
            if (Facts?.Wider.Names(product) == true)
            {
                return true;
            }
        }

        return false;
    }
}
