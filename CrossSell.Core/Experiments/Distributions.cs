using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>
/// The distributions that tests ask for, to some 13 digits. The incomplete gamma function by its series and continued fraction (DLMF 8.7.1 and 8.9.2), the
/// incomplete beta function by its continued fraction (DLMF 8.17.22), both evaluated by Lentz's method (Thompson and Barnett, 1986); the logarithm of the
/// gamma function by Stirling's series after a shift (DLMF 5.11.1).
/// </summary>
[Engine]
public static class Distributions
{
    private const double Tiny = 1e-300;
    private const double Precise = 1e-15;
    private const int MostTerms = 20_000;
    private const double HalfLogOfTwoPi = 0.918938533204672741780329736406;

    // From here on Student's distribution is the normal one to seven digits of a probability.
    private const double ManyDegrees = 1e7;

    /// <summary>P(Z &lt;= z) of the standard normal distribution.</summary>
    public static double Normal(double z) => z >= 0 ? 1 - (UpperGamma(.5, z * z / 2) / 2) : UpperGamma(.5, z * z / 2) / 2;

    /// <summary>The chance of a value at least so far from zero, to either side, under the standard normal distribution.</summary>
    public static double NormalBeyond(double z) => UpperGamma(.5, z * z / 2);

    /// <summary>The z below which a normal value lies with a chance; started by Abramowitz and Stegun 26.2.23 and made precise by Newton's steps.</summary>
    /// <param name="p">From 0 to 1, both exclusive.</param>
    public static double NormalQuantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        if (p > .5)
        {
            return -NormalQuantile(1 - p);
        }

        var t = Math.Sqrt(-2 * Math.Log(p));
        var z = -(t - ((2.515517 + (.802853 * t) + (.010328 * t * t)) / (1 + (1.432788 * t) + (.189269 * t * t) + (.001308 * t * t * t))));
        for (var step = 0; step < 4; step++)
        {
            var density = Math.Exp((-z * z / 2) - HalfLogOfTwoPi);
            if (density < Tiny)
            {
                break;
            }

            z -= (Normal(z) - p) / density;
        }

        return z;
    }

    /// <summary>The chance of a value at least so far from zero, to either side, under Student's distribution.</summary>
    public static double StudentBeyond(double t, double degrees) => degrees > ManyDegrees
        ? NormalBeyond(t)
        : Beta(degrees / 2, .5, degrees / (degrees + (t * t)));

    /// <summary>The t beyond which, to either side, a value of Student's distribution lies with a chance of <paramref name="alpha"/>.</summary>
    public static double StudentQuantile(double alpha, double degrees)
    {
        var z = NormalQuantile(1 - (alpha / 2));
        if (degrees > ManyDegrees)
        {
            return z;
        }

        // Its tails are the heavier ones: the normal quantile is a lower end.
        var (low, high) = (z, (2 * z) + 1);
        while (StudentBeyond(high, degrees) > alpha)
        {
            high *= 2;
        }

        var logScale = LogGamma((degrees + 1) / 2) - LogGamma(degrees / 2) - (Math.Log(degrees * Math.PI) / 2);
        // Abramowitz and Stegun 26.7.5, its first term.
        var t = Math.Clamp(z + (((z * z * z) + z) / (4 * degrees)), low, high);
        for (var step = 0; step < 100; step++)
        {
            var over = StudentBeyond(t, degrees) - alpha;
            (low, high) = over > 0 ? (t, high) : (low, t);
            var density = 2 * Math.Exp(logScale - ((degrees + 1) / 2 * Math.Log(1 + (t * t / degrees))));
            var next = t + (over / density);
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - t) <= 1e-14 * t)
            {
                return next;
            }

            t = next;
        }

        return t;
    }

    /// <summary>The chance of a value at least as large under the chi-squared distribution.</summary>
    public static double ChiSquaredBeyond(double value, int degrees) => UpperGamma(degrees / 2.0, value / 2);

    /// <summary>ln Γ(x) for x above 0.</summary>
    public static double LogGamma(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var shift = 1.0;
        while (x < 15)
        {
            shift *= x;
            x++;
        }

        var inverse = 1 / (x * x);
        var series = ((((((inverse / 1_188) - (1.0 / 1_680)) * inverse) + (1.0 / 1_260)) * inverse) - (1.0 / 360)) * inverse;
        return ((x - .5) * Math.Log(x)) - x + HalfLogOfTwoPi + ((series + (1.0 / 12)) / x) - Math.Log(shift);
    }

    /// <summary>The regularized upper incomplete gamma function Q(a, x).</summary>
    private static double UpperGamma(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        var scale = Math.Exp((a * Math.Log(x)) - x - LogGamma(a));
        if (x < a + 1)
        {
            var (sum, term) = (1 / a, 1 / a);
            for (var n = 1; n < MostTerms && term > sum * Precise; n++)
            {
                term *= x / (a + n);
                sum += term;
            }

            return 1 - (scale * sum);
        }

        var b = x + 1 - a;
        var (c, d) = (1 / Tiny, 1 / b);
        var fraction = d;
        for (var n = 1; n < MostTerms; n++)
        {
            var over = -n * (n - a);
            b += 2;
            d = 1 / Away((over * d) + b);
            c = Away(b + (over / c));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < Precise)
            {
                break;
            }
        }

        return scale * fraction;
    }

    /// <summary>The regularized incomplete beta function I_x(a, b).</summary>
    private static double Beta(double a, double b, double x)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var scale = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        // It is quick on the nearer side only.
        return x < (a + 1) / (a + b + 2) ? scale * BetaFraction(a, b, x) / a : 1 - (scale * BetaFraction(b, a, 1 - x) / b);
    }

    private static double BetaFraction(double a, double b, double x)
    {
        var (c, d) = (1.0, 1 / Away(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var m = 1; m < MostTerms; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < Precise)
            {
                break;
            }
        }

        return fraction;
    }

    private static double Away(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
