using CrossSell.Admin.Account;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Mail;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.Users.UsersTexts;

namespace CrossSell.Admin.Features.Users;

public sealed partial class OneTimeLinkView
{
    /// <summary>What a dialog that shows a link asks before it closes.</summary>
    public static string AsksFirst => L["The link is not shown again. Close it?"];

    private bool isSending;
    private string? problem;

    /// <summary>Give the component this as its key: each link is sent once.</summary>
    [Parameter, EditorRequired]
    public AccountLink Link { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private FrontDoor Door { get; set; } = default!;

    [Inject]
    private MailSender Mail { get; set; } = default!;

    private string Address => new Uri(
        Door.PublicAddress ?? new Uri(Navigation.BaseUri),
        Addresses.OneTimeLink(Link.Kind == OneTimeLinkKind.Invitation ? Addresses.Accept : Addresses.ResetPassword, Link.Token)).ToString();

    private string Sent => isSending ? L["Sending the link to {0}…", Link.Email]
        : problem is null ? L["Sent to {0}.", Link.Email]
        : L["The link was not sent. {0} Copy it and send it yourself.", problem];

    protected override async Task OnInitializedAsync()
    {
        if (!Mail.IsOn)
        {
            return;
        }

        var (subject, what) = Link.Kind == OneTimeLinkKind.Invitation
            ? (L["Your CrossSell account"].Value, L["You have been invited to CrossSell. Choose your name and password here:"].Value)
            : (L["Set a new CrossSell password"].Value, L["An administrator of CrossSell has asked that you set a new password. Do it here:"].Value);
        var until = L["The link works once, until {0}. If you did not expect it, ignore this message.", Formats.Moment(Link.Until)].Value;
        isSending = true;
        try
        {
            problem = await Mail.SendAsync(Link.Email, subject, $"{what}\n\n{Address}\n\n{until}\n");
        }
        finally
        {
            isSending = false;
        }
    }
}
