using System.Runtime.CompilerServices;

namespace CrossSell.Core.Affinity;

/// <summary>
/// The best companions of every product, kept while counting; any number of threads may offer. What stays does not depend on the
/// order of the offers: higher score first, equal scores by lower product id.
/// </summary>
internal sealed class BestCompanions
{
    private const int Stripes = 256;

    private readonly int[] productIds;
    private readonly int keep;
    private readonly double[] scores;
    private readonly int[] ranks;
    private readonly int[] counts;
    private readonly int[] inPeriods;
    private readonly int periods;
    private readonly int[] filled;
    private readonly double[] threshold;
    private readonly double[] bestLift;
    private readonly Lock[] locks = new Lock[Stripes];

    /// <param name="periods">How many counts by period each kept companion has beside its own.</param>
    public BestCompanions(int[] productIds, int keep, int periods = 0)
    {
        this.periods = periods;
        var products = productIds.Length;
        this.productIds = productIds;
        this.keep = Math.Min(keep, Math.Max(products - 1, 0));
        var places = checked(products * this.keep);
        scores = new double[places];
        ranks = new int[places];
        counts = new int[places];
        inPeriods = new int[checked(places * periods)];
        filled = new int[products];
        threshold = new double[products];
        Array.Fill(threshold, double.NegativeInfinity);
        bestLift = new double[products];
        for (var stripe = 0; stripe < Stripes; stripe++)
        {
            locks[stripe] = new Lock();
        }
    }

    /// <summary>False when a companion with this score cannot stay. A threshold only rises, so an old value never drops one wrongly.</summary>
    public bool MayStay(int anchor, double score) => score >= Volatile.Read(ref threshold[anchor]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Offer(int anchor, int companion, int together, double score, ReadOnlySpan<int> byPeriod = default)
    {
        lock (locks[anchor % Stripes])
        {
            var start = anchor * keep;
            var place = filled[anchor];
            if (place == keep)
            {
                if (!GoesBefore(score, companion, start + keep - 1))
                {
                    return;
                }

                place--;
            }
            else
            {
                filled[anchor]++;
            }

            for (; place > 0 && GoesBefore(score, companion, start + place - 1); place--)
            {
                scores[start + place] = scores[start + place - 1];
                ranks[start + place] = ranks[start + place - 1];
                counts[start + place] = counts[start + place - 1];
                Array.Copy(inPeriods, (start + place - 1) * periods, inPeriods, (start + place) * periods, periods);
            }

            scores[start + place] = score;
            ranks[start + place] = companion;
            counts[start + place] = together;
            byPeriod.CopyTo(inPeriods.AsSpan((start + place) * periods, periods));
            if (filled[anchor] == keep)
            {
                Volatile.Write(ref threshold[anchor], scores[start + keep - 1]);
            }
        }
    }

    public void OfferLift(int product, double lift)
    {
        if (lift <= Volatile.Read(ref bestLift[product]))
        {
            return;
        }

        lock (locks[product % Stripes])
        {
            if (lift > bestLift[product])
            {
                Volatile.Write(ref bestLift[product], lift);
            }
        }
    }

    public double BestLiftSum()
    {
        var sum = 0d;
        foreach (var lift in bestLift)
        {
            sum += lift;
        }

        return sum;
    }

    public Companion[] Of(int anchor, int[] ids)
    {
        var list = new Companion[filled[anchor]];
        for (var place = 0; place < list.Length; place++)
        {
            var from = (anchor * keep) + place;
            list[place] = new Companion(ids[ranks[from]], counts[from], scores[from]);
        }

        return list;
    }

    /// <summary>The count of a kept companion in one period; 0 when it is not kept.</summary>
    public int InPeriod(int anchor, int companion, int period)
    {
        var place = ranks.AsSpan(anchor * keep, filled[anchor]).IndexOf(companion);
        return place < 0 ? 0 : inPeriods[(((anchor * keep) + place) * periods) + period];
    }

    private bool GoesBefore(double score, int companion, int place) =>
        score > scores[place] || (score == scores[place] && productIds[companion] < productIds[ranks[place]]);
}
