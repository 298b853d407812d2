using Microsoft.AspNetCore.Components;

namespace CrossSell.Tests.Admin.Shared;

/// <summary>A browser that says later where it went, as one does that is far away.</summary>
internal sealed class LateBrowser : NavigationManager
{
    private readonly Queue<string> underWay = new();

    public LateBrowser(string home, string here) => Initialize(home, here);

    /// <summary>Where it was sent last.</summary>
    public string Sent { get; private set; } = "";

    public void Arrive() => Follow(underWay.Dequeue());

    public void ArriveAll()
    {
        while (underWay.Count > 0)
        {
            Arrive();
        }
    }

    public void Skip() => underWay.Dequeue();

    public void Follow(string address)
    {
        Uri = ToAbsoluteUri(address).AbsoluteUri;
        NotifyLocationChanged(isInterceptedLink: true);
    }

    protected override void NavigateToCore(string uri, NavigationOptions options)
    {
        Sent = uri;
        underWay.Enqueue(uri);
    }
}
