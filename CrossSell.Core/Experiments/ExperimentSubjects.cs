using CrossSell.Core.Bundles;
using CrossSell.Core.Rules;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Core.Experiments;

/// <summary>What experiments are about.</summary>
internal static class ExperimentSubjects
{
    /// <summary>Names of rules and bundles, by question and id.</summary>
    public static async Task<IReadOnlyDictionary<(ExperimentQuestion Question, int Id), string>> NamesAsync(
        StudioDb db, IReadOnlyList<Experiment> experiments, CancellationToken cancellation)
    {
        var names = new Dictionary<(ExperimentQuestion, int), string>();
        int[] rules = Ids(ExperimentQuestion.Rule), bundles = Ids(ExperimentQuestion.Bundle);
        if (rules.Length > 0)
        {
            foreach (var rule in await db.Rules.Where(rule => rules.Contains(rule.Id)).Select(rule => new { rule.Id, rule.Name }).ToListAsync(cancellation))
            {
                names[(ExperimentQuestion.Rule, rule.Id)] = rule.Name;
            }
        }

        if (bundles.Length > 0)
        {
            // Its newest revision names it.
            foreach (var revision in await db.BundleRevisions.Where(revision => bundles.Contains(revision.BundleId)).OrderBy(revision => revision.Number)
                .Select(revision => new { revision.BundleId, revision.Name }).ToListAsync(cancellation))
            {
                names[(ExperimentQuestion.Bundle, revision.BundleId)] = revision.Name;
            }
        }

        return names;

        int[] Ids(ExperimentQuestion question) =>
            [.. experiments.Where(experiment => experiment.Question == question).Select(experiment => experiment.SubjectId).OfType<int>().Distinct()];
    }
}
