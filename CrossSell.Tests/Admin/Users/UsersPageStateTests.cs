using CrossSell.Admin.Account;
using CrossSell.Admin.Features.Users;
using CrossSell.Core.Catalog;
using CrossSell.Core.People;

namespace CrossSell.Tests.Admin.Users;

public sealed class UsersPageStateTests
{
    private static readonly AccountRow Eva = Row("Eva Visser", "eva@x.org", AccountState.Active);
    private static readonly AccountRow Kim = Row("kim@x.org", "kim@x.org", AccountState.Invited);

    [Fact]
    public void Filter_FindsPartsOfNamesAndAddresses()
    {
        var state = new UsersPageState();
        state.Load([Eva, Kim]);

        Assert.Equal("1 active, 1 invited", state.Counts);
        state.Filter = " viss";
        Assert.Equal([Eva], state.Shown);
        state.Filter = "X.ORG";
        Assert.Equal([Eva, Kim], state.Shown);
    }

    [Fact]
    public void Opened_FollowsWhatIsStored_AndClosesWithTheAccount()
    {
        var state = new UsersPageState();
        state.Load([Eva, Kim]);
        state.Open("EVA@x.org");

        state.Load([Eva with { State = AccountState.Disabled }, Kim]);
        Assert.Equal(AccountState.Disabled, state.Opened?.State);
        state.Load([Kim]);
        Assert.Null(state.Opened);
    }

    [Fact]
    public void Roles_AreSaidWithTheirShops()
    {
        IReadOnlyList<Channel> shops = [new Channel { Id = 7, Code = "camera", Name = "Camera store", CurrencyCode = "EUR" }];

        Assert.Equal("no role", UserWords.Roles([], shops));
        Assert.Equal("manager", UserWords.Roles([new Grant(Role.Manager, null)], shops));
        Assert.Equal("manager in Camera store", UserWords.Roles([new Grant(Role.Manager, 7)], shops));
        Assert.Equal("viewer in all shops, manager in Camera store", UserWords.Roles([new Grant(Role.Manager, 7), new Grant(Role.Viewer, null)], shops));
    }

    private static AccountRow Row(string name, string email, AccountState state) =>
        new(email, email, name, [new Grant(Role.Viewer, null)], state, false, null, 0);
}
