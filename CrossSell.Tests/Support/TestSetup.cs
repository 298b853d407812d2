using System.Runtime.CompilerServices;
using Bunit;

namespace CrossSell.Tests.Support;

internal static class TestSetup
{
    /// <summary>
    /// One wait for all component tests. A busy machine with two cores takes seconds for the first query of a shape; a wait that is met ends at once.
    /// </summary>
    [ModuleInitializer]
    internal static void WaitLongEnough() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
