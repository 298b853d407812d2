using CrossSell.Admin.Features.Exchange;
using CrossSell.Core.Exchange;
using CrossSell.Core.Jobs;
using CrossSell.Core.People;

namespace CrossSell.Tests.Admin.Exchange;

public sealed class ExchangePageStateTests
{
    private static readonly ExchangeFile File = new("upload-1", "lenses.csv", ExchangeKind.Products, "products, columns by commas");

    [Fact]
    public void Import_IsOfferedOnlyAfterATrialThatWouldChangeSomething()
    {
        var brought = new ExchangePageState { File = File, TrialJob = 1 };

        Assert.False(brought.MayImport);
        var tried = brought with
        {
            Trial = Trial(
                JobState.Done,
                """{"summary":"","figures":[{"name":"new","count":1200},{"name":"changed","count":34},{"name":"wrong","count":5}],"problems":[],"changes":1234}""")
        };
        Assert.True(tried.MayImport);
        Assert.Equal($"Import {1234:N0} products", tried.ImportWords);
        Assert.False((tried with { ImportJob = 2 }).MayImport);
        Assert.False((brought with { Trial = Trial(JobState.Failed, null) }).MayImport);
    }

    [Fact]
    public void File_ThatIsAboutOneShopAndDoesNotSayWhich_AsksBeforeItIsTried()
    {
        var asked = new ExchangePageState { File = File with { ChannelFor = "price" } };

        Assert.True(asked.AsksForChannel);
        Assert.False((asked with { Channel = "camera" }).AsksForChannel);
        Assert.False(new ExchangePageState { File = File }.AsksForChannel);
    }

    [Fact]
    public void File_ThatChangesNothing_IsSaidSo()
    {
        var tried = new ExchangePageState
        {
            File = File, TrialJob = 1, Trial = Trial(JobState.Done, """{"summary":"","figures":[{"name":"unchanged","count":3}],"problems":[]}""")
        };

        Assert.True(tried.ChangesNothing);
        Assert.False(tried.MayImport);
    }

    private static Job Trial(JobState state, string? report) =>
        new() { Kind = "import", Title = "Try", ActorKind = ActorKind.Person, ActorId = "eva", ActorName = "Eva", State = state, Report = report };
}
