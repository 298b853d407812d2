using CrossSell.Admin.Features.Exchange;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;

namespace CrossSell.Tests.Admin.Exchange;

public sealed class ExchangePageStateTests
{
    private static readonly ExchangeFile File = new()
    {
        File = "upload-1",
        OriginalName = "lenses.csv",
        Encoding = FileEncoding.Utf8,
        Delimiter = ',',
        Columns = [],
        Mapping = new FileMapping(ExchangeKind.Products, [new("sku", "sku"), new("name", "name")]),
        Origin = MappingOrigin.Own,
        Sureness = Sureness.Sure,
    };

    private static readonly ImportDraft Draft = new("upload-1", "lenses.csv", "eva") { TrialJob = 1 };

    [Fact]
    public void Import_IsOfferedOnlyAfterATrialThatWouldChangeSomething()
    {
        var brought = new ExchangePageState { File = File, Draft = Draft };

        Assert.False(brought.MayImport);
        var tried = brought with
        {
            Trial = Trial(
                JobState.Done,
                """{"summary":"","figures":[{"name":"new","count":1200},{"name":"changed","count":34},{"name":"wrong","count":5}],"problems":[],"changes":1234}""")
        };
        Assert.True(tried.MayImport);
        Assert.Equal($"Import {1234:N0} products", tried.ImportWords);
        Assert.False((tried with { Draft = Draft with { ImportJob = 2 } }).MayImport);
        Assert.False((tried with { Draft = Draft with { IsStale = true } }).MayImport);
        Assert.False((brought with { Trial = Trial(JobState.Failed, null) }).MayImport);
    }

    [Fact]
    public void File_ThatIsAboutOneShopAndDoesNotSayWhich_AsksBeforeItIsTried()
    {
        var prices = File with { Mapping = new FileMapping(ExchangeKind.Listings, [new("sku", "sku"), new("price", "price")]) };
        var asked = new ExchangePageState { File = prices, Draft = Draft with { TrialJob = null } };

        Assert.True(asked.AsksForChannel);
        Assert.Contains(ImportStep.Shop, asked.Steps);
        Assert.False((asked with { Draft = Draft with { Channel = "camera" } }).AsksForChannel);
        Assert.False(new ExchangePageState { File = File }.AsksForChannel);
        Assert.DoesNotContain(ImportStep.Shop, new ExchangePageState { File = File }.Steps);
    }

    [Fact]
    public void Step_OfADraft_IsTheOneThatWasLeft()
    {
        var guessed = File with { Origin = MappingOrigin.Guessed };

        Assert.Equal(ImportStep.Columns, ExchangePageState.StepOf(Draft with { TrialJob = null }, guessed));
        Assert.Equal(ImportStep.Shop, ExchangePageState.StepOf(Draft with { TrialJob = null, Mapping = File.Mapping }, File));
        Assert.Equal(ImportStep.Check, ExchangePageState.StepOf(Draft, File));
        Assert.Equal(ImportStep.Result, ExchangePageState.StepOf(Draft with { ImportJob = 2 }, null));
    }

    [Fact]
    public void Step_ThatWasDone_IsGoneBackTo_UntilTheImportRuns()
    {
        var checks = new ExchangePageState { File = File, Draft = Draft, Step = ImportStep.Check };

        Assert.True(checks.MayGoTo(ImportStep.Columns));
        Assert.False(checks.MayGoTo(ImportStep.File));
        Assert.False((checks with { Step = ImportStep.Result, Draft = Draft with { ImportJob = 2 } }).MayGoTo(ImportStep.Columns));
        Assert.False((checks with { File = File with { HasOwnReader = true } }).MayGoTo(ImportStep.Columns));
    }

    [Fact]
    public void File_ThatChangesNothing_IsSaidSo()
    {
        var tried = new ExchangePageState
        {
            File = File, Draft = Draft, Trial = Trial(JobState.Done, """{"summary":"","figures":[{"name":"unchanged","count":3}],"problems":[]}""")
        };

        Assert.True(tried.ChangesNothing);
        Assert.False(tried.MayImport);
    }

    private static Job Trial(JobState state, string? report) =>
        new() { Kind = "import", Title = "Try", ActorKind = ActorKind.Person, ActorId = "eva", ActorName = "Eva", State = state, Report = report };
}
