using System.Numerics;
using System.Runtime.InteropServices;
using CrossSell.Core.Common;

namespace CrossSell.Core.Affinity;

/// <summary>
/// The inverse of a symmetric positive definite matrix in single precision, on all cores: A = L Lᵀ (Cholesky, blocked), M = L⁻¹ by forward
/// substitution, A⁻¹ = Mᵀ M. Every inner loop is a dot product of two contiguous rows. About n³ / 2 multiply-adds. (Golub and Van Loan 2013, 4.2.)
/// </summary>
[Engine]
public static class SymmetricInverse
{
    private const int Block = 96;
    private const int Columns = 4;
    private const int Group = 8;

    /// <summary>Replaces the matrix (row-major, n by n) by its inverse.</summary>
    /// <exception cref="ArithmeticException">The matrix is not positive definite.</exception>
    public static void Invert(float[] matrix, int n, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentOutOfRangeException.ThrowIfNotEqual(matrix.LongLength, (long)n * n, nameof(matrix));
        var parallel = new ParallelOptions { CancellationToken = cancellation };
        Factor(matrix, n, parallel);
        var inverse = new float[matrix.Length];
        Substitute(matrix, inverse, n, parallel);
        Multiply(inverse, matrix, n, parallel);
    }

    /// <summary>Lower triangle: L. What stands above the diagonal is left as it was.</summary>
    private static void Factor(float[] a, int n, ParallelOptions parallel)
    {
        for (var from = 0; from < n; from += Block)
        {
            var to = Math.Min(from + Block, n);
            FactorDiagonal(a, n, from, to);
            if (to == n)
            {
                return;
            }

            // The panel below: each row solves its own small triangular system.
            var panelFrom = from;
            Parallel.For(to, n, parallel, row =>
            {
                var mine = a.AsSpan((row * n) + panelFrom, to - panelFrom);
                for (var column = 0; column < mine.Length; column++)
                {
                    var other = a.AsSpan(((panelFrom + column) * n) + panelFrom, column + 1);
                    mine[column] = (mine[column] - Dot(mine[..column], other[..column])) / other[column];
                }
            });

            // What remains: A[i, k] -= panel[i] . panel[k], two rows by four at a time.
            var pairs = (n - to + 1) / 2;
            Parallel.For(0, pairs, parallel, pair =>
            {
                // The longest rows first and the shortest last would leave one core idle at the end; from both ends they even out.
                var turned = pair % 2 == 0 ? pair / 2 : pairs - 1 - (pair / 2);
                Downdate(a, n, to + (turned * 2), to, panelFrom);
            });
        }
    }

    private static void FactorDiagonal(float[] a, int n, int from, int to)
    {
        for (var column = from; column < to; column++)
        {
            var pivotRow = a.AsSpan((column * n) + from, column - from + 1);
            var pivot = pivotRow[^1] - Dot(pivotRow[..^1], pivotRow[..^1]);
            if (!(pivot > 0))
            {
                throw new ArithmeticException("The matrix is not positive definite.");
            }

            var root = MathF.Sqrt(pivot);
            pivotRow[^1] = root;
            for (var row = column + 1; row < to; row++)
            {
                var mine = a.AsSpan((row * n) + from, column - from + 1);
                mine[^1] = (mine[^1] - Dot(mine[..^1], pivotRow[..^1])) / root;
            }
        }
    }

    private static void Downdate(float[] a, int n, int row, int to, int panelFrom)
    {
        var width = to - panelFrom;
        var two = row + 1 < n;
        var first = a.AsSpan((row * n) + panelFrom, width);
        var second = two ? a.AsSpan(((row + 1) * n) + panelFrom, width) : first;
        Span<float> sums = stackalloc float[2 * Columns];
        var last = two ? row + 1 : row;
        var k = to;
        for (; k + Columns <= last + 1; k += Columns)
        {
            Dots(first, second, a, (k * n) + panelFrom, n, sums);
            for (var column = 0; column < Columns; column++)
            {
                a[(row * n) + k + column] -= sums[column];
                if (two)
                {
                    a[((row + 1) * n) + k + column] -= sums[Columns + column];
                }
            }
        }

        for (; k <= last; k++)
        {
            var other = a.AsSpan((k * n) + panelFrom, width);
            a[(row * n) + k] -= Dot(first, other);
            if (two)
            {
                a[((row + 1) * n) + k] -= Dot(second, other);
            }
        }
    }

    /// <summary>Row j of the result is column j of L⁻¹, from its diagonal on.</summary>
    private static void Substitute(float[] l, float[] result, int n, ParallelOptions parallel)
    {
        var groups = (n + Group - 1) / Group;
        Parallel.For(0, groups, parallel, index =>
        {
            // Columns from the front are the longest: dealt out from both ends, so that cores end together.
            var group = index % 2 == 0 ? index / 2 : groups - 1 - (index / 2);
            var from = group * Group;
            var to = Math.Min(from + Group, n);
            for (var column = from; column < to; column++)
            {
                result[(column * n) + column] = 1 / l[(column * n) + column];
                SubstituteOne(l, result, n, column, column + 1, to);
            }

            SubstituteGroup(l, result, n, from, to);
        });
    }

    private static void SubstituteOne(float[] l, float[] result, int n, int column, int fromRow, int toRow)
    {
        for (var row = fromRow; row < toRow; row++)
        {
            var sum = Dot(l.AsSpan((row * n) + column, row - column), result.AsSpan((column * n) + column, row - column));
            result[(column * n) + row] = -sum / l[(row * n) + row];
        }
    }

