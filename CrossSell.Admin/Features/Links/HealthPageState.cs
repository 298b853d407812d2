using CrossSell.Core.Links;

namespace CrossSell.Admin.Features.Links;

/// <summary>Which links of a problem are picked: some, or all there are. Knows no component and no database.</summary>
public sealed class HealthPageState
{
    private readonly HashSet<int> picked = [];

    public LinkProblem Problem { get; private set; }

    /// <summary>Every link with the problem, shown or not.</summary>
    public bool All { get; private set; }

    /// <summary>As typed, a day; blank is without an end.</summary>
    public DateOnly? Until { get; set; }

    public void Show(LinkProblem problem)
    {
        Problem = problem;
        Clear();
    }

    public void Clear()
    {
        picked.Clear();
        All = false;
    }

    public bool IsPicked(int linkId) => All || picked.Contains(linkId);

    /// <summary>Picks one or lets it go; of all, one less is those that are shown without it.</summary>
    public void Toggle(int linkId, IEnumerable<int> shown)
    {
        if (All)
        {
            All = false;
            picked.UnionWith(shown);
        }

        if (!picked.Remove(linkId))
        {
            picked.Add(linkId);
        }
    }

    public void PickAll(bool all)
    {
        Clear();
        All = all;
    }

    /// <param name="total">Of the problem.</param>
    public int Count(int total) => All ? total : picked.Count;

    public LinkRepairInput ToInput(LinkRepair repair, int channelId, TimeZoneInfo zone) =>
        new(repair, Problem, channelId, All ? null : [.. picked.Order()], End(zone));

    // The day itself is still in.
    private DateTimeOffset? End(TimeZoneInfo zone) => Until is { } day
        ? new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue), zone), TimeSpan.Zero)
        : null;
}
