using System.Globalization;
using System.Text.Json;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Jobs;

namespace CrossSell.Tests.Core.Jobs;

public sealed class JobReportTests
{
    /// <summary>A job runs once, and is read by people of every language.</summary>
    [Theory]
    [InlineData("en", "1,204 Produkte")]
    [InlineData("de", "1.204 Produkte")]
    [InlineData("nl", "1.204 Produkte")]
    [InlineData("fr", "1,204 Produkte")]
    public void Sentence_IsReadInTheLanguageOfTheReader_InEnglishWhereThereIsNone(string language, string sentence)
    {
        var report = JobReport.Saying(() => $"{Texts.Number(1204)} Produkte", [new("rows", 1204)], []);
        var stored = JobReport.Of(new Job
        {
            Kind = "import", Title = "Import", ActorId = "eva", ActorName = "Eva", Report = JsonSerializer.Serialize(report, JsonSerializerOptions.Web),
        })!;
        var mine = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

            Assert.Equal(sentence, stored.SummaryHere);
        }
        finally
        {
            CultureInfo.CurrentUICulture = mine;
        }

        Assert.Equal("1,204 Produkte", stored.Summary);
    }

    [Fact]
    public void Languages_AreThoseOfThePages() => Assert.Equal(Language.All.Select(language => language.Code), Texts.Languages);
}
