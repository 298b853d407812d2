using CrossSell.Core.Exchange;
using CrossSell.Core.Links;
using CrossSell.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CrossSell.Tests.Core.Dialects;

/// <summary>Akeneo's types of association, brought before the products that are linked by them.</summary>
public sealed class LinkTypeImportTests : IAsyncLifetime
{
    private const string Types =
        "code;is_two_way;is_quantified;label-en_US;label-de_DE\n"
        + "X_SELL;0;0;Cross sell;\nSET_OF;0;1;Set of;Set aus\nTWINS;1;0;;\n_odd_;0;0;Odd;\nFAKE;0;0;Fits;\n";

    private RoundTripScene scene = null!;

    public async ValueTask InitializeAsync() => scene = await RoundTripScene.CreateAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [StudioFact]
    public async Task TypesThatAreMissing_AreMade_AndALinkFileFindsThem()
    {
        var trial = await ImportAsync(new LinkImportOptions { DryRun = true });
        Assert.Equal((5, 3, 1, 1, true), (trial.Rows, trial.New, trial.Same, trial.Wrong, trial.IsOfTypes));
        Assert.Equal(5, (await TypesAsync()).Count);

        var report = await ImportAsync(new LinkImportOptions());

        Assert.Equal((3, 1, 1), (report.New, report.Same, report.Wrong));
        Assert.StartsWith("Line 5: The code _odd_ cannot be one here.", Assert.Single(report.Errors).Message, StringComparison.Ordinal);
        var made = (await TypesAsync()).Skip(5).ToList();
        Assert.Equal(
            ["set-of Set of OneWay True", "twins TWINS TwoWay False", "fake FAKE OneWay False"],
            made.Select(type => $"{type.Code} {type.Name} {type.Direction} {type.AllowsQuantity}"));
        Assert.Equal("Set aus", made[0].LabelIn("de-DE"));

        await scene.ProductsAsync(await scene.FileAsync("sku,name,status\nkit,Kit,active\nbag,Bag,active\n"));
        var links = (await scene.LinksAsync(await scene.FileAsync(
            "sku;categories;enabled;family;SET_OF-products;SET_OF-products-quantity;TWINS-products\nkit;;1;a;bag;2;bag\nbag;;1;a;;;\n")))!;
        Assert.Equal((2, 0), (links.New, links.Wrong));

        var again = await ImportAsync(new LinkImportOptions());
        Assert.Equal((0, 4, 1), (again.New, again.Same, again.Wrong));
        Assert.Empty(again.ChangeSets);
    }

    [StudioFact]
    public async Task Types_AreMadeByAdministratorsAlone_AllOrNothing_AndTakenBackAsOne()
    {
        var file = await scene.FileAsync(Types);
        var merchandiser = await new LinkImport(scene.Studio.Store).ImportAsync(TestStudio.Merchandiser, file, new LinkImportOptions());
        var strict = await new LinkImport(scene.Studio.Store).ImportAsync(TestStudio.Administrator, file, new LinkImportOptions { Strict = true });

        Assert.Equal("forbidden", merchandiser.Refusal?.Code);
        Assert.Equal("import.strict", strict.Refusal?.Code);
        Assert.Equal(5, (await TypesAsync()).Count);

        var report = await ImportAsync(new LinkImportOptions());
        Assert.True((await scene.Studio.Undo.UndoAsync(Assert.Single(report.ChangeSets), TestStudio.Administrator)).IsDone);
        Assert.Equal(5, (await TypesAsync()).Count);
    }

    [StudioFact]
    public async Task TypeThatIsRetired_IsNotMadeAgain_AndIsSaid()
    {
        await scene.Studio.WriteAsync(session =>
        {
            session.Db.Add(new LinkType { Code = "twins", Name = "Twins", Position = 9, Retired = true });
            return Task.CompletedTask;
        });

        var report = await ImportAsync(new LinkImportOptions());

        Assert.Contains("The link type Twins is retired.", report.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal((2, 1, 2), (report.New, report.Same, report.Wrong));
    }

    private async Task<LinkImportReport> ImportAsync(LinkImportOptions options) =>
        (await new LinkImport(scene.Studio.Store).ImportAsync(TestStudio.Administrator, await scene.FileAsync(Types), options)).Required;

    private async Task<List<LinkType>> TypesAsync()
    {
        await using var db = scene.Studio.Store.Read();
        return await db.LinkTypes.OrderBy(type => type.Position).ToListAsync();
    }
}
