using CrossSell.Admin.Shared;
using Microsoft.JSInterop;

namespace CrossSell.Tests.Admin.Shared;

public sealed class ComponentScriptTests
{
    private readonly ComponentScript script = new("./Some.razor.js");
    private readonly Tab tab = new();

    [Fact]
    public async Task Loaded_IsAsked_AndGivenBackAtTheEnd()
    {
        tab.Import.SetResult(tab.Module);

        Assert.True(await script.LoadAsync(tab));
        await script.InvokeAsync("attach", 1);
        await script.LeaveAsync("detach");
        await script.InvokeAsync("late");

        Assert.Equal(["attach", "detach", "given back"], tab.Module.Heard);
    }

    [Fact]
    public async Task LeftWhileItIsOnTheWay_IsAskedNothing_AndGivenBackWhenItComes()
    {
        var loading = script.LoadAsync(tab);
        await script.LeaveAsync("detach");
        tab.Import.SetResult(tab.Module);

        Assert.False(await loading);
        await script.InvokeAsync("attach", 1);
        Assert.Equal(["given back"], tab.Module.Heard);
    }

    [Fact]
    public async Task LeftWhileItWorks_ItsFailureIsNone()
    {
        tab.Import.SetResult(tab.Module);
        await script.LoadAsync(tab);
        tab.Module.Answer = new TaskCompletionSource<object?>();

        var asking = script.InvokeAsync<string>("attach");
        var leaving = script.LeaveAsync();
        tab.Module.Answer.SetException(new JSException("Cannot read properties of null"));

        Assert.Null(await asking);
        await leaving;
    }

    [Fact]
    public async Task FailureWhileItIsThere_IsTold()
    {
        tab.Import.SetResult(tab.Module);
        await script.LoadAsync(tab);
        tab.Module.Answer = new TaskCompletionSource<object?>();
        tab.Module.Answer.SetException(new JSException("no such function"));

        await Assert.ThrowsAsync<JSException>(async () => await script.InvokeAsync("attach"));
    }

    [Fact]
    public async Task TabThatIsGone_IsNoFailure()
    {
        tab.Import.SetException(new JSDisconnectedException("gone"));

        Assert.False(await script.LoadAsync(tab));
        await script.InvokeAsync("attach");
        await script.LeaveAsync("detach");
    }

    private sealed class Tab : IJSRuntime
    {
        public TaskCompletionSource<object> Import { get; } = new();

        public Script Module { get; } = new();

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => (TValue)await Import.Task;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);
    }

    private sealed class Script : IJSObjectReference
    {
        public List<string> Heard { get; } = [];

        public TaskCompletionSource<object?>? Answer { get; set; }

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args)
        {
            Heard.Add(identifier);
            return Answer is null ? default! : (TValue)(await Answer.Task)!;
        }

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            InvokeAsync<TValue>(identifier, args);

        public ValueTask DisposeAsync()
        {
            Heard.Add("given back");
            return ValueTask.CompletedTask;
        }
    }
}
