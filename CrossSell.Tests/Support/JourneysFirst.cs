using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(CrossSell.Tests.Support.JourneysFirst))]

namespace CrossSell.Tests.Support;

/// <summary>
/// Journeys share one browser and so run one after the other, longer than everything else together: they begin first, beside the rest, or a whole core would
/// have nothing to do at the end.
/// </summary>
public sealed class JourneysFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection => [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName != "browser")];
}
