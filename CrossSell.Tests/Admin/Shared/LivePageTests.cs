using Bunit;
using CrossSell.Admin.Shared;
using CrossSell.Tests.Admin.Products;
using CrossSell.Tests.Support;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>A page that several people may have open: who else is here, and what is written meanwhile.</summary>
public sealed class LivePageTests : IAsyncLifetime
{
    private readonly BunitContext context = new();
    private TestStudio studio = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.CreateAsync();
        await studio.ChannelAsync();
        await ProductUi.PrepareAsync(context, studio);
        await context.Services.GetRequiredService<ChangeNotifier>().StartAsync(Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await context.Services.GetRequiredService<ChangeNotifier>().StopAsync(Stop);
        await context.DisposeAsync();
        await studio.DisposeAsync();
    }

    [Fact]
    public void Colleague_WhoComesAndGoes_IsShown()
    {
        var page = context.Render<NotePage>();
        var presence = context.Services.GetRequiredService<Presence>();

        var mark = presence.Enter("note:1", new PresentPerson("mark", "Mark Visser"));
        using var elsewhere = presence.Enter("note:2", new PresentPerson("ana", "Ana"));
        page.WaitForAssertion(() => Assert.Equal("Also here: Mark Visser", page.Find("[role=group]").GetAttribute("aria-label")));
        Assert.Equal("Mark Visser has this note open too", page.Find(".cs-avatar").GetAttribute("title"));
        mark.Dispose();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[role=group]")));
    }

    [Fact]
    public async Task Page_ThatIsLeft_IsNobodysPlaceAnyMore()
    {
        var page = context.Render<NotePage>();
        var presence = context.Services.GetRequiredService<Presence>();
        Assert.Single(presence.Others("note:1", "mark"));

        await page.Instance.DisposeAsync();

        Assert.Empty(presence.Others("note:1", "mark"));
    }

    [Fact]
    public async Task Write_OfSomebodyElse_IsCaughtUpWith()
    {
        var page = context.Render<NotePage>();

        await WriteAsync();
        await BeatAsync(page, 1);

        Assert.Equal("Somebody wrote.", page.Find("[role=status] p span").TextContent);
        await page.Find("[aria-label=Dismiss]").ClickAsync(new MouseEventArgs());
        Assert.Empty(page.FindAll("[role=status] p"));
    }

    [Fact]
    public async Task Write_HeardDuringAGesture_IsCaughtUpWithOnceItEnds()
    {
        var page = context.Render<NotePage>();
        var gesture = new TaskCompletionSource();
        page.Instance.Gesture = gesture.Task;
        var click = page.Find("#work").ClickAsync(new MouseEventArgs());

        await WriteAsync();
        await BeatAsync(page, 0);
        gesture.SetResult();
        await click;

        // Nothing more is written: no further notice comes.
        page.WaitForAssertion(() => Assert.Equal(1, page.Instance.CaughtUp));
    }

    [Fact]
    public async Task Page_ThatOpensSomethingElse_IsThere_AndForgetsTheNotice()
    {
        var page = context.Render<NotePage>();
        await WriteAsync();
        await BeatAsync(page, 1);

        page.Render(parameters => parameters.Add(item => item.Id, 2));

        var presence = context.Services.GetRequiredService<Presence>();
        Assert.Empty(presence.Others("note:1", "mark"));
        Assert.Single(presence.Others("note:2", "mark"));
        Assert.Empty(page.FindAll("[role=status] p"));
    }

    private async Task WriteAsync() => await studio.ProductAsync($"P-{Guid.NewGuid():N}", await studio.ChannelAsync("more"));

    // The notifier looks once a second, on a thread of its own.
    private async Task BeatAsync(IRenderedComponent<NotePage> page, int times)
    {
        var heard = new TaskCompletionSource();
        void Hear(long newest) => heard.TrySetResult();
        var notifier = context.Services.GetRequiredService<ChangeNotifier>();
        notifier.Changed += Hear;
        studio.Time.Advance(TimeSpan.FromSeconds(1));
        await heard.Task.WaitAsync(Stop);
        notifier.Changed -= Hear;
        page.WaitForAssertion(() => Assert.Equal(times, page.Instance.CaughtUp));
    }

    /// <summary>The smallest live page.</summary>
    public sealed class NotePage : LivePage
    {
        private int opened;

        [Parameter]
        public int Id { get; set; } = 1;

        public Task Gesture { get; set; } = Task.CompletedTask;

        public int CaughtUp { get; private set; }

        protected override async Task OnParametersSetAsync()
        {
            if (opened != Id)
            {
                opened = Id;
                await OpenAsync(() => Task.FromResult<string?>(FormattableString.Invariant($"note:{Id}")));
            }
        }

        protected override Task CatchUpAsync()
        {
            CaughtUp++;
            Notice = "Somebody wrote.";
            return Task.CompletedTask;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<PresentPeople>(0);
            builder.AddComponentParameter(1, nameof(PresentPeople.People), Others);
            builder.AddComponentParameter(2, nameof(PresentPeople.What), "this note");
            builder.CloseComponent();
            builder.OpenComponent<LiveNotice>(3);
            builder.AddComponentParameter(4, nameof(LiveNotice.Text), Notice);
            builder.AddComponentParameter(5, nameof(LiveNotice.TextChanged), EventCallback.Factory.Create<string?>(this, text => Notice = text));
            builder.CloseComponent();
            builder.OpenElement(6, "button");
            builder.AddAttribute(7, "id", "work");
            builder.AddAttribute(8, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => BusyAsync(() => Gesture)));
            builder.CloseElement();
        }
    }
}
