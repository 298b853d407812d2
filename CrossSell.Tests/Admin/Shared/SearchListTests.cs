using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components.Web;

namespace CrossSell.Tests.Admin.Shared;

public sealed class SearchListTests
{
    private static readonly KeyboardEventArgs Enter = new() { Key = "Enter" };

    private readonly List<(string Text, TaskCompletionSource<IReadOnlyList<string>?> Answer)> asked = [];
    private readonly List<string> picked = [];
    private readonly SearchList<string> list;

    public SearchListTests() => list = new(
        text =>
        {
            asked.Add((text, new TaskCompletionSource<IReadOnlyList<string>?>()));
            return asked[^1].Answer.Task;
        },
        hit =>
        {
            picked.Add(hit);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task Enter_BeforeTheAnswer_ChoosesWhatWasMeant_ThoughSomebodyTypesOn()
    {
        _ = list.TypeAsync("battery");
        var entering = list.KeyAsync(Enter);
        _ = list.TypeAsync("card");

        Answer("battery", "Lumen NB-12 battery");
        await entering;

        Assert.Equal(["Lumen NB-12 battery"], picked);
        Assert.Equal("card", list.Text);
    }

    [Fact]
    public async Task Enter_BeforeTheAnswer_ChoosesThoughTheFieldWasLeft_AndOnceOnly()
    {
        _ = list.TypeAsync("battery");
        var (first, second) = (list.KeyAsync(Enter), list.KeyAsync(Enter));
        list.Close();

        Answer("battery", "Lumen NB-12 battery");
        await Task.WhenAll(first, second);

        Assert.Equal(["Lumen NB-12 battery"], picked);
        Assert.Equal(("", false), (list.Text, list.IsOpen));
    }

    [Fact]
    public async Task Enter_OnAnOpenList_ChoosesTheActiveHit_AndNoneOfAClosedOne()
    {
        var typing = list.TypeAsync("battery");
        Answer("battery", "Lumen NB-12 battery", "Lumen NB-20 battery");
        await typing;
        list.Close();
        await list.KeyAsync(Enter);
        Assert.Empty(picked);

        var again = list.AskAsync();
        Answer("battery", "Lumen NB-12 battery", "Lumen NB-20 battery");
        await again;
        await list.KeyAsync(new KeyboardEventArgs { Key = "ArrowDown" });
        await list.KeyAsync(Enter);

        Assert.Equal(["Lumen NB-20 battery"], picked);
    }

    private void Answer(string text, params string[] hits)
    {
        foreach (var (_, answer) in asked.Where(question => question.Text == text && !question.Answer.Task.IsCompleted).ToList())
        {
            answer.SetResult(hits);
        }
    }
}
