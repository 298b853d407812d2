using CrossSell.Admin.Features.Conditions;
using CrossSell.Core.Catalog;
using CrossSell.Core.Common;
using CrossSell.Core.Rules;

namespace CrossSell.Admin.Features.Bundles;

/// <summary>
/// The rule of one slot as somebody edits it, letter by letter: lines that say nothing yet stand here only, and what can be read of the others goes to the
/// bundle. Knows no component and no database.
/// </summary>
public sealed class SlotConditions : IConditionEditor
{
    private readonly Func<int> next;
    private readonly Func<Condition?, EquatableList<Comparison>, bool> take;
    private ConditionReading reading = null!;
    private Condition? condition;
    private EquatableList<Comparison> compared = [];

    /// <param name="next">A number that no line of the page has had: it has the rules of several slots.</param>
    /// <param name="take">Is given what can be read after each edit; says whether the bundle took it.</param>
    public SlotConditions(RuleLexicon lexicon, Channel shop, Func<int> next, Func<Condition?, EquatableList<Comparison>, bool> take)
    {
        (Lexicon, Shop, this.next, this.take) = (lexicon, shop, next, take);
        Tree = new TreeGroup(Next(), GroupKind.All, []);
        Read();
    }

    public TreeGroup Tree { get; private set; }

    public EquatableList<ComparisonRow> Comparisons { get; private set; } = [];

    public RuleLexicon Lexicon { get; private set; }

    public Channel? Shop { get; private set; }

    public bool CanEdit { get; set; }

    public IReadOnlyDictionary<int, string> LineProblems => reading.Problems;

    public IReadOnlyCollection<int> Unfinished => reading.Unfinished;

    public string? Focus { get; set; }

    public int? Dragged { get; set; }

    /// <summary>The rule in words; null while it asks nothing.</summary>
    public string? Said => condition is null ? null : RuleWords.Capital(RuleWords.Offer(condition, compared, Lexicon));

    /// <summary>What the bundle holds: where that is not what was read here last, somebody else or an undo wrote it, and it is shown.</summary>
    public void Show(Condition? stored, EquatableList<Comparison> storedCompared, RuleLexicon lexicon, Channel shop)
    {
        var isNews = !Equals(stored, condition) || !storedCompared.Equals(compared);
        (Lexicon, Shop) = (lexicon, shop);
        if (isNews)
        {
            Tree = stored is null ? new TreeGroup(Next(), GroupKind.All, []) : ConditionReading.ToTree(stored, Next);
            Comparisons = [.. storedCompared.Select(comparison => ConditionReading.ToRow(comparison, Next()))];
        }

        Read();
        (condition, compared) = (stored, storedCompared);
    }

    public int Next() => next();

    public bool Edit(Func<TreeGroup, TreeGroup> change, string? key = null)
    {
        var before = Tree;
        Tree = change(Tree);
        return Tree != before && Took();
    }

    public bool Compare(Func<EquatableList<ComparisonRow>, EquatableList<ComparisonRow>> change, string? key = null)
    {
        var before = Comparisons;
        Comparisons = change(Comparisons);
        return !Comparisons.Equals(before) && Took();
    }

    public bool Drop(int id, int targetId) => Edit(tree => RuleTree.Dropped(tree, id, targetId));

    // An edit of a line that says nothing yet is one as well, though the bundle stays what it was.
    private bool Took()
    {
        var (read, rows) = Read();
        if (!Equals(read, condition) || !rows.Equals(compared))
        {
            (condition, compared) = (read, rows);
            take(read, rows);
        }

        return true;
    }

    private (Condition? Condition, EquatableList<Comparison> Compared) Read()
    {
        reading = new ConditionReading(Lexicon.Attributes, Shop?.Currency ?? Currency.Of("EUR"));
        var read = reading.Read(Tree);
        EquatableList<Comparison> rows = [.. reading.Read(Comparisons).Distinct()];
        // What is only compared fills nothing; and one line needs no group around it, so it is stored as it always was.
        return RuleContent.Conditions(read).Any() ? (read is AllOf { Parts: [var only] } ? only : read, rows) : (null, []);
    }
}
