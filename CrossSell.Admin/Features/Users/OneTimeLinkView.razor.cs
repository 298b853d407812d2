using CrossSell.Admin.Account;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Mail;
using CrossSell.Admin.Shared;
using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Features.Users;

public sealed partial class OneTimeLinkView
{
    /// <summary>What a dialog that shows a link asks before it closes.</summary>
    public const string AsksFirst = "The link is not shown again. Close it?";

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

    private string Sent => isSending ? $"Sending the link to {Link.Email}…"
        : problem is null ? $"Sent to {Link.Email}."
        : $"The link was not sent. {problem} Copy it and send it yourself.";

    protected override async Task OnInitializedAsync()
    {
        if (!Mail.IsOn)
        {
            return;
        }

        var (subject, what) = Link.Kind == OneTimeLinkKind.Invitation
            ? ("Your CrossSell account", "You have been invited to CrossSell. Choose your name and password here:")
            : ("Set a new CrossSell password", "An administrator of CrossSell has asked that you set a new password. Do it here:");
        var until = $"The link works once, until {Formats.Moment(Link.Until)}. If you did not expect it, ignore this message.";
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
