using System.Runtime.CompilerServices;
using Xunit.Sdk;
using Xunit.v3;

namespace CrossSell.Tests.Support;

/// <summary>A test of something that stands on the database: it runs on SQLite and, as a case of its own, on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(StudioFactDiscoverer))]
public sealed class StudioFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);

/// <inheritdoc cref="StudioFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(StudioTheoryDiscoverer))]
public sealed class StudioTheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber);

/// <summary>A test of what only a PostgreSQL server does.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer(typeof(PostgresFactDiscoverer))]
public sealed class PostgresFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber);

public sealed class PostgresFactDiscoverer : FactDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        [.. PostgresTestCase.Beside(await base.Discover(discoveryOptions, testMethod, factAttribute)).OfType<PostgresTestCase>()];
}

public sealed class StudioFactDiscoverer : FactDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        PostgresTestCase.Beside(await base.Discover(discoveryOptions, testMethod, factAttribute));
}

public sealed class StudioTheoryDiscoverer : TheoryDiscoverer
{
    public override async ValueTask<IReadOnlyCollection<IXunitTestCase>> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute) =>
        PostgresTestCase.Beside(await base.Discover(discoveryOptions, testMethod, factAttribute));
}

/// <summary>The same test once more, with studios on PostgreSQL; skipped with a reason where there is no server, but not in CI.</summary>
public sealed class PostgresTestCase : XunitTestCase
{
    [Obsolete("For the deserializer.")]
    public PostgresTestCase()
    {
    }

    private PostgresTestCase(XunitTestCase other)
        : base(
            other.TestMethod, $"{other.TestCaseDisplayName} [PostgreSQL]", $"{other.UniqueID}-postgres", other.Explicit, other.SkipExceptions,
            other.SkipReason ?? PostgresServer.WhyNot, other.SkipType, other.SkipUnless, other.SkipWhen,
            PostgresServer.Traits(other.Traits), other.TestMethodArguments, other.SourceFilePath,
            other.SourceLineNumber, other.Timeout)
    {
    }

    /// <summary>The cases, each with its twin.</summary>
    public static IReadOnlyCollection<IXunitTestCase> Beside(IReadOnlyCollection<IXunitTestCase> cases) =>
        [.. cases, .. cases.Select(IXunitTestCase (other) => other switch
        {
            XunitDelayEnumeratedTheoryTestCase theory => new PostgresTheoryTestCase(theory),
            XunitTestCase fact => new PostgresTestCase(fact),
            _ => throw new InvalidOperationException($"{other.GetType().Name} has no twin on PostgreSQL yet."),
        })];

    public override void PreInvoke()
    {
        base.PreInvoke();
        PostgresServer.IsAsked.Value = true;
    }
}

/// <inheritdoc cref="PostgresTestCase"/>
public sealed class PostgresTheoryTestCase : XunitDelayEnumeratedTheoryTestCase
{
    [Obsolete("For the deserializer.")]
    public PostgresTheoryTestCase()
    {
    }

    internal PostgresTheoryTestCase(XunitDelayEnumeratedTheoryTestCase other)
        : base(
            other.TestMethod, $"{other.TestCaseDisplayName} [PostgreSQL]", $"{other.UniqueID}-postgres", other.Explicit, other.SkipTestWithoutData,
            other.SkipExceptions, other.SkipReason ?? PostgresServer.WhyNot, other.SkipType, other.SkipUnless, other.SkipWhen,
            PostgresServer.Traits(other.Traits), other.SourceFilePath, other.SourceLineNumber, other.Timeout)
    {
    }

    public override void PreInvoke()
    {
        base.PreInvoke();
        PostgresServer.IsAsked.Value = true;
    }
}
