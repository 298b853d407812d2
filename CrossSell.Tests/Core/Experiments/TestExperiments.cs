using CrossSell.Core;
using CrossSell.Core.Catalog;
using CrossSell.Core.Events;
using CrossSell.Core.Experiments;
using CrossSell.Core.Panels;
using CrossSell.Tests.Support;

namespace CrossSell.Tests.Core.Experiments;

/// <summary>Experiments for tests, with all that a test does not care about.</summary>
internal static class TestExperiments
{
    public static readonly Channel Camera = new() { Id = 1, Code = "camera", Name = "Camera shop", CurrencyCode = "EUR", TimeZone = "Europe/Amsterdam" };

    public static ExperimentArm Headline(string code, int weight, string? text = null) => new(code, $"Headline {code}", weight)
    {
        Headlines = PanelHeadlines.Write([new("en", text ?? $"Take {code} too")]),
    };

    /// <summary>Always-valid and open, over all visitors.</summary>
    public static ExperimentTerms Terms(
        ExperimentQuestion question = ExperimentQuestion.AnyPanel, int? subject = null, string? layer = null, IReadOnlyList<ExperimentArm>? arms = null,
        int share = Experiment.Whole, string name = "Do panels sell?") => new(
            name, question, subject, layer, arms ?? ExperimentTerms.TwoArms("Without", "With"), [], null, share, null, null)
        {
            Mode = ExperimentMode.AlwaysValid,
        };

    /// <summary>One that runs since the start of a test studio.</summary>
    public static Experiment Started(
        ExperimentQuestion question = ExperimentQuestion.AnyPanel, int id = 1, int firstBucket = 0, int share = Experiment.Whole,
        IReadOnlyList<ExperimentArm>? arms = null, string salt = "salt")
    {
        var experiment = new Experiment { Id = id, ChannelId = 1, Salt = salt, CreatedBy = "Eva", CreatedAt = TestStudio.Start };
        Assert.True(experiment.Edit(Terms(question, arms: arms, share: share)).IsDone);
        Assert.True(experiment.Start("a", subjectWasOff: false, firstBucket, Camera, TestStudio.Manager, TestStudio.Start).IsDone);
        return experiment;
    }

    public static ExperimentService Service(TestStudio studio) => new(studio.Store, CrossSellCore.UndoRules, PanelLayers.Standard);

    /// <summary>Panels that know of experiments.</summary>
    public static PanelService Panels(TestStudio studio) =>
        new(studio.Store, studio.Time, arms: new ExperimentArmsSource(new VisitorNames(studio.Data)));
}
