using System.Globalization;
using CrossSell.Core.Experiments;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>Who gets which arm: evenly, the same everywhere and for ever, and of one experiment independent of another.</summary>
public sealed class AssignmentTests
{
    private const int Visitors = 100_000;

    [Theory]
    [InlineData("salt", "7f3a", 4371)]
    [InlineData("salt", "7f3b", 495)]
    [InlineData("other", "7f3a", 7573)]
    [InlineData("s\u00e4lt", "\u03b1", 6192)]
    public void Bucket_IsTheSameOnEveryServerForEver(string salt, string visitor, int bucket) => Assert.Equal(bucket, Assignment.BucketOf(salt, visitor));

    [Fact]
    public void Bucket_OfAVeryLongVisitor_IsOneToo() => Assert.InRange(Assignment.BucketOf("salt", new string('\u20ac', 5_000)), 0, Experiment.Whole - 1);

    /// <summary>
    /// Chi-squared over 100 classes of buckets, 99 degrees of freedom: under 148.2 in 999 of 1,000 salts. Sixteen fixed salts: all of them are.
    /// </summary>
    [Fact]
    public void Buckets_AreFilledEvenly()
    {
        for (var salt = 0; salt < 16; salt++)
        {
            var seen = new int[100];
            for (var visitor = 0; visitor < Visitors / 4; visitor++)
            {
                seen[Assignment.BucketOf(Text(salt), Text(visitor)) / 100]++;
            }

            Assert.InRange(ChiSquared(seen, [.. Enumerable.Repeat(Visitors / 4 / 100d, 100)]), 0, 148.2);
        }
    }

    /// <summary>Chi-squared of the table of both buckets, 10 by 10: 81 degrees of freedom, under 126.1 in 999 of 1,000.</summary>
    [Fact]
    public void Buckets_UnderTwoSalts_SayNothingOfOneAnother()
    {
        var seen = new int[100];
        for (var visitor = 0; visitor < Visitors; visitor++)
        {
            seen[(Assignment.BucketOf("one", Text(visitor)) / 1_000 * 10) + (Assignment.BucketOf("two", Text(visitor)) / 1_000)]++;
        }

        var rows = Enumerable.Range(0, 10).Select(row => Enumerable.Range(0, 10).Sum(column => seen[(row * 10) + column])).ToArray();
        var columns = Enumerable.Range(0, 10).Select(column => Enumerable.Range(0, 10).Sum(row => seen[(row * 10) + column])).ToArray();
        Assert.InRange(
            ChiSquared(seen, [.. Enumerable.Range(0, 100).Select(at => (double)rows[at / 10] * columns[at % 10] / Visitors)]), 0, 126.1);
    }

    /// <summary>Three arms of 60, 30 and 10 %, of a quarter of the visitors: chi-squared with 2 degrees of freedom is under 13.8 in 999 of 1,000.</summary>
    [Fact]
    public void Arms_HaveTheirWeights_AlsoAmongThoseWhoTakePart()
    {
        var experiment = TestExperiments.Started(
            ExperimentQuestion.Headline, id: 7, firstBucket: 5_000, share: 2_500,
            arms: [new("a", "As now", 6_000), TestExperiments.Headline("b", 3_000), TestExperiments.Headline("c", 1_000)]);
        var (seen, takePart) = (new int[3], 0);
        for (var visitor = 0; visitor < Visitors; visitor++)
        {
            if (Assignment.TakesPart(experiment, Assignment.BucketOf(Assignment.SharedSalt, Text(visitor))))
            {
                takePart++;
                seen[Assignment.ArmOf(experiment, Text(visitor)).Code[0] - 'a']++;
            }
        }

        Assert.InRange(takePart, .245 * Visitors, .255 * Visitors);
        Assert.InRange(ChiSquared(seen, [.6 * takePart, .3 * takePart, .1 * takePart]), 0, 13.8);
    }

    [Fact]
    public void HoldOut_IsComparedWithAsManyOthers()
    {
        var holdOut = TestExperiments.Started(ExperimentQuestion.HoldOut, id: 3, share: 500);
        var arms = Enumerable.Range(0, Visitors).Select(visitor => Assignment.HoldOutArm(holdOut, Text(visitor))).ToLookup(arm => arm ?? "");

        Assert.InRange(arms["a"].Count(), .0475 * Visitors, .0525 * Visitors);
        Assert.InRange(arms["b"].Count(), .0475 * Visitors, .0525 * Visitors);
        Assert.InRange(ChiSquared([arms["a"].Count(), arms["b"].Count()], [.05 * Visitors, .05 * Visitors]), 0, 13.8);
    }

    [Fact]
    public void Arms_ThatAreWrittenAsAWord_AreReadFromIt()
    {
        Assert.Null(ArmWord.Write([]));
        Assert.Equal("3b-12a", ArmWord.Write([new ArmOf(12, "a"), new ArmOf(3, "b")]));
        Assert.Equal([new ArmOf(3, "b"), new ArmOf(12, "a")], ArmWord.Read("3b-12a"));
        Assert.Equal(("a", null), (ArmWord.Of("3b-12a", 12), ArmWord.Of("3b-12a", 2)));
        Assert.True(CrossSell.Core.Events.AttributionToken.Read($"7f3a.c41b.{ArmWord.Write([new ArmOf(12, "a"), new ArmOf(3, "b")])}", "arm").IsDone);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("b")]
    [InlineData("blue")]
    [InlineData("12B")]
    [InlineData("12b-")]
    [InlineData("-12b")]
    [InlineData("99999999999b")]
    [InlineData("12b x")]
    public void ArmsOfAShopsOwnTests_AreNoneOfOurs(string? word) => Assert.Empty(ArmWord.Read(word));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double ChiSquared(IReadOnlyList<int> seen, IReadOnlyList<double> expected) =>
        seen.Select((count, at) => (count - expected[at]) * (count - expected[at]) / expected[at]).Sum();
}
