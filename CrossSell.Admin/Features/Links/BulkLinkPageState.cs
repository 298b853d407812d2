using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>What is to be linked to what. Knows no component and no database.</summary>
public sealed class BulkLinkPageState
{
    private readonly HashSet<LinkEnds> leftOut = [];

    public List<int> Sources { get; private set; } = [];

    public List<int> Targets { get; private set; } = [];

    public string TypeCode { get; set; } = LinkType.CrossSell;

    public bool OnlyProblems { get; set; }

    public bool IsReady => Sources.Count > 0 && Targets.Count > 0;

    /// <summary>Adds what is not there yet.</summary>
    public static void Add(List<int> side, IEnumerable<int> ids)
    {
        var known = side.ToHashSet();
        side.AddRange(ids.Where(known.Add));
    }

    public void Remove(List<int> side, int id)
    {
        side.Remove(id);
        leftOut.RemoveWhere(ends => ends.SourceId == id || ends.TargetId == id);
    }

    public void Clear(List<int> side)
    {
        side.Clear();
        leftOut.Clear();
    }

    /// <summary>Turns the links round.</summary>
    public void Swap()
    {
        (Sources, Targets) = (Targets, Sources);
        leftOut.Clear();
    }

    /// <summary>Takes a pair out, or puts it in again.</summary>
    public void Toggle(LinkEnds ends)
    {
        if (!leftOut.Remove(ends))
        {
            leftOut.Add(ends);
        }
    }

    /// <summary>After they were made: a new start with the same type.</summary>
    public void Restart()
    {
        Clear(Sources);
        Clear(Targets);
    }

    public BulkLinks ToWish() => new([.. Sources], [.. Targets], TypeCode, LeftOut: [.. leftOut]);
}
