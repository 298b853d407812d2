using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(CrossSell.Tests.Support.JourneysFirst))]

namespace CrossSell.Tests.Support;

/// <summary>
/// Journeys share one browser and so run one after the other, longer than everything else: they begin first, beside the rest. Then come the classes that start
/// whole processes, the longest of the rest: the end is left to short ones, or a core would have nothing to do while the last long class runs alone.
/// </summary>
public sealed class JourneysFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection => [.. testCollections.OrderBy(collection => Turn(collection.TestCollectionDisplayName))];

    private static int Turn(string collection) =>
        collection == "browser" ? 0 : collection.Contains("CrossSell.Tests.Integration.", StringComparison.Ordinal) ? 1 : 2;
}