    /// <summary>Four rows of L stay in the cache while all columns of the group use them.</summary>
    private static void SubstituteGroup(float[] l, float[] result, int n, int from, int to)
    {
        Span<float> sums = stackalloc float[2 * Columns];
        var row = to;
        for (; to - from == Group && row + Columns <= n; row += Columns)
        {
            for (var column = from; column < to; column += 2)
            {
                // Above its diagonal a column of L⁻¹ is zero, and so is the fresh array: all may share one range.
                Dots(result.AsSpan((column * n) + from, row - from), result.AsSpan(((column + 1) * n) + from, row - from), l, (row * n) + from, n, sums);
                Finish(l, result.AsSpan(column * n, n), n, row, sums[..Columns]);
                Finish(l, result.AsSpan((column + 1) * n, n), n, row, sums[Columns..]);
            }
        }

        for (var column = from; column < to; column++)
        {
            SubstituteOne(l, result, n, column, row, n);
        }
    }

    /// <summary>The small triangle between four rows that depend on one another.</summary>
    private static void Finish(float[] l, Span<float> column, int n, int row, ReadOnlySpan<float> sums)
    {
        for (var at = 0; at < Columns; at++)
        {
            var sum = sums[at];
            for (var before = 0; before < at; before++)
            {
                sum += l[((row + at) * n) + row + before] * column[row + before];
            }

            column[row + at] = -sum / l[((row + at) * n) + row + at];
        }
    }

    /// <summary>product[i, j] = rows i and j of the triangle, from where both are filled: Mᵀ M, both halves.</summary>
    private static void Multiply(float[] rows, float[] product, int n, ParallelOptions parallel)
    {
        var pairs = (n + 1) / 2;
        Parallel.For(0, pairs, parallel, index =>
        {
            var pair = index % 2 == 0 ? index / 2 : pairs - 1 - (index / 2);
            var i = pair * 2;
            var two = i + 1 < n;
            Span<float> sums = stackalloc float[2 * Columns];
            var last = two ? i + 1 : i;
            var first = rows.AsSpan((i * n) + i, n - i);
            var second = two ? rows.AsSpan(((i + 1) * n) + i, n - i) : first;
            var j = 0;
            for (; j + Columns <= last + 1; j += Columns)
            {
                Dots(first, second, rows, (j * n) + i, n, sums);
                for (var column = 0; column < Columns; column++)
                {
                    product[(i * n) + j + column] = sums[column];
                    if (two)
                    {
                        product[((i + 1) * n) + j + column] = sums[Columns + column];
                    }
                }
            }

            for (; j <= last; j++)
            {
                var other = rows.AsSpan((j * n) + i, n - i);
                product[(i * n) + j] = Dot(first, other);
                if (two)
                {
                    product[((i + 1) * n) + j] = Dot(second, other);
                }
            }
        });
        Parallel.For(0, n, parallel, row =>
        {
            for (var column = row + 1; column < n; column++)
            {
                product[(row * n) + column] = product[(column * n) + row];
            }
        });
    }

    /// <summary>Two rows against four, eight sums at once: each number loaded serves several products.</summary>
    private static void Dots(ReadOnlySpan<float> first, ReadOnlySpan<float> second, float[] others, int start, int stride, Span<float> sums)
    {
        var length = first.Length;
        ref var a = ref MemoryMarshal.GetReference(first);
        ref var b = ref MemoryMarshal.GetReference(second);
        ref var c = ref others[start];
        ref var d = ref others[start + stride];
        ref var e = ref others[start + (2 * stride)];
        ref var f = ref others[start + (3 * stride)];
        var (s0, s1, s2, s3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        var (t0, t1, t2, t3) = (Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero, Vector<float>.Zero);
        nuint at = 0;
        var whole = (nuint)(length - (length % Vector<float>.Count));
        for (; at < whole; at += (nuint)Vector<float>.Count)
        {
            var x = Vector.LoadUnsafe(ref a, at);
            var y = Vector.LoadUnsafe(ref b, at);
            var v = Vector.LoadUnsafe(ref c, at);
            s0 = Vector.FusedMultiplyAdd(x, v, s0);
            t0 = Vector.FusedMultiplyAdd(y, v, t0);
            v = Vector.LoadUnsafe(ref d, at);
            s1 = Vector.FusedMultiplyAdd(x, v, s1);
            t1 = Vector.FusedMultiplyAdd(y, v, t1);
            v = Vector.LoadUnsafe(ref e, at);
            s2 = Vector.FusedMultiplyAdd(x, v, s2);
            t2 = Vector.FusedMultiplyAdd(y, v, t2);
            v = Vector.LoadUnsafe(ref f, at);
            s3 = Vector.FusedMultiplyAdd(x, v, s3);
            t3 = Vector.FusedMultiplyAdd(y, v, t3);
        }

        sums[0] = Vector.Sum(s0);
        sums[1] = Vector.Sum(s1);
        sums[2] = Vector.Sum(s2);
        sums[3] = Vector.Sum(s3);
        sums[4] = Vector.Sum(t0);
        sums[5] = Vector.Sum(t1);
        sums[6] = Vector.Sum(t2);
        sums[7] = Vector.Sum(t3);
        for (var rest = (int)whole; rest < length; rest++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var other = others[start + (column * stride) + rest];
                sums[column] += first[rest] * other;
                sums[Columns + column] += second[rest] * other;
            }
        }
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = Vector<float>.Zero;
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        nuint at = 0;
        var whole = (nuint)(left.Length - (left.Length % Vector<float>.Count));
        for (; at < whole; at += (nuint)Vector<float>.Count)
        {
            sum = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, at), Vector.LoadUnsafe(ref b, at), sum);
        }

        var total = Vector.Sum(sum);
        for (var rest = (int)whole; rest < left.Length; rest++)
        {
            total += left[rest] * right[rest];
        }

        return total;
    }
}
