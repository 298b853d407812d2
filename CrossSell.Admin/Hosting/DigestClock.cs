using System.Runtime.ExceptionServices;
using CrossSell.Admin.Mail;
using CrossSell.Admin.Shared;
using CrossSell.Core.Today;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Sends each person once a day what waits for them, at the hour of their choosing: where there is a mail server and the studio knows its own address. Who
/// has nothing waiting gets nothing.
/// </summary>
internal sealed partial class DigestClock(
    Digests digests, WaitingQuery waiting, MailSender mail, FrontDoor door, TimeProvider time, ILogger<DigestClock> log)
    : Recurring(TimeSpan.FromMinutes(5), time, log)
{
    protected override string Failure => "The daily messages could not be sent; retrying.";

    /// <summary>Sends to everybody whose turn it is.</summary>
    internal async Task SendDueAsync(CancellationToken cancellation)
    {
        if (!mail.IsOn || door.PublicAddress is not { } address)
        {
            return;
        }

        // One person's trouble is not everybody's: the others have theirs first.
        ExceptionDispatchInfo? trouble = null;
        foreach (var turn in await digests.DueAsync(cancellation))
        {
            try
            {
                if (await digests.TakeAsync(turn, cancellation))
                {
                    await SendAsync(turn, address, cancellation);
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                trouble ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        trouble?.Throw();
    }

    protected override Task TurnAsync(CancellationToken cancellation) => SendDueAsync(cancellation);

    private async Task SendAsync(DigestTurn turn, Uri address, CancellationToken cancellation)
    {
        // In the language of whom it is for; the next one is another person's again.
        Formats.Use(PersonalFormat.Of(turn.NumberFormat, turn.Language, turn.TimeZone));
        try
        {
            if (await waiting.LoadAsync(turn.Person, cancellation) is not { Count: > 0 } found)
            {
                return;
            }

            var (subject, text) = DigestLetter.Write(found, address);
            if (await mail.SendAsync(turn.Email, subject, text, cancellation) is null)
            {
                LogSent(log, turn.Person.Id);
                return;
            }
        }
        catch
        {
            await digests.GiveBackAsync(turn, CancellationToken.None);
            throw;
        }

        // The mail server did not take it, which it has logged: the next look tries again.
        await digests.GiveBackAsync(turn, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "User {User} was sent what waits for them")]
    private static partial void LogSent(ILogger logger, string user);
}
