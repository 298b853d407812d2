using Microsoft.AspNetCore.Components;

namespace CrossSell.Admin.Shared;

/// <summary>
/// For a page whose state stands in its address. An address that the page goes to itself comes back by way of the browser, when somebody may have chosen
/// something else already: then it says nothing new, and must not set the page back to what it was.
/// </summary>
internal sealed class AddressEchoes
{
    private readonly List<string> underWay = [];
    private string? path;
    private string? seen;

    /// <summary>Goes to what the page shows already.</summary>
    /// <param name="replace">Whether it is no step to go back through.</param>
    public void Go(NavigationManager navigation, string address, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        var there = navigation.ToAbsoluteUri(address).AbsoluteUri;
        if (there == (underWay.LastOrDefault() ?? navigation.Uri))
        {
            return;
        }

        underWay.Add(there);
        navigation.NavigateTo(address, replace: replace);
    }

    /// <summary>Asked whenever parameters are set: whether the address came from elsewhere, a link or a step back, and the page is to follow it.</summary>
    public bool IsNews(NavigationManager navigation)
    {
        ArgumentNullException.ThrowIfNull(navigation);
        var here = new Uri(navigation.Uri).AbsolutePath;
        path ??= here;
        // Another page's address comes here too, while this one still stands.
        if (navigation.Uri == seen || here != path)
        {
            return false;
        }

        seen = navigation.Uri;
        if (underWay.IndexOf(seen) is var echo and >= 0)
        {
            underWay.RemoveRange(0, echo + 1);
            return false;
        }

        underWay.Clear();
        return true;
    }
}
