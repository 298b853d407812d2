using System.Globalization;
using CrossSell.Core.Common;

namespace CrossSell.Core.Experiments;

/// <summary>A visitor's arm of one experiment, or of one hold-out.</summary>
public readonly record struct ArmOf(int ExperimentId, string Arm);

/// <summary>
/// The word that answers, events and orders carry for the arms of a visitor: each experiment's number and its arm's letter, joined by hyphens: <c>12b</c>,
/// <c>3b-12b</c>. It fits <see cref="Events.AttributionToken"/>.
/// </summary>
[Engine]
public static class ArmWord
{
    private const char Between = '-';

    /// <summary>Null for no arm.</summary>
    public static string? Write(IEnumerable<ArmOf> arms)
    {
        var word = string.Join(Between, arms.OrderBy(arm => arm.ExperimentId)
            .Select(arm => string.Create(CultureInfo.InvariantCulture, $"{arm.ExperimentId}{arm.Arm}")));
        return word.Length == 0 ? null : word;
    }

    /// <summary>The arms of a word; empty for null, and for a word that is none of ours (shops may have tests of their own).</summary>
    public static IReadOnlyList<ArmOf> Read(string? word)
    {
        if (string.IsNullOrEmpty(word))
        {
            return [];
        }

        var arms = new List<ArmOf>();
        foreach (var part in word.Split(Between))
        {
            if (part.Length < 2 || !char.IsAsciiLetterLower(part[^1])
                || !int.TryParse(part.AsSpan(0, part.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                return [];
            }

            arms.Add(new ArmOf(id, part[^1..]));
        }

        return arms;
    }

    /// <summary>The arm of one experiment in a word; null where the word does not name it.</summary>
    public static string? Of(string? word, int experimentId)
    {
        foreach (var arm in Read(word))
        {
            if (arm.ExperimentId == experimentId)
            {
                return arm.Arm;
            }
        }

        return null;
    }
}
