using System.Xml.Linq;
using CrossSell.Core.Access;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CrossSell.Admin.Hosting;

/// <summary>
/// Where the platform finds its data-protection keys: the studio's own <see cref="KeyRing"/>. Keys that were sealed by another secret are said in the log: of
/// several instances each would sign everybody out of the others, and nothing else would tell why.
/// </summary>
internal sealed partial class StudioKeys(KeyRing ring, ILogger<StudioKeys> log) : IXmlRepository
{
    private int said;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var keys = ring.All();
        if (Interlocked.Exchange(ref said, ring.Unreadable) < ring.Unreadable)
        {
            LogUnreadable(log, ring.Unreadable);
        }

        return [.. keys.Select(key => XElement.Parse(key))];
    }

    public void StoreElement(XElement element, string friendlyName) => ring.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Count} data-protection keys in the database were sealed by another secret than that of this data folder: cookies and links made with them "
            + "do not work here. Instances on one database share one data folder, or the file secret in it.")]
    private static partial void LogUnreadable(ILogger logger, int count);
}
