using CrossSell.Core.Common;

namespace CrossSell.Core.Exchange;

/// <summary>
/// In which turn products are written that name others: each by its id, but not before those that it names, nor before those that they name. Products that
/// name one another in a circle have the same turn.
/// </summary>
[Engine]
internal static class StepOrder
{
    /// <param name="references">Who names whom.</param>
    /// <returns>The turns that are not the product's id: the highest id that it leads to.</returns>
    public static Dictionary<int, int> Turns(IEnumerable<(int Id, int To)> references)
    {
        var naming = new Dictionary<int, List<int>>();
        foreach (var (id, to) in references)
        {
            if (!naming.TryGetValue(to, out var ids))
            {
                naming.Add(to, ids = []);
            }

            ids.Add(id);
        }

        var turns = new Dictionary<int, int>();
        var open = new Queue<int>();
        // From the highest on, so that who has a turn already has the right one, and so has everybody who leads there.
        foreach (var last in naming.Keys.OrderDescending())
        {
            open.Enqueue(last);
            while (open.TryDequeue(out var at))
            {
                foreach (var id in naming.GetValueOrDefault(at) ?? [])
                {
                    if (id < last && turns.TryAdd(id, last))
                    {
                        open.Enqueue(id);
                    }
                }
            }
        }

        return turns;
    }
}
