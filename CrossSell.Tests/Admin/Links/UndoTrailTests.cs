using CrossSell.Admin.Features.Links;

namespace CrossSell.Tests.Admin.Links;

public sealed class UndoTrailTests
{
    private readonly UndoTrail trail = new();

    [Fact]
    public void Undo_ThenRedo_WalksTheSameReverseLinkAndForth()
    {
        trail.Remember(1);
        trail.Remember(2);

        trail.Undone(2, by: 3);
        Assert.Equal((1L, 3L), (trail.NextUndo, trail.NextRedo));
        trail.Redone(3, by: 4);

        Assert.Equal((4L, (long?)null), (trail.NextUndo, trail.NextRedo));
    }

    [Fact]
    public void NewChange_MakesWhatWasUndoneUnreachable()
    {
        trail.Remember(1);
        trail.Undone(1, by: 2);

        trail.Remember(3);

        Assert.False(trail.CanRedo);
    }

    [Fact]
    public void OlderChange_TakenBackByItsOwnWords_LeavesTheNewerOnes()
    {
        trail.Remember(1);
        trail.Remember(2);

        trail.Undone(1, by: 3);

        Assert.Equal((2L, 3L), (trail.NextUndo, trail.NextRedo));
    }

    [Fact]
    public void Refused_ForgetsThatOneOnly()
    {
        trail.Remember(1);
        trail.Remember(2);

        trail.Forget(1);

        Assert.Equal(2, trail.NextUndo);
        trail.Forget(2);
        Assert.False(trail.CanUndo);
    }

    [Fact]
    public void LongTrail_ForgetsItsBeginning()
    {
        for (var change = 1; change <= 250; change++)
        {
            trail.Remember(change);
        }

        var steps = 0;
        while (trail.NextUndo is { } id)
        {
            trail.Forget(id);
            steps++;
        }

        Assert.Equal(200, steps);
    }
}
