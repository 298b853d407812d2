namespace CrossSell.Core.Common;

/// <summary>
/// Passes progress on at once, on the thread that reports: unlike <see cref="Progress{T}"/>, which queues it and may tell it late and out of order.
/// </summary>
public sealed class Relay<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
