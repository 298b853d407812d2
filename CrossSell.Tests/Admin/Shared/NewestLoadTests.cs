using CrossSell.Admin.Shared;

namespace CrossSell.Tests.Admin.Shared;

public sealed class NewestLoadTests
{
    private readonly NewestLoad loads = new();
    private readonly TaskCompletionSource first = new();
    private readonly TaskCompletionSource second = new();
    private string? shown;

    [Fact]
    public async Task Answers_OutOfOrder_TheNewestIsShown_AndEachWaitsForIt()
    {
        var older = LoadAsync(first.Task, "older");
        var newer = LoadAsync(second.Task, "newer");

        first.SetResult();
        Assert.False(older.IsCompleted);
        Assert.Null(shown);
        second.SetResult();
        await Task.WhenAll(older, newer);

        Assert.Equal("newer", shown);
    }

    [Fact]
    public async Task OlderAnswer_ThatComesLast_IsNotShown()
    {
        var older = LoadAsync(first.Task, "older");
        var newer = LoadAsync(second.Task, "newer");

        second.SetResult();
        await newer;
        first.SetResult();
        await older;

        Assert.Equal("newer", shown);
    }

    [Fact]
    public async Task Trouble_IsToldToTheOneWhoAsked()
    {
        var older = LoadAsync(first.Task, "older");
        var newer = LoadAsync(second.Task, "newer");

        first.SetResult();
        second.SetException(new TimeoutException());

        await older;
        await Assert.ThrowsAsync<TimeoutException>(() => newer);
    }

    [Fact]
    public async Task WhatIsReadBesideALoad_KnowsThatANewerOneBegan()
    {
        first.SetResult();
        await LoadAsync(first.Task, "older");
        var isSame = loads.Since();
        Assert.True(isSame());

        _ = LoadAsync(second.Task, "newer");

        Assert.False(isSame());
    }

    private Task LoadAsync(Task answer, string words) => loads.RunAsync(async isNewest =>
    {
        await answer;
        if (isNewest())
        {
            shown = words;
        }
    });
}
