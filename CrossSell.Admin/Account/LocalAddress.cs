namespace CrossSell.Admin.Account;

/// <summary>Where to go after signing in.</summary>
internal static class LocalAddress
{
    private static readonly Uri Anywhere = new("http://studio.invalid");

    /// <summary>
    /// The address, escaped so that it may stand in a header, when it is one of our own: a link in a mail must not lead a signed-in person elsewhere.
    /// Null for all others.
    /// </summary>
    public static string? Of(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl)
        && Uri.TryCreate(Anywhere, url, out var target) && target.Host == Anywhere.Host
        && target.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped) is var address
        // "/.//elsewhere.com" comes out as another host's address once its dots are taken away.
        && !address.StartsWith("//", StringComparison.Ordinal)
            ? address
            : null;
}
