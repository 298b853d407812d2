using System.Text.RegularExpressions;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Architecture;

/// <summary>Gestures end well, whatever the database does: the rules of <see cref="CrossSell.Admin.Shared.StudioComponent"/>, read off the source.</summary>
public sealed partial class GestureTests
{
    /// <summary>
    /// A flag that is set by hand stays set when something is thrown, and the button is dead: <c>BusyAsync</c> and <c>InTurnAsync</c> take it back.
    /// </summary>
    [Fact]
    public void NoComponent_KeepsABusyFlagOfItsOwn() =>
        Assert.Empty(Files().Where(file => BusyFlag().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName));

    /// <summary>The few that need to know more than busy (which upload, which cell) take it back in a <c>finally</c>.</summary>
    [Fact]
    public void FlagsOfWhatIsBeingWritten_AreTakenBackInAFinally() =>
        Assert.Empty(Files()
            .SelectMany(file => WriteFlag().Matches(File.ReadAllText(file)).Select(found => $"{Path.GetFileName(file)}: {found.Value.Trim()}")));

    /// <summary>Events have a net under them; what a script calls by itself (a key, a drop, a paste) has it only when it asks for it.</summary>
    [Fact]
    public void WhatAScriptCalls_HasTheNetUnderIt()
    {
        // KeptDrafts is no component and asks no database.
        var called = Files().Where(file => Path.GetFileName(file) != "KeptDrafts.cs")
            .SelectMany(file => CalledByScript().Matches(File.ReadAllText(file)).Select(found => (File: Path.GetFileName(file), Text: found.Value))).ToList();

        Assert.NotEmpty(called);
        Assert.All(called, method => Assert.Contains("GestureAsync(", method.Text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Files() => new[] { "Features", "Shared", "Shell" }
        .SelectMany(name => Directory.EnumerateFiles(Path.Combine(Repository.Root, "CrossSell.Admin", name), "*", SearchOption.AllDirectories))
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal));

    [GeneratedRegex(@"\b(is)?[Bb]usy(, \w+)*\)? = \(?true\b")]
    private static partial Regex BusyFlag();

    [GeneratedRegex(
        @"^ +(\((\w+, )*)?(is)?([Ss]aving|[Ss]ending|[Ww]riting|[Ww]orking|[Ss]tarting|[Mm]aking)(, \w+)*\)? = \(?true\b.*$(?!\s+try\b)",
        RegexOptions.Multiline)]
    private static partial Regex WriteFlag();

    // Up to the empty line that ends it, where it takes time.
    [GeneratedRegex(@"\[JSInvokable\]\r?\n +public (async )?Task\b(.+\r?\n)+", RegexOptions.Multiline)]
    private static partial Regex CalledByScript();
}
