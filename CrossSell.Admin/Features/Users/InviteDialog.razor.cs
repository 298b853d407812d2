using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Users;

/// <summary>Makes an account for somebody, and shows the link with which they set their password.</summary>
public sealed partial class InviteDialog
{
    private string email = "";
    private Role role = Role.Merchandiser;
    private int? shop;
    private string? problem;
    private AccountLink? link;

    [Parameter, EditorRequired]
    public EventCallback OnClose { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private AccountService Accounts { get; set; } = default!;

    [Inject]
    private StudioSession Session { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    private Task InviteAsync() => BusyAsync(async () =>
    {
        var channel = Session.Channels.FirstOrDefault(one => one.Id == shop) is { } found ? (found.Id, found.Name) : ((int, string)?)null;
        var invited = await Accounts.InviteAsync(email, role, channel, await CurrentActor.GetAsync());
        (problem, link) = (invited.Refusal?.Message, invited.Value);
        if (link is not null)
        {
            await OnChanged.InvokeAsync();
        }
    });
}
