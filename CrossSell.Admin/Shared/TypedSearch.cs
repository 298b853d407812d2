namespace CrossSell.Admin.Shared;

/// <summary>
/// A field that searches while somebody types. Letters come faster than answers: only the newest question's answer is taken, and a key that acts on the
/// answer waits for it, so that it never means what an earlier letter had found.
/// </summary>
/// <param name="find">Asked with what stands in the field.</param>
internal sealed class TypedSearch<T>(Func<string, Task<T>> find)
{
    private Task asking = Task.CompletedTask;
    private int asked;

    /// <summary>Asks, and takes the answer unless a newer question was asked meanwhile.</summary>
    public Task AskAsync(string text, Action<T> take)
    {
        return asking = AnswerAsync(text, take, ++asked);
    }

    /// <summary>Nothing is asked any more; an answer that is still on its way is not taken.</summary>
    public void Forget() => asked++;

    /// <summary>Returns when what stands in the field is answered.</summary>
    public async Task AnsweredAsync()
    {
        Task newest;
        do
        {
            newest = asking;
            await newest;
        }
        while (newest != asking);
    }

    private async Task AnswerAsync(string text, Action<T> take, int mine)
    {
        var answer = await find(text);
        if (mine == asked)
        {
            take(answer);
        }
    }
}
