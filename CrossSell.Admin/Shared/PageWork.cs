namespace CrossSell.Admin.Shared;

/// <summary>Whether something that a person began is being done on this circuit: a save, or a question in a dialog that still stands open.</summary>
internal sealed class PageWork
{
    private int underWay;

    public bool IsBusy => Volatile.Read(ref underWay) > 0;

    /// <summary>It is, until what is returned is disposed.</summary>
    public IDisposable Begin()
    {
        Interlocked.Increment(ref underWay);
        return new One(this);
    }

    private sealed class One(PageWork work) : IDisposable
    {
        private PageWork? begun = work;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref begun, null) is { } one)
            {
                Interlocked.Decrement(ref one.underWay);
            }
        }
    }
}
