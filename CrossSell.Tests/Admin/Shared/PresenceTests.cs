using CrossSell.Admin.Shared;

namespace CrossSell.Tests.Admin.Shared;

public sealed class PresenceTests
{
    private static readonly PresentPerson Eva = new("eva", "Eva Brandt");
    private static readonly PresentPerson Mark = new("mark", "Mark");

    [Fact]
    public void Others_SeveralTabs_CountOnceAndOneselfNever()
    {
        var presence = new Presence();
        using var eva = presence.Enter("product:1", Eva);
        using var first = presence.Enter("product:1", Mark);
        var second = presence.Enter("product:1", Mark);
        using var elsewhere = presence.Enter("product:2", new PresentPerson("olaf", "Olaf"));

        Assert.Equal([Mark], presence.Others("product:1", "eva"));
        second.Dispose();
        second.Dispose();
        Assert.Equal([Mark], presence.Others("product:1", "eva"));
        first.Dispose();
        Assert.Empty(presence.Others("product:1", "eva"));
        Assert.Equal("EB", Eva.Initials);
    }

    [Fact]
    public void Changed_NamesThePlace_WhenSomebodyComesAndGoes()
    {
        var presence = new Presence();
        var heard = new List<string>();
        presence.Changed += heard.Add;

        presence.Enter("product:1", Eva).Dispose();

        Assert.Equal(["product:1", "product:1"], heard);
    }
}
