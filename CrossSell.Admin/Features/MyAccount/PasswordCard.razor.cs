using CrossSell.Admin.Account;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>Changes the password, with the current one.</summary>
public sealed partial class PasswordCard
{
    private string present = "";
    private string next = "";
    private string? problem;

    [Parameter, EditorRequired]
    public string Email { get; set; } = "";

    [Inject]
    private OwnAccount Account { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    private Task SaveAsync() => BusyAsync(async () =>
    {
        var session = await CurrentActor.GetSessionAsync() ?? "";
        problem = (await Account.ChangePasswordAsync(present, next, session, await CurrentActor.GetAsync())).Refusal?.Message;
        if (problem is null)
        {
            (present, next) = ("", "");
            Feedback.Say(L["Changed your password."]);
        }
    });
}
