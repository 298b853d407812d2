using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>What people do with their own accounts.</summary>
public sealed partial class AccountPage
{
    private OwnAccountDetails? details;
    private string name = "";

    [Inject]
    private OwnAccount Account { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        name = details?.Name ?? "";
    }

    private async Task LoadAsync() => details = await Account.LoadAsync(await CurrentActor.GetAsync());

    private string Roles(OwnAccountDetails mine) => string.Join(", ", mine.Grants.Select(grant => grant.ChannelId is { } id
        ? L["{0} in {1}", RoleWords.Of(grant.Role), Session.Channels.FirstOrDefault(channel => channel.Id == id)?.Name ?? ""].Value
        : RoleWords.Of(grant.Role)));

    private Task RenameAsync() => BusyAsync(async () =>
    {
        if (Feedback.Accepted(await Account.RenameAsync(name, await CurrentActor.GetAsync())))
        {
            Feedback.Say(L["Saved the name. Colleagues see it from now on."]);
            await LoadAsync();
        }
    });
}
