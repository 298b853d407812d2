using System.Reflection;
using CrossSell.Tests.Browser;

namespace CrossSell.Tests.Architecture;

/// <summary>What keeps the fast loop fast (<c>scripts/test-fast</c>).</summary>
public sealed class HabitTests
{
    [Fact]
    public void TestsOfTheWholeHost_AreMarkedSlow_AndJourneysAreMarkedBrowser()
    {
        var classes = typeof(HabitTests).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetMethods().Any(method => method.GetCustomAttribute<FactAttribute>() is not null)).ToList();

        Assert.Empty(classes.Where(type => type.Namespace == "CrossSell.Tests.Integration" && KindOf(type) != "Slow").Select(type => type.Name));
        Assert.Contains(classes, type => typeof(Journey).IsAssignableFrom(type));
        Assert.Empty(classes.Where(type => type.Namespace == "CrossSell.Tests.Browser" && KindOf(type) != "Browser").Select(type => type.Name));
    }

    private static string? KindOf(Type type) => type.GetCustomAttributes<TraitAttribute>(inherit: true).FirstOrDefault(trait => trait.Name == "Kind")?.Value;
}
