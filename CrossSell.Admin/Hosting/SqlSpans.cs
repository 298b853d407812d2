using System.Diagnostics;
using CrossSell.Core.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// A span for each statement of Entity Framework, with its text and never with its values. Subscribed only when spans are sent somewhere. (The package for it,
/// OpenTelemetry.Instrumentation.EntityFrameworkCore, is there as a prerelease only.)
/// </summary>
internal sealed class SqlSpans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> subscriptions = [];

    public SqlSpans() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this, name => name == RelationalEventId.CommandExecuted.Name || name == RelationalEventId.CommandError.Name));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (!Telemetry.Source.HasListeners() || value.Value is not CommandEndEventData ended)
        {
            return;
        }

        // Told when it is over: the span is made then, as of when it began, below what is going on.
        using var span = Telemetry.Source.StartActivity("sql", ActivityKind.Client, default(ActivityContext), startTime: ended.StartTime);
        if (span is null)
        {
            return;
        }

        span.SetTag("db.system.name", ended.Context?.Database.ProviderName?.Split('.')[^1].ToLowerInvariant());
        span.SetTag("db.query.text", ended.Command.CommandText);
        span.SetEndTime((ended.StartTime + ended.Duration).UtcDateTime);
        if (value.Value is CommandErrorEventData)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
}
