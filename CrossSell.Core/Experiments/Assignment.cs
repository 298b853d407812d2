using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>
/// Which bucket a visitor falls into: a salted hash, so that it is the same on every visit and every server, spread evenly, and under one salt says nothing of
/// the bucket under another.
/// </summary>
[Engine]
public static class Assignment
{
    private const int MostSalt = 64;

    /// <summary>
    /// From 0 to <see cref="Experiment.Whole"/> - 1: the first 64 bits of SHA-256 of salt, line break and visitor, in UTF-8, as a fraction of 2^64.
    /// </summary>
    /// <param name="visitor">As it is stored (<see cref="Events.VisitorNames"/>).</param>
    public static int BucketOf(string salt, string visitor)
    {
        ArgumentNullException.ThrowIfNull(salt);
        ArgumentNullException.ThrowIfNull(visitor);
        var most = Encoding.UTF8.GetMaxByteCount(salt.Length + visitor.Length + 1);
        var text = most <= 8 * MostSalt ? stackalloc byte[8 * MostSalt] : new byte[most];
        var length = Encoding.UTF8.GetBytes(salt, text);
        text[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(visitor, text[length..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text[..length], hash);
        return (int)Math.BigMul(BinaryPrimitives.ReadUInt64BigEndian(hash), (ulong)Experiment.Whole, out _);
    }

    /// <summary>The arm of a visitor who takes part, by the experiment's own salt and the weights of its arms.</summary>
    public static ExperimentArm ArmOf(Experiment experiment, string visitor)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var (bucket, upTo) = (BucketOf(experiment.Salt, visitor), 0);
        foreach (var arm in experiment.Arms)
        {
            upTo += arm.WeightBasisPoints;
            if (bucket < upTo)
            {
                return arm;
            }
        }

        return experiment.Arms[^1];
    }

    /// <summary>The salt that says which experiments of a shop a visitor may take part in: the same for all of them, so that their buckets are apart.</summary>
    public const string SharedSalt = "experiments";

    /// <summary>Whether a visitor takes part in a started experiment that is no hold-out.</summary>
    /// <param name="bucket">Under <see cref="SharedSalt"/>.</param>
    public static bool TakesPart(Experiment experiment, int bucket)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return experiment.FirstBucket is { } first && bucket >= first && bucket < first + experiment.ShareBasisPoints;
    }

    /// <summary>
    /// A visitor's arm of a hold-out: <c>a</c> for the share that sees no panels, <c>b</c> for as many others that are compared with them; null for the rest.
    /// </summary>
    public static string? HoldOutArm(Experiment holdOut, string visitor)
    {
        ArgumentNullException.ThrowIfNull(holdOut);
        var bucket = BucketOf(holdOut.Salt, visitor);
        return bucket < holdOut.ShareBasisPoints ? "a" : bucket < 2 * holdOut.ShareBasisPoints ? "b" : null;
    }
}
