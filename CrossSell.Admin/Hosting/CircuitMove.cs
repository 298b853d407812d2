using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.JSInterop;

namespace CrossSell.Admin.Hosting;

/// <summary>One page, as <see cref="Drain"/> asks it to go.</summary>
internal sealed class CircuitMove(Drain drain, IJSRuntime js) : CircuitHandler, IMovingPage
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        drain.Enter(this);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        drain.Leave(this);
        return Task.CompletedTask;
    }

    public void Move(TimeSpan after) => _ = TellAsync(after);

    private async Task TellAsync(TimeSpan after)
    {
        try
        {
            // Only what follows may be longer than a message takes: the script returns at once.
            await js.InvokeVoidAsync("crosssell.move", after.TotalMilliseconds);
        }
        catch (Exception problem) when (problem is JSDisconnectedException or JSException or OperationCanceledException or ObjectDisposedException
            or InvalidOperationException)
        {
            // It is gone already, or has not begun: its line breaks when the instance ends, and it comes back as after a crash.
        }
    }
}
