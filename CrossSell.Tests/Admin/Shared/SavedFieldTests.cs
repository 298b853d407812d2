using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Core.Common;
using CrossSell.Core.Storage;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>A field that is saved when it is left never looks saved when it is not, and never loses what was typed.</summary>
public sealed class SavedFieldTests : IAsyncDisposable
{
    private readonly BunitContext context = new();

    public SavedFieldTests()
    {
        context.JSInterop.Mode = JSRuntimeMode.Loose;
        context.Services.AddScoped<Feedback>();
    }

    private Feedback Feedback => context.Services.GetRequiredService<Feedback>();

    public ValueTask DisposeAsync() => context.DisposeAsync();

    [Fact]
    public async Task Words_Refused_Stay_SaidToBeNotSaved_UntilTheyAre()
    {
        Refusal? answer = new("note.length", "The note is too long.");
        var saved = new List<string?>();
        var field = Text("as stored", text =>
        {
            saved.Add(text);
            return Task.FromResult<Refusal?>(answer);
        });

        await field.Find("input").ChangeAsync("typed");

        Assert.Equal("typed", field.Find("input").GetAttribute("value"));
        Assert.Equal("true", field.Find("input").GetAttribute("aria-invalid"));
        Assert.Contains("Not saved. The note is too long.", field.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        answer = null;
        await field.Find("button:contains('Save again')").ClickAsync(new());
        Assert.Equal(["typed", "typed"], saved);
        Assert.Empty(field.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Words_Discarded_GiveWayToWhatIsStored()
    {
        var field = Text("as stored", _ => Task.FromResult<Refusal?>(StorageTrouble.Busy));
        await field.Find("input").ChangeAsync("typed");

        await field.Find("button:contains('Discard')").ClickAsync(new());

        Assert.Equal("as stored", field.Find("input").GetAttribute("value"));
        Assert.Empty(field.FindAll("[role=alert]"));
    }

    [Fact]
    public async Task Words_ADatabaseThatIsGone_AreNotSaved()
    {
        var field = Text("as stored", _ => throw new StorageException(StorageTrouble.Missing));

        await field.Find("input").ChangeAsync("typed");

        Assert.Equal("typed", field.Find("input").GetAttribute("value"));
        Assert.Contains("missing", field.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_TypedWhileEarlierOnesAreOnTheirWay_AreNotTakenBackByTheirAnswer()
    {
        var answers = new Queue<TaskCompletionSource<Refusal?>>([new(), new()]);
        var waiting = answers.ToArray();
        var field = Text("as stored", _ => answers.Dequeue().Task);
        var (first, second) = (field.Find("input").ChangeAsync("one"), field.Find("input").ChangeAsync("two"));

        await field.InvokeAsync(() => waiting[0].SetResult(StorageTrouble.Busy));
        await first;

        Assert.Equal("two", field.Find("input").GetAttribute("value"));
        Assert.Empty(field.FindAll("[role=alert]"));
        await field.InvokeAsync(() => waiting[1].SetResult(null));
        await second;
    }

    [Fact]
    public async Task Choice_Refused_GoesBackToWhatIsStored_AndSaysWhy()
    {
        var field = context.Render<SavedField<bool>>(parameters => parameters
            .Add(item => item.Value, true)
            .Add(item => item.IsChoice, true)
            .Add(item => item.OnSave, _ => Task.FromResult<Refusal?>(StorageTrouble.Busy))
            .Add(item => item.ChildContent, saved => builder =>
            {
                builder.OpenElement(0, "input");
                builder.AddAttribute(1, "type", "checkbox");
                builder.AddAttribute(2, "checked", saved.Shown);
                builder.AddAttribute(3, "onchange", EventCallback.Factory.CreateBinder(this, saved.SaveAsync, saved.Shown));
                builder.CloseElement();
            }));

        await field.Find("input").ChangeAsync(false);

        Assert.True(field.Find("input").HasAttribute("checked"));
        Assert.Equal(StorageTrouble.Busy.Message, Assert.Single(Feedback.Messages).Text);
    }

    private IRenderedComponent<SavedField<string>> Text(string stored, Func<string?, Task<Refusal?>> save) =>
        context.Render<SavedField<string>>(parameters => parameters
            .Add(item => item.Value, stored)
            .Add(item => item.OnSave, save)
            .Add(item => item.ChildContent, saved => builder =>
            {
                builder.OpenElement(0, "input");
                builder.AddAttribute(1, "value", saved.Shown);
                builder.AddAttribute(2, "aria-invalid", saved.Invalid);
                builder.AddAttribute(3, "onchange", EventCallback.Factory.CreateBinder<string?>(this, saved.SaveAsync, saved.Shown));
                builder.CloseElement();
            }));
}
