using System.Xml.Linq;
using CrossSell.Core.Access;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CrossSell.Admin.Hosting;

/// <summary>Where the platform finds its data-protection keys: the studio's own <see cref="KeyRing"/>.</summary>
internal sealed class StudioKeys(KeyRing ring) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. ring.All().Select(key => XElement.Parse(key))];

    public void StoreElement(XElement element, string friendlyName) => ring.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
