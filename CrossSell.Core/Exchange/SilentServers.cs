using CrossSell.Core.Common;
using CrossSell.Core.Media;
using static CrossSell.Core.Exchange.ExchangeTexts;

namespace CrossSell.Core.Exchange;

/// <summary>
/// Which servers of pictures do not answer at all: those are not asked for each of thousands of pictures, of which each would take its time limit. A server
/// that answers, be it with an error, is asked on.
/// </summary>
internal sealed class SilentServers
{
    /// <summary>So often in a row a server may fail to answer before it is asked no more.</summary>
    public const int MostUnanswered = 8;

    private readonly Dictionary<string, int> unanswered = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why the address is not asked; null where it is.</summary>
    public Refusal? Skip(string address) => ServerOf(address) is { } server && unanswered.GetValueOrDefault(server) >= MostUnanswered
        ? new Refusal(
            "media.fetch-skipped",
            L["The server {0} did not answer {1} times in a row, so this picture was not requested. Import the file again when it answers.",
                server, MostUnanswered],
            "address")
        : null;

    /// <summary>What came of asking an address; null for a picture.</summary>
    public void Note(string address, Refusal? refusal)
    {
        if (ServerOf(address) is not { } server || refusal?.Code == "media.fetch-skipped")
        {
            return;
        }

        unanswered[server] = refusal?.Code is PictureFetcher.Slow or PictureFetcher.Unreachable ? unanswered.GetValueOrDefault(server) + 1 : 0;
    }

    private static string? ServerOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : null;
}
