using CrossSell.Admin.Account;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Mail;
using CrossSell.Admin.Shared;
using CrossSell.Admin.Shared.Kit;
using CrossSell.Core.People;
using Microsoft.AspNetCore.Components;
using static CrossSell.Admin.Features.MyAccount.MyAccountTexts;

namespace CrossSell.Admin.Features.MyAccount;

/// <summary>At which hour of their day a person is sent what waits for them.</summary>
public sealed partial class DigestCard
{
    private const int Never = -1;

    private int hour;

    [Inject]
    private OwnAccount Account { get; set; } = default!;

    [Inject]
    private CurrentActor CurrentActor { get; set; } = default!;

    [Inject]
    private Feedback Feedback { get; set; } = default!;

    [Inject]
    private MailSender Mail { get; set; } = default!;

    [Inject]
    private FrontDoor Door { get; set; } = default!;

    [Parameter, EditorRequired]
    public OwnAccountDetails Mine { get; set; } = default!;

    private bool IsOn => Mail.IsOn && Door.PublicAddress is not null;

    private static IReadOnlyList<Choice<int>> Hours =>
    [
        new(Never, L["never"]),
        .. Enumerable.Range(0, 24).Select(at => new Choice<int>(at, L["daily at {0}", Formats.WallTime(DateTime.UnixEpoch.AddHours(at))])),
    ];

    protected override void OnInitialized() => hour = Mine.WantsNoDigest ? Never : Mine.DigestHour ?? User.UsualDigestHour;

    private Task ChooseAsync(int chosen) => BusyAsync(async () =>
    {
        if (Feedback.Accepted(await Account.ChooseDigestAsync(chosen == Never ? null : chosen, await CurrentActor.GetAsync())))
        {
            hour = chosen;
            Feedback.Say(chosen == Never ? L["You are sent no daily e-mail any more."] : L["Saved. The next one comes at this hour."]);
        }
    });
}
