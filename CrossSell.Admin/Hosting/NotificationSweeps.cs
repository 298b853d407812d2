using CrossSell.Core.Notifications;

namespace CrossSell.Admin.Hosting;

/// <summary>Deletes notifications that are too old, at the start and then once a day.</summary>
internal sealed class NotificationSweeps(NotificationService notifications, TimeProvider time, ILogger<NotificationSweeps> logger)
    : Recurring(TimeSpan.FromDays(1), time, logger)
{
    protected override bool AtOnce => true;

    // They stay a day longer.
    protected override string Failure => "Old notifications could not be deleted.";

    protected override Task TurnAsync(CancellationToken cancellation) => notifications.SweepAsync(cancellation);
}
