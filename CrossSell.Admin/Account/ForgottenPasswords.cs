using System.Net;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using CrossSell.Admin.Hosting;
using CrossSell.Admin.Mail;
using CrossSell.Admin.Shared;
using CrossSell.Core.Storage;
using Microsoft.EntityFrameworkCore;
using static CrossSell.Admin.Account.AccountTexts;

namespace CrossSell.Admin.Account;

/// <summary>
/// Sends a link to set a new password to who asks for one, where there is a mail server and the studio knows its own address: a link must never lead to a
/// host that the request named. The page answers at once and always the same, so that nobody learns from its words or its time who has an account; the rest
/// happens behind it. The link changes nothing until it is used.
/// </summary>
internal sealed partial class ForgottenPasswords(
    StudioStore store, OneTimeLinks links, MailSender mail, FrontDoor door, ILogger<ForgottenPasswords> log) : BackgroundService
{
    /// <summary>How long such a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // Of one person, and of one sender for any: a mailbox is not to be filled by strangers.
    private const int MostOfOne = 3;
    private const int MostOfSender = 10;
    private const int MostWaiting = 200;

    private readonly Channel<string> asked = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly PartitionedRateLimiter<string> persons = ByHour(MostOfOne);
    private readonly PartitionedRateLimiter<string> senders = ByHour(MostOfSender);

    public bool IsOn => mail.IsOn && door.PublicAddress is not null;

    /// <summary>Whether this sender may ask once more within the hour.</summary>
    public bool Ask(IPAddress? sender, string email)
    {
        using var turn = senders.AttemptAcquire(SignInLimits.NetworkOf(sender));
        if (!turn.IsAcquired)
        {
            return false;
        }

        asked.Writer.TryWrite(email.Trim());
        return true;
    }

    public override void Dispose()
    {
        persons.Dispose();
        senders.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var email in asked.Reader.ReadAllAsync(stoppingToken))
            {
                try
                {
                    await SendAsync(email, stoppingToken);
                }
                catch (Exception problem) when (problem is not OperationCanceledException)
                {
                    // The next one is another person's.
                    LogFailed(log, problem);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
    }

    /// <summary>Sends the link, where there is such an account and it was not sent too often.</summary>
    internal async Task SendAsync(string email, CancellationToken cancellation)
    {
        var name = email.ToUpperInvariant();
        await using var db = store.Read();
        // Who was invited has no password to forget: the invitation is an administrator's to repeat.
        var user = await db.Users.SingleOrDefaultAsync(
            item => item.NormalizedEmail == name && item.DisabledAt == null && item.PasswordHash != null && !item.IsDemo, cancellation);
        if (user is null)
        {
            return;
        }

        using var turn = persons.AttemptAcquire(user.Id);
        if (!turn.IsAcquired)
        {
            return;
        }

        // In the language of whom it is for; the next one is another person's again.
        Formats.Use(PersonalFormat.Of(user.NumberFormat, user.Language, user.TimeZone));
        var (token, _) = links.Create(OneTimeLinkKind.PasswordReset, user, Lifetime);
        var address = new Uri(door.PublicAddress!, Addresses.OneTimeLink(Addresses.ResetPassword, token));
        var sent = await mail.SendAsync(
            user.Email!, L["Set a new CrossSell password"],
            $"{L["Somebody, probably you, asked to set a new password for CrossSell. Do it here:"].Value}\n\n{address}\n\n"
            + $"{L["The link works once, for an hour. If it was not you, ignore this message: nothing has changed."].Value}\n",
            cancellation);
        LogAsked(log, user.Id, sent is null ? "sent" : "not sent");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} asked for a link to set a new password: {Outcome}")]
    private static partial void LogAsked(ILogger logger, string user, string outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "A link to set a new password could not be made")]
    private static partial void LogFailed(ILogger logger, Exception problem);

    private static PartitionedRateLimiter<string> ByHour(int most) => PartitionedRateLimiter.Create<string, string>(
        who => RateLimitPartition.GetFixedWindowLimiter(who, _ => RequestLimits.OptionsOf(most, TimeSpan.FromHours(1))));
}
