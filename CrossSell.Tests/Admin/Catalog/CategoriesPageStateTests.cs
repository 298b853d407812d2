using CrossSell.Admin.Features.Catalog;
using CrossSell.Core.Catalog;

namespace CrossSell.Tests.Admin.Catalog;

public sealed class CategoriesPageStateTests
{
    // photo(1): cameras(2), lenses(3): zoom(4); fashion(5)
    private static CategoriesPageState State()
    {
        var state = new CategoriesPageState();
        Category[] tree =
        [
            Node(1, null, 0, "1/"), Node(2, 1, 0, "1/2/"), Node(3, 1, 1, "1/3/"), Node(4, 3, 0, "1/3/4/"), Node(5, null, 1, "5/"),
        ];
        state.Show(tree);
        return state;
    }

    private static Category Node(int id, int? parent, int position, string path) =>
        new() { Id = id, Code = $"c{id}", Name = $"C{id}", ParentId = parent, Position = position, Path = path };

    private static Category Find(CategoriesPageState state, int id) => state.Rows.Single(row => row.Category.Id == id).Category;

    [Fact]
    public void Rows_StandInTheOrderOfTheTree() =>
        Assert.Equal([(1, 0), (2, 1), (3, 1), (4, 2), (5, 0)], State().Rows.Select(row => (row.Category.Id, row.Depth)));

    [Fact]
    public void Toggle_ClosedCategory_HidesWhatLiesBelow_AndChoosingThatOpensIt()
    {
        var state = State();

        state.Toggle(1);
        Assert.Equal([1, 5], state.Rows.Select(row => row.Category.Id));

        state.Choose(4);
        Assert.Equal([1, 2, 3, 4, 5], state.Rows.Select(row => row.Category.Id));
    }

    [Fact]
    public void Steps_LeadToTheNeighbours()
    {
        var state = State();

        Assert.Equal(new CategoryPlace(1, 2), state.Up(Find(state, 3)));
        Assert.Null(state.Up(Find(state, 2)));
        Assert.Equal(new CategoryPlace(1), state.Down(Find(state, 2)));
        Assert.Null(state.Down(Find(state, 3)));
        Assert.Equal(new CategoryPlace(2), state.In(Find(state, 3)));
        Assert.Null(state.In(Find(state, 1)));
        Assert.Equal(new CategoryPlace(1), state.Out(Find(state, 4)));
        Assert.Equal(new CategoryPlace(null, 5), state.Out(Find(state, 3)));
        Assert.Null(state.Out(Find(state, 5)));
    }

    [Fact]
    public void CanMove_UnderItselfOrBeforeItself_Never()
    {
        var state = State();

        Assert.False(state.CanMove(Find(state, 1), new CategoryPlace(4)));
        Assert.False(state.CanMove(Find(state, 1), new CategoryPlace(null, 1)));
        Assert.True(state.CanMove(Find(state, 4), new CategoryPlace(5)));
    }

    [Fact]
    public void Targets_LeaveOutTheSubtree() =>
        Assert.Equal([(1, "C1"), (2, "C1 / C2"), (5, "C5")], State().TargetsOf(Find(State(), 3)));

    [Fact]
    public void Show_WithoutTheChosenOne_ForgetsIt()
    {
        var state = State();
        state.Choose(5);

        state.Show([Node(1, null, 0, "1/")]);

        Assert.Null(state.Chosen);
    }
}
