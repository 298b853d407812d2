using CrossSell.Admin.Shared;
using CrossSell.Core.Access;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>The browsers in which somebody is signed in, with the way to end each.</summary>
public sealed partial class SessionsCard
{
    private IReadOnlyList<UserSession>? all;
    private string? current;

    [Inject]
    private UserSessionService Sessions { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        current = await CurrentActor.GetSessionAsync();
        all = await Sessions.ListAsync(await CurrentActor.GetAsync());
    }

    private Task EndAsync(string id) => BusyAsync(async () =>
    {
        await Sessions.EndAsync(id, await CurrentActor.GetAsync());
        Feedback.Say(L["Signed out there."]);
        await LoadAsync();
    });

    private Task EndOthersAsync() => BusyAsync(async () =>
    {
        await Sessions.EndOthersAsync(current ?? "", await CurrentActor.GetAsync());
        Feedback.Say(L["Signed out everywhere else."]);
        await LoadAsync();
    });
}
