namespace CrossSell.Core.Affinity;

/// <summary>
/// Ranks companions with what was bought lately counting for more: every basket weighs 0.5 to the power of its age in half-lives, and the score is the
/// ordinary one over the weighted counts. The counts that people see stay exact.
/// </summary>
/// <param name="byAge">Baskets by age in half-lives, the newest first.</param>
public sealed class RecencyRank(IReadOnlyList<IPairPeriod> byAge)
{
    private readonly double[] weights = [.. Enumerable.Range(0, byAge.Count).Select(age => Math.Pow(0.5, age))];

    /// <summary>The companions again in order, with the score by weight.</summary>
    public IReadOnlyList<Companion> Order(int anchorId, IReadOnlyList<Companion> companions, int keep)
    {
        var anchor = Weighed(baskets => baskets.SupportOf(anchorId));
        var all = Weighed(baskets => baskets.BasketCount);
        return
        [
            .. companions
                .Select(companion => companion with
                {
                    Score = Score(companion.ProductId, Weighed(baskets => baskets.SoldAsSet(anchorId, companion.ProductId))),
                })
                .OrderByDescending(companion => companion.Score).ThenBy(companion => companion.ProductId).Take(keep),
        ];

        // A basket in which the two were sold as a set says nothing of them.
        double Score(int companionId, double sets) => AffinityScore.WilsonDamped(
            Weighed(baskets => baskets.Together(anchorId, companionId)), anchor - sets,
            AffinityScore.WilsonDampOf(Weighed(baskets => baskets.SupportOf(companionId)) - sets, all - sets));
    }

    private double Weighed(Func<IPairPeriod, int> count)
    {
        var sum = 0d;
        for (var age = 0; age < weights.Length; age++)
        {
            sum += weights[age] * count(byAge[age]);
        }

        return sum;
    }
}
