using CrossSell.Admin.Shared;
using CrossSell.Core.Storage;

namespace CrossSell.Tests.Admin.Shared;

public sealed class FeedbackTests
{
    private readonly Feedback feedback = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Undo_Refused_StaysOnOffer_UntilItIsDone(bool byKey)
    {
        var isBusy = true;
        feedback.Done("Saved.", () =>
        {
            if (isBusy)
            {
                feedback.Refuse(StorageTrouble.Busy);
            }
            else
            {
                feedback.Undone("Undone.", []);
            }

            return Task.CompletedTask;
        });

        await UndoAsync(byKey);

        Assert.Equal(["Saved.", StorageTrouble.Busy.Message], feedback.Messages.Select(message => message.Text));
        Assert.True(feedback.CanUndo);
        isBusy = false;
        await UndoAsync(byKey);
        Assert.Equal(["Undone."], feedback.Messages.Select(message => message.Text));
        Assert.False(feedback.CanUndo);
    }

    [Fact]
    public async Task Undo_ThatTheDatabaseBrokeOff_StaysOnOffer()
    {
        feedback.Done("Saved.", () => throw new StorageException(StorageTrouble.Missing));

        await Assert.ThrowsAsync<StorageException>(feedback.UndoLastAsync);

        Assert.True(feedback.CanUndo);
        Assert.Equal("Saved.", Assert.Single(feedback.Messages).Text);
    }

    [Fact]
    public void Messages_AreSaidByTheNewestPlaceThatIsThere()
    {
        var (page, dialog, overIt) = (new object(), new object(), new object());
        feedback.SayBy(page);
        feedback.SayBy(dialog);
        feedback.SayBy(overIt);
        Assert.Equal([false, false, true], new[] { page, dialog, overIt }.Select(feedback.IsSaidBy));

        // An older one may go first.
        feedback.Withdraw(dialog);
        feedback.Withdraw(overIt);

        Assert.True(feedback.IsSaidBy(page));
    }

    [Fact]
    public async Task Undo_PressedTwice_IsDoneOnce()
    {
        var (undoing, times) = (new TaskCompletionSource(), 0);
        feedback.Done("Saved.", () =>
        {
            times++;
            return undoing.Task;
        });
        var message = feedback.Messages[0];

        var first = feedback.UndoAsync(message);
        await feedback.UndoAsync(message);
        await feedback.UndoLastAsync();
        feedback.Undone("Undone.", []);
        undoing.SetResult();
        await first;

        Assert.Equal(1, times);
        Assert.Equal("Undone.", Assert.Single(feedback.Messages).Text);
    }

    private Task UndoAsync(bool byKey) => byKey ? feedback.UndoLastAsync() : feedback.UndoAsync(feedback.Messages[0]);
}
